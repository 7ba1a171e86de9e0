"""The world fails: disk full, server gone, lock held. The answer is "not now", and nothing is half done."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import DBAPIError

from tests.ledger.made import StoppedClock, approval, as_approval, as_takeback, takeback
from tests.simulators.throwaway_postgres import Cluster
from voucher_ledger.application import access
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.post_approvals import post_approvals
from voucher_ledger.bootstrap import migrate
from voucher_ledger.domain.errors import Unavailable
from voucher_ledger.storage import store as store_module
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.failures import Meaning, meaning_of
from voucher_ledger.storage.store import SqlStore


def test_sqlite_is_opened_as_promised(tmp_path: Path) -> None:
    """WAL, every commit on the disk, foreign keys and recursive triggers, on every connection."""
    engine = build_engine(database_url(f"sqlite:///{tmp_path}/ledger.db"))
    promised = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}
    with engine.connect() as one, engine.connect() as other:
        for connection in (one, other):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in promised}
            assert found == promised
            connection.rollback()
    engine.dispose()


def test_a_full_disk_is_not_now(tmp_path: Path, new_file: Path) -> None:
    """503 for the writer, no half of a credit in the file, reading goes on; with room again the retry is credited."""
    url = database_url(f"sqlite:///{tmp_path}/ledger.db")
    (tmp_path / "ledger.db").write_bytes(new_file.read_bytes())
    engine = build_engine(url)
    full = threading.Event()

    @event.listens_for(engine, "begin")
    def _limit(connection) -> None:
        pages = 0 if full.is_set() else 1_000_000
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages or 1}")

    store = SqlStore(engine)
    bench, _ = access.add_station("A", store, StoppedClock())
    declare_takeback(as_takeback(takeback(lines=100)), store, StoppedClock())
    sent = [as_approval(approval(n, n, evidence=["5f" * 32] * 50)) for n in range(1, 101)]
    full.set()
    with pytest.raises(Unavailable, match="SQLITE_FULL"):
        post_approvals(sent, bench, store, StoppedClock())
    assert store.read(lambda books: books.approvals.last_seq(bench)) == 0
    full.clear()
    answers = post_approvals(sent, bench, store, StoppedClock())
    assert {one.outcome for one in answers} == {"credited"}
    assert store.read(lambda books: books.audit()) == ()
    store.close()


def test_a_held_lock_is_not_now(tmp_path: Path, new_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another program that keeps SQLite's write lock makes us answer 503 after waiting, not hang."""
    monkeypatch.setattr("voucher_ledger.storage.engine.BUSY_TIMEOUT_S", 0.05)
    monkeypatch.setattr("voucher_ledger.storage.engine.PRAGMAS", ("busy_timeout = 50",))
    monkeypatch.setattr(store_module, "BUSY_TIMEOUT_S", 0.05)
    (tmp_path / "ledger.db").write_bytes(new_file.read_bytes())
    store = SqlStore(build_engine(database_url(f"sqlite:///{tmp_path}/ledger.db")))
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Unavailable, match="SQLITE_BUSY"):
        access.add_station("A", store, StoppedClock())
    inside = threading.Event()
    holder = threading.Thread(target=lambda: store.transact(lambda _: (inside.set(), time.sleep(0.3))))
    other.execute("ROLLBACK")
    holder.start()
    inside.wait()
    with pytest.raises(Unavailable, match="busy"):
        access.add_station("A", store, StoppedClock())
    holder.join()
    other.close()
    store.close()


def test_postgresql_going_away_is_not_now() -> None:
    """kill -9 of all its processes: 503 until it is back, then the retry gets its first answer."""
    with Cluster(durable=True) as cluster:
        url = database_url(cluster.url())
        migrate(url)
        store = SqlStore(build_engine(url))
        bench, secret = access.add_station("A", store, StoppedClock())
        declare_takeback(as_takeback(takeback()), store, StoppedClock())
        sent = as_approval(approval(1))
        (first,) = post_approvals([sent], bench, store, StoppedClock())
        cluster.crash()
        for act in (
            lambda: post_approvals([sent], bench, store, StoppedClock()),
            lambda: access.authenticate(secret, frozenset(), store, StoppedClock()),
        ):
            with pytest.raises(Unavailable):
                act()
        assert store.faults() != ()
        cluster.start()
        (again,) = post_approvals([sent], bench, store, StoppedClock())
        assert (again.transfer, again.replayed) == (first.transfer, True)
        assert store.faults() == ()
        store.close()


def test_a_lost_race_is_run_again(store: SqlStore) -> None:
    """The work is done again from the start, at most five times; then it is "not now"."""
    store.transact(lambda books: books.stations.add("A", StoppedClock().now()))
    runs = []

    def loses(books) -> None:
        runs.append(1)
        books._connection.execute(
            text("INSERT INTO station (name, epoch, created_at) VALUES ('A', 1, '2026-11-24 10:00:00')")
        )

    with pytest.raises(Unavailable):
        store.transact(loses)
    assert len(runs) == 5


def test_a_bug_is_not_weather(store: SqlStore) -> None:
    """A statement that is wrong falls at once, as itself: it is neither tried again nor called "not now"."""
    runs = []

    def wrong(books) -> None:
        runs.append(1)
        books._connection.execute(text("SELECT nothing FROM nowhere"))

    for way in (store.transact, store.read):
        with pytest.raises(DBAPIError):
            way(wrong)
    assert len(runs) == 2


@pytest.mark.parametrize(
    ("raised", "meaning"),
    [
        (psycopg.errors.DeadlockDetected(), Meaning.TRY_AGAIN),
        (psycopg.errors.SerializationFailure(), Meaning.TRY_AGAIN),
        (psycopg.errors.UniqueViolation(), Meaning.TRY_AGAIN),
        (psycopg.errors.DiskFull(), Meaning.UNAVAILABLE),
        (psycopg.errors.AdminShutdown(), Meaning.UNAVAILABLE),
        (psycopg.errors.ReadOnlySqlTransaction(), Meaning.UNAVAILABLE),
        (psycopg.errors.CheckViolation(), Meaning.BUG),
        (psycopg.errors.RestrictViolation(), Meaning.BUG),
        (psycopg.errors.UndefinedTable(), Meaning.BUG),
        (psycopg.OperationalError("server closed the connection"), Meaning.UNAVAILABLE),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Exception) else one.name,
)
def test_what_an_error_means(raised: Exception, meaning: Meaning) -> None:
    """By SQLSTATE: a race is run again, the world is waited for, the rest is ours."""
    wrapped = DBAPIError.instance(
        "x", {}, raised, psycopg.Error, dialect=build_engine(database_url("postgresql://")).dialect
    )
    assert isinstance(wrapped, DBAPIError)
    assert meaning_of(wrapped) is meaning
