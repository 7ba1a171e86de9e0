"""Decisions in, one or many; the first answer again for whoever asks again."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import ValidationError
from starlette.responses import JSONResponse

from voucher_ledger.api import answers
from voucher_ledger.api.auth import Secret
from voucher_ledger.api.context import Here
from voucher_ledger.api.documented import answer, problems, replayable
from voucher_ledger.api.problems import invalid
from voucher_ledger.api.wire import ApprovalIn, BatchIn, to_approval
from voucher_ledger.application.post_approvals import deliver
from voucher_ledger.domain.approval import Approval
from voucher_ledger.domain.errors import Refusal

router = APIRouter(prefix="/v1", tags=["approvals"])
ID_ECHOED_MAX = 64


@router.post("/approvals", status_code=201, responses=replayable(answers.ResultOut) | problems(409, 413, 428))
def post_one(approval: ApprovalIn, secret: Secret, here: Here) -> JSONResponse:
    """Settle one decision. Its id is the idempotency key, for ever: sent again it gets its first answer, with 200."""
    here.readiness.require()
    (answer,) = deliver([to_approval(approval)], secret, here.store, here.clock, here.signature_holds)
    if isinstance(answer, Refusal):
        raise answer
    if answer.replayed:
        return JSONResponse(answers.result(answer), 200, {"Idempotency-Replayed": "true"})
    return JSONResponse(answers.result(answer), 201)


@router.post("/approvals/batch", responses=answer(answers.BatchOut) | problems(413))
def post_many(batch: BatchIn, secret: Secret, here: Here) -> JSONResponse:
    """Settle up to a hundred decisions, each on its own: a result or a problem for each, in the order given."""
    here.readiness.require()
    read = [_read(one) for one in batch.approvals]
    good = [one for one in read if isinstance(one, Approval)]
    settled = iter(deliver(good, secret, here.store, here.clock, here.signature_holds))
    answered = [next(settled) if isinstance(one, Approval) else one for one in read]
    ids = (_given_id(one) for one in batch.approvals)
    return JSONResponse({"results": [answers.batch_item(*pair) for pair in zip(ids, answered, strict=True)]})


def _read(given: object) -> Approval | Refusal:
    try:
        return to_approval(ApprovalIn.model_validate(given))
    except ValidationError as error:
        return invalid(error)
    except Refusal as refusal:
        return refusal


def _given_id(given: object) -> str | None:
    """What the sender called its item, if that can be said back."""
    name = given.get("id") if isinstance(given, dict) else None
    return name[:ID_ECHOED_MAX] if isinstance(name, str) and name.isascii() else None
