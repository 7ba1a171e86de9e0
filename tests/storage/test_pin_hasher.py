"""PINs cannot be read out of the database, nor tried out without the station's pepper."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from qc_station.storage.pin_hasher import Argon2PinHasher
from tests.storage.strategies import anything

PEPPER = bytes(range(32))


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(anything)
def test_only_the_pin_matches(pin: str) -> None:
    """Whatever was typed as a PIN matches itself, and nothing else."""
    hasher = Argon2PinHasher(PEPPER)
    kept = hasher.hash(pin)
    assert hasher.matches(kept, pin)
    assert not hasher.matches(kept, pin + "0")


def test_what_is_kept() -> None:
    """Argon2id with the parameters that were decided, another salt each time, and no trace of the PIN."""
    hasher = Argon2PinHasher(PEPPER)
    kept = [hasher.hash("471108") for _ in range(2)]
    assert all(each.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for each in kept)
    assert kept[0] != kept[1]
    assert "471108" not in kept[0]


def test_another_pepper_opens_nothing() -> None:
    """A stolen database is of no use without the pepper, which is not in it."""
    kept = Argon2PinHasher(PEPPER).hash("4711")
    assert not Argon2PinHasher(PEPPER[::-1]).matches(kept, "4711")


@pytest.mark.parametrize(
    "kept", ["", "plain:4711", "$argon2id$v=19$m=19456,t=2,p=1$", "$argon2id$v=19$m=8,t=1,p=1$AA$AA"]
)
def test_a_damaged_hash_lets_nobody_in(kept: str) -> None:
    """What is no hash of ours matches no PIN, and is no error either."""
    assert not Argon2PinHasher(PEPPER).matches(kept, "4711")


def test_a_pepper_has_to_be_one() -> None:
    """A short pepper is a mistake of whoever wired the station."""
    with pytest.raises(ValueError, match="16 bytes"):
        Argon2PinHasher(b"salt")
