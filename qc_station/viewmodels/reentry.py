"""A piece that came back from the shop: its keys, its ends in words, and the earlier picture beside the live one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QUrl

from qc_station.application.bench_view import CheckView, EarlierPicture, PieceView, ReentryOffer
from qc_station.application.commands import BeginReentry, EndReentry
from qc_station.domain.checklist import Side
from qc_station.domain.grade import Grade
from qc_station.domain.reentry import ReentryOutcome
from qc_station.viewmodels import lead_acts
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.disposal import WayRow
from qc_station.viewmodels.words import Words, filled, tr

KEY_OF = {
    ReentryOutcome.AS_PUBLISHED: "b",
    ReentryOutcome.CHANGED: "c",
    ReentryOutcome.WORKSHOP: "a",
    ReentryOutcome.WITHDRAWN: "x",
}
_OF_KEY = {key: outcome for outcome, key in KEY_OF.items()}


@dataclass(frozen=True, slots=True)
class Earlier:
    """The earlier picture on the screen; an empty `view` where there is none. `pins`: the marks it shows."""

    view: str = ""
    label: str = ""
    source: QUrl = QUrl()  # noqa: RUF009  # never changed
    pins: str = ""


def begin(desk: Desk) -> None:
    """The piece in hand came back; where it is late, a lead is asked."""
    piece = desk.piece
    if piece is None or piece.reentry is not None:
        return
    if piece.reentry_offer is ReentryOffer.LATE:
        lead_acts.begin(desk)
    elif piece.reentry_offer is ReentryOffer.NOW:
        desk.act(BeginReentry())


def end_by_key(desk: Desk, key: str) -> None:
    end(desk, _OF_KEY[key])


def end(desk: Desk, outcome: ReentryOutcome) -> None:
    """The bench says why not, where that end is not open."""
    if desk.piece is not None and desk.piece.reentry is not None:
        desk.act(EndReentry(outcome))


def end_as_proposed(desk: Desk) -> None:
    outcomes = desk.piece.reentry.outcomes if desk.piece and desk.piece.reentry else ()
    if outcomes:
        end(desk, outcomes[0])


def end_lower(desk: Desk, grade: Grade | None, reason: str) -> None:
    desk.act(EndReentry(ReentryOutcome.CHANGED, grade, reason))


def lower_than_found(piece: PieceView) -> tuple[Grade, ...]:
    """Grades below what is shown and what was found, where it may be sold."""
    reentry, found = piece.reentry, piece.judgement.grade
    if reentry is None or found is None or ReentryOutcome.WITHDRAWN not in reentry.outcomes:
        return ()
    worse = max(found.rank, reentry.grade.rank if reentry.grade else 0)
    return tuple(grade for grade in Grade if grade.rank > worse)


# ---------------------------------------------------------------- the ends for a finger


def ways(desk: Desk) -> list[WayRow]:
    """What else than Enter ends it; before it is begun, that it may be."""
    piece = desk.piece
    if piece is None or piece.blind:
        return []
    if piece.reentry is not None:
        return [
            WayRow(str(each), KEY_OF[each].upper(), outcome_words(each, None, desk.words))
            for each in piece.reentry.outcomes[1:]
        ]
    if piece.reentry_offer is ReentryOffer.NONE:
        return []
    return [WayRow("begin", "B", tr("Came back: inspect anew"))]


def go_way(desk: Desk, position: int) -> bool:
    """False when there is no such way here."""
    offered = ways(desk)
    if not 0 <= position < len(offered):
        return False
    if offered[position].key == "begin":
        begin(desk)
    else:
        end(desk, ReentryOutcome(offered[position].key))
    return True


def outcome_words(outcome: ReentryOutcome, grade: Grade | None, words: Words) -> str:
    if outcome is ReentryOutcome.CHANGED and grade is not None:
        return filled(tr("Show it anew · {grade}"), grade=words.grade(grade))
    return {
        ReentryOutcome.AS_PUBLISHED: tr("Back to the shop as it is"),
        ReentryOutcome.CHANGED: tr("Show it anew in the studio"),
        ReentryOutcome.WORKSHOP: tr("To the workshop"),
        ReentryOutcome.WITHDRAWN: tr("Withdraw from sale"),
    }[outcome]


def sold_as(piece: PieceView) -> Grade | None:
    """Never better than the shop has shown."""
    reentry = piece.reentry
    grades = [each for each in (reentry.grade if reentry else None, piece.judgement.grade) if each is not None]
    return max(grades, key=lambda grade: grade.rank) if grades else None


# ---------------------------------------------------------------- what was there before


def earlier(desk: Desk, wanted: str, label: str) -> Earlier:
    """The picture of the view a person chose, else of the view now aimed at, else of its side, else the first."""
    piece = desk.piece
    shown = _shown(desk, wanted)
    if piece is None or shown is None:
        return Earlier()
    named = label if shown.view == wanted else desk.words.view(shown.view, piece.item.category)
    source = QUrl.fromLocalFile(str(desk.wiring.photo_path(shown.photo)))
    return Earlier(shown.view, named, source, _pins(shown.view, piece, desk.words))


def step_picture(desk: Desk, wanted: str) -> None:
    """The next of the earlier pictures, whatever the camera aims at."""
    reentry, shown = desk.piece.reentry if desk.piece else None, _shown(desk, wanted)
    if reentry is not None and shown is not None:
        at = reentry.earlier.index(shown)
        desk.look(earlier=reentry.earlier[(at + 1) % len(reentry.earlier)].view)


def before(view: CheckView, desk: Desk) -> str:
    """What was found before, of the same check; empty where nothing was, or nothing came back."""
    known = desk.piece.reentry.earlier_checks if desk.piece and desk.piece.reentry else ()
    kinds = [each.finding.kind for check in known if check.id == view.id for each in check.findings]
    text = ", ".join(desk.words.answer(view.id, kind) for kind in kinds)
    return filled(tr("before: {finding}"), finding=text) if text else ""


def _shown(desk: Desk, wanted: str) -> EarlierPicture | None:
    reentry = desk.piece.reentry if desk.piece else None
    if desk.piece is None or reentry is None or not reentry.earlier:
        return None
    by_view = {each.view: each for each in reentry.earlier}
    for view in (desk.gaze.earlier, wanted, _side_of(wanted, desk.piece)):
        if view in by_view:
            return by_view[view]
    return reentry.earlier[0]


def _side_of(view: str, piece: PieceView) -> str:
    """Where a new finding is pinned: the earlier picture of that side shows the place without it."""
    pins = (each.finding.pin for check in piece.checks for each in check.findings if each.view == view)
    return next((str(pin.side) for pin in pins if pin is not None), str(Side.FRONT))


def _pins(view: str, piece: PieceView, words: Words) -> str:
    marks = []
    for check in piece.reentry.earlier_checks if piece.reentry else ():
        known = words.programme.check(check.id)
        for each in check.findings:
            pin = each.finding.pin
            if known is not None and pin is not None and view in (str(pin.side), each.view):
                marks.append(known.key)
    return " ".join(dict.fromkeys(marks))
