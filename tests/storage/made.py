"""Records to store: one of each kind, numbered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from qc_station.application.ports import UnitOfWork
from qc_station.domain.approval import Approval, Departure, OutboxState
from qc_station.domain.facts import Fact
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.piece import Axes, CreditState, DecisionState, Piece
from qc_station.domain.takeback import Customer, DeclaredItem, ExpectedParcel, ItemKey, TakeBack
from qc_station.domain.verdict import Judgement, ProgrammeRef, Ruling, Verdict

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RULES = ProgrammeRef("ami-for-ever", "2026.1", "ab" * 32)
PRICE = Money(8000, "EUR")


def takeback(number: int = 1, lines: int = 3, parcel: str | None = None) -> TakeBack:
    dossier, code = f"R-{number:06}", parcel or f"8R{number:011}"
    items = tuple(
        DeclaredItem(
            key=ItemKey(dossier, line),
            parcel_code=code,
            reference=f"HSH111.CO{line:04}",
            title={"fr": "Chemise", "en": "Shirt"},
            category="shirt",
            season="2022-SS",
            size="40",
            colour={"fr": "Bleu ciel", "en": "Sky blue"},
            composition=None,
            declared_grade=Grade.EXCELLENT,
            offer={Grade.NEW: Money(9500, "EUR"), Grade.EXCELLENT: PRICE},
        )
        for line in range(1, lines + 1)
    )
    customer = Customer(f"C-{number:06}", "Camille D.", "Lyon", "FR", "fr")
    return TakeBack(dossier, "ami-for-ever", NOW, customer, (ExpectedParcel(code, "colissimo"),), items)


def piece(number: int = 1, *, dossier: int = 1, line: int | None = None, verdict: Verdict | None = None) -> Piece:
    axes = Axes(decision=DecisionState.ACCEPTED, credit=CreditState.QUEUED) if verdict else Axes()
    key = ItemKey(f"R-{dossier:06}", line if line is not None else number)
    return Piece(f"QC1-{number:012}-0", key, "BENCH-01", "lm", NOW, axes, verdict=verdict)


def verdict(note: str = "") -> Verdict:
    judged = Judgement(Ruling.ACCEPTED, Grade.EXCELLENT, PRICE, (), (), (), ((Grade.EXCELLENT, PRICE),))
    return Verdict(
        Ruling.ACCEPTED, Grade.EXCELLENT, PRICE, (), note, judged, RULES, "lm", "BENCH-01", NOW, without_photos="seen"
    )


def departure(of: Piece, number: int = 1, *, held: bool = False, release_in_s: float = 0) -> Departure:
    """A draft whose id, like ours, sorts by the time it was made."""
    approval = Approval(
        id=f"0192-{number:08}",
        key=of.key,
        piece=of.id,
        ruling=Ruling.ACCEPTED,
        grade=Grade.EXCELLENT,
        reasons=(),
        claimed=PRICE,
        programme=RULES,
        operator="lm",
        occurred_at=NOW,
        evidence=("cd" * 32,),
    )
    return Departure(approval, OutboxState.DRAFT, NOW + timedelta(seconds=release_in_s), held=held)


def fact(number: int = 1, kind: str = "check_answered") -> Fact:
    return Fact(kind, NOW + timedelta(seconds=number), "lm", f"QC1-{number:012}-0", {"n": number})


def put_decision(uow: UnitOfWork, number: int, *, held: bool = False, release_in_s: float = 0) -> Departure:
    """What a signed verdict writes: the piece, its approval and the fact, in the caller's transaction."""
    stored = uow.pieces.save(piece(number, verdict=verdict()))
    leaving = departure(stored, number, held=held, release_in_s=release_in_s)
    uow.programmes.keep(RULES.sha256, "rules")
    uow.outbox.put(leaving)
    uow.log.append(fact(number, "piece_decided"))
    return leaving
