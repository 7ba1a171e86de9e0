"""A copy of the books in one file, while they are in use, and books from such a copy.

SQLite: its own online backup. PostgreSQL: `pg_dump` and `pg_restore`, of the server's version or newer.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from voucher_ledger.domain.errors import AlreadyExists, InvalidRequest, Unavailable
from voucher_ledger.storage.engine import build_engine
from voucher_ledger.storage.failures import Meaning, meaning_of
from voucher_ledger.storage.feed import settle_transactions

_SECTIONS = ("pre-data", "data", "post-data")


def back_up(url: URL, file: Path) -> None:
    """Write the copy, readable by its owner alone; a file that is there is not overwritten.

    Raises AlreadyExists, Unavailable, OSError.
    """
    if file.exists():
        raise AlreadyExists(f"{file} is there already")
    aside = file.with_name(f"{file.name}.unfinished")
    aside.unlink(missing_ok=True)
    os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        if url.drivername == "sqlite":
            _copy_sqlite(Path(str(url.database)), aside)
        else:
            _run("pg_dump", url, "--format=custom", "--no-owner", "--no-privileges", f"--file={aside}")
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def restore(url: URL, file: Path) -> None:
    """Books as they were, in a place that has none. Raises AlreadyExists, InvalidRequest, Unavailable, OSError."""
    if not file.is_file():
        raise InvalidRequest(f"{file} is no file")
    if url.drivername == "sqlite":
        _restore_sqlite(Path(str(url.database)), file)
        return
    engine = build_engine(url, unlimited=True)
    try:
        with engine.begin() as connection:
            if inspect(connection).get_table_names():
                raise AlreadyExists("this database is not empty")
        for section in _SECTIONS:
            _run("pg_restore", url, "--no-owner", "--exit-on-error", f"--section={section}", str(file))
            if section == "data":
                # Before the guards of the last section forbid it.
                with engine.begin() as connection:
                    settle_transactions(connection)
    except DBAPIError as error:
        if meaning_of(error) is Meaning.BUG:
            raise
        raise Unavailable(f"the database cannot be reached: {type(error.orig).__name__}") from error
    finally:
        engine.dispose()


def _copy_sqlite(source: Path, target: Path) -> None:
    if not source.is_file():
        raise Unavailable(f"there are no books in {source}")
    try:
        with (
            contextlib.closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as books,
            contextlib.closing(sqlite3.connect(target)) as copy,
        ):
            books.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise Unavailable("the copy is damaged: so are the books")
    except sqlite3.DatabaseError as error:
        raise Unavailable(f"the books cannot be copied: {error}") from error


def _restore_sqlite(target: Path, file: Path) -> None:
    if target.exists():
        raise AlreadyExists(f"{target} is there already")
    with file.open("rb") as copy:
        if copy.read(16) != b"SQLite format 3\0":
            raise InvalidRequest(f"{file} is no copy of a SQLite ledger")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _copy_sqlite(file, target)
    target.chmod(0o600)


def _run(program: str, url: URL, *arguments: str) -> None:
    """The password travels in the environment: arguments stand in the list of processes."""
    found = shutil.which(program)
    if found is None:
        raise Unavailable(f"{program} is not on this machine; it comes with PostgreSQL's client programs")
    # A host in the query is a Unix socket's folder.
    host = url.host or str(url.query.get("host", ""))
    given = {
        "PGHOST": host,
        "PGPORT": str(url.port or ""),
        "PGUSER": url.username or "",
        "PGPASSWORD": str(url.password or ""),
        "PGDATABASE": url.database or "",
    }
    where = {name: value for name, value in given.items() if value}
    database = [f"--dbname={url.database}"] if program == "pg_restore" else []
    done = subprocess.run(
        [found, *database, *arguments], env=os.environ | where, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or ["nothing"]
        raise Unavailable(f"{program} failed: {said[0]}")
