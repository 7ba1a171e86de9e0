"""Which of the codes a camera read may be acted on. A decoder's own checksum is not enough for a linear code.

Source: barcodes.md 1.6 and 1.7. Code 128 came back wrong with its modulo 103 intact, an EAN with a valid check digit
for another article; the same misread repeats from frame to frame, so agreement between frames proves nothing. Accepted
is what a carrier's or our own check digit vouches for, what two different decoders read, what the catalogue or an
expected parcel knows, and a two-dimensional code, which corrects its errors. An EAN's digit alone vouches for nothing.
The 12th character of a Colissimo number is the 23rd of the PCH printed beside it: where both are read and differ,
neither counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from qc_station.domain.bench_command import command_of
from qc_station.domain.carrier_code import CarrierCode, CarrierKind, Checked, classify

# Which code of a label names the parcel best; the order of classification of barcodes.md 2.4, ours first.
_RANK = (
    CarrierKind.COMMAND,
    CarrierKind.PIECE,
    CarrierKind.SSCC,
    CarrierKind.COLISSIMO,
    CarrierKind.CHRONOPOST,
    CarrierKind.S10,
    CarrierKind.GEOPOST,
    CarrierKind.DPD,
    CarrierKind.MONDIAL_RELAY,
    CarrierKind.OPERATOR_BADGE,
    CarrierKind.EAN,
    CarrierKind.UNKNOWN,
    CarrierKind.PCH,
)


@dataclass(frozen=True, slots=True)
class Read:
    """One symbol as one decoder read it. `matrix`: two-dimensional, with error correction."""

    text: str
    decoder: str
    matrix: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """A text read off a label. `reason`: why it may be acted on, or why not; a stable code.

    Accepted: checked, matrix, two_decoders, known. Not: check_failed, unchecked, pch_mismatch, twin.
    """

    code: CarrierCode
    accepted: bool
    reason: str


def trust(reads: Iterable[Read], known: Callable[[CarrierCode], bool] = lambda _code: False) -> tuple[Judged, ...]:
    """Every text once, what may be acted on first, then by what names a parcel best. `known`: the catalogue's word."""
    by_text: dict[str, list[Read]] = {}
    for read in reads:
        by_text.setdefault(classify(read.text).text, []).append(read)
    judged = [_judge(same, known) for same in by_text.values()]
    # Vouched for by its check digit and nothing else.
    alone = [
        each.code
        for each in judged
        if each.accepted
        and not any(holds for reason, holds in _grounds(by_text[each.code.text], known) if reason != "checked")
    ]
    twins = _twins(judged, alone)
    judged = [Judged(each.code, accepted=False, reason="twin") if each.code.text in twins else each for each in judged]
    if _pch_differs(judged):
        judged = [_demoted(each) if each.code.kind in _CROSS_CHECKED else each for each in judged]
    return tuple(sorted(judged, key=lambda each: (not each.accepted, _RANK.index(each.code.kind), each.code.text)))


def _judge(same: list[Read], known: Callable[[CarrierCode], bool]) -> Judged:
    code = classify(same[0].text)
    damaged = code.kind is CarrierKind.COMMAND and command_of(code.text) is None
    if code.checked is Checked.SUSPECT or damaged:
        return Judged(code, accepted=False, reason="check_failed")
    reason = next((reason for reason, holds in _grounds(same, known) if holds), "")
    return Judged(code, bool(reason), reason or "unchecked")


def _grounds(same: list[Read], known: Callable[[CarrierCode], bool]) -> tuple[tuple[str, bool], ...]:
    code = classify(same[0].text)
    checked = code.kind is CarrierKind.COMMAND or (code.checked is Checked.VALID and code.kind is not CarrierKind.EAN)
    return (
        ("checked", checked),
        ("matrix", any(read.matrix for read in same)),
        ("two_decoders", len({read.decoder for read in same}) > 1),
        ("known", known(code)),
    )


def _twins(judged: list[Judged], alone: list[CarrierCode]) -> set[str]:
    """Linear codes of one kind and length that differ in a quarter of their characters at most: one bar read in two
    ways, each with its check digit in order (measured: a 24-character Code 128 at a tilt of 50 degrees), or two labels
    of neighbouring numbers. Which of them lies there nobody can tell, unless something else vouches for one.
    """
    accepted = [each.code for each in judged if each.accepted]
    return {
        one.text
        for one in alone
        for other in accepted
        if one.text != other.text and one.kind is other.kind and _nearly(one.text, other.text)
    }


def _nearly(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) <= len(one) // 4


_CROSS_CHECKED = frozenset({CarrierKind.COLISSIMO, CarrierKind.PCH})


def _pch_differs(judged: list[Judged]) -> bool:
    """A label has one number and one PCH; several labels in one picture cannot be told apart, and are not compared."""
    numbers = [each.code.text for each in judged if each.accepted and each.code.kind is CarrierKind.COLISSIMO]
    pches = [each.code.text for each in judged if each.accepted and each.code.kind is CarrierKind.PCH]
    return len(numbers) == 1 and len(pches) == 1 and numbers[0][11] != pches[0][22]


def _demoted(judged: Judged) -> Judged:
    return Judged(judged.code, accepted=False, reason="pch_mismatch")
