"""Codes of vouchers: long, plain to read, and wrong as soon as one character is."""

from __future__ import annotations

import math
import os

from hypothesis import given
from hypothesis import strategies as st

from voucher_ledger.domain.voucher_code import (
    ALPHABET,
    DRAWN,
    check_character,
    code_sha256,
    new_code,
    read_code,
    spelled,
)

CODES = int(os.environ.get("VOUCHER_CODES", "20000"))
drawn = st.text(ALPHABET, min_size=DRAWN, max_size=DRAWN)
places = st.integers(0, DRAWN)


def whole(given: str) -> str:
    return given + check_character(given)


def test_a_code_cannot_be_guessed_nor_misread() -> None:
    """More than 80 bits of chance; no letter or figure that looks or sounds like another one."""
    assert DRAWN * math.log2(len(ALPHABET)) > 80
    assert not set("0O1IL") & set(ALPHABET)
    assert len(set(ALPHABET)) == len(ALPHABET) == 31


def test_no_two_codes_are_the_same() -> None:
    """`VOUCHER_CODES` of them (a million by hand); each reads back, and only its hash is kept."""
    seen = set()
    for _ in range(CODES):
        code = read_code(new_code())
        assert code is not None
        seen.add(code_sha256(code))
    assert len(seen) == CODES


@given(drawn)
def test_it_is_read_as_people_type_it(given: str) -> None:
    """In lower case, without dashes, with spaces anywhere."""
    code = whole(given)
    for typed in (spelled(code), code.lower(), " ".join(code), f"  {spelled(code).lower()}\n"):
        assert read_code(typed) == code


@given(drawn, places, st.sampled_from(ALPHABET))
def test_every_wrong_character_is_found(given: str, at: int, other: str) -> None:
    """Wherever it stands."""
    code = whole(given)
    wrong = code[:at] + other + code[at + 1 :]
    assert read_code(wrong) == (code if other == code[at] else None)


@given(drawn, places, places)
def test_every_two_that_changed_places_are_found(given: str, one: int, other: int) -> None:
    """However far apart they are."""
    letters = list(whole(given))
    letters[one], letters[other] = letters[other], letters[one]
    swapped = "".join(letters)
    assert read_code(swapped) == (swapped if swapped == whole(given) else None)


@given(st.text(max_size=40))
def test_anything_else_is_no_code(given: str) -> None:
    """Whatever is scanned or typed is answered, never an error."""
    found = read_code(given)
    assert found is None or read_code(found) == found
