"""Ten thousand hostile scans at a bench with a piece on the table: a clear answer to each, and the table as it was.

python -m tests.faults.hostile_scans --scans 10000 --seed 1
"""

from __future__ import annotations

import argparse
import sqlite3
import sys
import tempfile
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from qc_station.application.bench_view import BenchView
from qc_station.application.commands import AnswerCheck, OpenItem, Scan
from qc_station.application.messages import Messages
from qc_station.application.outcome import Outcome
from tests.faults.benches import LocalBench, messages
from tests.faults.dossiers import Dossier, make_dossiers
from tests.faults.expert import BADGE, PIN
from tests.faults.hostile_texts import hostile_texts

SENTENCE_LENGTH_MAX = 500
# The whole snapshot costs as much as twenty scans; in between, the session and the database must not have moved.
LOOK_EVERY = 200


@dataclass(slots=True)
class Report:
    scans: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    complaints: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = ", ".join(f"{code} {count}" for code, count in self.answers.most_common())
        return f"{self.scans} hostile scans: {len(self.complaints)} complaints; {said}"


def faults_of(outcome: Outcome, languages: tuple[Messages, ...]) -> list[str]:
    """What is wrong with an answer: no sentence for its code, or one that cannot be shown."""
    code, params = outcome.notice.code, outcome.notice.params
    faults = []
    for words in languages:
        if code not in words.sentences and f"{code}.other" not in words.sentences:
            faults.append(f"{code} has no sentence in {words.language}")
            continue
        text = words.text(code, **params)
        if not text or len(text) > SENTENCE_LENGTH_MAX:
            faults.append(f"{code} in {words.language} has {len(text)} characters")
        if not all(char.isprintable() or unicodedata.category(char) == "Zs" for char in text):
            faults.append(f"{code} in {words.language} cannot be drawn: {text[:100]!r}")
    return faults


def at_the_table(bench: LocalBench, dossier: Dossier) -> None:
    """Signed in, a parcel open, a piece in hand with an answer given."""
    bench.know([dossier])
    for line in (
        {"do": "sign_in", "badge": BADGE, "pin": PIN},
        {"do": "scan", "code": dossier.parcel},
        {"do": "transfer_form", "state": "signed"},
    ):
        assert bench.do(line)["ok"]
    in_hand_again(bench)


def in_hand_again(bench: LocalBench) -> None:
    assert bench.bench.perform(OpenItem(1)).ok
    assert bench.bench.perform(AnswerCheck("clean", "conform")).ok


def plainly(text: str) -> str:
    """What a text says when blanks, the symbology in front and the case are left aside; by hand, not by the program."""
    said = "".join(char for char in text if char not in " \t\r\n\u00a0\u202f")
    if said[:1] == "]" and len(said) > 2 and said[1].isascii() and said[1].isalpha() and said[2].isascii():
        said = said[3:]
    return "".join(char.upper() if char.isascii() else char for char in said)


def means(text: str, dossier: Dossier, piece: str) -> bool:
    """It is the parcel, the badge or the piece after all."""
    said = plainly(text)
    # Forgiven in the twelve characters, never in the check character, which may be an I, L or O itself.
    body, check = said[4:16].translate(str.maketrans("ILO", "110")), said[16:].removeprefix("-")
    return said in (dossier.parcel, BADGE) or f"{said[:4]}{body}-{check}" == piece


def run(folder: Path, scans: int, seed: int, database_url: str = "") -> Report:
    report = Report()
    languages = messages("fr"), messages("en")
    dossier = next(make_dossiers(seed))
    bench = LocalBench(folder, "BANC-01", database_url, seed=seed)
    watch = sqlite3.connect(folder / "station.db") if not database_url else None
    try:
        at_the_table(bench, dossier)
        before = _table(bench)
        assert before.piece is not None
        piece = before.piece.id
        for text in hostile_texts(seed, scans, (dossier.parcel, BADGE, piece, "8R41207731930", "QC-CMD-ACCEPT")):
            session, written = bench.bench._session, _written(watch)
            outcome = bench.bench.perform(Scan(text))
            report.scans += 1
            report.answers[outcome.notice.code] += 1
            faults = faults_of(outcome, languages)
            if outcome.ok:
                if not means(text, dossier, piece):
                    faults.append(f"taken for a known code ({outcome.notice.code})")
                in_hand_again(bench)
                before = _table(bench)
            elif means(text, dossier, piece):
                faults.append(f"a known code was refused ({outcome.notice.code})")
            elif bench.bench._session != session or _written(watch) != written:
                faults.append("the table changed")
            elif report.scans % LOOK_EVERY == 0 and _table(bench) != before:
                faults.append("what is shown changed")
            report.complaints += [f"{text[:80]!r} ({len(text)}): {fault}" for fault in faults]
        if bench.verify().bad:
            report.complaints.append(f"verify: {bench.verify().bad}")
    finally:
        if watch:
            watch.close()
        bench.close()
    return report


def _table(bench: LocalBench) -> BenchView:
    return replace(bench.bench.view(), notice=None)


def _written(watch: sqlite3.Connection | None) -> int:
    """A number that moves when another connection has committed to the database."""
    return int(watch.execute("PRAGMA data_version").fetchone()[0]) if watch else 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="scans-") as folder:
        report = run(Path(folder), arguments.scans, arguments.seed)
    print(report)
    print("\n".join(report.complaints), file=sys.stderr)
    return 1 if report.complaints else 0


if __name__ == "__main__":
    raise SystemExit(main())
