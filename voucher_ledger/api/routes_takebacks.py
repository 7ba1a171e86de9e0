"""Declarations in; the feed and the parcels out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import JSONResponse, Response

from voucher_ledger.api import answers
from voucher_ledger.api.auth import AnyStation, ShopToken
from voucher_ledger.api.context import Here
from voucher_ledger.api.documented import Responses, answer, problems, replayable
from voucher_ledger.api.wire import CarrierCode, Dossier, TakebackIn, carrier_code, to_takeback
from voucher_ledger.api.wire_reception import CallOffIn
from voucher_ledger.application.call_off import call_off
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.queries import changed_takebacks, declared, parcel_contents
from voucher_ledger.domain.errors import NotFound
from voucher_ledger.pages.takeback_papers import parcel_label, transfer_form

router = APIRouter(prefix="/v1", tags=["take-backs"])
PAGE_MAX = 500
PAGE = 100
After = Annotated[str | None, Query(max_length=40, description="`next` of the answer before; absent: from the start")]
Limit = Annotated[int, Query(ge=1, le=PAGE_MAX)]


@router.post("/takebacks", status_code=201, responses=replayable(answers.ReceiptOut) | problems(409, 413))
def declare(takeback: TakebackIn, _token: ShopToken, here: Here) -> JSONResponse:
    """Record a declaration. The same content again is answered 200, other content under its dossier 409."""
    here.readiness.require()
    check = takeback.eligibility == "checked"
    new = declare_takeback(to_takeback(takeback), here.store, here.clock, check_eligibility=check)
    body = {"dossier": takeback.dossier, "recorded": new}
    return JSONResponse(body, 201) if new else JSONResponse(body, 200, {"Idempotency-Replayed": "true"})


@router.post("/takebacks/call-off", responses=answer(answers.CalledOffOut) | problems(404, 409, 413))
def cancel(asked: CallOffIn, token: ShopToken, here: Here) -> JSONResponse:
    """Call a take-back off before its parcel arrives; what comes in its name afterwards is not credited."""
    here.readiness.require()
    new = call_off(asked.dossier, token.name, asked.reason, here.store, here.clock)
    headers = None if new else {"Idempotency-Replayed": "true"}
    return JSONResponse({"dossier": asked.dossier, "called_off": True}, 200, headers)


_PDF: Responses = {200: {"description": "A page to print", "content": {"application/pdf": {}}}}
OfDossier = Annotated[Dossier, Query()]


@router.get("/takebacks/transfer-form", response_class=Response, responses=_PDF | problems(404))
def form(dossier: OfDossier, _token: ShopToken, here: Here) -> Response:
    """The transfer form its customer signs and puts into the parcel, in the customer's language."""
    filed = declared(here.store, dossier)
    return _paper(transfer_form(filed.takeback), f"{filed.takeback.dossier}-form.pdf")


@router.get("/takebacks/label", response_class=Response, responses=_PDF | problems(404))
def label(dossier: OfDossier, parcel: Annotated[CarrierCode, Query()], _token: ShopToken, here: Here) -> Response:
    """The label of one of its parcels, with the carrier's code as it was declared."""
    filed, code = declared(here.store, dossier), carrier_code(parcel)
    wanted = next((one for one in filed.takeback.parcels if one.code == code), None)
    if wanted is None:
        raise NotFound("this take-back declares no such parcel")
    return _paper(parcel_label(filed.takeback, wanted, here.warehouse.address), f"{code}.pdf")


def _paper(pdf: bytes, name: str) -> Response:
    safe = "".join(letter if letter.isalnum() or letter in "-." else "-" for letter in name)
    return Response(pdf, media_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{safe}"'})


@router.get("/takebacks", responses=answer(answers.FeedOut) | problems())
def feed(_token: AnyStation, here: Here, after: After = None, limit: Limit = PAGE) -> JSONResponse:
    """Take-backs in the order in which they last changed, to be kept for offline use."""
    return JSONResponse(answers.feed(changed_takebacks(here.store, after, limit)))


@router.get("/parcels/{code:path}", responses=answer(answers.ParcelOut) | problems(404))
def parcel(code: Annotated[str, Path(pattern=r"^[ -~]{1,120}$")], _token: AnyStation, here: Here) -> JSONResponse:
    """The take-backs in a parcel, by the code on its label; spaces and case do not matter."""
    wanted = carrier_code(code)
    return JSONResponse(answers.parcel(wanted, parcel_contents(here.store, wanted)))
