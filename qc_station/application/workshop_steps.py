"""The verbs of the workshop: scan in, scan out, add, skip, record how, read the label, take back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from qc_station.application.bench_ports import say
from qc_station.application.commands import Scan
from qc_station.application.outcome import Notice, Tone, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.treatment import move_treatment, next_treatments
from qc_station.application.workshop_commands import (
    AddStep,
    PutDown,
    ReadCareLabel,
    RecordMethod,
    SkipStep,
    TakeIn,
    TakeOut,
    UndoStep,
)
from qc_station.application.workshop_route import AtHand, add_step, at_hand, keep_label, plan, plan_again
from qc_station.application.workshop_session import (
    ActedInWorkshop,
    CareLabel,
    Stood,
    WorkshopAct,
    WorkshopDone,
    WorkshopPorts,
    WorkshopSession,
    reconditioner,
)
from qc_station.domain.carrier_code import CarrierKind, Checked, classify
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.piece import TreatmentState
from qc_station.domain.workshop import Purpose, StepResult, StepState, WorkshopStep
from qc_station.policy.reconditioning import allowed_methods, check_method, read_symbols, step_by_hand

_MOVED = frozenset({Topic.PIECE, Topic.PARCEL})


def scan(command: Scan, session: WorkshopSession, ports: WorkshopPorts) -> ActedInWorkshop:
    """A piece's label: its waiting step begins; scanned again by the same person, it is over. With somebody else's step
    in work, or nothing left to do, the piece is only shown.

    Raises RuleBroken("scan_a_piece_label" | "suspect_code" | "unknown_piece" | "not_for_workshop" | …).
    """
    operator = reconditioner(ports)
    code = classify(command.code)
    if code.kind is not CarrierKind.PIECE:
        raise RuleBroken("scan_a_piece_label", shown=code.shown)
    if code.checked is Checked.SUSPECT:
        raise RuleBroken("suspect_code", shown=code.shown, expected=code.expected or "", got=code.got or "")
    with ports.bench.unit_of_work() as uow:
        uow.workshop.hold(code.text)
        if uow.pieces.get(code.text) is None:
            raise RuleBroken("unknown_piece", shown=code.shown)
        here = at_hand(code.text, uow, ports)
        inside = here.in_work
        if inside is None and here.purpose is None:
            raise RuleBroken("not_for_workshop", piece=here.piece.id, decision=str(here.piece.axes.decision))
        before = here.stood
        if here.wants_route:
            here = plan(here, operator, uow, ports)
        if inside is not None and inside.taken_in is not None and inside.taken_in.by == operator.id:
            act, here, notice = WorkshopAct.STEP_OUT, *_out(here, TakeOut(), operator, uow, ports)
        elif inside is None and here.open_steps:
            act, here, notice = WorkshopAct.STEP_IN, *_in(here, None, operator, uow, ports)
        else:
            shown = ActedInWorkshop(replace(session, piece_id=here.piece.id), _only_shown(inside, uow))
            uow.commit()
            return shown
        uow.commit()
    return _acted(session, act, operator, before, here, notice)


def _only_shown(inside: WorkshopStep | None, uow: UnitOfWork) -> Notice:
    if inside is None or inside.taken_in is None:
        return say("nothing_left_to_do", Tone.PASS)
    name = uow.operators.name_of(inside.taken_in.by) or inside.taken_in.by
    return say("step_with_other", Tone.ATTENTION, workshop_step=inside.step, name=name)


def take_in(command: TakeIn, session: WorkshopSession, ports: WorkshopPorts) -> ActedInWorkshop:
    """Raises RuleBroken("step_in_first" | "nothing_planned" | "not_for_workshop" | "steam_forbidden" | …)."""

    def act(here: AtHand, operator: Operator, uow: UnitOfWork) -> tuple[AtHand, Notice]:
        planned = plan(here, operator, uow, ports) if here.wants_route else here
        return _in(planned, command.number, operator, uow, ports)

    return _on_piece(WorkshopAct.STEP_IN, act, session, ports)


def take_out(command: TakeOut, session: WorkshopSession, ports: WorkshopPorts) -> ActedInWorkshop:
    """Also what somebody else took in: the piece is in this person's hand. Raises RuleBroken("step_not_in" |
    "step_note_missing" | "note_too_long").
    """

    def act(here: AtHand, operator: Operator, uow: UnitOfWork) -> tuple[AtHand, Notice]:
        return _out(here, command, operator, uow, ports)

    return _on_piece(WorkshopAct.STEP_OUT, act, session, ports)


def add_by_hand(command: AddStep, session: WorkshopSession, ports: WorkshopPorts) -> ActedInWorkshop:
    """Raises RuleBroken("steam_forbidden" | … | "composition_unknown" | "step_there_already" | "not_for_workshop")."""

    def act(here: AtHand, operator: Operator, uow: UnitOfWork) -> tuple[AtHand, Notice]:
        _has_business(here)
        here = plan(here, operator, uow, ports) if here.wants_route else here
        wanted = step_by_hand(command.step, here.bears, here.care)
        if any(step.step == command.step for step in here.open_steps):
            raise RuleBroken("step_there_already", workshop_step=command.step)
        step = add_step(here, wanted, operator, ports)
        uow.workshop.add(step)
        body = {"purpose": str(step.purpose), "steps": [[step.number, step.step]], "by_hand": True}
        uow.log.append(ports.bench.fact("workshop_planned", operator, here.piece.id, **body))
        return replace(here, steps=(*here.steps, step)), say("step_added", workshop_step=step.step)

    return _on_piece(WorkshopAct.STEP_ADDED, act, session, ports)


def skip_step(command: SkipStep, session: WorkshopSession, ports: WorkshopPorts) -> ActedInWorkshop:
    """Raises RuleBroken("no_such_step" | "step_not_open" | "step_note_missing" | "note_too_long")."""

    def act(here: AtHand, operator: Operator, uow: UnitOfWork) -> tuple[AtHand, Notice]:
        step = _numbered(here, command.number)
        skipped = step.skip(ports.visit(operator), command.reason)
        body = {"number": step.number, "step": step.step, "reason": skipped.note}
        here = _changed(here, step, skipped, uow)
        uow.log.append(ports.bench.fact("workshop_step_skipped", operator, here.piece.id, **body))
        return _finished(here, operator, uow, ports, say("step_skipped", workshop_step=step.step))

    return _on_piece(WorkshopAct.STEP_SKIPPED, act, session, ports)


def record_method(command: RecordMethod, session: WorkshopSession, ports: WorkshopPorts) -> ActedInWorkshop:
    """Raises RuleBroken("step_not_in" | "unknown_method" | "steam_forbidden" | …)."""

    def act(here: AtHand, operator: Operator, uow: UnitOfWork) -> tuple[AtHand, Notice]:
        step = _inside(here)
        method = check_method(step.step, command.method, here.bears, here.care)
        here = _changed(here, step, step.with_method(method.id), uow)
        body = {"number": step.number, "step": step.step, "method": method.id}
        uow.log.append(ports.bench.fact("workshop_method_recorded", operator, here.piece.id, **body))
        return here, say("method_recorded")

    return _on_piece(WorkshopAct.METHOD, act, session, ports)


def read_care_label(command: ReadCareLabel, session: WorkshopSession, ports: WorkshopPorts) -> ActedInWorkshop:
    """The route follows at once. A composition that is not understood is kept as it was written, and said so.

    Raises RuleBroken("unknown_care_symbol" | "text_too_long").
    """

    def act(here: AtHand, operator: Operator, uow: UnitOfWork) -> tuple[AtHand, Notice]:
        written = here.label.composition if command.composition is None else " ".join(command.composition.split())
        symbols = here.label.symbols if command.symbols is None else read_symbols(command.symbols, here.care)
        keep_label(here.piece, here.item, CareLabel(written, symbols), uow)
        again = plan_again(at_hand(here.piece.id, uow, ports), operator, uow, ports)
        if again.composition is None:
            said = say("composition_not_understood", Tone.ATTENTION, shown=written or "—")
        else:
            said = say("care_label_read")
        # All that was still planned may be forbidden now: then what was done is all that can be.
        return _finished(again, operator, uow, ports, said) if again.steps else (again, said)

    return _on_piece(WorkshopAct.CARE_LABEL, act, session, ports)


def put_down(_command: PutDown, session: WorkshopSession, ports: WorkshopPorts) -> ActedInWorkshop:
    reconditioner(ports)
    return ActedInWorkshop(replace(session, piece_id=""), say("put_down"))


def undo_step(_command: UndoStep, session: WorkshopSession, ports: WorkshopPorts) -> ActedInWorkshop:
    """The piece stands again as before one's own last act, unless anything followed.

    A treatment goes forward only: that it was begun stays, and once it is done the second inspection decides.
    Raises RuleBroken("nothing_to_undo" | "workshop_followed" | "treatment_done_already").
    """
    operator = reconditioner(ports)
    done = last_own(session, operator)
    if done is None:
        raise RuleBroken("nothing_to_undo")
    with ports.bench.unit_of_work() as uow:
        uow.workshop.hold(done.piece)
        here = at_hand(done.piece, uow, ports)
        if done.after.treatment is TreatmentState.DONE and done.before.treatment is not TreatmentState.DONE:
            raise RuleBroken("treatment_done_already")
        if here.stood != done.after:
            raise RuleBroken("workshop_followed")
        _put_back(done.before, done.after, uow)
        keep_label(here.piece, here.item, done.before.label, uow)
        uow.log.append(ports.bench.fact("act_undone", operator, done.piece, act=str(done.act)))
        uow.commit()
    earlier = WorkshopSession(done.piece, tuple(each for each in session.history if each is not done))
    return ActedInWorkshop(earlier, say("act_undone", Tone.PASS, act=str(done.act)))


def last_own(session: WorkshopSession, operator: Operator) -> WorkshopDone | None:
    """What somebody else did at this table is not one's own to take back."""
    last = session.history[-1] if session.history else None
    return last if last is not None and last.operator == operator.id else None


