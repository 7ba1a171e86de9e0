"""The camera in words: its state, the shutter, and the views wanted of what lies on the bench."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QUrl

from qc_station.application.bench_view import PieceView, Step, WantedShot
from qc_station.application.camera_port import CameraState, StateChanged
from qc_station.domain.parcel import DAMAGE_VIEW, OPENING_VIEW
from qc_station.domain.undeclared import UNDECLARED_VIEW
from qc_station.viewmodels import verbs
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.words import filled, tr


@dataclass(frozen=True, slots=True)
class ShotRow:
    """A wanted view. `stateText`: kept, wanted (the next one), required, or open.

    `pins`: the marks of the findings to be seen in the picture, as on the outline, with spaces between them.
    """

    key: str
    label: str
    source: QUrl
    stateText: str
    pins: str


@dataclass(frozen=True, slots=True)
class Device:
    """The camera in words. `level`: good, busy, attention or trouble, as on its chip; `live` when a picture moves."""

    level: str = "attention"
    name: str = ""
    chip: str = ""
    brief: str = ""
    headline: str = ""
    advice: str = ""
    live: bool = False


@dataclass(frozen=True, slots=True)
class Shutter:
    """What Space would photograph. `urgent`: a defect's photo is what the verdict waits for."""

    can_shoot: bool = False
    text: str = ""
    progress: str = ""
    urgent: bool = False
    wanted_row: int = -1


def device_words(last: StateChanged | None, *, moving: bool) -> Device:
    """What the chip and the picture say of the camera, and what to do about it."""
    if last is None:
        text, advice = tr("No camera"), tr("None is set up on this bench. The lead chooses one in the settings.")
        return Device("attention", "", text, text, text, advice)
    name = last.device.model or (tr("Virtual camera") if last.device.driver == "virtual" else tr("Camera"))
    if last.state is CameraState.LOST:
        text = tr("Camera lost")
        advice = tr("Check the cable and that the camera is on. Photos taken are kept; it comes back by itself.")
        return Device("trouble", name, text, text, text, advice)
    if last.state in (CameraState.CONNECTING, CameraState.CLOSED):
        if last.error is None:
            return Device("busy", name, tr("Camera…"), tr("Camera…"), tr("Looking for the camera…"))
        text, advice = tr("Camera missing"), tr("Plug it in and switch it on. Inspecting goes on without it.")
        return Device("attention", name, text, text, tr("No camera found"), advice)
    chip = filled(tr("Camera {name}"), name=name) if last.device.model else name
    if moving and last.live:
        return Device("good", name, chip, name, live=True)
    return Device("good", name, chip, name, tr("Picture at rest"), tr("Space wakes it and takes the photo."))


def wanted_shots(desk: Desk) -> tuple[WantedShot, ...]:
    """The views of the piece in hand, of one nobody declared, or of the box."""
    view = desk.view
    if view is None or view.parcel is None:
        return ()
    if view.piece is not None:
        return view.piece.shots
    if view.undeclared is not None:
        kept = view.undeclared.shots
        return (WantedShot(UNDECLARED_VIEW, kept[-1].photo if kept else None, required=True),)
    return view.parcel.shots


def view_label(view: str, desk: Desk, piece: PieceView | None) -> str:
    if view == verbs.EXTRA_VIEW:
        return tr("one more")
    if piece is None:
        return {UNDECLARED_VIEW: tr("Piece"), DAMAGE_VIEW: tr("Damage"), OPENING_VIEW: tr("Opening")}.get(view, view)
    return desk.words.view(view, piece.item.category)


def shutter_words(desk: Desk, piece: PieceView | None, wanted: str, waiting: int) -> Shutter:
    if not verbs.shot_subject(desk):
        return Shutter()
    label = view_label(wanted, desk, piece)
    shots = wanted_shots(desk)
    return Shutter(
        can_shoot=True,
        text=tr("Taking the photo…") if waiting else filled(tr("Photograph · {view}"), view=label),
        progress=f"{sum(shot.photo is not None for shot in shots)} / {len(shots)}",
        urgent=desk.view is not None and desk.view.next.step is Step.PHOTOGRAPH,
        wanted_row=next((at for at, shot in enumerate(shots) if shot.view == wanted), len(shots) - 1),
    )


def shot_row(shot: WantedShot, wanted: str, desk: Desk, piece: PieceView | None) -> ShotRow:
    source = QUrl.fromLocalFile(str(desk.wiring.photo_path(shot.photo))) if shot.photo else QUrl()
    asked = shot.view == wanted and bool(verbs.shot_subject(desk))
    open_state = "wanted" if asked else "required" if shot.required else "open"
    state = "kept" if shot.photo else open_state
    return ShotRow(shot.view, view_label(shot.view, desk, piece), source, state, _pins_seen(shot.view, desk, piece))


def _pins_seen(view: str, desk: Desk, piece: PieceView | None) -> str:
    """A picture of a side shows every pin of that side, one of a defect its own; of other views nobody knows."""
    marks = []
    for check in piece.checks if piece else ():
        known = desk.words.programme.check(check.id)
        for each in check.findings:
            pin = each.finding.pin
            if known is not None and pin is not None and view in (str(pin.side), each.view):
                marks.append(known.key)
    return " ".join(dict.fromkeys(marks))
