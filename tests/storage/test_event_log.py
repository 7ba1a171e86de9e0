"""The log: only added to, chained, and every change after the fact is found by `verify`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from qc_station.application.verify import verify
from qc_station.domain.chain import GENESIS, canonical_fact, link
from qc_station.domain.facts import Fact
from qc_station.storage.guards import install_guards, missing_guards
from qc_station.storage.photo_store import FilePhotoStore
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.storage import made

OpenBench = Callable[[str], SqlUnitOfWorkFactory]


def append(store: SqlUnitOfWorkFactory, count: int) -> None:
    with store() as uow:
        for number in range(1, count + 1):
            uow.log.append(made.fact(number))
        uow.commit()


def found_by_verify(store: SqlUnitOfWorkFactory, tmp_path: Path) -> list[tuple[str, object]]:
    report = verify(store, FilePhotoStore(tmp_path / "photos"))
    return [(bad.code, bad.params.get("seq")) for bad in report.bad]


def tamper(store: SqlUnitOfWorkFactory, *statements: str) -> None:
    """As somebody who owns the database: take the guards away, change history, put the guards back."""
    with store.engine.begin() as connection:
        for guard in missing_guards_after_dropping(store):
            place = "" if store.engine.dialect.name == "sqlite" else " ON log_entry"
            connection.execute(text(f"DROP TRIGGER IF EXISTS {guard}{place}"))
        for statement in statements:
            connection.exec_driver_sql(statement)
        install_guards(connection)


def missing_guards_after_dropping(store: SqlUnitOfWorkFactory) -> list[str]:
    names = ["guard_log_entry_update", "guard_log_entry_delete"]
    return names if store.engine.dialect.name == "sqlite" else [*names, "guard_log_entry_truncate"]


def test_each_entry_covers_the_one_before(store: SqlUnitOfWorkFactory, tmp_path: Path) -> None:
    """Entries are numbered from one, and each hash is over the previous hash and the fact's own bytes."""
    append(store, 3)
    with store(read_only=True) as uow:
        entries = list(uow.log.entries())
    before = GENESIS
    for number, entry in enumerate(entries, 1):
        assert (entry.seq, entry.prev_hash, entry.station) == (number, before, "BENCH-01")
        assert entry.fact == made.fact(number)
        assert entry.canonical == canonical_fact(made.fact(number), "BENCH-01")
        before = entry.hash
        assert before == link(entry.prev_hash, entry.canonical)
    assert found_by_verify(store, tmp_path) == []


def test_each_bench_has_its_chain(open_bench: OpenBench, tmp_path: Path) -> None:
    """Benches that take turns on one database each keep a chain of their own."""
    benches = [open_bench("BENCH-01"), open_bench("BENCH-02")]
    for _ in range(3):
        for bench in benches:
            append(bench, 1)
    for bench in benches:
        with bench(read_only=True) as uow:
            assert [entry.seq for entry in uow.log.entries()] == [1, 2, 3]
        assert found_by_verify(bench, tmp_path) == []


def test_a_fact_with_a_float_is_refused(store: SqlUnitOfWorkFactory) -> None:
    """A float has no one spelling, so no hash could vouch for it."""
    with store() as uow, pytest.raises(TypeError, match="float"):
        uow.log.append(Fact("check_answered", made.NOW, "lm", "x", {"pin": [{"x": 0.5}]}))


ATTACKS = (
    "UPDATE log_entry SET hash = 'x'",
    "UPDATE log_entry SET seq = seq + 10",
    "DELETE FROM log_entry",
    "DELETE FROM log_entry WHERE seq = 2",
    "INSERT INTO log_entry SELECT * FROM log_entry WHERE seq = 1 ON CONFLICT (station, seq) DO UPDATE SET hash = 'x'",
    "DELETE FROM station",
    "UPDATE programme_text SET content = 'other rules'",
    "DELETE FROM programme_text",
)
ATTACKS_IN_THE_WORDS_OF = {
    "sqlite": ("INSERT OR REPLACE INTO log_entry SELECT * FROM log_entry WHERE seq = 1",),
    "postgresql": ("TRUNCATE log_entry", "TRUNCATE programme_text", "TRUNCATE station CASCADE"),
}


