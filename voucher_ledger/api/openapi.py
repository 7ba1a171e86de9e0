"""The OpenAPI document: the framework's, with the schemas it does not see (a batch's items, problems) and without its
own.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from voucher_ledger.api.examples import EXAMPLES
from voucher_ledger.api.problems import Problem
from voucher_ledger.api.wire import ApprovalIn
from voucher_ledger.api.wire_reception import ArrivalIn, HeldIn

_REF = "#/components/schemas/{model}"
_FRAMEWORKS_OWN = ("HTTPValidationError", "ValidationError")


def document(app: FastAPI) -> None:
    """Make `app` answer our document at /openapi.json."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _build(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign] # the documented way to replace it


def _build(app: FastAPI) -> dict[str, Any]:
    built = get_openapi(title=app.title, version=app.version, routes=app.routes)
    schemas: dict[str, Any] = built["components"]["schemas"]
    for model in (Problem, ApprovalIn, ArrivalIn, HeldIn):
        schema = model.model_json_schema(ref_template=_REF)
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
    for name, example in EXAMPLES.items():
        schemas[name]["examples"] = [example]
    for name in _FRAMEWORKS_OWN:
        schemas.pop(name, None)
    return built
