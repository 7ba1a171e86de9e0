"""A network camera over HTTP: its endless stream of JPEGs, and its single photographs. Every byte is hostile.

The pictures are handed on as the camera made them: decoding and encoding them again would cost quality and a fifth of a
core. By the standard library; no proxy and no redirection is followed, so that a password reaches its host only.
"""

from __future__ import annotations

import re
import time
from http.client import HTTPException, HTTPResponse
from typing import cast
from urllib.error import HTTPError, URLError
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDefaultErrorHandler,
    HTTPDigestAuthHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

from qc_station.application.camera_port import CameraErrorKind
from qc_station.devices.driver import DriverFault
from qc_station.devices.frame_grabber import PictureFrame
from qc_station.devices.jpeg import is_complete_jpeg
from qc_station.devices.video_address import VideoAddress

SILENCE_S = 2.0
SNAPSHOT_S = 10.0
PICTURE_BYTES_MAX = 64_000_000
_LINE_BYTES_MAX = 4096
_HEADERS_MAX = 32
_CHUNK = 65_536
_BOUNDARY = re.compile(r'boundary="?([^";]+)', re.IGNORECASE)


class HttpCamera:
    def __init__(self, address: VideoAddress) -> None:
        self._address = address
        known = HTTPPasswordMgrWithDefaultRealm()
        if address.user:
            known.add_password(None, address.shown, address.user, address.password)
        self._opener = OpenerDirector()
        for handler in (
            HTTPHandler(),
            HTTPSHandler(),
            HTTPErrorProcessor(),
            HTTPDefaultErrorHandler(),
            HTTPDigestAuthHandler(known),
            HTTPBasicAuthHandler(known),
        ):
            self._opener.add_handler(handler)

    def stream(self) -> MjpegStream:
        """Begin the stream. Raises DriverFault: ABSENT, TIMEOUT, REFUSED, UNSUPPORTED (it is no stream of JPEGs)."""
        response = self._opened(self._address.target)
        kind = response.headers.get("Content-Type", "")
        boundary = _BOUNDARY.search(kind)
        if response.headers.get_content_type() != "multipart/x-mixed-replace" or boundary is None:
            response.close()
            raise DriverFault.of(CameraErrorKind.UNSUPPORTED, f"no MJPEG stream: {kind[:80]!r}")
        return MjpegStream(response, boundary[1].strip().encode("ascii", "replace"))

    def snapshot(self) -> bytes:
        """One whole photograph. Raises DriverFault: ABSENT, TIMEOUT, REFUSED, TRANSFER_FAILED (torn, or too large)."""
        until_s = time.monotonic() + SNAPSHOT_S
        data = bytearray()
        with self._opened(self._address.snapshot) as response:
            try:
                while chunk := response.read1(_CHUNK):
                    data += chunk
                    if len(data) > PICTURE_BYTES_MAX:
                        raise DriverFault.of(CameraErrorKind.TRANSFER_FAILED, "the photograph has no end")
                    if time.monotonic() > until_s:
                        raise DriverFault.of(CameraErrorKind.TIMEOUT, "the photograph took too long", retryable=True)
            except (OSError, HTTPException) as error:
                raise _unreachable(error) from None
        photograph = bytes(data)
        if not is_complete_jpeg(photograph):
            raise DriverFault.of(CameraErrorKind.TRANSFER_FAILED, f"{len(photograph)} bytes, no whole picture")
        return photograph

    def _opened(self, url: str) -> HTTPResponse:
        request = Request(url, headers={"Accept": "multipart/x-mixed-replace, image/jpeg"})  # noqa: S310 http only
        try:
            return cast("HTTPResponse", self._opener.open(request, timeout=SILENCE_S))
        except HTTPError as error:
            error.close()
            raise DriverFault.of(CameraErrorKind.REFUSED, f"HTTP status {error.code}") from None
        except UnicodeError:
            raise DriverFault.of(CameraErrorKind.BAD_VALUE, "an address is written in ASCII") from None
        except ValueError:  # a way of signing in that is neither Basic nor Digest
            raise DriverFault.of(CameraErrorKind.REFUSED, "HTTP sign-in of an unknown kind") from None
        except URLError as error:
            raise _unreachable(error.reason if isinstance(error.reason, OSError) else error) from None
        except (OSError, HTTPException) as error:
            raise _unreachable(error) from None


def _unreachable(error: OSError | HTTPException) -> DriverFault:
    """By its kind only: the text of an exception may repeat an address."""
    kind = CameraErrorKind.TIMEOUT if isinstance(error, TimeoutError) else CameraErrorKind.ABSENT
    reason = getattr(error, "strerror", None) or type(error).__name__
    return DriverFault.of(kind, str(reason), retryable=True)


class MjpegStream:
    """multipart/x-mixed-replace, part by part, with or without lengths; a part that is no whole JPEG is passed over."""

    def __init__(self, response: HTTPResponse, boundary: bytes) -> None:
        self._response = response
        # Some cameras write the two hyphens of the line into the name of the boundary as well.
        self._boundary = boundary.lstrip(b"-")
        self._in_part = False

    def read(self) -> PictureFrame | None:
        """The next picture. Raises DriverFault, and is then of no more use."""
        try:
            while not self._in_part:
                self._in_part = self._ends_part(self._line(_CHUNK))
            length = self._headers()
            self._in_part = length is None
            body = self._until_boundary() if length is None else self._response.read(length)
        except (OSError, HTTPException) as error:
            raise _ended(getattr(error, "strerror", None) or type(error).__name__) from None
        return PictureFrame(body) if is_complete_jpeg(body) else None

    def close(self) -> None:
        self._response.close()

    def _headers(self) -> int | None:
        """Read a part's headers; its length where it tells."""
        length = None
        for _ in range(_HEADERS_MAX):
            line = self._line(_LINE_BYTES_MAX).strip()
            if not line:
                return length
            name, _, value = line.partition(b":")
            if name.strip().lower() == b"content-length":
                if not re.fullmatch(rb"\s*\d{1,8}\s*", value) or int(value) > PICTURE_BYTES_MAX:
                    raise _ended("a part of a senseless length")
                length = int(value)
        raise _ended("the headers of a part have no end")

    def _until_boundary(self) -> bytes:
        body = bytearray()
        while not self._ends_part(line := self._line(_CHUNK)):
            body += line
            if len(body) > PICTURE_BYTES_MAX:
                raise _ended("a part has no end")
        return bytes(body).removesuffix(b"\n").removesuffix(b"\r")  # the end of the line is the boundary's

    def _line(self, most: int) -> bytes:
        line = self._response.readline(most)
        if not line:
            raise _ended("the camera ended the stream")
        return line

    def _ends_part(self, line: bytes) -> bool:
        return line.startswith(b"--") and line.lstrip(b"-").startswith(self._boundary)


def _ended(why: str) -> DriverFault:
    return DriverFault.of(CameraErrorKind.DISCONNECTED, why, lost=True, retryable=True)
