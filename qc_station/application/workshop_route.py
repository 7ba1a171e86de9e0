"""A piece at the workshop with all that is known of it, and the planning of its route."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from qc_station.application.bench_ports import declaration_of
from qc_station.application.ports import UnitOfWork
from qc_station.application.returned import last_decided
from qc_station.application.workshop_session import CareLabel, Stood, WorkshopPorts
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.photo_set import PhotoSet, SetState
from qc_station.domain.piece import DecisionState, Piece
from qc_station.domain.product_sheet import Field
from qc_station.domain.reentry import Reentry, ReentryOutcome
from qc_station.domain.takeback import DeclaredItem
from qc_station.domain.workshop import Purpose, StepState, WorkshopStep
from qc_station.policy.care import Care
from qc_station.policy.composition import Composition, parse_composition
from qc_station.policy.programme import Consequence, Programme
from qc_station.policy.reconditioning import BY_HAND, Bears, PlannedStep, Route, bears, route

# Care symbols are kept in the station's register of small values, one a piece; the composition on the product sheet.
_REGISTER = "care_symbols:"


@dataclass(frozen=True, slots=True)
class AtHand:
    """`composition` is None where the text of the label is not understood. `back`: how it ended when the piece
    last came back from the shop.
    """

    piece: Piece
    item: DeclaredItem
    programme: Programme
    steps: tuple[WorkshopStep, ...]
    label: CareLabel
    care: Care
    composition: Composition | None
    back: Reentry | None = None

    @property
    def purpose(self) -> Purpose | None:
        """What the piece is here for; None when it has no business in the workshop."""
        if self.piece.in_treatment:
            return Purpose.TREATMENT
        return Purpose.FINISHING if self.piece.axes.decision is DecisionState.ACCEPTED else None

    @property
    def bears(self) -> Bears:
        return bears(self.composition, self.label.symbols, self.care)

    @property
    def found(self) -> tuple[str, ...]:
        """The kinds of finding of the inspection that counts."""
        answers = self.back.answers if self.back is not None else self.piece.answers
        return tuple(dict.fromkeys(kind for answer in answers for kind in answer.kinds))

    @property
    def ordered(self) -> tuple[str, ...]:
        """What the treatment was ordered for; "otherwise" when the inspection no longer says."""
        if not self.piece.in_treatment:
            return ()
        checks = {answer.check: self.programme.check(answer.check) for answer in self.piece.answers}
        asked = [
            kind
            for answer in self.piece.answers
            for kind in answer.kinds
            if (check := checks[answer.check]) and (rule := check.rule(kind)) and rule.consequence is Consequence.TREAT
        ]
        return tuple(dict.fromkeys(asked)) or ("otherwise",)

    @property
    def route(self) -> Route:
        return route(self.item.category, self.composition, self.label.symbols, self.found, self.ordered, self.care)

    @property
    def open_steps(self) -> tuple[WorkshopStep, ...]:
        """In the order of work, those in work first."""
        order = list(self.care.steps)

        def place(step: WorkshopStep) -> tuple[bool, int, int]:
            known = order.index(step.step) if step.step in order else len(order)
            return step.state is StepState.PLANNED, known, step.number

        return tuple(sorted((step for step in self.steps if step.open), key=place))

    @property
    def in_work(self) -> WorkshopStep | None:
        return next((step for step in self.steps if step.state is StepState.IN), None)

    @property
    def wants_route(self) -> bool:
        """Nothing was planned yet for what it is here for."""
        if self.purpose is Purpose.TREATMENT:
            return not any(step.open for step in self.steps)
        since = self.back.at if self.back is not None and self.back.outcome is ReentryOutcome.WORKSHOP else None
        return self.purpose is Purpose.FINISHING and not any(
            step.purpose is self.purpose and (since is None or step.planned.at >= since) for step in self.steps
        )

    @property
    def stood(self) -> Stood:
        return Stood(self.steps, self.label, self.piece.axes.treatment)

    @property
    def route_number(self) -> int:
        """That of the newest route; 0 before the first."""
        return max((step.route for step in self.steps), default=0)


def at_hand(piece_id: str, uow: UnitOfWork, ports: WorkshopPorts) -> AtHand:
    """Raises RuleBroken("scan_a_piece_first" | "declaration_gone" | "unknown_programme")."""
    piece = uow.pieces.get(piece_id) if piece_id else None
    if piece is None:
        raise RuleBroken("scan_a_piece_first")
    takeback, item = declaration_of(piece.key, uow)
    label = known_label(piece, item, uow)
    care = ports.care()
    return AtHand(
        piece=piece,
        item=item,
        programme=ports.bench.programme_of(takeback),
        steps=uow.workshop.of(piece.id),
        label=replace(label, symbols=tuple(each for each in label.symbols if each in care.symbols)),
        care=care,
        composition=parse_composition(label.composition, care),
        back=last_decided(piece.id, uow),
    )


def known_label(piece: Piece, item: DeclaredItem, uow: UnitOfWork) -> CareLabel:
    """What a person wrote on the sheet, else what was declared."""
    sheet = uow.photo_sets.get(piece.id)
    written = sheet.sheet.text(Field.COMPOSITION) if sheet is not None else ""
    symbols = uow.bookmarks.get(_REGISTER + piece.id)
    return CareLabel(written or item.composition or "", tuple(json.loads(symbols)) if symbols else ())


def keep_label(piece: Piece, item: DeclaredItem, label: CareLabel, uow: UnitOfWork) -> None:
    """Raises RuleBroken("text_too_long" | "changed_elsewhere")."""
    known = known_label(piece, item, uow)
    if known.composition != label.composition:
        before = uow.photo_sets.get(piece.id) or PhotoSet(piece.id)
        # What was declared need not be written to be known.
        text = "" if label.composition == item.composition else label.composition
        sheet = before.sheet.with_text(Field.COMPOSITION, text)
        uow.photo_sets.save(replace(before, sheet=sheet, state=SetState.EDITING))
    if known.symbols != label.symbols:
        uow.bookmarks.put(_REGISTER + piece.id, json.dumps(label.symbols))


def plan(here: AtHand, operator: Operator, uow: UnitOfWork, ports: WorkshopPorts) -> AtHand:
    """A first route for what the piece is here for, stored and logged."""
    assert here.purpose is not None, "only what has business here is planned for"
    planned = _numbered(here, here.route.steps, here.route_number + 1, operator, ports)
    for step in planned:
        uow.workshop.add(step)
    _tell(here, planned, operator, uow, ports)
    return replace(here, steps=(*here.steps, *planned))


def plan_again(here: AtHand, operator: Operator, uow: UnitOfWork, ports: WorkshopPorts) -> AtHand:
    """The label says something else: what is still planned follows it. What is in work or over stays, and what somebody
    added by hand stays where it is still allowed.
    """
    if here.purpose is None or here.wants_route:
        _tell(here, (), operator, uow, ports)
        return here
    number = here.route_number
    held = here.bears
    going, wanted = [], {step.step: step for step in here.route.steps}
    for step in here.steps:
        if step.route != number:
            continue
        added = BY_HAND in step.reasons and _allowed(step, held, here.care)
        if step.state is not StepState.PLANNED or step.step in wanted or added:
            wanted.pop(step.step, None)
        else:
            going.append(step)
    for step in going:
        uow.workshop.remove(step)
    kept = tuple(step for step in here.steps if step not in going)
    fresh = _numbered(here, wanted.values(), number, operator, ports)
    for step in fresh:
        uow.workshop.add(step)
    _tell(here, tuple(step for step in (*kept, *fresh) if step.open), operator, uow, ports)
    return replace(here, steps=(*kept, *fresh))


def _allowed(step: WorkshopStep, held: Bears, care: Care) -> bool:
    kind = care.steps.get(step.step)
    return kind is not None and any(held.against(method) is None for method in kind.methods)


def add_step(here: AtHand, wanted: PlannedStep, operator: Operator, ports: WorkshopPorts) -> WorkshopStep:
    """That step, numbered, not stored yet."""
    return _numbered(here, (wanted,), max(1, here.route_number), operator, ports)[0]


def _numbered(
    here: AtHand, steps: Iterable[PlannedStep], number: int, operator: Operator, ports: WorkshopPorts
) -> tuple[WorkshopStep, ...]:
    assert here.purpose is not None, "only what has business here is planned for"
    # Over all that ever were: the log speaks of steps by their number.
    first = max((step.number for step in here.steps), default=0) + 1
    visit = ports.visit(operator)
    return tuple(
        WorkshopStep(here.piece.id, at, each.step, here.purpose, number, visit, reasons=each.reasons)
        for at, each in enumerate(steps, start=first)
    )


def _tell(
    here: AtHand, steps: Iterable[WorkshopStep], operator: Operator, uow: UnitOfWork, ports: WorkshopPorts
) -> None:
    planned = here.route
    body = {
        "purpose": str(here.purpose or ""),
        "steps": [[step.number, step.step] for step in steps],
        "forbidden": [[each.step, each.code, each.fibre] for each in planned.forbidden],
        "composition": here.label.composition,
        "understood": planned.understood,
        "symbols": list(here.label.symbols),
        "care_file": here.care.sha256,
    }
    uow.log.append(ports.bench.fact("workshop_planned", operator, here.piece.id, **body))
