"""The barcode of a transfer form: it asks for the signature of its own dossier, and guards against a stranger's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qc_station.domain.takeback import ExpectedParcel, ItemKey, TransferForm
from qc_station.viewmodels.gaze import Panel, asks_for_form
from tests.application.day import DOSSIER, PARCEL, item, takeback
from tests.viewmodels.keyed_bench import KeyedBench

SECOND, STRANGER, STRANGERS_PARCEL = "R-2026-018835", "R-2026-020000", "6A15602676300"


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[KeyedBench]:
    """Two dossiers in one box on the table, and a third customer whose parcel is elsewhere."""
    mine = takeback(item(1), item(2))
    second = replace(mine, dossier=SECOND, items=(replace(item(1), key=ItemKey(SECOND, 1)),))
    far = replace(item(1), key=ItemKey(STRANGER, 1), parcel_code=STRANGERS_PARCEL)
    stranger = replace(mine, dossier=STRANGER, items=(far,), parcels=(ExpectedParcel(STRANGERS_PARCEL, "colissimo"),))
    made = KeyedBench(tmp_path, qtbot, mine, second, stranger)
    yield made
    made.close()


def forms(bench: KeyedBench) -> dict[str, TransferForm]:
    view = bench.desk.view
    assert view is not None
    assert view.parcel is not None
    return {each.dossier: each.transfer_form for each in view.parcel.dossiers}


def test_a_scanned_form_asks_about_its_own_dossier(bench: KeyedBench) -> None:
    """Of two dossiers in one box, the scanned one is asked about, not the first; Enter says signed. The scan alone
    records nothing: a barcode shows no signature.
    """
    assert bench.scan(f"]C1{SECOND}") == "form_scanned"
    assert forms(bench) == {DOSSIER: TransferForm.UNKNOWN, SECOND: TransferForm.UNKNOWN}
    assert bench.desk.view is not None
    assert asks_for_form(bench.desk.view, bench.desk.gaze) == SECOND
    bench.press("enter")
    assert forms(bench) == {DOSSIER: TransferForm.UNKNOWN, SECOND: TransferForm.SIGNED}


def test_with_a_piece_in_hand_the_answer_goes_to_the_form(bench: KeyedBench) -> None:
    """The digit that follows means the form, not check 2; the piece stays in hand."""
    bench.press("1", "1", "1")
    assert bench.desk.piece is not None
    assert bench.scan(DOSSIER.lower()) == "form_scanned"
    bench.press("2")
    assert forms(bench)[DOSSIER] is TransferForm.UNSIGNED
    assert bench.desk.piece is not None
    assert not any(check.answered for check in bench.desk.piece.checks if check.id == "inner_labels")


def test_a_strangers_form_is_told_and_changes_nothing(bench: KeyedBench) -> None:
    """Another customer's form in this box: a loud refusal that names whose it is, and no question is asked."""
    before = forms(bench)
    assert bench.scan(STRANGER) == "form_of_other_dossier"
    notice = bench.desk.telling.notice
    assert notice is not None
    assert notice.params["dossier"] == STRANGER
    assert bench.desk.telling.stays
    assert bench.desk.gaze.panel is Panel.NONE
    assert forms(bench) == before


def test_a_form_before_any_parcel_names_its_customer(bench: KeyedBench) -> None:
    """With nothing on the table the form is no way in: the clock starts at a parcel's label."""
    bench.way_out()
    assert bench.scan(STRANGER) == "form_before_parcel"
    assert bench.desk.view is not None
    assert bench.desk.view.parcel is None


def test_esc_forgets_the_scanned_form(bench: KeyedBench) -> None:
    """T asked later is about the first form that is still unknown, not the one scanned and left."""
    bench.scan(SECOND)
    bench.press("escape", "t")
    assert bench.desk.view is not None
    assert asks_for_form(bench.desk.view, bench.desk.gaze) == DOSSIER


def test_the_scanned_parcel_still_opens(bench: KeyedBench) -> None:
    """A parcel label is looked up before a dossier: nothing of the old meaning of a scan is lost."""
    assert bench.scan(PARCEL) in {"parcel_opened", "parcel_received"}
