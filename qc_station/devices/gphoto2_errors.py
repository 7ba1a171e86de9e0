"""What libgphoto2's error numbers and its driver's log lines mean to an operator: the mapping table, and nothing else.

The number alone often says nothing (-1 is "card full", "no focus" and "cable out" alike); the driver's own lines carry
the PTP response code, so the lines of the failed call are looked at first. Sources: gphoto2-port-result.h and
gphoto2-result.h for the numbers; ISO 15740, Nikon's extension and libgphoto2's ptp.h (02xx: transport) for the codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qc_station.application.camera_port import CameraError, CameraErrorKind
from qc_station.devices.driver import DriverFault

_PTP_CODE = re.compile(r"\(0x([0-9a-fA-F]{4})\b")

_BY_PTP_CODE = {
    0x02FA: CameraErrorKind.TIMEOUT,
    0x02FC: CameraErrorKind.DISCONNECTED,
    0x02FF: CameraErrorKind.DISCONNECTED,
    0x2005: CameraErrorKind.UNSUPPORTED,
    0x200C: CameraErrorKind.CARD_FULL,
    0x200D: CameraErrorKind.WRITE_PROTECTED,
    0x200E: CameraErrorKind.WRITE_PROTECTED,
    0x2019: CameraErrorKind.BUSY,
    0x201B: CameraErrorKind.BAD_VALUE,
    0x201C: CameraErrorKind.BAD_VALUE,
    0xA002: CameraErrorKind.NO_FOCUS,
    0xA004: CameraErrorKind.REFUSED,
}
_BY_NUMBER = {
    -2: CameraErrorKind.BAD_VALUE,
    -6: CameraErrorKind.UNSUPPORTED,
    -7: CameraErrorKind.DISCONNECTED,
    -10: CameraErrorKind.TIMEOUT,
    -34: CameraErrorKind.DISCONNECTED,
    -35: CameraErrorKind.DISCONNECTED,
    -52: CameraErrorKind.DISCONNECTED,
    -53: CameraErrorKind.CLAIMED,
    -60: CameraErrorKind.CLAIMED,
    -105: CameraErrorKind.ABSENT,
    -107: CameraErrorKind.TRANSFER_FAILED,  # the folder is gone from the card, and the file with it
    -108: CameraErrorKind.TRANSFER_FAILED,
    -110: CameraErrorKind.BUSY,
    -115: CameraErrorKind.CARD_FULL,
}
CLAIMED = frozenset(number for number, kind in _BY_NUMBER.items() if kind is CameraErrorKind.CLAIMED)
# The port itself failed: nothing that follows on this connection can be trusted.
_LOST_CODES = frozenset({0x02FA, 0x02FC, 0x02FF})
_LOST_NUMBERS = frozenset({-7, -10, -34, -35, -52, -53, -60, -105})
_LOST_LINE = "end of stream"
_RETRYABLE = frozenset(
    {CameraErrorKind.BUSY, CameraErrorKind.NO_FOCUS, CameraErrorKind.TIMEOUT, CameraErrorKind.DISCONNECTED}
)


def fault(number: int, text: str, lines: Iterable[str]) -> DriverFault:
    """The fault for error `number`, given the driver's log lines since the call began."""
    lines = tuple(lines)
    codes = [int(code, 16) for line in lines for code in _PTP_CODE.findall(line)]
    broken = any(_LOST_LINE in line.lower() for line in lines)
    lost = broken or number in _LOST_NUMBERS or not _LOST_CODES.isdisjoint(codes)
    kind = next((_BY_PTP_CODE[code] for code in reversed(codes) if code in _BY_PTP_CODE), None)
    if kind is None:
        kind = CameraErrorKind.DISCONNECTED if broken else _BY_NUMBER.get(number, CameraErrorKind.REFUSED)
    detail = f"{number} {text}" + "".join(f" | {line}" for line in lines[-4:])
    return DriverFault(CameraError(kind, retryable=kind in _RETRYABLE, detail=detail), lost=lost)
