"""The books are sealed while they are used: a changed, added or removed row shows, and so does a rewritten seal."""

from __future__ import annotations

import itertools
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.engine import URL

from tests.ledger.conftest import Ledger
from tests.ledger.made import StoppedClock, approval, takeback
from voucher_ledger.application.seal import seal_new, verify_chains
from voucher_ledger.bootstrap import opened
from voucher_ledger.cli import main
from voucher_ledger.custody.chores import Chore, Chores
from voucher_ledger.custody.signatures import signature_holds
from voucher_ledger.domain.errors import Unavailable
from voucher_ledger.domain.seal import read_numbers, spell_numbers
from voucher_ledger.storage import seals
from voucher_ledger.storage.engine import database_url


def faults(ledger: Ledger) -> list[str]:
    found = verify_chains(ledger.store, signature_holds)
    return [f"{one.check}: {one.facts}" for one in found]


@pytest.fixture
def sealed(ledger: Ledger) -> Ledger:
    """Three seals over six credits, the first over what set the ledger up as well."""
    ledger.declare(takeback(lines=9))
    for seq in range(1, 7):
        assert ledger.post(approval(seq, seq)).status_code == 201
        if seq % 2 == 0:
            assert seal_new(ledger.store, ledger.clock) == 1
    assert faults(ledger) == []
    return ledger


def without_guards(engine: Engine, *tables: str) -> None:
    """As the owner of the tables can."""
    with engine.begin() as connection:
        for table in tables:
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
            else:
                for verb in ("update", "delete"):
                    connection.execute(text(f"DROP TRIGGER IF EXISTS guard_{table}_{verb}"))


def test_nothing_new_makes_no_seal(sealed: Ledger) -> None:
    """An idle ledger does not grow; the next act is sealed by itself, over the same chain."""
    assert seal_new(sealed.store, sealed.clock) == 0
    sealed.post(approval(7, 7))
    assert seal_new(sealed.store, sealed.clock) == 1
    assert sealed.store.read(lambda books: books.seals.last()).seq == 4
    assert faults(sealed) == []


