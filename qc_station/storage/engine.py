"""How the database is reached: one SQLite file by default, PostgreSQL where several benches share one.

A transaction is opened for reading or for writing. On SQLite a writer takes the file's lock at once (BEGIN
IMMEDIATE): one that reads first and writes later could find the lock gone. Reading is one unchanging view on both
engines: a snapshot of SQLite's WAL, REPEATABLE READ on PostgreSQL; and whoever reads cannot write by mistake.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError

from qc_station.application.settings import SettingRefused
from qc_station.storage.failures import at_the_door

BUSY_TIMEOUT_S = 10.0
PRAGMAS = (
    f"busy_timeout = {int(BUSY_TIMEOUT_S * 1000)}",
    "journal_mode = WAL",
    "synchronous = FULL",  # NORMAL may lose the last commits in a power cut
    "foreign_keys = ON",
    "recursive_triggers = ON",  # or INSERT OR REPLACE walks past the guards
)
POSTGRESQL_OPTIONS = "-c timezone=UTC -c lock_timeout=5000 -c statement_timeout=30000"
_READS = "qc_station_reads"
_POSTGRESQL = ("postgres", "postgresql", "postgresql+psycopg")


def database_url(given: str) -> URL:
    """The URL of a database a station can work on. Raises SettingRefused("bad_setting"), which repeats no password."""
    try:
        url = make_url(given)
    except ArgumentError:
        raise _refused(given) from None
    if url.drivername in _POSTGRESQL:
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or not url.database or url.database == ":memory:":
        raise _refused(given)
    return url


def _refused(given: str) -> SettingRefused:
    wanted = "sqlite:///FILE, postgresql+psycopg://…"
    return SettingRefused("bad_setting", name="database_url", wanted=wanted, got=given.partition("://")[0][:20])


def build_engine(url: URL) -> Engine:
    """An engine with our transactions and our failures; connects at first use."""
    if url.drivername == "sqlite":
        engine = create_engine(url, hide_parameters=True, connect_args={"timeout": BUSY_TIMEOUT_S})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = create_engine(
            url,
            hide_parameters=True,  # a parameter may be a name; it has no place in a log
            pool_pre_ping=True,
            connect_args={"options": POSTGRESQL_OPTIONS, "connect_timeout": 5, "application_name": "qc-station"},
        )
    event.listen(engine, "handle_error", at_the_door)
    return engine


def make_room(url: URL) -> None:
    """The folder of a SQLite file, for its owner only: SQLite makes files, not folders."""
    if url.drivername == "sqlite":
        Path(str(url.database)).parent.mkdir(parents=True, exist_ok=True, mode=0o700)


def for_reading(engine: Engine) -> Engine:
    """The same pool, for transactions that see one unchanging state and write nothing."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{_READS: True})
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would come too late; ours is in _begin_sqlite
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READS, False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
