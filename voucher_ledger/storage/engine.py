"""How the books are reached: one SQLite file by default, PostgreSQL for several ledgers or a large house.

A transaction is opened for reading or for writing, by an execution option. On SQLite a writer takes the file's lock at
once (BEGIN IMMEDIATE): one that reads first and writes later could find the lock gone and would have to start over.
Reading is one unchanging view on both: a snapshot on SQLite's WAL, REPEATABLE READ on PostgreSQL.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from voucher_ledger.domain.errors import Breach, InvalidRequest

BUSY_TIMEOUT_S = 10.0
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL may lose the last commits in a power cut
    "foreign_keys = ON",
    "recursive_triggers = ON",  # or INSERT OR REPLACE walks past the guards
    f"busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}",
)
# A statement that waits longer than this is answered 503 and sent again by the bench.
POSTGRESQL_LIMITS = "-c lock_timeout=5000 -c statement_timeout=20000 -c idle_in_transaction_session_timeout=30000"
_READ = "ledger_read"
_POSTGRESQL = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}


def database_url(given: str) -> URL:
    """The URL of a database the ledger can keep its books in. Raises InvalidRequest, without repeating a password."""
    try:
        url = make_url(given)
    except ArgumentError:
        raise InvalidRequest(
            "not a database URL", [Breach("database-url", "url", "sqlite:/// or postgresql://")]
        ) from None
    url = url.set(drivername=_POSTGRESQL.get(url.drivername, url.drivername))
    if url.drivername not in ("sqlite", "postgresql+psycopg") or (url.drivername == "sqlite" and not url.database):
        raise InvalidRequest("not a database of ours", [Breach("database-url", "url", "sqlite:/// or postgresql://")])
    return url


def build_engine(url: URL, *, unlimited: bool = False, migrating: bool = False) -> Engine:
    """An engine for the books; `unlimited` for what may take its time.

    `migrating` leaves foreign keys unchecked on SQLite, where a table is changed by replacing it; `schema.migrate`
    checks them when it is done.
    """
    if url.drivername == "sqlite":
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_S})
        event.listen(engine, "connect", _prepare_sqlite)
        if migrating:
            event.listen(engine, "connect", _without_foreign_keys)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    limits = "-c timezone=UTC" if unlimited else f"-c timezone=UTC {POSTGRESQL_LIMITS}"
    return create_engine(
        url,
        hide_parameters=True,  # a parameter may be a name or an address; it has no place in a log
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=10,
        pool_timeout=10,
        connect_args={"options": limits, "connect_timeout": 5, "application_name": "voucher-ledger"},
    )


def for_reading(engine: Engine) -> Engine:
    """The same pool, whose transactions see one unchanging state and write nothing."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_READ: True})
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 the driver's own connection
    connection.isolation_level = None  # the driver's own BEGIN would come too late; ours is in _begin_sqlite
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _without_foreign_keys(connection: Any, _record: object) -> None:  # noqa: ANN401 the driver's own connection
    connection.execute("PRAGMA foreign_keys = OFF")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get(_READ, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
