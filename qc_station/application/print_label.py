"""The label of a piece: what it says, and its way to paper through a queue that survives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from qc_station.application.bench_ports import declaration_of
from qc_station.application.ports import UnitOfWork
from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece_id import PieceIdError, parse_piece_id
from qc_station.policy.programme import Programme


@dataclass(frozen=True, slots=True)
class LabelWords:
    """What a piece's label says; grade and programme in words, `grade` empty before a verdict."""

    piece: str
    reference: str
    size: str
    grade: str
    programme: str


class LabelPrinter(Protocol):
    def print(self, job: bytes) -> None:
        """Hand over one whole job.

        Raises WorldFailure("printer_offline" | "printer_stopped"), and where the printer answers in words also
        WorldFailure("printer_refused" | "printer_unreadable" | "printer_untrusted").
        """
        ...


class PrintQueue(Protocol):
    """Jobs on the disk, first in first out; a job leaves when the printer took every byte of it."""

    def put(self, job: bytes) -> None:
        """On the disk when it returns. Raises WorldFailure("disk_full")."""
        ...

    def first(self) -> tuple[str, bytes] | None: ...

    def remove(self, name: str) -> None: ...

    def count(self) -> int: ...


def label_words(piece_id: str, uow: UnitOfWork, programmes: Mapping[str, Programme], language: str) -> LabelWords:
    """Raises RuleBroken("unknown_piece" | "unknown_programme" | "declaration_gone")."""
    try:
        piece = uow.pieces.get(parse_piece_id(piece_id.strip().upper()))
    except PieceIdError:
        piece = None
    if piece is None:
        raise RuleBroken("unknown_piece", shown=piece_id[:40])
    takeback, item = declaration_of(piece.key, uow)
    programme = programmes.get(takeback.programme)
    if programme is None:
        raise RuleBroken("unknown_programme", programme=takeback.programme, dossier=takeback.dossier)
    grade = piece.verdict.grade if piece.verdict else None
    words = programme.grade(grade).label if grade else {}
    said = words.get(language) or words.get("fr", "")
    return LabelWords(piece.id, item.reference, item.size, said, programme.name)


def drain_print_queue(queue: PrintQueue, printer: LabelPrinter) -> int:
    """Print what waits, in order; how many were printed. The first failure ends it and is raised; its job stays.

    A printer that stops in the middle may have printed a part: its job is sent again whole, and a double label is the
    lesser harm, since both name the same piece. Raises WorldFailure.
    """
    printed = 0
    while (job := queue.first()) is not None:
        name, data = job
        printer.print(data)
        queue.remove(name)
        printed += 1
    return printed
