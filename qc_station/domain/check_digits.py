"""Check digits of carriers and of our own piece id: pure functions from the protected text to its check character.

Each takes the characters *without* the check character and returns the one character that should follow. Only ASCII
digits and capital letters are accepted; anything else is a `ValueError`, because a caller matches its pattern first.
"""

ALNUM = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = frozenset("0123456789")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def _figures(digits: str) -> list[int]:
    # int("٣") is 3: other scripts' digits would pass int(), so the alphabet is checked first.
    if not digits or not _DIGITS.issuperset(digits):
        raise ValueError("a check digit is computed over ASCII digits only")
    return [int(digit) for digit in digits]


def mod10(digits: str) -> str:
    """GS1 weights 3, 1 from the right: EAN, SSCC, Colissimo, PCH.

    Source: GS1 General Specifications 7.9; La Poste label specification V0713-5, chapter 5.1 (Colissimo: over the ten
    figures after the product code only).
    """
    total = sum(figure * (1 if i % 2 else 3) for i, figure in enumerate(reversed(_figures(digits))))
    return str(-total % 10)


def mod37_36(text: str) -> str:
    """ISO 7064 hybrid mod 37/36: Geopost and DPD (without the "%"), and our own piece id. Source: ISO/IEC 7064:2003."""
    if not text or not frozenset(ALNUM).issuperset(text):
        raise ValueError("mod 37/36 is computed over 0-9 and A-Z only")
    product = 36
    for character in text:
        total = (product + ALNUM.index(character)) % 36 or 36
        product = total * 2 % 37
    return ALNUM[(37 - product) % 36]


def s10(digits: str) -> str:
    """UPU S10 (also Chronopost) over its eight figures, weights 8 6 4 2 3 5 9 7. Source: UPU standard S10-12."""
    figures = _figures(digits)
    if len(figures) != 8:
        raise ValueError("S10 has eight figures before its check digit")
    check = 11 - sum(f * w for f, w in zip(figures, _S10_WEIGHTS, strict=True)) % 11
    return {10: "0", 11: "5"}.get(check, str(check))


def mod11(digits: str) -> str:
    """Mondial Relay's X and Y, weights 2 to 7 from the right; 11 gives 0 (so the specification), 10 too (our reading).

    Source: Mondial Relay label specification v2.3.
    """
    check = 11 - sum(f * (2 + i % 6) for i, f in enumerate(reversed(_figures(digits)))) % 11
    return "0" if check > 9 else str(check)
