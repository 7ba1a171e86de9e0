"""What a ledger that serves may do to its PostgreSQL database, and nothing else: read, add, and change the few columns
that live. Nothing can be deleted or emptied, no guard switched off, no table altered: its role owns none of them.

To lock a row PostgreSQL asks for the right to change one of its columns: two append-only tables have it for their `id`,
which no guard lets change.
"""

from __future__ import annotations

from sqlalchemy import Connection, inspect, text

from voucher_ledger.domain.errors import InvalidRequest, NotFound

CHANGED = {
    "account": ("balance", "version"),
    "adjustment": ("id",),
    "evidence": ("size", "received_at"),
    "held_credit": (
        "station_id",
        "piece",
        "amount",
        "currency",
        "since",
        "ended_at",
        "release_asked_at",
        "release_by",
        "release_reason",
    ),
    "mail": ("recipient", "body", "state", "attempts", "next_at", "give_up_at", "fault", "done_at"),
    "mail_line": ("settled_at", "mail_id"),
    "reception": ("transfer_form", "alert"),
    "review_task": ("kind", "state", "created_at", "resolved_at", "resolved_by", "resolution"),
    "sign_in_link": ("used_at",),
    "station": ("epoch", "revoked_at", "signing_keys"),
    "takeback": ("id",),
    "token": ("revoked_at", "not_after"),
    "voucher_code": ("sha256", "made_at"),
    "web_session": ("ended_at",),
}
_OTHERS_TABLES = (
    "SELECT 1 FROM pg_tables WHERE schemaname = current_schema() AND NOT pg_has_role(tableowner, 'USAGE') LIMIT 1"
)


def grant_to(connection: Connection, role: str) -> None:
    """Give an existing role these rights, and take every other one it had on the tables. Run as the tables' owner.

    Raises InvalidRequest on SQLite, whose file has no roles; NotFound for a role that is not there.
    """
    if connection.dialect.name == "sqlite":
        raise InvalidRequest("a SQLite file has no roles: its owner is whoever may read it")
    if connection.execute(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}).first() is None:
        raise NotFound(f"no role {role}: CREATE ROLE {role} LOGIN")
    # Who may not give them is only warned by PostgreSQL.
    if connection.execute(text(_OTHERS_TABLES)).first() is not None:
        raise InvalidRequest("rights are given by the tables' owner")
    quote = connection.dialect.identifier_preparer.quote_identifier
    who, schema = quote(role), quote(str(inspect(connection).default_schema_name))
    statements = [
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {who}",
        f"GRANT USAGE ON SCHEMA {schema} TO {who}",
        f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA {schema} TO {who}",
        f"REVOKE INSERT ON alembic_version FROM {who}",
        f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} TO {who}",
    ]
    for table, columns in CHANGED.items():
        statements.append(f"GRANT UPDATE ({', '.join(columns)}) ON {table} TO {who}")
    for statement in statements:
        connection.exec_driver_sql(statement)
