"""The one place where the parts meet: which database, which clock, which log. Nothing is built at import."""

from __future__ import annotations

import contextlib
import getpass
import logging
import os
import sys
import traceback
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import platformdirs
import structlog
from fastapi import FastAPI
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from structlog.typing import EventDict

from voucher_ledger.api.app import create_app
from voucher_ledger.application.expire import expire_vouchers
from voucher_ledger.application.letters import Letters, NoLetters, SealedLetters
from voucher_ledger.application.photographs import Photographs
from voucher_ledger.application.receive import tell_what_is_late
from voucher_ledger.application.reception_ports import Warehouse, WorkingCalendar
from voucher_ledger.application.redeem import void_forgotten
from voucher_ledger.application.seal import seal_new
from voucher_ledger.custody.chores import Chore, Chores
from voucher_ledger.custody.photograph_files import FilePhotographs
from voucher_ledger.custody.pictures import pictures
from voucher_ledger.custody.public_holidays import PublicHolidays, read_exceptions
from voucher_ledger.custody.signatures import signature_holds
from voucher_ledger.domain.errors import InvalidRequest, Unavailable
from voucher_ledger.pages.letters import Letterhead
from voucher_ledger.post.postman import Postman
from voucher_ledger.post.seal import FernetSeal
from voucher_ledger.post.settings import mail_settings
from voucher_ledger.post.smtp import SmtpCarrier
from voucher_ledger.storage import schema
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.grants import grant_to
from voucher_ledger.storage.store import SqlStore

DATABASE_VARIABLE = "VOUCHER_LEDGER_DATABASE_URL"
CALENDAR_VARIABLE = "VOUCHER_LEDGER_CALENDAR"
EXCEPTIONS_VARIABLE = "VOUCHER_LEDGER_CALENDAR_EXCEPTIONS"
# Its lines parted by `|`.
WAREHOUSE_VARIABLE = "VOUCHER_LEDGER_WAREHOUSE"
WAREHOUSE = "AMI For Ever"
# Books from before there were seals are sealed bit by bit: a ledger that is told to stop waits for this.
SEALS_AT_ONCE = 20
EVIDENCE_VARIABLE = "VOUCHER_LEDGER_EVIDENCE"


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)


def chosen_database(given: str | None) -> URL:
    """The database asked for, or the one of the environment, or a file in the platform's data folder."""
    named = given or os.environ.get(DATABASE_VARIABLE)
    if named:
        return database_url(named)
    file = Path(platformdirs.user_data_dir("voucher-ledger", appauthor=False)) / "ledger.db"
    return URL.create("sqlite", database=str(file))


def migrate(url: URL) -> None:
    """Bring the books up to this program's schema and put their guards in place. Raises Unavailable."""
    engine = build_engine(url, unlimited=True, migrating=True)
    try:
        schema.migrate(engine)
    finally:
        engine.dispose()


def grant(url: URL, role: str) -> None:
    """Give a database role what a serving ledger needs. Raises InvalidRequest, NotFound, Unavailable."""
    engine = build_engine(url, unlimited=True)
    try:
        with engine.begin() as connection:
            grant_to(connection, role)
    except DBAPIError as error:
        raise Unavailable(f"the database cannot be reached: {type(error.orig).__name__}") from error
    finally:
        engine.dispose()


@contextlib.contextmanager
def opened(
    url: URL, *, migrate_first: bool = False, unlimited: bool = False, guarded: bool = True
) -> Iterator[SqlStore]:
    """The books, checked. A SQLite file that is new or of an older version is brought up to date by itself.

    On PostgreSQL several ledgers may share the books, so a migration is an act of its own. `guarded` off opens books
    whose guards are missing, to look at them. Raises Unavailable.
    """
    store = SqlStore(build_engine(url, unlimited=unlimited))
    try:
        if migrate_first or (url.drivername == "sqlite" and store.schema_fault()):
            migrate(url)
        if faults := store.faults() if guarded else store.schema_fault():
            raise Unavailable(f"the ledger does not start: {', '.join(faults)}")
        yield store
    finally:
        store.close()


