"""Two tables on one database: a bench where an expert inspects, a workshop where a reconditioner works."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qc_station.application import commands
from qc_station.application.bench import Bench
from qc_station.application.outcome import Outcome
from qc_station.application.ports import Credential
from qc_station.application.workshop import Workshop
from qc_station.application.workshop_commands import WorkshopCommand
from qc_station.application.workshop_session import WorkshopPorts
from qc_station.application.workshop_view import BoardEntry, WorkshopPieceView, WorkshopView
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.operator import Operator, Role
from qc_station.domain.piece import Piece
from qc_station.domain.takeback import TakeBack, TransferForm
from qc_station.domain.verdict import Ruling
from qc_station.domain.workshop import WorkshopStep
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.application.day import BADGE, LEAD, PIN, Day, HandClock
from tests.application.second_brand import OTHER
from tests.policy.care_data import CARE

RECONDITIONER = Operator("rc", "Rose Colin", Role.RECONDITIONER, "QC-BADGE-RC-0003")
COLLEAGUE = Operator("tv", "Tom Vidal", Role.RECONDITIONER, "QC-BADGE-TV-0004")


class Table:
    """One workshop station with its own sign-in."""

    def __init__(self, day: Day, station: str, person: Operator | None) -> None:
        ports = replace(day.ports, station=station)
        self.bench = Bench(ports)
        self.workshop = Workshop(WorkshopPorts(ports, lambda: self.bench.operator, self.bench.perform, lambda: CARE))
        if person is not None:
            self.do(commands.SignIn(person.badge, PIN))

    def do(self, command: WorkshopCommand) -> Outcome:
        outcome = self.workshop.perform(command)
        assert outcome.ok, outcome.notice
        return outcome

    def refused(self, command: WorkshopCommand) -> str:
        outcome = self.workshop.perform(command)
        assert not outcome.ok, outcome.notice
        return outcome.notice.code

    def scan(self, code: str) -> str:
        """The code of what was said to that scan."""
        return self.do(commands.Scan(code)).notice.code

    @property
    def view(self) -> WorkshopView:
        return self.workshop.view()

    @property
    def piece(self) -> WorkshopPieceView:
        piece = self.view.piece
        assert piece is not None
        return piece

    @property
    def states(self) -> list[tuple[str, str]]:
        return [(each.step.step, str(each.step.state)) for each in self.piece.steps]

    def entry(self, piece: str) -> BoardEntry:
        return next(entry for entry in self.view.board if entry.piece == piece)


class WorkshopDay:
    """`day` inspects; `table` and `other` recondition."""

    def __init__(self, folder: Path, unit_of_work: SqlUnitOfWorkFactory, *declared: TakeBack) -> None:
        self.day = Day(folder, unit_of_work, HandClock(), *declared)
        self.day.ports = replace(self.day.ports, programmes={self.day.rules.id: self.day.rules, OTHER.id: OTHER})
        self.day.bench = Bench(self.day.ports)
        with unit_of_work() as uow:
            for person in (RECONDITIONER, COLLEAGUE, LEAD):
                uow.operators.save(Credential(person, f"plain:{PIN}", 0, None))
            uow.commit()
        self.table = Table(self.day, "ATELIER-1", RECONDITIONER)
        self.other = Table(self.day, "ATELIER-2", COLLEAGUE)

    def open_parcel(self, parcel: str) -> None:
        self.day.do(commands.SignIn(BADGE, PIN))
        self.day.do(commands.Scan(parcel))
        self.day.do(commands.RecordTransferForm(TransferForm.SIGNED))

    def accepted(self, line: int = 1) -> str:
        """A piece of the take-back on the bench, inspected, clean and accepted."""
        self.day.do(commands.OpenItem(line))
        checks = [check.id for check in self.day.bench.view().piece.checks]  # type: ignore[union-attr]
        self.day.conform(*checks)
        self.day.do(commands.Decide(Ruling.ACCEPTED))
        return self.in_hand

    def sent_to_treatment(self, line: int = 1) -> str:
        """A coat of the second brand, found dirty, its treatment ordered."""
        self.day.do(commands.OpenItem(line))
        self.day.do(commands.AnswerCheck("dry", "dirty", Pin(Side.FRONT, 0.5, 0.5)))
        self.day.conform("zip", "sealed")
        self.day.do(commands.KeepPhotograph(self.day.picture(), "defect:dry:1"))
        self.day.do(commands.Decide(Ruling.TREATMENT))
        return self.in_hand

    @property
    def in_hand(self) -> str:
        piece = self.day.bench.view().piece
        assert piece is not None
        return piece.id

    def stored(self, piece_id: str) -> tuple[Piece, tuple[WorkshopStep, ...]]:
        with self.day.unit_of_work(read_only=True) as uow:
            piece = uow.pieces.get(piece_id)
            assert piece is not None
            return piece, uow.workshop.of(piece_id)

    def facts(self, kind: str) -> list[dict[str, object]]:
        """The bodies of the facts of that kind, first to last."""
        with self.day.unit_of_work(read_only=True) as uow:
            return [dict(entry.fact.body) for entry in uow.log.entries() if entry.fact.kind == kind]
