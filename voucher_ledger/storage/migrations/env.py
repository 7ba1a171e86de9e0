"""Alembic's entry: runs migrations on the connection it is given, with guards re-installed at the end of each version."""

from alembic import context
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection

from voucher_ledger.storage.guards import install_guards
from voucher_ledger.storage.tables import metadata


def _install_guards(ctx: MigrationContext, **_: object) -> None:
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
