"""Customers are forgotten some time after their dossier is settled, and the log's chain is as sound as before."""

from __future__ import annotations

from datetime import timedelta

from qc_station.application import commands
from qc_station.application.drain_outbox import drain_once
from qc_station.application.forget import forget_customers
from qc_station.application.verify import verify
from qc_station.domain.takeback import Customer
from qc_station.domain.verdict import Ruling
from tests.application.day import CHECKS, DOSSIER, Day
from tests.sync.test_drain_outbox import ScriptedLedger

DAYS = 400


def customer(day: Day) -> Customer:
    with day.unit_of_work(read_only=True) as uow:
        takeback = uow.takebacks.get(DOSSIER)
    assert takeback is not None
    return takeback.customer


def settle(day: Day) -> None:
    """Item 1 accepted, the others missing, and the ledger has it all."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.conform(*CHECKS)
    day.do(commands.Decide(Ruling.ACCEPTED, without_photos="test"))
    for line in (2, 3, 4):
        day.do(commands.MarkMissing(line))
    day.clock.wait(60)
    drain_once(day.unit_of_work, ScriptedLedger(), day.clock)


def long_after(day: Day) -> int:
    day.clock.at += timedelta(days=DAYS + 1)
    return forget_customers(day.unit_of_work, day.clock, DAYS)


def test_a_settled_dossier_loses_its_customer(day: Day) -> None:
    """Name, city and reference go, also from the search; country and language stay; doing it again does nothing."""
    settle(day)
    assert forget_customers(day.unit_of_work, day.clock, DAYS) == 0
    assert long_after(day) == 1
    assert customer(day) == Customer("", "", "", "FR", "fr")
    with day.unit_of_work(read_only=True) as uow:
        assert uow.takebacks.named(("camille",), 10) == ()
        assert [each.dossier for each in uow.takebacks.named(("018834",), 10)] == [DOSSIER]
    assert forget_customers(day.unit_of_work, day.clock, DAYS) == 0
    assert verify(day.unit_of_work, day.photos).sound


def test_nobody_is_forgotten_while_there_is_work(day: Day) -> None:
    """A piece in hand, then one to review, then a credit the ledger has not got: the dossier is kept whole."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    assert long_after(day) == 0
    day.do(commands.Decide(Ruling.REVIEW, note="doute"))
    assert forget_customers(day.unit_of_work, day.clock, DAYS) == 0
    day.do(commands.Undo())
    day.conform(*CHECKS)
    day.do(commands.Decide(Ruling.ACCEPTED, without_photos="test"))
    assert forget_customers(day.unit_of_work, day.clock, DAYS) == 0
    assert customer(day).name == "Camille D."


def test_a_parcel_that_never_came(day: Day) -> None:
    """The offer is as old as that and nothing arrived: nothing is kept of who it was."""
    assert long_after(day) == 1
    assert customer(day).forgotten


def test_zero_means_never(day: Day) -> None:
    """A warehouse whose rules are kept elsewhere."""
    day.clock.at += timedelta(days=9000)
    assert forget_customers(day.unit_of_work, day.clock, 0) == 0


def test_it_can_be_broken_off(day: Day) -> None:
    """A window that closes stops it between two pages; nothing is half done."""
    day.clock.at += timedelta(days=9000)
    assert forget_customers(day.unit_of_work, day.clock, DAYS, lambda: False) == 0
    assert not customer(day).forgotten


def test_the_bench_goes_on_with_it(day: Day) -> None:
    """A parcel that comes after all is opened and inspected; whose it is, the ledger knows by the dossier."""
    long_after(day)
    day.at_the_bench()
    assert day.do(commands.OpenItem(1)).ok
    parcel = day.bench.view().parcel
    assert parcel is not None
    assert parcel.dossiers[0].customer.country == "FR"
