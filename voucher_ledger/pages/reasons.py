"""Why a piece was refused, as its owner is told: the sentences of the programme file, which the benches judge by.

The file is the programme's, published to whoever takes part in it: in a checkout it stands in `resources/programmes`,
in an installed ledger beside this package.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_PLACES = (_PACKAGE / "_programmes", _PACKAGE.parent / "resources" / "programmes")


def sentence(programme: str, reason: str, language: str) -> str | None:
    """The customer's sentence of a reason; None for a reason this ledger's programme file does not have."""
    return _sentences(programme).get(reason, {}).get(language)


@cache
def _sentences(programme: str) -> dict[str, dict[str, str]]:
    for place in _PLACES:
        file = place / f"{programme}.toml"
        if file.is_file():
            reasons = tomllib.loads(file.read_text(encoding="utf-8"))["reason"]
            return {code: reason["customer"] for code, reason in reasons.items()}
    return {}
