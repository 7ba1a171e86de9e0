"""A real bench and a real ledger: what leaves is signed, photographs follow, an altered database convinces nobody."""

from __future__ import annotations

import hashlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from qc_station.application.adopt_epoch import adopt_epoch
from qc_station.application.ledger_port import LedgerFailure, LedgerTrouble
from qc_station.application.reconcile import reconcile_once
from qc_station.application.send_photographs import send_photographs
from qc_station.application.verify import verify
from qc_station.domain.approval import OutboxState
from qc_station.domain.money import Money
from qc_station.storage.photo_store import FilePhotoStore
from qc_station.sync.signer import Ed25519Signer, signature_holds
from tests.sync.real_ledger import ROOT, Bench, RealClock, RealLedger
from tests.sync.test_reconcile import administer, back_to


@pytest.fixture
def photos(tmp_path) -> FilePhotoStore:
    return FilePhotoStore(tmp_path / "photos")


def photographed(photos: FilePhotoStore, tmp_path: Path, number: int) -> str:
    """A photograph kept at the bench; its SHA-256."""
    file = tmp_path / f"{number}.jpg"
    file.write_bytes(b"\xff\xd8\xff" + bytes([number]) * 1_500_000)
    return photos.keep(file).sha256


def verify_chain(ledger: RealLedger) -> str:
    """What `voucher-ledger verify-chain` says."""
    command = [sys.executable, "-m", "voucher_ledger", "verify-chain", "--database-url", ledger.url]
    if ledger.url.startswith("postgresql"):
        command.append("--without-photographs")
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def altered(bench: Bench, change: str) -> None:
    """As somebody with the bench's disk in hand would: no guard in the way."""
    with sqlite3.connect(bench.file) as connection:
        for guard in ("guard_departure_update", "guard_departure_link"):
            connection.execute(f"DROP TRIGGER {guard}")
        assert connection.execute(change).rowcount
    connection.close()


def faults(bench: Bench, photos: FilePhotoStore) -> set[str]:
    return {link.code for link in verify(bench.store, photos, signature_holds).bad}


def test_what_a_bench_sends_is_one_signed_chain(mortal, bench):
    """The bench introduces its key by itself; the ledger holds the same chain, and both find it whole."""
    dossier = mortal.declare(5)
    bench.decide(dossier, 1, 2)
    bench.drain()
    bench.decide(dossier, 3, 4, 5)
    assert bench.drain().counts.acked == 5
    links = [each.link for each in sorted(bench.departures(dossier), key=lambda each: each.seq)]
    assert [link.prev for link in links] == ["0" * 64, *(link.hash for link in links[:-1])]
    assert verify_chain(mortal).startswith("nothing was altered")
    administer(mortal, "audit")


@pytest.mark.parametrize(
    "change",
    [
        """UPDATE departure SET body = replace(body, '"very_good"', '"new"')""",
        "UPDATE departure SET body = replace(body, '6000', '9500')",
        "UPDATE departure SET line = 2, dossier = dossier",
    ],
)
def test_an_amount_changed_in_the_benchs_database_is_refused(change, mortal, bench, photos):
    """Scenario 16: a decision is altered between its signature and its sending. No credit, parked for a person; the
    bench's own `verify` names it, and the next decision is credited.
    """
    dossier = mortal.declare(3)
    bench.decide(dossier, 1)
    bench.point(1)  # nobody there
    with pytest.raises(AssertionError):
        assert bench.drain().failure is None
    altered(bench, change)
    bench.point(mortal.port)
    assert bench.drain().settled == {OutboxState.PARKED: 1}
    (parked,) = bench.departures(dossier)
    assert parked.answer_code == "signature_refused"
    assert mortal.transfers(dossier) == []
    assert "approval_signature_wrong" in faults(bench, photos)
    bench.decide(dossier, 3)
    assert bench.drain().settled == {OutboxState.ACKED: 1}
    assert mortal.transfers(dossier) == [(3, 6000)]
    administer(mortal, "audit")
    assert verify_chain(mortal).startswith("nothing was altered")


def test_a_link_cannot_be_changed_by_the_program(bench, mortal):
    """The guards of the bench's own database forbid it, while the place is the same."""
    dossier = mortal.declare(1)
    bench.decide(dossier, 1)
    bench.drain()
    with sqlite3.connect(bench.file) as connection, pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute("UPDATE departure SET hash = 'x'")
    connection.close()


def test_another_key_is_refused_until_an_operator_lets_it_in(mortal, bench):
    """The station's secrets were lost: sending stops, all is kept; after `forget-key` it goes on by itself."""
    dossier = mortal.declare(3)
    bench.decide(dossier, 1)
    bench.drain()
    bench.signer = Ed25519Signer(hashlib.sha256(b"another").digest())
    bench.point(mortal.port)
    bench.decide(dossier, 2)
    report = bench.drain()
    assert (report.failure.trouble, report.counts.pending) == (LedgerTrouble.KEY_DIFFERS, 1)
    administer(mortal, "station", "forget-key", "BANC-01")
    assert bench.drain().counts.acked == 2
    assert mortal.transfers(dossier) == [(1, 6000), (2, 6000)]
    assert verify_chain(mortal).startswith("nothing was altered")


