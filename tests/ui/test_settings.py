"""The settings screen by its keys, in the real window: trying each device, changing what a bench may change."""

from __future__ import annotations

from dataclasses import replace

import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qc_station.application.failures import WorldFailure
from qc_station.application.label_port import PrinterStatus
from qc_station.application.scanner_port import Calibration
from qc_station.domain.bench_codes import CALIBRATION_CODE, TEST_CODE
from qc_station.viewmodels.settings_rows import SettingRow
from tests.fakes.still_kit import StillKit
from tests.ui.stage import Scene, Stage, scenes

SCENES = scenes()
LEARNT = Calibration("°C6CAL", exact_before=False, exact_after=True, suffix="tab", pace_ms=14.2, learnt="14ms tab 2s=1")


def opened(name: str = "halfway", **parts: object) -> Scene:
    return replace(SCENES[name], kit=StillKit(), **parts)  # type: ignore[arg-type]  # fields of Scene


def press(stage: Stage, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(stage.window, key)
        stage.settle()


def row(stage: Stage, key: str) -> SettingRow:
    return next(each for each in stage.main.settings.rows.rows if each.key == key)  # type: ignore[return-value]


def said(stage: Stage, key: str) -> str:
    stage.settle(lambda: bool(row(stage, key).said) and not row(stage, key).busy)
    return row(stage, key).said


def test_the_test_label_speaks_the_operators_language() -> None:
    """3 prints it with the words of the window, and a code that is no piece's."""
    scene = opened(printer=PrinterStatus())
    with Stage(scene, "fr") as stage:
        press(stage, Qt.Key.Key_F9, Qt.Key.Key_3)
        assert said(stage, "printer").startswith("Étiquette d’essai envoyée")
        assert [(words.piece, words.reference) for words in scene.kit.printed] == [(TEST_CODE, "ESSAI")]
        assert stage.bench.asked == []


def test_a_failing_device_says_why() -> None:
    """What the world refused stands on the line of the device, in the same words as everywhere."""
    scene = opened()
    scene.kit.fails = WorldFailure("printer_no_paper", printer="zebra", retryable=True)
    with Stage(scene, "fr") as stage:
        press(stage, Qt.Key.Key_F9, Qt.Key.Key_3)
        assert "n’a plus d’étiquettes" in said(stage, "printer")
        assert not row(stage, "printer").well


def test_the_ledger_says_how_long_it_took() -> None:
    """4, and also the cursor with Enter."""
    with Stage(opened(), "fr") as stage:
        press(stage, Qt.Key.Key_F9, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
        assert said(stage, "ledger") == "Le registre a répondu en 38 ms."


@pytest.mark.parametrize(("name", "words"), [("halfway", "direct est arrivée"), ("camera-lost", "Vérifiez le câble")])
def test_the_camera_shows_a_picture_or_what_is_wrong(name: str, words: str) -> None:
    """The next live picture counts, however old the one on screen is; a lost camera says so at once."""
    with Stage(opened(name), "fr") as stage:
        press(stage, Qt.Key.Key_F9, Qt.Key.Key_1)
        stage.camera.send_frame()
        assert words in said(stage, "camera")


def test_settings_are_reached_from_sign_in() -> None:
    """Before anybody signed in; no digit reaches the line of the badge, and Esc gives it back."""
    scene = opened("sign-in")
    with Stage(scene, "fr") as stage:
        press(stage, Qt.Key.Key_F9, Qt.Key.Key_5)
        stage.settle(lambda: bool(scene.kit.kept))
        assert scene.kit.kept == [{"language": "en"}]
        assert row(stage, "language").detail == "English"
        press(stage, Qt.Key.Key_Escape)
        assert stage.main.shell.panel == "none"
        assert stage.bench.asked == []


def test_what_a_file_decides_is_said() -> None:
    """The sound changes for now; station.toml has the last word at the start, and the line says so."""
    scene = opened()
    scene.kit.above = {"sounds": "station.toml"}
    with Stage(scene, "fr") as stage:
        press(stage, Qt.Key.Key_F9, Qt.Key.Key_7)
        assert "station.toml" in said(stage, "sounds")
        assert not stage.main.settings.sounds


def test_a_calibration_is_shown_kept_and_ended() -> None:
    """2 shows the code to scan and asks for it; one scan ends it: before and after, the pace, the key at the end."""
    scene = opened()
    wanted: list[bool] = []
    with Stage(scene, "fr") as stage:
        stage.main.settings.calibrationWanted.connect(wanted.append)
        press(stage, Qt.Key.Key_F9, Qt.Key.Key_2)
        stage.settle(lambda: stage.main.settings.modules > 0)
        assert stage.main.settings.calibrating
        stage.main.settings.calibrated(LEARNT)
        assert "exact désormais" in said(stage, "scanner")
        assert row(stage, "scanner").detail == "Étalonnée\u00a0: 14 ms par touche, puis Tab."
        assert scene.kit.kept == [{"scanner_calibration": LEARNT.learnt}]
        assert stage.main.settings.calibration == LEARNT.learnt
    assert wanted == [True, False]


def test_leaving_ends_the_calibration() -> None:
    """Esc goes back to the lines, F9 leaves the screen: either way the scanner is heard as on any day."""
    wanted: list[bool] = []
    with Stage(opened(), "fr") as stage:
        stage.main.settings.calibrationWanted.connect(wanted.append)
        press(stage, Qt.Key.Key_F9, Qt.Key.Key_2, Qt.Key.Key_Escape)
        assert stage.main.shell.panel == "settings"
        press(stage, Qt.Key.Key_2, Qt.Key.Key_F9)
        assert stage.main.shell.panel == "none"
    assert wanted == [True, False, True, False]


def test_a_read_that_teaches_nothing_keeps_what_was_learnt() -> None:
    """Another code in the place of the calibration's: said, nothing kept."""
    scene = opened()
    bad = Calibration("8R4120", exact_before=False, exact_after=False, suffix="enter", pace_ms=9.0)
    with Stage(scene, "fr") as stage:
        press(stage, Qt.Key.Key_F9, Qt.Key.Key_2)
        stage.main.settings.calibrated(replace(bad, trouble="calibration_not_the_code"))
        assert "8R4120" in said(stage, "scanner")
        assert scene.kit.kept == []


@pytest.mark.parametrize(("code", "told"), [(TEST_CODE, "test_label_read"), (CALIBRATION_CODE, "calibration_exact")])
def test_the_benchs_own_codes_are_answered(code: str, told: str) -> None:
    """The test label and the calibration code, scanned on any day, are no parcels: they say that they were read."""
    with Stage(opened(), "fr") as stage:
        stage.main.desk.scan(code)
        stage.settle()
        notice = stage.main.desk.telling.notice
        assert notice is not None
        assert notice.code == told
        assert stage.bench.asked == []


@pytest.mark.parametrize(("scale", "size"), [(1.0, (1280, 720)), (1.25, (1600, 1000)), (1.5, (1920, 1080))])
def test_the_calibration_code_reads_from_the_screen(scale: float, size: tuple[int, int]) -> None:
    """A decoder that sees the window reads exactly the code, at any size of everything."""
    scene = replace(SCENES["settings-calibrate"], kit=StillKit(scale=scale))
    with Stage(scene, "fr") as stage:
        stage.resize(*size)
        (found,) = zxingcpp.read_barcodes(stage.window.grabWindow())
    assert found.text == CALIBRATION_CODE
