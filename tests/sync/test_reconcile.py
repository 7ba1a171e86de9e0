"""Station and ledger agree, or the station notices: a ledger restored from a copy gets back what it lost, once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from qc_station.application.ledger_port import LedgerFailure, LedgerTrouble
from qc_station.application.reconcile import Reconciliation, reconcile_once
from qc_station.domain.approval import OutboxState
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.verdict import Ruling
from qc_station.sync.worker import RECONCILE_EVERY_S, Upkeep
from tests.faults.processes import BenchHome
from tests.sync.real_ledger import ROOT, Bench, RealClock, RealLedger
from tests.sync.test_worker import NOTHING, Station, failed, settled

NOTHING_LOST = 0


@pytest.fixture
def benches(mortal, tmp_path):
    made = [Bench(mortal, tmp_path, name) for name in ("BANC-01", "BANC-02")]
    yield made
    for bench in made:
        bench.close()


def administer(ledger: RealLedger, *verb: str) -> None:
    command = [sys.executable, "-m", "voucher_ledger", *verb, "--database-url", ledger.url]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def back_to(ledger: RealLedger, copy) -> None:
    """The ledger dies, and what is started in its place are older books."""
    ledger.kill()
    ledger.empty()
    administer(ledger, "restore", str(copy))
    ledger.start()


def reconcile(bench: Bench) -> Reconciliation:
    return reconcile_once(bench.store, bench.client, RealClock())


@pytest.mark.expects_log("ledger_lost_decisions")
def test_a_ledger_restored_from_an_older_copy_gets_back_what_it_lost(mortal, benches, tmp_path):
    """Scenario 27. Two benches work on after the copy; the restored ledger has half. Each bench sends what is missing
    and nothing else; totals and refusals are as before, and all agree.
    """
    one, two = benches
    dossier, copy = mortal.declare(8), tmp_path / "copy"
    one.decide(dossier, 1, 2)
    two.decide(dossier, 3)
    one.drain(), two.drain()
    administer(mortal, "backup", str(copy))
    one.decide(dossier, 4, 5)
    one.decide(dossier, 6, ruling=Ruling.REFUSED)
    two.decide(dossier, 7)
    two.decide(dossier, 8)
    one.drain(), two.drain()
    before = mortal.transfers(dossier)
    assert [reconcile(bench).rearmed for bench in benches] == [0, 0]

    back_to(mortal, copy)
    assert mortal.transfers(dossier) == [(1, 6000), (2, 6000), (3, 6000)]
    assert [reconcile(bench).rearmed for bench in benches] == [3, 2]
    assert [bench.drain().settled for bench in benches] == [{OutboxState.ACKED: 3}, {OutboxState.ACKED: 2}]
    assert mortal.transfers(dossier) == before
    assert [reconcile(bench) for bench in benches] == [Reconciliation(5, 0), Reconciliation(3, 0)]
    administer(mortal, "audit")
    with one.store(read_only=True) as uow:
        told = [entry.fact for entry in uow.log.entries() if entry.fact.kind == "approvals_rearmed"]
    assert [len(fact.body["approvals"]) for fact in told] == [3]


@pytest.mark.expects_log("ledger_lost_decisions")
def test_who_came_second_is_not_sent_before_who_was_first(mortal, benches, tmp_path):
    """A conflict and a duplicate moved nothing: only the bench whose decision stood sends it again, so it stands again,
    however late that bench comes back.
    """
    one, two = benches
    dossier, copy = mortal.declare(2), tmp_path / "copy"
    administer(mortal, "backup", str(copy))
    first = one.decide(dossier, 1, 2)
    one.drain()
    two.decide(dossier, 1, grade=Grade.NEW, claimed=Money(9500, "EUR"))
    two.decide(dossier, 2)
    two.drain()
    assert [each.state for each in two.departures(dossier)] == [OutboxState.CONFLICT, OutboxState.ACKED]

    back_to(mortal, copy)
    assert (reconcile(two).rearmed, two.drain().sent) == (0, 0)
    assert reconcile(one).rearmed == 2
    one.drain()
    assert mortal.transfers(dossier) == [(1, 6000), (2, 6000)]
    assert [each.approval.id for each in one.departures(dossier)] == [each.approval.id for each in first]


@pytest.mark.expects_log("ledger_lost_decisions")
def test_more_than_the_ledger_names_at_once(mortal, benches, tmp_path):
    """1,100 lost decisions: a thousand the first time, the rest the next; each credited once."""
    one, _ = benches
    dossiers, copy = [mortal.declare(100) for _ in range(11)], tmp_path / "copy"
    administer(mortal, "backup", str(copy))
    for dossier in dossiers:
        one.decide(dossier, *range(1, 101))
    while one.drain().counts.waiting:
        pass
    back_to(mortal, copy)
    again = []
    while rearmed := reconcile(one).rearmed:
        again.append(rearmed)
        while one.drain().counts.waiting:
            pass
    assert again == [1000, 100]
    assert [len(mortal.transfers(dossier)) for dossier in dossiers] == [100] * 11


def watched(answers=()) -> tuple[Station, list[float]]:
    """A worker whose reconciliation answers by a script, and when it was asked."""
    station, asked, script = Station(), [], list(answers)

    def reconcile_now() -> int:
        asked.append(station.now_s)
        answer = script.pop(0) if script else NOTHING_LOST
        if isinstance(answer, BaseException):
            raise answer
        return answer

    station.worker._upkeep = Upkeep(reconcile_now)
    return station, asked


def test_agreement_is_asked_after_the_start_and_every_ten_minutes():
    """And not at each pull."""
    station, asked = watched()
    for _ in range(2 * int(RECONCILE_EVERY_S) // 30):
        station.round(after_s=30)
    assert [at - asked[0] for at in asked] == [0, RECONCILE_EVERY_S]


def test_agreement_is_asked_when_a_trouble_ended_and_not_while_something_waits():
    """A ledger that comes back may be an older copy of itself; what waits is sent first."""
    station, asked = watched()
    station.round()
    station.report = failed(LedgerTrouble.UNREACHABLE)
    station.round(after_s=5)
    station.report = settled(100, pending=900)
    station.round(after_s=61)
    assert len(asked) == 1
    station.report = NOTHING
    station.round(after_s=1)
    assert len(asked) == 2


def test_what_was_lost_is_sent_at_once_and_a_failure_is_one_of_the_ledger():
    """The next round follows without a pause; a ledger that cannot answer is offline, and asked again."""
    station, asked = watched([3, LedgerFailure(LedgerTrouble.UNREACHABLE)])
    assert station.round() == 0
    station.now_s += RECONCILE_EVERY_S
    station.round()
    assert station.status.trouble is LedgerTrouble.UNREACHABLE
    station.round(after_s=61)
    assert len(asked) == 3
    assert station.status.trouble is None


def test_only_what_the_ledger_took_is_armed_again(mortal, benches):
    """Not a parked decision, not a draft, not one of another epoch or number: each as it was."""
    one, _ = benches
    dossier = mortal.declare(3)
    one.decide(dossier, 1)
    one.decide(dossier, 2, claimed=Money(1, "EUR"))
    one.drain()
    with one.store() as uow:
        assert uow.outbox.settled_upto() == {1: 1}
        assert uow.outbox.rearm(1, [2, 3]) == ()
        assert uow.outbox.rearm(2, [1]) == ()
        (again,) = uow.outbox.rearm(1, [1, 2])
        assert uow.outbox.rearm(1, [1]) == (), "it is pending already"
        uow.commit()
    taken, parked = one.departures(dossier)
    assert (taken.approval.id, taken.state, taken.answer_code, taken.answered_at) == (
        again,
        OutboxState.PENDING,
        "",
        None,
    )
    assert parked.state is OutboxState.PARKED


def test_the_command_sends_again_and_says_so(mortal, benches, tmp_path):
    """`qc-station sync --once`, in a process of its own: what was lost is named, sent and settled; the next one is
    quiet.
    """
    one, _ = benches
    dossier, copy = mortal.declare(3), tmp_path / "copy"
    administer(mortal, "backup", str(copy))
    one.decide(dossier, 1, 2, 3)
    one.drain()
    back_to(mortal, copy)
    home = BenchHome(
        tmp_path / "home",
        one.name,
        ledger_url=f"http://127.0.0.1:{mortal.port}",
        token=one.token,
        database_url=f"sqlite:///{one.file}",
    )
    done = home.run("sync", "--once")
    assert done.returncode == 0, done.stderr
    assert "3 décisions que le registre n’avait plus lui sont renvoyées." in done.stderr
    assert mortal.transfers(dossier) == [(line, 6000) for line in (1, 2, 3)]
    again = home.run("sync", "--once")
    assert (again.returncode, "renvoyée" in again.stderr) == (0, False)
