"""What a screen shows and what it can ask for, as Qt objects; text already formatted, no rule, no SQL, no HTTP.

May import: application, policy, domain; PySide6.
"""
