"""One transaction over everything a bench records: rolled back unless somebody says commit, and over with that word.

Writers of one station stand in line: inside a process at a lock (SQLite's own waiting is by chance and starves),
between processes at SQLite's file lock or, on PostgreSQL, at the station's row. So a chain, a sequence and two
threads of one bench never race, and only benches that share a database can: for them there are unique keys and
versions.
"""

from __future__ import annotations

import contextlib
import threading
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, bindparam, select
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from qc_station.application.failures import WorldFailure
from qc_station.storage.engine import BUSY_TIMEOUT_S, for_reading
from qc_station.storage.event_log import SqlEventLog
from qc_station.storage.exceptions import SqlParcels, SqlReversals, SqlSecondLooks, SqlUndeclared
from qc_station.storage.outbox import SqlOutbox
from qc_station.storage.pieces import SqlPieces
from qc_station.storage.reentries import SqlReentries
from qc_station.storage.registers import SqlBookmarks, SqlOperators, SqlProgrammeTexts, SqlReceptions, SqlTray
from qc_station.storage.renditions import SqlRenditions
from qc_station.storage.studio import SqlPhotoSets, SqlPublications
from qc_station.storage.tables import station as stations
from qc_station.storage.takebacks import SqlTakeBacks
from qc_station.storage.workshop import SqlWorkshop

_OUR_ROW = select(stations.c.name).where(stations.c.name == bindparam("name")).with_for_update()


class SqlUnitOfWorkFactory:
    """Makes the units of work of one station; `close` gives the connections back. Made by `open_station`."""

    def __init__(self, engine: Engine, station: str) -> None:
        self.engine = engine
        self.station = station
        self._reading = for_reading(engine)
        self._writers = threading.Lock()

    def __call__(self, *, read_only: bool = False) -> SqlUnitOfWork:
        if read_only:
            return SqlUnitOfWork(self._reading, self.station, None)
        return SqlUnitOfWork(self.engine, self.station, self._writers)

    def close(self) -> None:
        self.engine.dispose()


class SqlUnitOfWork:
    """Used once, by one thread. After `commit` nothing more can be asked of it."""

    takebacks: SqlTakeBacks
    pieces: SqlPieces
    receptions: SqlReceptions
    outbox: SqlOutbox
    log: SqlEventLog
    operators: SqlOperators
    programmes: SqlProgrammeTexts
    tray: SqlTray
    bookmarks: SqlBookmarks
    parcels: SqlParcels
    undeclared: SqlUndeclared
    second_looks: SqlSecondLooks
    reversals: SqlReversals
    workshop: SqlWorkshop
    photo_sets: SqlPhotoSets
    publications: SqlPublications
    reentries: SqlReentries
    renditions: SqlRenditions

    def __init__(self, engine: Engine, station: str, writers: threading.Lock | None) -> None:
        self.station = station
        self._engine = engine
        self._writers = writers
        self._stack = contextlib.ExitStack()
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        with contextlib.ExitStack() as opening:
            if self._writers is not None:
                if not self._writers.acquire(timeout=BUSY_TIMEOUT_S):
                    raise WorldFailure("database_lost", retryable=True, detail="writer_waited_too_long")
                opening.callback(self._writers.release)
            try:
                connection = self._engine.connect()
            except PoolTimeoutError as error:
                raise WorldFailure("database_lost", retryable=True, detail="no_connection_free") from error
            opening.callback(_put_back, connection)
            self._begin(connection)
            self._stack = opening.pop_all()
        self._connection = connection
        self.takebacks = SqlTakeBacks(connection)
        self.pieces = SqlPieces(connection)
        self.receptions = SqlReceptions(connection)
        self.outbox = SqlOutbox(connection, self.station)
        self.log = SqlEventLog(connection, self.station)
        self.operators = SqlOperators(connection)
        self.programmes = SqlProgrammeTexts(connection)
        self.tray = SqlTray(connection)
        self.bookmarks = SqlBookmarks(connection)
        self.parcels = SqlParcels(connection)
        self.undeclared = SqlUndeclared(connection)
        self.second_looks = SqlSecondLooks(connection)
        self.reversals = SqlReversals(connection)
        self.workshop = SqlWorkshop(connection)
        self.photo_sets = SqlPhotoSets(connection)
        self.publications = SqlPublications(connection)
        self.reentries = SqlReentries(connection)
        self.renditions = SqlRenditions(connection)
        return self

    def _begin(self, connection: Connection) -> None:
        connection.begin()
        if self._writers is not None and connection.dialect.name == "postgresql":
            # A statement of its own: the next one then sees what the holder before us committed (ledger.md, trap 5).
            connection.execute(_OUR_ROW, {"name": self.station}).one()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def commit(self) -> None:
        """Raises WorldFailure("disk_full" | "database_lost"); nothing is kept then.

        One exception: when a PostgreSQL server is lost between its commit and its answer, the act is kept although
        this fails. Doing it again is safe: keys and versions refuse the second.
        """
        if self._connection is None:
            raise RuntimeError("there is no open transaction to commit")
        self._connection.commit()
        self._connection = None
        self._stack.close()


def _put_back(connection: Connection) -> None:
    # Rolls back what was not committed. A connection that is lost by now has nothing left to keep.
    with contextlib.suppress(WorldFailure):
        connection.close()
