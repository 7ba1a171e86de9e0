"""The schema: every version ever shipped opens, a newer one is left alone, and the guards are always there."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from qc_station.application.failures import WorldFailure
from qc_station.application.verify import verify
from qc_station.domain.approval import OutboxState
from qc_station.storage.engine import build_engine, database_url
from qc_station.storage.guards import missing_guards
from qc_station.storage.open_station import open_station
from qc_station.storage.photo_store import FilePhotoStore
from qc_station.storage.schema import check, migrate
from qc_station.storage.tables import SCHEMA_VERSIONS, VERSION_TABLE
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.storage import made

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden"


def test_the_newest_migration_is_what_the_program_works_with() -> None:
    """`SCHEMA_VERSIONS`, which is read at every start, names the migrations that are shipped, in their order."""
    config = Config()
    config.set_main_option("script_location", "qc_station.storage:migrations")
    config.set_main_option("path_separator", "os")
    shipped = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(shipped)) == SCHEMA_VERSIONS


@pytest.mark.parametrize("engine", ["sqlite_url", "empty_postgres_url"])
def test_migrations_lead_to_the_tables(engine: str, request: pytest.FixtureRequest, postgres: object) -> None:
    """From nothing, the migrations make what `tables.py` says, with its guards; running them again changes nothing."""
    url = str(request.getfixturevalue(engine))
    built = build_engine(database_url(url))
    migrate(built)
    migrate(built)
    check(built)
    with built.connect() as connection:
        assert missing_guards(connection) == ()
    built.dispose()


@pytest.mark.parametrize("name", sorted(path.name for path in GOLDEN.glob("*.db")))
def test_a_database_of_every_version_opens(name: str, tmp_path: Path) -> None:
    """A bench's database of any version shipped is brought up to this one; its records are read and its chain holds."""
    shutil.copy(GOLDEN / name, tmp_path / "station.db")
    store = open_station(f"sqlite:///{tmp_path}/station.db", "BENCH-01")
    with store(read_only=True) as uow:
        assert uow.takebacks.by_parcel("8R00000000001") == (made.takeback(),)
        assert [piece.id for piece in uow.pieces.all()] == [made.piece(number).id for number in (1, 2, 3)]
        states = [(departure.state, departure.seq) for departure in uow.outbox.all()]
        assert sorted(states, key=str) == [(OutboxState.ACKED, 1), (OutboxState.DRAFT, None), (OutboxState.PENDING, 2)]
        assert uow.operators.name_of("lm") == "Léa Martin"
        assert len(uow.tray.frames()) == 1
        assert uow.bookmarks.get("feed") == "17"
        assert uow.receptions.get("R-000001") is not None
        assert [entry.fact for entry in uow.log.entries()] == [made.fact(each, "piece_decided") for each in (1, 2, 3)]
    # The golden tray's photograph was never a file, its facts and its rules are made up; nothing else is amiss.
    bad = [bad.code for bad in verify(store, FilePhotoStore(tmp_path)).bad]
    assert bad == ["photo_altered", "verdict_differs_from_log", "programme_altered"]
    check(store.engine)
    store.close()


def test_there_is_a_golden_database_of_every_version() -> None:
    """Whoever ships a schema leaves a database of it behind (golden/make.py)."""
    assert {path.stem for path in GOLDEN.glob("*.db")} == set(SCHEMA_VERSIONS)


def newer(store: SqlUnitOfWorkFactory) -> None:
    with store.engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))


def test_a_newer_database_is_left_alone(store: SqlUnitOfWorkFactory, url: str) -> None:
    """A program that is too old says so and touches nothing."""
    newer(store)
    with pytest.raises(WorldFailure) as told:
        open_station(url, "BENCH-02")
    assert told.value.code == "schema_newer"
    with store.engine.connect() as connection:
        assert connection.execute(text("SELECT name FROM station")).scalars().all() == ["BENCH-01"]


def test_a_newer_file_is_not_changed_by_a_byte(sqlite_url: str, tmp_path: Path) -> None:
    """Refusing a newer SQLite database leaves the file as it was."""
    store = open_station(sqlite_url, "BENCH-01")
    newer(store)
    store.close()
    before = hashlib.sha256((tmp_path / "station.db").read_bytes()).hexdigest()
    with pytest.raises(WorldFailure):
        open_station(sqlite_url, "BENCH-02")
    assert hashlib.sha256((tmp_path / "station.db").read_bytes()).hexdigest() == before


@pytest.mark.expects_log("history_was_unguarded")
def test_guards_that_were_taken_away_come_back(store: SqlUnitOfWorkFactory, url: str) -> None:
    """A missing guard is put back when the station opens, and its absence is in the log."""
    place = "" if store.engine.dialect.name == "sqlite" else " ON log_entry"
    with store.engine.begin() as connection:
        connection.execute(text(f"DROP TRIGGER guard_log_entry_delete{place}"))
    open_station(url, "BENCH-01").close()
    with store.engine.connect() as connection:
        assert missing_guards(connection) == ()


def test_another_program_s_database_is_not_ours(sqlite_url: str, tmp_path: Path) -> None:
    """A database that has Alembic's usual table, as the ledger's may, is not taken for one of our versions."""
    other = create_engine(sqlite_url)
    with other.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT)")
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0001')")
    other.dispose()
    store = open_station(sqlite_url, "BENCH-01")
    check_names = "SELECT count(*) FROM sqlite_master WHERE name IN ('piece', 'departure', 'log_entry')"
    with store.engine.connect() as connection:
        assert connection.execute(text(check_names)).scalar_one() == 3
    store.close()


@pytest.mark.parametrize("engine", ["sqlite_url", "empty_postgres_url"])
def test_benches_that_open_an_empty_database_at_once(
    engine: str, request: pytest.FixtureRequest, postgres: object
) -> None:
    """Four processes open a new database in the same moment: one makes it, all find it."""
    url = str(request.getfixturevalue(engine))
    program = (
        "import sys; from qc_station.storage.open_station import open_station; open_station(*sys.argv[1:]).close()"
    )
    benches = [
        subprocess.Popen([sys.executable, "-c", program, url, f"BENCH-{number}"], cwd=ROOT, stderr=subprocess.PIPE)
        for number in range(4)
    ]
    said = [bench.communicate()[1].decode() for bench in benches]
    assert [bench.returncode for bench in benches] == [0, 0, 0, 0], said
