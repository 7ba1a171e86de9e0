"""What the use-cases of vouchers, reversals and adjustments need from the books."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from voucher_ledger.application.page import Page
from voucher_ledger.domain.adjustment import Adjustment
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.takeback import ItemKey
from voucher_ledger.domain.transfer import Movement, PieceCredit, Transfer
from voucher_ledger.domain.voucher import Network, Redemption, SalesPoint, Voucher


@dataclass(frozen=True, slots=True)
class ReviewTask:
    """Something a person has to look at. `winner` is the decision that stands, for a conflict."""

    id: int
    kind: str
    approval: str
    winner: str | None
    dossier: str
    line: int
    station: str
    created_at: datetime
    resolved_by: str | None
    resolution: str | None


@dataclass(frozen=True, slots=True)
class Liability:
    """What is owed in a currency: `name` is `customers`, `vouchers`, `held:<network>`, `clearing:<network>`, …"""

    name: str
    amount: Money


@dataclass(frozen=True, slots=True)
class DoneBefore:
    """What a key made, and the hash of what was asked for under it."""

    body_sha256: str
    made: str


class Transfers(Protocol):
    def lock(self, accounts: Iterable[int]) -> Mapping[int, Money]:
        """Lock customers' and vouchers' accounts, lowest number first, and give their balances."""

    def house(self, code: str, currency: str) -> int:
        """A house account, made when it is not there."""

    def post(self, transfers: Sequence[Transfer], at: datetime) -> None:
        """Write transfers and move the stored balances. Their accounts are locked already."""

    def credit_of(self, key: ItemKey) -> PieceCredit | None: ...

    def movements(self, cursor: str | None, limit: int) -> Page[Movement]:
        """Every transfer, oldest first. Raises InvalidRequest for a cursor that is none."""

    def liabilities(self) -> tuple[Liability, ...]: ...


class Vouchers(Protocol):
    def add(self, voucher: Voucher, code_sha256: str) -> Voucher:
        """Record a voucher; the answer knows the account made for it."""

    def find(self, voucher_id: str) -> Voucher | None: ...

    def find_by_code(self, code_sha256: str) -> Voucher | None: ...

    def of_customer(self, ref: str) -> tuple[Voucher, ...]:
        """Newest first."""

    def replace_code(self, voucher_id: str, code_sha256: str, at: datetime) -> None: ...

    def ended_with_money(self, today: date, limit: int) -> tuple[Voucher, ...]:
        """Vouchers whose last day is over and that still hold something."""

    def add_redemption(self, redemption: Redemption) -> None:
        """The hold's transfer is written already."""

    def redemption(self, redemption_id: str) -> Redemption | None: ...

    def redemption_of(self, voucher_id: str, point: SalesPoint, order: str) -> Redemption | None: ...

    def open_holds(self, before: datetime, *, voucher: str | None = None, limit: int = 100) -> tuple[Redemption, ...]:
        """Holds that were neither captured nor voided and ran out before an instant."""

    def add_sales_point(self, name: str, network: Network, at: datetime) -> SalesPoint | None:
        """None when the name was ever given before."""

    def sales_point(self, name: str) -> SalesPoint | None: ...

    def add_miss(self, actor: str, at: datetime) -> None:
        """This token named a code that does not exist."""

    def misses(self, actor: str, since: datetime) -> int: ...


class Adjustments(Protocol):
    def add(self, adjustment: Adjustment) -> None: ...

    def find(self, adjustment_id: str) -> Adjustment | None:
        """With its answer, locked against another one."""

    def waiting(self) -> tuple[Adjustment, ...]: ...

    def answer(self, adjustment: Adjustment, at: datetime) -> None:
        """Record `answered_by`, `approved` and `transfer`, which is written already."""


class Reviews(Protocol):
    def listed(self, *, resolved: bool, after: int, limit: int) -> tuple[ReviewTask, ...]: ...

    def find(self, task_id: int) -> ReviewTask | None:
        """Locked against another answer."""

    def resolve(self, task_id: int, person: str, resolution: str, at: datetime) -> None: ...

    def open_uncovered(self, approval: str, at: datetime) -> int:
        """The task of a reversal whose money is spent: opened, or opened again."""

    def close_uncovered(self, approval: str, person: str, resolution: str, at: datetime) -> None: ...


class Keys(Protocol):
    def find(self, actor: str, key: str) -> DoneBefore | None: ...

    def remember(self, actor: str, key: str, done: DoneBefore, at: datetime) -> None: ...
