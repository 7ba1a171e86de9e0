"""The Store on SQLAlchemy: transactions, their repetition, and one writer at a time on SQLite."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from voucher_ledger.domain.errors import Unavailable
from voucher_ledger.storage.books import SqlBooks
from voucher_ledger.storage.engine import BUSY_TIMEOUT_S, for_reading
from voucher_ledger.storage.failures import Meaning, meaning_of
from voucher_ledger.storage.feed import feed_fault
from voucher_ledger.storage.guards import missing_guards
from voucher_ledger.storage.schema import schema_fault

Result = TypeVar("Result")
ATTEMPTS_MAX = 5
PAUSE_S = 0.01


class SqlStore:
    """Books behind an engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reading = for_reading(engine)
        # SQLite's own waiting is a poll that lets some threads starve for seconds; a lock is handed on.
        self._writer = threading.Lock() if engine.dialect.name == "sqlite" else None

    def transact(self, work: Callable[[SqlBooks], Result]) -> Result:
        for attempt in range(1, ATTEMPTS_MAX + 1):
            try:
                with self._one_writer(), self._engine.begin() as connection:
                    return work(SqlBooks(connection))
            except (DBAPIError, PoolTimeoutError) as error:
                meaning = meaning_of(error)
                if meaning is Meaning.BUG:
                    raise
                if meaning is Meaning.UNAVAILABLE or attempt == ATTEMPTS_MAX:
                    raise Unavailable(f"the books cannot be written: {_name(error)}") from error
            time.sleep(random.uniform(0, PAUSE_S * 2**attempt))  # noqa: S311 spread, not secrecy
        raise AssertionError("the last attempt returns or raises")

    def read(self, work: Callable[[SqlBooks], Result]) -> Result:
        with self._view() as connection:
            return work(SqlBooks(connection))

    def faults(self) -> tuple[str, ...]:
        try:
            with self._view() as connection:
                if (fault := schema_fault(connection)) is None:
                    fault = feed_fault(connection)
                missing = () if fault else missing_guards(connection)
        except Unavailable as unavailable:
            return (unavailable.detail,)
        return (fault,) if fault else tuple(f"guard {name} is missing" for name in missing)

    def schema_fault(self) -> tuple[str, ...]:
        """Why these books cannot even be read; empty when they can. Raises Unavailable."""
        with self._view() as connection:
            fault = schema_fault(connection)
        return (fault,) if fault else ()

    def close(self) -> None:
        self._engine.dispose()

    @contextlib.contextmanager
    def _view(self) -> Iterator[Connection]:
        try:
            with self._reading.begin() as connection:
                yield connection
        except (DBAPIError, PoolTimeoutError) as error:
            if meaning_of(error) is Meaning.BUG:
                raise
            raise Unavailable(f"the books cannot be read: {_name(error)}") from error

    @contextlib.contextmanager
    def _one_writer(self) -> Iterator[None]:
        if self._writer is None:
            yield
            return
        if not self._writer.acquire(timeout=BUSY_TIMEOUT_S):
            raise Unavailable("the books are busy")
        try:
            yield
        finally:
            self._writer.release()


def _name(error: DBAPIError | PoolTimeoutError) -> str:
    """What kind of error it is: never its text, which may quote a row."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return str(getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or type(cause).__name__)
