"""Alembic's entry: runs migrations on the connection it is given, and puts the guards back after each version."""

from collections.abc import Collection, Mapping

from alembic import context
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import Connection

from qc_station.storage import studio_tables  # noqa: F401 its tables join the metadata
from qc_station.storage.guards import install_guards
from qc_station.storage.tables import VERSION_TABLE, metadata


def _install_guards(
    ctx: MigrationContext,
    step: MigrationInfo,
    heads: Collection[object],
    run_args: Mapping[str, object],
) -> None:
    del step, heads, run_args
    assert ctx.connection is not None
    install_guards(ctx.connection)


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        version_table=VERSION_TABLE,
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