def test_history_refuses_to_change(store: SqlUnitOfWorkFactory, tmp_path: Path) -> None:
    """Through SQL, with the rights of the program, no entry can be changed, dropped or replaced."""
    append(store, 3)
    with store() as uow:
        uow.programmes.keep("ab" * 32, "rules")
        uow.commit()
    for attack in ATTACKS + ATTACKS_IN_THE_WORDS_OF[store.engine.dialect.name]:
        with pytest.raises(IntegrityError), store.engine.begin() as connection:
            connection.execute(text(attack))
    assert found_by_verify(store, tmp_path) == []


BYTE = {
    "sqlite": "CAST(replace(canonical, '\"n\":2', '\"n\":7') AS BLOB)",
    "postgresql": "overlay(canonical placing '7' from 50)",
}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("UPDATE log_entry SET canonical = {byte} WHERE seq = 2", ("log_chain_broken", 2)),
        ("UPDATE log_entry SET canonical = CAST('' AS {blob}) WHERE seq = 2", ("log_chain_broken", 2)),
        ("UPDATE log_entry SET prev_hash = hash WHERE seq = 2", ("log_chain_broken", 2)),
        ("UPDATE log_entry SET hash = prev_hash WHERE seq = 3", ("log_chain_broken", 3)),
        ("DELETE FROM log_entry WHERE seq = 2", ("log_entry_missing", 2)),
        ("DELETE FROM log_entry WHERE seq = 1", ("log_entry_missing", 1)),
        ("UPDATE log_entry SET seq = 9 WHERE seq = 3", ("log_entry_missing", 3)),
    ],
)
def test_a_change_by_the_owner_of_the_database(
    store: SqlUnitOfWorkFactory, tmp_path: Path, change: str, found: tuple[str, int]
) -> None:
    """Who may drop the guards can change history, and `verify` names the first entry that no longer fits."""
    append(store, 4)
    dialect = store.engine.dialect.name
    tamper(store, change.format(byte=BYTE[dialect], blob="BLOB" if dialect == "sqlite" else "bytea"))
    assert found_by_verify(store, tmp_path) == [found]


def test_a_rewritten_entry_with_a_fitting_hash(store: SqlUnitOfWorkFactory, tmp_path: Path) -> None:
    """Bytes that are no fact of ours are found even when their hash was made to fit, and read without a fall."""
    append(store, 1)
    told = b'{"at":"2026-11-23T09:00:00.000000+00:00","body":%s,"kind":"%s","operator":"","station":"","subject":""}'
    facts = [told % each for each in ((b"{}", b"unheard_of"), (b'{"x":0.5}', b"photo_kept"), (b'"x"', b"photo_kept"))]
    for forged in (b"", b"{}", b"[]", b"\xff\x00", b"[" * 100_000, *facts):
        where = f"canonical = {literal(store, forged)}, hash = '{link(GENESIS, forged)}'"
        tamper(store, f"UPDATE log_entry SET {where} WHERE seq = 1")
        assert found_by_verify(store, tmp_path) == [("log_entry_altered", 1)]


def literal(store: SqlUnitOfWorkFactory, raw: bytes) -> str:
    return f"x'{raw.hex()}'" if store.engine.dialect.name == "sqlite" else f"decode('{raw.hex()}', 'hex')"


def test_guards_are_told_from_their_absence(store: SqlUnitOfWorkFactory) -> None:
    """A guard that was dropped is named, and so is one that is only switched off; installing them is idempotent."""
    with store.engine.begin() as connection:
        assert missing_guards(connection) == ()
        if connection.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER guard_log_entry_update"))
        else:
            connection.execute(text("ALTER TABLE log_entry DISABLE TRIGGER guard_log_entry_update"))
        assert missing_guards(connection) == ("guard_log_entry_update",)
        if connection.dialect.name == "postgresql":
            connection.execute(text("DROP TRIGGER guard_log_entry_update ON log_entry"))
        install_guards(connection)
        install_guards(connection)
        assert missing_guards(connection) == ()


def test_two_entries_never_share_a_place(store: SqlUnitOfWorkFactory) -> None:
    """Even code that forgot the station's lock cannot fork a chain."""
    append(store, 1)
    fork = "INSERT INTO log_entry SELECT station, seq, canonical, prev_hash, hash FROM log_entry"
    with pytest.raises(DBAPIError), store.engine.begin() as connection:
        connection.execute(text(fork))
