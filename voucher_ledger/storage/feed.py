"""The feed's health after the books were restored from a copy."""

from __future__ import annotations

from sqlalchemy import Connection, text

_FUTURE = "xid >= CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)"


def feed_fault(connection: Connection) -> str | None:
    """Rows of the feed that this PostgreSQL cannot have written: they would hide from every bench for a long time."""
    if connection.dialect.name == "sqlite":
        return None
    newest = f"SELECT 1 FROM (SELECT xid FROM transfer ORDER BY id DESC LIMIT 1) newest WHERE {_FUTURE}"  # noqa: S608 a constant
    if connection.execute(text(newest)).first():
        return "these books were restored from a dump, and not by `voucher-ledger restore`: movements would hide"
    found = connection.execute(text(f"SELECT 1 FROM feed_event WHERE {_FUTURE} LIMIT 1")).first()  # noqa: S608 a constant
    return "these books were restored from a dump: run `voucher-ledger republish`" if found else None


def settle_transactions(connection: Connection) -> None:
    """What another PostgreSQL's transactions wrote is older than anything of this one. Before the guards are there."""
    written = "SELECT table_name FROM information_schema.columns WHERE column_name = 'xid'"
    there = set(connection.execute(text(f"{written} AND table_schema = current_schema()")).scalars())
    for table in there & {"transfer", "approval", "admin_act"}:
        connection.execute(text(f"UPDATE {table} SET xid = 0"))  # noqa: S608 one of three constants


def republish(connection: Connection) -> None:
    """Show every take-back to every bench again, whatever a bench has seen of the books before they were restored."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"UPDATE feed_event SET xid = 0 WHERE {_FUTURE}"))  # noqa: S608 a constant
    connection.execute(text("INSERT INTO feed_event (takeback_id) SELECT id FROM takeback ORDER BY id"))
