"""Vouchers: made by their owner, used by a web shop or a till."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import JSONResponse

from voucher_ledger.api import answers_money as answers
from voucher_ledger.api.auth import CustomersToken, TillToken
from voucher_ledger.api.context import Here
from voucher_ledger.api.documented import answer, created, problems, replayable
from voucher_ledger.api.wire_money import CodeIn, Id, Key, Ref, RefundIn, UseIn, VoucherIn, to_money, to_use, to_wanted
from voucher_ledger.application import redeem
from voucher_ledger.application.vouchers import make_voucher, replace_code, vouchers_of

router = APIRouter(prefix="/v1", tags=["vouchers"])
REPLAYED = {"Idempotency-Replayed": "true"}


@router.post(
    "/customers/{ref}/vouchers",
    status_code=201,
    responses=replayable(answers.VoucherMadeOut) | problems(404, 409, 413),
)
def make(ref: Ref, wanted: VoucherIn, key: Key, token: CustomersToken, here: Here) -> JSONResponse:
    """Turn a part of the balance into a voucher. The money leaves the balance at once; the code is told this once."""
    here.readiness.require()
    made = make_voucher(to_wanted(ref, wanted), token.name, key, here.store, here.clock, here.letters)
    body = answers.made(made, here.clock.now())
    return JSONResponse(body, 200, REPLAYED) if made.code is None else JSONResponse(body, 201)


@router.get("/customers/{ref}/vouchers", responses=answer(answers.VouchersOut) | problems(404))
def listed(ref: Ref, _token: CustomersToken, here: Here) -> JSONResponse:
    """The customer's vouchers, newest first, without their codes."""
    now = here.clock.now()
    found = vouchers_of(ref, here.store)
    return JSONResponse({"customer": ref, "vouchers": [answers.voucher(one, now) for one in found]})


@router.post(
    "/customers/{ref}/vouchers/{voucher}/code",
    status_code=201,
    responses=created(answers.VoucherMadeOut) | problems(404),
)
def another_code(ref: Ref, voucher: Id, _token: CustomersToken, here: Here) -> JSONResponse:
    """Another code for a voucher whose code is lost; the one before opens nothing any more."""
    here.readiness.require()
    made = replace_code(voucher, ref, here.store, here.clock, here.letters)
    return JSONResponse(answers.made(made, here.clock.now()), 201)


@router.post("/vouchers/lookup", responses=answer(answers.VoucherOut) | problems(404, 413, 429))
def look_up(asked: CodeIn, till: TillToken, here: Here) -> JSONResponse:
    """What a voucher still holds and when it may be used. A code nobody has counts as a guess."""
    here.readiness.require()
    return JSONResponse(answers.voucher(redeem.look_up(asked.code, till, here.store, here.clock), here.clock.now()))


@router.post(
    "/redemptions", status_code=201, responses=replayable(answers.RedemptionOut) | problems(404, 409, 413, 429)
)
def hold(use: UseIn, key: Key, till: TillToken, here: Here) -> JSONResponse:
    """Hold an amount of a voucher for an order, or sell it at once. What is not captured in half an hour goes back."""
    here.readiness.require()
    used = redeem.hold(to_use(use), till, key, here.store, here.clock, capture=use.capture)
    return JSONResponse(answers.used(used), 200, REPLAYED) if used.replayed else JSONResponse(answers.used(used), 201)


@router.get("/redemptions/{redemption}", responses=answer(answers.RedemptionOut) | problems(404))
def look(redemption: Id, till: TillToken, here: Here) -> JSONResponse:
    """What became of a hold of this sales point."""
    return JSONResponse(answers.used(redeem.redemption_state(redemption, till, here.store)))


@router.post("/redemptions/{redemption}/capture", responses=answer(answers.RedemptionOut) | problems(404, 409))
def capture(redemption: Id, till: TillToken, here: Here) -> JSONResponse:
    """The order is sold. The same answer when it is asked again."""
    here.readiness.require()
    return _resolved(redeem.capture(redemption, till, here.store, here.clock))


@router.post("/redemptions/{redemption}/void", responses=answer(answers.RedemptionOut) | problems(404, 409))
def void(redemption: Id, till: TillToken, here: Here) -> JSONResponse:
    """The order came to nothing: the amount is the voucher's again. The same answer when it is asked again."""
    here.readiness.require()
    return _resolved(redeem.void(redemption, till, here.store, here.clock))


@router.post(
    "/redemptions/{redemption}/refund",
    status_code=201,
    responses=replayable(answers.RedemptionOut) | problems(404, 409, 413),
)
def refund(redemption: Id, asked: RefundIn, key: Key, till: TillToken, here: Here) -> JSONResponse:
    """Give back what was sold, in whole or in part: to the voucher, or once that has ended to the balance."""
    here.readiness.require()
    used = redeem.refund(redemption, to_money(asked.amount), till, key, here.store, here.clock)
    return JSONResponse(answers.used(used), 200, REPLAYED) if used.replayed else JSONResponse(answers.used(used), 201)


def _resolved(used: redeem.Used) -> JSONResponse:
    return JSONResponse(answers.used(used), 200, REPLAYED if used.replayed else None)
