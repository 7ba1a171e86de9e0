"""Adapters whose libraries are slow to load, and which the first frame does not need.

Each is the real adapter, made at its first use or by one of `Station.loads`. What they load, and how long it took under
`-X importtime`: OpenCV with numpy 165 ms, SQLAlchemy 115 ms,
requests 80 ms, holidays 40 ms; a bare QML window takes 200 ms.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Protocol

from qc_station.application.camera_port import CameraDirectory, CameraPort, DeviceId
from qc_station.application.drawings import Drawing
from qc_station.application.evidence_pack import EvidencePack
from qc_station.application.failures import WorldFailure
from qc_station.application.label_port import Bars, LabelPrinter, LabelWords
from qc_station.application.ledger_port import Ledger
from qc_station.application.ports import (
    Clock,
    PictureFacts,
    PictureReader,
    PinHasher,
    Signer,
    UnitOfWork,
    UnitOfWorkFactory,
    WorkingCalendar,
)
from qc_station.application.scanner_port import CodeReader, SerialState
from qc_station.application.settings import Settings
from qc_station.bootstrap.paths import resources_root
from qc_station.domain.approval_chain import StationKey
from qc_station.domain.bench_command import BenchCommandCode
from qc_station.domain.checklist import Side
from qc_station.domain.photo import PhotoRef
from qc_station.policy.barcode_trust import Read


class LatePictureReader:
    @cached_property
    def _reader(self) -> PictureReader:
        from qc_station.vision.picture_reader import CvPictureReader  # noqa: PLC0415

        return CvPictureReader()

    def load(self) -> PictureReader:
        return self._reader

    def read(self, file: Path) -> PictureFacts:
        return self._reader.read(file)


class LateFrameReader:
    @cached_property
    def _reader(self) -> CodeReader:
        from qc_station.vision.frame_reader import FrameReader  # noqa: PLC0415

        return FrameReader()

    def load(self) -> CodeReader:
        return self._reader

    def read(self, jpeg: bytes) -> tuple[Read, ...]:
        return self._reader.read(jpeg)


class LateHolidays:
    @cached_property
    def _calendar(self) -> WorkingCalendar:
        from qc_station.bootstrap.public_holidays import PublicHolidays  # noqa: PLC0415

        return PublicHolidays()

    def holidays(self, calendar: str, years: Sequence[int]) -> frozenset[date]:
        return self._calendar.holidays(calendar, years)


class LateStore:
    """The station's database, opened once by whichever thread asks first."""

    def __init__(self, url: str, station: str) -> None:
        self._url, self._station = url, station
        self._opening = threading.Lock()
        self._opened: ClosableStore | None = None

    def open(self) -> ClosableStore:
        """Open, and where needed migrate it. Raises WorldFailure("schema_newer" | "database_lost"), SettingRefused."""
        with self._opening:
            if self._opened is None:
                from qc_station.storage.open_station import open_station  # noqa: PLC0415

                self._opened = open_station(self._url, self._station)
            return self._opened

    def __call__(self, *, read_only: bool = False) -> UnitOfWork:
        return self.open()(read_only=read_only)

    def close(self) -> None:
        with self._opening:
            if self._opened is not None:
                self._opened.close()


class ClosableStore(UnitOfWorkFactory, Protocol):
    def close(self) -> None: ...


class LatePinHasher:
    """`pepper` is asked for at the first PIN."""

    def __init__(self, pepper: Callable[[], bytes]) -> None:
        self._pepper = pepper

    @cached_property
    def _hasher(self) -> PinHasher:
        from qc_station.storage.pin_hasher import Argon2PinHasher  # noqa: PLC0415

        return Argon2PinHasher(self._pepper())

    def load(self) -> PinHasher:
        return self._hasher

    def hash(self, pin: str) -> str:
        return self._hasher.hash(pin)

    def matches(self, pin_hash: str, pin: str) -> bool:
        return self._hasher.matches(pin_hash, pin)


def device_of(settings: Settings) -> DeviceId | None:
    """Which camera the settings ask for."""
    if settings.camera == "none":
        return None
    return DeviceId(settings.camera, settings.camera_model, settings.camera_serial, settings.camera_port)


def camera_of(settings: Settings, spool: Path) -> CameraPort | None:
    """The camera the settings ask for, not opened yet; the virtual one by name only."""
    if settings.camera == "virtual":
        from qc_station.devices.camera_virtual import VirtualCamera, VirtualOptions  # noqa: PLC0415

        samples = resources_root() / "samples"
        options = VirtualOptions(samples / "garments", samples / "live")
        serial = settings.camera_serial or options.serial
        return VirtualCamera(replace(options, serial=serial), spool)
    if settings.camera == "gphoto2":
        from qc_station.devices.camera_gphoto2 import Gphoto2Camera  # noqa: PLC0415

        return Gphoto2Camera(spool)
    if settings.camera == "video":
        from qc_station.devices.camera_video import VideoCamera  # noqa: PLC0415

        return VideoCamera(spool)
    if settings.camera == "hotfolder":
        from qc_station.devices.camera_hotfolder import HotFolderCamera  # noqa: PLC0415

        return HotFolderCamera(spool)
    return None


