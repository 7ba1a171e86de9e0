"""One transaction's view of everything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from voucher_ledger.application.ports import Figure, Finding
from voucher_ledger.domain.chain import SignatureCheck
from voucher_ledger.storage.account_pages import SqlAccountPages
from voucher_ledger.storage.acts import SqlActs
from voucher_ledger.storage.approvals import SqlApprovals
from voucher_ledger.storage.audit import findings
from voucher_ledger.storage.customers import SqlCustomers
from voucher_ledger.storage.evidence import SqlEvidence
from voucher_ledger.storage.feed import republish
from voucher_ledger.storage.figures import figures
from voucher_ledger.storage.mails import SqlMails
from voucher_ledger.storage.office import SqlAdjustments, SqlKeys, SqlReviews
from voucher_ledger.storage.receptions import SqlCancellations, SqlHeldCredits, SqlReceptions
from voucher_ledger.storage.seals import SqlSeals
from voucher_ledger.storage.station_chains import chain_findings
from voucher_ledger.storage.stations import SqlStations
from voucher_ledger.storage.takebacks import SqlTakebacks
from voucher_ledger.storage.transfers import SqlTransfers
from voucher_ledger.storage.vouchers import SqlVouchers


class SqlBooks:
    """The repositories on one connection, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.takebacks = SqlTakebacks(connection)
        self.approvals = SqlApprovals(connection)
        self.customers = SqlCustomers(connection)
        self.stations = SqlStations(connection)
        self.transfers = SqlTransfers(connection)
        self.vouchers = SqlVouchers(connection)
        self.adjustments = SqlAdjustments(connection)
        self.reviews = SqlReviews(connection)
        self.keys = SqlKeys(connection)
        self.account_pages = SqlAccountPages(connection)
        self.mails = SqlMails(connection)
        self.acts = SqlActs(connection)
        self.evidence = SqlEvidence(connection)
        self.seals = SqlSeals(connection)
        self.receptions = SqlReceptions(connection)
        self.cancellations = SqlCancellations(connection)
        self.held_credits = SqlHeldCredits(connection)

    def republish(self) -> None:
        republish(self._connection)

    def figures(self) -> Sequence[Figure]:
        return figures(self._connection)

    def verify_chains(self, holds: SignatureCheck) -> Iterator[Finding]:
        yield from self.seals.findings()
        yield from chain_findings(self._connection, holds)

    def audit(self) -> Sequence[Finding]:
        return findings(self._connection)
