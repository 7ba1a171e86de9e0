"""The driver process of a real camera: the only place where libgphoto2 runs, in one thread, behind the guards it needs.

It kills its interpreter in ordinary use (python-gphoto2#203) and keeps the interpreter's lock through calls that can
hang for twenty seconds; so it never shares a process with a window. Known traps, each met here once:

- `get_value` of a setting whose value is not among its choices dereferences NULL: asked in C first (`_value`).
- A value that is not a choice may be accepted and then crash the reader: choices are checked before writing.
- `capture()` loses the second file of RAW + JPEG (libgphoto2#156): `trigger_capture` and the event loop.
- A `Camera` must not be used again after `exit`: one object per connection, and one connection per process.
- File bytes are borrowed from the CameraFile: copied at once, with the CameraFile held.
"""

from __future__ import annotations

import ctypes
import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection as Link
from pathlib import Path
from types import ModuleType
from typing import Any

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
from qc_station.devices.gphoto2_errors import CLAIMED, fault
from qc_station.devices.gphoto2_log import DriverLog, bundled_libraries
from qc_station.devices.gphoto2_rivals import rival

GPHOTO2 = "gphoto2"
PTPIP_MODEL = "PTP/IP Camera"
# What a bench sets and shows; a camera has two hundred more that nobody should touch from here.
SETTING_NAMES = (
    "iso",
    "f-number",
    "aperture",
    "shutterspeed",
    "whitebalance",
    "exposurecompensation",
    "imagequality",
    "imageformat",
    "imagesize",
    "focusmode",
    "capturetarget",
)
BUSY_ATTEMPTS = 3
FOLDERS_MAX = 500
_PACE_S = 0.02


@dataclass(frozen=True, slots=True)
class Gphoto2Options:
    """`virtual_usb`: a folder with one JPEG, for libgphoto2's own virtual USB camera; tests only."""

    virtual_usb: Path | None = None


def load(options: Gphoto2Options) -> ModuleType:
    """Import the library. Raises DriverFault DRIVER_MISSING where there is none (Windows)."""
    if options.virtual_usb is not None:
        os.environ["VCAMERADIR"] = str(options.virtual_usb)  # read at import, once
    try:
        import gphoto2  # type: ignore[import-untyped]  # noqa: PLC0415 an optional driver, of this process only
    except ImportError as error:
        raise DriverFault.of(CameraErrorKind.DRIVER_MISSING, str(error)) from error
    module: ModuleType = gphoto2
    return module


def main(link: Link, launch: Launch, options: Gphoto2Options) -> None:
    serve(link, Gphoto2Driver(options), launch)


def scan(link: Link, options: Gphoto2Options) -> None:
    """Body of the short-lived process that looks for cameras: (devices, error) is its only word."""
    try:
        gp = load(options)
        found = tuple(DeviceId(GPHOTO2, model, "", port) for model, port in gp.Camera.autodetect().items())
        link.send((found, None))
    except DriverFault as missing:
        link.send(((), missing.error))
    finally:
        link.close()


