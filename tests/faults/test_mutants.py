"""The judges of the fault runs can fail: each mutant, each hand in the records, is caught by the right complaint."""

from __future__ import annotations

import random
import sqlite3
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.faults import kill_ledger
from tests.faults.benches import LocalBench
from tests.faults.dossiers import FINDINGS, Dossier, make_dossiers
from tests.faults.expert import Expert, Lost
from tests.faults.kill_ledger import Here, Wrong
from tests.faults.kill_station import draw_pictures
from tests.faults.processes import LedgerProcess
from tests.faults.reckoning import nothing_lost, right_verdicts, told_by
from tests.faults.tap import Moment
from tests.simulators.mutants import FORGETFUL_LEDGER, AckBeforeTheAnswer, NewIdOnEachRetry, drop_keys


def complaints_of(folder: Path, moments: Sequence[Moment], wrong: Wrong) -> str:
    return "\n".join(kill_ledger.run(folder, 1, seed=5, moments=moments, wrong=wrong).complaints)


def test_a_ledger_without_its_unique_keys_is_caught(tmp_path: Path) -> None:
    """A ledger that forgets whom it paid, on books without their keys: the audit and the reckoning both say it."""
    said = complaints_of(tmp_path, [Moment.ANSWER_PASSED], Wrong(ledger=FORGETFUL_LEDGER, books=drop_keys))
    assert "item_credited_twice" in said
    assert "credited 2 times" in said


def test_with_its_keys_even_a_ledger_that_forgets_pays_once(tmp_path: Path) -> None:
    """The same mutant on whole books: it cannot answer any more, and still nobody is paid twice."""
    said = complaints_of(tmp_path, [Moment.ANSWER_PASSED], Wrong(ledger=FORGETFUL_LEDGER))
    assert "after all" in said
    assert "twice" not in said
    assert "times" not in said


def test_a_station_that_makes_a_new_id_on_each_retry_is_caught(tmp_path: Path) -> None:
    """The answer is lost once; the retry under another id is never settled, and the credit is nobody's."""
    said = complaints_of(tmp_path, [Moment.ANSWER_LOST], Wrong(station=NewIdOnEachRetry))
    assert "after all" in said
    assert "paid, and no bench was told so" in said


def test_a_station_that_acknowledges_before_the_answer_is_caught(tmp_path: Path) -> None:
    """The ledger dies before it hears of an approval that the bench has ticked off."""
    said = complaints_of(tmp_path, [Moment.ASKED], Wrong(station=AckBeforeTheAnswer))
    assert "a bench was told it was paid" in said
    assert "the ledger holds" in said


def deliver(ledger: LedgerProcess, token: str, dossiers: Sequence[Dossier], piece: str) -> list[int]:
    """Two items of two customers, and one piece for both: what a label that was stuck on twice would do."""
    statuses = []
    for seq, dossier in enumerate(dossiers, start=1):
        item = dossier.items[0]
        assert item.amount is not None
        body: dict[str, Any] = {
            "id": str(uuid.uuid4()),
            "epoch": 1,
            "seq": seq,
            "dossier": dossier.id,
            "line": item.line,
            "piece": piece,
            "decision": "accepted",
            "grade": item.found.grade,
            "reasons": [],
            "claimed": {"minor": item.amount, "currency": "EUR"},
            "programme": {"id": "ami-for-ever", "version": "2026.1", "sha256": "ab" * 32},
            "operator": "lm",
            "occurred_at": "2026-11-23T09:41:07Z",
            "evidence": [],
            "overrides": None,
        }
        headers = {"Authorization": f"Bearer {token}"}
        with requests.post(f"{ledger.url}/v1/approvals", json=body, headers=headers, timeout=30) as answer:
            statuses.append(answer.status_code)
    return statuses


