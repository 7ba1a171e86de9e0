"""What stands on the screen before the bench has answered for the first time."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication

from qc_station.application.bench_view import NOBODY_YET
from qc_station.viewmodels.window import Folders, MainWindow
from tests.fakes.bench_scenes import ROOT, SIGNED_OUT, SceneBench
from tests.fakes.still_camera import StillCamera
from tests.ui.stage import READY, Scene, Stage


def test_the_sign_in_screen_is_there_before_the_database_is(qapp: QGuiApplication) -> None:
    """With the worker not begun, the window already shows where to scan the badge."""
    stage = Stage(Scene(SIGNED_OUT))
    stage.bench, stage.camera = SceneBench(SIGNED_OUT), StillCamera(READY, "shirt")
    main = MainWindow(stage._wiring(), Folders(ROOT / "ui", ROOT / "resources"))
    try:
        main.desk.show_first(NOBODY_YET)
        main.open(begin=False)
        assert main.shell.screen == "sign_in"
    finally:
        main.close()
        main.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
