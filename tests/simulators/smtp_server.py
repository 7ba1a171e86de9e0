"""An SMTP server in a process of its own (aiosmtpd), which does to each recipient what a script says, then takes all.

    python -m tests.simulators.smtp_server FOLDER [PORT [asked|at_once CERTIFICATE]]

FOLDER/script.json maps a recipient to what happens at each attempt in turn: `451` or `550` on RCPT, `451-data` or
`554-data` on DATA, `drop`: the message is taken and the connection dies before the answer. What was taken stands in
FOLDER as `NNNN.eml`. Prints its port.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


class Scripted:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.done: dict[str, int] = {}

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        step = self._next(address)
        if step in ("451", "550"):
            self.done[address] += 1
            return f"{step} <{address}> not now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        (address,) = envelope.rcpt_tos
        step = self._next(address)
        self.done[address] += 1
        if step.endswith("-data"):
            return f"{step.removesuffix('-data')} not this"
        content = envelope.content
        assert isinstance(content, bytes)
        (self.folder / f"{len(list(self.folder.glob('*.eml'))):04d}.eml").write_bytes(content)
        if step == "drop":
            server.transport.abort()
        return "250 OK"

    def _next(self, address: str) -> str:
        script: dict[str, list[str]] = json.loads((self.folder / "script.json").read_text())
        at = self.done.setdefault(address, 0)
        steps = script.get(address, [])
        return steps[at] if at < len(steps) else "ok"


async def serve(folder: Path, port: int, tls: str = "", certificate: str = "") -> None:
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    handler: Any = Scripted(folder)
    asked: dict[str, Any] = {"tls_context": context, "require_starttls": True} if tls == "asked" else {}
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(handler, enable_SMTPUTF8=False, **asked),
        "127.0.0.1",
        port,
        ssl=context if tls == "at_once" else None,
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0, *sys.argv[3:]))
