"""Tests of the central ledger: through its HTTP API, its command line and its use-cases, on SQLite and PostgreSQL."""
