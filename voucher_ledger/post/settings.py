"""The settings of mail, which stand in the environment: a mail server's password is no argument of a command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.headerregistry import Address
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from voucher_ledger.application.mail import FOLD_FOR, PATIENCE
from voucher_ledger.domain.errors import InvalidRequest
from voucher_ledger.post.postman import LOOK_EVERY_S
from voucher_ledger.post.seal import FernetSeal
from voucher_ledger.post.smtp import SmtpServer, smtp_server

SMTP, CA, SENDER, SITE, KEY, DELAY, EVERY, PICTURES = (
    f"VOUCHER_LEDGER_{name}"
    for name in (
        "SMTP_URL",
        "SMTP_CA",
        "MAIL_FROM",
        "SITE",
        "MAIL_KEY",
        "MAIL_DELAY_S",
        "MAIL_EVERY_S",
        "MAIL_PICTURES_S",
    )
)


@dataclass(frozen=True, slots=True)
class MailSettings:
    """`site` is where people reach the ledger; `fold_for` how long news of a parcel wait for more of it,
    `patience` how long for its photographs.
    """

    server: SmtpServer
    sender: Address
    site: str
    key: str | None = field(repr=False)
    fold_for: timedelta
    look_every_s: float
    patience: timedelta


def mail_settings(environ: Mapping[str, str]) -> MailSettings | None:
    """None where no mail server is named. Raises InvalidRequest, which names the variable and never its content."""
    url = environ.get(SMTP)
    if not url:
        return None
    ca_file = Path(environ[CA]) if environ.get(CA) else None
    if ca_file is not None and not ca_file.is_file():
        raise InvalidRequest(f"{CA}: there is no such file")
    try:
        server = smtp_server(url, ca_file)
    except ValueError as error:
        raise InvalidRequest(f"{SMTP}: {error}") from None
    key = environ.get(KEY) or None
    try:
        FernetSeal(key)
    except ValueError:
        raise InvalidRequest(f"{KEY}: not 32 bytes in URL-safe base64") from None
    return MailSettings(
        server=server,
        sender=_sender(environ.get(SENDER, "")),
        site=_site(environ.get(SITE, "")),
        key=key,
        fold_for=timedelta(seconds=_seconds(environ, DELAY, FOLD_FOR.total_seconds())),
        look_every_s=max(0.05, _seconds(environ, EVERY, LOOK_EVERY_S)),
        patience=timedelta(seconds=_seconds(environ, PICTURES, PATIENCE.total_seconds())),
    )


def _sender(given: str) -> Address:
    name, address = parseaddr(given)
    try:
        return Address(name, addr_spec=address)
    except (ValueError, IndexError):
        raise InvalidRequest(f"{SENDER}: who the mails are from, as Name <name@example.org>") from None


def _site(given: str) -> str:
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise InvalidRequest(f"{SITE}: where customers reach this ledger, as https://ledger.example.org")
    return given.rstrip("/")


def _seconds(environ: Mapping[str, str], name: str, usual: float) -> float:
    try:
        value = float(environ.get(name) or usual)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 86_400:
        raise InvalidRequest(f"{name}: seconds, a day at most")
    return value
