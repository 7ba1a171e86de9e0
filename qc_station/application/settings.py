"""The station's settings, declared once: name, type, default, reason. The file, the environment, `doctor` and the
docs derive.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

ENVIRONMENT_PREFIX = "QC_STATION_"
CAMERAS = ("none", "virtual", "gphoto2", "video", "hotfolder")
LANGUAGES = ("fr", "en")

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. `choices` limits a text to a few words; `least` and `most` bound a number.

    `at_bench`: the settings screen may change it (F9), and keeps it beside what a lead writes by hand.
    """

    name: str
    default: Value
    reason: str
    choices: tuple[str, ...] = ()
    least: float = -math.inf
    most: float = math.inf
    at_bench: bool = False

    @property
    def environment_name(self) -> str:
        return ENVIRONMENT_PREFIX + self.name.upper()


SETTINGS = (
    Setting("station", "BENCH-01", "The bench's name in every recorded act, and on the ledger; one name per bench."),
    Setting(
        "language",
        "fr",
        "The language before anybody signs in; each person then has their own.",
        LANGUAGES,
        at_bench=True,
    ),
    Setting(
        "database_url",
        "",
        "Empty: SQLite in the station's folder. postgresql+psycopg://… when several benches share one database.",
    ),
    Setting("ledger_url", "", "Address of the voucher ledger, https except on this machine; empty: work without it."),
    Setting("ledger_ca", "", "File of the private certificate authority the ledger's certificate was issued by."),
    Setting("camera", "none", "Which camera the bench has; the virtual one is for training, by name only.", CAMERAS),
    Setting(
        "camera_model",
        "",
        "libgphoto2 model name, needed for a camera on the network (PTP/IP Camera); else only the name it is shown by.",
    ),
    Setting(
        "camera_port",
        "",
        "Where it is: libgphoto2 port, video device or address (see Cameras), or hot folder; empty: the first found.",
    ),
    Setting("camera_serial", "", "Serial number of the camera, where several of a model are plugged in; empty: any."),
    Setting("camera2", "none", "A second camera on the studio's set, beside the first.", CAMERAS),
    Setting("camera2_model", "", "As camera_model, of the second camera."),
    Setting("camera2_port", "", "As camera_port, of the second camera."),
    Setting(
        "camera2_serial",
        "",
        "Serial number of the second camera; with two over USB, camera_serial and this one tell them apart.",
    ),
    Setting("camera2_views", "", "The views the second camera shoots, by id, with commas (label,fabric); empty: none."),
    Setting(
        "camera_reads",
        default=False,
        reason="Whether the bench camera reads labels while the bench waits for one; badges and commands never.",
    ),
    Setting(
        "scanner_serial",
        "",
        "Serial port of a USB scanner (/dev/serial/by-id/… or COM5); empty: it types like a keyboard.",
    ),
    Setting(
        "scanner_calibration",
        "",
        "Which keys this scanner presses, as its calibration learnt them (F9); empty: those of a US keyboard.",
        at_bench=True,
    ),
    Setting(
        "printer",
        "",
        "The label printer: host, host:port (9100) or ipp[s]://host/printers/NAME; empty: labels on request only.",
    ),
    Setting("printer_dpi", "203", "The label printer's dots an inch.", ("203", "300")),
    Setting(
        "document_printer",
        "",
        "The printer of A4 papers, addressed like the label printer; empty: papers are kept as files.",
    ),
    Setting(
        "photo_store",
        "",
        "Where photographs go besides the bench: a folder of a shared disk, or s3://bucket/prefix; empty: nowhere.",
    ),
    Setting(
        "publish_folder", "", "Where editions for the shop go as folders; empty: `published` in the station's folder."
    ),
    Setting("shop_url", "", "Address editions are put to over HTTP, https except on this machine; empty: folder only."),
    Setting("shop_ca", "", "File of the private certificate authority the shop's certificate was issued by."),
    Setting("photo_store_url", "", "Address of the S3-compatible server, https except on this machine; empty: AWS."),
    Setting("photo_store_region", "eu-west-3", "The region the S3-compatible server signs for."),
    Setting(
        "scale",
        1.0,
        "Size of everything on screen, for eyes and screens that ask for it; never more than fits the window.",
        least=1.0,
        most=2.0,
        at_bench=True,
    ),
    Setting(
        "lock_after_min",
        10.0,
        "Minutes without a key, a touch or a scan after which the bench asks for the PIN again; 0: never.",
        least=0.0,
        most=240.0,
    ),
    Setting(
        "second_look_percent",
        0.0,
        "Share of decided pieces offered blind to another expert who scans their label; what it is for: calibration.",
        least=0.0,
        most=100.0,
    ),
    Setting(
        "forget_customers_after_days",
        400.0,
        "Days after which the name and city of a customer whose dossier is settled are deleted here; 0: never.",
        least=0.0,
        most=3650.0,
    ),
    Setting("sounds", default=True, reason="Whether a scan is heard as well as seen.", at_bench=True),
)
_BY_NAME = {setting.name: setting for setting in SETTINGS}


