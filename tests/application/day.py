"""A bench for tests: one expert, one dossier of four items, rules as shipped, the store in a temporary folder."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from qc_station.application import commands
from qc_station.application.bench import Bench
from qc_station.application.bench_ports import BenchPorts
from qc_station.application.outcome import Outcome
from qc_station.application.ports import Credential, PictureFacts
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.operator import Operator, Role
from qc_station.domain.takeback import Customer, DeclaredItem, ExpectedParcel, ItemKey, TakeBack, TransferForm
from qc_station.policy.programme import Programme
from qc_station.policy.programme_file import load_programme
from qc_station.storage.photo_store import FilePhotoStore
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory

ROOT = Path(__file__).parents[2]
BADGE, PIN = "QC-BADGE-LM-0001", "4711"
PARCEL = "9V20524752032"
DOSSIER = "R-2026-018834"
CHECKS = (
    "brand_label",
    "inner_labels",
    "clean",
    "holes",
    "trims",
    "unaltered",
    "authentic",
    "pilling",
    "wear",
    "outer_tag",
)
EXPERT = Operator("lm", "Léa Martin", Role.EXPERT, BADGE)
LEAD = Operator("nb", "Nora Benali", Role.LEAD, "QC-BADGE-NB-0002")


def programme() -> Programme:
    file = ROOT / "resources/programmes/ami-for-ever.toml"
    return load_programme(file.read_text(encoding="utf-8"), file.name)


def item(
    line: int, category: str = "shirt", declared: Grade = Grade.EXCELLENT, season: str = "2022-SS"
) -> DeclaredItem:
    offer = {Grade.NEW: Money(9500, "EUR"), Grade.EXCELLENT: Money(8000, "EUR"), Grade.VERY_GOOD: Money(6000, "EUR")}
    return DeclaredItem(
        key=ItemKey(DOSSIER, line),
        parcel_code=PARCEL,
        reference=f"HSH111.CO{line:04}",
        title={"fr": "Chemise oxford", "en": "Oxford shirt"},
        category=category,
        season=season,
        size="40",
        colour={"fr": "Bleu ciel", "en": "Sky blue"},
        composition=None,
        declared_grade=declared,
        offer=offer,
    )


def takeback(*items: DeclaredItem) -> TakeBack:
    return TakeBack(
        dossier=DOSSIER,
        programme="ami-for-ever",
        accepted_at=datetime(2026, 11, 3, 9, 12, tzinfo=UTC),
        customer=Customer("C-004711", "Camille D.", "Lyon", "FR", "fr"),
        parcels=(ExpectedParcel(PARCEL, "colissimo"),),
        items=items or tuple(item(line) for line in (1, 2, 3, 4)),
    )


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def wait(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class CountingEntropy:
    """Predictable, and never the same twice."""

    def __init__(self) -> None:
        self._next = 0

    def bytes(self, count: int) -> bytes:
        self._next += 1
        return hashlib.sha256(self._next.to_bytes(8, "big")).digest()[:count]


class PlainPins:
    def hash(self, pin: str) -> str:
        return f"plain:{pin}"

    def matches(self, pin_hash: str, pin: str) -> bool:
        return pin_hash == f"plain:{pin}"


class AnyPicture:
    def read(self, file: Path) -> PictureFacts:
        return PictureFacts(1200, 900, 100.0, 0.0, 0.0)


class NoHolidays:
    def holidays(self, calendar: str, years: object) -> frozenset[date]:
        return frozenset()


class Day:
    """The bench with what a test needs around it."""

    def __init__(self, folder: Path, unit_of_work: SqlUnitOfWorkFactory, clock: HandClock, *declared: TakeBack) -> None:
        self.folder, self.clock, self.unit_of_work = folder, clock, unit_of_work
        self.rules = programme()
        self.photos = FilePhotoStore(folder / "photos")
        self._pictures = 0
        self.ports = BenchPorts(
            station="BENCH-01",
            programmes={self.rules.id: self.rules},
            unit_of_work=unit_of_work,
            clock=clock,
            entropy=CountingEntropy(),
            photos=self.photos,
            pictures=AnyPicture(),
            pins=PlainPins(),
            calendar=NoHolidays(),
        )
        self.bench = Bench(self.ports)
        with unit_of_work() as uow:
            for person in (EXPERT, LEAD):
                uow.operators.save(Credential(person, f"plain:{PIN}", 0, None))
            for each in declared or (takeback(),):
                uow.takebacks.save(each)
            uow.commit()

    def do(self, command: commands.BenchCommand) -> Outcome:
        """Perform it, and fail the test when it was refused."""
        outcome = self.bench.perform(command)
        assert outcome.ok, outcome.notice
        return outcome

    def refused(self, command: commands.BenchCommand) -> str:
        """Perform it, and fail the test when it was not refused; the code it was refused with."""
        outcome = self.bench.perform(command)
        assert not outcome.ok, outcome.notice
        return outcome.notice.code

    def at_the_bench(self, form: TransferForm = TransferForm.SIGNED) -> None:
        self.do(commands.SignIn(BADGE, PIN))
        self.do(commands.Scan(PARCEL))
        self.do(commands.RecordTransferForm(form))

    def conform(self, *checks: str) -> None:
        for check in checks or CHECKS:
            self.do(commands.AnswerCheck(check, commands.CONFORM))

    def picture(self) -> Path:
        self._pictures += 1
        file = self.folder / f"shot{self._pictures}.jpg"
        file.write_bytes(b"\xff\xd8\xff picture %d \xff\xd9" % self._pictures)
        return file
