"""Where a video camera is, and what of its address may be shown.

An address may hold a password: before the host as a rule, but some cameras want it in the path. What is shown, logged
or put into a DeviceId is therefore the scheme and the host, never more.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit

_SCHEMES = frozenset({"http", "https", "rtsp", "rtsps"})


class VideoKind(StrEnum):
    DEVICE = "device"
    RTSP = "rtsp"
    HTTP = "http"


@dataclass(frozen=True, slots=True)
class VideoAddress:
    """`target` is the device's path or number, an RTSP address as it was given, or an HTTP address without its user.

    `snapshot` is the HTTP address of a whole photograph, where the camera has one. `shown` is fit for a screen.
    """

    kind: VideoKind
    shown: str
    target: str = field(repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    snapshot: str = field(default="", repr=False)


def video_address(text: str) -> VideoAddress:
    """Read "0", "/dev/video0", "rtsp://user:password@host/path" or "http://host/stream#/snapshot.jpg"; "" is "0".

    Raises ValueError, whose text repeats nothing of the address.
    """
    scheme, separator, _ = text.partition("://")
    if not separator:
        return VideoAddress(VideoKind.DEVICE, text or "0", text or "0")
    if scheme.lower() not in _SCHEMES:
        raise ValueError("a video camera is reached by rtsp, rtsps, http, https, or as a device")
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:  # its text would repeat what stands where a port should be: part of a password, as like as not
        raise ValueError("no address: a sign of the password may need to be written as %XX") from None
    if not host or ("@" in text and "@" not in parts.netloc):
        raise ValueError("no address: a sign of the password may need to be written as %XX")
    place = parts.netloc.rpartition("@")[2]
    shown = f"{parts.scheme}://{place}"
    if parts.scheme.startswith("rtsp"):
        return VideoAddress(VideoKind.RTSP, shown, text)
    if parts.fragment and not parts.fragment.startswith("/"):
        raise ValueError("after # stands the path of a whole photograph, which begins with /")
    return VideoAddress(
        VideoKind.HTTP,
        shown,
        f"{shown}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else ""),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        f"{shown}{parts.fragment}" if parts.fragment else "",
    )


def shown(text: str) -> str:
    """What of an address may be shown, right or wrong as it is."""
    try:
        return video_address(text).shown
    except ValueError:
        return "…"
