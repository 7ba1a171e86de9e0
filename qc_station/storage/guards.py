"""What is written stays written: triggers that forbid changing history, and the proof that they are there.

The log and the programmes only grow. An approval may go while it is a draft (undo); after that it stays, and what it
says never changes. `install_guards` runs after every migration, because SQLite's batch mode re-creates a table and
silently drops its triggers. `INSERT OR REPLACE` on SQLite walks past a DELETE trigger unless `recursive_triggers` is
on: `engine.py` sets it on every connection. The owner of the tables can still drop a guard; the hash chain is there
to show what was done then.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, inspect, text

_SAID = "id, station, piece_id, dossier, line, body"


class Guard(NamedTuple):
    """A trigger: `event` as SQL has it after BEFORE, `condition` on the row (empty: always), `column` the one that an
    early version of the table has not.
    """

    name: str
    table: str
    event: str
    condition: str = ""
    column: str = ""


_ROW_GUARDS = (
    Guard("guard_log_entry_update", "log_entry", "UPDATE"),
    Guard("guard_log_entry_delete", "log_entry", "DELETE"),
    Guard("guard_programme_text_update", "programme_text", "UPDATE"),
    Guard("guard_programme_text_delete", "programme_text", "DELETE"),
    Guard("guard_departure_update", "departure", f"UPDATE OF {_SAID}"),
    # In another epoch it is chained anew.
    Guard(
        "guard_departure_link",
        "departure",
        "UPDATE OF prev_hash, hash, signature, signed_by",
        "OLD.hash IS NOT NULL AND OLD.epoch = NEW.epoch",
        column="hash",
    ),
    Guard("guard_departure_delete", "departure", "DELETE", "OLD.state <> 'draft'"),
)
# SQLite has no TRUNCATE.
_TRUNCATE_GUARDS = tuple(
    Guard(f"guard_{table}_truncate", table, "TRUNCATE") for table in ("log_entry", "programme_text", "departure")
)


def install_guards(connection: Connection) -> None:
    """Make every guard exist whose table does (an early version has not all of them yet)."""
    looked_at = inspect(connection)
    tables = set(looked_at.get_table_names())
    if connection.dialect.name == "postgresql":
        connection.execute(
            text(
                "CREATE OR REPLACE FUNCTION guard_record() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'append-only' USING errcode = 'restrict_violation'; END $$"
            )
        )
    for guard in _guards_of(connection):
        if guard.table not in tables:
            continue
        if not guard.column or guard.column in {each["name"] for each in looked_at.get_columns(guard.table)}:
            connection.execute(text(_statement(guard, connection.dialect.name)))


def missing_guards(connection: Connection) -> tuple[str, ...]:
    """The names of the guards that are not there, or are there but disabled."""
    wanted = {guard.name for guard in _guards_of(connection)}
    if connection.dialect.name == "postgresql":
        there = (
            "SELECT t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE c.relnamespace = current_schema()::regnamespace AND t.tgenabled IN ('O', 'A') AND NOT t.tgisinternal"
        )
    else:
        there = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    return tuple(sorted(wanted - set(connection.execute(text(there)).scalars())))


def _guards_of(connection: Connection) -> tuple[Guard, ...]:
    return _ROW_GUARDS + (_TRUNCATE_GUARDS if connection.dialect.name == "postgresql" else ())


def _statement(guard: Guard, dialect: str) -> str:
    when = f"WHEN ({guard.condition})" if guard.condition else ""
    if dialect == "sqlite":
        head = f"CREATE TRIGGER IF NOT EXISTS {guard.name} BEFORE {guard.event} ON {guard.table}"
        return f"{head} {when} BEGIN SELECT RAISE(ABORT, 'append-only'); END"
    scope = "STATEMENT" if guard.event == "TRUNCATE" else "ROW"
    head = f"CREATE OR REPLACE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table}"
    return f"{head} FOR EACH {scope} {when} EXECUTE FUNCTION guard_record()"
