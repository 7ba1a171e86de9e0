"""A day at the command line, in real processes only: the ledger on TCP, import, operator, play, sync, verify, audit.

Three pieces of one parcel: New with the outer tag attached; Very good because of light pilling; refused for a missing
button. The day is lived once on each engine; the tests look at what it left.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qc_station.domain.piece import Piece
from qc_station.policy.grading import judge
from qc_station.policy.programme_file import load_programme
from qc_station.storage.open_station import open_station
from tests.faults.benches import messages
from tests.faults.dossiers import CHECKS, FINDINGS, Dossier, Item
from tests.faults.processes import ROOT, BenchHome, LedgerProcess, done, with_grace
from tests.simulators.postgres_fixture import fresh_database, postgres, running

__all__ = ["postgres"]

STATION, BADGE, PIN = "BANC-01", "QC-BADGE-LM-0001", "4711"
OFFER = {"new": 9500, "excellent": 8000, "very_good": 6000}
FOUND = {found.name: found for found in FINDINGS}
DAY = Dossier(
    id="R-2026-018834",
    parcel="8R41207731939",
    customer="C-004711",
    form="signed",
    late_form=False,
    items=(
        Item("R-2026-018834", 1, "new", OFFER, FOUND["tag_attached"]),
        Item("R-2026-018834", 2, "excellent", OFFER, FOUND["light_pilling"]),
        Item("R-2026-018834", 3, "excellent", OFFER, FOUND["missing_button"]),
    ),
)
PICTURE = ROOT / "resources" / "samples" / "garments" / "shirt-sky-blue-front.jpg"
SYNC_ROUNDS_MAX = 60
Outcome = dict[str, Any]


def conform(*, but: str = "") -> list[dict[str, object]]:
    return [{"do": "answer", "check": check, "value": "conform"} for check in CHECKS if check != but]


def answer(check: str, value: str, **more: object) -> dict[str, object]:
    return {"do": "answer", "check": check, "value": value, **more}


PIN_ON_CUFF = {"pin": {"side": "front", "x": 0.4, "y": 0.6}, "note": "poignet gauche"}
LINES: list[dict[str, object]] = [
    {"do": "scan", "code": BADGE},
    {"do": "sign_in", "pin": PIN},
    {"do": "scan", "code": DAY.parcel},
    {"do": "transfer_form", "state": "signed"},
    {"do": "open", "line": 1},
    *conform(but="outer_tag"),
    answer("outer_tag", "attached"),
    {"do": "decide", "choice": "accept"},
    {"do": "open", "line": 2},
    *conform(but="pilling"),
    answer("pilling", "light", **PIN_ON_CUFF),
    {"do": "photograph", "view": "defect:pilling:1", "file": str(PICTURE)},
    {"do": "decide", "choice": "accept"},
    {"do": "open", "line": 3},
    answer("trims", "missing", **PIN_ON_CUFF),
    {"do": "photograph", "view": "defect:trims:1", "file": str(PICTURE)},
    {"do": "decide", "choice": "refuse"},
    {"do": "close"},
]


@dataclass(frozen=True, slots=True)
class Day:
    """What was said and heard, and where it is stored."""

    bench: BenchHome
    ledger: LedgerProcess
    takebacks: Path
    lines: Path
    outcomes: list[Outcome]

    def play(self) -> subprocess.CompletedProcess[str]:
        return self.bench.run("play", str(self.lines))

    def signed(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome["code"].startswith(("piece_accepted", "piece_refused"))]

    def balance(self) -> int:
        balances = self.ledger.get(f"/v1/customers/{DAY.customer}/balance")["balances"]
        assert [each["currency"] for each in balances] == ["EUR"]
        return int(balances[0]["minor"])

    def transfers(self) -> list[Outcome]:
        found: list[Outcome] = self.ledger.get(f"/v1/customers/{DAY.customer}/transfers")["transfers"]
        return found

    def sync_until_sent(self) -> None:
        """The undo grace has to pass first; `sync --once` sends nothing before, and does not wait for it."""
        store = open_station(self.bench.database, STATION)
        try:
            for _ in range(SYNC_ROUNDS_MAX):
                done(self.bench.run("sync", "--once"))
                with store(read_only=True) as uow:
                    if not uow.outbox.counts().waiting:
                        return
                time.sleep(0.5)
        finally:
            store.close()
        pytest.fail("the outbox never became empty")

    def pieces(self) -> dict[int, Piece]:
        store = open_station(self.bench.database, STATION)
        try:
            with store(read_only=True) as uow:
                return {piece.key.line: piece for piece in uow.pieces.all()}
        finally:
            store.close()


def live(folder: Path, ledger: LedgerProcess, program: Path, database_url: str) -> Day:
    token = json.loads(done(ledger.run("station", "add", STATION, "--json")))["token"]
    ledger.declare(DAY.document())
    bench = BenchHome(folder / "station", STATION, program, ledger.url, token, database_url)
    takebacks, lines = folder / "takebacks.json", folder / "day.jsonl"
    takebacks.write_text(json.dumps([DAY.document()]), encoding="utf-8")
    lines.write_text("".join(json.dumps(line) + "\n" for line in LINES), encoding="utf-8")
    done(bench.run("import", str(takebacks)))
    done(bench.run("operator", "add", BADGE, "Léa Martin", said=f"{PIN}\n"))
    outcomes = [json.loads(line) for line in done(bench.run("play", str(lines))).splitlines()]
    day = Day(bench, ledger, takebacks, lines, outcomes)
    day.sync_until_sent()
    return day


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Day]:
    """On SQLite with the shipped programme and its grace of ten seconds; on PostgreSQL with a short one."""
    folder = tmp_path_factory.mktemp("day")
    if request.param == "sqlite":
        with LedgerProcess(folder / "ledger") as ledger:
            yield live(folder, ledger, ROOT, "")
        return
    cluster = running(request.getfixturevalue("postgres"))
    with (
        fresh_database(cluster, "template0") as books,
        fresh_database(cluster, "template0") as store,
        LedgerProcess(folder / "ledger", cluster.url(books)) as ledger,
    ):
        yield live(folder, ledger, with_grace(folder / "program", 1), cluster.url(store))


def test_every_line_is_done_and_each_piece_is_judged_by_what_was_found(day: Day) -> None:
    """New at the new price; Very good at that price; refused with its reason: each says which sentence made it so."""
    assert [outcome["code"] for outcome in day.outcomes if not outcome["ok"]] == []
    verdicts = [outcome["piece"]["verdict"] for outcome in day.signed()]
    assert [(each["ruling"], each["grade"], each["amount"], each["reasons"]) for each in verdicts] == [
        ("accepted", "new", {"minor": 9500, "currency": "EUR"}, []),
        ("accepted", "very_good", {"minor": 6000, "currency": "EUR"}, []),
        ("refused", None, None, ["incomplete"]),
    ]
    pilled, refused = (outcome["piece"]["judgement"] for outcome in day.signed()[1:])
    assert {"source": "pilling", "answer": "light", "limit": "very_good", "sentence": "wear_accepted"}.items() <= next(
        ground for ground in pilled["grounds"] if ground["source"] == "pilling"
    ).items()
    assert any(
        (other["source"], other["answer"], other["grade"]) == ("pilling", "conform", "excellent")
        for other in pilled["would_change"]
    )
    assert [(ground["source"], ground["ruling"], ground["sentence"]) for ground in refused["grounds"]] == [
        ("trims", "refused", "unaltered_complete")
    ]


def test_two_credits_reach_the_customer_and_no_third(day: Day) -> None:
    """The ledger's transfers are the two accepted pieces at the offer's amounts, and the balance is their sum."""
    transfers = day.transfers()
    assert sorted((each["line"], each["amount"]["minor"]) for each in transfers) == [(1, 9500), (2, 6000)]
    assert {each["piece"] for each in transfers} == {day.pieces()[line].id for line in (1, 2)}
    assert day.balance() == sum(each["amount"]["minor"] for each in transfers) == 15500


def test_doing_it_all_again_changes_nothing(day: Day) -> None:
    """The declaration, the import, the play file and the sync a second time: refused or without effect, never paid."""
    before, transfers = day.pieces(), day.transfers()
    day.ledger.declare(DAY.document())
    done(day.bench.run("import", str(day.takebacks)))
    again = day.play()
    day.sync_until_sent()

    assert again.returncode == 1
    codes = {json.loads(line)["code"] for line in again.stdout.splitlines() if not json.loads(line)["ok"]}
    assert codes == {"piece_decided"}
    assert "Traceback" not in again.stderr
    after = day.pieces()
    assert {line: (piece.id, piece.answers, piece.verdict, piece.axes) for line, piece in after.items()} == {
        line: (piece.id, piece.answers, piece.verdict, piece.axes) for line, piece in before.items()
    }
    assert day.transfers() == transfers
    assert day.balance() == 15500


def test_both_programs_find_their_records_in_order(day: Day) -> None:
    """`qc-station verify` and `voucher-ledger audit` end with 0 and say what they looked at."""
    verified = done(day.bench.run("verify"))
    assert "3" in verified
    assert done(day.ledger.run("audit")).strip() == "the books are in order"


def test_a_stored_verdict_is_judged_the_same_under_its_stored_programme(day: Day) -> None:
    """From the store alone: the programme's own bytes, the answers and the declaration give the judgement again."""
    store = open_station(day.bench.database, STATION)
    try:
        with store(read_only=True) as uow:
            takeback = uow.takebacks.get(DAY.id)
            assert takeback is not None
            decided = list(uow.pieces.decided())
            for piece in decided:
                verdict, item = piece.verdict, takeback.item(piece.key.line)
                assert verdict is not None
                assert item is not None
                rules = uow.programmes.get(verdict.programme.sha256)
                assert rules is not None
                assert hashlib.sha256(rules.encode()).hexdigest() == verdict.programme.sha256
                assert judge(piece.answers, item, takeback, load_programme(rules, "stored")) == verdict.judged
    finally:
        store.close()
    assert len(decided) == 3


