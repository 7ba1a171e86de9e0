"""The labels of the demonstration read as what they say, with the reader the tests trust, whole dot by whole dot."""

import json
import re

import numpy as np
import pytest
import zxingcpp
from PIL import Image

from qc_station.domain.carrier_code import CarrierKind, Checked, classify
from tools.make_sample_labels import LABELS, SHEET, SUSPECT_PARCEL, UNKNOWN_PARCEL, Label, draw_label, labels, modules
from tools.make_sample_takebacks import SAMPLES

CHOSEN = labels()


def read(file: str) -> list[str]:
    with Image.open(LABELS / file) as image:
        pixels = np.array(image.convert("L"))
    found = zxingcpp.read_barcodes(pixels, formats=[zxingcpp.BarcodeFormat.Code128])
    return sorted(each.text for each in found)


def test_the_folder_holds_the_labels_and_the_sheet() -> None:
    """Every label of the script has its file, and no file is left over from an older set."""
    assert {path.name for path in LABELS.glob("*")} == {label.file for label in CHOSEN} | {SHEET}
    assert sum(path.stat().st_size for path in LABELS.glob("*")) < 100_000


@pytest.mark.parametrize("label", CHOSEN, ids=lambda label: label.file)
def test_each_label_reads_as_its_code(label: Label) -> None:
    """The file decodes to one symbol, the code printed under its bars."""
    assert read(label.file) == [label.code]


def test_the_sheet_holds_them_all() -> None:
    """One A4 page at 300 dots per inch from which every code can be scanned."""
    assert read(SHEET) == sorted(label.code for label in CHOSEN)
    with Image.open(LABELS / SHEET) as sheet:
        assert sheet.size == (2480, 3508)
        assert [round(dots) for dots in sheet.info["dpi"]] == [300, 300]


@pytest.mark.parametrize("dots", [3, 4])
def test_bars_are_whole_dots(dots: int) -> None:
    """Every bar and gap is a whole number of modules of `dots` dots, between ten modules of quiet on either side."""
    label = CHOSEN[0]
    row = np.array(draw_label(label, dots, 120).convert("L"))[dots * 9 * 3 // 2 + 60]
    dark = np.flatnonzero(row < 128)
    assert dark[0] >= 10 * dots
    assert row.size - 1 - dark[-1] >= 10 * dots
    runs = np.diff(np.flatnonzero(np.diff(row[dark[0] - 1 : dark[-1] + 2].astype(int))))
    assert set(runs % dots) == {0}
    assert runs.sum() == modules(label.code).size * dots


def test_the_labels_show_what_a_bench_may_meet() -> None:
    """Declared parcels of seven carriers, one nobody declared, one misread, and the badge of every operator."""
    takebacks = json.loads((SAMPLES / "takebacks.json").read_text(encoding="utf-8"))
    declared = {parcel["code"] for takeback in takebacks for parcel in takeback["parcels"]}
    parcels = {label.code for label in CHOSEN if label.file.startswith("parcel-")}
    assert parcels - declared == {UNKNOWN_PARCEL, SUSPECT_PARCEL}
    assert {takeback["parcels"][0]["code"] for takeback in takebacks[:3]} <= parcels
    suspect = [code for code in parcels if classify(code).checked is Checked.SUSPECT]
    assert suspect == [SUSPECT_PARCEL]
    badges = {label.code for label in CHOSEN if label.file.startswith("badge-")}
    people = json.loads((SAMPLES / "operators.json").read_text(encoding="utf-8"))["operators"]
    assert badges == {each["badge"] for each in people}
    assert all(classify(badge).kind is CarrierKind.OPERATOR_BADGE for badge in badges)
    assert all(re.fullmatch(r"(parcel|badge)-[\w-]+\.png", label.file) for label in CHOSEN)
