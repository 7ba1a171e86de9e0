"""The schema's versions: a migration leaves what the program expects, guards included."""

from __future__ import annotations

import contextlib
import re
import shutil
import sqlite3
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, String, inspect, text
from sqlalchemy.engine import URL

from tests.simulators.throwaway_postgres import Cluster
from voucher_ledger.bootstrap import migrate, opened
from voucher_ledger.domain.errors import Unavailable
from voucher_ledger.domain.money import Money
from voucher_ledger.storage import schema
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.guards import install_guards, missing_guards
from voucher_ledger.storage.voucher_tables import metadata

GOLDEN = Path(__file__).parent / "golden"
# The next version, as somebody might write it: SQLite cannot change a CHECK, so batch mode copies the table.
NEXT_VERSION = """
from alembic import op
revision = "9999"
down_revision = {head!r}
def upgrade():
    how = "always" if op.get_context().dialect.name == "sqlite" else "auto"
    with op.batch_alter_table("approval", recreate=how) as t:
        t.drop_constraint(op.f("ck_approval_seq"), type_="check")
        t.create_check_constraint(op.f("ck_approval_seq"), "seq >= 0")
"""


# SQLAlchemy cannot read SQLite's index of lower(email) back; the test below compares its text.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index:sqlalchemy.exc.SAWarning")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index:UserWarning")
def test_tables_and_migrations_agree(url: URL) -> None:
    """Alembic finds nothing left to migrate."""
    engine = build_engine(url)
    schema.check(engine)
    engine.dispose()


def test_keys_and_checks_are_those_of_the_tables(engine: Engine, tmp_path: Path, request) -> None:
    """Checks, predicates of partial keys and foreign keys too, which Alembic does not compare."""
    if engine.dialect.name == "sqlite":
        other = build_engine(database_url(f"sqlite:///{tmp_path}/fresh.db"))
    else:
        cluster: Cluster = request.getfixturevalue("postgres")
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute("CREATE DATABASE fresh")
        other = build_engine(database_url(cluster.url("fresh")))
    metadata.create_all(other)
    assert constraints(engine) == constraints(other)
    other.dispose()
    if engine.dialect.name == "postgresql":
        with psycopg.connect(cluster.dsn(), autocommit=True) as connection:
            connection.execute("DROP DATABASE fresh WITH (FORCE)")


def constraints(engine: Engine) -> set[str]:
    if engine.dialect.name == "postgresql":
        query = (
            "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace AND conrelid <> 'alembic_version'::regclass"
            " UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
        query = query.replace("'alembic_version'::regclass", "coalesce(to_regclass('alembic_version'), 0)")
        with engine.connect() as connection:
            return set(connection.execute(text(query)).scalars())
    with engine.connect() as connection:
        query = "SELECT sql FROM sqlite_master WHERE type IN ('table', 'index') AND name <> 'alembic_version'"
        written = [one for one in connection.execute(text(query)).scalars() if one]
    # A table that was made anew and renamed has its name in quotes; a column that was added, no line of its own.
    return {
        " ".join(part.replace('"', "").split())
        for one in written
        for part in re.split(r",\s*\n|\n\)|, (?=[a-z_]+ [A-Z])", one)
    }


def test_the_next_version_keeps_the_guards(url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A version that copies a table ends with every guard in place, in the same transaction."""
    (tmp_path / "next.py").write_text(NEXT_VERSION.format(head=schema.newest_version()))
    plain = schema._config

    def with_next(connection: Connection | None) -> Config:
        config = plain(connection)
        shipped = Path(schema.__file__).parent / "migrations/versions"
        config.set_main_option("version_locations", f"{shipped}:{tmp_path}")
        return config

    monkeypatch.setattr(schema, "_config", with_next)
    engine = build_engine(url, migrating=True)
    with engine.connect() as connection:
        command.upgrade(with_next(connection), "head")
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"
        assert missing_guards(connection) == ()
    engine.dispose()


def test_copying_a_table_drops_its_guards(new_file: Path, tmp_path: Path) -> None:
    """The trap itself, on SQLite: after batch mode both triggers are missed, and installing brings them back."""
    shutil.copy(new_file, tmp_path / "ledger.db")
    engine = build_engine(database_url(f"sqlite:///{tmp_path}/ledger.db"), migrating=True)
    with engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("approval", recreate="always") as table:
            table.alter_column("piece", existing_type=String(64), nullable=False)
        assert missing_guards(connection) == ("guard_approval_delete", "guard_approval_update")
        install_guards(connection)
        assert missing_guards(connection) == ()
    engine.dispose()


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.sql")), ids=lambda path: path.stem)
def test_books_of_every_version_open(golden: Path, tmp_path: Path) -> None:
    """A file of each schema ever shipped is brought up to date, and its one credit is still owed to somebody."""
    file = tmp_path / "ledger.db"
    with contextlib.closing(sqlite3.connect(file)) as connection:
        connection.executescript(golden.read_text(encoding="utf-8"))
    with opened(database_url(f"sqlite:///{file}")) as store:
        assert store.faults() == ()
        assert store.read(lambda books: books.audit()) == ()
        owed = {one.name: one.amount for one in store.read(lambda books: books.transfers.liabilities())}
        assert owed.pop("house:stock") == Money(-6000, "EUR")
        assert sum(one.minor for one in owed.values()) == 6000


def test_the_newest_version_has_its_golden_file() -> None:
    """Whoever adds a version adds its file: see golden/README.md."""
    assert GOLDEN.joinpath(f"{schema.newest_version()}.sql").exists()


def test_books_of_a_newer_program_are_left_alone(engine: Engine, url: URL) -> None:
    """A version this program does not know is a clear refusal to start, and nothing is touched."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '7777'"))
    with pytest.raises(Unavailable, match="7777"), opened(url):
        pytest.fail("it opened")
    assert inspect(engine).has_table("transfer")


