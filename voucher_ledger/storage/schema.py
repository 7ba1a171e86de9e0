"""The schema's versions: bringing books up to the newest, and telling whether they are."""

from __future__ import annotations

import io
import logging

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from voucher_ledger.domain.errors import Unavailable
from voucher_ledger.storage.failures import Meaning, meaning_of
from voucher_ledger.storage.guards import install_guards

_LOCK = 0x6C656467  # two `migrate` at once: the second waits and finds nothing to do


def migrate(engine: Engine) -> None:
    """Run what is missing, and put every guard (back) in its place. All or nothing a version, on both engines.

    Raises Unavailable when the database cannot be reached, or was written by a newer program.
    """
    try:
        _migrate(engine)
    except DBAPIError as error:
        if meaning_of(error) is Meaning.BUG:
            raise
        raise Unavailable(f"the books cannot be migrated: {type(error.orig).__name__}") from error
    except CommandError as error:
        raise Unavailable(f"the books cannot be migrated: {error}") from error


def _migrate(engine: Engine) -> None:
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql(f"SELECT pg_advisory_lock({_LOCK})")
            connection.commit()
        command.upgrade(_config(connection), "head")
        connection.commit()  # when nothing was to be done, Alembic leaves the transaction of its question open
        with connection.begin():
            install_guards(connection)
            if engine.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                raise RuntimeError("a migration left rows that refer to nothing")


def schema_fault(connection: Connection) -> str | None:
    """Why these books do not have the schema of this program; None when they do."""
    found = MigrationContext.configure(connection).get_current_revision()
    wanted = newest_version()
    if found == wanted:
        return None
    return f"schema is {found or 'absent'}, this program needs {wanted}: run `voucher-ledger migrate`"


def newest_version() -> str | None:
    return ScriptDirectory.from_config(_config(None)).get_current_head()


def check(engine: Engine) -> None:
    """Raise alembic.util.CommandError when the newest migration and `tables.py` disagree."""
    with engine.connect() as connection:
        command.check(_config(connection))


def _config(connection: Connection | None) -> Config:
    logging.getLogger("alembic.runtime").setLevel(logging.WARNING)
    config = Config(stdout=io.StringIO())  # it would print what it found
    config.set_main_option("script_location", "voucher_ledger.storage:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
