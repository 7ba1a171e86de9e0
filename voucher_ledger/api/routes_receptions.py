"""Parcels that arrived and what is due when; credits that are held back, and their release."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, ValidationError
from starlette.responses import JSONResponse, Response

from voucher_ledger.api.answers import MoneyOut, instant, money
from voucher_ledger.api.auth import Holding, OfficeToken, ThisBench
from voucher_ledger.api.context import Here
from voucher_ledger.api.documented import answer, problems
from voucher_ledger.api.problems import Problem, invalid, refusal_problem
from voucher_ledger.api.wire_reception import (
    AllHeldIn,
    ArrivalIn,
    ArrivalsIn,
    HeldIn,
    Place,
    ReleaseIn,
    to_arrival,
    to_held,
)
from voucher_ledger.application.held import ask_release, held_credits, tell_held
from voucher_ledger.application.receive import LISTED_MAX, open_receptions, place_of, receive
from voucher_ledger.domain.errors import InvalidRequest
from voucher_ledger.domain.reception import HeldCredit, Reception
from voucher_ledger.domain.station import Scope, Token
from voucher_ledger.domain.takeback import ItemKey

router = APIRouter(prefix="/v1", tags=["receptions"])
Item = TypeVar("Item", ArrivalIn, HeldIn)
Reader = Annotated[Token, Depends(Holding(Scope.STATION, Scope.LEAD, Scope.FINANCE))]


class ReceptionOut(BaseModel):
    """`due_on` was counted once, by that calendar; `left` items of the parcel are undecided."""

    dossier: str
    parcel: str
    station: str
    received_at: str
    due_on: str
    calendar: str
    calendar_version: str
    transfer_form: bool
    alert: int
    left: int


class NotReceivedOut(BaseModel):
    """Of no dossier the ledger knows, or nothing that can be read."""

    problem: Problem


class ReceivedOut(BaseModel):
    results: list[ReceptionOut | NotReceivedOut]


class OpenOut(BaseModel):
    """`next` is where the list goes on; null at its end."""

    receptions: list[ReceptionOut]
    next: str | None


class ReleaseOut(BaseModel):
    person: str
    reason: str


class HeldOut(BaseModel):
    dossier: str
    line: int
    piece: str
    amount: MoneyOut
    since: str
    station: str
    release: ReleaseOut | None


class AllHeldOut(BaseModel):
    held: list[HeldOut]


@router.post("/receptions", responses=answer(ReceivedOut) | problems(413))
def tell(arrived: ArrivalsIn, bench: ThisBench, here: Here) -> JSONResponse:
    """Parcels a bench received: the clock of fifteen working days starts. A result for each, in the order given."""
    here.readiness.require()
    read = [_read(ArrivalIn, one) for one in arrived.receptions]
    arrivals = [to_arrival(one) for one in read if isinstance(one, ArrivalIn)]
    told = iter(receive(arrivals, bench, here.store, here.clock, here.warehouse.calendar))
    answers = [next(told) if isinstance(one, ArrivalIn) else one for one in read]
    return JSONResponse(
        {
            "results": [
                _reception(one) if isinstance(one, Reception) else {"problem": refusal_problem(one)} for one in answers
            ]
        }
    )


@router.get("/receptions", responses=answer(OpenOut) | problems())
def undecided(
    _token: Reader,
    here: Here,
    after: Annotated[Place, Query()] = "",
    limit: Annotated[int, Query(ge=1, le=LISTED_MAX)] = LISTED_MAX,
) -> JSONResponse:
    """Parcels with something undecided in them, the one due first at the head."""
    found = open_receptions(after, limit, here.store)
    following = place_of(found[-1]) if len(found) == limit else None
    return JSONResponse({"receptions": [_reception(one) for one in found], "next": following})


@router.put("/stations/me/held", responses=answer(AllHeldOut) | problems(413))
def hold(given: AllHeldIn, bench: ThisBench, here: Here) -> JSONResponse:
    """All the credits a bench holds back now; answers those that it is asked to let go."""
    here.readiness.require()
    read = [_read(HeldIn, one) for one in given.held]
    released = tell_held([to_held(one) for one in read if isinstance(one, HeldIn)], bench, here.store, here.clock)
    return JSONResponse({"held": [_held(one) for one in released]})


@router.get("/held", responses=answer(AllHeldOut) | problems())
def held(_token: Reader, here: Here) -> JSONResponse:
    """Credits that benches hold back for want of a signed transfer form, oldest first."""
    return JSONResponse({"held": [_held(one) for one in held_credits(here.store)]})


@router.post("/held/release", status_code=204, response_class=Response, responses=problems(404, 413))
def release(asked: ReleaseIn, token: OfficeToken, here: Here) -> Response:
    """Ask the bench to let a held credit go, with a reason. It is done when it is held no more."""
    here.readiness.require()
    by = f"{token.name}: {asked.person}"[:64]
    ask_release(ItemKey(asked.dossier, asked.line), by, asked.reason, here.store, here.clock)
    return Response(status_code=204)


def _read(model: type[Item], given: object) -> Item | InvalidRequest:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        return invalid(error)


def _reception(one: Reception) -> dict[str, Any]:
    return {
        "dossier": one.dossier,
        "parcel": one.parcel,
        "station": one.station,
        "received_at": instant(one.received_at),
        "due_on": one.due_on.isoformat(),
        "calendar": one.calendar,
        "calendar_version": one.calendar_version,
        "transfer_form": one.transfer_form,
        "alert": one.alert,
        "left": one.left,
    }


def _held(one: HeldCredit) -> dict[str, Any]:
    return {
        "dossier": one.dossier,
        "line": one.line,
        "piece": one.piece,
        "amount": money(one.amount),
        "since": instant(one.since),
        "station": one.station,
        "release": None if one.release is None else {"person": one.release[0], "reason": one.release[1]},
    }
