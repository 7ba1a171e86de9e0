"""Just enough of JPEG to tell a whole file from a torn one without decoding it. Every byte is hostile.

Source: ITU-T T.81, annex B. A whole picture begins with SOI, and its end-of-image marker stands after a start of scan:
inside a scan a byte FF is always followed by 00 or a restart marker, so the first FF D9 there is the end. (An EXIF
thumbnail has one too, but before the scan.) Cameras may append anything after it.
"""

from __future__ import annotations

_SOI = b"\xff\xd8"
_EOI = b"\xff\xd9"
_SOS = 0xDA
_BARE = frozenset({0x01, *range(0xD0, 0xD8)})
_APP0, _APP15 = 0xE0, 0xEF


def is_jpeg(data: bytes) -> bool:
    """It begins as one."""
    return data.startswith(b"\xff\xd8\xff")


def is_complete_jpeg(data: bytes) -> bool:
    """It begins, has a scan, and the scan ends."""
    place = _first_segment(data, stop=_SOS)
    return place is not None and data.find(_EOI, place) != -1


def scan_of(data: bytes) -> bytes:
    """The coded picture, from its first scan on: the same when a program has written its metadata anew.

    Raises ValueError for what is no whole JPEG.
    """
    place = _first_segment(data, stop=_SOS)
    end = -1 if place is None else data.find(_EOI, place)
    if end == -1:
        raise ValueError("no whole JPEG")
    return data[place : end + len(_EOI)]


def with_comment(data: bytes, comment: bytes) -> bytes:
    """The same picture with a comment segment of up to 65,533 bytes, after its application segments."""
    if not is_jpeg(data) or len(comment) > 65_533:
        raise ValueError("a comment needs a JPEG, and fits one segment")
    place = 2
    while (step := _segment(data, place)) is not None and _APP0 <= step[0] <= _APP15:
        place = step[1]
    return data[:place] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + data[place:]


def _first_segment(data: bytes, stop: int) -> int | None:
    """Where the first segment with this marker ends; None when the file ends or goes astray before."""
    if not is_jpeg(data):
        return None
    place = len(_SOI)
    while (step := _segment(data, place)) is not None:
        marker, place = step
        if marker == stop:
            return place
    return None


def _segment(data: bytes, place: int) -> tuple[int, int] | None:
    """The marker at `place` and where its segment ends; None when there is none."""
    if data[place : place + 1] != b"\xff":
        return None
    while data[place : place + 1] == b"\xff":  # fill bytes
        place += 1
    if place >= len(data):
        return None
    marker, place = data[place], place + 1
    if marker in _BARE:
        return marker, place
    length = int.from_bytes(data[place : place + 2], "big")
    if length < 2 or place + length > len(data):
        return None
    return marker, place + length
