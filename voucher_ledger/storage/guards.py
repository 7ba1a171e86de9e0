"""What is written stays written: triggers that forbid changing history, and the proof that they are there.

`install_guards` runs at the end of every migration, because SQLite's batch mode re-creates a table and silently drops
its triggers. `missing_guards` is the self-test without which the ledger does not serve.

On SQLite the implicit delete of `INSERT OR REPLACE` fires no trigger unless `recursive_triggers` is on: `engine.py`
sets it on every connection. On PostgreSQL the tables' owner could still disable a trigger: run the ledger as a role
that does not own them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import Connection, inspect, text

APPEND_ONLY = (
    "adjustment",
    "adjustment_answer",
    "admin_act",
    "approval",
    "cancellation",
    "declared_item",
    "idempotency",
    "offer_price",
    "parcel",
    "redemption",
    "sales_point",
    "seal",
    "takeback",
    "transfer",
    "voucher",
)
# An account's balance moves with its transfers; what it is, and that it is, does not.
ACCOUNT_IDENTITY = "id, code, kind, customer_ref, currency"


class Guard(NamedTuple):
    name: str
    table: str
    when: str


def _sqlite_guards() -> Iterator[Guard]:
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            yield Guard(f"guard_{table}_{verb.lower()}", table, f"BEFORE {verb} ON {table}")
    yield Guard("guard_account_update", "account", f"BEFORE UPDATE OF {ACCOUNT_IDENTITY} ON account")
    yield Guard("guard_account_delete", "account", "BEFORE DELETE ON account")


def _postgresql_guards() -> Iterator[Guard]:
    for table in APPEND_ONLY:
        yield Guard(f"guard_{table}_row", table, f"BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW")
        yield Guard(f"guard_{table}_truncate", table, f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT")
    identity = f"BEFORE DELETE OR UPDATE OF {ACCOUNT_IDENTITY} ON account FOR EACH ROW"
    yield Guard("guard_account_row", "account", identity)
    yield Guard("guard_account_truncate", "account", "BEFORE TRUNCATE ON account FOR EACH STATEMENT")


def install_guards(connection: Connection) -> None:
    """Make every guard exist whose table does (an early version has not all of them yet)."""
    tables = set(inspect(connection).get_table_names())
    if connection.dialect.name == "sqlite":
        for guard in _sqlite_guards():
            if guard.table in tables:
                body = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
                connection.execute(text(f"CREATE TRIGGER IF NOT EXISTS {guard.name} {guard.when} {body}"))
        return
    connection.execute(
        text(
            "CREATE OR REPLACE FUNCTION guard_history() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'append-only' USING errcode = 'restrict_violation'; END $$"
        )
    )
    for guard in _postgresql_guards():
        if guard.table in tables:
            function = "EXECUTE FUNCTION guard_history()"
            connection.execute(text(f"CREATE OR REPLACE TRIGGER {guard.name} {guard.when} {function}"))


def missing_guards(connection: Connection) -> tuple[str, ...]:
    """The names of the guards that are not there, or are there but disabled."""
    if connection.dialect.name == "sqlite":
        wanted = {guard.name for guard in _sqlite_guards()}
        there = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        found = set(connection.execute(text(there)).scalars())
        recursive = connection.execute(text("PRAGMA recursive_triggers")).scalar_one()
        return tuple(sorted(wanted - found)) + (() if recursive else ("recursive_triggers",))
    wanted = {guard.name for guard in _postgresql_guards()}
    there = (
        "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
        "WHERE c.relnamespace = current_schema()::regnamespace AND t.tgenabled IN ('O', 'A') AND NOT t.tgisinternal"
    )
    return tuple(sorted(wanted - set(connection.execute(text(there)).scalars())))
