"""JSON from outside, read as data and never trusted: every refusal names the place, the reason and what stood there.

`read_json` turns hostile bytes into plain values or a `DocumentError`; `Node` walks them with their place. Nothing here
raises anything else, whatever the bytes: half UTF-8, a byte order mark, NaN, an integer of a million figures, ten
thousand brackets, a name given twice, half a surrogate pair.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NoReturn

from qc_station.application.failures import WorldFailure

INTEGER_MAX = 2**63 - 1
_SHOWN_MAX = 60
_INSTANT = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")
_JOINERS = frozenset("\u00ad\u200c\u200d")

# Why a document is refused: the reason's code, and its English sentence for the log. The faces have their own words
# under the same codes (`reason.<code>` in resources/i18n).
REASONS: Mapping[str, str] = {
    "not_utf8": "{found} is not UTF-8",
    "not_json": "not JSON here: {found}",
    "too_deep": "nested too deep",
    "not_a_number": "{found} is not a number JSON has",
    "number_too_large": "{found} is too large",
    "named_twice": "{found} is given twice",
    "missing": "missing",
    "unknown_field": "{found} is not a field of a take-back",
    "wrong_kind": "{found} is not of the kind {wanted}",
    "empty": "empty",
    "too_long": "longer than {wanted} characters",
    "too_many": "{found} entries, at most {wanted} are taken",
    "unprintable": "{found} has characters that cannot be shown",
    "not_a_code": "{found} is not of the form {wanted}",
    "not_an_instant": "{found} is not a time in UTC such as 2026-11-03T09:12:00Z",
    "not_above_zero": "{found} is not above zero",
    "not_one_of": "{found} is not one of {wanted}",
    "repeated": "{found} stands there twice",
    "not_a_parcel": "{found} is not the code of a parcel",
    "not_of_this_takeback": "{found} is not one of the parcels of this take-back",
    "not_whole_cents": "{found} is not a whole number of cents",
    "differs_from_row": "{found} is not what row {wanted} says",
    "missing_column": "the column {wanted} is missing",
    "unknown_column": "{found} is not a column of a take-back file",
    "wrong_width": "{found} fields, the first row names {wanted}",
    "not_csv": "not CSV here: {found}",
    "already_inspected": "a piece of this dossier is inspected already, and the content differs",
}


class DocumentError(WorldFailure):
    """A document that cannot be taken. `place` reads like `items[2].offer.new`; `reason` is a key of REASONS.

    `row`: the line of the file, for a table (`place` is then the column) and for what is no document at all; else 0.
    `wanted` is a code (`whole_number`), a form, a list of names or a number.
    """

    def __init__(self, place: str, reason: str, *, found: object = "", wanted: object = "", row: int = 0) -> None:
        self.place = place
        self.row = row
        self.reason = reason
        self.found = shown(found)
        self.wanted = str(wanted)
        super().__init__("document_refused", place=place, reason=reason, found=self.found, wanted=self.wanted)

    def __str__(self) -> str:
        sentence = REASONS[self.reason].format(found=self.found, wanted=self.wanted.replace("_", " "))
        where = [f"row {self.row}" if self.row else "", self.place]
        return ": ".join([*filter(None, where), sentence])


def shown(value: object) -> str:
    """At most 60 printable characters of whatever stood there, fit for a log and for a screen."""
    if isinstance(value, dict):
        return "{…}"
    if isinstance(value, list):
        return "[…]"
    text = value[: _SHOWN_MAX + 1] if isinstance(value, str) else json.dumps(value)
    safe = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    return safe if len(safe) <= _SHOWN_MAX else safe[: _SHOWN_MAX - 1] + "…"


def read_json(data: bytes) -> Node:
    """The document in `data`, at the place "". Raises DocumentError."""
    text = decoded(data)
    try:
        value = json.loads(
            text, object_pairs_hook=_object, parse_constant=_constant, parse_int=_integer, parse_float=_fraction
        )
    except RecursionError:
        raise DocumentError("", "too_deep") from None
    except json.JSONDecodeError as error:
        raise DocumentError("", "not_json", found=text[error.pos : error.pos + 20], row=error.lineno) from None
    return Node(value, "")


def decoded(data: bytes) -> str:
    """UTF-8 with or without byte order mark, as text. Raises DocumentError("not_utf8") naming the line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = data[error.start : error.start + 4].hex(" ")
        raise DocumentError("", "not_utf8", found=found, row=line) from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields: dict[str, object] = {}
    for name, value in pairs:
        if name in fields:
            raise DocumentError("", "named_twice", found=name)
        fields[name] = value
    return fields


def _constant(name: str) -> NoReturn:
    raise DocumentError("", "not_a_number", found=name)


