"""Column types of the station's tables: what a bench hears from scanners, people and networks fits, whatever it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from qc_station.application.failures import WorldFailure


class Words(TypeDecorator[str]):
    """Any text. Half a surrogate pair and the zero character, which no database takes, are kept as visible escapes."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        del dialect
        if value is None:
            return None
        return value.encode("utf-8", errors="backslashreplace").decode("utf-8").replace("\0", "\\x00")


class Instant(TypeDecorator[datetime]):
    """An aware time, kept in UTC: `timestamptz` on PostgreSQL, on SQLite a text of one width that sorts as time does.

    A naive time is a bug, and is refused with a TypeError before it is written.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        stored: TypeEngine[Any] = DateTime(timezone=True) if dialect.name == "postgresql" else Text()
        return dialect.type_descriptor(stored)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | str | None:
        if value is None:
            return None
        utc = in_utc(value)
        return utc if dialect.name == "postgresql" else written_instant(utc)

    def process_result_value(self, value: datetime | str | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        try:
            return in_utc(value if isinstance(value, datetime) else datetime.fromisoformat(value))
        except (TypeError, ValueError) as error:  # something else has written here
            raise WorldFailure("record_unreadable", record="instant", key=str(value)[:40]) from error


def in_utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise TypeError("a time without a zone is never stored")
    return at.astimezone(UTC)


def written_instant(at: datetime) -> str:
    """`at` in UTC to the microsecond, always 32 characters."""
    return in_utc(at).isoformat(timespec="microseconds")
