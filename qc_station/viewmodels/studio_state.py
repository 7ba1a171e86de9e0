"""What the studio's screen says at one moment, in words: read off the snapshot, the gaze and the camera."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot

from qc_station.application.camera_port import CameraFailed, Setting
from qc_station.application.shoot_piece import EXTRA_VIEW, STRANGER_BELOW
from qc_station.application.studio_port import PublicationState
from qc_station.application.studio_view import StudioPiece, StudioStep, ViewOfPiece
from qc_station.domain.checklist import Side
from qc_station.domain.photo_set import SetState
from qc_station.domain.picture import PictureMeasures
from qc_station.policy.picture_quality import PictureVerdict, judge_picture
from qc_station.policy.shot_list import Obstacle
from qc_station.viewmodels.camera import CameraViewModel
from qc_station.viewmodels.studio_rows import ask_words, measure_label, photo_source, view_label
from qc_station.viewmodels.studio_set import Over, StudioSet
from qc_station.viewmodels.words import NO_BREAK, Words, filled, tr

# What libgphoto2 calls aperture, time and sensitivity, by maker.
_EXPOSURE = (("f-number", "aperture"), ("shutterspeed", "shutterspeed2"), ("iso", "autoiso"))


@dataclass(frozen=True, slots=True)
class StudioState:
    """`showing`: live, shot or compare. `kind` of the action as ActionButton takes it."""

    open: bool = False
    piece: str = ""
    title: str = ""
    detail: str = ""
    showing: str = "live"
    source: QUrl = QUrl()  # noqa: RUF009 (a value: nothing changes it)
    beside: QUrl = QUrl()  # noqa: RUF009
    caption: str = ""
    beside_caption: str = ""
    zoomed: bool = False
    grid: bool = True
    template: bool = True
    clipping: bool = False
    peaking: bool = False
    level: bool = False
    outline: str = ""
    outline_details: str = ""
    outline_wide: float = 100.0
    action: str = ""
    action_key: str = ""
    kind: str = "paper"
    can_shoot: bool = False
    can_keep: bool = False
    can_publish: bool = False
    asks: str = "none"
    ask_title: str = ""
    ask_hint: str = ""
    tray: int = 0
    tray_open: bool = False
    progress: str = ""
    stands: str = ""
    out: str = ""
    taking: bool = False
    camera: str = ""
    camera_level: str = "attention"
    exposure: str = ""
    headline: str = ""
    advice: str = ""
    live: bool = False


class Exposure(QObject):
    """The camera's aperture, time and sensitivity, asked once a connection and after each preset."""

    _answered = Signal(object)

    def __init__(self, camera: CameraViewModel, told: Callable[[], None]) -> None:
        super().__init__(camera)
        self.text = ""
        self._camera, self._told = camera, told
        self._level = ""
        camera.changed.connect(self._ask)
        self._answered.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _ask(self) -> None:
        level, self._level = self._level, self._camera.device.level
        if self._level == "good" and level != "good":
            self.ask()

    @Slot()
    def ask(self) -> None:
        if self._camera.port is not None:
            self._camera.port.settings().add_done_callback(self._answered.emit)

    @Slot(object)
    def _hear(self, settings: Future[tuple[Setting, ...]]) -> None:
        try:
            values = {each.name: each.value for each in settings.result()}
        except CameraFailed:  # it says itself what became of it
            return
        found = [next((values[name] for name in names if values.get(name)), None) for names in _EXPOSURE]
        marks = ("{}", "{}", "ISO {}")
        self.text = " · ".join(mark.format(value) for mark, value in zip(marks, found, strict=True) if value)
        self._told()


