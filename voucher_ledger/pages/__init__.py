"""The customers' page: real HTML in six languages, no script, nothing from elsewhere."""
