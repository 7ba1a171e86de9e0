"""A take-back is called off before its parcel arrives: what comes in its name afterwards is not credited."""

from __future__ import annotations

from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.errors import AlreadyReceived, NotFound


def call_off(dossier: str, actor: str, reason: str, store: Store, clock: Clock) -> bool:
    """False when it was called off before. Raises NotFound, AlreadyReceived, Unavailable."""

    def work(books: Books) -> bool:
        takeback_id = books.cancellations.takeback(dossier)
        if takeback_id is None:
            raise NotFound("no take-back has this dossier")
        if books.cancellations.begun(takeback_id):
            raise AlreadyReceived("a parcel of it was received: its items are judged")
        new = books.cancellations.add(takeback_id, actor, reason, clock.now())
        if new:
            books.takebacks.announce(takeback_id)
        return new

    return store.transact(work)
