"""The studio's screen: the set with its live picture or a shot, the views, the sheet, the tray, and the next thing."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement

from qc_station.application.picture_port import LiveLook
from qc_station.viewmodels import studio_keys
from qc_station.viewmodels.camera import CameraViewModel
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.rows import Rows
from qc_station.viewmodels.studio_cameras import StudioCameras
from qc_station.viewmodels.studio_level import Level, level_words
from qc_station.viewmodels.studio_rows import (
    BadgeRow,
    FilmRow,
    SheetRow,
    TrayRow,
    ViewRow,
    badge_rows,
    film_rows,
    sheet_rows,
    tray_rows,
    view_rows,
)
from qc_station.viewmodels.studio_set import Asks, StudioSet
from qc_station.viewmodels.studio_state import Exposure, StudioState, studio_state, verdict_shown

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
class StudioViewModel(QObject):
    """Implements `Place`."""

    changed = Signal()
    tiltChanged = Signal()

    def __init__(self, desk: Desk, camera: CameraViewModel, second: CameraViewModel | None = None) -> None:
        super().__init__(desk)
        self._desk = desk
        views = desk.wiring.second_camera.views if desk.wiring.second_camera is not None else frozenset[str]()
        self._cameras = StudioCameras(camera, second, views)
        self._here = StudioSet(desk, self._cameras)
        self._state, self._level = StudioState(), Level()
        self._views, self._film = Rows(ViewRow, self), Rows(FilmRow, self)
        self._badges, self._sheet, self._tray = Rows(BadgeRow, self), Rows(SheetRow, self), Rows(TrayRow, self)
        self._exposures = {each: Exposure(each, self._show) for each in self._cameras.all}
        self._here.changed.connect(self._show)
        for exposure in self._exposures.values():
            self._here.preset_applied.connect(exposure.ask, Qt.ConnectionType.QueuedConnection)
        self._cameras.changed.connect(self._show)
        self._cameras.drawn.connect(self._show_level)
        desk.changed.connect(self._show)

    # ------------------------------------------------------------ the workplace

    @property
    def screen(self) -> str:
        return "studio"

    @property
    def here(self) -> StudioSet:
        return self._here

    def press(self, key: str) -> bool:
        return studio_keys.press(self._here, key)

    def scan(self, code: str) -> None:
        self._here.scan(code)

    def enter(self) -> None:
        self._here.open = True
        self._cameras.enter()
        self._here.refresh()

    def leave(self) -> None:
        self._here.open = False
        self._cameras.leave()

    def goes_back(self) -> bool:
        return studio_keys.goes_back(self._here)

    def help_lines(self) -> tuple[tuple[str, str, str], ...]:
        return studio_keys.help_lines()

    def close(self) -> None:
        self._here.close()

    # ------------------------------------------------------------ what a finger does

    @Slot(str)
    def do(self, key: str) -> None:
        """What that key does, for a finger."""
        self._desk.in_turn(lambda: self.press(key))

    @Slot()
    def act(self) -> None:
        self._desk.in_turn(lambda: studio_keys.go_on(self._here))

    @Slot(str)
    def aim(self, view: str) -> None:
        self._desk.in_turn(lambda: studio_keys.aim_at(self._here, view))

    @Slot(str)
    def showShot(self, number: str) -> None:
        view = self._here.shown_view
        if view is not None and number.isdecimal():
            studio_keys.show_shot(self._here, view.view, int(number))

    @Slot(str)
    def give(self, text: str) -> None:
        self._desk.in_turn(lambda: studio_keys.give(self._here, text))

    @Slot()
    def leaveLine(self) -> None:
        self._here.look(asks=Asks.NONE, measure="")

    @Slot(str)
    def edit(self, key: str) -> None:
        """Edit a line of the sheet."""
        if key.startswith("measure:"):
            self._here.look(asks=Asks.MEASURE, measure=key.removeprefix("measure:"))
        else:
            self.press({"composition": "o", "care": "e"}.get(key, ""))

    @Slot(str)
    def chooseFrame(self, number: str) -> None:
        row = next((at for at, each in enumerate(self._here.view.tray) if str(each.number) == number), 0)
        self._here.look(row=row)

    @Slot(QObject)
    def attach(self, picture: QObject) -> None:
        self._cameras.attach(picture)

    # ------------------------------------------------------------ what QML reads

    @Property(bool, notify=changed)
    def isOpen(self) -> bool:
        return self._state.open

    @Property(str, notify=changed)
    def piece(self) -> str:
        return self._state.piece

    @Property(str, notify=changed)
    def title(self) -> str:
        return self._state.title

    @Property(str, notify=changed)
    def detail(self) -> str:
        return self._state.detail

    @Property(str, notify=changed)
    def showing(self) -> str:
        return self._state.showing

    @Property(QUrl, notify=changed)
    def source(self) -> QUrl:
        return self._state.source

    @Property(QUrl, notify=changed)
    def beside(self) -> QUrl:
        return self._state.beside

    @Property(str, notify=changed)
    def caption(self) -> str:
        return self._state.caption

    @Property(str, notify=changed)
    def besideCaption(self) -> str:
        return self._state.beside_caption

    @Property(bool, notify=changed)
    def zoomed(self) -> bool:
        return self._state.zoomed

    @Property(bool, notify=changed)
    def grid(self) -> bool:
        return self._state.grid

    @Property(bool, notify=changed)
    def template(self) -> bool:
        return self._state.template

    @Property(bool, notify=changed)
    def clipping(self) -> bool:
        return self._state.clipping

    @Property(bool, notify=changed)
    def peaking(self) -> bool:
        return self._state.peaking

    @Property(bool, notify=changed)
    def level(self) -> bool:
        return self._state.level

    @Property(str, notify=tiltChanged)
    def tiltText(self) -> str:
        return self._level.text

    @Property(str, notify=tiltChanged)
    def tiltSaid(self) -> str:
        """The same in a sentence."""
        return self._level.said

    @Property(str, notify=tiltChanged)
    def tiltState(self) -> str:
        """good, attention, or none."""
        return self._level.state

    @Property(float, notify=tiltChanged)
    def leanDegrees(self) -> float:
        return self._level.lean_deg

    @Property(str, notify=changed)
    def outline(self) -> str:
        return self._state.outline

    @Property(str, notify=changed)
    def outlineDetails(self) -> str:
        return self._state.outline_details

    @Property(float, notify=changed)
    def outlineWide(self) -> float:
        return self._state.outline_wide

    @Property(str, notify=changed)
    def action(self) -> str:
        return self._state.action

    @Property(str, notify=changed)
    def actionKey(self) -> str:
        return self._state.action_key

    @Property(str, notify=changed)
    def kind(self) -> str:
        return self._state.kind

    @Property(bool, notify=changed)
    def canShoot(self) -> bool:
        return self._state.can_shoot

    @Property(bool, notify=changed)
    def canKeep(self) -> bool:
        return self._state.can_keep

    @Property(bool, notify=changed)
    def canPublish(self) -> bool:
        return self._state.can_publish

    @Property(str, notify=changed)
    def asks(self) -> str:
        return self._state.asks

    @Property(str, notify=changed)
    def askTitle(self) -> str:
        return self._state.ask_title

    @Property(str, notify=changed)
    def askHint(self) -> str:
        return self._state.ask_hint

    @Property(int, notify=changed)
    def trayCount(self) -> int:
        return self._state.tray

    @Property(bool, notify=changed)
    def trayOpen(self) -> bool:
        return self._state.tray_open

    @Property(str, notify=changed)
    def progress(self) -> str:
        return self._state.progress

    @Property(str, notify=changed)
    def stands(self) -> str:
        return self._state.stands

    @Property(str, notify=changed)
    def out(self) -> str:
        return self._state.out

    @Property(bool, notify=changed)
    def taking(self) -> bool:
        return self._state.taking

    @Property(str, notify=changed)
    def cameraText(self) -> str:
        return self._state.camera

    @Property(str, notify=changed)
    def cameraLevel(self) -> str:
        return self._state.camera_level

    @Property(str, notify=changed)
    def exposure(self) -> str:
        return self._state.exposure

    @Property(str, notify=changed)
    def headline(self) -> str:
        return self._state.headline

    @Property(str, notify=changed)
    def advice(self) -> str:
        return self._state.advice

    @Property(bool, notify=changed)
    def live(self) -> bool:
        return self._state.live

    @Property(QObject, constant=True)
    def views(self) -> Rows:
        return self._views

    @Property(QObject, constant=True)
    def film(self) -> Rows:
        return self._film

    @Property(QObject, constant=True)
    def badges(self) -> Rows:
        return self._badges

    @Property(QObject, constant=True)
    def sheet(self) -> Rows:
        return self._sheet

    @Property(QObject, constant=True)
    def trayFrames(self) -> Rows:
        return self._tray

    @Slot()
    def _show(self) -> None:
        here = self._here
        if not here.open:
            return
        self._views.show(view_rows(here))
        self._film.show(film_rows(here))
        self._badges.show(badge_rows(*verdict_shown(here), self._desk.words))
        self._sheet.show(sheet_rows(here))
        self._tray.show(tray_rows(here))
        state = studio_state(here, self._exposures[self._cameras.aimed].text)
        if state != self._state:
            self._cameras.look(LiveLook(clipping=state.clipping, peaking=state.peaking, level=state.level))
            self._state = state
            self._show_level()
            self.changed.emit()

    @Slot()
    def _show_level(self) -> None:
        """With each live picture; the words change twice a second at most."""
        here, level = self._here, Level()
        if here.open and self._state.level and here.piece is not None:
            wiring = self._desk.wiring
            programme = wiring.programmes.get(here.view.programme, wiring.programme)
            limits = programme.quality_of(here.piece.item.category)
            level = level_words(self._cameras.aimed.tilt_deg, limits, self._desk.words)
        if level != self._level:
            self._level = level
            self.tiltChanged.emit()
