"""IPP on the wire (RFC 8010): requests out, answers in. Pure; no byte of an answer is believed before it was counted.

An answer is checked for its whole structure; a value is only understood when it is asked for, so that a printer's odd
text somewhere else harms nothing.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum

ANSWER_BYTES_MAX = 64 * 1024
# A length is a signed 16-bit number in RFC 8010.
_LENGTH_MAX = 0x7FFF
_FIRST_VALUE_TAG = 0x10
_END = 0x03
_COLLECTION, _END_COLLECTION, _MEMBER = 0x34, 0x37, 0x4A

Attributes = Mapping[str, tuple[tuple[int, bytes], ...]]


class Operation(IntEnum):
    PRINT_JOB = 0x0002
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B


class Group(IntEnum):
    OPERATION = 0x01
    JOB = 0x02
    PRINTER = 0x04


class Tag(IntEnum):
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49


class IppUnreadable(Exception):
    """These bytes are no IPP answer, or not to what was asked; the text says where."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `status` as in RFC 8011 appendix B; of a group that comes more than once, the first."""

    status: int
    groups: Mapping[int, Attributes]

    @property
    def successful(self) -> bool:
        return self.status < 0x0100

    def number(self, group: Group, name: str) -> int | None:
        """An integer or enum with one value; None when it is not there. Raises IppUnreadable."""
        values = self._values(group, name, (Tag.INTEGER, Tag.ENUM))
        if values is None:
            return None
        if len(values) != 1 or len(values[0]) != 4:
            raise IppUnreadable(f"{name} is not one number")
        return int.from_bytes(values[0], "big", signed=True)

    def flag(self, group: Group, name: str) -> bool | None:
        """A boolean with one value; None when it is not there. Raises IppUnreadable."""
        values = self._values(group, name, (Tag.BOOLEAN,))
        if values is None:
            return None
        if values not in ([b"\0"], [b"\1"]):
            raise IppUnreadable(f"{name} is neither true nor false")
        return values == [b"\1"]

    def words(self, group: Group, name: str) -> tuple[str, ...]:
        """Keywords or MIME types, printable ASCII; none when it is not there. Raises IppUnreadable."""
        words = []
        # Old printers call their reasons names.
        for value in self._values(group, name, (Tag.KEYWORD, Tag.MIME_TYPE, Tag.NAME)) or ():
            word = value.decode("latin-1")
            if not (word.isascii() and word.isprintable()):
                raise IppUnreadable(f"{name} is not a keyword")
            words.append(word)
        return tuple(words)

    def _values(self, group: Group, name: str, tags: tuple[Tag, ...]) -> list[bytes] | None:
        values = self.groups.get(group, {}).get(name)
        # 0x10 to 0x1F are out-of-band values, "unknown" and "no-value" among them: as good as not there.
        if values is None or all(tag < 0x20 for tag, _ in values):
            return None
        if any(tag not in tags for tag, _ in values):
            raise IppUnreadable(f"{name} has a value of another kind")
        return [value for _, value in values]


def attribute(tag: Tag, name: str, *values: str | int) -> bytes:
    """One attribute with all its values, as it stands in a group."""
    parts = []
    for place, value in enumerate(values):
        # Later values of an attribute have an empty name.
        said = name.encode("ascii") if place == 0 else b""
        raw = value.to_bytes(4, "big", signed=True) if isinstance(value, int) else value.encode()
        parts.append(struct.pack(">Bh", tag, len(said)) + said + struct.pack(">h", len(raw)) + raw)
    return b"".join(parts)


def request(operation: Operation, number: int, uri: str, attributes: Iterable[bytes]) -> bytes:
    """A request in version 1.1, which every IPP printer speaks; a document may follow it as it is."""
    return b"".join(
        (
            struct.pack(">BBHI", 1, 1, operation, number),
            bytes((Group.OPERATION,)),
            # These three come first, in this order: RFC 8011, 4.1.4 and 4.1.5.
            attribute(Tag.CHARSET, "attributes-charset", "utf-8"),
            attribute(Tag.LANGUAGE, "attributes-natural-language", "en"),
            attribute(Tag.URI, "printer-uri", uri),
            *attributes,
            bytes((_END,)),
        )
    )


def read_answer(raw: bytes, number: int) -> Answer:
    """The answer to request `number`. Raises IppUnreadable, and nothing else whatever the bytes are."""
    if len(raw) > ANSWER_BYTES_MAX:
        raise IppUnreadable("too long")
    if len(raw) < 9:
        raise IppUnreadable("cut short")
    major, _, status, asked = struct.unpack_from(">BBHI", raw)
    if major not in (1, 2):
        raise IppUnreadable(f"version {major}")
    if asked != number:
        raise IppUnreadable("the answer to something else")
    return Answer(status, _groups(_Reader(raw, 8)))


class _Reader:
    """Bytes from a place on; an end that comes too early is said."""

    def __init__(self, raw: bytes, place: int) -> None:
        self._raw, self._place = raw, place

    @property
    def left(self) -> int:
        return len(self._raw) - self._place

    def take(self, count: int) -> bytes:
        if count > self.left:
            raise IppUnreadable("cut short")
        self._place += count
        return self._raw[self._place - count : self._place]

    def tag(self) -> int:
        return self.take(1)[0]

    def field(self) -> bytes:
        """A length and as many bytes."""
        length = int.from_bytes(self.take(2), "big")
        if length > _LENGTH_MAX:
            raise IppUnreadable("a negative length")
        return self.take(length)


def _groups(reader: _Reader) -> dict[int, Attributes]:
    groups: dict[int, Attributes] = {}
    delimiter = reader.tag()
    while delimiter != _END:
        if not 0 < delimiter < _FIRST_VALUE_TAG:
            raise IppUnreadable("an attribute outside of any group")
        attributes, following = _attributes(reader)
        groups.setdefault(delimiter, attributes)
        delimiter = following
    if reader.left:
        raise IppUnreadable("more after the end")
    return groups


def _attributes(reader: _Reader) -> tuple[Attributes, int]:
    """The attributes of a group, and the delimiter behind it."""
    found: dict[str, list[tuple[int, bytes]]] = {}
    values: list[tuple[int, bytes]] | None = None
    while (tag := reader.tag()) >= _FIRST_VALUE_TAG:
        name, value = reader.field().decode("latin-1"), reader.field()
        if name in found:
            raise IppUnreadable("an attribute twice")
        if name:
            values = found[name] = []
        if values is None or tag in (_END_COLLECTION, _MEMBER):
            raise IppUnreadable("a value that belongs to nothing")
        values.append((tag, value))
        if tag == _COLLECTION:
            _skip_collection(reader)
    return {name: tuple(each) for name, each in found.items()}, tag


def _skip_collection(reader: _Reader) -> None:
    """To the end of a collection that has begun; nothing we ask for is in one. Not recursive: depth is the sender's."""
    depth = 1
    while depth:
        tag = reader.tag()
        if tag < _FIRST_VALUE_TAG or reader.field():
            raise IppUnreadable("a collection without an end")
        reader.field()
        depth += (tag == _COLLECTION) - (tag == _END_COLLECTION)