class Gphoto2Driver:
    def __init__(self, options: Gphoto2Options) -> None:
        self._options = options
        self._gp: Any = None
        self._camera: Any = None
        self._names: frozenset[str] = frozenset()
        self._log: DriverLog | None = None
        self._raw_widget_value: Callable[[Any], bool] = lambda _widget: True
        self._pair = False

    # ------------------------------------------------------------ connection

    def connect(self, device: DeviceId) -> Connection:
        if self._gp is None:
            self._gp = load(self._options)
            self._log = DriverLog(self._gp)
            self._raw_widget_value = _null_check(self._gp)
        with self._calls("connect"):
            connected = self._opened(device)
            self._names = frozenset(_names(self._camera.list_config()))
            operations = self._camera.get_abilities().operations
        self._prefer_card()
        self._pair = "+" in (self._read("imagequality") or self._read("imageformat") or "")
        capabilities = Capabilities(
            live_view=bool(operations & self._gp.GP_OPERATION_CAPTURE_PREVIEW),
            # The library's generic PTP models do not list the trigger, and have it like every other that captures.
            remote_trigger=bool(
                operations & (self._gp.GP_OPERATION_TRIGGER_CAPTURE | self._gp.GP_OPERATION_CAPTURE_IMAGE)
            ),
            body_trigger=True,
            settings=bool(operations & self._gp.GP_OPERATION_CONFIG),
            raw=self._pair,
            battery="batterylevel" in self._names,
        )
        return Connection(connected, capabilities)

    def _opened(self, device: DeviceId) -> DeviceId:
        """The wanted camera: at its port if that is a network address, else by model, told apart by serial number."""
        gp = self._gp
        network = device.port and not device.port.startswith("usb:")
        found = [(device.model or PTPIP_MODEL, device.port)] if network else list(gp.Camera.autodetect().items())
        wanted = [(model, port) for model, port in found if device.model in {"", model}]
        held: Exception | None = None
        for model, port in wanted:
            camera = gp.Camera()
            models, ports = gp.CameraAbilitiesList(), gp.PortInfoList()
            models.load()
            ports.load()
            camera.set_abilities(models.get_abilities(models.lookup_model(model)))
            camera.set_port_info(ports.get_info(ports.lookup_path(port)))
            try:
                camera.init()
            except gp.GPhoto2Error as error:
                if error.code not in CLAIMED:
                    raise
                held = error  # by another driver of ours, perhaps: two cameras, two processes
                continue
            self._camera = camera
            serial = self._read("serialnumber") or ""
            if device.serial in {"", serial}:
                return DeviceId(GPHOTO2, model, serial, port)
            camera.exit()
            self._camera = None
        if held is not None:
            raise held
        raise DriverFault.of(CameraErrorKind.ABSENT, f"connected: {found!r}", retryable=True)

    def _prefer_card(self) -> None:
        """Shots go to the card where there is one: they outlive a lost connection there, and in the RAM they do not."""
        try:
            self.apply("capturetarget", "Memory card")
        except DriverFault as refused:
            if refused.lost:
                raise

    def disconnect(self) -> None:
        if self._camera is not None:
            camera, self._camera = self._camera, None
            try:
                camera.exit()
            except self._gp.GPhoto2Error:
                return  # it is gone already, which is what was wanted

    # ------------------------------------------------------------ settings

    def settings(self) -> tuple[Setting, ...]:
        found = []
        for name in SETTING_NAMES:
            try:
                with self._calls("settings"):
                    found += [self._setting(name)] if name in self._names else []
            except DriverFault as unknown:  # a camera lists names that it then refuses to tell
                if unknown.lost:
                    raise
        return tuple(found)

    def apply(self, name: str, wanted: str) -> AppliedSetting:
        if name not in self._names:
            return AppliedSetting(name, wanted, Applied.UNSUPPORTED, None)
        with self._calls("settings"):
            widget = self._camera.get_single_config(name)
            before = self._value(widget)
            if before == wanted:
                return AppliedSetting(name, wanted, Applied.OK, wanted)
            if not self._writable(widget, wanted):
                return AppliedSetting(name, wanted, Applied.REFUSED, before)
        try:
            with self._calls("settings"):
                widget.set_value(wanted)
                self._camera.set_single_config(name, widget)
        except DriverFault as refused:
            if refused.lost:
                raise
        actual = self._read(name)
        if name in {"imagequality", "imageformat"}:
            self._pair = "+" in (actual or "")
        return AppliedSetting(name, wanted, Applied.OK if actual == wanted else Applied.REFUSED, actual)

    def _writable(self, widget: Any, wanted: str) -> bool:  # noqa: ANN401 the library has no types
        """Only choices and free texts are set by text."""
        kind = widget.get_type()
        if widget.get_readonly() or kind not in self._spelled:
            return False
        return kind == self._gp.GP_WIDGET_TEXT or wanted in list(widget.get_choices())

    @property
    def _spelled(self) -> frozenset[int]:
        return frozenset({self._gp.GP_WIDGET_TEXT, self._gp.GP_WIDGET_RADIO, self._gp.GP_WIDGET_MENU})

    def _setting(self, name: str) -> Setting:
        gp, widget = self._gp, self._camera.get_single_config(name)
        kind = widget.get_type()
        kinds = {gp.GP_WIDGET_TOGGLE: SettingKind.TOGGLE, gp.GP_WIDGET_RANGE: SettingKind.RANGE}
        chosen = kind in {gp.GP_WIDGET_RADIO, gp.GP_WIDGET_MENU}
        return Setting(
            name,
            widget.get_label(),
            SettingKind.CHOICE if chosen else kinds.get(kind, SettingKind.TEXT),
            self._value(widget),
            tuple(widget.get_choices()) if chosen else (),
            bool(widget.get_readonly()),
        )

    def _read(self, name: str) -> str | None:
        """A setting's value as text; None when the camera has none or does not tell."""
        try:
            with self._calls("settings"):
                return self._value(self._camera.get_single_config(name))
        except DriverFault as unknown:
            if unknown.lost:
                raise
            return None

    def _value(self, widget: Any) -> str | None:  # noqa: ANN401 the library has no types
        if widget.get_type() in self._spelled and not self._raw_widget_value(widget):
            return None
        value = widget.get_value()
        return None if value is None else str(value)

    def battery(self) -> int | None:
        figures = re.search(r"\d{1,3}", self._read("batterylevel") or "") if "batterylevel" in self._names else None
        return min(100, int(figures[0])) if figures else None

    def pair_expected(self) -> bool:
        return self._pair

    # ------------------------------------------------------------ shots and files

    def trigger(self, number: int) -> None:
        del number
        for attempt in range(1, BUSY_ATTEMPTS + 1):
            try:
                with self._calls("trigger"):
                    self._camera.trigger_capture()
                return
            except DriverFault as refused:
                if refused.error.kind is not CameraErrorKind.BUSY or attempt == BUSY_ATTEMPTS:
                    raise
                time.sleep(0.2 * attempt)

    def poll(self, wait_s: float) -> Heard:
        """Everything the camera has to say, then silence of `wait_s` at most. Any error here ends the connection."""
        gp = self._gp
        files: list[OnCamera] = []
        complete = battery = False
        until_s = time.monotonic() + max(wait_s, _PACE_S)
        while True:
            try:
                with self._calls("poll"):
                    kind, what = self._camera.wait_for_event(int(wait_s * 1000))
            except DriverFault as broken:
                gone = replace(broken.error, kind=CameraErrorKind.DISCONNECTED, retryable=True)
                raise DriverFault(gone, lost=True) from broken
            if kind == gp.GP_EVENT_FILE_ADDED:
                files.append(OnCamera(f"{what.folder.rstrip('/')}/{what.name}"))
            complete = complete or kind == gp.GP_EVENT_CAPTURE_COMPLETE
            battery = battery or (kind == gp.GP_EVENT_UNKNOWN and "batterylevel" in str(what))
            if kind == gp.GP_EVENT_TIMEOUT or time.monotonic() > until_s:
                # Over a network "nothing" comes back at once, so the loop must pace itself.
                if not files:
                    time.sleep(max(0.0, min(_PACE_S, until_s - time.monotonic())))
                return Heard(tuple(files), complete, battery)

    def files(self) -> tuple[OnCamera, ...]:
        with self._calls("list"):
            found, folders = [], ["/"]
            for folder in folders:
                if len(folders) > FOLDERS_MAX:
                    break
                below = folder.rstrip("/")
                found += [OnCamera(f"{below}/{name}") for name in _names(self._camera.folder_list_files(folder))]
                folders += [f"{below}/{name}" for name in _names(self._camera.folder_list_folders(folder))]
            return tuple(found)

    def size(self, file: OnCamera) -> int | None:
        try:
            with self._calls("transfer"):
                return int(self._camera.file_get_info(*_place(file)).file.size)
        except DriverFault as unknown:
            if unknown.lost:
                raise
            return None

    def fetch(self, file: OnCamera) -> bytes:
        with self._calls("transfer"):
            held = self._camera.file_get(*_place(file), self._gp.GP_FILE_TYPE_NORMAL)
            return bytes(memoryview(held.get_data_and_size()))

    def delete(self, file: OnCamera) -> None:
        with self._calls("delete"):
            self._camera.file_delete(*_place(file))

    # ------------------------------------------------------------ live picture

    def live_frame(self) -> bytes:
        with self._calls("live"):
            held = self._camera.capture_preview()
            return bytes(memoryview(held.get_data_and_size()))

    def end_live(self) -> None:
        """Mirror down, where there is one; a body that refuses will say so at the shot."""
        if "viewfinder" not in self._names:
            return
        try:
            with self._calls("live"):
                widget = self._camera.get_single_config("viewfinder")
                widget.set_value(0)
                self._camera.set_single_config("viewfinder", widget)
        except DriverFault as refused:
            if refused.lost:
                raise

    def provoke(self, fault: str, seconds: float) -> None:
        """A real camera misbehaves by itself."""

    # ------------------------------------------------------------ the door for the library's errors

    @contextmanager
    def _calls(self, what: str) -> Iterator[None]:
        if self._log is None:
            raise DriverFault.of(CameraErrorKind.ABSENT, "not connected")
        self._log.begin()
        try:
            yield
        except self._gp.GPhoto2Error as error:
            failed = fault(error.code, f"{error.string} ({what})", self._log.lines)
            if failed.error.kind is CameraErrorKind.CLAIMED:
                failed = DriverFault(replace(failed.error, by=rival()), lost=True)
            raise failed from error


def _null_check(gp: Any) -> Callable[[Any], bool]:  # noqa: ANN401 the library has no types
    """True when a text, radio or menu widget holds a string: `get_value` dereferences NULL otherwise.

    WORKAROUND for python-gphoto2#203; ends with the first release after 2.6.4.
    """
    paths = bundled_libraries(gp, "libgphoto2-*.so*")
    library = ctypes.CDLL(str(paths[0]) if paths else "libgphoto2.so.6")
    library.gp_widget_get_value.argtypes = [ctypes.c_void_p, ctypes.c_void_p]

    def holds_text(widget: Any) -> bool:  # noqa: ANN401 the library has no types
        pointer = ctypes.c_char_p()
        return library.gp_widget_get_value(int(widget.this), ctypes.byref(pointer)) >= 0 and pointer.value is not None

    return holds_text


def _names(camera_list: Any) -> list[str]:  # noqa: ANN401 the library has no types
    return [camera_list.get_name(place) for place in range(camera_list.count())]


def _place(file: OnCamera) -> tuple[str, str]:
    folder, _, name = file.name.rpartition("/")
    return folder or "/", name
