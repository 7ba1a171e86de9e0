"""A workplace beside the bench: it has its own screen, its own keys, and takes the scans while it is open."""

from __future__ import annotations

from typing import Protocol

from qc_station.domain.operator import Role


class Place(Protocol):
    """`screen` is the name under which the window shows it."""

    @property
    def screen(self) -> str: ...

    def press(self, key: str) -> bool:
        """Do what `key` means here; False when it means nothing."""
        ...

    def scan(self, code: str) -> None: ...

    def enter(self) -> None:
        """It is shown from now on."""
        ...

    def leave(self) -> None: ...

    def goes_back(self) -> bool:
        """Esc would do something here."""
        ...

    def help_lines(self) -> tuple[tuple[str, str, str], ...]:
        """What `?` shows: where, key cap and words."""
        ...


# Where a person begins after signing in; the others where they left.
FIRST_PLACE = {Role.PHOTOGRAPHER: 2, Role.RECONDITIONER: 3}
