"""A copy of the books while they are written, and books from a copy."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from tests.ledger.made import StoppedClock, approval, as_approval, as_takeback, takeback
from tests.ledger.process import run
from tests.simulators.throwaway_postgres import Cluster
from voucher_ledger.application import access, queries
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.post_approvals import post_approvals
from voucher_ledger.bootstrap import opened
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.store import SqlStore

GOLDEN = Path(__file__).parent / "golden"
_names = itertools.count()


def plain(url: URL) -> str:
    return url.render_as_string(hide_password=False)


@pytest.fixture
def nowhere(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], URL]]:
    """Places that hold no books."""
    made: list[str] = []
    cluster: Cluster | None = request.getfixturevalue("postgres") if backend == "postgresql" else None

    def place() -> URL:
        name = f"restored{next(_names)}"
        if cluster is None:
            return database_url(f"sqlite:///{tmp_path}/{name}/ledger.db")
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return database_url(cluster.url(name))

    yield place
    if cluster is not None:
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            for name in made:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_copy_made_in_mid_traffic_is_whole(url: URL, store: SqlStore, nowhere, tmp_path: Path) -> None:
    """Credits go on while the books are copied. The copy is of one moment: its audit is clean; what came after it is
    known to the bench, which sends it again: the totals are as before.
    """
    bench, _ = access.add_station("A", store, StoppedClock())
    declare_takeback(as_takeback(takeback(lines=200)), store, StoppedClock())
    sent, done = [as_approval(approval(n, n)) for n in range(1, 201)], threading.Event()

    def work() -> None:
        for one in sent:
            post_approvals([one], bench, store, StoppedClock())
        done.set()

    worker = threading.Thread(target=work)
    worker.start()
    copies = []
    while not done.is_set() or not copies:
        copies.append(tmp_path / f"copy{len(copies)}")
        told = run("backup", str(copies[-1]), url=plain(url))
        assert told.returncode == 0, told.stderr
    worker.join()
    total = queries.customer_balances(store, "C-1")
    target = nowhere()
    told = run("restore", str(copies[0]), url=plain(target))
    assert told.returncode == 0, told.stderr
    with opened(target) as restored:
        before = queries.station_digest(restored, bench, 1, 200)
        post_approvals(sent, bench, restored, StoppedClock())
        after = queries.station_digest(restored, bench, 1, 200)
        assert after == queries.station_digest(store, bench, 1, 200)
        assert before.count <= after.count == 200
        assert queries.customer_balances(restored, "C-1") == total
        assert restored.read(lambda books: books.audit()) == ()
        assert restored.faults() == ()
    assert stat.S_IMODE(copies[0].stat().st_mode) == 0o600


def test_movements_of_another_postgresql_are_seen(url: URL, store: SqlStore, nowhere, tmp_path: Path, backend) -> None:
    """Numbers of transactions start anew in a new cluster: what an older one wrote is not hidden as if still to come,
    neither from finance nor from a bench.
    """
    bench, _ = access.add_station("A", store, StoppedClock())
    declare_takeback(as_takeback(takeback()), store, StoppedClock())
    post_approvals([as_approval(approval(1))], bench, store, StoppedClock())
    if backend == "postgresql":
        engine = build_engine(url)
        with engine.begin() as connection:  # as the owner of an old cluster would have left them
            connection.execute(text("ALTER TABLE transfer DISABLE TRIGGER ALL"))
            for table in ("transfer", "feed_event"):
                connection.execute(text(f"UPDATE {table} SET xid = xid + 1000000000"))
            connection.execute(text("ALTER TABLE transfer ENABLE TRIGGER ALL"))
        engine.dispose()
        assert store.faults() != ()
    assert run("backup", str(tmp_path / "copy"), url=plain(url)).returncode == 0
    target = nowhere()
    assert run("restore", str(tmp_path / "copy"), url=plain(target)).returncode == 0
    with opened(target) as restored:
        assert len(queries.all_movements(restored, None, 10).items) == 1
        assert len(queries.changed_takebacks(restored, None, 10).items) == 1


def test_nothing_is_overwritten(url: URL, nowhere, tmp_path: Path) -> None:
    """Not a file by a copy, not books by a copy; what is no copy restores nothing and leaves nothing."""
    copy, other = tmp_path / "copy", tmp_path / "other"
    assert run("backup", str(copy), url=plain(url)).returncode == 0
    before = copy.read_bytes()
    assert run("backup", str(copy), url=plain(url)).returncode == 2
    assert copy.read_bytes() == before
    assert run("restore", str(copy), url=plain(url)).returncode == 2
    other.write_bytes(b"no books")
    target = nowhere()
    assert run("restore", str(other), url=plain(target)).returncode in (2, 3)
    assert run("restore", str(tmp_path / "none"), url=plain(target)).returncode == 2
    assert run("restore", str(copy), url=plain(target)).returncode == 0


def test_a_copy_with_no_room_leaves_nothing(url: URL, tmp_path: Path) -> None:
    """A folder that is not there: said, and no half file."""
    done = run("backup", str(tmp_path / "none" / "copy"), url=plain(url))
    assert done.returncode == 3
    assert "none/copy" in done.stderr
    assert list(tmp_path.rglob("*copy*")) == []


@pytest.mark.parametrize("version", sorted(file.stem for file in GOLDEN.glob("*.sql")))
def test_an_upgrade_keeps_the_books_as_they_were(version: str, tmp_path: Path) -> None:
    """From every version: a copy of the old books beside the new ones, which serve."""
    file, copy = tmp_path / "ledger.db", tmp_path / "old.db"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.executescript((GOLDEN / f"{version}.sql").read_text(encoding="utf-8"))
    done = run("upgrade", "--backup", str(copy), url=f"sqlite:///{file}")
    assert done.returncode == 0, done.stderr
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (version,)
    with opened(database_url(f"sqlite:///{file}")) as store:
        assert store.faults() == ()
        assert store.read(lambda books: books.audit()) == ()


def test_a_missing_program_is_named(url: URL, backend: str, tmp_path: Path, monkeypatch) -> None:
    """Without PostgreSQL's client programs the command says which one is missing."""
    if backend == "sqlite":
        pytest.skip("SQLite needs none")
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("backup", str(tmp_path / "copy"), url=plain(url))
    assert done.returncode == 3
    assert "pg_dump is not on this machine" in done.stderr
