"""The schema's versions: bringing a database up to the newest one, all or nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from qc_station.storage.guards import install_guards

# Two programs that upgrade one PostgreSQL at once: the second waits, and finds nothing to do.
_LOCK = 0x7163_7374


def migrate(engine: Engine) -> None:
    """Run the migrations that are missing and put every guard in its place, in one transaction, on either engine."""
    with _without_foreign_keys(engine) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        command.upgrade(_config(connection), "head")
        install_guards(connection)
        if engine.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
            raise RuntimeError("a migration left rows that refer to nothing")


@contextmanager
def _without_foreign_keys(engine: Engine) -> Iterator[Connection]:
    """On SQLite a table is changed by replacing it, which the keys that point at it must not notice.

    The pragma does nothing inside a transaction, so it is said to the driver, where ours has not begun.
    """
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        if engine.dialect.name == "sqlite":
            driver.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            if engine.dialect.name == "sqlite":
                driver.execute("PRAGMA foreign_keys = ON")


def check(engine: Engine) -> None:
    """Raise alembic.util.CommandError when the newest migration and `tables.py` disagree."""
    with engine.connect() as connection:
        command.check(_config(connection))


def _config(connection: Connection) -> Config:
    logging.getLogger("alembic.runtime").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", "qc_station.storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
