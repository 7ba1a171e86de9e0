"""What the window needs of a station. The composition root hands one in; tests hand in a fake one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from qc_station.application.bench_view import BenchView
from qc_station.application.camera_port import CameraPort, DeviceId
from qc_station.application.commands import BenchCommand
from qc_station.application.drawings import Drawings
from qc_station.application.find import Found
from qc_station.application.label_port import Bars, LabelWords, PrinterStatus
from qc_station.application.ledger_port import LedgerStatus
from qc_station.application.outcome import Outcome, Topic
from qc_station.application.picture_port import LiveDecoder, PictureJudge
from qc_station.application.ports import PhotoStore
from qc_station.application.settings import Settings, Value
from qc_station.application.studio_commands import StudioCommand
from qc_station.application.studio_view import StudioView
from qc_station.application.waiting import Waiting
from qc_station.application.workshop_commands import WorkshopCommand
from qc_station.application.workshop_view import WorkshopView
from qc_station.domain.photo import PhotoRef
from qc_station.policy.programme import Programme


class Bench(Protocol):
    """The use-cases of the bench. Its methods run on the dispatcher's thread only, and may take their time."""

    def perform(self, command: BenchCommand) -> Outcome: ...

    def view(self) -> BenchView: ...

    def find(self, text: str) -> tuple[Found, ...]: ...

    def waiting(self) -> tuple[Waiting, ...]: ...


class Studio(Protocol):
    """The use-cases of the studio, on the dispatcher's thread like the bench's."""

    def perform(self, command: StudioCommand) -> Outcome: ...

    def view(self) -> StudioView: ...


class Workshop(Protocol):
    """The use-cases of the workshop, on the dispatcher's thread like the bench's."""

    def perform(self, command: WorkshopCommand) -> Outcome: ...

    def view(self) -> WorkshopView: ...


class Papers(Protocol):
    """Papers made of what is stored. Its methods run on the dispatcher's thread only, and may take a second or two."""

    def evidence(self, piece_id: str, *, redacted: bool) -> bytes:
        """A piece's evidence pack as PDF, or the customer's copy. Raises RuleBroken, WorldFailure."""
        ...

    def put_on_paper(self, name: str, pdf: bytes) -> Path | None:
        """Queue it for the document printer (None), or, with none set, the file it was written to.

        Raises WorldFailure("file_unwritable" | "disk_full").
        """
        ...


class Messages(Protocol):
    """Codes to sentences in one language (`resources/i18n/messages.*.toml`)."""

    def text(self, code: str, **params: object) -> str: ...


class Sync(Protocol):
    """The thread that speaks to the ledger; it calls back on its own thread."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Kit(Protocol):
    """What the settings screen reads, tries and keeps. All but `file` and `settings` may take seconds."""

    @property
    def file(self) -> Path:
        """The station.toml a lead writes by hand."""
        ...

    @property
    def settings(self) -> Settings:
        """The values in force, those just kept included."""
        ...

    def decided_above(self) -> Mapping[str, str]:
        """Which of the screen's settings a file or a variable decides, and its name."""
        ...

    def keep(self, values: Mapping[str, Value]) -> None:
        """Raises WorldFailure("disk_full")."""
        ...

    def try_ledger(self) -> float:
        """Seconds until it answered. Raises LedgerFailure."""
        ...

    def print_test(self, words: LabelWords) -> None:
        """Print that label now, past the queue. Raises WorldFailure, as a printer does, also "no_printer"."""
        ...

    def calibration_bars(self) -> Bars:
        """The calibration code, to be scanned from the screen."""
        ...


@dataclass(frozen=True, slots=True)
class Lesson:
    """What to scan on a demonstration day: a person with badge and PIN, and labels worth scanning."""

    badges: Sequence[tuple[str, str, str]]
    parcels: Sequence[str]


@dataclass(frozen=True, slots=True)
class SecondCamera:
    """The camera beside the first on the studio's set; `views` are those it shoots. Its decoder is its own."""

    make: Callable[[], CameraPort | None]
    device: DeviceId
    views: frozenset[str]
    live_decoder: LiveDecoder | None = None


@dataclass(frozen=True, slots=True)
class Wiring:
    """Everything the view-models are given; `gui.py` fills it from the station.

    `programmes` are the rules by id; `programme` speaks while nothing of any brand is on the table.
    """

    bench: Bench
    papers: Papers
    programme: Programme
    messages: Callable[[str], Messages]
    photo_path: Callable[[PhotoRef], Path]
    drawings: Drawings
    station: str
    language: str
    # Made when the window stands: a driver is slow to load, and the first frame does not need it.
    camera: Callable[[], CameraPort | None] | None = None
    camera_device: DeviceId | None = None
    second_camera: SecondCamera | None = None
    ledger: LedgerStatus | None = None
    # None where no printer is set.
    printer: PrinterStatus | None = None
    kit: Kit | None = None
    lesson: Lesson | None = None
    sounds: Path | None = None
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    studio: Studio | None = None
    workshop: Workshop | None = None
    # What frames are kept in before anything is asked of them; with a studio there is one.
    photos: PhotoStore | None = None
    # Loaded at the first picture: pixels are slow to load.
    judge: PictureJudge | None = None
    live_decoder: LiveDecoder | None = None
    # The camera's settings for a category of garment, by the camera's own names.
    presets: Callable[[str], Mapping[str, str]] = lambda _category: {}


__all__ = ["Bench", "Kit", "LedgerStatus", "Lesson", "Messages", "Sync", "Topic", "Wiring"]
