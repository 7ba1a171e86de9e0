"""The books in SQL, on SQLite and PostgreSQL. Imports application and domain; SQLAlchemy Core and Alembic."""
