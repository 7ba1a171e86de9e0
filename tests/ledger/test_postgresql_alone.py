"""What only several writers meet: numbers given out before transactions commit, locks that are held, restored dumps."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import URL

from tests.ledger.conftest import Ledger
from tests.ledger.made import StoppedClock, approval, as_approval, customer, takeback
from tests.simulators.throwaway_postgres import Cluster
from voucher_ledger.application.post_approvals import post_approvals
from voucher_ledger.cli import main
from voucher_ledger.domain.errors import Unavailable
from voucher_ledger.storage.engine import build_engine
from voucher_ledger.storage.store import SqlStore


@pytest.fixture
def backend(postgres: Cluster) -> str:
    """PostgreSQL alone: SQLite has one writer, and so one order."""
    assert postgres.process is not None
    return "postgresql"


def shown(ledger: Ledger, after: str | None) -> tuple[list[str], str]:
    page = ledger.get("/v1/takebacks", params={} if after is None else {"after": after}).json()
    return [one["dossier"] for one in page["takebacks"]], page["next"]


def test_a_slow_transaction_is_not_lost(ledger: Ledger, engine: Engine) -> None:
    """While a change with a lower number is uncommitted, later ones wait; then all are shown, none is passed over."""
    for number in (1, 2, 3):
        ledger.declare(takeback(f"R-{number}", customer=customer(f"C-{number}")))
    _, seen = shown(ledger, None)
    with engine.connect() as slow:
        transaction = slow.begin()
        slow.execute(text("INSERT INTO feed_event (takeback_id) SELECT id FROM takeback WHERE dossier = 'R-1'"))
        ledger.post(approval(1, dossier="R-2"))
        assert shown(ledger, seen) == ([], seen)
        transaction.commit()
    found, seen = shown(ledger, seen)
    assert sorted(found) == ["R-1", "R-2"]
    assert shown(ledger, seen) == ([], seen)


def test_a_number_given_out_early_by_a_late_transaction_is_not_lost(ledger: Ledger, engine: Engine) -> None:
    """The order is that of transactions, not of numbers: one that takes its number first and commits last is last."""
    for number in (1, 2):
        ledger.declare(takeback(f"R-{number}", customer=customer(f"C-{number}")))
    _, seen = shown(ledger, None)
    event = text("INSERT INTO feed_event (id, takeback_id) SELECT :n, id FROM takeback WHERE dossier = :dossier")
    with engine.connect() as early, engine.connect() as late:
        for connection in (early, late):
            connection.begin()
            connection.execute(text("SELECT pg_current_xact_id()"))
        early.execute(event, {"n": 1002, "dossier": "R-2"})
        early.commit()
        found, seen = shown(ledger, seen)
        assert found == ["R-2"], "its transaction is older than any that runs"
        late.execute(event, {"n": 1001, "dossier": "R-1"})
        late.commit()
    assert shown(ledger, seen)[0] == ["R-1"]


def test_a_statement_waits_for_slow_transactions_too(ledger: Ledger, engine: Engine) -> None:
    """A customer's credits are read in the same order; a running transaction hides what it may still come before."""
    ledger.declare(takeback())
    with engine.connect() as slow:
        slow.begin()
        slow.execute(text("SELECT pg_current_xact_id()"))
        ledger.post(approval(1))
        assert ledger.get("/v1/customers/C-1/transfers").json()["transfers"] == []
        assert ledger.balance() == 6000, "the balance is known at once"
        slow.rollback()
    assert len(ledger.get("/v1/customers/C-1/transfers").json()["transfers"]) == 1


def test_restored_books_are_shown_again(ledger: Ledger, url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dump restored into a younger PostgreSQL holds numbers of its future: not ready, until `republish` is run."""
    monkeypatch.setattr("voucher_ledger.application.readiness.KEPT_S", -1)
    for number in (1, 2):
        ledger.declare(takeback(f"R-{number}", customer=customer(f"C-{number}")))
    owner = create_engine(url)
    with owner.begin() as connection:
        connection.execute(text("UPDATE feed_event SET xid = xid + 1000000"))
    owner.dispose()
    assert shown(ledger, None)[0] == []
    refused = ledger.client.get("/readyz")
    assert (refused.status_code, "republish" in refused.json()["detail"]) == (503, True)
    assert main(["republish", "--database-url", url.render_as_string(hide_password=False)]) == 0
    assert ledger.client.get("/readyz").status_code == 200
    found, seen = shown(ledger, "ffffffff.ff")
    assert (found, shown(ledger, seen)[0]) == (["R-1", "R-2"], [])


def test_a_lock_that_is_held_too_long_is_not_now(
    ledger: Ledger, engine: Engine, url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A row somebody keeps locked is waited for a while, then the answer is 503, retryable."""
    ledger.declare(takeback())
    monkeypatch.setattr("voucher_ledger.storage.engine.POSTGRESQL_LIMITS", "-c lock_timeout=50")
    impatient = SqlStore(build_engine(url))
    bench = impatient.transact(lambda books: books.stations.find("BANC-01"))
    with engine.begin() as connection:
        connection.execute(text("SELECT * FROM account FOR UPDATE"))
        with pytest.raises(Unavailable, match="55P03"):
            post_approvals([as_approval(approval(1))], bench, impatient, StoppedClock())
    impatient.close()
    assert ledger.post(approval(1)).json()["outcome"] == "credited"