def _put_back(to: Stood, now: Stood, uow: UnitOfWork) -> None:
    before = {step.number: step for step in to.steps}
    after = {step.number: step for step in now.steps}
    for number in after.keys() - before.keys():
        uow.workshop.remove(after[number])
    for number, step in before.items():
        if number not in after:
            uow.workshop.add(step)
        elif after[number] != step:
            uow.workshop.change(after[number], step)


def _on_piece(
    act: WorkshopAct,
    work: Callable[[AtHand, Operator, UnitOfWork], tuple[AtHand, Notice]],
    session: WorkshopSession,
    ports: WorkshopPorts,
) -> ActedInWorkshop:
    """One act on the piece in hand, in one transaction in which nobody else changes it."""
    operator = reconditioner(ports)
    with ports.bench.unit_of_work() as uow:
        uow.workshop.hold(session.piece_id)
        here = at_hand(session.piece_id, uow, ports)
        before = here.stood
        here, notice = work(here, operator, uow)
        uow.commit()
    return _acted(session, act, operator, before, here, notice)


def _acted(
    session: WorkshopSession, act: WorkshopAct, operator: Operator, before: Stood, here: AtHand, notice: Notice
) -> ActedInWorkshop:
    # As it is read: steps by number.
    after = replace(here.stood, steps=tuple(sorted(here.steps, key=lambda step: step.number)))
    done = WorkshopDone(act, operator.id, here.piece.id, before, after)
    return ActedInWorkshop(session.with_done(done), notice, _MOVED)