@pytest.mark.parametrize("keys", [True, False], ids=["with its key", "without its key"])
def test_one_piece_for_two_items_is_paid_once_by_the_key_alone(tmp_path: Path, keys: bool) -> None:
    """A ledger that forgets refuses the second credit of a piece as long as the unique key is there; without it the
    audit names the piece."""
    clean = FINDINGS[1]
    dossiers = [
        replace(dossier, items=(replace(dossier.items[0], found=clean),)) for dossier in islice(make_dossiers(1), 2)
    ]
    with LedgerProcess(tmp_path, module=FORGETFUL_LEDGER) as ledger:
        if not keys:
            drop_keys(ledger.database_url)
        token = ledger.add_station("BANC-01")
        for dossier in dossiers:
            ledger.declare(dossier.document())
        first, second = deliver(ledger, token, dossiers, "QC1-000000000001-1")
        audit = ledger.run("audit")
    assert first == 201
    assert (second == 201) is not keys
    assert ("piece_credited_twice" in audit.stdout) is not keys
    assert audit.returncode == (0 if keys else 1)


# ---------------------------------------------------------------- the judge of what was answered


@pytest.fixture
def worked(tmp_path: Path) -> Iterator[tuple[LocalBench, Expert, list[Dossier]]]:
    """A bench at which eight dossiers were worked through."""
    dossiers = list(islice(make_dossiers(11), 8))
    bench = LocalBench(tmp_path / "bench", "BANC-01")
    bench.know(dossiers)
    expert = Expert(iter(dossiers), draw_pictures(tmp_path, 1), random.Random(1))
    expert.work(Here(bench), len(dossiers))
    yield bench, expert, dossiers
    bench.close()


def judged(bench: LocalBench, expert: Expert, dossiers: list[Dossier]) -> list[str]:
    told = told_by(bench.store, "")
    return [*nothing_lost(expert, told), *right_verdicts(dossiers, told)]


_HARM: dict[str, str] = {
    "a decision": "UPDATE piece SET verdict = NULL, decision = 'undecided' WHERE id = (SELECT piece_id FROM departure)",
    "an answer": "UPDATE piece SET answers = '[]' WHERE id = (SELECT piece_id FROM departure)",
    "a picture": "UPDATE piece SET shots = '[]' WHERE shots <> '[]'",
    "an amount": "UPDATE piece SET verdict = replace(verdict, '\"amount\":[', '\"amount\":[1')",
    "a fact": "DELETE FROM log_entry WHERE instr(canonical, CAST('check_answered' AS BLOB)) AND seq > 20",
    "a frame": "INSERT INTO tray_frame (sha256, size, arrived_at, origin)"
    " VALUES (lower(hex(randomblob(32))), 1, '2026-11-23T09:00:00Z', 'x')",
}


def test_an_honest_day_gives_no_complaint(worked: tuple[LocalBench, Expert, list[Dossier]]) -> None:
    """What the harmed days below are compared with."""
    assert judged(*worked) == []


@pytest.mark.parametrize("harm", _HARM.values(), ids=_HARM.keys())
def test_the_judge_misses_what_was_answered_and_is_gone(
    worked: tuple[LocalBench, Expert, list[Dossier]], harm: str
) -> None:
    """A decision, an answer, a picture, an amount, a fact, a frame: what is not as it was answered is named."""
    bench, expert, dossiers = worked
    bench.close()
    with sqlite3.connect(bench.folder / "station.db") as store:
        for (trigger,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            store.execute(f"DROP TRIGGER {trigger}")
        assert store.execute(harm).rowcount >= 1
    store.close()
    assert judged(bench, expert, dossiers)


def test_the_next_life_misses_what_the_last_one_answered(worked: tuple[LocalBench, Expert, list[Dossier]]) -> None:
    """An answer that was acknowledged and is gone is seen when the piece is opened again."""
    bench, expert, dossiers = worked
    bench.close()
    key = next(key for key, seen in expert.seen.items() if seen["verdict"])
    with sqlite3.connect(bench.folder / "station.db") as store:
        store.execute("UPDATE piece SET answers = '[]' WHERE dossier = ? AND line = ?", key)
    store.close()
    expert.current = next(dossier for dossier in dossiers if dossier.id == key[0])
    with pytest.raises(Lost):
        expert.work(Here(bench), 1)
