"""A label in the camera's sight is told once, whatever comes and goes in between; orders and badges never."""

from __future__ import annotations

import pytest

from qc_station.domain.bench_command import BenchCommandCode
from qc_station.policy.barcode_trust import Read
from qc_station.policy.label_watch import OUT_OF_SIGHT_S, LabelWatch, names_a_parcel

PARCEL = "8R41207731939"
OTHER = "9V20524752032"
TWO_D = "anything in two dimensions"


def linear(text: str) -> Read:
    return Read(text, "zxing-cpp", matrix=False)


def matrix(text: str) -> Read:
    return Read(text, "zxing-cpp", matrix=True)


def told(watch: LabelWatch, at_s: float, *reads: Read) -> str | None:
    code = watch.look(reads, at_s)
    return None if code is None else code.text


def test_once_while_it_stays() -> None:
    """A hundred frames of one label, some of them unread: one telling."""
    watch = LabelWatch()
    heard = [told(watch, at / 15, *([linear(PARCEL)] if at % 7 else [])) for at in range(1, 101)]
    assert [each for each in heard if each] == [PARCEL]


def test_again_after_it_was_away() -> None:
    """Just not long enough is the same label still; long enough, it is told again."""
    watch = LabelWatch()
    assert told(watch, 0.0, linear(PARCEL)) == PARCEL
    assert told(watch, OUT_OF_SIGHT_S - 0.01, linear(PARCEL)) is None
    assert told(watch, 2 * OUT_OF_SIGHT_S, linear(PARCEL)) == PARCEL


def test_several_codes_of_a_label_are_one() -> None:
    """The number is told, not the code beside it; when only that one is still read, it is the same label."""
    watch = LabelWatch()
    assert told(watch, 0.0, matrix(TWO_D), linear(PARCEL)) == PARCEL
    assert told(watch, 1.0, matrix(TWO_D)) is None
    assert told(watch, 2.5, matrix(TWO_D), linear(PARCEL)) is None
    assert told(watch, 5.0, linear(OTHER)) == OTHER


def test_what_no_check_vouches_for_is_not_told() -> None:
    """A linear code with its own checksum only, a damaged number, an EAN: nothing, and nothing is remembered."""
    watch = LabelWatch()
    for text in ("HSH111.CO0031", "9V20524752033", "4006381333931"):
        assert told(watch, 0.0, linear(text)) is None
    assert told(watch, 0.1, linear(OTHER)) == OTHER


@pytest.mark.parametrize("text", [BenchCommandCode.ACCEPT.barcode, "QC-BADGE-LM-0001"])
def test_orders_and_badges_are_for_the_hand(text: str) -> None:
    """A control sheet on the table and a badge on a coat are in sight all day."""
    assert told(LabelWatch(), 0.0, matrix(text), linear(text)) is None


def test_the_catalogue_may_vouch() -> None:
    """What is expected here counts, as for every camera read."""
    watch = LabelWatch()
    code = watch.look([linear("R-2026-018834")], 0.0, lambda code: code.text == "R-2026-018834")
    assert code is not None
    assert code.text == "R-2026-018834"


def test_only_a_check_of_its_own_ends_the_search() -> None:
    """A number a carrier's digit vouches for is enough; a two-dimensional code may stand beside the number."""
    assert names_a_parcel([linear(PARCEL)])
    assert not names_a_parcel([matrix(TWO_D)])
    assert not names_a_parcel([])
