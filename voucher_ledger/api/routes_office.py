"""What leads and finance do: reversals, adjustments by two persons, review tasks, movements and what is owed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query
from starlette.responses import JSONResponse

from voucher_ledger.api import answers_money as answers
from voucher_ledger.api.auth import FinanceToken, Holding, OfficeToken
from voucher_ledger.api.context import Here
from voucher_ledger.api.documented import answer, created, problems, replayable
from voucher_ledger.api.routes_takebacks import PAGE, After, Limit
from voucher_ledger.api.wire_money import (
    AdjustmentIn,
    AnswerIn,
    CancelIn,
    Id,
    Key,
    ResolutionIn,
    ReversalIn,
    to_correction,
)
from voucher_ledger.application.adjust import answer_adjustment, ask_adjustment, waiting_adjustments
from voucher_ledger.application.queries import all_movements, liabilities
from voucher_ledger.application.reverse import reverse_credit
from voucher_ledger.application.reviews import resolve_review, review_tasks
from voucher_ledger.application.vouchers import cancel_voucher
from voucher_ledger.domain.station import Scope, Token
from voucher_ledger.domain.takeback import ItemKey

router = APIRouter(prefix="/v1", tags=["office"])
LeadOrBench = Annotated[Token, Depends(Holding(Scope.LEAD, Scope.STATION))]
TaskReader = Annotated[Token, Depends(Holding(Scope.LEAD, Scope.FINANCE, Scope.STATION))]
TASK_MAX = 2**53
TaskId = Annotated[int, Path(ge=1, le=TASK_MAX)]


@router.post(
    "/reversals",
    status_code=201,
    responses=replayable(answers.ReversalOut)
    | {202: {"model": answers.ReversalOut, "description": "The money is spent: a task was opened"}}
    | problems(409, 413),
)
def reverse(asked: ReversalIn, token: LeadOrBench, here: Here) -> JSONResponse:
    """A lead takes a credit back, once and with a reason. A balance never goes below zero."""
    here.readiness.require()
    actor = f"{token.name}: {asked.person}" if asked.person else token.name
    done = reverse_credit(ItemKey(asked.dossier, asked.line), asked.reason, actor[:64], here.store, here.clock)
    body = answers.reversal(done)
    if done.replayed:
        return JSONResponse(body, 200, {"Idempotency-Replayed": "true"})
    return JSONResponse(body, 202 if done.transfer is None else 201)


@router.post("/adjustments", status_code=201, responses=created(answers.AdjustmentOut) | problems(404, 413))
def ask(asked: AdjustmentIn, key: Key, token: FinanceToken, here: Here) -> JSONResponse:
    """Ask for a correction of a balance. Nothing moves before another person approves it."""
    here.readiness.require()
    made = ask_adjustment(to_correction(asked), token.name, key, here.store, here.clock)
    return JSONResponse(answers.adjustment(made), 201)


@router.get("/adjustments", responses=answer(answers.AdjustmentsOut) | problems())
def waiting(_token: FinanceToken, here: Here) -> JSONResponse:
    """The adjustments nobody has answered yet, oldest first."""
    return JSONResponse({"adjustments": [answers.adjustment(one) for one in waiting_adjustments(here.store)]})


@router.post("/adjustments/{adjustment}/answer", responses=answer(answers.AdjustmentOut) | problems(404, 409, 413))
def reply(adjustment: Id, given: AnswerIn, token: FinanceToken, here: Here) -> JSONResponse:
    """Approve, and the money moves; or decline, and nothing does. Who asked does not answer."""
    here.readiness.require()
    done = answer_adjustment(adjustment, approved=given.approved, person=token.name, store=here.store, clock=here.clock)
    return JSONResponse(answers.adjustment(done))


@router.post("/vouchers/{voucher}/cancel", responses=answer(answers.VoucherOut) | problems(404, 409, 413))
def cancel(voucher: Id, given: CancelIn, token: FinanceToken, here: Here) -> JSONResponse:
    """Give what a voucher still holds back to its owner's balance, with a reason."""
    here.readiness.require()
    cancelled = cancel_voucher(voucher, given.reason, token.name, here.store, here.clock)
    return JSONResponse(answers.voucher(cancelled, here.clock.now()))


@router.get("/review-tasks", responses=answer(answers.ReviewTasksOut) | problems())
def tasks(
    _token: TaskReader,
    here: Here,
    *,
    resolved: bool = False,
    after: Annotated[int, Query(ge=0, le=TASK_MAX, description="the last number of the page before")] = 0,
    limit: Limit = PAGE,
) -> JSONResponse:
    """What somebody has to look at: conflicts, amounts that differ, pieces used twice, reversals of spent money."""
    found = review_tasks(here.store, resolved=resolved, after=after, limit=limit)
    return JSONResponse({"tasks": [answers.task(one) for one in found]})


@router.post("/review-tasks/{task}/resolve", responses=answer(answers.ReviewTaskOut) | problems(404, 409, 413))
def resolve(task: TaskId, given: ResolutionIn, token: OfficeToken, here: Here) -> JSONResponse:
    """Close a task with what was found. It moves no money."""
    here.readiness.require()
    return JSONResponse(answers.task(resolve_review(task, given.resolution, token.name, here.store, here.clock)))


@router.get("/movements", responses=answer(answers.MovementsOut) | problems())
def movements(_token: FinanceToken, here: Here, after: After = None, limit: Limit = PAGE) -> JSONResponse:
    """Every transfer of the books, oldest first."""
    return JSONResponse(answers.movements(all_movements(here.store, after, limit)))


@router.get("/liabilities", responses=answer(answers.LiabilitiesOut) | problems())
def owed(_token: FinanceToken, here: Here) -> JSONResponse:
    """What is owed, by account, and what the house's accounts say beside it: a currency's lines sum to nothing."""
    return JSONResponse(answers.liabilities(liabilities(here.store)))