def _in(
    here: AtHand, number: int | None, operator: Operator, uow: UnitOfWork, ports: WorkshopPorts
) -> tuple[AtHand, Notice]:
    _has_business(here)
    inside = here.in_work
    if inside is not None:
        raise RuleBroken("step_in_first", workshop_step=inside.step)
    step = _numbered(here, number) if number is not None else next(iter(here.open_steps), None)
    if step is None:
        raise RuleBroken("nothing_planned")
    # Asked again: the label may have been read since it was planned.
    step_by_hand(step.step, here.bears, here.care)
    method = allowed_methods(step.step, here.bears, here.care)[0]
    here = _changed(here, step, step.go_in(ports.visit(operator), method), uow)
    body = {"number": step.number, "step": step.step, "method": method}
    uow.log.append(ports.bench.fact("workshop_step_in", operator, here.piece.id, **body))
    if TreatmentState.IN_PROGRESS in next_treatments(here.piece):
        piece = move_treatment(here.piece, TreatmentState.IN_PROGRESS, operator, uow, ports.bench)
        here = replace(here, piece=piece)
    return here, say("step_in", Tone.ACCEPT, workshop_step=step.step)


def _out(
    here: AtHand, command: TakeOut, operator: Operator, uow: UnitOfWork, ports: WorkshopPorts
) -> tuple[AtHand, Notice]:
    step = _inside(here)
    over = step.go_out(ports.visit(operator), command.result, command.note)
    here = _changed(here, step, over, uow)
    body = {
        "number": step.number,
        "step": step.step,
        "result": str(command.result),
        "method": step.method,
        "note": over.note,
    }
    uow.log.append(ports.bench.fact("workshop_step_out", operator, here.piece.id, **body))
    if command.result is StepResult.DAMAGED:
        said = say("step_out_damaged", Tone.ATTENTION, workshop_step=step.step)
    else:
        tone = Tone.ACCEPT if command.result is StepResult.DONE else Tone.ATTENTION
        said = say("step_out", tone, workshop_step=step.step, step_result=str(command.result))
    return _finished(here, operator, uow, ports, said)


