"""The composition root of a workstation: everything is built here, once, and handed to whoever needs it. No Qt."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import TimeoutError as LookTimeout
from datetime import date
from functools import partial
from pathlib import Path
from typing import Self

from qc_station.application.adopt_epoch import adopt_epoch
from qc_station.application.bench_ports import BenchPorts
from qc_station.application.camera_port import CameraPort, DeviceId
from qc_station.application.drain_outbox import DrainReport, drain_once
from qc_station.application.drawings import Drawings
from qc_station.application.evidence_pack import evidence_pack
from qc_station.application.evidence_words import EvidenceWords, evidence_words
from qc_station.application.failures import WorldFailure
from qc_station.application.forget import forget_customers
from qc_station.application.label_port import LabelWords
from qc_station.application.ledger_port import (
    Ledger,
    LedgerStatus,
)
from qc_station.application.messages import Messages
from qc_station.application.outcome import Topic
from qc_station.application.photo_mirror import ObjectStore
from qc_station.application.print_label import label_words
from qc_station.application.pull_takebacks import PullReport, pull_once
from qc_station.application.reconcile import reconcile_once
from qc_station.application.scanner_port import SerialState
from qc_station.application.send_photographs import send_photographs
from qc_station.application.settings import Settings
from qc_station.application.studio_ports import StudioPorts
from qc_station.application.tell_receptions import tell_held, tell_receptions
from qc_station.bootstrap.alt_texts import shipped_alt_words
from qc_station.bootstrap.delivering import Delivering, publication_targets
from qc_station.bootstrap.heard import HeardBench, HeardStudio
from qc_station.bootstrap.late import (
    LateFrameReader,
    LateHolidays,
    LatePictureReader,
    LatePinHasher,
    LateSigner,
    LateStore,
    SerialSource,
    camera_directory,
    camera_of,
    device_of,
    evidence_pdf,
    ledger_client,
    serial_scanner,
)
from qc_station.bootstrap.late_pictures import LateLiveDecoder, LatePictureJudge
from qc_station.bootstrap.mirroring import Mirroring, object_store_of
from qc_station.bootstrap.no_ledger import NoLedger
from qc_station.bootstrap.paths import resources_root
from qc_station.bootstrap.printing import LabelPrinting, Printing
from qc_station.bootstrap.rendering import Rendering, RenderSite
from qc_station.bootstrap.secrets import LEDGER_TOKEN, SecretStore
from qc_station.bootstrap.settings_file import load_settings
from qc_station.bootstrap.workshop import workshop_of
from qc_station.bootstrap.world import SystemClock, SystemEntropy
from qc_station.domain.approval_chain import StationKey
from qc_station.domain.photo import PhotoRef
from qc_station.policy.programme import Programme
from qc_station.policy.programme_file import load_programme
from qc_station.storage.photo_store import FilePhotoStore
from qc_station.sync.worker import SyncWorker, Upkeep

SCAN_TIMEOUT_S = 40.0
_log = logging.getLogger(__name__)


class Station:
    """One wired workstation over one folder. Use as a context manager, or call `close`."""

    def __init__(self, home: Path, settings: Settings, environment: Mapping[str, str]) -> None:
        """The database is opened at its first use, or by `unit_of_work.open()`. Raises ProgrammeError."""
        self.home, self.settings = home, settings
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.clock, self._entropy = SystemClock(), SystemEntropy()
        self.secrets = SecretStore(home, environment)
        self.programmes = load_programmes(resources_root() / "programmes")
        database = settings.database_url or f"sqlite:///{(home / 'station.db').as_posix()}"
        self.unit_of_work = LateStore(database, settings.station)
        self.photos = FilePhotoStore(home / "photos")
        self.pins = LatePinHasher(self.secrets.pepper)
        self.signer = LateSigner(self.secrets.signing_seed)
        self._pictures = LatePictureReader()
        self.frames = LateFrameReader()
        self.printing = LabelPrinting(home, settings, self.messages(settings.language))
        self._ports = BenchPorts(
            station=settings.station,
            programmes=self.programmes,
            unit_of_work=self.unit_of_work,
            clock=self.clock,
            entropy=self._entropy,
            photos=self.photos,
            pictures=self._pictures,
            pins=self.pins,
            calendar=LateHolidays(),
            second_look_percent=settings.second_look_percent,
            labels=self.printing,
        )
        self.papers = Printing(home / "paper-queue", "document_printer", settings.document_printer)
        self._drawings = Drawings(resources_root() / "outlines")
        self.bench = HeardBench(self._ports, self._wake_sender)
        self.workshop = workshop_of(self._ports, self.bench)
        self.studio = HeardStudio(
            StudioPorts(self._ports, lambda: self.bench.operator, shipped_alt_words), self._wake_outgoing
        )
        self.rendering = Rendering(self.unit_of_work, RenderSite(home / "photos", database, settings.station))
        self.mirroring = Mirroring(self.unit_of_work, self.photos, self.object_store)
        self.delivering = Delivering(
            self.unit_of_work, self.photos, lambda: publication_targets(settings, self.secrets, home)
        )
        self.judge, self.live_decoder = LatePictureJudge(), LateLiveDecoder()
        self._camera: CameraPort | None = None
        self._second_camera: CameraPort | None = None
        self._worker: SyncWorker | None = None
        self._scanner: SerialSource | None = None
        self._silent = False
        self._holding = True
        self._lost: set[str] = set()
        self._forgot_on: date | None = None

    @property
    def programme(self) -> Programme:
        """The rules of the first programme, for texts that belong to no take-back."""
        return next(iter(self.programmes.values()))

    def speak_to_ledger(self) -> Ledger:
        """A new conversation with the ledger, for one thread. Where none is set, every call says so (LedgerFailure)."""
        if not self.settings.ledger_url:
            return NoLedger()
        ca = Path(self.settings.ledger_ca) if self.settings.ledger_ca else None
        token = self.secrets.get(LEDGER_TOKEN) or ""
        return ledger_client(self.settings.ledger_url, token, self.clock, ca, self._signers)

    def object_store(self) -> ObjectStore | None:
        """The house's store for photographs, where one is set. Raises SettingRefused."""
        return object_store_of(self.settings, self.secrets)

    def _signers(self) -> tuple[StationKey, ...]:
        with self.unit_of_work(read_only=True) as uow:
            return uow.outbox.signers()

    def loads(self) -> tuple[Callable[[], object], ...]:
        """What the first parcel will need and the first frame did not, in steps of a tenth of a second.

        Run them on one thread, one after the other: two threads that load native libraries beside Qt's own can wait for
        each other for ever (docs/decisions/0008-start-up.md).
        """
        year = self.clock.now().year
        holidays = partial(self._ports.calendar.holidays, self.programme.clock.calendar, (year - 1, year, year + 1))
        frames = (self.frames.load,) if self.settings.camera_reads else ()
        return (
            self.pins.load,
            holidays,
            self.speak_to_ledger,
            self._pictures.load,
            self.live_decoder.load,
            self.judge.load,
            self.cameras,
            *frames,
        )

    def new_id(self) -> str:
        return self._ports.new_id()

    def messages(self, language: str) -> Messages:
        file = resources_root() / "i18n" / f"messages.{language}.toml"
        return Messages(language, file.read_text(encoding="utf-8"))

    def photo_path(self, photo: PhotoRef) -> Path:
        return self.photos.path(photo)

    def start_sync(
        self,
        on_status: Callable[[LedgerStatus], None],
        on_changed: Callable[[frozenset[Topic]], None],
    ) -> None:
        """Begin to speak with the ledger on a thread of its own; both callbacks are called there. Not once silent."""
        if self._silent:
            return
        ledger = self.speak_to_ledger()
        self._worker = SyncWorker(
            partial(self._drain, ledger),
            partial(self._pull, ledger),
            self.clock,
            on_status,
            on_changed,
            upkeep=Upkeep(
                reconcile=partial(self._reconcile, ledger),
                adopt=partial(adopt_epoch, self.unit_of_work, ledger, self.clock, self.signer),
                errands=partial(self._errands, ledger),
            ),
        )
        self._worker.start()

    def evidence(self, piece_id: str, *, redacted: bool) -> bytes:
        """The evidence pack of a piece as PDF, or the customer's copy of it; takes a second or two.

        Raises RuleBroken("unknown_piece" | …).
        """
        with self.unit_of_work(read_only=True) as uow:
            pack = evidence_pack(piece_id, uow, self.programmes, self._evidence_words(), redacted=redacted)
        return evidence_pdf(pack, self.photo_path, partial(self._drawings.of, pack.outline))

    def put_on_paper(self, name: str, pdf: bytes) -> Path | None:
        """Queue a paper for the document printer, or, with none set, write it to the station's folder and say where.

        Raises WorldFailure("disk_full" | "file_unwritable").
        """
        if self.papers.ready:
            self.papers.put_job(pdf)
            return None
        file = self.home / "papers" / name
        try:
            file.parent.mkdir(mode=0o700, exist_ok=True)
            file.write_bytes(pdf)
        except OSError as error:
            raise WorldFailure("file_unwritable", file=str(file), why=error.strerror or "") from error
        return file

    def _evidence_words(self) -> dict[str, EvidenceWords]:
        files = sorted((resources_root() / "i18n" / "evidence").glob("*.toml"))
        return {file.stem: evidence_words(file.stem, file.read_text(encoding="utf-8")) for file in files}

    def label_words(self, piece_id: str) -> LabelWords:
        """What a piece's label says now. Raises RuleBroken("unknown_piece")."""
        with self.unit_of_work(read_only=True) as uow:
            return label_words(piece_id, uow, self.programmes, self.messages(self.settings.language))

    def start_outgoing(self, on_changed: Callable[[frozenset[Topic]], None]) -> None:
        """Begin to make the shop's files and to bring out editions and photographs, each on a thread of its own;
        `on_changed` is called on one of them. Not once silent.
        """
        if self._silent:
            return
        self.rendering.start(lambda _: self.delivering.wake())
        self.delivering.start(on_changed)
        self.mirroring.start()

    def _wake_outgoing(self) -> None:
        self.rendering.wake()
        self.delivering.wake()

    def _wake_sender(self) -> None:
        if self._worker is not None:
            self._worker.wake()

    @property
    def camera_device(self) -> DeviceId | None:
        """Which camera the settings ask for."""
        return device_of(self.settings)

    @property
    def second_device(self) -> DeviceId | None:
        """Which camera the settings ask for beside it, on the studio's set."""
        return device_of(self.settings.of_second_camera())

    def camera(self) -> CameraPort | None:
        """The bench's camera, made at the first call; None when the settings want none. Whoever asks opens it."""
        if self._camera is None:
            self._camera = camera_of(self.settings, self.home / "spool")
        return self._camera

    def second_camera(self) -> CameraPort | None:
        """As `camera`, of the second one. Its spool is its own: what it holds of yesterday is announced by it."""
        if self._second_camera is None:
            self._second_camera = camera_of(self.settings.of_second_camera(), self.home / "spool-2")
        return self._second_camera

    def cameras(self) -> tuple[CameraPort, ...]:
        """Those the settings want, the bench's first."""
        return tuple(camera for camera in (self.camera(), self.second_camera()) if camera is not None)

    def start_scanner(
        self,
        heard: Callable[[str], None],
        dropped: Callable[[str], None],
        state: Callable[[SerialState], None],
    ) -> None:
        """Listen to the serial scanner, where one is set, on a thread of its own. Not once silent."""
        if self.settings.scanner_serial and not self._silent:
            self._scanner = serial_scanner(self.settings.scanner_serial, heard, dropped, state)
            self._scanner.start()

    def look_for_cameras(self) -> tuple[DeviceId, ...]:
        """The cameras connected now; blocks for seconds. Raises WorldFailure."""
        directory = camera_directory(self.settings)
        try:
            return directory.scan().result(SCAN_TIMEOUT_S)
        except LookTimeout as error:
            raise WorldFailure("driver_hung", retryable=True) from error

    def fall_silent(self) -> None:
        """End the threads that speak of their own accord, while whoever they speak to is still there."""
        self._silent = True
        self.printing.stop()
        self.papers.stop()
        self.rendering.stop()
        self.mirroring.stop()
        self.delivering.stop()
        if self._scanner is not None:
            self._scanner.stop()
        if self._worker is not None:
            self._worker.stop()
        made = [camera for camera in (self._camera, self._second_camera) if camera is not None]
        for camera in made:
            camera.close()
        for camera in made:
            camera.join(SCAN_TIMEOUT_S)

    def close(self) -> None:
        self.fall_silent()
        self.unit_of_work.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _drain(self, ledger: Ledger, sending: bool) -> DrainReport:  # noqa: FBT001 (the worker's signature)
        return drain_once(self.unit_of_work, ledger, self.clock, sending=sending, signer=self.signer)

    def _errands(self, ledger: Ledger) -> bool:
        more = tell_receptions(self.unit_of_work, ledger)
        # Once at the start, and then while there is something to tell.
        if self._holding:
            held, released = tell_held(self.unit_of_work, ledger, self.clock)
            self._holding, more = held > 0, more or released > 0
        with self.unit_of_work(read_only=True) as uow:
            self._holding |= bool(uow.outbox.counts().held)
        return send_photographs(ledger, self.photos, self._lost).more or more

    def _pull(self, ledger: Ledger) -> PullReport:
        self._forget_daily()
        return pull_once(self.unit_of_work, ledger, self.clock)

    def _reconcile(self, ledger: Ledger) -> int:
        return reconcile_once(self.unit_of_work, ledger, self.clock).rearmed

    def _forget_daily(self) -> None:
        """On the sender's thread, once a day: a bench need not be restarted to forget."""
        today = self.clock.now().date()
        if self._forgot_on != today:
            days = self.settings.forget_customers_after_days
            forget_customers(self.unit_of_work, self.clock, days, lambda: not self._silent)
            self._forgot_on = today


def open_home(home: Path, environment: Mapping[str, str], **fixed: object) -> Station:
    """The station of a folder, by its settings; `fixed` wins over file and environment (the demonstration's own)."""
    settings = load_settings(home, environment, fixed)
    return Station(home, settings, environment)


def load_programmes(folder: Path) -> dict[str, Programme]:
    """Every programme file of the folder, by programme id. Raises ProgrammeError; ValueError when two have one id."""
    found: dict[str, Programme] = {}
    for file in sorted(folder.glob("*.toml")):
        programme = load_programme(file.read_text(encoding="utf-8"), file.name)
        if programme.id in found:
            raise ValueError(f"{file.name}: the programme id {programme.id!r} is taken by another file")
        found[programme.id] = programme
    return found