CHANGES = {
    "an amount": ("transfer", "UPDATE transfer SET amount = 9000 WHERE id = 3", "seal=2, table=transfer, numbers=3-4"),
    "an account": (
        "transfer",
        "UPDATE transfer SET created_at = '2026-01-01 00:00:00.000000' WHERE id = 6",
        "seal=3, table=transfer, numbers=5-6",
    ),
    "an outcome": (
        "approval",
        "UPDATE approval SET operator = 'u-other' WHERE serial = 1",
        "seal=1, table=approval, numbers=1-2",
    ),
    "an actor": (
        "admin_act",
        "UPDATE admin_act SET actor = 'nobody' WHERE id = 1",
        "seal=1, table=admin_act",
    ),
    "a removed act": ("admin_act", "DELETE FROM admin_act WHERE id = 2", "seal=1, table=admin_act"),
    "a seal": ("seal", "UPDATE seal SET content = replace(content, '5-6', '5-7') WHERE seq = 3", "seal=3, hash"),
    "a removed seal": ("seal", "DELETE FROM seal WHERE seq = 2", "seal=3, hash"),
    "an unreadable seal": ("seal", "UPDATE seal SET content = '[]' WHERE seq = 2", "seal=2, content"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_names_the_first_seal_that_does_not_hold(change: str, sealed: Ledger, engine: Engine) -> None:
    """The owner of the tables drops the guards and changes one row."""
    table, attack, told = CHANGES[change]
    without_guards(engine, table)
    with engine.begin() as connection:
        assert connection.execute(text(attack)).rowcount == 1
    (found,) = faults(sealed)
    assert found.startswith(f"seal_broken: {told}")


def test_a_row_put_in_afterwards_stands_beside_the_seals(sealed: Ledger, engine: Engine) -> None:
    """An act that was never done, in a place that was passed."""
    with engine.begin() as connection:
        number = connection.execute(text("SELECT min(id) - 1 FROM admin_act")).scalar_one()
        connection.execute(
            text(
                "INSERT INTO admin_act (id, at, actor, kind, about, xid)"
                " VALUES (:id, '2026-11-24 10:00:00', 'x', 'exported', 'x', 0)"
            ),
            {"id": number},
        )
    assert faults(sealed) == [f"row_beside_seals: table=admin_act, number={number}"]


def test_whoever_kept_a_seal_can_tell(sealed: Ledger, url: URL, capsys: pytest.CaptureFixture[str]) -> None:
    """A seal kept elsewhere is found again; after all was rewritten, sealed anew and consistent, it is not."""
    told = sealed.get("/v1/audit/head", as_="auditor").json()
    head = f"{told['seal']}:{told['hash']}"
    assert told["seal"] == 3
    where = url.render_as_string(hide_password=False)
    assert main(["verify-chain", "--database-url", where, "--head", head]) == 0
    assert capsys.readouterr().out.strip().endswith(head)
    assert main(["verify-chain", "--database-url", where, "--head", f"3:{'0' * 64}"]) == 1
    assert capsys.readouterr().out == "seal_unknown: seal=3\n"
    assert main(["verify-chain", "--database-url", where, "--head", "three"]) == 2


def test_two_ledgers_seal_the_same_books(sealed: Ledger, url: URL) -> None:
    """At once, on books that grow: every row in one seal, one chain."""
    for number in range(10):
        assert sealed.declare(takeback(f"R-{number + 10}", lines=4)).status_code == 201
    stop = threading.Event()

    def keep_sealing() -> None:
        with opened(url) as store:
            while not stop.is_set():
                seal_new(store, StoppedClock())

    threads = [threading.Thread(target=keep_sealing) for _ in range(3)]
    for one in threads:
        one.start()
    for seq in range(7, 47):
        number, line = divmod(seq - 7, 4)
        answer = sealed.post(approval(seq, line + 1, dossier=f"R-{number + 10}"))
        assert answer.json()["outcome"] == "credited"
    stop.set()
    for one in threads:
        one.join()
    seal_new(sealed.store, sealed.clock)
    assert faults(sealed) == []
    assert sealed.audit() == []


def test_a_backlog_is_sealed_in_parts(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    """Books from before there were seals: so many rows a seal, until all are covered."""
    monkeypatch.setattr(seals, "ROWS_MAX", 2)
    ledger.declare(takeback(lines=5))
    ledger.batch([approval(n, n) for n in range(1, 6)])
    acts = len(ledger.store.read(lambda books: books.acts.listed(0, 99)))
    assert seal_new(ledger.store, ledger.clock) == -(-acts // 2)
    assert faults(ledger) == []


def test_books_from_a_copy_go_on_with_their_seals(sealed: Ledger, url: URL, tmp_path, request) -> None:
    """A copy made between two seals, restored elsewhere: what it holds unsealed is sealed, and the chain goes on."""
    sealed.post(approval(7, 7))
    where = url.render_as_string(hide_password=False)
    assert main(["backup", "--database-url", where, str(tmp_path / "copy")]) == 0
    if url.drivername == "sqlite":
        elsewhere = f"sqlite:///{tmp_path}/elsewhere.db"
    else:
        cluster = request.getfixturevalue("postgres")
        elsewhere = cluster.url("elsewhere")
        with cluster_admin(cluster) as connection:
            connection.execute("CREATE DATABASE elsewhere")
    assert main(["restore", "--database-url", elsewhere, str(tmp_path / "copy")]) == 0
    with opened(database_url(elsewhere)) as store:
        assert store.read(lambda books: books.seals.last()).seq == 4
        seal_new(store, StoppedClock())
        assert verify_chains(store, signature_holds) == ()
        acts = store.read(lambda books: books.acts.listed(0, 99))
        assert {"restored", "republished"} <= {act.kind for _, act in acts}
    if url.drivername != "sqlite":
        with cluster_admin(cluster) as connection:
            connection.execute("DROP DATABASE elsewhere WITH (FORCE)")


def cluster_admin(cluster):
    import psycopg  # noqa: PLC0415

    return psycopg.connect(cluster.dsn(), autocommit=True)


@given(st.sets(st.integers(1, 60)))
@settings(max_examples=200, deadline=None)
def test_numbers_are_spelled_as_runs_and_read_back(numbers: set[int]) -> None:
    """Every set of numbers, in the shortest way."""
    spelled = spell_numbers(numbers)
    runs = list(read_numbers(spelled))
    assert {number for first, last in runs for number in range(first, last + 1)} == numbers
    assert all(after[0] > before[1] + 1 for before, after in itertools.pairwise(runs))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5)), max_size=12))
@settings(max_examples=300, deadline=None)
def test_a_set_of_numbers_grows_by_runs_that_do_not_meet(runs: list[tuple[int, int]]) -> None:
    """As a plain set would, and it tells the first run that was there in part."""
    numbers, plain = seals._Numbers(), set()
    for first, more in runs:
        run = set(range(first, first + more + 1))
        new = plain.isdisjoint(run)
        assert numbers.add([(first, first + more)]) is new
        plain |= run if new else set()
        assert {number for number in range(50) if number in numbers} == plain


@pytest.mark.expects_log("chore_failed", "chore_without_books")
def test_a_chore_that_fails_keeps_no_other_from_being_done() -> None:
    """A bug, and books that cannot be had: logged; the next chore is done, and the same one at its next time."""
    done, enough = [], threading.Event()

    def broken() -> None:
        done.append("broken")
        raise ZeroDivisionError

    def shut() -> None:
        done.append("shut")
        raise Unavailable("gone")

    def good() -> None:
        done.append("good")
        if done.count("good") == 3:
            enough.set()

    with Chores([Chore("broken", 0.01, broken), Chore("shut", 0.01, shut), Chore("good", 0.01, good)]):
        assert enough.wait(20)
    assert done[:3] == ["broken", "shut", "good"]
    assert done.count("broken") >= 2