def _finished(
    here: AtHand, operator: Operator, uow: UnitOfWork, ports: WorkshopPorts, said: Notice
) -> tuple[AtHand, Notice]:
    """The last step that was open ends the treatment, and the bench inspects again; or the piece is ready."""
    if any(step.open for step in here.steps):
        return here, said
    quiet = said.tone is not Tone.ATTENTION
    if here.purpose is Purpose.FINISHING:
        return here, say("piece_ready", Tone.ACCEPT) if quiet else said
    if here.purpose is None:
        return here, said
    piece = here.piece
    for state in (TreatmentState.IN_PROGRESS, TreatmentState.DONE):
        if state in next_treatments(piece):
            piece = move_treatment(piece, state, operator, uow, ports.bench)
    here = replace(here, piece=piece)
    return here, say("workshop_treatment_done", Tone.ACCEPT, line=piece.key.line) if quiet else said


def _has_business(here: AtHand) -> None:
    if here.purpose is None:
        raise RuleBroken("not_for_workshop", piece=here.piece.id, decision=str(here.piece.axes.decision))


def _inside(here: AtHand) -> WorkshopStep:
    step = here.in_work
    if step is None:
        raise RuleBroken("step_not_in")
    return step


def _numbered(here: AtHand, number: int) -> WorkshopStep:
    step = next((each for each in here.steps if each.number == number), None)
    if step is None or (step.state is StepState.PLANNED and here.purpose is not step.purpose):
        raise RuleBroken("no_such_step", number=number)
    return step


def _changed(here: AtHand, read: WorkshopStep, to: WorkshopStep, uow: UnitOfWork) -> AtHand:
    uow.workshop.change(read, to)
    return replace(here, steps=tuple(to if step is read else step for step in here.steps))
