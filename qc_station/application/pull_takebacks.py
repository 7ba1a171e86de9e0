"""Declarations come in from the ledger and are kept, so that a parcel can be inspected with the network down."""

from __future__ import annotations

from dataclasses import dataclass

from qc_station.application.ledger_port import Ledger, TakeBackPage
from qc_station.application.ports import Clock, UnitOfWork, UnitOfWorkFactory
from qc_station.domain.facts import LEDGER, Fact

# Counted up when a station learns to read what an older one could not: the feed is then read from its beginning, once.
BOOKMARK = "ledger_feed_1"


@dataclass(frozen=True, slots=True)
class PullReport:
    """One page: how many declarations came, how many were new or changed, and whether another page waits."""

    received: int
    changed: int
    more: bool
    unreadable: tuple[str, ...] = ()


def pull_once(unit_of_work: UnitOfWorkFactory, ledger: Ledger, clock: Clock) -> PullReport:
    """Read the next page of the feed and keep it with its bookmark, in one transaction. Raises LedgerFailure."""
    with unit_of_work(read_only=True) as uow:
        bookmark = uow.bookmarks.get(BOOKMARK)
    page = ledger.pull(bookmark)
    changed = 0
    if page.bookmark != bookmark or page.takebacks or page.unreadable:
        with unit_of_work() as uow:
            if uow.bookmarks.get(BOOKMARK) != bookmark:
                # Somebody else (`sync --once` beside the window) read on: this page is older than what is kept.
                return PullReport(0, 0, more=True)
            changed = _keep(uow, page, clock)
            uow.bookmarks.put(BOOKMARK, page.bookmark)
            uow.commit()
    # A feed that promises more and does not move would be asked for ever.
    more = page.more and page.bookmark != bookmark
    return PullReport(len(page.takebacks), changed, more, page.unreadable)


def _keep(uow: UnitOfWork, page: TakeBackPage, clock: Clock) -> int:
    """The ledger's word replaces what was known: it is what a credit will be paid by."""
    changed = [takeback.dossier for takeback in page.takebacks if uow.takebacks.save(takeback)]
    for takeback in page.takebacks:
        ours = uow.receptions.get(takeback.dossier)
        if ours is not None and ours.parcel_code not in takeback.received:
            uow.receptions.tell_again(takeback.dossier)  # it was never told of it, or has lost it
    if changed or page.unreadable:
        body = {"count": len(changed), "dossiers": changed, "unreadable": list(page.unreadable)}
        uow.log.append(Fact("takebacks_imported", clock.now(), LEDGER, "feed", body))
    return len(changed)
