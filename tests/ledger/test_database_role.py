"""On PostgreSQL a ledger serves as a role that owns nothing: all it does works, and what it must never do cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256

import psycopg
import pytest
from sqlalchemy.engine import URL

from tests.ledger.conftest import TEMPLATE, Ledger, _databases
from tests.ledger.made import StoppedClock, approval, customer, refusal, takeback
from tests.ledger.process import run
from tests.ledger.signing import SigningStation
from tests.ledger.test_mail import FOLD_FOR, HEAD
from tests.ledger.test_receptions_api import PARCEL
from tests.ledger.test_receptions_api import held as held_credit
from tests.simulators.throwaway_postgres import Cluster
from voucher_ledger.application import access
from voucher_ledger.application.account_page import ask_for_link, session_of, sign_in, sign_out
from voucher_ledger.application.expire import expire_vouchers
from voucher_ledger.application.mail import fold, parcels_due
from voucher_ledger.application.receive import tell_what_is_late
from voucher_ledger.application.redeem import void_forgotten
from voucher_ledger.application.seal import seal_new
from voucher_ledger.custody.public_holidays import PublicHolidays
from voucher_ledger.domain.mail import MailState
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.grants import CHANGED
from voucher_ledger.storage.store import SqlStore
from voucher_ledger.storage.voucher_tables import metadata

ROLE = "ledger_app"
DENIED = r"permission denied|must be owner|append-only|is a generated column"


@pytest.fixture
def backend() -> str:
    return "postgresql"


@pytest.fixture
def owner(url_of_owner: URL) -> str:
    return url_of_owner.render_as_string(hide_password=False)


@pytest.fixture
def url_of_owner(postgres: Cluster) -> Iterator[URL]:
    """A migrated database nobody else uses, whose role that serves has its rights."""

    name = f"t{next(_databases)}"
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY wal_log")
        if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone() is None:
            connection.execute(f"CREATE ROLE {ROLE} LOGIN")
    made = database_url(postgres.url(name))
    granted = run("grant", ROLE, url=made.render_as_string(hide_password=False))
    assert granted.returncode == 0, granted.stderr
    yield made
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def url(url_of_owner: URL) -> URL:
    """What the ledger of these tests is given."""
    return url_of_owner.set(username=ROLE)


@pytest.mark.expects_log("parcel_late")
def test_all_of_a_ledgers_work_is_done(ledger: Ledger, store: SqlStore, clock: StoppedClock, letters) -> None:
    """Declarations, decisions, conflicts, vouchers, tills, reversals, adjustments, tasks, mail, links, tokens, sweeps,
    photographs, receptions, held credits, seals: every verb that writes, as the role that serves; and the books are
    ready and in order.
    """
    assert store.faults() == ()
    ledger.declare(takeback(lines=4))
    for document in (approval(1), approval(2, line=2), refusal(3, line=3)):
        assert ledger.post(document).status_code == 201
    assert ledger.post(refusal(1), as_="BANC-02").json()["outcome"] == "conflict"
    made = ledger.make_voucher(5000).json()
    held = ledger.redeem(made["code"], 1000, "A-1").json()
    assert ledger.keyed("POST", f"/v1/redemptions/{held['id']}/capture", {}, as_="brand").is_success
    assert ledger.keyed(
        "POST", f"/v1/redemptions/{held['id']}/refund", {"amount": {"minor": 10, "currency": "EUR"}}, as_="brand"
    ).is_success
    assert ledger.keyed("POST", f"/v1/customers/C-1/vouchers/{made['id']}/code", {}, as_="account").is_success
    assert ledger.call("POST", "/v1/vouchers/lookup", {"code": "7K3M9P-2XW4TB-RQ5ZHA"}, as_="brand").status_code == 404
    ledger.make_voucher(6500)
    reversal = {"dossier": "R-1", "line": 2, "reason": "wrong piece"}
    assert ledger.keyed("POST", "/v1/reversals", reversal, as_="lead").status_code == 202, "spent: a task"
    asked = ledger.keyed(
        "POST",
        "/v1/adjustments",
        {"customer": "C-1", "direction": "credit", "amount": {"minor": 9000, "currency": "EUR"}, "reason": "goodwill"},
        as_="finance",
    ).json()
    assert ledger.keyed("POST", f"/v1/adjustments/{asked['id']}/answer", {"approved": True}, as_="treasury").is_success
    assert ledger.keyed("POST", "/v1/reversals", reversal, as_="lead").is_success
    for task in ledger.get("/v1/review-tasks", as_="lead").json()["tasks"]:
        assert ledger.keyed("POST", f"/v1/review-tasks/{task['id']}/resolve", {"resolution": "seen"}, as_="lead")
    photograph = b"\xff\xd8\xff"
    name = sha256(photograph).hexdigest()
    key = SigningStation().introduction(seq=9)
    arrival = {"dossier": "R-1", "parcel": PARCEL, "received_at": "2026-11-23T08:00:00Z", "transfer_form": False}
    held_now = {"held": [held_credit(4)]}
    ask = {"dossier": "R-1", "line": 4, "person": "u-nora", "reason": "by mail"}
    ledger.declare(takeback("R-9", customer=customer("C-9")))
    assert ledger.post(refusal(4, line=4, evidence=[name])).status_code == 201
    assert ledger.client.put(
        f"/v1/evidence/{name}", content=photograph, headers={"Authorization": f"Bearer {ledger.tokens['BANC-01']}"}
    ).status_code == 201  # fmt: skip
    for method, path, body, who in (
        ("PUT", "/v1/stations/me/key", key, "BANC-01"),
        ("POST", "/v1/receptions", {"receptions": [arrival]}, "BANC-01"),
        ("POST", "/v1/receptions", {"receptions": [arrival | {"transfer_form": True}]}, "BANC-01"),
        ("PUT", "/v1/stations/me/held", held_now, "BANC-01"),
        ("POST", "/v1/held/release", ask, "lead"),
        ("PUT", "/v1/stations/me/held", held_now, "BANC-01"),
        ("PUT", "/v1/stations/me/held", {"held": []}, "BANC-01"),
        ("POST", "/v1/takebacks/call-off", {"dossier": "R-9", "reason": "keeps it"}, "shop"),
    ):
        assert ledger.call(method, path, body, as_=who).is_success, path
    assert seal_new(store, clock) == 1
    access.rotate_station("BANC-01", timedelta(hours=1), store, clock)
    access.open_epoch("BANC-02", store, clock)
    access.revoke_station("BANC-02", store, clock)
    ask_for_link("camille@example.org", letters, store, clock)
    secret = sign_in(letters.sent[-1][1], store, clock)
    assert session_of(secret, store, clock) is not None
    sign_out(secret, store, clock)
    clock.at += FOLD_FOR
    assert [fold(*each, store, clock, HEAD) for each in parcels_due(store, clock)] == [True]
    mail = store.transact(lambda books: books.mails.claim("-", clock.now(), clock.now()))
    assert mail is not None
    for state in (MailState.PARKED, MailState.SENT):
        store.transact(lambda books, state=state: getattr(books.mails, {"parked": "park"}.get(state, state))(
            mail.id, clock.now(), *(["no"] if state is MailState.PARKED else [])
        ))  # fmt: skip
    ledger.redeem(ledger.make_voucher(100).json()["code"], 100, "A-9")
    ledger.declare(takeback("R-10", customer=customer("C-10")))
    ledger.call("POST", "/v1/receptions", {"receptions": [arrival | {"dossier": "R-10"}]})
    clock.at += timedelta(days=800)
    assert tell_what_is_late(store, clock, PublicHolidays()) == 1
    void_forgotten(store, clock)
    expire_vouchers(store, clock)
    assert ledger.audit() == []


def test_the_role_that_serves_changes_no_history(ledger: Ledger, url: URL) -> None:
    """Scenario 29, as the role itself: no column that stays, no row gone, no table emptied, altered or dropped, no
    guard switched off, not even for its own session; and no schema version of its own.
    """
    ledger.declare(takeback())
    ledger.post(approval(1))
    engine = build_engine(url)
    attempts = [
        "ALTER TABLE transfer DISABLE TRIGGER ALL",
        "SET session_replication_role = replica",
        "DROP TRIGGER guard_transfer_row ON transfer",
        "DROP TABLE transfer",
        "CREATE TABLE mine (id int)",
        "INSERT INTO alembic_version VALUES ('9999')",
        "UPDATE alembic_version SET version_num = '9999'",
        "UPDATE takeback SET id = id + 1",
        "SET ROLE postgres",
    ]
    for table in metadata.sorted_tables:
        kept = [column.name for column in table.columns if column.name not in CHANGED.get(table.name, ())]
        attempts += [f"UPDATE {table.name} SET {name} = {name}" for name in kept]
        attempts += [f"DELETE FROM {table.name}", f"TRUNCATE {table.name} CASCADE"]
    for attempt in attempts:
        with (
            pytest.raises(Exception, match=DENIED),
            engine.begin() as connection,
        ):
            connection.exec_driver_sql(attempt)
    engine.dispose()
    assert ledger.audit() == []


def test_rights_are_given_by_the_owner_to_a_role_that_is_there(owner: str, url: URL, tmp_path) -> None:
    """Not by the role itself, not to nobody, not on SQLite; given twice they are the same."""
    assert run("grant", ROLE, url=owner).returncode == 0
    assert run("grant", "nobody-here", url=owner).returncode == 2
    assert run("grant", ROLE, url=url.render_as_string(hide_password=False)).returncode == 2
    assert run("grant", ROLE, url=f"sqlite:///{tmp_path}/ledger.db").returncode == 2
