"""The parts of the OpenAPI document that every route repeats."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

Responses = dict[int | str, dict[str, Any]]
_MEANING = {
    401: "No valid token",
    403: "The token does not grant this",
    404: "Not found",
    409: "Not in the state of things: known with other content, taken, ended, or not enough money",
    413: "More than 1 MiB; of a photograph, more than 120",
    422: "The request is not valid, or its id or key is known with other content",
    428: "The station has to introduce its key first; then send it again",
    429: "Too many codes that do not exist; wait",
    500: "The ledger's fault",
    503: "Not now; send it again",
}


def answer(model: type[BaseModel]) -> Responses:
    """The one good answer of a route."""
    return {200: {"model": model}}


def created(model: type[BaseModel]) -> Responses:
    """The one good answer of a route that makes something each time."""
    return {201: {"model": model}}


def problems(*statuses: int) -> Responses:
    """The refusals of a route: those every route has, and `statuses`."""
    return {status: _problem(status) for status in sorted({401, 403, 422, 500, 503, *statuses})}


def unavailable() -> Responses:
    return {503: _problem(503)}


def replayable(model: type[BaseModel]) -> Responses:
    """201 the first time, 200 with a header for the same content again."""
    header = {"Idempotency-Replayed": {"schema": {"type": "string", "const": "true"}}}
    return {
        201: {"model": model, "description": "Recorded"},
        200: {"model": model, "description": "Known: the first answer again", "headers": header},
    }


def _problem(status: int) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": _MEANING[status], "content": {"application/problem+json": {"schema": schema}}}
