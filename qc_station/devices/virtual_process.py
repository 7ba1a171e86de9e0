"""The virtual camera's driver process. Its card is a folder: a file outlives a crash, as it does on a real card."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import cycle
from multiprocessing.connection import Connection as Link
from pathlib import Path

from qc_station.application.camera_port import (
    Applied,
    AppliedSetting,
    CameraErrorKind,
    Capabilities,
    DeviceId,
    Setting,
    SettingKind,
)
from qc_station.devices.driver import Connection, DriverFault, Heard, Launch, OnCamera
from qc_station.devices.driver_loop import serve
from qc_station.devices.jpeg import is_complete_jpeg, with_comment
from qc_station.devices.spool import JPEG_SUFFIXES

VIRTUAL = "virtual"
MODEL = "QC Virtual Camera"
SHUTTER_S = 0.05
_CARD = "virtual-card"
_ABSENT_UNTIL = ".absent_until"
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "iso": ("100", "200", "400", "800"),
    "f-number": ("f/4", "f/5.6", "f/8", "f/11"),
    "shutterspeed": ("1/60", "1/125", "1/250"),
    "whitebalance": ("Daylight", "Flash", "Preset"),
}


class VirtualFault(StrEnum):
    """What the virtual camera can be told to do. SLOW, DISCONNECT and HANG take a number of seconds."""

    BODY_SHUTTER = "body_shutter"
    SLOW = "slow"
    DISCONNECT = "disconnect"
    HANG = "hang"
    CRASH = "crash"
    NO_FOCUS = "no_focus"
    CARD_FULL = "card_full"
    TORN_FILE = "torn_file"


@dataclass(frozen=True, slots=True)
class VirtualOptions:
    """`shots` and `previews` are folders of JPEGs, handed out in turn by name; no previews: the shots are shown.

    `script` says which fault the nth shot (from 1) meets, with its seconds.
    """

    shots: Path
    previews: Path | None = None
    serial: str = "V-0001"
    raw: bool = False
    script: Mapping[int, tuple[VirtualFault, float]] = field(default_factory=dict)
    # Every exposure is written here, by the hash of its file, before anything can go wrong with it.
    journal: Path | None = None


def main(link: Link, launch: Launch, options: VirtualOptions) -> None:
    serve(link, VirtualDriver(options, Path(launch.spool) / _CARD), launch)


class VirtualDriver:
    def __init__(self, options: VirtualOptions, card: Path) -> None:
        self._options, self._card = options, card
        self._values = {name: choices[0] for name, choices in _CHOICES.items()}
        self._heard: list[OnCamera] = []
        self._faults: dict[str, float] = {}
        self._shots = self._taken = 0

    def connect(self, device: DeviceId) -> Connection:
        self._card.mkdir(parents=True, exist_ok=True)
        absent = self._card / _ABSENT_UNTIL
        if absent.exists() and float(absent.read_text()) > time.time():
            raise DriverFault.of(CameraErrorKind.ABSENT, retryable=True)
        stills = _pictures(self._options.shots)
        if not stills or (device.serial and device.serial != self._options.serial):
            raise DriverFault.of(CameraErrorKind.ABSENT, f"pictures in {self._options.shots}: {len(stills)}")
        previews = _pictures(self._options.previews) if self._options.previews else ()
        self._stills, self._previews = stills, cycle(previews or stills)
        self._charge = 100
        connected = DeviceId(VIRTUAL, MODEL, self._options.serial, "virtual:")
        return Connection(
            connected,
            Capabilities(
                live_view=True,
                remote_trigger=True,
                body_trigger=True,
                settings=True,
                raw=self._options.raw,
                battery=True,
            ),
        )

    def disconnect(self) -> None:
        """Nothing is held."""

    def settings(self) -> tuple[Setting, ...]:
        return tuple(
            Setting(name, name, SettingKind.CHOICE, self._values[name], choices) for name, choices in _CHOICES.items()
        )

    def apply(self, name: str, wanted: str) -> AppliedSetting:
        if name not in _CHOICES:
            return AppliedSetting(name, wanted, Applied.UNSUPPORTED, None)
        if wanted not in _CHOICES[name]:
            return AppliedSetting(name, wanted, Applied.REFUSED, self._values[name])
        self._values[name] = wanted
        return AppliedSetting(name, wanted, Applied.OK, wanted)

    def battery(self) -> int | None:
        return max(5, self._charge)

    def pair_expected(self) -> bool:
        return self._options.raw

    def trigger(self, number: int) -> None:
        planned = self._options.script.get(number)
        if planned:
            self._faults[planned[0].value] = planned[1]
        if self._meets("no_focus"):
            raise DriverFault.of(CameraErrorKind.NO_FOCUS, retryable=True)
        if self._meets("card_full"):
            raise DriverFault.of(CameraErrorKind.CARD_FULL)
        time.sleep(SHUTTER_S)
        self._expose(number)

    def poll(self, wait_s: float) -> Heard:
        if not self._heard:
            time.sleep(wait_s)
            return Heard()
        files, self._heard = tuple(self._heard), []
        return Heard(files, capture_complete=True)

    def files(self) -> tuple[OnCamera, ...]:
        return tuple(OnCamera(path.name) for path in sorted(self._card.glob("DSC_*")))

    def size(self, file: OnCamera) -> int | None:
        path = self._card / file.name
        return path.stat().st_size if path.exists() else None

    def fetch(self, file: OnCamera) -> bytes:
        self._misbehave()
        data = (self._card / file.name).read_bytes()
        return data[: len(data) // 2] if self._meets("torn_file") else data

    def delete(self, file: OnCamera) -> None:
        (self._card / file.name).unlink(missing_ok=True)

    def live_frame(self) -> bytes:
        return next(self._previews).read_bytes()

    def end_live(self) -> None:
        """Nothing is held."""

    def provoke(self, fault: str, seconds: float) -> None:
        self._faults[fault] = seconds
        if fault == "body_shutter" and self._meets(fault):
            self._expose(0)
        elif fault in {"disconnect", "hang", "crash"}:
            self._misbehave()

    def _meets(self, fault: str) -> bool:
        return self._faults.pop(fault, None) is not None

    def _misbehave(self) -> None:
        """Called when asked to, and in the transfer: a fault of the script strikes when the file is on the card."""
        if "slow" in self._faults:
            time.sleep(self._faults.pop("slow"))
        if "disconnect" in self._faults:
            until = time.time() + self._faults.pop("disconnect")
            (self._card / _ABSENT_UNTIL).write_text(str(until))
            raise DriverFault.of(CameraErrorKind.DISCONNECTED, lost=True, retryable=True)
        if "hang" in self._faults:
            time.sleep(self._faults.pop("hang"))
        if self._meets("crash"):
            os.kill(os.getpid(), signal.SIGSEGV)

    def _expose(self, number: int) -> None:
        """A still becomes a file of its own: a comment with the time makes its bytes unlike any other's."""
        still = self._stills[self._taken % len(self._stills)]
        self._taken += 1
        self._charge -= 1
        stamp = time.time_ns()
        data = with_comment(still.read_bytes(), f"QC virtual camera shot {number} at {stamp}".encode())
        for suffix in ("JPG", "NEF") if self._options.raw else ("JPG",):
            name = f"DSC_{stamp}.{suffix}"
            if self._options.journal is not None:
                with self._options.journal.open("a", encoding="ascii") as journal:
                    journal.write(f"{hashlib.sha256(data).hexdigest()}\n")
            (self._card / name).write_bytes(data)
            self._heard.append(OnCamera(name))


def _pictures(folder: Path) -> tuple[Path, ...]:
    """The whole JPEGs of a folder, by name."""
    if not folder.is_dir():
        return ()
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in JPEG_SUFFIXES)
    return tuple(path for path in paths if is_complete_jpeg(path.read_bytes()))
