"""A studio for tests: the bench's day with an accepted shirt on it, a photographer, and pictures that measure well."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from qc_station.application import commands
from qc_station.application import studio_commands as studio
from qc_station.application.outcome import Outcome
from qc_station.application.ports import Credential
from qc_station.application.studio import Studio
from qc_station.application.studio_ports import StudioPorts
from qc_station.application.studio_view import StudioPiece, StudioView
from qc_station.bootstrap.alt_texts import shipped_alt_words
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.operator import Operator, Role
from qc_station.domain.picture import Backdrop, Framing, PictureMeasures
from qc_station.domain.takeback import TakeBack
from qc_station.domain.verdict import Ruling
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.application.day import BADGE, CHECKS, PIN, Day, HandClock, item, takeback

PHOTOGRAPHER = Operator("tb", "Théo Blanc", Role.PHOTOGRAPHER, "QC-BADGE-TB-0002")
SHIRT_VIEWS = ("front", "back", "label", "collar", "cuff", "fabric")
GOOD = PictureMeasures(
    width=6000,
    height=4000,
    sharpness=5000.0,
    clipped_dark=0.0,
    clipped_light=0.0,
    lightness=60.0,
    framing=Framing(0.2, 0.15, 0.2, 0.15, 0.7, touches=False, tilt_deg=0.2),
    backdrop=Backdrop(lightness=92.0, cast=1.0, unevenness=1.0),
)
BLURRED = replace(GOOD, sharpness=0.5)


def composed(composition: str | None = "98 % coton, 2 % élasthanne") -> TakeBack:
    return takeback(*(replace(item(line), composition=composition) for line in (1, 2, 3, 4)))


class StudioDay(Day):
    """`piece` is the shirt of line 1, accepted; the photographer is signed in."""

    def __init__(
        self,
        folder: Path,
        unit_of_work: SqlUnitOfWorkFactory,
        clock: HandClock,
        *declared: TakeBack,
        wear: bool = False,
    ) -> None:
        super().__init__(folder, unit_of_work, clock, *(declared or (composed(),)))
        with unit_of_work() as uow:
            uow.operators.save(Credential(PHOTOGRAPHER, f"plain:{PIN}", 0, None))
            uow.commit()
        self.studio = Studio(StudioPorts(self.ports, lambda: self.bench.operator, shipped_alt_words))
        self.piece = self.accepted(1, wear=wear)
        self.do(commands.SignOut())
        self.do(commands.SignIn(PHOTOGRAPHER.badge, PIN))

    def accepted(self, line: int, *, wear: bool = False) -> str:
        """Inspect and accept a declared shirt; its piece id."""
        self.at_the_bench()
        self.do(commands.OpenItem(line))
        self.conform(*(check for check in CHECKS if not (wear and check == "pilling")))
        if wear:
            self.do(commands.AnswerCheck("pilling", "light", Pin(Side.FRONT, 0.5, 0.25)))
            self.do(commands.KeepPhotograph(self.picture(), "defect:pilling:1"))
        for view in ("front", "back", "label"):
            self.do(commands.KeepPhotograph(self.picture(), view))
        self.do(commands.Decide(Ruling.ACCEPTED))
        with self.unit_of_work(read_only=True) as uow:
            piece = uow.pieces.at(composed().items[line - 1].key)
        assert piece is not None
        return piece.id

    def act(self, command: studio.StudioCommand) -> Outcome:
        outcome = self.studio.perform(command)
        assert outcome.ok, outcome.notice
        return outcome

    def not_done(self, command: studio.StudioCommand) -> str:
        outcome = self.studio.perform(command)
        assert not outcome.ok, outcome.notice
        return outcome.notice.code

    @property
    def seen(self) -> StudioView:
        return self.studio.view()

    @property
    def on_set(self) -> StudioPiece:
        piece = self.studio.view().piece
        assert piece is not None
        return piece

    def put_on_set(self, piece: str = "") -> None:
        self.act(studio.ScanPiece(piece or self.piece))

    def frame(self, view: str = "", piece: str = "", at: datetime | None = None, **more: object) -> Outcome:
        """A frame arrives from the camera."""
        return self.act(studio.FileFrame(self.photos.keep(self.picture()), at or self.clock.now(), piece, view, **more))  # type: ignore[arg-type]

    def shot(self, view: str = "", measures: PictureMeasures = GOOD) -> str:
        """Shoot a view of the piece on the set and measure it; the photograph's hash."""
        said = self.frame(view or self.on_set.aim, self.on_set.id).notice.params
        self.act(studio.RecordMeasures(str(said["piece"]), str(said["sha256"]), measures))
        return str(said["sha256"])

    def whole_set(self) -> None:
        """Every view that is wanted, each good."""
        while any(each.obstacle == "view_missing" for each in self.on_set.hindrances):
            self.shot()

    def measured(self, **centimetres: str) -> None:
        for measure, text in (centimetres or {"chest": "54", "length": "76"}).items():
            self.act(studio.WriteMeasure(measure, text))


__all__ = ["BADGE", "BLURRED", "GOOD", "PHOTOGRAPHER", "PIN", "SHIRT_VIEWS", "StudioDay", "composed"]
