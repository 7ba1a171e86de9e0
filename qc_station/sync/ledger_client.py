"""The ledger over HTTP. A call says something or fails with a `LedgerFailure`; foreign exceptions end here, by a table.

No redirect is followed, no proxy or certificate of the environment is believed, nothing is sent in the clear beyond
this machine, and no answer is read without a bound on its size and its time.
"""

from __future__ import annotations

import ipaddress
import json
import logging
import re
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import BinaryIO, TypeVar
from urllib.parse import urlencode, urlsplit

import requests
from requests import exceptions as broken

from qc_station import __version__
from qc_station.application.ledger_port import (
    LedgerAnswer,
    LedgerDigest,
    LedgerFailure,
    LedgerTrouble,
    ReleaseOrder,
    ReversalAnswer,
    TakeBackPage,
)
from qc_station.application.ports import Clock
from qc_station.application.strict_json import DocumentError, Node, read_json, shown
from qc_station.domain.approval import Departure
from qc_station.domain.approval_chain import StationKey
from qc_station.domain.reversal import Reversal
from qc_station.domain.takeback import Reception
from qc_station.sync.wire import (
    BATCH_BYTES_MAX,
    PAGE_MAX,
    approval_document,
    held_document,
    keys_document,
    read_answers,
    read_digest,
    read_page,
    read_problem,
    read_releases,
    read_reversal,
    read_standing,
    read_wanted,
    receptions_document,
    reversal_document,
)

CONNECT_S, READ_S = 3.05, 15.0
# Between two bytes READ_S may pass; the whole answer has this long.
ANSWER_S_MAX = 60.0
# A photograph is sent as fast as the line takes it.
UPLOAD_S_MAX = 600.0
ANSWER_BYTES_MAX = 32 * 1024 * 1024
# A ledger that asks for more is asked again all the same: nobody should find a bench silent for a day.
RETRY_AFTER_S_MAX = 900.0
SKEW_S_MAX = 300.0
_CHUNK = 65536
_TOKEN = re.compile(r"[!-~]{8,400}")

# A call about one thing: done, done before, taken note of, or not in the state of things.
_SAYS_OF_ONE = frozenset({200, 201, 202, 409})

_KEPT = frozenset({200, 201})
# Of a photograph: kept, wanted by no decision, or other bytes than it is called by.
_SAYS_OF_A_PHOTOGRAPH = frozenset({200, 201, 404, 422})
_KEY_UNKNOWN = "station_key_unknown"
_KEY_DIFFERS = "station_key_differs"

_T = TypeVar("_T")
_log = logging.getLogger(__name__)

# First match wins, along the chain of causes: requests wraps what ssl says.
_TROUBLE: tuple[tuple[type[BaseException], LedgerTrouble], ...] = (
    (ssl.SSLCertVerificationError, LedgerTrouble.UNTRUSTED),
    (ssl.SSLEOFError, LedgerTrouble.UNREACHABLE),
    (ssl.SSLZeroReturnError, LedgerTrouble.UNREACHABLE),
    (broken.SSLError, LedgerTrouble.UNTRUSTED),
    (broken.InvalidURL, LedgerTrouble.NOT_CONFIGURED),
    (broken.InvalidSchema, LedgerTrouble.NOT_CONFIGURED),
    (broken.MissingSchema, LedgerTrouble.NOT_CONFIGURED),
    (OSError, LedgerTrouble.UNREACHABLE),  # requests' own exceptions are OSErrors too
)
_TROUBLE_OF_STATUS = {
    401: LedgerTrouble.UNAUTHORISED,
    403: LedgerTrouble.UNAUTHORISED,
    404: LedgerTrouble.NOT_CONFIGURED,
    405: LedgerTrouble.NOT_CONFIGURED,
    408: LedgerTrouble.UNAVAILABLE,
    413: LedgerTrouble.TOO_LARGE,
    425: LedgerTrouble.UNAVAILABLE,
    426: LedgerTrouble.UPGRADE_NEEDED,
    429: LedgerTrouble.UNAVAILABLE,
}
# The rest by hundreds. A redirect leads elsewhere than where the settings say; another 4xx, about a call and not about
# an approval, means that station and ledger do not speak the same wire.
_TROUBLE_OF_HUNDRED = {
    3: LedgerTrouble.NOT_CONFIGURED,
    4: LedgerTrouble.UPGRADE_NEEDED,
    5: LedgerTrouble.UNAVAILABLE,
}