class SettingRefused(Exception):
    """A setting that cannot be used; `code` is stable, `params` name the setting and why."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Settings:
    """The values in force."""

    station: str
    language: str
    database_url: str
    ledger_url: str
    ledger_ca: str
    camera: str
    camera_model: str
    camera_port: str
    camera_serial: str
    camera2: str
    camera2_model: str
    camera2_port: str
    camera2_serial: str
    camera2_views: str
    camera_reads: bool
    scanner_serial: str
    scanner_calibration: str
    printer: str
    printer_dpi: str
    document_printer: str
    publish_folder: str
    shop_url: str
    shop_ca: str
    photo_store: str
    photo_store_url: str
    photo_store_region: str
    scale: float
    lock_after_min: float
    second_look_percent: float
    forget_customers_after_days: float
    sounds: bool

    def of_second_camera(self) -> Settings:
        """The same, with the second camera in the first one's place."""
        return replace(
            self,
            camera=self.camera2,
            camera_model=self.camera2_model,
            camera_port=self.camera2_port,
            camera_serial=self.camera2_serial,
        )

    def views_of_second_camera(self) -> frozenset[str]:
        return frozenset(view.strip() for view in self.camera2_views.split(",") if view.strip())


def settle_settings(
    file: Mapping[str, object],
    environment: Mapping[str, str],
    fixed: Mapping[str, object] = MappingProxyType({}),
    bench: Mapping[str, object] = MappingProxyType({}),
) -> Settings:
    """Defaults, then what the settings screen kept (`bench`), then the file's values, then the environment's
    (`QC_STATION_*`), then what the program itself fixes.

    What the screen kept and no longer fits is left aside: no person wrote it, and the day is to begin.

    Raises SettingRefused("unknown_setting" | "bad_setting"). An environment name that is no setting is left alone
    when it
    names something else of the station (`QC_STATION_HOME`, `QC_STATION_LEDGER_TOKEN`).
    """
    values: dict[str, Value] = {setting.name: setting.default for setting in SETTINGS}
    values |= fitting(bench)
    for name, value in file.items():
        setting = _BY_NAME.get(name)
        if setting is None:
            raise SettingRefused("unknown_setting", name=name)
        values[name] = _checked(setting, value)
    for setting in SETTINGS:
        text = environment.get(setting.environment_name)
        if text is not None:
            values[setting.name] = _checked(setting, _parsed(setting, text))
    values |= {name: _checked(_BY_NAME[name], value) for name, value in fixed.items()}
    return Settings(**values)  # type: ignore[arg-type]  # each value was just checked against its setting


def fitting(kept: Mapping[str, object]) -> dict[str, Value]:
    """Those of the screen's settings that are one of its own and in bounds."""
    found: dict[str, Value] = {}
    for name, value in kept.items():
        setting = _BY_NAME.get(name)
        if setting is not None and setting.at_bench:
            try:
                found[name] = _checked(setting, value)
            except SettingRefused:
                continue
    return found


def _parsed(setting: Setting, text: str) -> object:
    if isinstance(setting.default, bool):
        return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}.get(text.lower(), text)
    if isinstance(setting.default, float):
        try:
            return float(text)
        except ValueError:
            return text
    return text


def _checked(setting: Setting, value: object) -> Value:
    wanted = type(setting.default)
    if wanted is float and type(value) is int:
        value = float(value)
    if type(value) is not wanted or not isinstance(value, (str, int, float, bool)):
        raise SettingRefused("bad_setting", name=setting.name, wanted=wanted.__name__, got=repr(value)[:40])
    if setting.choices and value not in setting.choices:
        raise SettingRefused("bad_setting", name=setting.name, wanted=" | ".join(setting.choices), got=repr(value)[:40])
    if isinstance(value, float) and not setting.least <= value <= setting.most:
        raise SettingRefused("bad_setting", name=setting.name, wanted=f"{setting.least}…{setting.most}", got=value)
    if isinstance(value, str) and not value.isprintable():
        raise SettingRefused("bad_setting", name=setting.name, wanted="printable text", got=repr(value)[:40])
    return value