def verdict_shown(here: StudioSet) -> tuple[PictureVerdict | None, PictureMeasures | None]:
    """Of the shot on the screen; beside the live picture, of the one just taken, quick or whole."""
    shown = here.shown_shot
    if shown is not None:
        return shown.verdict, shown.shot.measures
    piece = here.piece
    if piece is None or here.view.next.step is StudioStep.NEXT_PIECE:
        return None, None
    newest = max((each for view in piece.views for each in view.shots), key=lambda each: each.shot.number, default=None)
    if here.quick is not None and (newest is None or newest.verdict is None):
        programme = here.desk.wiring.programmes.get(here.view.programme, here.desk.wiring.programme)
        aimed = piece.view(newest.shot.view if newest else piece.aim)
        whole = aimed is not None and aimed.whole
        quick = here.quick[1]
        return judge_picture(quick, programme.quality_of(piece.item.category), whole=whole), quick
    return (newest.verdict, newest.shot.measures) if newest is not None else (None, None)


def studio_state(here: StudioSet, exposure: str) -> StudioState:
    desk, gaze, piece, camera = here.desk, here.gaze, here.piece, here.cameras.aimed
    device = camera.device
    words = desk.words
    asks = ask_words(here)
    action, key, kind = _action(here)
    shown = here.shown_shot
    view = here.shown_view
    showing = "live" if shown is None else "compare" if gaze.beside else "shot"
    beside, beside_caption = _beside(here) if showing == "compare" else (QUrl(), "")
    drawing = desk.wiring.drawings.of(_outline(here), _side(view)) if piece is not None and view is not None else None
    name = device.name or device.brief
    charge = f"{camera.charge}{NO_BREAK}%" if camera.charge is not None else ""
    return StudioState(
        open=piece is not None,
        piece=piece.id if piece else "",
        title=words.pick(piece.sheet.title) if piece else "",
        detail=_detail(piece, words) if piece else "",
        showing=showing,
        source=photo_source(shown, desk),
        beside=beside,
        caption=_caption(here, view),
        beside_caption=beside_caption,
        zoomed=gaze.zoomed,
        grid=gaze.grid,
        template=gaze.template,
        clipping=gaze.clipping,
        peaking=gaze.peaking,
        level=gaze.level,
        outline=drawing.outline if drawing and view and view.whole else "",
        outline_details=drawing.details if drawing and view and view.whole else "",
        outline_wide=drawing.wide if drawing else 100.0,
        action=action,
        action_key=key,
        kind=kind,
        can_shoot=piece is not None,
        can_keep=piece is not None and any(each.shots for each in piece.views),
        can_publish=here.view.next.step is StudioStep.PUBLISH,
        asks=str(gaze.asks),
        ask_title=asks[0],
        ask_hint=asks[1],
        tray=len(here.view.tray),
        tray_open=gaze.over is Over.TRAY,
        progress=_progress(piece) if piece else "",
        stands=_stands(piece, words) if piece else "",
        out=_out(piece, words) if piece else "",
        taking=camera.taking,
        camera=" · ".join(part for part in (name, charge) if part),
        camera_level=device.level,
        exposure=exposure if device.level == "good" else "",
        headline=device.headline,
        advice=device.advice,
        live=device.live,
    )


def _detail(piece: StudioPiece, words: Words) -> str:
    parts = (
        piece.sheet.reference.text,
        piece.sheet.size.text,
        words.pick(piece.sheet.colour),
        words.grade(piece.grade),
    )
    return " · ".join(part for part in parts if part)


def _outline(here: StudioSet) -> str:
    piece = here.piece
    known = here.desk.words.programme.categories.get(piece.item.category) if piece else None
    return known.outline if known else ""


def _side(view: ViewOfPiece | None) -> Side:
    return Side.BACK if view is not None and view.view == "back" else Side.FRONT


def _caption(here: StudioSet, view: ViewOfPiece | None) -> str:
    if view is None:
        return tr("one more") if here.piece is not None and here.piece.aim == EXTRA_VIEW else ""
    label = view_label(view, here.desk.words)
    shown = here.shown_shot
    if shown is None:
        return label
    at = [each.shot.number for each in view.shots].index(shown.shot.number) + 1
    return filled(tr("{view} · shot {n} of {all}"), view=label, n=at, all=len(view.shots))


