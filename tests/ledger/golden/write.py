"""Writes the golden file of the newest schema version."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from pathlib import Path

from tests.ledger.made import NOW, StoppedClock, approval, as_approval, as_takeback, takeback
from voucher_ledger.application import access
from voucher_ledger.application.account_page import link_for
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.letters import NoLetters
from voucher_ledger.application.post_approvals import post_approvals
from voucher_ledger.application.redeem import Use, hold
from voucher_ledger.application.vouchers import Wanted, make_voucher
from voucher_ledger.bootstrap import opened
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.station import Scope
from voucher_ledger.domain.voucher import Network
from voucher_ledger.storage.engine import database_url
from voucher_ledger.storage.schema import newest_version

SENT = approval(1, id="0193591c-6b5a-7c3e-8f2a-1b2c3d4e5f60", piece="QC1-7K3M9P2XW4TB-R")


def write(folder: Path) -> Path:
    """The file, as SQL text."""
    clock = StoppedClock()
    with tempfile.TemporaryDirectory() as aside:
        file = Path(aside) / "ledger.db"
        with opened(database_url(f"sqlite:///{file}")) as store:
            bench, _ = access.add_station("BANC-01", store, clock)
            declare_takeback(as_takeback(takeback()), store, clock)
            post_approvals([as_approval(SENT)], bench, store, clock)
            wanted = Wanted("C-1", Money(5000, "EUR"), NOW.date())
            voucher = make_voucher(wanted, "account", "golden-1", store, clock, NoLetters())
            _, secret = access.add_sales_point("boutique", Network.OWN_BOUTIQUE, store, clock)
            link_for("C-1", store, clock)
            till = access.authenticate(secret, frozenset({Scope.POS}), store, clock)
            assert voucher.code is not None
            hold(Use(voucher.code, Money(2000, "EUR"), "order-1"), till, "golden-2", store, clock, capture=True)
        with contextlib.closing(sqlite3.connect(file)) as connection:
            text = "\n".join(connection.iterdump())
    golden = folder / f"{newest_version()}.sql"
    golden.write_text(text + "\n", encoding="utf-8")
    return golden


if __name__ == "__main__":
    print(write(Path(__file__).parent))