def _a_photo(home: Path) -> tuple[str, dict[str, object]]:
    photo = next(file for file in (home / "photos").rglob("*") if file.is_file())
    photo.chmod(0o600)
    content = bytearray(photo.read_bytes())
    content[len(content) // 2] ^= 1
    photo.write_bytes(content)
    return "photo_altered", {"photo": photo.parent.name + photo.name}


def _a_verdict(home: Path) -> tuple[str, dict[str, object]]:
    with sqlite3.connect(home / "station.db") as store:
        edited = store.execute(
            "UPDATE piece SET verdict = replace(verdict, '\"amount\":[6000,', '\"amount\":[9500,') WHERE line = 2"
        )
        assert edited.rowcount == 1
        piece, approval = store.execute("SELECT piece_id, id FROM departure WHERE line = 2").fetchone()
    store.close()
    return "approval_differs_from_verdict", {"approval": approval, "piece": piece}


def _a_log_entry(home: Path) -> tuple[str, dict[str, object]]:
    with _unguarded(home) as store:
        seq, canonical = store.execute(
            "SELECT seq, canonical FROM log_entry WHERE instr(canonical, CAST('piece_decided' AS BLOB)) LIMIT 1"
        ).fetchone()
        edited = bytes(canonical).replace(b'"accepted"', b'"refused"')
        assert edited != bytes(canonical)
        store.execute("UPDATE log_entry SET canonical = ? WHERE seq = ?", (edited, seq))
    store.close()
    return "log_chain_broken", {"seq": seq}


def _a_row(home: Path) -> tuple[str, dict[str, object]]:
    with sqlite3.connect(home / "station.db") as store:
        (piece,) = store.execute("SELECT id FROM piece WHERE line = 1").fetchone()
        store.execute("UPDATE piece SET answers = '{' WHERE line = 1")
    store.close()
    return "record_unreadable", {"record": "piece", "key": piece}


def _a_verdict_with_its_approval(home: Path) -> tuple[str, dict[str, object]]:
    """Very good becomes New in both tables, so that they agree; the chain was not asked."""
    better = """replace(replace({column}, '"very_good"', '"new"'), '6000', '9500')"""
    with _unguarded(home) as store:
        for table, column in (("piece", "verdict"), ("departure", "body")):
            changed = f"UPDATE {table} SET {column} = {better.format(column=column)} WHERE line = 2"
            assert store.execute(changed).rowcount == 1
        (piece,) = store.execute("SELECT id FROM piece WHERE line = 2").fetchone()
    store.close()
    return "verdict_differs_from_log", {"piece": piece}


def _a_programme(home: Path) -> tuple[str, dict[str, object]]:
    with _unguarded(home) as store:
        changed = "UPDATE programme_text SET content = replace(content, 'working_days = 15', 'working_days = 51')"
        assert store.execute(changed).rowcount == 1
        (piece,) = store.execute("SELECT id FROM piece ORDER BY dossier, line LIMIT 1").fetchone()
        (sha256,) = store.execute("SELECT sha256 FROM programme_text").fetchone()
    store.close()
    return "programme_altered", {"piece": piece, "sha256": sha256}


def _unguarded(home: Path) -> sqlite3.Connection:
    """As the owner of the file may: the guards are gone."""
    store = sqlite3.connect(home / "station.db")
    for (trigger,) in store.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        store.execute(f"DROP TRIGGER {trigger}")
    return store


HARMS = [_a_photo, _a_verdict, _a_log_entry, _a_row, _a_verdict_with_its_approval, _a_programme]


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("day", ["sqlite"], indirect=True)
def test_whoever_edits_the_record_is_found(
    day: Day, tmp_path: Path, harm: Callable[[Path], tuple[str, dict[str, object]]]
) -> None:
    """One flipped byte of a photograph, one amount, one word of the log, one row: status 1, and which it is."""
    home = tmp_path / "copy"
    shutil.copytree(day.bench.folder, home)
    copy = BenchHome(home, STATION)
    code, params = harm(home)

    found = copy.run("verify")

    assert found.returncode == 1
    assert messages("fr").text(code, **params) in found.stderr
    assert "Traceback" not in found.stderr
