"""Insert unless it is there. The count of rows tells nothing (psycopg says -1 either way): ask what was inserted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Executable, Table
from sqlalchemy.dialects import postgresql, sqlite


def insert_missing(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: Column[str]) -> None:
    """Insert the rows whose `key` is free; sorted, so that two who insert the same ones never wait for each other."""
    connection.execute(_unless_there(connection.dialect.name, table, key), sorted(rows, key=lambda row: row[key.name]))


@cache
def _unless_there(dialect: str, table: Table, key: Column[str]) -> Executable:
    insert = sqlite.insert if dialect == "sqlite" else postgresql.insert
    return insert(table).on_conflict_do_nothing(index_elements=[key])


def insert_or_none(
    connection: Connection, table: Table, values: Mapping[str, Any], key: Column[str], returning: Column[Any]
) -> Any | None:  # noqa: ANN401 the type of a column
    """The `returning` column of the new row; None when `key` was taken, even by a transaction that has just ended."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(table).values(**values).on_conflict_do_nothing(index_elements=[key]).returning(returning)
    row = connection.execute(statement).first()
    return None if row is None else row[0]
