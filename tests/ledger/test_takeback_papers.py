"""The papers a customer prints: our own decoder reads from them what the benches look up, in every language."""

from __future__ import annotations

from pathlib import Path

import pytest
import zxingcpp
from PySide6.QtCore import QSize

from qc_station.domain.carrier_code import classify
from qc_station.policy.barcode_trust import trust
from qc_station.vision.barcode_reader import read_file
from tests.documents.test_piece_label import pdf_page
from tests.ledger.conftest import WAREHOUSE, Ledger, problem
from tests.ledger.made import as_takeback, customer, item, takeback
from voucher_ledger.pages.render import LANGUAGES
from voucher_ledger.pages.takeback_papers import parcel_label, transfer_form

A4_AT_150_DPI, A6_AT_150_DPI = QSize(1240, 1754), QSize(620, 874)
# One of each carrier whose codes the benches know, and the longest that a declaration may hold.
CODES = ("8R41207731939", "6A12345678902", "XY123456785FR", "9V20524752032", "%007545015502500001234101250")


def codes_on(pdf: bytes, size: QSize) -> list[tuple[str, str]]:
    return [(str(each.format), each.text) for each in zxingcpp.read_barcodes(pdf_page(pdf, size))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_goes_by_its_dossier(language: str, qapp) -> None:
    """Scanned at a bench, its bars are the dossier's number."""
    for dossier in ("R-2026-018834", "A" * 30, "r/9.x_y"):
        declared = as_takeback(takeback(dossier, lines=3, customer=customer(language=language)))
        assert codes_on(transfer_form(declared), A4_AT_150_DPI) == [("Code 128", dossier)]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("language", ["fr", "de"])
def test_the_label_is_read_as_the_carriers_code(code: str, language: str, qapp) -> None:
    """What the scanner gives is the parcel that was declared."""
    parcels = [{"code": code, "carrier": "colissimo"}]
    made = takeback(customer=customer(language=language), parcels=parcels, items=[item(1, parcel=code)])
    declared = as_takeback(made)
    ((form, text),) = codes_on(parcel_label(declared, declared.parcels[0], WAREHOUSE.address), A6_AT_150_DPI)
    assert (form, text) == ("Code 128", declared.parcels[0].code)
    assert classify(text).text == classify(code).text


def test_the_benchs_own_reader_trusts_them(qapp, tmp_path: Path) -> None:
    """Not only the decoder: the rules by which a bench acts on what its camera reads."""
    declared = as_takeback(takeback(lines=2))
    file = tmp_path / "label.png"
    pdf_page(parcel_label(declared, declared.parcels[0], WAREHOUSE.address), A6_AT_150_DPI).save(str(file))
    (read,) = trust(read_file(file), lambda code: code.parcel_key == "8R41207731939")
    assert read.accepted


def test_many_pieces_take_several_pages(qapp) -> None:
    """Two hundred pieces: the number stands on the first page, the signature on the last; one piece, one page."""
    whole = transfer_form(as_takeback(takeback(lines=200)))
    assert whole.count(b"/Type /Page\n") == 10
    assert transfer_form(as_takeback(takeback(lines=1))).count(b"/Type /Page\n") == 1
    assert transfer_form(as_takeback(takeback(lines=20))).count(b"/Type /Page\n") <= 2


def test_the_same_take_back_is_the_same_paper(qapp) -> None:
    """And a name in letters the standard fonts do not hold is printed as near as they come."""
    who = customer(name="Łukasz Żółć 山田", city="Gdańsk")
    declared = as_takeback(takeback(customer=who))
    assert transfer_form(declared) == transfer_form(declared)
    assert codes_on(parcel_label(declared, declared.parcels[0], ("Here",)), A6_AT_150_DPI)


def test_the_shop_fetches_them(ledger: Ledger) -> None:
    """By the shop's token alone; an unknown dossier or parcel is not found."""
    ledger.declare(takeback("R/2.x"))
    form = ledger.get("/v1/takebacks/transfer-form?dossier=R/2.x", as_="shop")
    assert (form.status_code, form.headers["content-type"]) == (200, "application/pdf")
    assert form.headers["content-disposition"] == 'inline; filename="R-2.x-form.pdf"'
    label = ledger.get("/v1/takebacks/label?dossier=R/2.x&parcel=8r41207731939", as_="shop")
    assert label.content.startswith(b"%PDF-")
    assert problem(ledger.get("/v1/takebacks/label?dossier=R/2.x&parcel=X1", as_="shop")) == (404, "not-found")
    assert problem(ledger.get("/v1/takebacks/transfer-form?dossier=R-9", as_="shop")) == (404, "not-found")
    assert problem(ledger.get("/v1/takebacks/transfer-form?dossier=R/2.x")) == (403, "forbidden")
