"""What every route is given: the books, the clock, and whether the books may be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from voucher_ledger.application.letters import Letters
from voucher_ledger.application.photographs import Photographs
from voucher_ledger.application.ports import Clock, Store
from voucher_ledger.application.readiness import Readiness
from voucher_ledger.application.reception_ports import Warehouse
from voucher_ledger.domain.chain import SignatureCheck


@dataclass(frozen=True, slots=True)
class Context:
    store: Store
    clock: Clock
    readiness: Readiness
    letters: Letters
    signature_holds: SignatureCheck
    photographs: Photographs
    warehouse: Warehouse


async def _context(request: Request) -> Context:
    context = request.app.state.context
    assert isinstance(context, Context)
    return context


Here = Annotated[Context, Depends(_context)]
