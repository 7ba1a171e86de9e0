"""What the studio shows, whole, in codes and numbers: one snapshot for the window, the command line and the tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from qc_station.application.fill_sheet import Sheet
from qc_station.application.outcome import Notice
from qc_station.application.studio_port import Publication
from qc_station.domain.grade import Grade
from qc_station.domain.operator import Operator
from qc_station.domain.photo import PhotoRef, TrayFrame
from qc_station.domain.photo_set import ProductShot, SetState
from qc_station.domain.takeback import DeclaredItem
from qc_station.policy.picture_quality import PictureVerdict
from qc_station.policy.shot_list import Hindrance


class StudioStep(StrEnum):
    """The next thing to do; Enter does it."""

    SIGN_IN = auto()
    SCAN_PIECE = auto()
    SHOOT = auto()
    JUDGE = auto()
    MEASURE = auto()
    COMPOSITION = auto()
    WAIT = auto()
    PUBLISH = auto()
    NEXT_PIECE = auto()


@dataclass(frozen=True, slots=True)
class NextStudioStep:
    """`target`: the view to shoot, the measure or the obstacle; `number` the shot that waits for a person's word."""

    step: StudioStep
    target: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class ShotView:
    """A shot and what the limits say of it; `verdict` is None until it was looked at."""

    shot: ProductShot
    verdict: PictureVerdict | None


@dataclass(frozen=True, slots=True)
class ViewOfPiece:
    """A view of the shot list. `label` by language; `evidence`: the bench's picture of the same view."""

    view: str
    label: Mapping[str, str]
    whole: bool
    defect: bool
    shots: tuple[ShotView, ...] = ()
    evidence: PhotoRef | None = None

    @property
    def kept(self) -> ShotView | None:
        return next((each for each in self.shots if each.shot.mark == "kept"), None)

    @property
    def open(self) -> ShotView | None:
        """The newest shot nobody has said anything of."""
        return next((each for each in reversed(self.shots) if each.shot.mark == "open"), None)


@dataclass(frozen=True, slots=True)
class StudioPiece:
    """The piece on the set. `aim`: the view the next shot is of; `edition` the last one published, 0 for none."""

    id: str
    item: DeclaredItem
    grade: Grade | None
    views: tuple[ViewOfPiece, ...]
    aim: str
    sheet: Sheet
    hindrances: tuple[Hindrance, ...]
    state: SetState
    edition: int
    publication: Publication | None = None

    def view(self, name: str) -> ViewOfPiece | None:
        return next((each for each in self.views if each.view == name), None)


@dataclass(frozen=True, slots=True)
class StudioView:
    """Everything on the studio's screen. `programme`: id of the rules of the piece on the set."""

    operator: Operator | None
    piece: StudioPiece | None
    next: NextStudioStep
    tray: tuple[TrayFrame, ...] = ()
    can_undo: bool = False
    notice: Notice | None = None
    programme: str = ""
    waiting_publications: int = field(default=0)


STUDIO_EMPTY = StudioView(None, None, NextStudioStep(StudioStep.SIGN_IN))
