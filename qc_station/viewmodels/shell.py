"""The frame around every screen: which screen, who is here, the state chips, the band, panels, language, keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from qc_station.application.outcome import Notice, Tone
from qc_station.domain.bench_command import BenchCommandCode
from qc_station.domain.operator import Operator
from qc_station.viewmodels import back, command_codes, keymap, lists, verbs
from qc_station.viewmodels.camera import CameraViewModel
from qc_station.viewmodels.chips import Chip, chips
from qc_station.viewmodels.desk import Desk, Telling
from qc_station.viewmodels.gaze import Panel
from qc_station.viewmodels.keys import key_name
from qc_station.viewmodels.place import FIRST_PLACE, Place
from qc_station.viewmodels.rows import Rows
from qc_station.viewmodels.sign_in import SignInViewModel
from qc_station.viewmodels.words import Words, tr

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

LANGUAGES = ("fr", "en")
_MAY_REPEAT = frozenset({"up", "down", "left", "right", "backspace"})
# Qt moves the focus with it, except where it flips the garment.
_QT_KEEPS = frozenset({"tab", "shift+tab"})


@dataclass(frozen=True, slots=True)
class KeyLine:
    key: str
    cap: str
    says: str


@dataclass(frozen=True, slots=True)
class ShellState:
    screen: str = "starting"
    operator: str = ""
    initials: str = ""
    panel: str = "none"
    typed: str = ""
    tone: str = ""
    word: str = ""
    text: str = ""
    code: str = ""
    stays: bool = False
    serial: int = 0
    tray: int = 0
    demonstration: bool = False
    examples: str = ""
    language: str = "fr"
    chip_letters: int = 0
    chip_count: int = 3
    waiting: int = 0
    goes_back: bool = False
    touching: bool = False
    place: int = 1


@QmlElement
class ShellViewModel(QObject):
    changed = Signal()
    languageWanted = Signal(str)

    def __init__(
        self,
        desk: Desk,
        sign_in: SignInViewModel,
        camera: CameraViewModel,
        places: Mapping[int, Place] = MappingProxyType({}),
    ) -> None:
        """`places` are the workplaces beside the bench, by the number of their key."""
        super().__init__(desk)
        self._desk = desk
        self._places = places
        self._place: Place | None = None
        self._seen_operator: Operator | None = None
        desk.obey = self._obey
        self._sign_in = sign_in
        self._camera = camera
        self._touching = False
        self._state = ShellState()
        self._chips = Rows(Chip, self)
        self._keys = Rows(KeyLine, self)
        desk.changed.connect(self._show)
        camera.changed.connect(self._show)

    @Property(str, notify=changed)
    def screen(self) -> str:
        return self._state.screen

    @Property(int, notify=changed)
    def place(self) -> int:
        """The number of the workplace that is open."""
        return self._state.place

    @Property(str, notify=changed)
    def operator(self) -> str:
        return self._state.operator

    @Property(str, notify=changed)
    def initials(self) -> str:
        return self._state.initials

    @Property(str, notify=changed)
    def panel(self) -> str:
        return self._state.panel

    @Property(str, notify=changed)
    def typedText(self) -> str:
        return self._state.typed

    @Property(str, notify=changed)
    def tone(self) -> str:
        return self._state.tone

    @Property(str, notify=changed)
    def word(self) -> str:
        return self._state.word

    @Property(str, notify=changed)
    def text(self) -> str:
        return self._state.text

    @Property(str, notify=changed)
    def code(self) -> str:
        return self._state.code

    @Property(bool, notify=changed)
    def stays(self) -> bool:
        return self._state.stays

    @Property(int, notify=changed)
    def serial(self) -> int:
        return self._state.serial

    @Property(int, notify=changed)
    def tray(self) -> int:
        return self._state.tray

    @Property(int, notify=changed)
    def waiting(self) -> int:
        """How much waits for a lead on this database."""
        return self._state.waiting

    @Property(bool, notify=changed)
    def goesBack(self) -> bool:
        """Esc would do something on the bench: a finger finds it on the rail."""
        return self._state.goes_back

    @Property(bool, notify=changed)
    def touching(self) -> bool:
        """A finger was the last to do something: a line being typed needs keys on the screen."""
        return self._state.touching

    @Property(bool, notify=changed)
    def demonstration(self) -> bool:
        return self._state.demonstration

    @Property(str, notify=changed)
    def examples(self) -> str:
        return self._state.examples

    @Property(str, notify=changed)
    def language(self) -> str:
        return self._state.language

    @Property(int, notify=changed)
    def chipLetters(self) -> int:
        """How long the chips' words are together: the bar decides by it whether there is room for them."""
        return self._state.chip_letters

    @Property(int, notify=changed)
    def chipCount(self) -> int:
        return self._state.chip_count

    @Property(QObject, constant=True)
    def chips(self) -> Rows:
        return self._chips

    @Property(QObject, constant=True)
    def keys(self) -> Rows:
        return self._keys

    @Slot(int, int, int, str, bool, result=bool)
    def press(self, key: int, modifiers: int, scan_code: int, text: str, repeated: bool) -> bool:
        """A key that no text line took, in its turn. True when it may mean something; a key held down only steers."""
        name = key_name(key, modifiers, scan_code, text)
        if not name and not text.isprintable():
            return False
        if not repeated or name in _MAY_REPEAT:
            self._desk.in_turn(lambda: self.do(name, text))
        return name not in _QT_KEEPS or bool(self._desk.gaze.pin)

    @Slot(int, int, int, result=str)
    def digitOf(self, key: int, modifiers: int, scan_code: int) -> str:
        """The digit printed on the key, whatever the layout types; empty for other keys. For codes and PINs."""
        return key_name(key, modifiers, scan_code, "").removeprefix("shift+") if scan_code else ""

    def do(self, key: str, text: str = "") -> bool:
        everywhere = {
            "ctrl+shift+l": self.switchLanguage,
            "?": lambda: self.showPanel("keys"),
            "f12": lambda: self.showPanel("keys"),
            "f1": lambda: self.workplace(1),
            "f2": lambda: self.workplace(2),
            "f3": lambda: self.workplace(3),
            "f4": lambda: self.workplace(4),
            "f9": lambda: self.showPanel("settings"),
            "f10": self.signOut,
        }
        if key in everywhere:
            everywhere[key]()
            return True
        if self._desk.gaze.panel is Panel.SETTINGS:
            return keymap.press(self._desk, key)
        if self._state.screen == "sign_in":
            if self._state.panel != "none" and key == "escape":
                self.closePanel()
                return True
            return self._sign_in.press(key)
        if self._place is not None:
            return self._press_at(self._place, key)
        return keymap.press(self._desk, key) or self._begin_typing(text)

    def _press_at(self, place: Place, key: str) -> bool:
        """What lies over the screen, or has to be answered, goes first."""
        if key == "escape" and (self._state.panel != "none" or self._desk.telling.notice is not None):
            back.step_back(self._desk)
            return True
        if key == "s":
            self.showPanel("status")
            return True
        return self._state.panel == "none" and place.press(key)

    def _obey(self, code: BenchCommandCode) -> None:
        if self._place is None:
            command_codes.obey(self._desk, code)
        else:
            command_codes.obey_at(self._desk, self._place, code)

    @Slot(str)
    def showPanel(self, panel: str) -> None:
        if panel == Panel.CODE:
            lists.open_search(self._desk)
            return
        if panel == Panel.QUEUE:
            lists.open_queue(self._desk)
            return
        verbs.open_panel(Panel(panel))(self._desk)

    @Slot()
    def closePanel(self) -> None:
        self._desk.look(panel=Panel.NONE, typed="")

    @Slot(bool)
    def feel(self, touching: bool) -> None:
        """A finger, or a key or the mouse, did something."""
        self._touching = touching
        self._show()

    @Slot()
    def stepBack(self) -> None:
        self._desk.in_turn(lambda: self.do("escape"))

    @Slot()
    def hush(self) -> None:
        self._desk.hush()

    @Slot(str)
    def scan(self, code: str) -> None:
        """A code from the scanner, or typed where a scan is expected."""
        if code.strip():
            self._desk.scan(code)
        else:
            self.closePanel()

    @Slot(int)
    def workplace(self, number: int) -> None:
        """F1 to F4. One that is not open yet says so calmly."""
        if number != 1 and number not in self._places:
            self._desk.tell(Notice("workplace_later", Tone.PASS, {"n": number}))
            return
        wanted = self._places.get(number)
        if wanted is not self._place:
            if self._place is not None:
                self._place.leave()
            self._place = wanted
            self._desk.elsewhere = wanted.scan if wanted is not None else None
            if wanted is not None:
                wanted.enter()
        self._desk.look(panel=Panel.NONE)

    @Slot()
    def signOut(self) -> None:
        verbs.sign_out(self._desk)

    @Slot()
    def switchLanguage(self) -> None:
        here = LANGUAGES.index(self._desk.words.language) if self._desk.words.language in LANGUAGES else -1
        self.languageWanted.emit(LANGUAGES[(here + 1) % len(LANGUAGES)])

    def _begin_typing(self, text: str) -> bool:
        """With nothing on the table, a letter or digit begins a code."""
        view = self._desk.view
        idle = view is not None and view.operator is not None and view.parcel is None
        if idle and self._desk.gaze.panel is Panel.NONE and len(text) == 1 and text.isalnum():
            lists.open_search(self._desk, text)
            return True
        return False

    @Slot()
    def _show(self) -> None:
        desk = self._desk
        states = chips(desk, self._camera.device)
        self._chips.show(states)
        self._follow(desk.view.operator if desk.view else None)
        helped = self._place.help_lines if self._place is not None else lambda: keymap.help_lines(desk)
        lines = helped() if desk.gaze.panel is Panel.KEYS else ()
        self._keys.show(
            [KeyLine(f"{where}.{at}", cap, says) for at, (where, cap, says) in enumerate(lines + _always())]
        )
        letters = sum(len(chip.text) for chip in states)
        state = replace(_state(desk), chip_letters=letters, chip_count=len(states), touching=self._touching)
        if self._place is not None and state.screen == "bench":
            goes_back = state.panel != "none" or desk.telling.notice is not None or self._place.goes_back()
            number = next(number for number, place in self._places.items() if place is self._place)
            state = replace(state, screen=self._place.screen, goes_back=goes_back, place=number)
        if state != self._state:
            self._state = state
            self.changed.emit()

    def _follow(self, operator: Operator | None) -> None:
        """Who signs in where nobody was begins at their own workplace."""
        before, self._seen_operator = self._seen_operator, operator
        if operator is not None and operator != before and self._place is not None:
            self._place.enter()  # what it shows is what the one before saw, or nothing
        wanted = FIRST_PLACE.get(operator.role) if operator is not None and before is None else None
        if wanted is not None and wanted in self._places:
            self.workplace(wanted)


