"""A voucher's code: 17 characters drawn at random and one that checks them, in three groups of six.

The alphabet leaves out what is confused on paper or by ear (0 O, 1 I L). Its 31 characters are a prime number, so that
a weighted sum modulo 31 finds every single wrong character and every two that changed places, as ISBN-10 does.
17 characters of 31 are 84 bits: whoever tries a million codes a second finds none of a million vouchers in a lifetime.
The books keep the SHA-256 only; with that much chance in it a slow hash would protect nothing.
"""

from __future__ import annotations

import secrets

from voucher_ledger.domain.fingerprint import sha256_hex

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
DRAWN = 17
GROUP = 6


def new_code() -> str:
    """A code nobody has, as it is shown: `7K3M9P-2XW4TB-RQ5ZHN`."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(DRAWN))
    return spelled(drawn + check_character(drawn))


def spelled(code: str) -> str:
    """The code in its groups."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def check_character(drawn: str) -> str:
    """The last character: it makes the sum of position times value a multiple of 31."""
    total = sum(at * ALPHABET.index(letter) for at, letter in enumerate(drawn, 1))
    # (DRAWN + 1) has an inverse modulo 31, as every number has but 0.
    return ALPHABET[-total * pow(DRAWN + 1, -1, len(ALPHABET)) % len(ALPHABET)]


def read_code(typed: str) -> str | None:
    """The code somebody typed or scanned, without its dashes; None for what cannot be one. Case does not matter."""
    code = "".join(typed.split()).replace("-", "").upper()
    if len(code) != DRAWN + 1 or any(letter not in ALPHABET for letter in code):
        return None
    return code if check_character(code[:-1]) == code[-1] else None


def code_sha256(code: str) -> str:
    """What the books keep of a code that `read_code` gave."""
    return sha256_hex(f"voucher:{code}")
