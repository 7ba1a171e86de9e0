"""Decisions and credits in SQL: the locks a batch takes, the picture it is settled on, what it writes.

Order of the locks: the station's row, then the accounts by ascending id, then inserts. Each lock is a statement of its
own: the statement after it sees everything that was committed while it waited, one that locks and reads at once does
not. A batch costs the same number of statements whatever its size.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    cast,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)

from voucher_ledger.application.ports import Digest
from voucher_ledger.domain.account import stock_account
from voucher_ledger.domain.approval import Approval
from voucher_ledger.domain.chain import Link
from voucher_ledger.domain.grade import Grade
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.settlement import (
    FIRST_DECISIONS,
    Bench,
    Entry,
    Known,
    Outcome,
    Picture,
    Reason,
    Settlement,
    Winner,
)
from voucher_ledger.domain.takeback import Decision, ItemKey, PricedItem
from voucher_ledger.storage.conflict import insert_missing
from voucher_ledger.storage.custody_tables import evidence
from voucher_ledger.storage.digests import digest, last_seq
from voucher_ledger.storage.mail_tables import mail_line
from voucher_ledger.storage.reception_tables import cancellation
from voucher_ledger.storage.tables import (
    account,
    approval,
    declared_item,
    feed_event,
    offer_price,
    review_task,
    station,
    takeback,
    transfer,
)


def _among(name: str) -> Any:  # noqa: ANN401 SQLAlchemy has no public name for a list of values
    return bindparam(name, expanding=True)


_won, _won_by = approval.alias("won"), station.alias("won_by")
# The two halves of a key are matched apart, here and below, which finds a few rows too many. Pairs would make SQLite
# scan the table.
_ITEMS: Select[Any] = (
    select(
        declared_item.c.id, declared_item.c.dossier, declared_item.c.line, declared_item.c.currency,
        declared_item.c.declared_grade, declared_item.c.takeback_id, declared_item.c.account_id, takeback.c.programme,
        account.c.balance,
    )
    .join_from(declared_item, takeback, declared_item.c.takeback_id == takeback.c.id)
    .join(account, declared_item.c.account_id == account.c.id)
    .where(declared_item.c.dossier.in_(_among("dossiers")), declared_item.c.line.in_(_among("lines")))
)  # fmt: skip


def _with_offers(gather: str) -> Select[Any]:
    """The offer of each item beside it, as a JSON object. (Joined, SQLite would read every offer there is.)"""
    pairs = getattr(func, gather)(offer_price.c.grade, offer_price.c.amount)
    offer = select(pairs).where(offer_price.c.item_id == declared_item.c.id).scalar_subquery()
    return _ITEMS.add_columns(cast(offer, Text).label("offer"))


_ITEMS_OF = {"sqlite": _with_offers("json_group_object"), "postgresql": _with_offers("json_object_agg")}
_LOCK_ACCOUNTS = (
    select(account.c.id, account.c.balance)
    .where(account.c.id.in_(_among("ids")))
    .order_by(account.c.id)
    .with_for_update(key_share=True)
)
# What is known by its id, or stands in a place asked for: one way there and back. Without the epoch the key of the
# places would not serve, and a station's whole history would be read.
_DELIVERED: Select[Any] = (
    select(
        *(one for one in approval.c if one.name not in ("body", "operator", "received_at")),
        _won.c.decision.label("won_decision"),
        _won.c.grade.label("won_grade"),
        _won.c.occurred_at.label("won_at"),
        _won_by.c.name.label("won_by"),
    )
    .outerjoin_from(approval, _won, approval.c.winner_id == _won.c.id)
    .outerjoin(_won_by, _won.c.station_id == _won_by.c.id)
    .where(
        or_(
            approval.c.id.in_(_among("ids")),
            and_(
                approval.c.station_id == bindparam("station_id"),
                approval.c.epoch.in_(_among("epochs")),
                approval.c.seq.in_(_among("seqs")),
            ),
        )
    )
)
_DECISIONS: Select[Any] = select(
    approval.c.id, approval.c.item_id, approval.c.decision, approval.c.grade, approval.c.occurred_at, station.c.name
).join_from(approval, station)
_FIRSTS = _DECISIONS.add_columns(null().label("paid")).where(
    approval.c.item_id.in_(_among("ids")), approval.c.outcome.in_(FIRST_DECISIONS)
)
_PAID = (
    _DECISIONS.add_columns(transfer.c.piece.label("paid"))
    .join(transfer, approval.c.transfer_id == transfer.c.external_id)
    .where(transfer.c.piece.in_(_among("pieces")), transfer.c.kind == "piece_credit")
)
# Their take-back was called off, as `paid` says; the rest is there to be like the others.
_CALLED_OFF: Select[Any] = (
    select(cast(null(), approval.c.id.type), declared_item.c.id, literal(""), cast(null(), approval.c.grade.type))
    .add_columns(cancellation.c.at, cancellation.c.actor, literal(""))
    .join_from(declared_item, cancellation, declared_item.c.takeback_id == cancellation.c.takeback_id)
    .where(declared_item.c.id.in_(_among("ids")))
)
# All in one way there and back, under the locks: `paid` is the piece of the second part, and empty in the third.
_WINNERS = union_all(_FIRSTS, _PAID, _CALLED_OFF)
_HOUSE = select(account.c.id).where(account.c.code == bindparam("code"))
# The balance moves by what the new transfers say, never by a figure of the program's own.
_RAISE_BALANCES = (
    update(account)
    .where(account.c.id.in_(_among("accounts")))
    .values(
        balance=account.c.balance
        + select(func.sum(transfer.c.amount))
        .where(transfer.c.credit_id == account.c.id, transfer.c.external_id.in_(_among("transfers")))
        .scalar_subquery(),
        version=account.c.version + 1,
    )
    .returning(account.c.id, account.c.balance)
)
_ADD = insert(approval)
# PostgreSQL numbers by itself. SQLite does so for a primary key alone, and has one writer at a time.
_NEXT_SERIAL = select(func.coalesce(func.max(approval.c.serial), 0) + 1).scalar_subquery()
_ADD_ON_SQLITE = insert(approval).values(serial=_NEXT_SERIAL)


class SqlApprovals:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def lock(self, bench: Bench, approvals: Sequence[Approval]) -> Picture:
        rows = self._item_rows({(one.dossier, one.line) for one in approvals})
        items = _items(rows)
        balances = self._balances(rows)
        asked = {"ids": [item.item_id for item in items.values()], "pieces": [one.piece for one in approvals]}
        winners = self._connection.execute(_WINNERS, asked).all()
        delivered = self._delivered(bench, approvals)
        seats = self._seats(bench, delivered)
        return Picture(
            items=items,
            balances=balances,
            known=self._known(delivered),
            seats={place: row.id for place, row in seats.items()},
            links={place: Link(row.prev_hash, row.hash, row.signature) for place, row in seats.items() if row.hash},
            firsts=self._firsts(items, winners),
            paid_pieces=self._paid(winners),
            called_off=_called_off(items, winners),
        )

    def record(self, bench: Bench, entries: Sequence[Entry], received_at: datetime) -> None:
        if not entries:
            return
        self._credit([entry for entry in entries if entry.settlement.outcome is Outcome.CREDITED], received_at)
        adding = _ADD_ON_SQLITE if self._connection.dialect.name == "sqlite" else _ADD
        self._connection.execute(adding, [_row(bench, entry, received_at) for entry in entries])
        named = {sha256: None for entry in entries for sha256 in entry.approval.evidence}
        if named:
            rows = [{"sha256": one, "station_id": bench.id, "named_at": received_at} for one in named]
            insert_missing(self._connection, evidence, rows, evidence.c.sha256)
        reviews = [
            {
                "kind": entry.settlement.review,
                "approval_id": entry.approval.id,
                "winner_id": entry.settlement.winner.approval if entry.settlement.winner else None,
                "state": "open",
                "created_at": received_at,
            }
            for entry in entries
            if entry.settlement.review
        ]
        if reviews:
            self._connection.execute(insert(review_task), reviews)
        told = [
            {"approval_id": entry.approval.id, "created_at": received_at}
            for entry in entries
            if entry.settlement.outcome in FIRST_DECISIONS
        ]
        if told:
            self._connection.execute(insert(mail_line), told)
        changed = {
            entry.item.takeback_id: None
            for entry in entries
            if entry.item is not None and entry.settlement.outcome in FIRST_DECISIONS
        }
        if changed:
            self._connection.execute(insert(feed_event), [{"takeback_id": one} for one in changed])

    def last_seq(self, bench: Bench) -> int:
        return last_seq(self._connection, bench)

    def digest(self, bench: Bench, epoch: int, upto_seq: int) -> Digest:
        return digest(self._connection, bench, epoch, upto_seq)

    def _item_rows(self, wanted: Collection[tuple[str, int]]) -> list[Row[Any]]:
        dossiers, lines = zip(*wanted, strict=True)
        asked = {"dossiers": sorted(set(dossiers)), "lines": sorted(set(lines))}
        found = self._connection.execute(_ITEMS_OF[self._connection.dialect.name], asked)
        return [row for row in found if (row.dossier, row.line) in wanted]

    def _balances(self, rows: Sequence[Row[Any]]) -> dict[int, int]:
        """Of the accounts these items are paid to, locked. SQLite has one writer, so what was read with them holds."""
        if self._connection.dialect.name == "sqlite":
            return {row.account_id: row.balance for row in rows}
        wanted = sorted({row.account_id for row in rows})
        return {one.id: one.balance for one in self._connection.execute(_LOCK_ACCOUNTS, {"ids": wanted})}

    def _delivered(self, bench: Bench, approvals: Sequence[Approval]) -> Sequence[Row[Any]]:
        """What is known of these approvals, of the places they ask for and, of what is chained, of those beside."""
        seqs = {one.seq + step for one in approvals for step in ((-1, 0, 1) if one.link else (0,))}
        asked = {"station_id": bench.id, "epochs": sorted({one.epoch for one in approvals}), "seqs": sorted(seqs)}
        return self._connection.execute(_DELIVERED, asked | {"ids": [one.id for one in approvals]}).all()

    def _known(self, delivered: Sequence[Row[Any]]) -> dict[str, Known]:
        return {row.id: Known(row.station_id, row.body_sha256, _settlement(row)) for row in delivered}

    def _seats(self, bench: Bench, delivered: Sequence[Row[Any]]) -> dict[tuple[int, int], Row[Any]]:
        return {(row.epoch, row.seq): row for row in delivered if row.station_id == bench.id}

    def _firsts(self, items: dict[ItemKey, PricedItem], winners: Sequence[Row[Any]]) -> dict[ItemKey, Winner]:
        keys = {item.item_id: key for key, item in items.items()}
        return {keys[row.item_id]: _winner(row) for row in winners if row.paid is None}

    def _paid(self, winners: Sequence[Row[Any]]) -> dict[str, Winner]:
        return {row.paid: _winner(row) for row in winners if row.paid}

    def _credit(self, credited: Sequence[Entry], at: datetime) -> None:
        if not credited:
            return
        transfers = [_transfer(entry, at) for entry in credited]
        for one in transfers:
            one["debit_id"] = self._stock(one["currency"])
        # Two batches that insert the same pieces meet in the same order, so that they never wait for each other.
        transfers.sort(key=lambda one: str(one["piece"]))
        self._connection.execute(insert(transfer), transfers)
        asked = {
            "accounts": sorted({one["credit_id"] for one in transfers}),
            "transfers": [one["external_id"] for one in transfers],
        }
        raised = {row.id: row.balance for row in self._connection.execute(_RAISE_BALANCES, asked)}
        promised = {entry.item.account_id: entry.settlement.balance_after for entry in credited if entry.item}
        for account_id, balance in promised.items():
            assert balance is not None
            assert raised[account_id] == balance.minor, "the account was not locked while its credits were settled"

    def _stock(self, currency: str) -> int:
        """The account that pays, remembered with the connection: once committed, an account keeps its number."""
        known: dict[str, int] = self._connection.info.setdefault("ledger_stock", {})
        if currency not in known:
            known[currency] = self._connection.execute(_HOUSE, {"code": stock_account(currency)}).scalar_one()
        return known[currency]


def _items(rows: Sequence[Row[Any]]) -> dict[ItemKey, PricedItem]:
    return {
        (key := ItemKey(row.dossier, row.line)): PricedItem(
            key=key,
            programme=row.programme,
            currency=row.currency,
            declared_grade=Grade(row.declared_grade),
            offer={Grade(grade): minor for grade, minor in json.loads(row.offer).items()},
            takeback_id=row.takeback_id,
            item_id=row.id,
            account_id=row.account_id,
        )
        for row in rows
    }


def _called_off(items: dict[ItemKey, PricedItem], winners: Sequence[Row[Any]]) -> frozenset[ItemKey]:
    keys = {item.item_id: key for key, item in items.items()}
    return frozenset(keys[row.item_id] for row in winners if row.paid == "")


def _transfer(entry: Entry, at: datetime) -> dict[str, Any]:
    assert entry.item is not None
    assert entry.settlement.amount is not None
    return {
        "external_id": entry.settlement.transfer,
        "kind": "piece_credit",
        "credit_id": entry.item.account_id,
        "amount": entry.settlement.amount.minor,
        "currency": entry.settlement.amount.currency,
        "item_id": entry.item.item_id,
        "piece": entry.approval.piece,
        "created_at": at,
    }


def _row(bench: Bench, entry: Entry, received_at: datetime) -> dict[str, Any]:
    given, answer = entry.approval, entry.settlement
    return {
        "id": given.id,
        "station_id": bench.id,
        "epoch": given.epoch,
        "seq": given.seq,
        "dossier": given.dossier,
        "line": given.line,
        "item_id": entry.item.item_id if entry.item else None,
        "piece": given.piece,
        "decision": given.decision,
        "grade": given.grade,
        "claimed": given.claimed.minor if given.claimed else None,
        "claimed_currency": given.claimed.currency if given.claimed else None,
        "operator": given.operator,
        "occurred_at": given.occurred_at,
        "received_at": received_at,
        "body": entry.body,
        "body_sha256": entry.body_sha256,
        "prev_hash": given.link.prev if given.link else None,
        "hash": given.link.hash if given.link else None,
        "signature": given.link.signature if given.link else None,
        "outcome": answer.outcome,
        "reason": answer.reason,
        "transfer_id": answer.transfer,
        "amount": answer.amount.minor if answer.amount else None,
        "currency": answer.amount.currency if answer.amount else None,
        "balance_after": answer.balance_after.minor if answer.balance_after else None,
        "winner_id": answer.winner.approval if answer.winner else None,
    }


def _settlement(row: Row[Any]) -> Settlement:
    """The first answer, as it was."""
    winner = None
    if row.winner_id is not None:
        winner = Winner(row.winner_id, row.won_by, Decision(row.won_decision), _grade(row.won_grade), row.won_at)
    return Settlement(
        id=row.id,
        outcome=Outcome(row.outcome),
        reason=None if row.reason is None else Reason(row.reason),
        transfer=row.transfer_id,
        amount=None if row.amount is None else Money(row.amount, row.currency),
        balance_after=None if row.balance_after is None else Money(row.balance_after, row.currency),
        winner=winner,
    )


def _winner(row: Row[Any]) -> Winner:
    return Winner(row.id, row.name, Decision(row.decision), _grade(row.grade), row.occurred_at)


def _grade(text: str | None) -> Grade | None:
    return None if text is None else Grade(text)
