"""The voucher on paper: what a till and a telephone read from it is its code."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest
import zxingcpp
from PySide6.QtCore import QSize

from tests.documents.test_piece_label import pdf_page
from voucher_ledger.domain.voucher_code import new_code, read_code
from voucher_ledger.pages import samples
from voucher_ledger.pages.render import LANGUAGES
from voucher_ledger.pages.voucher_pdf import voucher_pdf

A5_AT_150_DPI = QSize(874, 1240)


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_symbols_are_the_code(language: str, qapp) -> None:
    """Drawn as an office printer would, and read by our own decoder: Code 128 and QR, each the code without dashes."""
    for _ in range(5):
        code = new_code()
        found = zxingcpp.read_barcodes(pdf_page(voucher_pdf(samples._voucher(), code, language), A5_AT_150_DPI))
        assert sorted((str(each.format), each.text) for each in found) == [
            ("Code 128", read_code(code)),
            ("QR Code", read_code(code)),
        ]


def test_the_same_voucher_is_the_same_paper() -> None:
    """No date and no number of its own; and what is no code makes none."""
    once, again = (voucher_pdf(samples._voucher(), samples.CODE, "fr") for _ in range(2))
    assert once == again
    assert read_code(samples.CODE) is not None
    with pytest.raises(ValueError, match="not a voucher's code"):
        voucher_pdf(samples._voucher(), "ABCDEF", "fr")


def test_it_comes_with_the_mail() -> None:
    """Attached under the language's name, and the only attachment of any mail."""
    for name, message in samples.samples():
        attached = list(message_from_bytes(message, policy=default).iter_attachments())
        if not name.startswith("voucher"):
            assert attached == []
            continue
        (paper,) = attached
        assert paper.get_content_type() == "application/pdf"
        assert paper.get_content().startswith(b"%PDF-")
        assert paper.get_filename().endswith(".pdf")
