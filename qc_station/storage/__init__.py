"""State, event log and outbox in one database; photographs by their content. The only place that knows SQL.

May import: application, policy, domain; sqlalchemy, alembic.
"""
