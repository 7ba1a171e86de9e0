"""The job, end to end, on real parts: keys in the window, a ledger process on TCP, SQLite, the virtual camera."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    open_bench,
    with_grace,
)
from tests.faults.processes import BenchHome, LedgerProcess, done

NEW_COAT, VERY_GOOD_JUMPER = 21000, 8500


@pytest.mark.usefixtures("qapp")
def test_a_day_at_the_window_is_credited_exactly_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three pieces by keys alone: New, Very good because of light pilling, refused for a missing button. The ledger is
    killed in between and comes back on its port; two credits of the right amounts and one explained refusal are left.
    """
    with_grace(1, tmp_path / "programmes", monkeypatch)
    ledger = LedgerProcess(tmp_path / "ledger")
    with ledger:
        token = ledger.add_station(BENCH)
        ledger.declare(STORY)
        station = open_bench(tmp_path / "station", ledger.url, token)

        def balance() -> int:
            balances = ledger.get(f"/v1/customers/{CUSTOMER}/balance")["balances"]
            return sum(each["minor"] for each in balances if each["currency"] == "EUR")

        def work(expert: Expert) -> None:
            expert.until(lambda: expert.chip("ledger").level == "good", "the ledger's declarations")
            expert.sign_in()
            expert.open_parcel()

            expert.take(COAT)
            expert.conform_but(OUTER_TAG)
            expert.digit(OUTER_TAG, shift=True)
            expert.until(lambda: expert.view.next.step == "sign", "the coat's proposed verdict")
            expert.see("Accepter · 210,00 €")
            expert.sign()
            expert.until(lambda: expert.chip("ledger").text == "Registre · 1 en attente", "one that waits")
            expert.until(lambda: balance() == NEW_COAT, "the coat's credit")
            expert.until(lambda: expert.chip("ledger").text == "Registre à jour", "a ledger up to date")

            ledger.kill()
            expert.enter()
            expert.until(lambda: expert.view.piece and expert.view.piece.item.category == "knitwear", "the jumper")
            expert.defect(PILLING, "1")
            expert.conform_but(PILLING)
            expert.see("Photographier le défaut")
            expert.photograph()
            expert.see("Accepter · 85,00 €")
            expert.sign()
            expert.until(lambda: expert.chip("ledger").text.startswith("Hors ligne depuis "), "the ledger offline")

            expert.enter()
            expert.until(lambda: expert.view.piece and expert.view.piece.item.category == "shirt", "the shirt")
            expert.defect(TRIMS, "1")
            expert.conform_but(TRIMS)
            expert.photograph()
            expert.see("Refuser l’article")
            expert.sign()
            expert.see("Refusé — Article incomplet")
            assert expert.chip("ledger").level == "attention"

            ledger.start()
            expert.until(lambda: expert.chip("ledger").text == "Registre à jour", "everything arrived")
            assert expert.chip("ledger").level == "good"
            expert.until(lambda: expert.view.outbox.waiting == 0, "an outbox with nothing left")

        at_the_window(station, monkeypatch, work)

        assert balance() == NEW_COAT + VERY_GOOD_JUMPER
        transfers = ledger.get(f"/v1/customers/{CUSTOMER}/transfers")["transfers"]
        assert [each["amount"]["minor"] for each in transfers] == [NEW_COAT, VERY_GOOD_JUMPER]
        (parcel,) = ledger.get(f"/v1/parcels/{PARCEL}", token)["takebacks"]
        assert {(each["line"], each["decision"], each["grade"]) for each in parcel["settled"]} == {
            (1, "accepted", "very_good"),
            (2, "refused", None),
            (3, "accepted", "new"),
        }
        assert "in order" in done(ledger.run("audit"))

    bench = BenchHome(tmp_path / "station", BENCH)
    assert "Tout concorde" in done(bench.run("verify"))
    with open_bench(bench.folder) as again, again.unit_of_work(read_only=True) as uow:
        told = {each.approval.key.line: each for each in uow.outbox.all()}
        refused = uow.pieces.get(told[2].approval.piece)
    assert {line: (each.state, each.answer_code) for line, each in told.items()} == {
        1: (OutboxState.ACKED, "credited"),
        2: (OutboxState.ACKED, "refused"),
        3: (OutboxState.ACKED, "credited"),
    }
    assert told[2].approval.reasons == ("incomplete",)
    assert len(told[2].approval.evidence) == len(told[1].approval.evidence) == 1
    assert refused is not None
    assert refused.verdict is not None
    assert ("trims", "missing") in {(each.source, each.answer) for each in refused.verdict.judged.grounds}
