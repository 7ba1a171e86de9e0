"""The thread that folds what waits and sends what is due, beside the ledger that serves."""

from __future__ import annotations

import logging
from datetime import timedelta

from voucher_ledger.application.background import Background
from voucher_ledger.application.mail import fold, parcels_due, send_due
from voucher_ledger.application.mail_ports import Carrier, Composer, Seal
from voucher_ledger.application.ports import Clock, Store
from voucher_ledger.domain.errors import Unavailable

_log = logging.getLogger(__name__)
LOOK_EVERY_S, SLOWEST_S = 5.0, 60.0


class Postman(Background):
    """At its end the mail under way is finished first. Trouble is logged and tried again, less and less often while
    nobody takes mail.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        composer: Composer,
        carrier: Carrier,
        seal: Seal,
        fold_for: timedelta,
        every_s: float = LOOK_EVERY_S,
        patience: timedelta = timedelta(0),
    ) -> None:
        super().__init__("post", self._look, every_s)
        self._store, self._clock, self._composer, self._carrier, self._seal = store, clock, composer, carrier, seal
        self._fold_for, self._every_s, self._patience = fold_for, every_s, patience
        self._wait_s = every_s

    def _look(self) -> float:
        self._wait_s = self._every_s if self._did() else min(SLOWEST_S, self._wait_s * 2)
        return self._wait_s

    def _did(self) -> bool:
        try:
            self._fold()
            if send_due(self._store, self._clock, self._carrier, self._seal, self.closing):
                return True
            _log.warning("no_mail_taken")
        except Unavailable:
            _log.warning("post_without_books")
        except Exception:  # noqa: BLE001 a bug ends this round, with its trace in the log, and not the post
            _log.exception("post_failed")
        return False

    def _fold(self) -> None:
        for takeback_id, parcel in parcels_due(self._store, self._clock, self._fold_for):
            try:
                fold(takeback_id, parcel, self._store, self._clock, self._composer, self._patience)
            except Unavailable:
                raise
            except Exception:  # noqa: BLE001 our bug, loud in the log; the other parcels' customers still hear
                _log.exception("mail_not_written", extra={"takeback": takeback_id})
