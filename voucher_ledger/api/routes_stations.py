"""A station's own state, so that it and the ledger can prove that they agree."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse

from voucher_ledger.api import answers
from voucher_ledger.api.auth import ThisBench
from voucher_ledger.api.context import Here
from voucher_ledger.api.documented import answer, problems, replayable
from voucher_ledger.api.wire import EPOCH_MAX, SEQ_MAX, KeyIn
from voucher_ledger.application.access import introduce_key
from voucher_ledger.application.queries import station_digest, station_last_seq
from voucher_ledger.domain.chain import SigningKey

router = APIRouter(prefix="/v1/stations", tags=["stations"])


@router.get("/me", responses=answer(answers.StationOut) | problems())
def me(bench: ThisBench, here: Here) -> JSONResponse:
    """The station of the token, the epoch it numbers in, and the highest number the ledger has."""
    last = station_last_seq(here.store, bench)
    return JSONResponse({"station": bench.name, "epoch": bench.epoch, "last_seq": last})


@router.put("/me/key", status_code=201, responses=replayable(answers.KeyOut) | problems(409, 413))
def key(given: KeyIn, bench: ThisBench, here: Here) -> JSONResponse:
    """What the station signs with from a place on, told once; told again, 200. Another key needs an operator's word."""
    here.readiness.require()
    keys = tuple(SigningKey(one.public, one.epoch, one.seq) for one in (*given.before, given))
    new = introduce_key(bench.name, keys, here.store, here.clock)
    body = {"public": given.public}
    return JSONResponse(body, 201) if new else JSONResponse(body, 200, {"Idempotency-Replayed": "true"})


@router.get("/me/digest", responses=answer(answers.DigestOut) | problems())
def digest(
    bench: ThisBench,
    here: Here,
    epoch: Annotated[int, Query(ge=1, le=EPOCH_MAX)],
    upto_seq: Annotated[int, Query(ge=0, le=SEQ_MAX)],
) -> JSONResponse:
    """What the ledger holds of an epoch up to a number, with the numbers it lacks."""
    return JSONResponse(answers.digest(station_digest(here.store, bench, epoch, upto_seq)))
