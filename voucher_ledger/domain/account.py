"""Accounts of the double entry. Every transfer debits one account and credits another of the same currency.

A customer's and a voucher's balance are kept on the row, so that they can be locked and never go below zero. A house
account is touched by every credit of every bench: its balance is never stored, only computed from the transfers, or all
benches would queue for one row.
"""

from __future__ import annotations

from enum import StrEnum


class AccountKind(StrEnum):
    CUSTOMER = "customer"
    VOUCHER = "voucher"
    HOUSE = "house"


def customer_account(customer_ref: str, currency: str) -> str:
    """The code of the account that holds what the house owes this customer."""
    return f"customer:{customer_ref}:{currency}"


def stock_account(currency: str) -> str:
    """The code of the house account that pays for the pieces taken into stock."""
    return f"house:stock:{currency}"


def voucher_account(voucher_id: str) -> str:
    """The code of the account that holds what a voucher is still worth."""
    return f"voucher:{voucher_id}"


def held_account(network: str, currency: str) -> str:
    """What is held for orders of a network and neither captured nor voided."""
    return f"house:hold:{network}:{currency}"


def clearing_account(network: str, currency: str) -> str:
    """What the programme owes a network for vouchers it took."""
    return f"house:clearing:{network}:{currency}"


def breakage_account(currency: str) -> str:
    """What vouchers still held when they ended."""
    return f"house:breakage:{currency}"


def correction_account(currency: str) -> str:
    """The other side of adjustments by hand."""
    return f"house:correction:{currency}"