@dataclass(frozen=True, slots=True)
class _Answer:
    """A whole answer, with nothing left of the connection it came by."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class LedgerClient:
    """One station's conversation. Not thread-safe: it belongs to whoever sends.

    `keys` is what the station signs with, the one in force last: the ledger is told before the first decision of a
    connection, and again when it says that it does not know them, having been restored from a copy.

    `url`: https, or http on this machine; `ca`: a PEM file to trust instead of the system's. What is wrong with them is
    said at the first call (LedgerFailure NOT_CONFIGURED), so that a station starts and works without its ledger.
    """

    def __init__(
        self,
        url: str,
        token: str,
        clock: Clock,
        *,
        ca: Path | None = None,
        keys: Callable[[], tuple[StationKey, ...]] = tuple,
    ) -> None:
        self._url = url.rstrip("/")
        self._token = token
        self._clock = clock
        self._ca = ca
        self._keys = keys
        self._introduced = False
        self._session: requests.Session | None = None
        self.skew_s: float | None = None

    def send(self, departures: Sequence[Departure]) -> tuple[LedgerAnswer, ...]:
        """One answer per departure, in order. Raises LedgerFailure."""
        documents = [approval_document(departure) for departure in departures]
        asked = [departure.approval.id for departure in departures]
        body = json.dumps({"approvals": documents}, separators=(",", ":")).encode()
        if len(body) > BATCH_BYTES_MAX:
            raise LedgerFailure(LedgerTrouble.TOO_LARGE)
        answers = self._post(asked, body)
        if any(answer.code == _KEY_UNKNOWN for answer in answers):
            self._introduced = False
            answers = self._post(asked, body)
        return answers

    def _post(self, asked: Sequence[str], body: bytes) -> tuple[LedgerAnswer, ...]:
        self._introduce()
        return self._call("POST", "/v1/approvals/batch", lambda answer: read_answers(answer, asked), body)

    def _introduce(self) -> None:
        keys = () if self._introduced else self._keys()
        if keys:
            body = json.dumps(keys_document(keys), separators=(",", ":")).encode()
            self._call("PUT", "/v1/stations/me/key", _nothing, body, said=_KEPT)
            self._introduced = True

    def reverse(self, reversal: Reversal) -> ReversalAnswer:
        """Done, uncovered (the money is spent), or refused. Raises LedgerFailure."""
        body = json.dumps(reversal_document(reversal), separators=(",", ":")).encode()
        return self._call("POST", "/v1/reversals", read_reversal, body, said=_SAYS_OF_ONE)

    def standing(self) -> int:
        """The epoch this station numbers in. Raises LedgerFailure."""
        return self._call("GET", "/v1/stations/me", read_standing)

    def wanted_photographs(self, limit: int) -> tuple[str, ...]:
        """What the ledger lacks, by SHA-256, oldest first. Raises LedgerFailure."""
        return self._call("GET", f"/v1/stations/me/evidence?{urlencode({'limit': str(limit)})}", read_wanted)

    def send_photograph(self, sha256: str, file: Path) -> bool:
        """Its bytes, as they are read. False when they are not what they are called. Raises LedgerFailure, OSError."""
        with file.open("rb") as photograph:
            return self._call("PUT", f"/v1/evidence/{sha256}", _is_kept, photograph, said=_SAYS_OF_A_PHOTOGRAPH)

    def tell_receptions(self, receptions: Sequence[Reception]) -> None:
        """Parcels that arrived. Raises LedgerFailure."""
        body = json.dumps(receptions_document(receptions), separators=(",", ":")).encode()
        self._call("POST", "/v1/receptions", _nothing, body)

    def tell_held(self, held: Sequence[Departure]) -> tuple[ReleaseOrder, ...]:
        """What is held here; what is to be let go. Raises LedgerFailure."""
        body = json.dumps(held_document(held), separators=(",", ":")).encode()
        return self._call("PUT", "/v1/stations/me/held", read_releases, body)

    def digest(self, epoch: int, upto_seq: int) -> LedgerDigest:
        """What the ledger holds of this station's epoch, up to a number. Raises LedgerFailure."""
        query = urlencode({"epoch": str(epoch), "upto_seq": str(upto_seq)})
        return self._call("GET", f"/v1/stations/me/digest?{query}", read_digest)

    def pull(self, bookmark: str | None) -> TakeBackPage:
        """The page of the feed after `bookmark`. Raises LedgerFailure."""
        query = {"limit": str(PAGE_MAX)} | ({"after": bookmark} if bookmark else {})
        return self._call("GET", f"/v1/takebacks?{urlencode(query)}", read_page)

    def close(self) -> None:
        self._introduced = False
        if self._session:
            self._session.close()
            self._session = None

    def _call(
        self,
        method: str,
        path: str,
        read: Callable[[Node], _T],
        body: bytes | BinaryIO | None = None,
        *,
        said: frozenset[int] = frozenset({200}),
    ) -> _T:
        """What `read` makes of an answer with a status in `said`. After a failure the next call opens a new connection.

        A failure is raised without the exception it came from: that one's frames hold the connection, and a failure is
        kept for as long as it is shown.
        """
        failure: LedgerFailure
        try:
            answer = self._exchange(method, path, body)
            if answer.status in said:
                return read(read_json(answer.content))
            failure = self._refused(answer)
        except LedgerFailure as itself:
            failure = itself.with_traceback(None)
        except DocumentError as refused:
            # Cut short, or not the ledger's: what was asked may have been done, so it is asked again.
            failure = LedgerFailure(LedgerTrouble.UNREACHABLE, detail=f"unreadable answer: {refused}")
        except OSError as error:
            failure = _failure(error)
        self.close()
        raise failure

    def _exchange(self, method: str, path: str, body: bytes | BinaryIO | None) -> _Answer:
        whole = body is None or isinstance(body, bytes)
        deadline = time.monotonic() + (ANSWER_S_MAX if whole else UPLOAD_S_MAX)
        session = self._session = self._session or self._open()
        headers = {"Content-Type": "application/json" if whole else "application/octet-stream"}
        with session.request(
            method, self._url + path, data=body, headers=headers, timeout=(CONNECT_S, READ_S), allow_redirects=False,
            stream=True,
        ) as response:  # fmt: skip
            answer = _Answer(response.status_code, response.headers, _bounded(response, deadline))
        self._note_skew(answer)
        return answer

    def _open(self) -> requests.Session:
        wrong = _wrong_address(self._url)
        if not wrong and not _TOKEN.fullmatch(self._token):
            wrong = "no token, or not one of the ledger's"
        if not wrong and self._ca and not self._ca.is_file():
            wrong = "the file of the certificate authority is not there"
        if wrong:
            raise LedgerFailure(LedgerTrouble.NOT_CONFIGURED, detail=wrong)
        session = requests.Session()
        # Neither the environment's proxy nor its certificates nor .netrc: the settings say whom to trust.
        session.trust_env = False
        session.verify = str(self._ca) if self._ca else True
        session.headers.update(
            {
                "Authorization": f"Bearer {self._token}",
                "User-Agent": f"qc-station/{__version__}",
                "Schema-Version": "1",
                "Accept": "application/json, application/problem+json",
                "Accept-Encoding": "identity",
            }
        )
        return session

    def _refused(self, answer: _Answer) -> LedgerFailure:
        status = answer.status
        trouble = _TROUBLE_OF_STATUS.get(status) or _TROUBLE_OF_HUNDRED.get(status // 100, LedgerTrouble.UNREACHABLE)
        try:
            code, words, _ = read_problem(read_json(answer.content))
        except DocumentError:  # a proxy's page, or nothing
            code, words = "", ""
        if code == _KEY_DIFFERS:
            trouble = LedgerTrouble.KEY_DIFFERS
        detail = " ".join(part for part in (str(status), code, words) if part)
        return LedgerFailure(trouble, detail=detail, retry_after_s=self._retry_after_s(answer))

    def _retry_after_s(self, answer: _Answer) -> float | None:
        """Seconds, from a number of them or from a date."""
        wish = answer.headers.get("Retry-After", "").strip()
        if wish.isascii() and wish.isdigit():
            # More figures than that are beyond any bound, and too many for a float.
            return min(float(wish[:9]), RETRY_AFTER_S_MAX)
        at = _date(wish)
        if at is None:
            return None
        now = _date(answer.headers.get("Date", "")) or self._clock.now()
        return min(max((at - now).total_seconds(), 0.0), RETRY_AFTER_S_MAX)

    def _note_skew(self, answer: _Answer) -> None:
        """How far the ledger's clock is ahead of ours. Times are kept as they are; the ledger's rule the due dates."""
        at = _date(answer.headers.get("Date", ""))
        if at is None:
            return
        before, self.skew_s = self.skew_s, (at - self._clock.now()).total_seconds()
        if abs(self.skew_s) > SKEW_S_MAX and (before is None or abs(before) <= SKEW_S_MAX):
            _log.warning("clock_differs_from_ledger", extra={"skew_s": round(self.skew_s)})


def _wrong_address(url: str) -> str:
    """What forbids any call to this address, in a few words for the log; empty when nothing does."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "the address cannot be read"
    if parts.scheme not in ("http", "https") or not host:
        return "no address, or no http in it"
    if parts.username is not None or parts.query or parts.fragment:
        return "the address holds more than host, port and path"
    if parts.scheme == "http" and not _on_this_machine(host):
        return "an address beyond this machine needs https"
    return ""


def _nothing(_answer: Node) -> None:
    """What is said beside the status is what was asked."""


def _is_kept(answer: Node) -> bool:
    problem = answer.fields(frozenset(), frozenset({"status"}), only=False).get("status")
    return problem is None or problem.whole(0, 999) == 404


def _bounded(response: requests.Response, deadline: float) -> bytes:
    content = bytearray()
    for chunk in response.iter_content(_CHUNK):
        content += chunk
        if len(content) > ANSWER_BYTES_MAX:
            raise LedgerFailure(LedgerTrouble.UNREACHABLE, detail="the answer does not end")
        if time.monotonic() > deadline:
            raise LedgerFailure(LedgerTrouble.UNREACHABLE, detail="the answer takes too long")
    return bytes(content)


def _failure(error: OSError) -> LedgerFailure:
    causes = list(_causes(error))
    trouble = next(trouble for kind, trouble in _TROUBLE if any(isinstance(cause, kind) for cause in causes))
    deepest = causes[-1]
    return LedgerFailure(trouble, detail=f"{type(deepest).__name__}: {shown(str(deepest))}")


def _causes(error: BaseException) -> Sequence[BaseException]:
    """The error and what it wraps: requests puts urllib3's in its arguments, urllib3 puts ssl's in `reason`."""
    found: list[BaseException] = []
    waiting: list[object] = [error]
    while waiting and len(found) < 20:
        each = waiting.pop(0)
        if isinstance(each, BaseException) and each not in found:
            found.append(each)
            waiting += [*each.args, getattr(each, "reason", None), each.__cause__, each.__context__]
    return found


def _on_this_machine(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _date(text: str) -> datetime | None:
    """An HTTP date, aware; None for anything else."""
    try:
        at = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
