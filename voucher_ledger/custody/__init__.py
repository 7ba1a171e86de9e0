"""What keeps the books honest from outside their rows: signatures, photographs as files, chores that run by time."""
