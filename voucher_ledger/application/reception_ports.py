"""What becomes of a declaration beside its decisions, as the use-cases ask for it: received, called off, held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from voucher_ledger.domain.reception import HeldCredit, Reception
from voucher_ledger.domain.settlement import Bench
from voucher_ledger.domain.takeback import ItemKey


class WorkingCalendar(Protocol):
    """Public holidays by the code of a calendar; `version` tells whose they are, of what edition. `site` is the code of
    the warehouse's own calendar, where it has another than its programmes.
    """

    @property
    def site(self) -> str | None: ...

    @property
    def version(self) -> str: ...

    def holidays(self, calendar: str, years: Sequence[int]) -> frozenset[date]:
        """Raises ValueError for a calendar nobody knows."""


@dataclass(frozen=True, slots=True)
class Warehouse:
    """Where parcels arrive: its address as it stands on a label, line by line, and its calendar."""

    address: tuple[str, ...]
    calendar: WorkingCalendar


class Receptions(Protocol):
    def find(self, dossier: str, parcel: str) -> Reception | None: ...

    def programme(self, dossier: str, parcel: str) -> tuple[int, str] | None:
        """The take-back's number and programme, locked; None when no declaration of that dossier has that parcel."""

    def add(self, takeback_id: int, reception: Reception, bench: Bench, at: datetime) -> None: ...

    def sign(self, takeback_id: int, parcel: str) -> None:
        """The signed transfer form was found after all."""

    def open(self, after: str, limit: int) -> tuple[Reception, ...]:
        """Parcels with something undecided in them, by due date; `after`: place of the last one told."""

    def raise_alert(self, takeback_id: int, parcel: str, alert: int) -> None: ...


class Cancellations(Protocol):
    def takeback(self, dossier: str) -> int | None:
        """Its number, locked against receptions and cancellations; None when nobody declared it."""

    def begun(self, takeback_id: int) -> bool:
        """Whether a parcel was received or an item decided; the accounts are locked, so none can be meanwhile."""

    def add(self, takeback_id: int, actor: str, reason: str, at: datetime) -> bool:
        """False when it was called off before."""


class HeldCredits(Protocol):
    def replace(self, bench: Bench, held: Sequence[HeldCredit], at: datetime) -> None:
        """What a station holds now; whatever it held before and does not now has ended."""

    def of(self, bench: Bench | None) -> tuple[HeldCredit, ...]:
        """What is held, oldest first; of one station, or of all."""

    def ask_release(self, key: ItemKey, by: str, reason: str, at: datetime) -> bool:
        """False when nothing is held there."""
