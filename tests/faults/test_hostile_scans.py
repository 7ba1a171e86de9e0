"""Whatever is scanned, typed or fed in: a clear answer, and nothing breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from qc_station.application import commands
from qc_station.cli.play_outcome import outcome_document
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.takeback import TransferForm
from qc_station.domain.verdict import Ruling
from qc_station.storage.pin_hasher import Argon2PinHasher
from tests.faults import hostile_scans
from tests.faults.benches import LocalBench, messages
from tests.faults.dossiers import CHECKS, make_dossiers
from tests.faults.expert import BADGE, PIN
from tests.faults.hostile_scans import at_the_table, faults_of
from tests.faults.hostile_texts import MEGABYTE, hostile_texts
from tests.faults.processes import BenchHome

SCANS = 10_000
LANGUAGES = (messages("fr"), messages("en"))
# Each kind of text a field may meet, the worst by name.
NAMED = ("", "\0", "a\0b", "\ud800", "\udcff\udc80", "x" * MEGABYTE, "\0" * MEGABYTE, "\udc80" * 1000, "/", ".", "..")


def fields(seed: int, count: int) -> Iterator[str]:
    yield from NAMED
    yield from hostile_texts(seed, count, ("pilling", "light", "trims", "R-2026-000001", "defect:trims:1", BADGE))


def test_ten_thousand_hostile_scans_leave_the_table_as_it_was(tmp_path: Path) -> None:
    """Each is answered with a code that has a sentence in both languages, short and printable; parcel, piece and record
    are as before, unless it was a known code after all."""
    report = hostile_scans.run(tmp_path, SCANS, seed=1)
    assert report.complaints == []
    assert report.scans == SCANS
    assert {"unreadable_code", "unknown_parcel", "suspect_code", "parcel_opened", "piece_opened"} <= set(report.answers)


def test_hostile_scans_on_a_shared_database(postgres_url: str, tmp_path: Path) -> None:
    """PostgreSQL takes no zero character and no half of a pair; no scan makes it refuse a query."""
    report = hostile_scans.run(tmp_path, 500, seed=2, database_url=postgres_url)
    assert report.complaints == []


def test_nobody_signed_in(tmp_path: Path) -> None:
    """Before the badge every scan is asked for one, or is one."""
    bench = LocalBench(tmp_path, "BANC-01")
    try:
        for text in hostile_texts(3, 500, (BADGE, "8R41207731939")):
            outcome = bench.bench.perform(commands.Scan(text))
            assert outcome.notice.code in ("sign_in_first", "enter_pin"), repr(text)[:200]
            assert faults_of(outcome, LANGUAGES) == []
            assert bench.bench.view().operator is None
    finally:
        bench.close()


def hostile_acts(text: str) -> list[commands.BenchCommand]:
    """Every field of every command that takes a text."""
    return [
        commands.SignIn(text, text),
        commands.RecordTransferForm(TransferForm.SIGNED, text),
        commands.OpenItem(1, text),
        commands.MarkMissing(1, text),
        commands.AnswerCheck(text, text, note=text),
        commands.AnswerCheck("trims", text),
        commands.AnswerCheck("clean", "odour", note=text),
        commands.AnswerCheck("pilling", "light", Pin(Side.FRONT, 0.5, 0.5), note=text[:200]),
        commands.KeepPhotograph(Path(text)),
        commands.KeepPhotograph(Path(text), view=text, piece=text, origin=text),
        commands.Decide(Ruling.REVIEW, note=text, without_photos="x"),
        commands.Undo(),
        commands.Decide(Ruling.REFUSED, note=text[:200], without_photos=text[:200] or "x"),
        commands.Undo(),
        commands.AnswerCheck("clean", "conform"),
    ]


def test_hostile_words_in_every_field_break_no_store(database_url: str, tmp_path: Path) -> None:
    """Notes, reasons, checks, dossiers, views, file names, badges and PINs: stored as they are or refused by a rule, on
    both engines; what is shown and what is verified afterwards is whole."""
    bench = LocalBench(tmp_path, "BANC-01", database_url)
    codes = set()
    try:
        at_the_table(bench, next(make_dossiers(1)))
        for check in CHECKS[:3]:
            assert bench.do({"do": "answer", "check": check, "value": "conform"})["ok"]
        for text in fields(4, 60):
            for command in hostile_acts(text):
                outcome = bench.bench.perform(command)
                codes.add(outcome.notice.code)
                assert faults_of(outcome, LANGUAGES) == [], (type(command).__name__, repr(text)[:100])
            json.dumps(outcome_document(outcome, bench.bench.view(), LANGUAGES[0]), ensure_ascii=True)
        assert bench.verify().bad == ()
    finally:
        bench.close()
    assert {"set_aside_for_review", "piece_refused", "act_undone", "note_too_long", "file_unreadable"} <= codes


def test_hostile_pins_open_nothing() -> None:
    """Through the real hasher: whatever is typed, it is not the PIN, and the hasher does not fall."""
    pins = Argon2PinHasher(b"pepper of sixteen bytes")
    kept = pins.hash(PIN)
    assert pins.matches(kept, PIN)
    assert not any(pins.matches(kept, text) for text in fields(5, 20))


def raw_lines() -> list[bytes]:
    """Bytes as a broken program would write them: no line break inside, and no empty line."""
    lines = []
    for text in (*NAMED, *hostile_texts(6, 300, (BADGE, '{"do":"scan","code":"8R"}'))):
        raw = text.encode("utf-8", errors="surrogatepass").replace(b"\n", b"?").replace(b"\r", b"?")
        scan = json.dumps({"do": "scan", "code": text}, ensure_ascii=True).encode()
        lines += [scan, b'{"do":"scan","code":"' + raw + b'"}', raw]
    # A line of what counts as blank is no command, and is passed over.
    return [line for line in lines if line.decode("utf-8", errors="replace").strip()]


@pytest.mark.parametrize("source", ["standard input", "a file"])
def test_play_survives_any_bytes(source: str, tmp_path: Path) -> None:
    """Half UTF-8, NULs, a megabyte on a line: one outcome a line, each with a code and a sentence, and no trace."""
    bench = BenchHome(tmp_path / "station", "BANC-01")
    lines = raw_lines()
    given = b"\n".join(lines) + b"\n"
    if source == "a file":
        file = tmp_path / "hostile.jsonl"
        file.write_bytes(given)
        ended = bench.run_bytes("play", str(file), said=b"")
    else:
        ended = bench.run_bytes("play", "-", said=given)

    assert b"Traceback" not in ended.stderr, ended.stderr[-2000:]
    outcomes = [json.loads(line) for line in ended.stdout.splitlines()]
    assert len(outcomes) == len(lines)
    assert ended.returncode == 1
    assert all(outcome["code"] and outcome["text"] for outcome in outcomes)
    assert all(len(outcome["text"]) < hostile_scans.SENTENCE_LENGTH_MAX for outcome in outcomes)
    assert {outcome["ok"] for outcome in outcomes if outcome["code"] != "enter_pin"} == {False}


def test_the_texts_are_hostile() -> None:
    """The generator gives what it is there for: controls, halves, megabytes, marks, and codes that are almost known."""
    texts = list(islice(hostile_texts(1, 2000, ("8R41207731939",)), 2000))
    assert sum(len(text) >= MEGABYTE for text in texts) == 8
    assert any("\0" in text for text in texts)
    assert any("\u202e" in text for text in texts)
    assert any("DROP TABLE" in text for text in texts)
    assert any("\ud800" <= char <= "\udfff" for text in texts for char in text[:100])
    assert any(text != "8R41207731939" and text.startswith("8R4120773") for text in texts)


def test_the_judge_of_the_scans_can_fail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bench that closes the parcel on an unknown scan is seen to do so."""

    class Forgetful(LocalBench):
        def __init__(self, *given, **named) -> None:
            super().__init__(*given, **named)
            honest = self.bench.perform

            def forgets(command):
                outcome = honest(command)
                if not outcome.ok:
                    honest(commands.CloseParcel())
                return outcome

            self.bench.perform = forgets

    monkeypatch.setattr(hostile_scans, "LocalBench", Forgetful)
    report = hostile_scans.run(tmp_path, 5, seed=1)
    assert any("the table changed" in complaint for complaint in report.complaints)
