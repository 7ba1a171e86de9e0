"""Somebody at the real window with one thing only: keys, a scanner, or a finger; each counts what it did, per task.

On top of the workplace of tests/e2e: the program itself, over a folder of its own, with the virtual camera.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputDevice, QMouseEvent

from qc_station.domain.bench_command import BenchCommandCode
from qc_station.domain.verdict import Ruling
from qc_station.viewmodels.serial_ear import SerialEar
from tests.e2e.window_day import BADGE, PIN, Expert
from tests.ui.reach import Finger, named

WIDE, TALL = 1280, 800


class Watch(QObject):
    """What reaches the window, whoever sent it: nobody's word is taken for "keys 0" or "mouse 0"."""

    def __init__(self, expert: Expert) -> None:
        super().__init__(expert.window)
        self.keys = self.mouse = self.touches = 0
        expert.window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        self.keys += kind == QEvent.Type.KeyPress
        self.touches += kind == QEvent.Type.TouchBegin
        if kind == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            self.mouse += event.deviceType() != QInputDevice.DeviceType.TouchScreen
        return False


class OneHand:
    """Counts acts by task; `done` waits until the bench has answered."""

    def __init__(self, expert: Expert) -> None:
        expert.window.resize(WIDE, TALL)
        self.expert, self.watch = expert, Watch(expert)
        self.acts: Counter[str] = Counter()
        self._task = ""

    @contextmanager
    def task(self, name: str) -> Iterator[None]:
        self._task = name
        yield

    def count(self) -> None:
        self.acts[self._task] += 1

    def done(self) -> None:
        self.expert.until(lambda: not self.expert.main.desk.busy, "the bench's answer")

    def kept(self, shoot: Callable[[], None]) -> None:
        """Shoot, and wait until the bench has kept the photograph."""
        expert, desk = self.expert, self.expert.main.desk
        expert.until(lambda: expert.chip("camera").level == "good", "a camera that is ready")
        before = desk.telling.serial
        shoot()
        expert.until(lambda: desk.telling.serial > before, "the photograph")
        assert not desk.telling.stays, desk.telling

    def ruling(self) -> Ruling | None:
        piece = self.expert.view.piece
        return piece.verdict.ruling if piece is not None and piece.verdict is not None else None

    def signed(self, ruling: Ruling) -> None:
        self.expert.until(lambda: self.ruling() is ruling, f"the decision {ruling}")

    def told(self, who: str, what: str) -> str:
        tasks = ", ".join(f"{task} {count}" for task, count in self.acts.items())
        return f"a clean shirt with 4 photographs, {who}: {tasks}; mouse {self.watch.mouse}. In {what}."


class Keys(OneHand):
    """The keyboard, and the scanner for the two labels: a label is one."""

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count()
        self.expert.press(key, held)
        self.done()

    def digits(self, digits: str) -> None:
        for digit in digits:
            self.count()
            self.expert.digit(digit)
            self.done()

    def scan(self, code: str) -> None:
        self.count()
        self.expert.scan(code)
        self.done()


class Scanner(OneHand):
    """Labels and the control sheet: every second one as a burst of keys, the others by the serial line."""

    def sign_in(self) -> None:
        """Badge and PIN: no code can be a PIN, so this is done by hand before."""
        self.expert.sign_in()
        self.watch.keys = 0

    def scan(self, code: str) -> None:
        self.count()
        if self.acts.total() % 2:
            self.expert.scan(code)
        else:
            self._ear.hear(code)
            self.expert._rest_after(self.expert._now_s)
        self.done()

    def sheet(self, *commands: BenchCommandCode) -> None:
        for command in commands:
            self.scan(command.barcode)

    @property
    def _ear(self) -> SerialEar:
        return next(each for each in self.expert.main.desk.children() if isinstance(each, SerialEar))


class Touch(OneHand):
    """A finger that knows the controls by their names, as a screen reader tells them."""

    def __init__(self, expert: Expert) -> None:
        super().__init__(expert)
        self.finger = Finger(expert.window)

    def there(self, name: str) -> bool:
        try:
            named(self.expert.window, name)
        except LookupError:
            return False
        return True

    def tap(self, name: str, across: float = 0.5, down: float = 0.5) -> None:
        """Wait until something is called so, press it, and wait for the bench."""
        self.done()
        self.expert.until(lambda: self.there(name), f"something called {name!r}")
        self.expert.window.grabWindow()
        self.count()
        self.finger.tap(name, across, down)
        self.done()

    def write(self, text: str) -> None:
        """On the keys of the screen, then the one that sends."""
        names = {"-": "Trait d’union", " ": "Espace entre les mots"}
        for count, letter in enumerate(text, 1):
            self.tap(names.get(letter, letter))
            self.expert.until(lambda count=count: len(self.expert._line()) == count, f"{text[:count]!r} in the line")
        self.tap("Envoyer la ligne")

    def sign_in(self) -> None:
        self.expert.until(lambda: self.expert.screen == "sign_in", "the sign-in screen")
        self.tap("Numéro du badge")
        self.write(BADGE)
        for digit in PIN:
            self.tap(digit)
        self.tap("Ouvrir la session")
        self.expert.until(lambda: self.expert.screen == "bench", "the bench")

    def open_parcel(self, code: str) -> None:
        """By the search panel, code and all."""
        self.tap("Chercher un colis")
        self.write(code)
        self.expert.until(lambda: self.expert.main.parcel.isOpen, "the parcel")

    def nothing_else(self) -> None:
        assert (self.watch.keys, self.watch.mouse) == (0, 0)
        assert self.watch.touches == self.finger.taps
