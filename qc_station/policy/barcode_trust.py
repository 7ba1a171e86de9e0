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

    Accepted: checked, matrix, two_decoders, known. Not: check_failed, unchecked, pch_mismatch.
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
    if _pch_differs(judged):
        judged = [_demoted(each) if each.code.kind in _CROSS_CHECKED else each for each in judged]
    return tuple(sorted(judged, key=lambda each: (not each.accepted, _RANK.index(each.code.kind), each.code.text)))


def _judge(same: list[Read], known: Callable[[CarrierCode], bool]) -> Judged:
    code = classify(same[0].text)
    damaged = code.kind is CarrierKind.COMMAND and command_of(code.text) is None
    if code.checked is Checked.SUSPECT or damaged:
        return Judged(code, accepted=False, reason="check_failed")
    vouched = code.kind is CarrierKind.COMMAND or (code.checked is Checked.VALID and code.kind is not CarrierKind.EAN)
    grounds = (
        ("checked", vouched),
        ("matrix", any(read.matrix for read in same)),
        ("two_decoders", len({read.decoder for read in same}) > 1),
        ("known", known(code)),
    )
    reason = next((reason for reason, holds in grounds if holds), "")
    return Judged(code, bool(reason), reason or "unchecked")


_CROSS_CHECKED = frozenset({CarrierKind.COLISSIMO, CarrierKind.PCH})


def _pch_differs(judged: list[Judged]) -> bool:
    """A label has one number and one PCH; several labels in one picture cannot be told apart, and are not compared."""
    numbers = [each.code.text for each in judged if each.accepted and each.code.kind is CarrierKind.COLISSIMO]
    pches = [each.code.text for each in judged if each.accepted and each.code.kind is CarrierKind.PCH]
    return len(numbers) == 1 and len(pches) == 1 and numbers[0][11] != pches[0][22]


def _demoted(judged: Judged) -> Judged:
    return Judged(judged.code, accepted=False, reason="pch_mismatch")
