"""The commands about money: sales points, the sweep, and what finance takes away as CSV."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterator

from voucher_ledger.api.answers import instant
from voucher_ledger.application import access
from voucher_ledger.application.account_page import link_for
from voucher_ledger.application.expire import expire_vouchers
from voucher_ledger.application.ports import Store
from voucher_ledger.application.queries import all_movements, liabilities
from voucher_ledger.application.redeem import void_forgotten
from voucher_ledger.bootstrap import SystemClock, chosen_database, opened, operator
from voucher_ledger.domain.act import Act, ActKind
from voucher_ledger.domain.transfer import Movement
from voucher_ledger.domain.voucher import Network

PAGE = 500
MOVEMENT_COLUMNS = (
    "id", "at", "kind", "debit", "credit", "minor", "currency", "dossier", "line", "piece", "voucher", "actor",
    "reason",
)  # fmt: skip
# A spreadsheet would run these as a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def sales_point_add(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url)) as store:
        point, secret = access.add_sales_point(
            arguments.name, Network(arguments.network), store, SystemClock(), operator()
        )
    if arguments.json:
        print(json.dumps({"sales_point": point.name, "network": point.network, "token": secret}))
    else:
        print(f"sales point {point.name} of {point.network}. Its token, shown this once:\n{secret}")
    return 0


def customer_link(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url)) as store:
        token = link_for(arguments.customer, store, SystemClock(), operator())
    print(f"/account/enter?token={token}")
    return 0


def sweep(arguments: argparse.Namespace) -> int:
    with opened(chosen_database(arguments.database_url)) as store:
        holds, vouchers = void_forgotten(store, SystemClock()), expire_vouchers(store, SystemClock())
    if arguments.json:
        print(json.dumps({"holds_voided": holds, "vouchers_expired": vouchers}))
    else:
        print(f"{holds} vouchers with forgotten holds, {vouchers} ended vouchers emptied")
    return 0


def export(arguments: argparse.Namespace) -> int:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    with opened(chosen_database(arguments.database_url)) as store:
        act = Act(SystemClock().now(), operator(), ActKind.EXPORTED, arguments.what)
        store.transact(lambda books: books.acts.record(act))
        if arguments.what == "liabilities":
            writer.writerow(("name", "minor", "currency"))
            writer.writerows((one.name, one.amount.minor, one.amount.currency) for one in liabilities(store))
            return 0
        writer.writerow(MOVEMENT_COLUMNS)
        writer.writerows(_cells(one) for one in _movements(store))
    return 0


def _movements(store: Store) -> Iterator[Movement]:
    cursor, more = None, True
    while more:
        page = all_movements(store, cursor, PAGE)
        yield from page.items
        cursor, more = page.cursor, page.more


def _cells(one: Movement) -> tuple[object, ...]:
    return (
        one.id, instant(one.at), one.kind, one.debit, one.credit, one.amount.minor, one.amount.currency,
        one.dossier, one.line, one.piece, one.voucher, _inert(one.actor), _inert(one.reason),
    )  # fmt: skip


def _inert(text: str | None) -> str | None:
    return f"'{text}" if text is not None and text.startswith(FORMULA_STARTS) else text
