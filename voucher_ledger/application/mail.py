"""Customers are told what was decided: lines of a parcel fold into one mail, which is then sent until it is taken.

The line is written in the transaction of the decision, the mail in one of its own: nothing that was decided goes
untold, whatever dies in between. See `domain/mail.py` for what a retry is.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from voucher_ledger.application.letters import written
from voucher_ledger.application.mail_ports import Carrier, CarrierDown, Composer, MailDelayed, MailRefused, Seal
from voucher_ledger.application.ports import Books, Clock, Store
from voucher_ledger.domain.act import SETUP, Act, ActKind
from voucher_ledger.domain.errors import NotFound
from voucher_ledger.domain.fingerprint import sha256_hex
from voucher_ledger.domain.mail import GIVE_UP_AFTER, Envelope, Mail, MailKind, MailState, wait_after

_log = logging.getLogger(__name__)
# From the first line on, so that a parcel of thirty pieces cannot put its mail off for ever.
FOLD_FOR = timedelta(minutes=10)
# Longer than any sending takes; after a crash the mail is taken up again.
LEASE = timedelta(minutes=5)
# Those at the head may wait for photographs.
PARCELS_MAX = 1000
# Photographs follow a decision within minutes, where the bench and its line are well.
PATIENCE = timedelta(hours=1)


def parcels_due(store: Store, clock: Clock, after: timedelta = FOLD_FOR) -> tuple[tuple[int, str], ...]:
    """Take-back and parcel of which news have waited so long; the oldest thousand. Raises Unavailable."""
    return store.read(lambda books: books.mails.parcels_due(clock.now() - after, PARCELS_MAX))


def fold(
    takeback_id: int,
    parcel: str,
    store: Store,
    clock: Clock,
    composer: Composer,
    patience: timedelta = timedelta(0),
) -> bool:
    """Make one mail of what waits of a parcel; False when nothing does, or when photographs of it are still to come and
    its news are no older than `patience`. Twice at once makes none twice.

    Raises Unavailable.
    """
    mail = store.transact(partial(_fold, takeback_id, parcel, composer, clock.now(), patience))
    if mail is not None and mail.state is MailState.PARKED:
        _tell_parked(mail)
    return mail is not None


def _fold(
    takeback_id: int, parcel: str, composer: Composer, now: datetime, patience: timedelta, books: Books
) -> Mail | None:
    news = books.mails.news(takeback_id, parcel)
    if news.awaited and now - news.since < patience:
        return None
    books.mails.settle_lines(news.withdrawn, None, now)
    if not news.items:
        return None
    name = f"parcel-{takeback_id}-{sha256_hex(parcel)[:12]}-{news.number}@{composer.domain}"
    envelope = Envelope(name, now)
    mail = written(MailKind.PARCEL, news.person, envelope, now + GIVE_UP_AFTER, lambda on: composer.parcel(news, on))
    mail = replace(mail, id=books.mails.add(mail, news))
    books.mails.settle_lines((one.approval for one in news.items), mail.id, now)
    return mail


def send_due(store: Store, clock: Clock, carrier: Carrier, seal: Seal, closing: Callable[[], bool] = bool) -> bool:
    """Send what is due, oldest first, until there is none or it is closing; False when nobody takes mail at all.

    Raises Unavailable.
    """
    try:
        while not closing():
            mail = store.transact(lambda books: books.mails.claim(seal.name, clock.now(), clock.now() + LEASE))
            if mail is None:
                break
            if not _send(mail, store, clock, carrier, seal):
                return False
    finally:
        carrier.close()
    return True


def try_again(mail_id: int, store: Store, clock: Clock, by: str = SETUP) -> None:
    """A parked mail is sent once more, as it is. Raises NotFound, Unavailable."""

    def work(books: Books) -> None:
        mail = books.mails.find(mail_id)
        if mail is None or mail.state is not MailState.PARKED or mail.body is None:
            raise NotFound("no parked mail that could be sent has this number")
        books.mails.try_again(mail_id, clock.now(), clock.now() + GIVE_UP_AFTER)
        books.acts.record(Act(clock.now(), by, ActKind.MAIL_RETRIED, str(mail_id)))

    store.transact(work)


def _send(mail: Mail, store: Store, clock: Clock, carrier: Carrier, seal: Seal) -> bool:
    """Whether there is any use in trying the next one."""
    if clock.now() >= mail.give_up_at:
        _park(mail, f"given up: {mail.fault or 'never sent'}", store, clock)
        return True
    assert mail.body is not None
    assert mail.recipient is not None
    body = mail.body if mail.sealed_by is None else seal.open(mail.body)
    goes_on = True
    try:
        carrier.send(mail.recipient, body)
    except MailRefused as refused:
        _park(mail, str(refused), store, clock)
        return True
    except MailDelayed as delayed:
        fault = str(delayed)
    except CarrierDown as down:
        fault, goes_on = str(down), False
    else:
        store.transact(lambda books: books.mails.sent(mail.id, clock.now()))
        return True
    _log.info("mail_delayed", extra={"mail": mail.id, "fault": fault})
    store.transact(lambda books: books.mails.put_off(mail.id, clock.now() + wait_after(mail.attempts), fault))
    return goes_on


def _park(mail: Mail, fault: str, store: Store, clock: Clock) -> None:
    store.transact(lambda books: books.mails.park(mail.id, clock.now(), fault))
    _tell_parked(replace(mail, fault=fault))


def _tell_parked(mail: Mail) -> None:
    # Whoever watches the ledger looks for this line: a customer has not been told.
    _log.error("mail_parked", extra={"mail": mail.id, "kind": mail.kind, "fault": mail.fault})
