"""For whoever watches the service: is it alive, may it write. No token, no personal data."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import JSONResponse

from voucher_ledger import __version__
from voucher_ledger.api.context import Here
from voucher_ledger.api.documented import answer, unavailable

router = APIRouter(tags=["health"])


class HealthOut(BaseModel):
    status: str
    version: str


@router.get("/healthz", responses=answer(HealthOut))
async def healthz() -> JSONResponse:
    """The process answers."""
    return JSONResponse({"status": "ok", "version": __version__})


@router.get("/readyz", responses=answer(HealthOut) | unavailable())
def readyz(here: Here) -> JSONResponse:
    """The books are reachable, of this program's schema, and guarded. Otherwise 503, and nothing is written."""
    here.readiness.require()
    return JSONResponse({"status": "ready", "version": __version__})