def test_postgresql_is_migrated_only_when_told(postgres: Cluster) -> None:
    """Several ledgers may share the books: one that finds no schema says what to run, and `migrate` is that."""
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE empty")
    url = database_url(postgres.url("empty"))
    with pytest.raises(Unavailable, match="voucher-ledger migrate"), opened(url):
        pytest.fail("it opened")
    with opened(url, migrate_first=True) as store:
        assert store.faults() == ()
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute("DROP DATABASE empty WITH (FORCE)")


def test_migrating_again_puts_a_guard_back(engine: Engine, url: URL) -> None:
    """`migrate` on books that are up to date repairs what somebody took away."""
    with engine.begin() as connection:
        on_table = " ON approval" if engine.dialect.name == "postgresql" else ""
        name = "guard_approval_row" if on_table else "guard_approval_delete"
        connection.execute(text(f"DROP TRIGGER {name}{on_table}"))
        assert missing_guards(connection) == (name,)
    with pytest.raises(Unavailable, match=name), opened(url):
        pytest.fail("it opened")
    migrate(url)
    with opened(url) as store:
        assert store.faults() == ()


OF_0005 = (
    "station", "customer", "account", "takeback", "contact", "parcel", "declared_item", "offer_price", "approval",
    "mail_line", "admin_act",
)  # fmt: skip


def test_books_of_before_evidence_come_up_on_postgresql(postgres: Cluster) -> None:
    """Rows of version 0005, on the engine that golden files are not of: approvals are numbered, their photographs are
    asked for, and what is written from now on has its transaction.
    """
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE of_0005")
    engine = build_engine(database_url(postgres.url("of_0005")), unlimited=True, migrating=True)
    with engine.connect() as connection:
        command.upgrade(schema._config(connection), "0005")
        connection.commit()
    rows = [
        line
        for line in (GOLDEN / "0005.sql").read_text(encoding="utf-8").splitlines()
        if line.startswith(tuple(f'INSERT INTO "{table}"' for table in OF_0005))
    ]
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for row in rows:
            connection.exec_driver_sql(row.replace("%", "%%"))
    schema.migrate(engine)
    with engine.begin() as connection:
        assert connection.execute(text("SELECT serial, xid FROM approval")).all() == [(1, 0)]
        wanted = connection.execute(text("SELECT sha256, station_id, received_at FROM evidence")).all()
        assert [tuple(one) for one in wanted] == [("5f" * 32, 1, None)]
        connection.execute(text("INSERT INTO admin_act (id, at, actor, kind, about) VALUES (99, now(), 'x', 'y', 'z')"))
        assert connection.execute(text("SELECT xid FROM admin_act WHERE id = 99")).scalar_one() > 0
        assert missing_guards(connection) == ()
    engine.dispose()
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute("DROP DATABASE of_0005 WITH (FORCE)")
