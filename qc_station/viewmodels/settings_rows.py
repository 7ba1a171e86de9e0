"""The lines of the settings screen, laid out: how each device is, what its key does, what the last try said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qc_station.viewmodels.camera_words import Device
from qc_station.viewmodels.chips import chips
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.words import filled, tr

# In their order; the key of a line is its place.
ROWS = ("camera", "scanner", "printer", "ledger", "language", "scale", "sounds")
_LANGUAGES = {"fr": "Français", "en": "English"}


@dataclass(frozen=True, slots=True)
class Said:
    """What the last try of a line said."""

    text: str
    well: bool = True
    busy: bool = False


@dataclass(frozen=True, slots=True)
class Tuned:
    """What the bench is set to; `fits`: how large the window really shows everything, `scale` was asked for."""

    scale: float = 1.0
    fits: float = 1.0
    sounds: bool = True
    calibration: str = ""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """`verb` is what the key does. `detail` is its state, `level` as on the chips; `said` good or bad by `well`."""

    key: str
    cap: str
    title: str
    detail: str
    level: str
    verb: str
    said: str
    well: bool
    busy: bool
    atCursor: bool


def setting_rows(
    desk: Desk,
    camera: Device,
    tuned: Tuned,
    said: Mapping[str, Said],
    cursor: int,
) -> list[SettingRow]:
    devices = {chip.key: chip for chip in chips(desk, camera)}
    printer = devices.get("printer")
    texts = {key: (chip.title, chip.detail, chip.level) for key, chip in devices.items()}
    texts["scanner"] = (
        devices["scanner"].title,
        _scanner(devices["scanner"].detail, tuned.calibration),
        devices["scanner"].level,
    )
    if printer is None:
        texts["printer"] = (tr("Printer"), tr("None is set: labels on request only."), "attention")
    texts["language"] = (tr("Language"), _LANGUAGES.get(desk.words.language, desk.words.language), "good")
    texts["scale"] = (tr("Size of everything"), _scale(tuned.scale, tuned.fits), "good")
    texts["sounds"] = (tr("Sounds"), tr("A scan is heard") if tuned.sounds else tr("Silent"), "good")
    verbs = {
        "camera": tr("Try"),
        "scanner": tr("Calibrate"),
        "printer": tr("Test label"),
        "ledger": tr("Try"),
        "language": tr("Change"),
        "scale": tr("Larger"),
        "sounds": tr("Change"),
    }
    rows = []
    for at, key in enumerate(ROWS):
        title, state, level = texts[key]
        told = said.get(key, Said(""))
        verb = tr("Trying…") if told.busy else verbs[key]
        if key == "scale" and tuned.scale >= 2.0:
            verb = tr("Back to 100 %")
        rows.append(
            SettingRow(
                key, str(at + 1), title, state, level, verb, told.text, told.well, told.busy, atCursor=at == cursor
            )
        )
    return rows


def _scanner(detail: str, calibration: str) -> str:
    if not calibration:
        return detail
    pace, suffix, *_ = [*calibration.split(), "", ""]
    ends = {"enter": tr("Enter"), "tab": tr("Tab")}.get(suffix, tr("no key"))
    return filled(tr("Calibrated: {pace} a key, then {suffix}."), pace=pace.replace("ms", " ms"), suffix=ends)


def _scale(asked: float, fits: float) -> str:
    text = filled(tr("{percent} %"), percent=round(asked * 100))
    if fits < asked - 0.004:
        room = filled(tr("this window has room for {percent} %"), percent=int(fits * 100))
        return f"{text} · {room}"
    return text
