"""Editions for the shop over HTTP: every file by its hash, then the sheet, which makes the edition visible.

`PUT {url}/pieces/{piece}/editions/{edition}/{name}` with the bytes, `Content-Type` and `Digest: sha-256=…` (RFC 3230).
A file that is there already is sent again without harm: the shop answers 200, 201 or 204 for the same bytes. The sheet
is the last thing sent. No redirect is followed, nothing is sent in the clear beyond this machine.
"""

from __future__ import annotations

import base64
import ipaddress
import re
from pathlib import Path
from urllib.parse import quote, urlsplit

import requests

from qc_station import __version__
from qc_station.application.deliver_publication import SHEET_NAME, Outgoing
from qc_station.application.failures import WorldFailure

CONNECT_S, READ_S = 3.05, 30.0
_TAKEN = frozenset({200, 201, 204})
# What passes by itself: too busy, not ready, a gateway.
_LATER = frozenset({408, 425, 429})
# Not about the edition: a wrong path, a page of maintenance.
_MISPLACED = frozenset({301, 302, 303, 307, 308, 404, 405})
_TOKEN = re.compile(r"[!-~]{8,400}")
_TYPES = {"jpg": "image/jpeg", "webp": "image/webp", "json": "application/json"}


class ShopClient:
    """Implements `PublicationTarget`; of one thread."""

    def __init__(self, url: str, token: str, ca: Path | None = None) -> None:
        """Raises WorldFailure("shop_not_configured") for an address that is none, or in the clear beyond here."""
        self._url = url.rstrip("/")
        if not _safe(self._url) or (token and not _TOKEN.fullmatch(token)):
            raise WorldFailure("shop_not_configured")
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = str(ca) if ca else True
        self._session.headers["User-Agent"] = f"qc-station/{__version__}"
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def deliver(self, outgoing: Outgoing) -> None:
        """Raises what may pass, WorldFailure("shop_unreachable" | "shop_busy" | "shop_unauthorised" |
        "shop_not_configured" | "rendition_elsewhere"), or WorldFailure("shop_refused" | "file_unreadable").
        """
        base = f"{self._url}/pieces/{quote(outgoing.piece_id)}/editions/{outgoing.edition}"
        for file in outgoing.files:
            try:
                data = file.path.read_bytes()
            except FileNotFoundError as error:
                raise WorldFailure("rendition_elsewhere", retryable=True, photo=file.sha256) from error
            except OSError as error:
                raise WorldFailure("file_unreadable", file=file.name) from error
            self._put(f"{base}/{quote(file.name)}", data, bytes.fromhex(file.sha256))
        self._put(f"{base}/{SHEET_NAME}", outgoing.sheet, None)

    def _put(self, url: str, data: bytes, digest: bytes | None) -> None:
        headers = {"Content-Type": _TYPES[url.rpartition(".")[2]]}
        if digest is not None:
            headers["Digest"] = f"sha-256={base64.b64encode(digest).decode()}"
        try:
            with self._session.put(
                url, data=data, headers=headers, timeout=(CONNECT_S, READ_S), allow_redirects=False, stream=True
            ) as answer:
                status = answer.status_code
        except (OSError, ValueError) as error:  # requests' own are OSErrors too; a host that cannot be is a ValueError
            raise WorldFailure("shop_unreachable", retryable=True) from error
        if status in _TAKEN:
            return
        if status in (401, 403):
            raise WorldFailure("shop_unauthorised", retryable=True)
        if status in _MISPLACED:
            raise WorldFailure("shop_not_configured", retryable=True)
        if status in _LATER or status >= 500:
            raise WorldFailure("shop_busy", retryable=True, status=status)
        raise WorldFailure("shop_refused", status=status)


def _safe(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme == "https" and parts.hostname:
        return True
    try:
        here = parts.hostname == "localhost" or ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        here = False
    return parts.scheme == "http" and here
