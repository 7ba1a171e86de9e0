"""A sold piece that came back from the shop: whether it may re-enter, what the shop shows of it, what is new.

Days are counted in the warehouse's time from the last time the piece went to the shop: its newest edition, or the
re-entry that sent it back as it was.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime

from qc_station.application.bench_view import EarlierPicture, ReentryOffer
from qc_station.application.ports import UnitOfWork
from qc_station.application.studio_port import Publication
from qc_station.domain.checklist import Answer, Finding
from qc_station.domain.grade import Grade
from qc_station.domain.photo import PhotoRef
from qc_station.domain.piece import DispositionState, PhotosState, Piece
from qc_station.domain.reentry import Reentry, ReentryOutcome
from qc_station.domain.takeback import DeclaredItem, TakeBack
from qc_station.domain.verdict import Judgement
from qc_station.policy.clock import PARIS
from qc_station.policy.grading import judge
from qc_station.policy.programme import Programme
from qc_station.policy.shot_list import may_be_shot


@dataclass(frozen=True, slots=True)
class Shown:
    """What the shop shows of a piece: the inspection that counts for it, and its grade."""

    answers: tuple[Answer, ...]
    grade: Grade | None


@dataclass(frozen=True, slots=True)
class Compared:
    """The fresh inspection beside the one the shop shows, both judged by the same rules."""

    shown: Shown
    was: Judgement
    now: Judgement
    new_findings: bool

    @property
    def grade(self) -> Grade | None:
        """What it may be sold as: never better than what is shown."""
        grades = [each for each in (self.shown.grade, self.now.grade) if each is not None]
        return max(grades, key=lambda grade: grade.rank) if grades else None

    @property
    def differs(self) -> bool:
        """Worse than the shop says: something new was found, or the grade is lower (a tag that is gone)."""
        was, now = self.was.grade, self.now.grade
        return self.new_findings or (was is not None and now is not None and now.rank > was.rank)

    @property
    def objections(self) -> frozenset[str]:
        """Reasons that no lead has accepted before."""
        return frozenset(self.now.reasons) - frozenset(self.was.reasons)

    @property
    def known(self) -> bool:
        """Every check has its answer, or what was found settles it whatever the others say."""
        return not self.now.unanswered or bool(self.objections)

    @property
    def sellable(self) -> bool:
        return not self.now.unanswered and not self.objections

    @property
    def offered(self) -> tuple[ReentryOutcome, ...]:
        """The ends that are open now, the one that the findings propose first."""
        if not self.known:
            return ()
        ends = (ReentryOutcome.WORKSHOP, ReentryOutcome.WITHDRAWN)
        if not self.sellable:
            return ends
        return (ReentryOutcome.CHANGED if self.differs else ReentryOutcome.AS_PUBLISHED, *ends)


def under_way(reentries: tuple[Reentry, ...]) -> Reentry | None:
    last = reentries[-1] if reentries else None
    return last if last is not None and last.outcome is None else None


def last_decided(piece_id: str, uow: UnitOfWork) -> Reentry | None:
    return next((each for each in reversed(uow.reentries.of_piece(piece_id)) if each.outcome is not None), None)


def last_changed(reentries: tuple[Reentry, ...]) -> Reentry | None:
    """The one whose findings the shop shows instead of the verdict's."""
    return next((each for each in reversed(reentries) if each.outcome is ReentryOutcome.CHANGED), None)


def shown_of(piece: Piece, reentries: tuple[Reentry, ...]) -> Shown:
    changed = last_changed(reentries)
    if changed is not None:
        return Shown(changed.answers, changed.grade)
    return Shown(piece.answers, piece.verdict.grade if piece.verdict else None)


def offer_of(piece: Piece, programme: Programme, now: datetime, uow: UnitOfWork) -> ReentryOffer:
    """Whether this piece may re-enter at `now`."""
    if piece.axes.photos is not PhotosState.PUBLISHED or not may_be_shot(piece):
        return ReentryOffer.NONE
    if piece.axes.disposition is not DispositionState.NONE or any(step.open for step in uow.workshop.of(piece.id)):
        return ReentryOffer.NONE
    edition, reentries = uow.publications.latest(piece.id), uow.reentries.of_piece(piece.id)
    if edition is None:
        return ReentryOffer.NONE
    last = reentries[-1] if reentries else None
    if last is not None and last.outcome in (None, ReentryOutcome.WORKSHOP):
        return ReentryOffer.NOW  # it never left
    sent = [each.at for each in reentries if each.outcome is ReentryOutcome.AS_PUBLISHED]
    since = max((edition.published_at, *sent)).astimezone(PARIS).date()
    late = (now.astimezone(PARIS).date() - since).days > programme.reentry_days
    return ReentryOffer.LATE if late else ReentryOffer.NOW


def compared(
    piece: Piece,
    reentries: tuple[Reentry, ...],
    fresh: tuple[Answer, ...],
    declared: tuple[TakeBack, DeclaredItem],
    programme: Programme,
) -> Compared:
    takeback, item = declared
    shown = shown_of(piece, reentries)

    def judged(answers: tuple[Answer, ...]) -> Judgement:
        return judge(answers, item, takeback, programme, treated=piece.treated)

    return Compared(shown, judged(shown.answers), judged(fresh), bool(_kinds(fresh) - _kinds(shown.answers)))


def _kinds(answers: tuple[Answer, ...]) -> Counter[tuple[str, str]]:
    return Counter((answer.check, finding.kind) for answer in answers for finding in answer.findings)


def stale_views(before: tuple[Answer, ...], now: tuple[Answer, ...], views: dict[str, tuple[str, int]]) -> set[str]:
    """Of these views of findings (check and number), those that show another finding now than before."""
    return {view for view, place in views.items() if _place(before, *place) != _place(now, *place)}


def _place(answers: tuple[Answer, ...], check: str, number: int) -> object:
    found = (each for answer in answers if answer.check == check for each in answer.findings)
    finding: Finding | None = next((each for each in found if each.number == number), None)
    return finding and (finding.kind, finding.pin)


def earlier_pictures(piece: Piece, reentries: tuple[Reentry, ...], uow: UnitOfWork) -> tuple[EarlierPicture, ...]:
    """View by view what the shop shows: the newest edition's pictures, then the bench's of views it has not."""
    edition = uow.publications.latest(piece.id)
    found = _published(edition) if edition else {}
    changed = last_changed(reentries)
    for shot in (*reversed(changed.shots if changed else ()), *reversed(piece.shots)):
        found.setdefault(shot.view, shot.photo)
    return tuple(EarlierPicture(view, photo) for view, photo in found.items())


def _published(edition: Publication) -> dict[str, PhotoRef]:
    photos = json.loads(edition.body).get("photos", ())
    return {each["view"]: PhotoRef(each["original"]["sha256"], each["original"]["size"]) for each in photos}


def as_inspected(piece: Piece, reentry: Reentry) -> Piece:
    """The piece with the answers and shots of that re-entry, for what reads them off a piece."""
    return replace(piece, answers=reentry.answers, shots=reentry.shots)
