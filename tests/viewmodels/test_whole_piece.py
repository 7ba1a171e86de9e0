"""A whole piece with the scanner alone, and with the keys alone; what each costs is printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qc_station.application.scanner_port import COMMAND_DEBOUNCE_S, Debounce
from qc_station.domain.bench_command import BenchCommandCode as Code
from qc_station.domain.bench_command import command_of
from qc_station.domain.carrier_code import classify
from qc_station.domain.verdict import Ruling
from tests.application.day import CHECKS, PARCEL
from tests.viewmodels.keyed_bench import KeyedBench

KEYS_MOST = 18


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[KeyedBench]:
    made = KeyedBench(tmp_path, qtbot)
    made.way_out()
    yield made
    made.close()


def scans(bench: KeyedBench, *codes: Code) -> None:
    for code in codes:
        bench.scan(f"]C0{code.barcode}")


def verdict(bench: KeyedBench):
    assert bench.desk.piece is not None
    return bench.desk.piece.verdict


def test_a_clean_shirt_with_the_keys_alone(bench: KeyedBench) -> None:
    """Parcel scan, form, item, ten checks, four photographs, signature: the budget of the issue, no mouse."""
    keys = ["enter", "enter", *"1234567890", "space", "space", "space", "space", "enter"]
    bench.scan(PARCEL)
    bench.press(*keys)
    signed = verdict(bench)
    assert signed is not None
    assert signed.ruling is Ruling.ACCEPTED
    with bench.unit_of_work(read_only=True) as uow:
        (piece,) = uow.pieces.of([bench.desk.piece.key.dossier])
    assert len(piece.shots) == 4
    print(f"clean shirt, 4 photographs: {len(keys) + 1} keys, the scan counted as one; mouse 0")
    assert len(keys) + 1 <= KEYS_MOST


def test_a_clean_shirt_with_the_scanner_alone(bench: KeyedBench) -> None:
    """The parcel's label and the control sheet, nothing else touched."""
    bench.scan(PARCEL)
    sheet = [Code.NEXT, Code.NEXT, *[Code.CONFORM] * len(CHECKS), *[Code.PHOTOGRAPH] * 3, Code.ACCEPT]
    scans(bench, *sheet)
    signed = verdict(bench)
    assert signed is not None
    assert signed.ruling is Ruling.ACCEPTED
    print(f"clean shirt by scanner alone: {len(sheet) + 1} scans")


def test_a_refusal_with_the_scanner_alone(bench: KeyedBench) -> None:
    """A defect is chosen, pinned in a zone and photographed by the sheet too; then undone and signed again."""
    bench.scan(PARCEL)
    scans(bench, Code.NEXT, Code.NEXT, *[Code.CONFORM] * 3, Code.DEFECT, Code.CHOOSE_1, Code.CHOOSE_5, Code.NEXT)
    scans(bench, Code.PHOTOGRAPH, Code.REFUSE)
    signed = verdict(bench)
    assert signed is not None
    assert signed.reasons == ("damaged",)
    scans(bench, Code.UNDO)
    assert verdict(bench) is None
    scans(bench, Code.REFUSE)
    assert verdict(bench) is not None


def test_a_command_never_signs_what_is_not_proposed(bench: KeyedBench) -> None:
    """Accept before the checks are done, refuse a clean piece: said, and nothing signed."""
    bench.scan(PARCEL)
    scans(bench, Code.NEXT, Code.NEXT)
    for early in (Code.ACCEPT, Code.REFUSE, Code.CHOOSE_3):
        assert bench.scan(early.barcode) == "command_means_nothing"
    scans(bench, *[Code.CONFORM] * len(CHECKS))
    assert bench.scan(Code.REFUSE.barcode) == "command_means_nothing"
    assert bench.scan(Code.CONFORM.barcode) == "command_means_nothing"
    assert verdict(bench) is None


def test_signing_out_by_the_sheet(bench: KeyedBench) -> None:
    """And signed out, no command means anything."""
    scans(bench, Code.SIGNOUT)
    assert bench.desk.view is not None
    assert bench.desk.view.operator is None
    assert bench.scan(Code.ACCEPT.barcode) == "sign_in_first"


def test_a_damaged_command_is_none() -> None:
    """Any one character changed makes it unknown: the check character, and a list that is closed."""
    for code in Code:
        assert command_of(classify(code.barcode).text) is code
        for at in range(len("QC-CMD-"), len(code.barcode)):
            for char in "0AZ-":
                damaged = code.barcode[:at] + char + code.barcode[at + 1 :]
                assert damaged == code.barcode or command_of(damaged) is None


def test_the_same_command_may_follow_itself() -> None:
    """Ten checks conform in a row: a command is debounced for a trigger's bounce only, a label for much longer."""
    debounce = Debounce()
    conform = Code.CONFORM.barcode
    assert not debounce.repeated(conform, 1.0)
    assert debounce.repeated(conform, 1.1)
    assert not debounce.repeated(conform, 1.1 + COMMAND_DEBOUNCE_S)
