"""What is asked on every approval and every feed page stays as quick with a year of history as on the first day."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Engine, event

from tests.ledger.made import StoppedClock, approval, as_approval, as_takeback, takeback
from voucher_ledger.application import access, queries
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.post_approvals import post_approvals
from voucher_ledger.domain.station import Scope
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.store import SqlStore
from voucher_ledger.storage.tables import metadata


def test_no_table_is_read_from_end_to_end(new_file, tmp_path) -> None:
    """SQLite's own plan of every statement finds its rows by a key; a scan of a whole table would be a slow death."""
    (tmp_path / "ledger.db").write_bytes(new_file.read_bytes())
    engine = build_engine(database_url(f"sqlite:///{tmp_path}/ledger.db"))
    asked = _statements_of(engine)
    store = SqlStore(engine)
    bench, secret = access.add_station("A", store, StoppedClock())
    declare_takeback(as_takeback(takeback(lines=8)), store, StoppedClock())
    for batch in ([1], [2], [3, 4, 5], [6, 7, 8]):
        post_approvals([as_approval(approval(n, n)) for n in batch], bench, store, StoppedClock())
    page = queries.changed_takebacks(store, None, 10)
    queries.changed_takebacks(store, page.cursor, 10)
    queries.parcel_contents(store, "8R41207731939")
    queries.station_last_seq(store, bench)
    queries.station_digest(store, bench, 1, 5)
    queries.customer_balances(store, "C-1")
    queries.customer_movements(store, "C-1", None, 5)
    access.authenticate(secret, frozenset({Scope.STATION}), store, StoppedClock())
    scans = [
        f"{step}: {statement[:100]}"
        for statement, parameters in asked.items()
        for step in _plan(engine, statement, parameters)
        if (table := re.match(r"SCAN (\w+)(?! USING)$", step)) and table[1] in metadata.tables
    ]
    assert len(asked) > 20
    assert scans == []
    store.close()


def _statements_of(engine: Engine) -> dict[str, Any]:
    asked: dict[str, Any] = {}

    @event.listens_for(engine, "after_cursor_execute")
    def _note(_connection, _cursor, statement, parameters, _context, many) -> None:
        if statement.startswith(("SELECT", "UPDATE")):
            asked[statement] = parameters[0] if many else parameters

    return asked


def _plan(engine: Engine, statement: str, parameters: Any) -> list[str]:
    with engine.connect() as connection:
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
