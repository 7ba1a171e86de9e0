"""The heading of the piece in hand: what was declared, and, loudly, what has happened to it already."""

from __future__ import annotations

from qc_station.application.bench_view import CheckView, PieceView
from qc_station.domain.checklist import Answer
from qc_station.domain.piece import TreatmentState
from qc_station.domain.verdict import Ruling
from qc_station.policy.grading import corrections
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.labels import label_text
from qc_station.viewmodels.words import Words, filled, tr


def detail(piece: PieceView, words: Words) -> str:
    item = piece.item
    real = corrections(tuple(_given(check) for check in piece.checks), words.programme)

    def beside(fact: str, declared: str) -> str:
        """What was declared, and beside it what the piece really is."""
        return f"{declared} → {real[fact]}" if fact in real else declared

    size = filled(tr("Size {size}"), size=beside("size", item.size)) if item.size or "size" in real else ""
    reference = filled(tr("Ref. {reference}"), reference=beside("reference", item.reference))
    season = beside("season", words.season(item.season))
    parts = (label_text(piece.label), reference, season, size, beside("colour", words.pick(item.colour)))
    return " · ".join(part for part in parts if part)


def _given(check: CheckView) -> Answer:
    return Answer(check.id, tuple(each.finding for each in check.findings))


def banner(piece: PieceView, desk: Desk) -> str:
    """A decided piece says so loudly: who, when, what. A second look says what it is, and nothing of the first."""
    verdict, words = piece.verdict, desk.words
    if piece.blind:
        return tr("Second look — inspect it as if it were new")
    if piece.reentry is not None:
        return tr("Back from the shop — inspect it anew")
    if piece.treatments:
        return tr("In treatment — inspected again before anything is decided")
    if piece.axes.treatment is TreatmentState.DONE:
        return tr("Treated — this is the second inspection")
    if verdict is None or piece.undo_until is not None:
        return ""
    what = {
        Ruling.ACCEPTED: filled(tr("Accepted · {grade}"), grade=words.grade(verdict.grade)),
        Ruling.REFUSED: tr("Refused"),
        Ruling.REVIEW: tr("Set aside for review"),
    }[verdict.ruling]
    who = filled(tr("by {name}, {at}"), name=piece.inspected_by, at=words.moment(verdict.decided_at, desk.now()))
    return filled(tr("Already inspected — {what}"), what=f"{what} · {who}")
