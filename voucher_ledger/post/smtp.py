"""Mail over SMTP, one connection for as many mails as are due. Never in clear text to another machine."""

from __future__ import annotations

import ipaddress
import smtplib
import ssl
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from voucher_ledger.application.mail_ports import CarrierDown, MailDelayed, MailRefused

TIMEOUT_S = 20.0
PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """Where mail is handed over. `tls`: `at_once` or `asked` (STARTTLS), or `none` on this machine only."""

    host: str
    port: int
    tls: str
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None


def smtp_server(url: str, ca_file: Path | None = None) -> SmtpServer:
    """`smtp://user:password@host:587` (STARTTLS, but on this machine) or `smtps://…:465`. Raises ValueError.

    The text of the error never holds the address: there may be a password in it.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        raise ValueError("the mail server's port is no number") from None
    if parts.scheme not in PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("the mail server is smtp://host:port or smtps://host:port, with user:password@ where needed")
    tls = "at_once" if parts.scheme == "smtps" else "none" if _is_here(parts.hostname) else "asked"
    user, password = (None if each is None else unquote(each) for each in (parts.username, parts.password))
    if (user is None) != (password is None):
        raise ValueError("the mail server needs a user with a password, or neither")
    return SmtpServer(parts.hostname, port or PORTS[parts.scheme], tls, user, password, ca_file)


class SmtpCarrier:
    """Sends from one address. Opens the connection at the first mail, and a new one after every trouble."""

    def __init__(self, server: SmtpServer, sender: str) -> None:
        self._server, self._sender = server, sender
        self._connection: smtplib.SMTP | None = None

    def send(self, recipient: str, message: bytes) -> None:
        if not recipient.isascii():
            raise MailRefused("this address needs SMTPUTF8")
        connection = self._connected()
        try:
            connection.sendmail(self._sender, [recipient], message)
        except smtplib.SMTPRecipientsRefused as refused:
            raise _told(*refused.recipients[recipient]) from None
        except smtplib.SMTPDataError as refused:
            raise _told(refused.smtp_code, refused.smtp_error) from None
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            raise CarrierDown(_what(error)) from None

    def close(self) -> None:
        if self._connection is not None:
            try:
                self._connection.quit()
            except (smtplib.SMTPException, OSError):
                self._connection.close()
            self._connection = None

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            try:
                self._connection = self._open()
            except (smtplib.SMTPException, OSError) as error:
                raise CarrierDown(_what(error)) from None
        return self._connection

    def _open(self) -> smtplib.SMTP:
        server = self._server
        context = ssl.create_default_context(cafile=server.ca_file)
        if server.tls == "at_once":
            made: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_S, context=context)
        else:
            made = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_S)
        try:
            if server.tls == "asked":
                made.starttls(context=context)
            if server.user is not None and server.password is not None:
                made.login(server.user, server.password)
        except BaseException:
            made.close()
            raise
        return made

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _told(code: int, _text: bytes | str) -> MailRefused | MailDelayed:
    """The server's code alone: its text may quote the address."""
    return MailRefused(f"SMTP {code}") if code >= 500 else MailDelayed(f"SMTP {code}")


def _what(error: Exception) -> str:
    code = getattr(error, "smtp_code", None)
    return type(error).__name__ if code is None else f"{type(error).__name__} {code}"


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
