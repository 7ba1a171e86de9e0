"""The job, end to end, on real parts: keys in the window, a ledger process on TCP, SQLite, the virtual camera."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc_station.bootstrap.station import open_home
from qc_station.domain.approval import OutboxState
from tests.e2e.window_day import (
    BENCH,
    COAT,
    CUSTOMER,
    OUTER_TAG,
    PARCEL,
    PILLING,
    STORY,
    TRIMS,
    Expert,
    at_the_window,
    lay_out,
    with_grace,
)
from tests.faults.processes import BenchHome, LedgerProcess, done

NEW_COAT, PILLED_JUMPER = 21000, 8500


@pytest.mark.usefixtures("qapp")
def test_a_day_at_the_window_is_credited_exactly_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three pieces by keys alone: New, Very good because of light pilling, refused for a missing button. The ledger is
    killed in between and comes back on its port; two credits of the right amounts and one explained refusal are left.
    """
    with_grace(1, tmp_path / "programmes", monkeypatch)
    with LedgerProcess(tmp_path / "ledger") as ledger:
        token = ledger.add_station(BENCH)
        ledger.declare(STORY)
        home = lay_out(tmp_path / "station", ledger.url)

        def work(expert: Expert) -> None:
            expert.until(lambda: expert.chip("ledger").level == "good", "the ledger's declarations")
            expert.sign_in()
            expert.open_parcel()
            a_new_coat(expert)
            expert.until(lambda: expert.chip("ledger").text == "Registre · 1 en attente", "one that waits")
            expert.until(lambda: balance(ledger) == NEW_COAT, "the coat's credit")
            expert.until(lambda: expert.chip("ledger").text == "Registre à jour", "a ledger up to date")

            ledger.kill()
            a_pilled_jumper(expert)
            expert.until(lambda: expert.chip("ledger").text.startswith("Hors ligne depuis "), "the ledger offline")
            a_shirt_without_a_button(expert)
            assert expert.chip("ledger").level == "attention"

            ledger.start()
            expert.until(lambda: expert.chip("ledger").text == "Registre à jour", "everything arrived")
            assert expert.chip("ledger").level == "good"
            expert.until(lambda: expert.view.outbox.waiting == 0, "an outbox with nothing left")
            expert.until(lambda: not ledger.get("/v1/stations/me/evidence", token)["wanted"], "the photographs")

        at_the_window(home, monkeypatch, work, token=token)
        check_the_ledger(ledger, token)
    check_the_station(BenchHome(home, BENCH))


def a_new_coat(expert: Expert) -> None:
    """Its outer tag still attached, and declared new."""
    expert.take(COAT)
    expert.conform_but(OUTER_TAG)
    expert.digit(OUTER_TAG, shift=True)
    expert.see("Accepter · 210,00 €")
    expert.sign()


def a_pilled_jumper(expert: Expert) -> None:
    """The next item, by Enter. Declared excellent, found very good: the pilling is pinned and photographed."""
    expert.enter()
    expert.until(lambda: expert.view.piece and expert.view.piece.item.category == "knitwear", "the jumper")
    expert.defect(PILLING, "1")
    expert.conform_but(PILLING)
    expert.see("Photographier le défaut")
    expert.photograph()
    expert.see("Accepter · 85,00 €")
    expert.sign()


def a_shirt_without_a_button(expert: Expert) -> None:
    expert.enter()
    expert.until(lambda: expert.view.piece and expert.view.piece.item.category == "shirt", "the shirt")
    expert.defect(TRIMS, "1", further="1")
    expert.conform_but(TRIMS)
    expert.photograph()
    expert.see("Refuser l’article")
    expert.sign()
    expert.see("Refusé — Article incomplet")


def balance(ledger: LedgerProcess) -> int:
    """What the customer has, in cents."""
    balances = ledger.get(f"/v1/customers/{CUSTOMER}/balance")["balances"]
    return sum(each["minor"] for each in balances if each["currency"] == "EUR")


def check_the_ledger(ledger: LedgerProcess, token: str) -> None:
    """Two credits, one refusal, and books in order."""
    assert balance(ledger) == NEW_COAT + PILLED_JUMPER
    transfers = ledger.get(f"/v1/customers/{CUSTOMER}/transfers")["transfers"]
    assert [each["amount"]["minor"] for each in transfers] == [NEW_COAT, PILLED_JUMPER]
    (takeback,) = ledger.get(f"/v1/parcels/{PARCEL}", token)["takebacks"]
    assert {(each["line"], each["decision"], each["grade"]) for each in takeback["settled"]} == {
        (1, "accepted", "very_good"),
        (2, "refused", None),
        (3, "accepted", "new"),
    }
    assert "in order" in done(ledger.run("audit"))
    assert "nothing was altered" in done(ledger.run("verify-chain"))
    (arrived,) = takeback["received"]
    assert (arrived["parcel"], arrived["transfer_form"]) == (PARCEL, True)


def check_the_station(bench: BenchHome) -> None:
    """Its own record is sound, and the refusal says why."""
    assert "Tout concorde" in done(bench.run("verify"))
    with open_home(bench.folder, {}) as station, station.unit_of_work(read_only=True) as uow:
        told = {each.approval.key.line: each for each in uow.outbox.all()}
        shirt = uow.pieces.get(told[2].approval.piece)
    assert {line: (each.state, each.answer_code) for line, each in told.items()} == {
        1: (OutboxState.ACKED, "credited"),
        2: (OutboxState.ACKED, "refused"),
        3: (OutboxState.ACKED, "credited"),
    }
    assert told[2].approval.reasons == ("incomplete",)
    assert [len(told[line].approval.evidence) for line in (1, 2, 3)] == [1, 1, 0]
    assert shirt is not None
    assert shirt.verdict is not None
    assert ("trims", "missing") in {(each.source, each.answer) for each in shirt.verdict.judged.grounds}
