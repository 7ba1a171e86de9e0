"""What was shot of a piece for the shop: every frame, what was thought of it, and what goes out.

Product shots are no evidence (product.md 8): the piece keeps those of the bench, the set these. No shot is ever
dropped: one that is rejected stays, with its reason. Originals are named by content; the set holds no pixels.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from qc_station.domain.errors import RuleBroken
from qc_station.domain.photo import PhotoRef
from qc_station.domain.picture import PictureMeasures
from qc_station.domain.product_sheet import ProductSheet

SHOTS_MAX = 400
REASON_LENGTH_MAX = 200


class Mark(StrEnum):
    """OPEN: taken, and nobody has said anything yet."""

    OPEN = "open"
    KEPT = "kept"
    REJECTED = "rejected"


class SetState(StrEnum):
    """EDITING again after a publication makes the next edition."""

    EDITING = "editing"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class ProductShot:
    """`number` counts the piece's shots from 1 and names this one for ever. `raw` is the RAW file taken with it; `name`
    is the camera's own name of the picture, a note only.

    `measures` is None until the picture was looked at whole. `flaws` are the stable names of what was wrong by the
    limits of that moment. `reason`: why it was rejected, or kept although flawed. `likeness`: how much of the bench's
    picture of the same side is found again in it; None where there was nothing to compare.
    """

    number: int
    view: str
    photo: PhotoRef
    taken_at: datetime
    operator: str
    origin: str
    name: str = ""
    raw: PhotoRef | None = None
    measures: PictureMeasures | None = None
    flaws: tuple[str, ...] = ()
    mark: Mark = Mark.OPEN
    reason: str = ""
    likeness: int | None = None


@dataclass(frozen=True, slots=True)
class PhotoSet:
    """One piece's set. `version` is the one it was read at (0 = not stored yet); `edition` the last one published."""

    piece_id: str
    shots: tuple[ProductShot, ...] = ()
    sheet: ProductSheet = field(default_factory=ProductSheet)
    state: SetState = SetState.EDITING
    edition: int = 0
    version: int = 0

    def shot(self, number: int) -> ProductShot:
        """Raises RuleBroken("no_such_shot")."""
        found = next((shot for shot in self.shots if shot.number == number), None)
        if found is None:
            raise RuleBroken("no_such_shot", number=number)
        return found

    def of_photo(self, sha256: str) -> ProductShot | None:
        return next((shot for shot in self.shots if shot.photo.sha256 == sha256), None)

    def of_view(self, view: str) -> tuple[ProductShot, ...]:
        """Oldest first."""
        return tuple(shot for shot in self.shots if shot.view == view)

    def kept(self, view: str) -> ProductShot | None:
        """The shot that shows this view to the shop: one at most."""
        return next((shot for shot in self.shots if shot.view == view and shot.mark is Mark.KEPT), None)

    def with_shot(self, shot: ProductShot) -> PhotoSet:
        """With a new shot. Raises RuleBroken("too_many_shots")."""
        if len(self.shots) >= SHOTS_MAX:
            raise RuleBroken("too_many_shots", most=SHOTS_MAX)
        return replace(self, shots=(*self.shots, shot), state=SetState.EDITING)

    def changed(self, shot: ProductShot) -> PhotoSet:
        """With this shot in the place of its number."""
        return replace(self, shots=tuple(shot if old.number == shot.number else old for old in self.shots))

    def keep(self, number: int, reason: str = "") -> PhotoSet:
        """This shot shows its view from now on; the one that did is open again. What is flawed, or was not measured,
        needs a reason.

        Raises RuleBroken("no_such_shot" | "flawed_needs_reason" | "reason_too_long").
        """
        shot = self.shot(number)
        said = _reason(reason)
        if (shot.flaws or shot.measures is None) and not said:
            raise RuleBroken("flawed_needs_reason", flaws=", ".join(shot.flaws))
        before = self.kept(shot.view)
        kept = replace(self.changed(replace(shot, mark=Mark.KEPT, reason=said)), state=SetState.EDITING)
        if before is None or before.number == number:
            return kept
        return kept.changed(replace(before, mark=Mark.OPEN, reason=""))

    def reject(self, number: int, reason: str) -> PhotoSet:
        """Raises RuleBroken("no_such_shot" | "reason_too_long")."""
        rejected = self.changed(replace(self.shot(number), mark=Mark.REJECTED, reason=_reason(reason)))
        return replace(rejected, state=SetState.EDITING)

    @property
    def next_number(self) -> int:
        return max((shot.number for shot in self.shots), default=0) + 1


def missing_views(photo_set: PhotoSet, wanted: Iterable[str]) -> tuple[str, ...]:
    """The views no kept shot shows, in their order."""
    return tuple(view for view in wanted if photo_set.kept(view) is None)


def _reason(reason: str) -> str:
    said = " ".join(reason.split())
    if len(said) > REASON_LENGTH_MAX:
        raise RuleBroken("reason_too_long", length=len(said), most=REASON_LENGTH_MAX)
    return said
