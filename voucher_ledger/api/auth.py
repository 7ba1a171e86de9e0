"""Who is asking: a bearer token, looked up for every request, so that a revoked one ends at once."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from voucher_ledger.api.context import Here
from voucher_ledger.application.access import authenticate
from voucher_ledger.domain.errors import Forbidden, Unauthorized
from voucher_ledger.domain.settlement import Bench
from voucher_ledger.domain.station import Scope, Token, token_id

_bearer = HTTPBearer(auto_error=False, description="`qcs_…`, shown once by `voucher-ledger station add` or `token add`")


class Holding:
    """A dependency: the token of the request, which grants one of the scopes."""

    def __init__(self, *scopes: Scope) -> None:
        self._scopes = frozenset(scopes)

    def __call__(self, here: Here, given: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]) -> Token:
        if given is None:
            raise Unauthorized("this needs a bearer token")
        return authenticate(given.credentials, self._scopes, here.store, here.clock)


_station = Holding(Scope.STATION)


async def _secret(given: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]) -> str:
    """A token's text, of the right form; whose it is, is asked in the transaction of what it delivers: one of its
    own, on another thread, would cost every decision a way there and back.
    """
    if given is None or token_id(given.credentials) is None:
        raise Unauthorized("this needs a bearer token")
    return given.credentials


# Async, though it awaits nothing: a sync dependency costs every request a way to another thread and back.
async def _bench(token: Annotated[Token, Depends(_station)]) -> Bench:
    if token.bench is None:
        raise Forbidden("this token speaks for no station")
    return token.bench


ShopToken = Annotated[Token, Depends(Holding(Scope.TAKEBACKS_WRITE))]
Secret = Annotated[str, Depends(_secret)]
AnyStation = Annotated[Token, Depends(_station)]
StatementReader = Annotated[Token, Depends(Holding(Scope.STATION, Scope.FINANCE, Scope.CUSTOMERS))]
CustomersToken = Annotated[Token, Depends(Holding(Scope.CUSTOMERS))]
TillToken = Annotated[Token, Depends(Holding(Scope.POS))]
FinanceToken = Annotated[Token, Depends(Holding(Scope.FINANCE))]
AuditToken = Annotated[Token, Depends(Holding(Scope.AUDIT))]
EvidenceReader = Annotated[Token, Depends(Holding(Scope.STATION, Scope.LEAD, Scope.FINANCE, Scope.AUDIT))]
OfficeToken = Annotated[Token, Depends(Holding(Scope.LEAD, Scope.FINANCE))]
ThisBench = Annotated[Bench, Depends(_bench)]
