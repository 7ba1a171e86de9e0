"""A customer's money: what there is, what moved it, and the vouchers it became."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import JSONResponse

from voucher_ledger.api import answers
from voucher_ledger.api.auth import StatementReader
from voucher_ledger.api.context import Here
from voucher_ledger.api.documented import answer, problems
from voucher_ledger.api.routes_takebacks import PAGE, After, Limit
from voucher_ledger.api.wire import ID_PATTERN
from voucher_ledger.application.queries import customer_balances, customer_movements

router = APIRouter(prefix="/v1/customers", tags=["customers"])
Ref = Annotated[str, Path(pattern=ID_PATTERN)]


@router.get("/{ref}/balance", responses=answer(answers.BalanceOut) | problems(404))
def balance(ref: Ref, _token: StatementReader, here: Here) -> JSONResponse:
    """One balance for each currency the customer was made an offer in."""
    found = customer_balances(here.store, ref)
    return JSONResponse({"customer": ref, "balances": [answers.money(one) for one in found]})


@router.get("/{ref}/transfers", responses=answer(answers.TransfersOut) | problems(404))
def transfers(ref: Ref, _token: StatementReader, here: Here, after: After = None, limit: Limit = PAGE) -> JSONResponse:
    """Everything that moved the balances, oldest first."""
    return JSONResponse(answers.transfers(customer_movements(here.store, ref, after, limit)))
