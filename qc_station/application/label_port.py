"""What the station asks of a label printer and of whoever lays labels out, and what it is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from qc_station.application.messages import Messages


@dataclass(frozen=True, slots=True)
class LabelWords:
    """What a piece's label says; grade and programme in words. In the place of the grade of a piece that was not
    accepted stands what became of it; empty while it is inspected.
    """

    piece: str
    reference: str
    size: str
    grade: str
    programme: str


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """Labels `waiting` on our disk, and the printer's `trouble`: a code of `LabelPrinter`, empty for none.

    `asked` is False until the printer has answered, or failed to, for the first time.
    """

    waiting: int = 0
    trouble: str = ""
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Bars:
    """A linear symbol to be drawn: its width in modules, and each bar as (first module, modules)."""

    width: int
    bars: tuple[tuple[int, int], ...]


class LabelPrinter(Protocol):
    def print(self, job: bytes) -> None:
        """Hand over one whole job.

        Raises WorldFailure("printer_offline" | "printer_stopped"), and where the printer answers in words also
        WorldFailure("printer_no_paper" | "printer_cover_open" | "printer_refused" | "printer_unreadable" |
        "printer_untrusted").
        """
        ...

    def check(self) -> None:
        """Ask how it is; blocks for seconds. Raises WorldFailure as `print` does when no label would come out."""
        ...


class PrintQueue(Protocol):
    """Jobs on the disk, first in first out; a job leaves when the printer took every byte of it."""

    def put(self, job: bytes) -> None:
        """On the disk when it returns. Raises WorldFailure("disk_full")."""
        ...

    def first(self) -> tuple[str, bytes] | None: ...

    def remove(self, name: str) -> None: ...

    def count(self) -> int: ...


class Labels(Protocol):
    """The bench's way to a label. `messages` has the words on it."""

    @property
    def ready(self) -> bool:
        """A printer is set."""
        ...

    @property
    def messages(self) -> Messages: ...

    def put(self, words: LabelWords) -> None:
        """Lay out, read back and queue a label. Raises WorldFailure("disk_full")."""
        ...
