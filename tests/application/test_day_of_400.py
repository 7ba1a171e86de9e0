"""A whole day at one bench: 400 pieces, every kind of exception among them, and figures that add up at the end."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from qc_station.application import commands
from qc_station.application.bench import Bench
from qc_station.application.bench_view import ItemState, Step
from qc_station.application.ports import Credential
from qc_station.application.verify import verify
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.grade import Grade
from qc_station.domain.operator import Operator, Role
from qc_station.domain.parcel import DAMAGE_VIEW, ParcelCondition, parcel_subject
from qc_station.domain.piece import CreditState, TreatmentState
from qc_station.domain.takeback import ExpectedParcel, ItemKey, TakeBack, TransferForm
from qc_station.domain.undeclared import UNDECLARED_VIEW
from qc_station.domain.verdict import Ruling
from qc_station.storage.open_station import open_station
from tests.application.day import BADGE, CHECKS, LEAD, PIN, Day, HandClock, item, takeback
from tests.fakes.bench_scenes import treating_programme

PIECES, A_PARCEL = 400, 4
# Of a hundred pieces, five meet each of these; the others are clean. What each leaves, by hand: state and cents.
EXCEPTIONS = {
    "missing": (ItemState.MISSING, 0),
    "lost_button": (ItemState.REFUSED, 0),
    "no_camera": (ItemState.REFUSED, 0),
    "other_brand": (ItemState.REFUSED, 0),
    "doubtful_label": (ItemState.REVIEW, 0),
    "unsure": (ItemState.REVIEW, 0),
    "light_pilling": (ItemState.ACCEPTED, 6000),
    "lowered": (ItemState.ACCEPTED, 6000),
    "sheet_differs": (ItemState.ACCEPTED, 8000),
    "signed_too_soon": (ItemState.REFUSED, 0),
    "put_aside": (ItemState.ACCEPTED, 8000),
    "turned_up": (ItemState.ACCEPTED, 8000),
    "two_labels": (ItemState.ACCEPTED, 8000),
    "colleague": (ItemState.ACCEPTED, 8000),
    "swapped": (ItemState.MISSING, 0),
    "damaged_box": (ItemState.ACCEPTED, 8000),
    "lead_overturns": (ItemState.ACCEPTED, 6000),
    "not_in_catalogue": (ItemState.REVIEW, 0),
    "treated": (ItemState.ACCEPTED, 8000),
}
SHARE = 0.05
BY_LEAD = commands.Lead(LEAD.badge, PIN, "vu avec la marque")
SECOND = Operator("sd", "Sara Diallo", Role.EXPERT, "QC-BADGE-SD-0003")
SECOND_LOOK_PERCENT = 5.0
UNPINNED = ("doubtful", "other_brand", "differs", "not_in_catalogue")
FRONT = Pin(Side.FRONT, 0.4, 0.6)


def dossiers() -> tuple[TakeBack, ...]:
    lines = range(1, A_PARCEL + 1)
    made = []
    for number in range(PIECES // A_PARCEL):
        name, code = f"R-2026-{number:06}", parcel_code(number)
        items = tuple(replace(item(line), key=ItemKey(name, line), parcel_code=code) for line in lines)
        made.append(replace(takeback(*items), dossier=name, parcels=(ExpectedParcel(code, "colissimo"),)))
    return tuple(made)


def parcel_code(number: int) -> str:
    """Colissimo: product code, ten digits, and the check digit over them (weights 3 and 1 from the right)."""
    digits = f"{number:010}"
    total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits)))
    return f"9V{digits}{-total % 10}"


class Expert:
    """Works through the parcels; each exception is a method of its own, named like its line in the table."""

    def __init__(self, day: Day) -> None:
        self.day, self.line = day, 1

    def inspect(self, line: int, kind: str) -> None:
        self.line = line
        getattr(self, kind)()

    def open(self) -> None:
        self.day.do(commands.OpenItem(self.line))

    def answer(self, **found: str) -> None:
        """Every check in the order the bench names them; conform but for those found."""
        while (step := self.day.bench.view().next).step is Step.ANSWER_CHECK:
            kind = found.get(step.target, commands.CONFORM)
            pinned = kind not in (commands.CONFORM, *UNPINNED)
            self.day.do(commands.AnswerCheck(step.target, kind, FRONT if pinned else None))
        while (step := self.day.bench.view().next).step is Step.PHOTOGRAPH:
            self.day.do(commands.KeepPhotograph(self.day.picture(), step.target))

    def sign(self, ruling: Ruling, grade: Grade | None = None, note: str = "", without: str = "") -> None:
        self.day.do(commands.Decide(ruling, grade, note, without))

    def clean(self) -> None:
        self.open()
        self.answer()
        self.sign(Ruling.ACCEPTED)

    def missing(self) -> None:
        self.day.do(commands.MarkMissing(self.line))

    def lost_button(self) -> None:
        self.open()
        self.answer(trims="missing")
        self.sign(Ruling.REFUSED)

    def no_camera(self) -> None:
        self.open()
        self.day.do(commands.AnswerCheck("holes", "hole", FRONT))
        assert self.day.refused(commands.Decide(Ruling.REFUSED)) == "evidence_missing"
        self.sign(Ruling.REFUSED, without="camera_lost")

    def other_brand(self) -> None:
        self.open()
        self.answer(authentic="other_brand")
        self.sign(Ruling.REFUSED)

    def doubtful_label(self) -> None:
        self.open()
        self.answer(brand_label="doubtful")
        self.sign(Ruling.REVIEW)

    def unsure(self) -> None:
        self.open()
        assert self.day.refused(commands.Decide(Ruling.REVIEW)) == "review_needs_reason"
        self.sign(Ruling.REVIEW, note="couture à revoir")

    def light_pilling(self) -> None:
        self.open()
        self.answer(pilling="light")
        self.sign(Ruling.ACCEPTED)

    def lowered(self) -> None:
        self.open()
        self.answer()
        assert self.day.refused(commands.Decide(Ruling.ACCEPTED, Grade.VERY_GOOD)) == "lowering_needs_reason"
        self.sign(Ruling.ACCEPTED, Grade.VERY_GOOD, "matière assouplie")

    def sheet_differs(self) -> None:
        self.open()
        self.answer(authentic="differs")
        self.day.do(commands.AnswerFollowUp("authentic", 1, "size", "42"))
        self.sign(Ruling.ACCEPTED)

    def signed_too_soon(self) -> None:
        """Accepted, then a hole is seen: undone within the grace, and refused."""
        self.clean()
        self.day.do(commands.Undo())
        self.day.do(commands.AnswerCheck("holes", "hole", FRONT))
        self.answer()
        self.sign(Ruling.REFUSED)

    def put_aside(self) -> None:
        self.open()
        self.day.conform(*CHECKS[:5])
        self.day.do(commands.ClosePiece())
        self.clean()

    def turned_up(self) -> None:
        """Marked missing, then found in the sleeve of another one."""
        self.missing()
        self.clean()

    def two_labels(self) -> None:
        """Labels nobody knows, and a damaged one, are read in between; the piece in hand stays in hand."""
        self.open()
        piece = self.day.bench.view().piece
        assert piece is not None
        own = piece.id[:-1] + ("B" if piece.id[-1] == "A" else "A")
        for code, told in (
            ("9V99999999990", "unknown_parcel"),
            ("9V99999999991", "suspect_code"),
            (own, "suspect_code"),
            ("", "unreadable_code"),
        ):
            assert (code, self.day.refused(commands.Scan(code))) == (code, told)
        still = self.day.bench.view().piece
        assert still is not None
        assert still.id == piece.id
        self.answer()
        self.sign(Ruling.ACCEPTED)

    def colleague(self) -> None:
        """Signed out in the middle, a wrong PIN, and back where the piece was left."""
        self.open()
        self.day.conform(*CHECKS[:3])
        parcel = self.day.bench.view().parcel
        assert parcel is not None
        self.day.do(commands.SignOut())
        assert self.day.refused(commands.OpenItem(self.line)) == "sign_in_first"
        assert self.day.refused(commands.SignIn(BADGE, "0000")) == "wrong_pin"
        self.day.do(commands.SignIn(BADGE, PIN))
        self.day.do(commands.Scan(parcel.code))
        self.clean()

    def swapped(self) -> None:
        """Another piece lies in its place: into quarantine with its photograph, for a lead."""
        self.day.do(commands.SetAsideUndeclared(self.line))
        self.day.do(commands.KeepPhotograph(self.day.picture(), UNDECLARED_VIEW))
        self.day.do(commands.ClosePiece())

    def damaged_box(self) -> None:
        self.day.do(commands.ClosePiece())
        self.day.do(commands.RecordCondition(ParcelCondition.DAMAGED))
        parcel = self.day.bench.view().parcel
        assert parcel is not None
        self.day.do(commands.KeepPhotograph(self.day.picture(), DAMAGE_VIEW, parcel_subject(parcel.code)))
        self.clean()

    def lead_overturns(self) -> None:
        self.open()
        self.answer(trims="missing")
        self.day.conform(*(check for check in CHECKS if check != "trims"))
        self.day.do(commands.Overrule(BY_LEAD, Ruling.ACCEPTED, Grade.VERY_GOOD))

    def not_in_catalogue(self) -> None:
        self.open()
        self.answer(authentic="not_in_catalogue")
        self.sign(Ruling.REVIEW)

    def treated(self) -> None:
        """A stain that goes to the workshop, comes back clean, and is inspected again from the first check on."""
        self.open()
        self.answer(clean="stain")
        self.sign(Ruling.TREATMENT)
        self.day.do(commands.RecordTreatment(TreatmentState.IN_PROGRESS))
        self.day.do(commands.RecordTreatment(TreatmentState.DONE))
        self.answer()
        self.sign(Ruling.ACCEPTED)


def look_again(day: Day) -> int:
    """Another expert looks at every piece that is offered; how many were."""
    with day.unit_of_work() as uow:
        uow.operators.save(Credential(SECOND, f"plain:{PIN}", 0, None))
        uow.commit()
    with day.unit_of_work(read_only=True) as uow:
        decided = [piece.id for piece in uow.pieces.decided()]
    day.do(commands.SignOut())
    day.do(commands.SignIn(SECOND.badge, PIN))
    looked = 0
    for piece in decided:
        if day.do(commands.Scan(piece)).notice.code == "second_look_begun":
            day.conform()
            day.do(commands.Decide(Ruling.ACCEPTED))
            looked += 1
    return looked


@pytest.mark.parametrize("seed", [1])
def test_400_pieces_with_every_exception(tmp_path: Path, seed: int) -> None:
    """Every piece ends where the table says, the parcels are done, and the drafts pay exactly what the table pays."""
    chance = random.Random(seed)
    kinds = [kind for kind in EXCEPTIONS for _ in range(int(PIECES * SHARE))]
    kinds += ["clean"] * (PIECES - len(kinds))
    chance.shuffle(kinds)
    expected = {**EXCEPTIONS, "clean": (ItemState.ACCEPTED, 8000)}

    unit_of_work = open_station(f"sqlite:///{tmp_path / 'station.db'}", "BENCH-01")
    day = Day(tmp_path, unit_of_work, HandClock(), *dossiers())
    rules = treating_programme()
    day.ports = replace(day.ports, programmes={rules.id: rules}, second_look_percent=SECOND_LOOK_PERCENT)
    day.bench = Bench(day.ports)
    expert = Expert(day)
    day.do(commands.SignIn(BADGE, PIN))
    held = 0
    for number in range(PIECES // A_PARCEL):
        parcel_kinds = kinds[number * A_PARCEL : (number + 1) * A_PARCEL]
        form = TransferForm.UNSIGNED if number % 20 == 7 else TransferForm.SIGNED
        day.do(commands.Scan(parcel_code(number)))
        day.do(commands.RecordTransferForm(form))
        for line, kind in enumerate(parcel_kinds, 1):
            expert.inspect(line, kind)
            day.clock.wait(7)
        view = day.bench.view()
        assert view.next.step is Step.NEXT_PARCEL
        assert view.parcel is not None
        assert view.parcel.done == A_PARCEL
        assert [each.state for each in view.parcel.items] == [expected[kind][0] for kind in parcel_kinds]
        held += sum(expected[kind][1] for kind in parcel_kinds) if form is TransferForm.UNSIGNED else 0
        day.do(commands.CloseParcel())

    assert look_again(day) > 0
    with unit_of_work(read_only=True) as uow:
        waiting_strays = uow.undeclared.count_waiting()
        departures = list(uow.outbox.all())
        pieces = list(uow.pieces.all())
    paid = sum(each.approval.claimed.minor for each in departures if each.approval.claimed)
    assert len(pieces) == PIECES
    assert paid == sum(expected[kind][1] for kind in kinds)
    assert held == sum(each.approval.claimed.minor for each in departures if each.held and each.approval.claimed)
    assert held > 0
    states = Counter(expected[kind][0] for kind in kinds)
    assert len(departures) == states[ItemState.ACCEPTED] + states[ItemState.REFUSED]
    assert Counter(piece.axes.credit is CreditState.NONE for piece in pieces)[False] == states[ItemState.ACCEPTED]
    assert waiting_strays == kinds.count("swapped")
    assert verify(unit_of_work, day.photos).sound
    unit_of_work.close()
