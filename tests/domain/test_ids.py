"""Ids made on the station: UUID version 7, in the order of their times."""

import uuid
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.domain.ids import ENTROPY_BYTES, uuid7

entropies = st.binary(min_size=ENTROPY_BYTES, max_size=ENTROPY_BYTES)
moments = st.datetimes(datetime(1970, 1, 2), datetime(9999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def test_the_example_of_the_standard() -> None:
    """RFC 9562, appendix A.6: 017F22E2-79B0-7CC3-98C4-DC0C0C07398F at 2022-02-22 19:22:22 UTC."""
    rand_a, rand_b = 0xCC3, 0x18C4DC0C0C07398F
    entropy = (rand_a << 68 | rand_b).to_bytes(ENTROPY_BYTES, "big")
    assert uuid7(datetime(2022, 2, 22, 19, 22, 22, tzinfo=UTC), entropy) == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f"


@given(moments, entropies)
def test_version_variant_and_time(at: datetime, entropy: bytes) -> None:
    """Every id says version 7, the standard's variant, and its own millisecond."""
    made = uuid.UUID(uuid7(at, entropy))
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


@given(moments, entropies, entropies)
def test_later_ids_sort_later(at: datetime, first: bytes, second: bytes) -> None:
    """As text, an id of a later millisecond stands after every earlier one, whatever the chance in it."""
    assert uuid7(at, first) < uuid7(at + timedelta(milliseconds=1), second)


@given(entropies, entropies)
def test_chance_tells_ids_of_one_moment_apart(first: bytes, second: bytes) -> None:
    """74 of the 80 bits of entropy are in the id: two differ as soon as those do."""
    at = datetime(2026, 11, 23, 10, tzinfo=UTC)
    used = [int.from_bytes(each, "big") & ~(0x3F << 62) for each in (first, second)]
    assert (uuid7(at, first) == uuid7(at, second)) == (used[0] == used[1])


def test_the_zone_of_a_clock_does_not_matter() -> None:
    """One moment is one time stamp in Paris and in Greenwich."""
    paris = datetime(2026, 11, 23, 11, tzinfo=timezone(timedelta(hours=1)))
    assert uuid7(paris, bytes(10)) == uuid7(paris.astimezone(UTC), bytes(10))


def test_what_makes_no_id() -> None:
    """Too little chance or a time without zone is a mistake of ours."""
    for short in (b"", bytes(9), bytes(11)):
        with pytest.raises(ValueError, match="entropy"):
            uuid7(datetime(2026, 1, 1, tzinfo=UTC), short)
    with pytest.raises(ValueError, match="aware"):
        uuid7(datetime(2026, 1, 1), bytes(10))  # noqa: DTZ001
