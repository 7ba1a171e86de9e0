"""The window put together: view-models around one desk, the engine with its translations, and the first frame."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QObject, QTranslator, QUrl, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from qc_station.viewmodels.camera import CameraViewModel
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.dispatcher import Dispatcher
from qc_station.viewmodels.find import FindViewModel
from qc_station.viewmodels.hand import Hand
from qc_station.viewmodels.lead import LeadViewModel
from qc_station.viewmodels.papers import PROVIDER, PapersViewModel
from qc_station.viewmodels.parcel import ParcelViewModel
from qc_station.viewmodels.piece import PieceViewModel
from qc_station.viewmodels.place import Place
from qc_station.viewmodels.settings import SettingsViewModel
from qc_station.viewmodels.shell import ShellViewModel
from qc_station.viewmodels.sign_in import SignInViewModel
from qc_station.viewmodels.station_port import Wiring
from qc_station.viewmodels.studio import StudioViewModel
from qc_station.viewmodels.verdict import VerdictViewModel
from qc_station.viewmodels.workshop import WorkshopViewModel

FONT = "Inter"


@dataclass(frozen=True, slots=True)
class Folders:
    """`ui` holds Main.qml and its modules, `resources` fonts and translations."""

    ui: Path
    resources: Path


def load_fonts(resources: Path) -> None:
    """The shipped typeface; without it the system's own."""
    known = [QFontDatabase.addApplicationFont(str(file)) for file in sorted((resources / "fonts").glob("Inter-*.otf"))]
    if any(font >= 0 for font in known):
        font = QGuiApplication.font()
        font.setFamily(FONT)
        QGuiApplication.setFont(font)


class MainWindow(QObject):
    """Owns engine, view-models and worker. `language` switches live."""

    def __init__(self, wiring: Wiring, folders: Folders) -> None:
        super().__init__()
        self._folders = folders
        self._translators: list[QTranslator] = []
        self._translate(wiring.language)
        self.dispatcher = Dispatcher(self)
        self.desk = Desk(wiring, self.dispatcher, self)
        self.sign_in = SignInViewModel(self.desk)
        self.parcel = ParcelViewModel(self.desk)
        self.piece = PieceViewModel(self.desk)
        self.verdict = VerdictViewModel(self.desk)
        self.camera = CameraViewModel(self.desk)
        second = wiring.second_camera
        self.second_camera = CameraViewModel(self.desk, second) if second is not None else None
        self.find = FindViewModel(self.desk)
        self.lead = LeadViewModel(self.desk)
        self.papers = PapersViewModel(self.desk)
        self.studio = StudioViewModel(self.desk, self.camera, self.second_camera)
        self.workshop = WorkshopViewModel(self.desk)
        places: dict[int, Place] = {}
        if wiring.studio is not None:
            places[2] = self.studio
        if wiring.workshop is not None:
            places[3] = self.workshop
        self.shell = ShellViewModel(self.desk, self.sign_in, self.camera, places)
        self.settings = SettingsViewModel(self.desk, self.camera)
        self.shell.languageWanted.connect(self.speak)
        self.settings.languageWanted.connect(self.speak)
        self.engine = QQmlApplicationEngine(self)
        self.engine.addImageProvider(PROVIDER, self.papers.provider)
        self.engine.addImportPath(str(folders.ui))
        self.engine.setInitialProperties(
            {
                "shell": self.shell,
                "signIn": self.sign_in,
                "parcel": self.parcel,
                "piece": self.piece,
                "verdict": self.verdict,
                "camera": self.camera,
                "find": self.find,
                "lead": self.lead,
                "papers": self.papers,
                "settings": self.settings,
                "studio": self.studio,
                "workshop": self.workshop,
            },
        )

    def open(self, *, begin: bool = True) -> QQuickWindow:
        """Load the QML, and `begin` unless somebody does so once it is drawn."""
        self.engine.load(QUrl.fromLocalFile(str(self._folders.ui / "Main.qml")))
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("Main.qml did not load; the log says why")
        Hand(roots[0]).felt.connect(self.shell.feel)
        if begin:
            self.begin()
        return roots[0]

    def start_cameras(self) -> None:
        """Look for them, and listen to them."""
        self.camera.start()
        if self.second_camera is not None:
            self.second_camera.start()

    def begin(self) -> None:
        """Start the worker; the bench's first snapshot arrives a moment later."""
        self.dispatcher.start()
        self.desk.refresh()

    @Slot(str)
    def speak(self, language: str) -> None:
        """Another language, live."""
        self._translate(language)
        self.desk.speak(language)
        self.engine.retranslate()

    def close(self) -> None:
        """End the threads, then the QML, then the rest: QML must not outlive what it shows."""
        self.desk.close()
        self.camera.stop()
        if self.second_camera is not None:
            self.second_camera.stop()
        self.studio.close()
        self.workshop.leave()
        self.settings.close()
        self.dispatcher.close()
        self.engine.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self._forget_language()

    def _forget_language(self) -> None:
        """Words found from here on are the source's."""
        for translator in self._translators:
            QCoreApplication.removeTranslator(translator)
        self._translators = []

    def _translate(self, language: str) -> None:
        self._forget_language()
        i18n = self._folders.resources / "i18n"
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in ((f"qtbase_{language}", qt), (f"station.{language}", str(i18n))):
            translator = QTranslator(self)
            if translator.load(f"{name}.qm", folder):
                QCoreApplication.installTranslator(translator)
                self._translators.append(translator)
