"""The workshop's screen over a real workshop on SQLite: what its pictures and its tests are played on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QUrl
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow
from PySide6.QtTest import QTest

from qc_station.application import commands
from qc_station.application.drawings import Drawings
from qc_station.application.messages import Messages
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.verdict import Ruling
from qc_station.storage.open_station import open_station
from qc_station.viewmodels.camera import CameraViewModel
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.dispatcher import Dispatcher
from qc_station.viewmodels.shell import ShellViewModel
from qc_station.viewmodels.sign_in import SignInViewModel
from qc_station.viewmodels.station_port import Wiring
from qc_station.viewmodels.window import load_fonts
from qc_station.viewmodels.workshop import WorkshopViewModel
from tests.application.day import DOSSIER, PARCEL, ROOT, item, takeback
from tests.application.second_brand import OTHER, coat, dossier
from tests.application.second_brand import PARCEL as COAT_PARCEL
from tests.application.workshop_day import WorkshopDay
from tests.fakes.plain_papers import PlainPapers

WORKSHOP_KEY = 3


def declared() -> tuple[object, ...]:
    shown = [
        ("shirt", {"fr": "Chemise oxford boutonnée", "en": "Button-down oxford shirt"}, "98 % coton, 2 % élasthanne"),
        ("knitwear", {"fr": "Pull col rond Ami de Cœur", "en": "Crew-neck Ami de Cœur jersey"}, "100 % laine mérinos"),
        ("jacket", {"fr": "Blouson en cuir", "en": "Leather jacket"}, "100 % cuir de veau"),
        ("trousers", {"fr": "Pantalon carotte", "en": "Carrot trousers"}, "55 % lin, 45 % coton"),
        ("coat", {"fr": "Manteau long", "en": "Long coat"}, None),
        ("sweatshirt", {"fr": "Sweat à capuche", "en": "Hooded sweatshirt"}, "85 % coton, 15 % polyester"),
    ]
    items = [
        replace(item(line, category), title=title, composition=composition)
        for line, (category, title, composition) in enumerate(shown, start=1)
    ]
    coats = [coat(line, composition="100 % polyester") for line in (1, 2, 3)]
    return takeback(*items), dossier(*coats)


class WorkshopStage:
    """`pieces` are accepted, by line; `coats` are dirty, their treatment ordered."""

    def __init__(self, folder: Path, language: str = "fr") -> None:
        self.unit_of_work = open_station(f"sqlite:///{folder / 'station.db'}", "BENCH-01")
        self.shop = WorkshopDay(folder, self.unit_of_work, *declared())
        self.shop.open_parcel(PARCEL)
        self.pieces = {line: self.accepted(line) for line in range(1, 7)}
        self.shop.open_parcel(COAT_PARCEL)
        self.coats = [self.shop.sent_to_treatment(line) for line in (1, 2, 3)]
        load_fonts(ROOT / "resources")
        self.dispatcher = Dispatcher()
        rules = self.shop.day.rules
        table = self.shop.table
        self.desk = Desk(
            Wiring(
                bench=table.bench,
                papers=PlainPapers(),
                programme=rules,
                programmes={rules.id: rules, OTHER.id: OTHER},
                messages=lambda code: Messages(
                    code, (ROOT / f"resources/i18n/messages.{code}.toml").read_text("utf-8")
                ),
                photo_path=self.shop.day.photos.path,
                drawings=Drawings(ROOT / "resources/outlines"),
                station="ATELIER-1",
                language=language,
                workshop=table.workshop,
            ),
            self.dispatcher,
        )
        self.desk.now = self.shop.day.clock.now
        self.workshop = WorkshopViewModel(self.desk)
        places = {WORKSHOP_KEY: self.workshop}
        self.shell = ShellViewModel(self.desk, SignInViewModel(self.desk), CameraViewModel(self.desk), places)
        self.engine = QQmlApplicationEngine()

    def accepted(self, line: int) -> str:
        """Line 2 has light pilling with a pin on it."""
        if line != 2:
            return self.shop.accepted(line)
        day = self.shop.day
        day.do(commands.OpenItem(line, DOSSIER))
        day.conform(*[check.id for check in day.bench.view().piece.checks])  # type: ignore[union-attr]
        day.do(commands.AnswerCheck("pilling", "light", Pin(Side.FRONT, 0.4, 0.45)))
        day.do(commands.Decide(Ruling.ACCEPTED, without_photos="pas d’appareil"))
        return self.shop.in_hand

    def __enter__(self) -> Self:
        self.engine.addImportPath(str(ROOT / "ui"))
        self.engine.setInitialProperties({"shell": self.shell, "workshop": self.workshop})
        self.engine.load(QUrl.fromLocalFile(str(Path(__file__).with_name("WorkshopWindow.qml"))))
        window = self.engine.rootObjects()[0]
        assert isinstance(window, QQuickWindow)
        self.window = window
        self.window.show()
        self.dispatcher.start()
        self.desk.refresh()
        self.settle(lambda: self.desk.view is not None)
        self.shell.workplace(WORKSHOP_KEY)
        self.settle(lambda: self.shell.screen == "workshop" and not self.desk.busy)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.workshop.leave()
        self.window.close()
        self.desk.close()
        self.dispatcher.close()
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.unit_of_work.close()

    def settle(self, done: Callable[[], bool] | None = None, patience_s: float = 5.0) -> None:
        """Let the event loop run until `done`, the workshop has answered, and a little longer."""
        deadline = time.monotonic() + patience_s
        while not (done or (lambda: not self.desk.busy))():
            assert time.monotonic() < deadline, "the window never came to show it"
            QTest.qWait(5)
        QTest.qWait(10)

    def scan(self, code: str) -> str:
        """Scan it as a scanner would; the code of what is said."""
        self.desk.scan(code)
        self.settle()
        notice = self.desk.telling.notice
        return notice.code if notice else ""

    def key(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(self.window, key)
            self.settle()

    def type(self, text: str) -> None:
        """Fill the line that has the keys, and press Enter."""
        line = self.window.activeFocusItem()
        assert line is not None
        assert line.setProperty("text", text)
        self.key(Qt.Key.Key_Return)

    def resize(self, wide: int, tall: int) -> None:
        self.window.resize(wide, tall)
        self.settle()
