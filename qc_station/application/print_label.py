"""The label of a piece: what it says, and its way to paper through a queue that survives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from qc_station.application.bench_ports import declaration_of
from qc_station.application.messages import Messages
from qc_station.application.ports import UnitOfWork
from qc_station.domain.carrier_code import classify
from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece import Piece
from qc_station.domain.piece_id import PieceIdError, parse_piece_id
from qc_station.domain.verdict import Ruling
from qc_station.policy.programme import Programme


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


def label_words(piece_id: str, uow: UnitOfWork, programmes: Mapping[str, Programme], messages: Messages) -> LabelWords:
    """Raises RuleBroken("unknown_piece" | "unknown_programme" | "declaration_gone")."""
    try:
        known = parse_piece_id(piece_id.strip().upper())
    except PieceIdError:
        raise RuleBroken("unknown_piece", shown=piece_id[:40]) from None
    piece = uow.pieces.get(known)
    if piece is None:
        stray = uow.undeclared.get(known)
        if stray is None:
            raise RuleBroken("unknown_piece", shown=piece_id[:40])
        return LabelWords(stray.id, classify(stray.parcel_code).shown, "", messages.text("label.undeclared"), "")
    takeback, item = declaration_of(piece.key, uow)
    programme = programmes.get(takeback.programme)
    if programme is None:
        raise RuleBroken("unknown_programme", programme=takeback.programme, dossier=takeback.dossier)
    return LabelWords(piece.id, item.reference, item.size, _became(piece, programme, messages), programme.name)


def _became(piece: Piece, programme: Programme, messages: Messages) -> str:
    if piece.in_treatment:
        return messages.text("label.treatment")
    verdict = piece.verdict
    if verdict is None:
        return ""
    if verdict.ruling is not Ruling.ACCEPTED or verdict.grade is None:
        return messages.text("label.refused" if verdict.ruling is Ruling.REFUSED else "label.review")
    words = programme.grade(verdict.grade).label
    return words.get(messages.language) or words["fr"]


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
