"""A shop declares a take-back: what the customer sends, in which parcels, at which accepted prices."""

from __future__ import annotations

from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.errors import Breach, InvalidRequest, TakebackConflict
from voucher_ledger.domain.programme import PROGRAMMES
from voucher_ledger.domain.takeback import TakeBack


def declare_takeback(takeback: TakeBack, store: Store, clock: Clock, *, check_eligibility: bool = True) -> bool:
    """Record the declaration once: True the first time, False for the same content again.

    `check_eligibility` off records what the programme would not take (an older shop promised it): the bench then shows
    "not eligible" instead of an unknown parcel. Raises InvalidRequest, TakebackConflict, Unavailable.
    """
    breaches = list(takeback.breaches())
    programme = PROGRAMMES.get(takeback.programme)
    if programme is None:
        breaches.append(Breach("programme", "one_of", f"known programmes: {', '.join(PROGRAMMES)}"))
    if breaches:
        raise InvalidRequest("this is not a take-back declaration", breaches)

    def work(books: Books) -> bool:
        # A dossier that is known is answered before the rules are asked: they may have changed since it was recorded.
        known = books.takebacks.fingerprint_of(takeback.dossier)
        if known is None:
            if check_eligibility and programme is not None and (broken := list(programme.breaches(takeback))):
                raise InvalidRequest("the programme does not take this back", broken)
            if books.takebacks.add(takeback, clock.now()):
                return True
            known = books.takebacks.fingerprint_of(takeback.dossier)
        if known != takeback.fingerprint():
            raise TakebackConflict(f"dossier {takeback.dossier} was declared with other content")
        return False

    return store.transact(work)