def operator() -> str:
    """Who runs this command, for the record of administrative acts."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, in a container
        return f"uid {os.getuid()}" if hasattr(os, "getuid") else "unknown"


def photographs(url: URL, environ: Mapping[str, str]) -> FilePhotographs:
    """Where the environment says; beside a SQLite file; in the platform's data folder."""
    named = environ.get(EVIDENCE_VARIABLE)
    if named:
        return FilePhotographs(Path(named))
    if url.drivername == "sqlite":
        return FilePhotographs(Path(str(url.database)).with_suffix(".evidence"))
    return FilePhotographs(Path(platformdirs.user_data_dir("voucher-ledger", appauthor=False)) / "evidence")


def site_calendar(environ: Mapping[str, str]) -> PublicHolidays:
    """The warehouse's holidays, where the environment names others than the programme's. Raises InvalidRequest."""
    file = environ.get(EXCEPTIONS_VARIABLE)
    try:
        exceptions = read_exceptions(Path(file).read_text(encoding="utf-8")) if file else None
    except (OSError, ValueError) as error:
        raise InvalidRequest(f"${EXCEPTIONS_VARIABLE}: {error}") from error
    try:
        return PublicHolidays(environ.get(CALENDAR_VARIABLE) or None, exceptions)
    except ValueError as error:
        raise InvalidRequest(f"${CALENDAR_VARIABLE}: {error}") from error


def application(
    store: SqlStore, letters: Letters, kept: Photographs, calendar: WorkingCalendar, environ: Mapping[str, str]
) -> FastAPI:
    address = tuple(line.strip() for line in environ.get(WAREHOUSE_VARIABLE, WAREHOUSE).split("|"))
    return create_app(store, SystemClock(), letters, signature_holds, kept, Warehouse(address, calendar))


@contextlib.contextmanager
def mailing(store: SqlStore, environ: Mapping[str, str], kept: Photographs) -> Iterator[Letters]:
    """Mail leaves while this lasts, where the environment names a mail server. Raises InvalidRequest for a setting."""
    settings = mail_settings(environ)
    if settings is None:
        yield NoLetters()
        return
    head, seal = Letterhead(settings.sender, settings.site, pictures(kept)), FernetSeal(settings.key)
    carrier = SmtpCarrier(settings.server, settings.sender.addr_spec)
    every_s, patience = settings.look_every_s, settings.patience
    with Postman(store, SystemClock(), head, carrier, seal, settings.fold_for, every_s, patience):
        yield SealedLetters(head, seal)


def chores(store: SqlStore, calendar: WorkingCalendar) -> Chores:
    """What a serving ledger does by itself."""
    clock = SystemClock()

    def sweep() -> None:
        void_forgotten(store, clock)
        expire_vouchers(store, clock)

    return Chores(
        [
            Chore("seal", 10.0, lambda: seal_new(store, clock, SEALS_AT_ONCE)),
            Chore("sweep", 60.0, sweep),
            Chore("alert", 600.0, lambda: tell_what_is_late(store, clock, calendar)),
        ]
    )


def _where_it_failed(_logger: object, _method: str, event: EventDict) -> EventDict:
    """The kinds of the exceptions and the lines of ours they came by. Messages quote rows, and rows hold people."""
    raised = event.pop("exc_info", None)
    error = raised[1] if isinstance(raised, tuple) else raised
    failed = []
    while isinstance(error, BaseException):
        way = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
        ours = [line for line in way[:-1] if "voucher_ledger" in line]
        failed.append({"error": type(error).__name__, "at": [*ours, *way[-1:]]})
        error = error.__cause__ or error.__context__
    if failed:
        event["failed"] = failed
    return event


def log_to_stderr() -> None:
    """One JSON object a line, which names routes, stations and codes; never a person, a token or an address."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            # Of a line of ours; what a library adds to its own is left out.
            foreign_pre_chain=[
                *shared,
                structlog.stdlib.ExtraAdder(
                    allow=("mail", "kind", "fault", "takeback", "seal", "hash", "chore", "alert")
                ),
            ],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _where_it_failed,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