def _integer(digits: str) -> int:
    # Looked at before it is converted: Python refuses, and long before that is slow at, very long ones.
    if len(digits) > len(str(INTEGER_MAX)) + 1 or abs(int(digits)) > INTEGER_MAX:
        raise DocumentError("", "number_too_large", found=digits)
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise DocumentError("", "number_too_large", found=digits)
    return number


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its place. `tidy`: a text for people is cleaned of what cannot be shown instead of refused."""

    value: object
    place: str
    tidy: bool = False

    def fail(self, reason: str, *, found: object = None, wanted: object = "") -> DocumentError:
        return DocumentError(self.place, reason, found=self.value if found is None else found, wanted=wanted)

    def fields(self, required: frozenset[str], optional: frozenset[str], *, only: bool) -> dict[str, Node]:
        """The object's fields; with `only`, a name outside both sets is refused, else it is passed over."""
        if not isinstance(self.value, dict):
            raise self.fail("wrong_kind", wanted="object")
        for name in sorted(required - self.value.keys()):
            raise self._at(f".{name}", None).fail("missing", found="")
        known = required | optional
        for name in self.value:
            if only and name not in known:
                raise self.fail("unknown_field", found=name)
        return {name: self._at(f".{name}", value) for name, value in self.value.items() if name in known}

    def entries(self, most: int, least: int = 0) -> tuple[Node, ...]:
        if not isinstance(self.value, list):
            raise self.fail("wrong_kind", wanted="list")
        if len(self.value) > most:
            raise self.fail("too_many", found=len(self.value), wanted=most)
        if len(self.value) < least:
            raise self.fail("empty")
        return tuple(self._at(f"[{index}]", value) for index, value in enumerate(self.value))

    def members(self, most: int) -> Iterator[tuple[str, Node]]:
        """The pairs of an object whose names are data (languages, grades): at least one, at most `most`."""
        if not isinstance(self.value, dict):
            raise self.fail("wrong_kind", wanted="object")
        if not 0 < len(self.value) <= most:
            raise self.fail("too_many" if self.value else "empty", found=len(self.value), wanted=most)
        for name, value in self.value.items():
            yield name, self._at(f".{shown(name)}", value)

    def text(self, most: int) -> str:
        """A name: not empty, printable on one line, nothing around it."""
        if not isinstance(self.value, str):
            raise self.fail("wrong_kind", wanted="text")
        if len(self.value) > most:
            raise self.fail("too_long", wanted=most)
        text = self.value.strip()
        if not text:
            raise self.fail("empty")
        if not _showable(text):
            raise self.fail("unprintable")
        return text

    def words(self, most: int) -> str:
        """A text for people. See `tidy`."""
        if self.tidy and isinstance(self.value, str):
            text = "".join(c if _showable(c) else "\N{REPLACEMENT CHARACTER}" for c in self.value[:most])
            return text.strip() or "\N{REPLACEMENT CHARACTER}"
        return self.text(most)

    def code(self, form: re.Pattern[str]) -> str:
        text = self.text(200)
        if not form.fullmatch(text):
            raise self.fail("not_a_code", wanted=form.pattern)
        return text

    def one_of(self, *names: str) -> str:
        if not isinstance(self.value, str) or self.value not in names:
            raise self.fail("not_one_of", wanted=", ".join(names))
        return self.value

    def whole(self, least: int, most: int) -> int:
        # bool is an int in Python; `true` is no line number.
        if type(self.value) is not int:
            raise self.fail("wrong_kind", wanted="whole_number")
        if self.value < least:
            raise self.fail("not_above_zero" if least == 1 else "number_too_large")
        if self.value > most:
            raise self.fail("number_too_large")
        return self.value

    def yes(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.fail("wrong_kind", wanted="boolean")
        return self.value

    def instant(self) -> datetime:
        """ISO 8601 in UTC with a Z, of this century."""
        if not isinstance(self.value, str) or not _INSTANT.fullmatch(self.value):
            raise self.fail("not_an_instant")
        try:
            return datetime.fromisoformat(self.value).astimezone(UTC)
        except ValueError:  # the 31st of February
            raise self.fail("not_an_instant") from None

    @property
    def absent(self) -> bool:
        return self.value is None

    def _at(self, step: str, value: object) -> Node:
        return Node(value, (self.place + step).removeprefix("."), self.tidy)


def _showable(text: str) -> bool:
    """Printable, a blank or a joiner some scripts need; never a control, half a pair or a change of direction."""
    return all(c.isprintable() or c in _JOINERS or unicodedata.category(c) == "Zs" for c in text)


def written(at: datetime) -> str:
    """The wire's form of an instant: UTC, with a Z. Raises ValueError for a time without zone (ours to avoid)."""
    if at.tzinfo is None:
        raise ValueError("an instant has a time zone")
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