def camera_directory(settings: Settings) -> CameraDirectory:
    """Where the settings' cameras are looked for; what has no list is looked for by opening it."""
    if settings.camera == "virtual":
        from qc_station.devices.camera_virtual import VirtualDirectory  # noqa: PLC0415

        return VirtualDirectory()
    if settings.camera in {"video", "hotfolder"}:
        from qc_station.devices.camera_search import OpeningDirectory  # noqa: PLC0415

        device = DeviceId(settings.camera, settings.camera_model, port=settings.camera_port)
        return OpeningDirectory(lambda spool: camera_of(settings, spool), device)
    from qc_station.devices.camera_gphoto2 import Gphoto2Directory  # noqa: PLC0415

    return Gphoto2Directory()


class LateSigner:
    """This station's key; `seed` is asked for at the first signature."""

    def __init__(self, seed: Callable[[], bytes]) -> None:
        self._seed = seed

    @cached_property
    def _signer(self) -> Signer:
        from qc_station.sync.signer import Ed25519Signer  # noqa: PLC0415

        return Ed25519Signer(self._seed())

    @property
    def public(self) -> str:
        return self._signer.public

    def sign(self, message: bytes) -> str:
        return self._signer.sign(message)


def signature_holds(public: str, message: bytes, signature: str) -> bool:
    """Whether the holder of that key signed this."""
    from qc_station.sync.signer import signature_holds as holds  # noqa: PLC0415

    return holds(public, message, signature)


def ledger_client(
    url: str, token: str, clock: Clock, ca: Path | None, keys: Callable[[], tuple[StationKey, ...]]
) -> Ledger:
    """A conversation over HTTP; see LedgerClient."""
    from qc_station.sync.ledger_client import LedgerClient  # noqa: PLC0415

    return LedgerClient(url, token, clock, ca=ca, keys=keys)


def serial_scanner(
    path: str,
    heard: Callable[[str], None],
    dropped: Callable[[str], None],
    state: Callable[[SerialState], None],
) -> SerialSource:
    """The scanner on a serial port, not started yet; see SerialScanner."""
    from qc_station.devices.scanner_serial import SerialScanner  # noqa: PLC0415

    return SerialScanner(path, heard, dropped, state)


class SerialSource(Protocol):
    def start(self) -> None: ...

    def stop(self) -> None: ...


def label_bytes(words: LabelWords, dpi: int, *, pdf: bool) -> bytes:
    """A piece's label for that resolution, read back before it is given away: ZPL, or a PDF of the same layout.

    Raises LabelUnreadable, which is a bug of ours.
    """
    from qc_station.documents.label_check import check_label  # noqa: PLC0415
    from qc_station.documents.piece_label import PieceLabel, lay_out  # noqa: PLC0415
    from qc_station.documents.zpl import zpl  # noqa: PLC0415

    layout = lay_out(PieceLabel(words.piece, words.reference, words.size, words.grade, words.programme), dpi)
    check_label(layout)
    if not pdf:
        return zpl(layout)
    from qc_station.documents.label_pdf import label_pdf  # noqa: PLC0415

    return label_pdf(layout)


def raw_printer(host: str, port: int) -> LabelPrinter:
    from qc_station.devices.printer_raw import RawPrinter  # noqa: PLC0415

    return RawPrinter(host, port)


def ipp_printer(host: str, port: int, path: str, pause: Callable[[float], bool], *, secure: bool) -> LabelPrinter:
    """A queue of CUPS or a printer that speaks IPP; see IppPrinter."""
    from qc_station.devices.printer_ipp import IppPrinter  # noqa: PLC0415

    return IppPrinter(host, port, path, secure=secure, pause=pause)


def control_sheet_pdf(title: str, words: Mapping[BenchCommandCode, str], calibration: str) -> bytes:
    """The bench's page of command barcodes; `calibration` says what the code at its foot is for."""
    from qc_station.documents.control_sheet import control_sheet  # noqa: PLC0415

    return control_sheet(title, words, calibration)


def bars_of(text: str) -> Bars:
    """That text as Code 128."""
    from qc_station.documents.symbol import Symbology, runs, symbol  # noqa: PLC0415

    made = symbol(text, Symbology.CODE_128)
    return Bars(made.width, tuple(runs(made.rows[0])))


def read_barcodes_of(file: Path) -> tuple[Read, ...]:
    """Every code in a picture. Raises WorldFailure."""
    from qc_station.vision.barcode_reader import read_file  # noqa: PLC0415

    return read_file(file)


def evidence_pdf(
    pack: EvidencePack, photo_path: Callable[[PhotoRef], Path], drawing: Callable[[Side], Drawing]
) -> bytes:
    """An evidence pack's pages, its pictures reduced to the size of their place on paper."""
    from qc_station.documents.evidence_pack_pdf import PICTURE_PIXELS, evidence_pack_pdf  # noqa: PLC0415
    from qc_station.vision.picture_reducer import reduced_jpeg  # noqa: PLC0415

    def picture(photo: PhotoRef) -> bytes | None:
        try:
            return reduced_jpeg(photo_path(photo), PICTURE_PIXELS)
        except WorldFailure:
            return None

    return evidence_pack_pdf(pack, picture, drawing)
