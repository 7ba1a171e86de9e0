"""A rule of the warehouse was broken: a stable code and the facts a face needs to say it in words. No prose here."""

from __future__ import annotations


class RuleBroken(Exception):
    """An act the rules do not allow.

    `code` is stable snake_case, the key of the sentence in `resources/i18n/messages.*.toml`; `params` fill that
    sentence.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({facts})"
