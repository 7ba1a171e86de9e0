"""What a scanned or typed text is: carrier label, article number, our piece, a badge, a command, or unknown.

`classify` is total: whatever a scanner, a camera or a keyboard sends (control characters, lone surrogates, a megabyte),
it answers with a `CarrierCode` whose `shown` text is printable and at most 64 characters. A failed check digit makes
the code *suspect*, with the character expected and the one found; nothing is dropped. The formats are those of the
carriers' label specifications (La Poste V0713-5, UPU S10, Mondial Relay v2.3, GS1); `_ORDER` is the order of trial.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from qc_station.domain import check_digits
from qc_station.domain.piece_id import PIECE_PREFIX, PieceIdError, parse_piece_id

BADGE_PREFIX = "QC-BADGE-"
COMMAND_PREFIX = "QC-CMD-"
SHOWN_LENGTH_MAX = 64
CODE_LENGTH_MAX = 256


class CarrierKind(StrEnum):
    """What the text names. `ean` may also be a carrier's number of 8 to 14 figures: looking it up decides."""

    COLISSIMO = "colissimo"
    PCH = "pch"
    S10 = "s10"
    CHRONOPOST = "chronopost"
    GEOPOST = "geopost"
    DPD = "dpd"
    MONDIAL_RELAY = "mondial_relay"
    SSCC = "sscc"
    EAN = "ean"
    PIECE = "piece"
    OPERATOR_BADGE = "operator_badge"
    COMMAND = "command"
    UNKNOWN = "unknown"


class Checked(StrEnum):
    """Whether the code vouches for itself: its check digit fits, fails, or it has none."""

    VALID = "valid"
    SUSPECT = "suspect"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class CarrierCode:
    """One classified text.

    `parcel_key` is the text under which a parcel is looked up, the same for every barcode of one label; None where
    the text cannot name a parcel. Declared labels go through `classify` too, so keys are compared with keys. `reason`
    is a stable code: check_digit_failed (with `expected` and `got`), scan_other_barcode, unknown_format, empty,
    too_long, unprintable_characters. `symbology` is the AIM identifier without its bracket ("C1"), when one came.
    """

    kind: CarrierKind
    text: str
    shown: str
    checked: Checked
    parcel_key: str | None = None
    reason: str | None = None
    expected: str | None = None
    got: str | None = None
    symbology: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A format that matched: the check character computed and found (both None where there is none to check).

    `text` is the canonical spelling, where it is not the text itself.
    """

    kind: CarrierKind
    parcel_key: str | None
    expected: str | None = None
    got: str | None = None
    reason: str | None = None
    text: str | None = None


_BLANKS = re.compile("[ \t\r\n\u00a0\u202f]+")
_AIM = re.compile(r"\]([A-Za-z][0-9A-Za-z])")
# ASCII only: str.upper() would turn a dotless i into I and a long s into S, and so make two texts one key.
_UPPER = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")

_GS1_SSCC = re.compile(r"(?:00|\(00\))([0-9]{17})([0-9]).*", re.DOTALL)
_SSCC = re.compile(r"(?:00|\(00\))([0-9]{17})([0-9])")
_GEOPOST = re.compile(r"%[0-9A-Z]{7}([0-9A-Z]{14})[0-9A-Z]{6}([0-9A-Z]?)")
_COLISSIMO_IN_GEOPOST = re.compile(r"([0-9][A-Z][0-9]{11})0")
_PCH = re.compile(r"[0-9A-Z]{2}1[0-9A-Z]{5}([0-9]{15})([0-9])")
_COLISSIMO = re.compile(r"[0-9][A-Z]([0-9]{10})([0-9])")
_S10 = re.compile(r"([A-Z]{2})([0-9]{8})([0-9])([A-Z]{2})")
_MONDIAL_RELAY = re.compile(r"([0-9]{2}([0-9]{8})[0-9]{4})([0-9])([0-9]{10})([0-9])")
_DPD_TYPED = re.compile(r"([0-9A-Z]{7}([0-9A-Z]{14})[0-9]{6})([0-9A-Z])")
_DPD_SHORT = re.compile(r"([0-9][0-9A-Z]{3}[0-9]{10})([0-9A-Z])")
_EAN = re.compile(r"([0-9]{7}|[0-9]{11,13})([0-9])")


def classify(raw: str) -> CarrierCode:
    """Say what `raw` is. Never raises, whatever the text; linear in the first 4096 characters at most."""
    if len(raw) > CODE_LENGTH_MAX * 16:
        return _unknown(raw, "too_long")
    text = _BLANKS.sub("", raw)
    aim = _AIM.match(text)
    symbology = aim[1] if aim else None
    text = (text[aim.end() :] if aim else text).translate(_UPPER)
    if not text:
        return _unknown(raw, "empty", symbology)
    if len(text) > CODE_LENGTH_MAX:
        return _unknown(text, "too_long", symbology)
    for matcher in _ORDER:
        found = matcher(text, symbology)
        if found:
            return _judged(text, symbology, found)
    if not text.isprintable():
        return _unknown(text, "unprintable_characters", symbology)
    return CarrierCode(
        CarrierKind.UNKNOWN, text, printable(text), Checked.UNCHECKED, text, "unknown_format", symbology=symbology
    )


def printable(text: str) -> str:
    """At most 64 characters of `text` that are safe to draw: no controls, no direction marks, no stacked accents."""
    cut = text[: SHOWN_LENGTH_MAX + 1]
    safe = "".join(c if c.isprintable() and not _stacks(c) else "\N{REPLACEMENT CHARACTER}" for c in cut)
    return safe if len(text) <= SHOWN_LENGTH_MAX else safe[: SHOWN_LENGTH_MAX - 1] + "…"


def _stacks(character: str) -> bool:
    return character > "\u02ff" and unicodedata.category(character).startswith("M")


def _unknown(text: str, reason: str, symbology: str | None = None) -> CarrierCode:
    """A text that must not be looked up: neither its beginning nor its invisible twin may find a parcel."""
    shown = printable(text)
    return CarrierCode(CarrierKind.UNKNOWN, shown, shown, Checked.UNCHECKED, None, reason, symbology=symbology)


def _judged(text: str, symbology: str | None, found: _Found) -> CarrierCode:
    failed = found.expected != found.got
    unchecked = found.expected is None
    checked = Checked.UNCHECKED if unchecked else Checked.SUSPECT if failed else Checked.VALID
    text = found.text or text
    return CarrierCode(
        kind=found.kind,
        text=text,
        shown=printable(text),
        checked=checked,
        parcel_key=found.parcel_key,
        reason="check_digit_failed" if failed else found.reason,
        expected=found.expected if failed else None,
        got=found.got if failed else None,
        symbology=symbology,
    )


def _own(text: str, _symbology: str | None) -> _Found | None:
    """Our prefixes come first: no carrier's format has a hyphen in it."""
    if text.startswith(BADGE_PREFIX):
        return _Found(CarrierKind.OPERATOR_BADGE, None) if text.isprintable() else None
    if text.startswith(COMMAND_PREFIX):
        return _Found(CarrierKind.COMMAND, None) if text.isprintable() else None
    if not text.startswith(PIECE_PREFIX):
        return None
    try:
        piece_id = parse_piece_id(text)
    except PieceIdError as error:
        return _Found(CarrierKind.PIECE, None, error.expected, error.got) if error.expected else None
    return _Found(CarrierKind.PIECE, None, piece_id[-1], piece_id[-1], text=piece_id)


