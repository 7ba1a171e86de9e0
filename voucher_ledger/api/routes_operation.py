"""For auditors and whoever watches: the audit's report, what persons did to the ledger, figures for Prometheus."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse, Response

from voucher_ledger.api.answers import instant
from voucher_ledger.api.auth import AuditToken
from voucher_ledger.api.context import Here
from voucher_ledger.api.documented import Responses, answer, problems
from voucher_ledger.api.metrics import CONTENT_TYPE, Metrics

router = APIRouter(tags=["operation"])
ACTS_MAX = 500


class FindingOut(BaseModel):
    check: str
    facts: str


class ReportOut(BaseModel):
    clean: bool
    findings: list[FindingOut]


class ActOut(BaseModel):
    number: int
    at: str
    actor: str
    kind: str
    about: str


class ActsOut(BaseModel):
    acts: list[ActOut]


@router.get("/v1/audit/report", responses=answer(ReportOut) | problems())
def report(_token: AuditToken, here: Here) -> JSONResponse:
    """Everything that must hold of the books and does not, recomputed from the rows: it reads them all."""
    found = here.store.read(lambda books: books.audit())
    listed = [{"check": one.check, "facts": one.facts} for one in found]
    return JSONResponse({"clean": not listed, "findings": listed})


@router.get("/v1/audit/acts", responses=answer(ActsOut) | problems())
def acts(_token: AuditToken, here: Here, after: Annotated[int, Query(ge=0, le=2**53)] = 0) -> JSONResponse:
    """What persons did to the ledger itself, oldest first; ask again after the last number."""
    found = here.store.read(lambda books: books.acts.listed(after, ACTS_MAX))
    told = [
        {"number": number, "at": instant(act.at), "actor": act.actor, "kind": act.kind, "about": act.about}
        for number, act in found
    ]
    return JSONResponse({"acts": told})


class HeadOut(BaseModel):
    """The newest seal over the books; null before the first."""

    seal: int | None
    hash: str | None
    made_at: str | None


@router.get("/v1/audit/head", responses=answer(HeadOut) | problems())
def head(_token: AuditToken, here: Here) -> JSONResponse:
    """The newest seal, to be kept elsewhere: `verify-chain --head` finds it in the books, or tells that it is gone."""
    seal = here.store.read(lambda books: books.seals.last())
    told = {"seal": seal.seq, "hash": seal.hash, "made_at": instant(seal.made_at)} if seal else None
    return JSONResponse(told or {"seal": None, "hash": None, "made_at": None})


_TEXT: Responses = {
    200: {"description": "Prometheus' text format", "content": {"text/plain": {"schema": {"type": "string"}}}}
}


@router.get("/metrics", response_class=Response, responses=_TEXT | problems())
def metrics(request: Request, _token: AuditToken, here: Here) -> Response:
    """Requests and their durations of this process; mails, tasks, holds and untold decisions of the books."""
    counted: Metrics = request.app.state.metrics
    figures = here.store.read(lambda books: books.figures())
    return Response(counted.text(figures, ready=not here.readiness.faults()), media_type=CONTENT_TYPE)
