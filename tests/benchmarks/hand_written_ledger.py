"""The limit: what the ledger does for an approval, written by hand in SQL: the same tables, the same server.

    python -m tests.benchmarks.hand_written_ledger DATABASE_URL

The routes and the rows are the ledger's; all it does besides is left out: who asks, whether what they say is an
approval at all, what was known, who was first, whether the books are guarded. Prints its port.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import uuid
from datetime import UTC, datetime
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from sqlalchemy import text
from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse

from voucher_ledger.api.server import bound, configuration
from voucher_ledger.storage.engine import build_engine, database_url

_JOINED = (
    " FROM {given} d JOIN declared_item i ON i.dossier = d.dossier AND i.line = d.line"
    " JOIN offer_price o ON o.item_id = i.id AND o.grade = d.grade"
)
_POSTGRESQL = "json_to_recordset(CAST(:docs AS json)) AS d(id uuid, transfer uuid, epoch int, seq bigint, dossier text,"
_POSTGRESQL += " line int, piece text, decision text, grade text, operator text, body text, body_sha256 text)"
_SQLITE_FIELDS = (
    "id", "transfer", "epoch", "seq", "dossier", "line", "piece", "decision", "grade", "operator", "body",
    "body_sha256",
)  # fmt: skip
_SQLITE = "(SELECT " + ", ".join(f"value ->> '{name}' AS {name}" for name in _SQLITE_FIELDS) + " FROM json_each(:docs))"


class HandWritten:
    """Set-based statements, each once for all that came together."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.sqlite = engine.dialect.name == "sqlite"
        joined = _JOINED.format(given=_SQLITE if self.sqlite else f"(SELECT * FROM {_POSTGRESQL})")
        self.one_writer = threading.Lock()
        stock = "(SELECT id FROM account WHERE code = 'house:stock:EUR')"
        # SQLite numbers no column but a primary key by itself.
        numbered = ", serial" if self.sqlite else ""
        next_serial = ", (SELECT coalesce(max(serial), 0) FROM approval) + row_number() OVER ()"
        number = next_serial if self.sqlite else ""
        names = "json_each(:named)" if self.sqlite else "json_array_elements_text(CAST(:named AS json))"
        self.lock = text(f"SELECT id FROM account WHERE id IN (SELECT i.account_id {joined}) ORDER BY id FOR UPDATE")
        self.statements = [
            text(
                "INSERT INTO transfer (external_id, kind, debit_id, credit_id, amount, currency, item_id, piece,"
                f" created_at) SELECT d.transfer, 'piece_credit', {stock}, i.account_id, o.amount, i.currency, i.id,"
                f" d.piece, :at{joined} ORDER BY d.piece"
            ),
            text(
                "UPDATE account SET version = version + 1, balance = balance + moved.total FROM"
                f" (SELECT i.account_id, sum(o.amount) AS total{joined} GROUP BY i.account_id) moved"
                " WHERE account.id = moved.account_id"
            ),
            text(
                "INSERT INTO approval (id, station_id, epoch, seq, dossier, line, item_id, piece, decision, grade,"
                " claimed, claimed_currency, operator, occurred_at, received_at, body, body_sha256, outcome,"
                f" transfer_id, amount, currency, balance_after{numbered})"
                " SELECT d.id, 1, d.epoch, d.seq, d.dossier, d.line, i.id, d.piece, d.decision, d.grade, o.amount,"
                " i.currency, d.operator, :at, :at, d.body,"
                " d.body_sha256, 'credited', d.transfer, o.amount, i.currency,"
                f" (SELECT balance FROM account WHERE id = i.account_id){number}{joined}"
            ),
            text(
                f"INSERT INTO evidence (sha256, station_id, named_at) SELECT value, 1, :at FROM {names} WHERE true"
                " ON CONFLICT DO NOTHING"
            ),
            text(f"INSERT INTO mail_line (approval_id, created_at) SELECT d.id, :at{joined}"),
            text(f"INSERT INTO feed_event (takeback_id) SELECT DISTINCT i.takeback_id{joined}"),
        ]

    def post(self, documents: list[dict[str, Any]]) -> None:
        rows = []
        for one in documents:
            # SQLite keeps ids without their dashes; PostgreSQL reads them so too.
            ids = {"id": uuid.UUID(one["id"]).hex, "transfer": uuid.uuid4().hex}
            rows.append(one | ids | {"body": json.dumps(one), "body_sha256": "0" * 64})
        named = json.dumps(sorted({name for one in documents for name in one["evidence"]}))
        given = {
            "docs": json.dumps(rows),
            "named": named,
            "at": datetime.now(UTC).replace(tzinfo=None if self.sqlite else UTC),
        }
        if self.sqlite:
            given["at"] = str(given["at"])
            with self.one_writer:
                self._write(given)
        else:
            self._write(given)

    def _write(self, given: dict[str, Any]) -> None:
        with self.engine.begin() as connection:
            if not self.sqlite:
                connection.execute(self.lock, given)
            for statement in self.statements:
                connection.execute(statement, given)


def app(engine: Engine) -> FastAPI:
    made, books = FastAPI(), HandWritten(engine)

    async def documents(request: Request) -> list[dict[str, Any]]:
        given = json.loads(await request.body())
        return given.get("approvals", [given])

    @made.post("/v1/approvals")
    async def one(request: Request) -> JSONResponse:
        await run_in_threadpool(books.post, await documents(request))
        return JSONResponse({"outcome": "credited"}, 201)

    @made.post("/v1/approvals/batch")
    async def many(request: Request) -> JSONResponse:
        given = await documents(request)
        await run_in_threadpool(books.post, given)
        return JSONResponse({"results": [{"id": one["id"], "outcome": "credited"} for one in given]})

    return made


def main() -> None:
    engine = build_engine(database_url(sys.argv[1]))
    with bound("127.0.0.1", 0) as listening:
        assert isinstance(listening, socket.socket)
        print(listening.getsockname()[1], flush=True)
        uvicorn.Server(configuration(app(engine))).run(sockets=[listening])


if __name__ == "__main__":
    main()
