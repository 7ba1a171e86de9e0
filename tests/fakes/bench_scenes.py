"""Benches that hold still: hand-made snapshots of the states a screen has to show, and a bench that answers with them.

Judgements are the policy's own, under the shipped programme, so a scene never shows a verdict the rules would not give.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from qc_station.application.bench_view import (
    BenchView,
    CheckView,
    DossierView,
    EarlierPicture,
    FindingView,
    ItemState,
    ItemView,
    NextStep,
    ParcelView,
    PieceView,
    ReentryView,
    Step,
    WantedShot,
)
from qc_station.application.commands import BenchCommand
from qc_station.application.find import Found
from qc_station.application.ledger_port import LedgerState, LedgerStatus
from qc_station.application.outbox_port import OutboxCounts
from qc_station.application.outcome import Notice, Outcome, Tone
from qc_station.application.print_label import LabelState
from qc_station.application.waiting import Waiting
from qc_station.domain.checklist import Answer, Finding, Pin, Side, view_of
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.operator import Operator, Role
from qc_station.domain.parcel import ParcelCondition
from qc_station.domain.photo import PhotoRef
from qc_station.domain.piece import Axes, DecisionState, DispositionState, ReceptionState, TreatmentState
from qc_station.domain.reversal import ReversalState
from qc_station.domain.takeback import (
    Customer,
    DeclaredItem,
    ExpectedParcel,
    ItemKey,
    SettledElsewhere,
    TakeBack,
    TransferForm,
)
from qc_station.domain.undeclared import UndeclaredPiece
from qc_station.domain.verdict import Ruling, Verdict
from qc_station.policy.grading import judge
from qc_station.policy.programme import Programme
from qc_station.policy.programme_file import load_programme

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 23, 13, 2, tzinfo=UTC)
DOSSIER = "R-2026-018834"
PARCEL = "8R41207731902"
LEA = Operator("lea", "Léa Martin", Role.EXPERT, "QC-BADGE-0007")
ME = Operator("lm", "Louise Moreau", Role.EXPERT, "QC-BADGE-0001")


def shipped_programme() -> Programme:
    file = ROOT / "resources/programmes/ami-for-ever.toml"
    return load_programme(file.read_text(encoding="utf-8"), file.name)


def treating_programme() -> Programme:
    """The shipped one, but for stains, which it has treated."""
    stain = r'(\[check\.clean\.answer\.stain\]\n.*\nconsequence = )"refuse"'
    text, found = re.subn(stain, r'\1"treat"', shipped_programme().text)
    assert found == 1
    return load_programme(text, "treating.toml")


def _item(
    line: int, title: tuple[str, str], colour: tuple[str, str], prices: tuple[int, int, int], **rest: str
) -> DeclaredItem:
    return DeclaredItem(
        key=ItemKey(DOSSIER, line),
        parcel_code=PARCEL,
        reference=rest["reference"],
        title={"fr": title[0], "en": title[1]},
        category=rest["category"],
        season=rest.get("season", "2022-SS"),
        size=rest["size"],
        colour={"fr": colour[0], "en": colour[1]},
        composition="98 % coton, 2 % élasthanne",
        declared_grade=Grade(rest.get("grade", "excellent")),
        offer={grade: Money(amount, "EUR") for grade, amount in zip(Grade, prices, strict=True)},
    )


ITEMS = (
    _item(
        1,
        ("Pull col rond Ami de Cœur", "Crew neck Ami de Cœur"),
        ("Marine", "Navy"),
        (11000, 9500, 8500),
        reference="BFUKS006.018",
        category="knitwear",
        size="M",
        grade="very_good",
    ),
    _item(
        2,
        ("Chemise oxford boutonnée", "Button-down oxford shirt"),
        ("Bleu ciel", "Sky blue"),
        (9500, 8000, 6000),
        reference="HSH111.CO0031",
        category="shirt",
        size="40",
    ),
    _item(
        3,
        ("Manteau long en laine", "Long wool coat"),
        ("Camel", "Camel"),
        (26000, 23500, 21000),
        reference="HCO210.WV0012",
        category="coat",
        size="48",
        season="2021-FW",
    ),
    _item(
        4,
        ("Jean coupe droite", "Straight fit jeans"),
        ("Indigo", "Indigo"),
        (9000, 8000, 7000),
        reference="HTR301.DE0004",
        category="jeans",
        size="32",
        grade="very_good",
    ),
)
TAKEBACK = TakeBack(
    dossier=DOSSIER,
    programme="ami-for-ever",
    accepted_at=NOW - timedelta(days=20),
    customer=Customer("C-004711", "Camille D.", "Lyon", "FR", "fr"),
    parcels=(ExpectedParcel(PARCEL, "colissimo"),),
    items=ITEMS,
)
SIGNED_OUT = BenchView(None, "", None, None, NextStep(Step.SIGN_IN), OutboxCounts(), 0, "", None)
EMPTY = replace(SIGNED_OUT, operator=ME, next=NextStep(Step.SCAN_PARCEL))


def photo(name: str) -> PhotoRef:
    return PhotoRef(hashlib.sha256(name.encode()).hexdigest(), 1)


@dataclass(slots=True)
class Scenes:
    """Snapshots by name. `programme` is the shipped one unless a test brings its own."""

    programme: Programme = field(default_factory=shipped_programme)

    def parcel(
        self, states: Mapping[int, ItemState], form: TransferForm = TransferForm.SIGNED, days_left: int = 4
    ) -> ParcelView:
        grades = {1: Grade.VERY_GOOD, 2: Grade.VERY_GOOD, 3: Grade.VERY_GOOD, 4: Grade.VERY_GOOD}
        items = []
        for item in ITEMS:
            line = item.key.line
            state = states.get(line, ItemState.TO_INSPECT)
            accepted = state is ItemState.ACCEPTED
            elsewhere = SettledElsewhere(line, "accepted", Grade.EXCELLENT, "BANC-02", NOW - timedelta(days=2))
            items.append(
                ItemView(
                    item,
                    state,
                    None,
                    grades[line] if accepted else None,
                    item.offer[grades[line] if accepted else item.declared_grade],
                    elsewhere if state is ItemState.ELSEWHERE else None,
                    (),
                ),
            )
        due = date(2026, 11, 27)
        dossier = DossierView(DOSSIER, TAKEBACK.customer, form, NOW - timedelta(days=12), due, days_left, tuple(items))
        return ParcelView(PARCEL, PARCEL, "colissimo", (dossier,))

    def piece(self, answers: tuple[Answer, ...], line: int = 2, photos: tuple[str, ...] = ()) -> PieceView:
        item = ITEMS[line - 1]
        category = self.programme.categories[item.category]
        views = [view.id for view in category.views if view.evidence]
        shots = [WantedShot(view, photo(view) if view in photos else None, required=False) for view in views]
        checks = []
        for check in self.programme.checks:
            given = next((answer for answer in answers if answer.check == check.id), None)
            findings = []
            for finding in given.findings if given else ():
                view = view_of(check.id, finding.number)
                rule = check.rule(finding.kind)
                wants = rule is not None and rule.pin
                kept = photo(view) if view in photos else None
                findings.append(FindingView(finding, view, kept, wants and kept is None))
                if wants:
                    shots.append(WantedShot(view, kept, required=True))
            checks.append(CheckView(check.id, given is not None, tuple(findings)))
        return PieceView(
            id="QC1-4T7KM2QX9A-7",
            key=item.key,
            item=item,
            axes=Axes(reception=ReceptionState.RECEIVED),
            checks=tuple(checks),
            judgement=judge(answers, item, TAKEBACK, self.programme),
            verdict=None,
            shots=tuple(shots),
            undo_until=None,
            inspected_by=ME.name,
            ledger_answer="",
        )

    def bench(
        self, piece: PieceView | None, parcel: ParcelView | None = None, step: NextStep | None = None
    ) -> BenchView:
        states = {1: ItemState.ACCEPTED}
        if piece is not None:
            states[piece.key.line] = ItemState.IN_HAND
        parcel = parcel or self.parcel(states)
        return replace(EMPTY, parcel=parcel, piece=piece, next=step or self.next_of(piece), can_undo="answer")

    def next_of(self, piece: PieceView | None) -> NextStep:
        if piece is None:
            return NextStep(Step.OPEN_ITEM, f"{DOSSIER}/2")
        if piece.judgement.ruling is None:
            return NextStep(Step.ANSWER_CHECK, piece.judgement.unanswered[0])
        unshown = next((shot.view for shot in piece.shots if shot.required and shot.photo is None), None)
        return NextStep(Step.PHOTOGRAPH, unshown) if unshown else NextStep(Step.SIGN, str(piece.judgement.ruling))

    def conform(self, *checks: str) -> tuple[Answer, ...]:
        return tuple(Answer(check) for check in checks)

    def all_conform(self, but: tuple[Answer, ...] = ()) -> tuple[Answer, ...]:
        other = {answer.check: answer for answer in but}
        return tuple(other.get(check.id, Answer(check.id)) for check in self.programme.checks)

    # ---- the scenes

    def halfway(self) -> BenchView:
        """Five checks answered, nothing found."""
        return self.bench(
            self.piece(self.conform("brand_label", "inner_labels", "clean", "holes"), photos=("front", "back"))
        )

    def refused(self) -> BenchView:
        """The picture of the design: a button missing on the cuff, pinned and photographed."""
        found = Finding("missing", self.rule("trims", "missing"), 1, Pin(Side.FRONT, 0.86, 0.62), "poignet gauche")
        answers = (*self.conform("brand_label", "inner_labels", "clean", "holes"), Answer("trims", (found,)))
        return self.bench(self.piece(answers, photos=("front", "back", "label", "defect:trims:1")))

    def photo_wanted(self) -> BenchView:
        found = Finding("stain", self.rule("clean", "stain"), 1, Pin(Side.FRONT, 0.5, 0.6))
        return self.bench(self.piece((*self.conform("brand_label", "inner_labels"), Answer("clean", (found,)))))

    def refused_at_the_end(self) -> BenchView:
        """Every check answered, one of them refuses: a lead could accept it all the same."""
        found = Finding("missing", self.rule("trims", "missing"), 1, Pin(Side.FRONT, 0.86, 0.62), "poignet gauche")
        answers = self.all_conform((Answer("trims", (found,)),))
        return self.bench(self.piece(answers, photos=("front", "back", "label", "defect:trims:1")))

    def very_good(self) -> BenchView:
        found = Finding("light", self.rule("pilling", "light"), 1, Pin(Side.BACK, 0.4, 0.5))
        piece = self.piece(
            self.all_conform((Answer("pilling", (found,)),)), photos=("front", "back", "label", "defect:pilling:1")
        )
        return self.bench(piece)

    def accepted(self) -> BenchView:
        view = self.very_good()
        assert view.piece is not None
        return self.signed(view, Ruling.ACCEPTED, NOW + timedelta(seconds=8), ME.name, NOW)

    def already_inspected(self) -> BenchView:
        view = self.refused()
        signed = self.signed(view, Ruling.REFUSED, None, LEA.name, NOW - timedelta(days=2, hours=1))
        return replace(
            signed, can_undo="", notice=Notice("already_inspected", Tone.ATTENTION, {"piece": "QC1-4T7KM2QX9A-7"})
        )

    def credited(self, reversal: ReversalState | None = None) -> BenchView:
        """A piece whose credit the ledger has confirmed; `reversal`: how far taking it back is."""
        view = self.accepted()
        assert view.piece is not None
        piece = replace(view.piece, undo_until=None, reversal=reversal, reversible=reversal is None)
        return replace(view, piece=piece)

    def signed(self, view: BenchView, ruling: Ruling, until: datetime | None, by: str, at: datetime) -> BenchView:
        piece = view.piece
        assert piece is not None
        judged = piece.judgement
        verdict = Verdict(
            ruling, judged.grade, judged.amount, judged.reasons, "", judged, self.programme.ref, by, "BANC-01", at
        )
        axes = replace(
            piece.axes,
            decision=DecisionState(str(ruling)) if ruling is not Ruling.REVIEW else DecisionState.NEEDS_REVIEW,
        )
        signed = replace(piece, verdict=verdict, undo_until=until, inspected_by=by, axes=axes)
        state = {
            Ruling.ACCEPTED: ItemState.ACCEPTED,
            Ruling.REFUSED: ItemState.REFUSED,
            Ruling.REVIEW: ItemState.REVIEW,
        }
        parcel = self.parcel({1: ItemState.ACCEPTED, piece.key.line: state[ruling]})
        return replace(
            view, parcel=parcel, piece=signed, next=NextStep(Step.OPEN_ITEM, f"{DOSSIER}/3"), can_undo="decision"
        )

    def just_scanned(self) -> BenchView:
        parcel = self.parcel({}, TransferForm.UNKNOWN, days_left=15)
        return replace(self.bench(None, parcel, NextStep(Step.RECORD_TRANSFER_FORM, DOSSIER)), can_undo="")

    def choosing(self) -> BenchView:
        return self.bench(
            None,
            self.parcel(
                {1: ItemState.ACCEPTED, 3: ItemState.ELSEWHERE, 4: ItemState.MISSING}, TransferForm.UNSIGNED, -1
            ),
        )

    def complete(self) -> BenchView:
        states = {1: ItemState.ACCEPTED, 2: ItemState.REFUSED, 3: ItemState.ACCEPTED, 4: ItemState.REVIEW}
        return self.bench(None, self.parcel(states), NextStep(Step.NEXT_PARCEL))

    def with_quarantine(self) -> BenchView:
        """Nothing in hand, and a piece that waits for somebody to say whose it is."""
        stray = self.undeclared().undeclared
        assert stray is not None
        return replace(self.choosing(), quarantine=(stray,), waiting=1)

    def undeclared(self) -> BenchView:
        """A piece nobody declared is in hand, in the place of item 4, not photographed yet."""
        stray = UndeclaredPiece("QC1-8ZP3N5RWKB-2", PARCEL, "BANC-01", ME.id, NOW, instead_of=ItemKey(DOSSIER, 4))
        parcel = self.parcel({1: ItemState.ACCEPTED, 4: ItemState.MISSING})
        parcel = replace(parcel, undeclared=(stray,), shots=(WantedShot("opening", photo("box"), required=False),))
        view = self.bench(None, parcel, NextStep(Step.PHOTOGRAPH, "undeclared"))
        return replace(view, undeclared=stray, waiting=3, can_undo="undeclared")

    def damaged(self) -> BenchView:
        shots = (WantedShot("damage", None, required=True), WantedShot("opening", photo("box"), required=False))
        parcel = replace(self.parcel({}), condition=ParcelCondition.DAMAGED, shots=shots)
        return replace(self.bench(None, parcel, NextStep(Step.PHOTOGRAPH, "damage")), can_undo="condition")

    def second_look(self) -> BenchView:
        view = self.halfway()
        assert view.piece is not None
        return replace(view, piece=replace(view.piece, blind=True, shots=(), inspected_by=""), can_undo="")

    def came_back(self) -> BenchView:
        """A sold shirt with light pilling is back: half its checks are answered, its earlier pictures stand beside."""
        was = self.very_good().piece
        view = self.halfway()
        assert view.piece is not None
        assert was is not None
        earlier = tuple(
            EarlierPicture(name, photo(name)) for name in ("front", "back", "label", "collar", "defect:pilling:1")
        )
        reentry = ReentryView(1, earlier, was.checks, Grade.VERY_GOOD, ())
        return replace(view, piece=replace(view.piece, reentry=reentry))

    def labelled(self, state: LabelState) -> BenchView:
        """Accepted, its label sent or scanned back."""
        view = self.accepted()
        assert view.piece is not None
        assert view.parcel is not None
        (dossier,) = view.parcel.dossiers
        cards = tuple(replace(card, label=state) if card.grade else card for card in dossier.items)
        parcel = replace(view.parcel, dossiers=(replace(dossier, items=cards),))
        return replace(view, piece=replace(view.piece, label=state), parcel=parcel)

    def to_dispose(self) -> BenchView:
        """A refusal that has left: the piece may go where the programme says."""
        view = self.signed(self.refused(), Ruling.REFUSED, None, ME.name, NOW - timedelta(minutes=3))
        assert view.piece is not None
        ways = (DispositionState.RETURN, DispositionState.DONATE, DispositionState.RECYCLE)
        axes = replace(view.piece.axes, disposition=DispositionState.HOLD)
        return replace(view, piece=replace(view.piece, axes=axes, dispositions=ways), can_undo="", waiting=1)

    def to_treat(self) -> BenchView:
        """Every check answered, and a stain that this programme has treated."""
        found = Finding("stain", self.rule("clean", "stain"), 1, Pin(Side.FRONT, 0.5, 0.6))
        answers = self.all_conform((Answer("clean", (found,)),))
        return self.bench(self.piece(answers, photos=("front", "back", "label", "defect:clean:1")))

    def in_treatment(self) -> BenchView:
        """The workshop has begun."""
        view = self.to_treat()
        assert view.piece is not None
        axes = replace(view.piece.axes, treatment=TreatmentState.IN_PROGRESS)
        piece = replace(view.piece, axes=axes, treatments=(TreatmentState.DONE,))
        states = {1: ItemState.ACCEPTED, piece.key.line: ItemState.TREATMENT}
        return self.bench(piece, self.parcel(states), NextStep(Step.OPEN_ITEM, f"{DOSSIER}/3"))

    def corrected(self) -> BenchView:
        """Size and colour are not as declared; what they really are stands beside."""
        told = (("size", "42"), ("colour", "Bleu nuit"))
        found = Finding("differs", self.rule("authentic", "differs"), 1, details=told)
        answers = (*self.conform("brand_label", "inner_labels", "clean"), Answer("authentic", (found,)))
        return self.bench(self.piece(answers, photos=("front",)))

    def found(self) -> tuple[Found, ...]:
        cologne = Customer("C-1", "Éloïse Müller-Größ", "Köln", "DE", "de")
        return (
            Found(DOSSIER, PARCEL, TAKEBACK.customer, ITEMS, received=True),
            Found("R-2026-020777", "6A15602676300", cologne, ITEMS[:1], received=False),
        )

    def queue(self) -> tuple[Waiting, ...]:
        since = NOW - timedelta(days=1, hours=2)
        return (
            Waiting(
                "QC1-4T7KM2QX9A-7",
                since,
                PARCEL,
                "ami-for-ever",
                ITEMS[2],
                TAKEBACK.customer,
                ("counterfeit_suspected",),
                "doublure sans logo",
            ),
            Waiting("QC1-8ZP3N5RWKB-2", NOW - timedelta(minutes=20), PARCEL, "", None, None, (), ""),
        )

    def rule(self, check: str, answer: str) -> object:
        known = self.programme.check(check)
        rule = known.rule(answer) if known else None
        assert rule is not None
        return rule.severity


UP_TO_DATE = LedgerStatus(LedgerState.UP_TO_DATE, 0, 0, NOW - timedelta(minutes=4))
WAITING = LedgerStatus(LedgerState.WAITING, 1, 0, NOW)
OFFLINE = LedgerStatus(LedgerState.OFFLINE, 3, 0, NOW - timedelta(hours=1))
ATTENTION = LedgerStatus(LedgerState.NEEDS_ATTENTION, 0, 2, NOW)


class SceneBench:
    """A bench that shows one snapshot and remembers what it was asked. `answers` may say more by command type."""

    def __init__(self, view: BenchView) -> None:
        self.shown = view
        self.asked: list[BenchCommand] = []
        self.found: tuple[Found, ...] = ()
        self.queue: tuple[Waiting, ...] = ()
        self.answers: dict[type, Callable[[BenchCommand], Outcome]] = {}

    def perform(self, command: BenchCommand) -> Outcome:
        self.asked.append(command)
        answer = self.answers.get(type(command))
        return answer(command) if answer else Outcome(ok=True, notice=Notice("check_answered", Tone.PASS))

    def find(self, text: str) -> tuple[Found, ...]:
        return self.found if text else ()

    def waiting(self) -> tuple[Waiting, ...]:
        return self.queue

    def view(self) -> BenchView:
        return self.shown
