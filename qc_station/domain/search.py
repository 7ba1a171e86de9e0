"""Words under which a dossier is found when nothing scans: of its number, its customer's name, its references.

Accents and case are folded, since nobody types them alike: `Éloïse Müller-Durand` is found by `eloise`, `muller` or
`DURAND`. A code is found by its parts and as a whole without its signs; a number also without its leading zeros, as
people read it out.
"""

from __future__ import annotations

import re
import unicodedata

WORDS_MOST = 8
LETTERS_MOST = 60
_SIGNS = re.compile(r"[\W_]+")
# Letters that no decomposition takes apart.
_SPELT_OUT = str.maketrans(
    {"ø": "o", "Ø": "o", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ł": "l", "Ł": "l", "đ": "d"}
)


def folded(text: str) -> str:
    """Lower case without accents; `ß` is `ss`."""
    apart = unicodedata.normalize("NFKD", text.translate(_SPELT_OUT).casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words_of(dossier: str, name: str, *codes: str) -> frozenset[str]:
    """The words a take-back is kept under; `codes` are its items' references and its parcels' numbers."""
    found: set[str] = set()
    found.update(_parts(name))
    for code in (dossier, *codes):
        parts = _parts(code)
        found.update(parts)
        found.update(part.lstrip("0") for part in parts if part.isdigit() and part.strip("0"))
        if parts:
            found.add("".join(parts))
    return frozenset(word[:LETTERS_MOST] for word in found)


def words_asked(text: str) -> tuple[str, ...]:
    """What somebody typed, as beginnings of such words; all of them have to be met. Empty when nothing is asked."""
    return tuple(dict.fromkeys(part[:LETTERS_MOST] for part in _parts(text)))[:WORDS_MOST]


def _parts(text: str) -> list[str]:
    return [part for part in _SIGNS.split(folded(text)) if part]
