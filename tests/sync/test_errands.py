"""What a bench tells the ledger beside its decisions: arrivals, held credits; and that a dossier was called off."""

from __future__ import annotations

from dataclasses import replace

import pytest
import requests

from qc_station.application.tell_receptions import tell_held, tell_receptions
from qc_station.domain.approval import OutboxState
from qc_station.domain.piece import CreditState
from qc_station.domain.takeback import Reception, TransferForm
from tests.sync.made import decide, draft
from tests.sync.real_ledger import LONG_AGO, Bench, RealClock, RealLedger
from tests.sync.test_reconcile import administer, back_to
from voucher_ledger.application import access
from voucher_ledger.domain.station import Scope

PARCEL = "8R41207731939"


@pytest.fixture
def lead(mortal) -> str:
    with mortal.books() as store:
        return access.add_token("lead", frozenset({Scope.LEAD}), store, RealClock())[1]


def arrived(bench: Bench, dossier: str, form: TransferForm = TransferForm.MISSING) -> None:
    with bench.store() as uow:
        uow.receptions.save(Reception(dossier, PARCEL, LONG_AGO, form))
        uow.commit()


def ask(ledger: RealLedger, token: str, method: str, path: str, body: object = None) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return requests.request(method, f"http://127.0.0.1:{ledger.port}{path}", json=body, headers=headers, timeout=20)


def known(ledger: RealLedger, token: str) -> list[tuple[str, bool]]:
    """Dossier and form of every open reception."""
    listed = ask(ledger, token, "GET", "/v1/receptions").json()["receptions"]
    return [(one["dossier"], one["transfer_form"]) for one in listed]


def test_arrivals_are_told_once_and_again_when_the_form_changes(mortal, bench, lead):
    """Also one the ledger does not know: it is told, and does not stand in the way."""
    dossier = mortal.declare(2)
    arrived(bench, dossier)
    arrived(bench, "FROM-A-FILE")
    arrived(bench, "dossier no 5, André")
    assert tell_receptions(bench.store, bench.client) is False
    assert known(mortal, lead) == [(dossier, False)]
    with bench.store(read_only=True) as uow:
        assert uow.receptions.untold(9) == ()
    arrived(bench, dossier, TransferForm.SIGNED)
    with bench.store(read_only=True) as uow:
        assert [each.dossier for each in uow.receptions.untold(9)] == [dossier]
    tell_receptions(bench.store, bench.client)
    assert known(mortal, lead) == [(dossier, True)]


def test_a_restored_ledger_is_told_again(mortal, bench, lead, tmp_path):
    """Its feed shows the take-back without our reception: that is how the bench finds out."""
    dossier, copy = mortal.declare(1), tmp_path / "copy"
    bench.pull()
    administer(mortal, "backup", str(copy))
    arrived(bench, dossier)
    tell_receptions(bench.store, bench.client)
    bench.pull()
    with bench.store(read_only=True) as uow:
        assert uow.takebacks.get(dossier).received == (PARCEL,)
    back_to(mortal, copy)
    assert known(mortal, lead) == []
    bench.pull()
    tell_receptions(bench.store, bench.client)
    assert known(mortal, lead) == [(dossier, False)]


def test_a_held_credit_is_seen_and_let_go_from_afar(mortal, bench, lead):
    """A credit that waits for its form is seen at the ledger; a lead lets it go with a reason; the bench hears it,
    notes who and why, and the customer is credited once.
    """
    dossier = mortal.declare(2)
    made = replace(draft(4_000_001), held=True, release_at=LONG_AGO)
    made = replace(made, approval=replace(made.approval, key=replace(made.approval.key, dossier=dossier, line=1)))
    decide(bench.store, made)
    with bench.store() as uow:
        piece = uow.pieces.get(made.approval.piece)
        uow.pieces.save(replace(piece, axes=replace(piece.axes, credit=CreditState.HELD)))
        uow.commit()
    assert bench.drain().counts.held == 1
    assert tell_held(bench.store, bench.client, RealClock()) == (1, 0)
    (seen,) = ask(mortal, lead, "GET", "/v1/held").json()["held"]
    assert (seen["station"], seen["line"], seen["amount"]["minor"]) == ("BANC-01", 1, 6000)
    order = {"dossier": dossier, "line": 1, "person": "u-nora", "reason": "came by mail"}
    assert ask(mortal, lead, "POST", "/v1/held/release", order).status_code == 204
    assert tell_held(bench.store, bench.client, RealClock()) == (1, 1)
    assert tell_held(bench.store, bench.client, RealClock()) == (0, 0)
    assert bench.drain().settled == {OutboxState.ACKED: 1}
    assert mortal.transfers(dossier) == [(1, 6000)]
    assert ask(mortal, lead, "GET", "/v1/held").json()["held"] == []
    with bench.store(read_only=True) as uow:
        (told,) = [entry.fact for entry in uow.log.entries() if entry.fact.kind == "hold_released"]
        assert uow.pieces.get(made.approval.piece).axes.credit is CreditState.CONFIRMED
    assert (told.operator, told.body) == ("lead: u-nora", {"reason": "came by mail"})


def test_a_dossier_called_off_is_known_at_the_bench(mortal, bench):
    """The feed tells it; it stays with the declaration through a restart."""
    dossier = mortal.declare(1)
    body = {"dossier": dossier, "reason": "keeps it"}
    assert ask(mortal, mortal.shop, "POST", "/v1/takebacks/call-off", body).status_code == 200
    bench.pull()
    bench.reopen()
    with bench.store(read_only=True) as uow:
        assert uow.takebacks.get(dossier).called_off_at is not None