def _always() -> tuple[tuple[str, str, str], ...]:
    return (
        ("shell", "F1 … F4", tr("Bench, studio, workshop, floor")),
        ("shell", "F9", tr("Settings and tests")),
        ("shell", "F10", tr("Sign out")),
        ("shell", tr("Ctrl Shift L"), tr("Français / English")),
        ("shell", "?", tr("The keys of this screen")),
    )


def _state(desk: Desk) -> ShellState:
    view, telling = desk.view, desk.telling
    operator = view.operator if view else None
    screen = "starting" if view is None else "bench" if operator else "sign_in"
    tone, word, text, code = _band(telling, desk.words)
    lesson = desk.wiring.lesson
    return ShellState(
        screen=screen,
        operator=operator.name if operator else "",
        initials=operator.initials if operator else "",
        panel=str(desk.gaze.panel),
        typed=desk.gaze.typed,
        tone=tone,
        word=word,
        text=text,
        code=code,
        stays=telling.stays,
        serial=telling.serial,
        tray=view.tray if view else 0,
        waiting=view.waiting if view and operator else 0,
        goes_back=operator is not None and back.can_step_back(desk),
        demonstration=lesson is not None,
        examples="   ".join(lesson.parcels) if lesson else "",
        language=desk.words.language,
    )


def _band(telling: Telling, words: Words) -> tuple[str, str, str, str]:
    if telling.heard:
        return "heard", tr("Read"), telling.heard, ""
    notice = telling.notice
    if notice is None:
        return "", "", "", ""
    word = {
        Tone.ACCEPT: tr("Done"),
        Tone.PASS: tr("Heard"),
        Tone.ATTENTION: tr("Attention"),
        Tone.ERROR: tr("Not possible"),
    }[notice.tone]
    code = notice.code if notice.tone is Tone.ERROR else ""
    return str(notice.tone), word, words.notice(notice.code, notice.params), code
