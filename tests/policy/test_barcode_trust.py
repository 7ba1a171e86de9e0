"""Which camera reads count: the misreads that were measured never do."""

from __future__ import annotations

import pytest

from qc_station.domain.carrier_code import CarrierCode, CarrierKind
from qc_station.domain.piece_id import make_piece_id
from qc_station.policy.barcode_trust import Judged, Read, trust

TRACKING, PCH = "9V20524752032", "9V1722409000010860000037"


def linear(text: str, decoder: str = "zxing-cpp") -> Read:
    return Read(text, decoder, matrix=False)


def one(*reads: Read) -> Judged:
    (judged,) = trust(reads)
    return judged


@pytest.mark.parametrize(
    "text",
    [
        "9V1722409004010860005337",  # both came out of a decoder with its own checksum intact (barcodes.md 1.6)
        "9V1722409000012260040037",
        "{V20524772032",
        "4006721331931",  # a valid EAN, of another article
        "QC-CMD-ACCEPT-0",
        "340123450000000018",
    ],
)
def test_measured_misreads_are_never_acted_on(text: str) -> None:
    """Alone, and seen again in frame after frame by the same decoder."""
    assert not one(linear(text)).accepted
    assert not one(*[linear(text)] * 20).accepted


@pytest.mark.parametrize("text", [TRACKING, PCH, make_piece_id(7), "]C100340123450000000017", "RB123456785GB"])
def test_what_a_check_digit_vouches_for_counts(text: str) -> None:
    """Carrier, GS1 and our own."""
    assert (one(linear(text)).accepted, one(linear(text)).reason) == (True, "checked")


def test_an_ean_needs_a_second_opinion() -> None:
    """Another decoder, or the catalogue; a second frame is none."""
    ean = "4006381333931"
    assert one(linear(ean)).reason == "unchecked"
    assert one(linear(ean), linear(f"]E0{ean}", "zbar")).reason == "two_decoders"
    (judged,) = trust([linear(ean)], lambda code: code.text == ean)
    assert (judged.accepted, judged.reason) == (True, "known")


def test_a_failed_check_is_not_talked_round() -> None:
    """Neither a catalogue that knows everything nor two decoders make a wrong digit right."""

    def everything(_code: CarrierCode) -> bool:
        return True

    wrong = TRACKING[:-1] + "3"
    (judged,) = trust([linear(wrong), linear(wrong, "zbar")], everything)
    assert (judged.accepted, judged.reason) == (False, "check_failed")


def test_the_pch_and_the_number_beside_it_agree_or_neither_counts() -> None:
    """Tracking's 12th character is the PCH's 23rd: 3 and 3 here; a valid number of another label does not fit."""
    assert all(each.accepted for each in trust([linear("9V20524752032"), linear(PCH)]))
    other = trust([linear("9V41392078260"), linear(PCH)])
    assert {(each.accepted, each.reason) for each in other} == {(False, "pch_mismatch")}


def test_the_code_that_names_the_parcel_comes_first() -> None:
    """Of a label's several codes: the number before routing and PCH, what counts before what does not, each once."""
    reads = [linear("UNKNOWN TEXT"), linear(PCH), linear(TRACKING), linear(TRACKING), linear("4006381333931")]
    judged = trust(reads)
    assert judged[0].code.text == TRACKING
    assert [each.code.kind for each in judged] == [
        CarrierKind.COLISSIMO,
        CarrierKind.PCH,
        CarrierKind.EAN,
        CarrierKind.UNKNOWN,
    ]


def test_one_bar_read_in_two_ways_counts_for_neither() -> None:
    """Measured at a tilt of 50 degrees: two readings of one Code 128, each with its check digit in order. What
    something else vouches for stands, and two labels of very different numbers do too.
    """
    right, wrong = "9V1722409000010860000037", "9V1722409053014860000037"
    twins = trust([linear(right), linear(wrong)])
    assert [(each.accepted, each.reason) for each in twins] == [(False, "twin")] * 2
    expected = trust([linear(right), linear(wrong)], lambda code: code.text == right)
    assert [(each.code.text, each.accepted) for each in expected] == [(right, True), (wrong, False)]
    both = trust([linear("8R41207731939"), linear("9V20524752032")])
    assert all(each.accepted for each in both)
