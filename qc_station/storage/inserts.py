"""INSERT … ON CONFLICT, which both engines have and SQLAlchemy spells once for each."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_into(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def insert_unless_there(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """True when the row went in, False when any unique key of the table was taken.

    Asks for the row back instead of counting: `rowcount` is -1 on psycopg in both cases (ledger.md, trap 1).
    """
    statement = insert_into(connection, table).values(**row).on_conflict_do_nothing()
    return connection.execute(statement.returning(*table.primary_key.columns)).first() is not None


def insert_or_replace(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    """The row takes the place of the one under its primary key, as an update: it passes by no trigger and no key."""
    keys = [column.name for column in table.primary_key.columns]
    statement = insert_into(connection, table).values(**row)
    values = {name: statement.excluded[name] for name in row if name not in keys}
    connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))
