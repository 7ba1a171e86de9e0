"""Open a station's database, whatever state it is in: new, of an older program, of this one; not of a newer one."""

from __future__ import annotations

import logging

from sqlalchemy import Engine, Text, column, inspect, select, table

from qc_station.application.failures import WorldFailure
from qc_station.storage.engine import build_engine, database_url, for_reading, make_room
from qc_station.storage.guards import missing_guards
from qc_station.storage.inserts import insert_unless_there
from qc_station.storage.tables import SCHEMA_VERSIONS, VERSION_TABLE
from qc_station.storage.tables import station as stations
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory

_VERSION = select(column("version_num", Text)).select_from(table(VERSION_TABLE))
_log = logging.getLogger(__name__)


def open_station(url: str, station: str) -> SqlUnitOfWorkFactory:
    """The units of work of `station` on the database at `url` (`sqlite:///FILE`, `postgresql://…`); close it when done.

    Raises SettingRefused("bad_setting") for a URL of another kind, WorldFailure("schema_newer") when a newer program
    has been here, WorldFailure("database_lost" | "disk_full").
    """
    address = database_url(url)
    engine = build_engine(address)
    try:
        try:
            make_room(address)
        except OSError as error:
            raise WorldFailure("database_lost", detail=type(error).__name__) from error
        if _needs_migration(engine):
            from qc_station.storage.schema import migrate  # noqa: PLC0415

            migrate(engine)
        _enrol(engine, station)
    except BaseException:
        engine.dispose()
        raise
    return SqlUnitOfWorkFactory(engine, station)


def _enrol(engine: Engine, name: str) -> None:
    """The station's row, made once; a station that has one does not wait for the writers."""
    with for_reading(engine).connect() as connection:
        known = connection.execute(select(stations.c.name).where(stations.c.name == name)).first()
    if known is None:
        with engine.begin() as connection:
            insert_unless_there(connection, stations, {"name": name})


def _needs_migration(engine: Engine) -> bool:
    with for_reading(engine).connect() as connection:
        if not inspect(connection).has_table(VERSION_TABLE):
            return True
        version = connection.execute(_VERSION).scalar_one_or_none()
        if version is not None and version not in SCHEMA_VERSIONS:
            raise WorldFailure("schema_newer", found=version, newest=SCHEMA_VERSIONS[-1])
        if version != SCHEMA_VERSIONS[-1]:
            return True
        missing = missing_guards(connection)
    if missing:
        # Somebody took them away. They come back; what happened in between, the chain tells.
        _log.error("history_was_unguarded", extra={"guards": sorted(missing)})
    return bool(missing)