def _beside(here: StudioSet) -> tuple[QUrl, str]:
    """The kept shot of the view, else the one before, else the bench's picture of the same side."""
    view, shown = here.shown_view, here.shown_shot
    if view is None or shown is None:
        return QUrl(), ""
    number = shown.shot.number
    suspect = shown.shot.likeness is not None and shown.shot.likeness < STRANGER_BELOW
    others = [each for each in view.shots if each.shot.number != number]
    kept = next((each for each in others if each is view.kept), others[-1] if others else None)
    if view.evidence is not None and (suspect or kept is None):
        return QUrl.fromLocalFile(str(here.desk.wiring.photo_path(view.evidence))), tr("at the bench")
    if kept is None:
        return QUrl(), tr("nothing to compare with yet")
    return photo_source(kept, here.desk), filled(tr("shot {n}"), n=kept.shot.number)


def _progress(piece: StudioPiece) -> str:
    wanted = [view for view in piece.views if view.view != EXTRA_VIEW]
    return f"{sum(view.kept is not None for view in wanted)} / {len(wanted)}"


def _action(here: StudioSet) -> tuple[str, str, str]:
    """The next thing to do, its key, and how loud it is."""
    step, piece, words = here.view.next, here.piece, here.desk.words
    enter = tr("Enter")
    if step.step is StudioStep.SHOOT and piece is not None:
        view = piece.view(piece.aim)
        label = view_label(view, words) if view is not None else tr("one more")
        said = tr("Taking the photo…") if here.cameras.aimed.taking else filled(tr("Release · {view}"), view=label)
        return said, tr("Space"), "paper"
    said, kind = {
        StudioStep.JUDGE: (tr("Keep it all the same…"), "attention"),
        StudioStep.MEASURE: (filled(tr("Measure: {what}"), what=measure_label(step.target, words)), "paper"),
        StudioStep.COMPOSITION: (tr("Write the composition"), "paper"),
        StudioStep.PUBLISH: (tr("Publish"), "primary"),
        StudioStep.NEXT_PIECE: (tr("Next piece"), "paper"),
        StudioStep.WAIT: (tr("Set it aside"), "paper"),
        StudioStep.SCAN_PIECE: (tr("Type a piece's code"), "paper"),
    }.get(step.step, ("", "paper"))
    return said, enter, kind


def _stands(piece: StudioPiece, words: Words) -> str:
    """What still stands between the piece and the shop, in one line."""
    said = []
    views = [each.what for each in piece.hindrances if each.obstacle is Obstacle.VIEW_MISSING]
    measures = [each.what for each in piece.hindrances if each.obstacle is Obstacle.MEASURE_MISSING]
    for each in piece.hindrances:
        text = {
            Obstacle.NOT_ACCEPTED: tr("not accepted"),
            Obstacle.IN_WORKSHOP: tr("still in the workshop"),
            Obstacle.SECOND_INSPECTION: tr("waits for its second inspection"),
            Obstacle.COMPOSITION_MISSING: tr("composition"),
        }.get(each.obstacle)
        said += [text] if text else []
    if views:
        said.append(tr("%n view(s)", None, len(views)))
    said += [measure_label(each, words) for each in measures]
    return filled(tr("Missing: {what}"), what=", ".join(said)) if said else ""


# What the sentence of a parked edition may name, and nobody kept.
_OF_A_TROUBLE = dict.fromkeys(("status", "photo", "file", "folder", "most", "detail"), "–")


def _out(piece: StudioPiece, words: Words) -> str:
    """Where the last edition stands on its way to the shop."""
    publication = piece.publication
    if publication is None:
        return ""
    said = {
        PublicationState.WAITING: tr("Edition {n} on its way to the shop"),
        PublicationState.DONE: tr("Edition {n} is in the shop"),
        PublicationState.PARKED: tr("Edition {n} set aside: {why}"),
    }[publication.state]
    why = words.notice(publication.trouble, _OF_A_TROUBLE) if publication.state is PublicationState.PARKED else ""
    text = filled(said, n=publication.edition, why=why)
    changed = piece.state is SetState.EDITING
    return filled(tr("{said}, changed since"), said=text) if changed else text
