"""Accounts of the double entry. Every transfer debits one account and credits another of the same currency.

A customer's balance is kept on the row, so that it can be locked and never go below zero. A house account is touched by
every credit of every bench: its balance is never stored, only computed from the transfers, or all benches would queue
for one row.
"""

from __future__ import annotations

from enum import StrEnum


class AccountKind(StrEnum):
    CUSTOMER = "customer"
    HOUSE = "house"


def customer_account(customer_ref: str, currency: str) -> str:
    """The code of the account that holds what the house owes this customer."""
    return f"customer:{customer_ref}:{currency}"


def stock_account(currency: str) -> str:
    """The code of the house account that pays for the pieces taken into stock."""
    return f"house:stock:{currency}"
