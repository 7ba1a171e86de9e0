"""The photographs a decision names follow it to the ledger, when nothing more urgent waits.

The ledger says which it lacks, so there is nothing to remember here, and one that was restored from a copy gets again
what it lost.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass

from qc_station.application.ledger_port import Ledger
from qc_station.application.ports import PhotoStore
from qc_station.domain.photo import PhotoRef

WANTED_MAX = 200
# A decision that is signed meanwhile waits for so many at the most.
AT_ONCE = 3
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PhotographReport:
    """`lost`: no file here has those bytes; whoever reads the log looks for them."""

    sent: int
    lost: int
    more: bool


def send_photographs(ledger: Ledger, photos: PhotoStore, lost: set[str], limit: int = AT_ONCE) -> PhotographReport:
    """Send some of what the ledger wants, but for what is known to be `lost`, which grows: each is told once, and not
    tried again before the program starts anew. Raises LedgerFailure.
    """
    wanted = [sha256 for sha256 in ledger.wanted_photographs(WANTED_MAX) if sha256 not in lost]
    sent = missed = 0
    for sha256 in wanted:
        if sent == limit:
            break
        try:
            kept = ledger.send_photograph(sha256, photos.path(PhotoRef(sha256, 0)))
        except OSError:
            kept = False
        if kept:
            sent += 1
        else:
            missed += 1
            lost.add(sha256)
            _log.error("photograph_lost", extra={"sha256": sha256})
    return PhotographReport(sent, missed, more=len(wanted) > sent + missed)
