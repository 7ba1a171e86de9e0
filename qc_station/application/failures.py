"""The world failed us: the network, the disk, a device, a file somebody handed in. Not our bug, and never silent."""

from __future__ import annotations


class WorldFailure(Exception):
    """Something outside the program went wrong. `code` and `params` as in RuleBroken; `retryable`: trying again may
    help.
    """

    def __init__(self, code: str, *, retryable: bool = False, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.retryable = retryable
        self.params = params

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({facts})"
