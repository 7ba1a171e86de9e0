"""Every refusal in one form, RFC 9457 `application/problem+json`: `type` and `retryable` are what a program decides by.

The JSON is ASCII: a field name that came in may hold half a character that no UTF-8 can carry back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match, Route

from voucher_ledger.domain.errors import (
    AlreadyAnswered,
    AlreadyExists,
    AlreadyReceived,
    Breach,
    ChainBroken,
    Forbidden,
    HoldEnded,
    InsufficientBalance,
    InvalidRequest,
    KeyReuse,
    NetworkRefused,
    NotCredited,
    NotFound,
    OrderKnown,
    RefundExceeds,
    Refusal,
    SecondPersonNeeded,
    SequenceConflict,
    SignatureRefused,
    StationKeyDiffers,
    StationKeyUnknown,
    TakebackConflict,
    TooManyGuesses,
    Unauthorized,
    Unavailable,
    UnknownVoucher,
    VoucherNotUsable,
)

ERRORS_LISTED_MAX = 50
_RETRYABLE = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.PRECONDITION_REQUIRED})
RETRY_AFTER_S = {HTTPStatus.SERVICE_UNAVAILABLE: 1, HTTPStatus.TOO_MANY_REQUESTS: 900}

_STATUS: dict[type[Refusal], HTTPStatus] = {
    Unauthorized: HTTPStatus.UNAUTHORIZED,
    Forbidden: HTTPStatus.FORBIDDEN,
    NotFound: HTTPStatus.NOT_FOUND,
    InvalidRequest: HTTPStatus.UNPROCESSABLE_ENTITY,
    KeyReuse: HTTPStatus.UNPROCESSABLE_ENTITY,
    SequenceConflict: HTTPStatus.CONFLICT,
    SignatureRefused: HTTPStatus.UNPROCESSABLE_ENTITY,
    ChainBroken: HTTPStatus.CONFLICT,
    StationKeyUnknown: HTTPStatus.PRECONDITION_REQUIRED,
    StationKeyDiffers: HTTPStatus.CONFLICT,
    TakebackConflict: HTTPStatus.CONFLICT,
    AlreadyExists: HTTPStatus.CONFLICT,
    AlreadyReceived: HTTPStatus.CONFLICT,
    UnknownVoucher: HTTPStatus.NOT_FOUND,
    InsufficientBalance: HTTPStatus.CONFLICT,
    VoucherNotUsable: HTTPStatus.CONFLICT,
    NetworkRefused: HTTPStatus.FORBIDDEN,
    TooManyGuesses: HTTPStatus.TOO_MANY_REQUESTS,
    HoldEnded: HTTPStatus.CONFLICT,
    OrderKnown: HTTPStatus.CONFLICT,
    RefundExceeds: HTTPStatus.CONFLICT,
    NotCredited: HTTPStatus.CONFLICT,
    SecondPersonNeeded: HTTPStatus.FORBIDDEN,
    AlreadyAnswered: HTTPStatus.CONFLICT,
    Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
_TITLE = {
    "unauthorized": "No valid token",
    "forbidden": "The token does not grant this",
    "not-found": "Not found",
    "invalid-request": "The request is not valid",
    "key-reuse": "The id is known with other content",
    "station-sequence-conflict": "The station's sequence number is taken",
    "signature-refused": "The station did not sign this",
    "chain-broken": "It does not follow the decision before it",
    "station-key-unknown": "The station has not introduced its key",
    "station-key-differs": "The station is known by another key",
    "takeback-conflict": "The dossier is known with other content",
    "already-received": "Its parcel has arrived",
    "already-exists": "It exists already",
    "unknown-voucher": "No voucher has this code",
    "insufficient-balance": "There is not that much money",
    "voucher-not-usable": "The voucher is not usable today",
    "network-refused": "Vouchers are not taken here",
    "too-many-guesses": "Too many codes that do not exist",
    "hold-ended": "The hold has ended",
    "order-known": "The order has used this voucher before",
    "refund-exceeds": "More than is left to refund",
    "not-credited": "There is no credit to reverse",
    "second-person-needed": "Another person has to approve",
    "already-answered": "It was answered before",
    "too-large": "The body is too large",
    "method-not-allowed": "The method is not allowed here",
    "unavailable": "The ledger cannot do this now",
    "internal": "The ledger failed",
}
# What the framework refuses by itself, or a route by its status.
_CODE_OF_STATUS = {
    HTTPStatus.NOT_FOUND: "not-found",
    HTTPStatus.METHOD_NOT_ALLOWED: "method-not-allowed",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "too-large",
}
# pydantic's names that say too much about pydantic.
_RULE = {
    "missing": "required",
    "extra_forbidden": "unknown_field",
    "string_pattern_mismatch": "pattern",
    "literal_error": "one_of",
    "string_too_short": "too_short",
    "string_too_long": "too_long",
    "int_type": "integer",
    "int_from_float": "integer",
    "int_parsing": "integer",
    "int_parsing_size": "integer",
    "string_type": "string",
    "string_unicode": "unicode",
    "none_required": "null",
    "json_invalid": "json",
    "model_type": "object",
    "model_attributes_type": "object",
    "dict_type": "object",
    "list_type": "list",
}


class FieldError(BaseModel):
    field: str
    rule: str
    message: str = ""


class Problem(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError]
    retryable: bool


def problem(code: str, status: int, detail: str, breaches: Sequence[Breach] = ()) -> dict[str, Any]:
    """The body of a refusal."""
    return {
        "type": f"urn:ledger:{code}",
        "title": _TITLE[code],
        "status": status,
        "detail": detail,
        "errors": [{"field": one.field, "rule": one.rule, "message": one.says} for one in breaches[:ERRORS_LISTED_MAX]],
        "retryable": status >= HTTPStatus.INTERNAL_SERVER_ERROR or status in _RETRYABLE,
    }


def refusal_problem(refusal: Refusal) -> dict[str, Any]:
    return problem(refusal.code, _STATUS[type(refusal)], refusal.detail, refusal.breaches)


def respond(body: Mapping[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    extra = dict(headers or {})
    if body["status"] == HTTPStatus.UNAUTHORIZED:
        extra["WWW-Authenticate"] = "Bearer"
    if body["status"] in RETRY_AFTER_S:
        extra["Retry-After"] = str(RETRY_AFTER_S[body["status"]])
    return Response(json.dumps(body), body["status"], extra, media_type="application/problem+json")


def breaches_of(errors: Sequence[Any], *, skip: int) -> list[Breach]:
    """Pydantic's errors as field paths and rules; the first `skip` parts of a place are ours, not the sender's."""
    return [Breach(_path(one["loc"][skip:]), _RULE.get(one["type"], one["type"]), one["msg"]) for one in errors]


def invalid(error: ValidationError) -> InvalidRequest:
    """The refusal of one item that pydantic did not accept."""
    listed = error.errors(include_input=False, include_url=False, include_context=False)
    return InvalidRequest("the request does not have the documented form", breaches_of(listed, skip=0))


def _path(place: Sequence[str | int]) -> str:
    """`("items", 2, "offer", "new")` → `items[2].offer.new`."""
    path = ""
    for part in place:
        path += f"[{part}]" if isinstance(part, int) else f".{part}" if path else part
    return path[:200]


def install(app: FastAPI) -> None:
    """Make `app` answer every error as a problem, those of the framework included."""
    app.add_exception_handler(Refusal, _on_refusal)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Exception, _on_bug)


async def _on_refusal(_request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return respond(refusal_problem(refusal))


async def _on_invalid(_request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    if any(one["type"] == "json_invalid" for one in error.errors()):
        return respond(_not_json())
    breaches = breaches_of(error.errors(), skip=1)
    refusal = InvalidRequest("the request does not have the documented form", breaches)
    return respond(refusal_problem(refusal))


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == HTTPStatus.BAD_REQUEST:  # the framework could not read the body
        return respond(_not_json())
    code = _CODE_OF_STATUS.get(HTTPStatus(error.status_code), "internal")
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(_allowed(request)))
    detail = error.detail if code == "too-large" else HTTPStatus(error.status_code).phrase
    return respond(problem(code, error.status_code, detail), headers)


def _allowed(request: Request) -> set[str]:
    """The methods of every route with this path; the framework names those of the first."""
    routes: list[Route] = request.app.state.routes
    here = (route for route in routes if route.matches(request.scope)[0] is not Match.NONE)
    return {method for route in here for method in route.methods or ()}


async def _on_bug(_request: Request, _error: Exception) -> Response:
    return respond(
        problem("internal", HTTPStatus.INTERNAL_SERVER_ERROR, "this is the ledger's fault, and stands in its log")
    )


def _not_json() -> dict[str, Any]:
    breach = Breach("", "json", "the body is not JSON in UTF-8")
    return problem("invalid-request", HTTPStatus.UNPROCESSABLE_ENTITY, "the body could not be read", [breach])
