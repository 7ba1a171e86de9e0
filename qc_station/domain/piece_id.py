"""Our own piece id, printed on the garment's label: `QC1-<12 characters>-<check character>`.

Sixty random bits as twelve characters of Crockford's base 32 (no I, L, O, U: they are mistaken for 1, 1, 0, V), then
the ISO 7064 mod 37/36 character over those twelve. Sixty bits keep the bars short; ten million pieces meet by chance
with probability 4e-5, and the unique key of the store has the last word. It is the piece's name, not a secret.
"""

import re

from qc_station.domain.check_digits import mod37_36

PIECE_PREFIX = "QC1-"
PIECE_ID_BITS = 60
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHAPE = re.compile(r"QC1-([0-9A-Z]{12})-?([0-9A-Z])")
_LOOK_ALIKES = str.maketrans("ILO", "110")


class PieceIdError(ValueError):
    """A text that is no piece id. `code` is stable: `piece_id_malformed` or `check_digit_failed`."""

    def __init__(self, code: str, expected: str | None = None, got: str | None = None) -> None:
        """Keep what the operator is shown: the check character that should be there, and the one that is."""
        super().__init__(code)
        self.code = code
        self.expected = expected
        self.got = got


def make_piece_id(random_bits: int) -> str:
    """Spell `random_bits` (0 to 2**60 - 1, from `secrets.randbits(PIECE_ID_BITS)`) as a piece id."""
    if not 0 <= random_bits < 1 << PIECE_ID_BITS:
        raise ValueError(f"a piece id holds {PIECE_ID_BITS} bits")
    body = "".join(_BASE32[random_bits >> shift & 31] for shift in range(PIECE_ID_BITS - 5, -1, -5))
    return f"{PIECE_PREFIX}{body}-{mod37_36(body)}"


def parse_piece_id(text: str) -> str:
    """Return the canonical piece id of `text` (upper case, without spaces), forgiving I, L and O typed for 1, 1 and 0.

    Raises `PieceIdError` with what was expected when the check character does not fit.
    """
    shape = _SHAPE.fullmatch(text)
    body = shape[1].translate(_LOOK_ALIKES) if shape else ""
    if shape is None or not frozenset(_BASE32).issuperset(body):
        raise PieceIdError("piece_id_malformed")
    expected = mod37_36(body)
    if shape[2] != expected:
        raise PieceIdError("check_digit_failed", expected, shape[2])
    return f"{PIECE_PREFIX}{body}-{expected}"
