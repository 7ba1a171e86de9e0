"""Photographs in and out, by their content."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect
from starlette.responses import FileResponse, JSONResponse, Response

from voucher_ledger.api import answers
from voucher_ledger.api.auth import EvidenceReader, ThisBench
from voucher_ledger.api.context import Here
from voucher_ledger.api.documented import Responses, answer, problems, replayable
from voucher_ledger.api.limits import UploadTooLarge
from voucher_ledger.application.photographs import FILE_BYTES_MAX, Arrival, awaited, settle, wanted
from voucher_ledger.domain.errors import InvalidRequest, NotFound

router = APIRouter(prefix="/v1", tags=["evidence"])
WANTED_MAX = 200
_JPEG = b"\xff\xd8\xff"
_PART = 1 << 20
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$")]
_FILE: Responses = {200: {"description": "Its bytes", "content": {"image/jpeg": {}, "application/octet-stream": {}}}}
_BODY = {"requestBody": {"required": True, "content": {"application/octet-stream": {"schema": {"type": "string"}}}}}


@router.get("/stations/me/evidence", responses=answer(answers.WantedOut) | problems())
def missing(bench: ThisBench, here: Here, limit: Annotated[int, Query(ge=1, le=WANTED_MAX)] = 50) -> JSONResponse:
    """The photographs that this station's decisions name and the ledger has not received, oldest first."""
    return JSONResponse({"wanted": list(wanted(bench, limit, here.store))})


@router.put(
    "/evidence/{sha256}",
    status_code=201,
    responses=replayable(answers.KeptOut) | problems(404, 413),
    openapi_extra=_BODY,
)
async def put(sha256: Sha256, request: Request, _bench: ThisBench, here: Here) -> JSONResponse:
    """Send a photograph that a decision names; the ledger hashes it. Sent again, it is known."""
    await run_in_threadpool(here.readiness.require)
    new = await run_in_threadpool(awaited, sha256, here.store)
    with here.photographs.arrive() as arrival:
        try:
            await _receive(request, arrival)
        except ClientDisconnect:  # nobody hears the answer, and what came is gone with `arrival`
            raise InvalidRequest("the photograph was cut short") from None
        if new:
            await run_in_threadpool(settle, arrival, sha256, here.store, here.clock)
    if new:
        return JSONResponse({"sha256": sha256}, 201)
    return JSONResponse({"sha256": sha256}, 200, {"Idempotency-Replayed": "true"})


async def _receive(request: Request, arrival: Arrival) -> None:
    """The whole body, in parts of a megabyte, so that the disk is waited for elsewhere."""
    part = bytearray()
    async for chunk in request.stream():
        part += chunk
        if arrival.size + len(part) > FILE_BYTES_MAX:
            raise UploadTooLarge(FILE_BYTES_MAX)
        if len(part) >= _PART:
            await run_in_threadpool(arrival.write, bytes(part))
            part.clear()
    await run_in_threadpool(arrival.write, bytes(part))


@router.get("/evidence/{sha256}", response_class=Response, responses=_FILE | problems(404))
def get(sha256: Sha256, _token: EvidenceReader, here: Here) -> Response:
    """A photograph, for whoever resolves a conflict or checks the books."""
    file = here.photographs.file(sha256)
    if file is None:
        raise NotFound("this photograph has not been received")
    with file.open("rb") as opened:
        jpeg = opened.read(len(_JPEG)) == _JPEG
    return FileResponse(file, media_type="image/jpeg" if jpeg else "application/octet-stream", filename=sha256)