@pytest.mark.expects_log("ledger_lost_decisions")
def test_a_ledger_without_its_keys_takes_what_a_lost_key_signed(mortal, bench, tmp_path):
    """The ledger's copy is of before any key, the bench's key was changed since: both keys are introduced in their
    order, and what either signed is taken again.
    """
    dossier, copy = mortal.declare(3), tmp_path / "copy"
    administer(mortal, "backup", str(copy))
    bench.decide(dossier, 1, 2)
    bench.drain()
    administer(mortal, "station", "forget-key", "BANC-01")
    bench.signer = Ed25519Signer(hashlib.sha256(b"another").digest())
    bench.point(mortal.port)
    bench.decide(dossier, 3)
    assert bench.drain().counts.acked == 3
    back_to(mortal, copy)
    assert reconcile_once(bench.store, bench.client, RealClock()).rearmed == 3
    assert bench.drain().settled == {OutboxState.ACKED: 3}
    assert mortal.transfers(dossier) == [(line, 6000) for line in (1, 2, 3)]
    assert verify_chain(mortal).startswith("nothing was altered")


@pytest.mark.expects_log("photograph_lost", "ledger_lost_decisions")
def test_photographs_follow_their_decisions(mortal, bench, photos, tmp_path):
    """Three at a time; one that is not here any more is told in the log and keeps no other back; a ledger restored
    from a copy asks for what it lost.
    """
    dossier, copy = mortal.declare(2), tmp_path / "copy"
    names = [photographed(photos, tmp_path, number) for number in range(5)]
    administer(mortal, "backup", str(copy))
    bench.decide(dossier, 1, evidence=tuple(names))
    bench.decide(dossier, 2, evidence=("ee" * 32, names[0]))
    bench.drain()
    lost: set[str] = set()
    first = send_photographs(bench.client, photos, lost)
    assert (first.sent, first.more) == (3, True)
    rest = send_photographs(bench.client, photos, lost)
    assert (rest.sent, rest.lost, rest.more) == (2, 1, False)
    assert lost == {"ee" * 32}
    again = send_photographs(bench.client, photos, lost)
    assert (again.sent, again.lost, again.more) == (0, 0, False), "told once"
    assert bench.client.wanted_photographs(9) == ("ee" * 32,)
    evidence = Path(mortal.url.removeprefix("sqlite:///")).with_suffix(".evidence")
    if evidence.exists():
        assert len([file for file in evidence.rglob("*") if file.is_file()]) == 5
        assert verify_chain(mortal).startswith("nothing was altered")
    damaged = photos.path(photos.keep(tmp_path / "1.jpg"))
    back_to(mortal, copy)
    damaged.chmod(0o600)
    damaged.write_bytes(b"\xff\xd8\xff other")
    assert reconcile_once(bench.store, bench.client, RealClock()).rearmed == 2
    bench.drain()
    again = send_photographs(bench.client, photos, set(), limit=99)
    assert (again.sent, again.lost) == (4, 2)


def test_a_bench_restored_from_an_old_copy_numbers_anew(mortal, bench, photos, tmp_path):
    """Scenario 26, to its end: yesterday's database meets its own numbers; sending stops. The operator opens an epoch;
    the bench sends what waits once more, settles what the ledger holds, and gives the rest new numbers and links.
    Nothing is credited twice, and both sides find everything whole.
    """
    dossier = mortal.declare(8)
    bench.decide(dossier, 1)
    bench.drain()
    known = bench.decide(dossier, 2)  # waits in the copy, and is sent from the lost one
    bench.store.close()
    old = bench.file.read_bytes()
    bench.reopen()
    bench.drain()
    bench.decide(dossier, 3, 4)
    bench.drain()
    bench.store.close()
    bench.file.write_bytes(old)
    for left in bench.file.parent.glob(f"{bench.file.name}-*"):
        left.unlink()
    bench.reopen()

    bench.decide(dossier, 5, 6)
    report = bench.drain()
    assert report.failure.trouble is LedgerTrouble.SEQUENCE_CONFLICT
    assert adopt_epoch(bench.store, bench.client, RealClock(), bench.signer) == 0, "no epoch was opened yet"
    administer(mortal, "station", "epoch", "BANC-01")
    assert adopt_epoch(bench.store, bench.client, RealClock(), bench.signer) == 2
    assert bench.drain().failure is None
    bench.decide(dossier, 7)
    assert bench.drain().counts.acked == 5
    places = {each.approval.key.line: (each.epoch, each.seq) for each in bench.departures(dossier)}
    assert places == {1: (1, 1), 2: (1, 2), 5: (2, 1), 6: (2, 2), 7: (2, 3)}
    assert bench.departures(dossier)[1].approval.id == known[0].approval.id
    assert mortal.transfers(dossier) == [(line, 6000) for line in range(1, 8)]
    assert verify_chain(mortal).startswith("nothing was altered")
    administer(mortal, "audit")
    assert "sequence_hole" not in faults(bench, photos)
    with bench.store(read_only=True) as uow:
        (told,) = [entry.fact.body for entry in uow.log.entries() if entry.fact.kind == "epoch_adopted"]
    assert told == {"epoch": 2, "moved": [[1, 3], [1, 4]]}


def test_a_ledger_that_is_away_leaves_the_numbers_alone(mortal, bench):
    """Adopting an epoch is a question to the ledger first."""
    dossier = mortal.declare(1)
    bench.decide(dossier, 1, claimed=Money(6000, "EUR"))
    bench.point(1)
    bench.drain()
    with pytest.raises(LedgerFailure):
        adopt_epoch(bench.store, bench.client, RealClock(), bench.signer)
    assert [(each.epoch, each.seq) for each in bench.departures(dossier)] == [(1, 1)]
