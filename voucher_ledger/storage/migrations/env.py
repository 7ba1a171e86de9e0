"""Alembic's entry: migrations run on the connection given, and each version ends with its guards in place."""

from collections.abc import Collection, Mapping
from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import Connection

from voucher_ledger.storage import account_tables, custody_tables, reception_tables, voucher_tables  # noqa: F401 their tables are part of the schema
from voucher_ledger.storage.guards import install_guards
from voucher_ledger.storage.tables import metadata


def _install_guards(
    ctx: MigrationContext,
    step: MigrationInfo,  # noqa: ARG001 Alembic passes all four by name
    heads: Collection[Any],  # noqa: ARG001
    run_args: Mapping[str, Any],  # noqa: ARG001
) -> None:
    assert ctx.connection is not None
    install_guards(ctx.connection)


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        transaction_per_migration=True,
        # SQLite's DDL is transactional once BEGIN is ours (engine.py); Alembic does not know that it is.
        transactional_ddl=True,
        on_version_apply=_install_guards,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


_run(context.config.attributes["connection"])