def _sscc(text: str, symbology: str | None) -> _Found | None:
    # With the AIM prefix of GS1-128 other fields may follow; typed or without prefix it must stand alone.
    shape = (_GS1_SSCC if symbology == "C1" else _SSCC).fullmatch(text)
    if not shape:
        return None
    number = shape[1] + shape[2]
    return _Found(CarrierKind.SSCC, number, check_digits.mod10(shape[1]), shape[2], text="00" + number)


def _geopost(text: str, _symbology: str | None) -> _Found | None:
    shape = _GEOPOST.fullmatch(text)
    if not shape:
        return None
    colissimo = _COLISSIMO_IN_GEOPOST.fullmatch(shape[1])
    if colissimo:
        key = colissimo[1]
        return _Found(CarrierKind.GEOPOST, key, check_digits.mod10(key[2:-1]), key[-1])
    if shape[2]:
        return _Found(CarrierKind.GEOPOST, shape[1], check_digits.mod37_36(text[1:-1]), shape[2])
    return _Found(CarrierKind.GEOPOST, shape[1])


def _pch(text: str, _symbology: str | None) -> _Found | None:
    shape = _PCH.fullmatch(text)
    if not shape:
        return None
    # It names the deposit, not the parcel: only the last figure of the tracking number is in it.
    return _Found(CarrierKind.PCH, None, check_digits.mod10(shape[1]), shape[2], "scan_other_barcode")


def _colissimo(text: str, _symbology: str | None) -> _Found | None:
    shape = _COLISSIMO.fullmatch(text)
    return _Found(CarrierKind.COLISSIMO, text, check_digits.mod10(shape[1]), shape[2]) if shape else None


def _s10(text: str, _symbology: str | None) -> _Found | None:
    shape = _S10.fullmatch(text)
    if not shape:
        return None
    # Chronopost's own numbers: X-services of France, or its own country letters JB.
    chronopost = shape[4] == "JB" or (shape[1].startswith("X") and shape[4] == "FR")
    kind = CarrierKind.CHRONOPOST if chronopost else CarrierKind.S10
    return _Found(kind, text, check_digits.s10(shape[2]), shape[3])


def _mondial_relay(text: str, _symbology: str | None) -> _Found | None:
    shape = _MONDIAL_RELAY.fullmatch(text)
    if not shape:
        return None
    parcel, shipment, x, route, y = shape[1], shape[2], shape[3], shape[4], shape[5]
    expected = check_digits.mod11(parcel) + check_digits.mod11(route)
    if expected[0] != x and expected[1] != y:
        return None  # 26 figures of something else
    return _Found(CarrierKind.MONDIAL_RELAY, shipment, expected, x + y)


def _dpd(text: str, _symbology: str | None) -> _Found | None:
    typed, short = _DPD_TYPED.fullmatch(text), _DPD_SHORT.fullmatch(text)
    if typed:
        protected, number, got = typed[1], typed[2], typed[3]
    elif short:
        protected, number, got = short[1], short[1], short[2]
    else:
        return None
    colissimo = _COLISSIMO_IN_GEOPOST.fullmatch(number)
    key = colissimo[1] if colissimo else number
    return _Found(CarrierKind.DPD, key, check_digits.mod37_36(protected), got)


def _ean(text: str, symbology: str | None) -> _Found | None:
    shape = _EAN.fullmatch(text)
    if not shape:
        return None
    expected = check_digits.mod10(shape[1])
    named_ean = len(text) == 13 or (symbology or "").startswith("E")
    if expected != shape[2] and not named_ean:
        return None  # eight, twelve or fourteen figures are more often a carrier's number than a misread article
    return _Found(CarrierKind.EAN, text, expected, shape[2])


_Matcher = Callable[[str, str | None], _Found | None]
_ORDER: tuple[_Matcher, ...] = (_own, _sscc, _geopost, _pch, _colissimo, _s10, _mondial_relay, _dpd, _ean)
