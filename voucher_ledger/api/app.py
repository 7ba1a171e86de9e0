"""The ASGI application, put together from its routes. Knows a Store, not which one."""

from __future__ import annotations

from fastapi import FastAPI

from voucher_ledger import __version__
from voucher_ledger.api import (
    problems,
    routes_account,
    routes_approvals,
    routes_customers,
    routes_evidence,
    routes_health,
    routes_office,
    routes_operation,
    routes_receptions,
    routes_stations,
    routes_takebacks,
    routes_vouchers,
)
from voucher_ledger.api.context import Context
from voucher_ledger.api.limits import BodyLimit, RequestLog, SecurityHeaders
from voucher_ledger.api.metrics import Metrics
from voucher_ledger.api.openapi import document
from voucher_ledger.application.letters import Letters
from voucher_ledger.application.photographs import Photographs
from voucher_ledger.application.ports import Clock, Store
from voucher_ledger.application.readiness import Readiness
from voucher_ledger.application.reception_ports import Warehouse
from voucher_ledger.domain.chain import SignatureCheck


def create_app(
    store: Store,
    clock: Clock,
    letters: Letters,
    signature_holds: SignatureCheck,
    photographs: Photographs,
    warehouse: Warehouse,
) -> FastAPI:
    """An application on these books. The caller closes the store after the application has stopped."""
    # The interactive pages would load scripts from elsewhere; the document itself is enough.
    app = FastAPI(title="QC Station ledger", version=__version__, docs_url=None, redoc_url=None)
    readiness = Readiness(store)
    app.state.context = Context(store, clock, readiness, letters, signature_holds, photographs, warehouse)
    app.state.routes = []
    app.state.metrics = Metrics()
    # They are looked through in this order: first what comes by the thousand.
    for module in (
        routes_approvals,
        routes_takebacks,
        routes_receptions,
        routes_stations,
        routes_evidence,
        routes_customers,
        routes_vouchers,
        routes_office,
        routes_account,
        routes_health,
        routes_operation,
    ):
        app.include_router(module.router)
        app.state.routes += module.router.routes
    problems.install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(RequestLog, app.state.metrics)
    document(app)
    return app
