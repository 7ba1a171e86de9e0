"""Carrier codes: the published examples, and what must hold for every text whatsoever."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qc_station.domain import check_digits
from qc_station.domain.carrier_code import SHOWN_LENGTH_MAX, CarrierKind, Checked, classify
from qc_station.domain.piece_id import PIECE_ID_BITS, PieceIdError, make_piece_id, parse_piece_id

VALID, SUSPECT, UNCHECKED = Checked.VALID, Checked.SUSPECT, Checked.UNCHECKED
PUBLISHED = [
    # Colissimo: the label specification's and other published numbers
    *(
        (number, "colissimo", VALID, number)
        for number in (
            "9V20524752032",
            "9V41392078260",
            "6A15602676300",
            "6A15602683841",
            "6M17554710224",
            "6Q01929938641",
            "1A04787720243",
        )
    ),
    ("8D00432154798", "colissimo", SUSPECT, "8D00432154798"),  # an illustration in an old FAQ
    ("9V1722409000010860000037", "pch", VALID, None),
    ("9V1750159647440150001164", "pch", VALID, None),
    ("6M1915008524500390000013", "pch", VALID, None),
    ("9V1722409004010860005337", "pch", SUSPECT, None),  # a real misread of the first one
    ("RB123456785GB", "s10", VALID, "RB123456785GB"),
    ("RB123456785US", "s10", VALID, "RB123456785US"),
    ("RB123456785CV", "s10", VALID, "RB123456785CV"),
    ("RB123456786US", "s10", SUSPECT, "RB123456786US"),
    ("XN081879383FR", "chronopost", VALID, "XN081879383FR"),
    ("%00101006M000000000170849250", "geopost", VALID, "6M00000000017"),
    ("008182709980000020033350276C", "dpd", VALID, "09980000020033"),
    ("008182709980000020045327276N", "dpd", VALID, "09980000020045"),
    ("%008182709980000020033350276", "geopost", UNCHECKED, "09980000020033"),
    ("%008182709980000020033350276C", "geopost", VALID, "09980000020033"),
    ("09980000020033F", "dpd", VALID, "09980000020033"),
    ("09980000020034D", "dpd", VALID, "09980000020034"),
    ("09980000020033D", "dpd", SUSPECT, "09980000020033"),
    ("12123456780101006623123454", "mondial_relay", VALID, "12345678"),
    ("12123456780101006623123455", "mondial_relay", SUSPECT, "12345678"),
    ("]C100340123450000000017", "sscc", VALID, "340123450000000017"),
    ("]C10034012345000000001710LOT42\x1d21A1", "sscc", VALID, "340123450000000017"),
    ("(00)340123450000000018", "sscc", SUSPECT, "340123450000000018"),
    ("]E04006381333931", "ean", VALID, "4006381333931"),
    ("4006381333932", "ean", SUSPECT, "4006381333932"),
    ("73513537", "ean", VALID, "73513537"),
    ("12345678", "unknown", UNCHECKED, "12345678"),  # eight figures: a Mondial Relay shipment
    ("QC-BADGE-7F3K9", "operator_badge", UNCHECKED, None),
    ("QC-CMD-UNDO", "command", UNCHECKED, None),
    ("JJD0123456789", "unknown", UNCHECKED, "JJD0123456789"),
]


@pytest.mark.parametrize(("raw", "kind", "checked", "key"), PUBLISHED)
def test_published_examples_are_told_apart_and_verified(raw, kind, checked, key):
    """Every published number has its carrier's name, the verdict of its own check digit, and one key per parcel."""
    code = classify(raw)
    assert (code.kind, code.checked, code.parcel_key) == (kind, checked, key)
    assert (code.reason == "check_digit_failed") == (checked is SUSPECT)


@pytest.mark.parametrize(
    ("raw", "expected", "got"),
    [("09980000020033D", "F", "D"), ("4006381333932", "1", "2"), ("12123456780101006623123455", "04", "05")],
)
def test_a_failed_check_digit_says_what_was_expected(raw, expected, got):
    """A suspect code carries the character that should stand there and the one that does."""
    code = classify(raw)
    assert (code.expected, code.got) == (expected, got)


def test_the_three_barcodes_of_one_relay_label_agree():
    """Tracking number and routing code of one label lead to the same parcel; the deposit code asks for another."""
    assert classify("6M00000000017").parcel_key == classify("%00101006M000000000170849250").parcel_key
    assert classify("6M1915008524500390000013").reason == "scan_other_barcode"


@pytest.mark.parametrize("raw", [" 9v 2052 4752 032\r\n", "]C19V20524752032\t", "9V\u00a020524752032", "9v20524752032"])
def test_scanner_camera_and_keyboard_spell_one_code_alike(raw):
    """Blanks, line ends, the AIM prefix and letter case do not change what a code is."""
    assert classify(raw).text == "9V20524752032"
    assert classify(raw).parcel_key == "9V20524752032"


@given(st.from_regex(r"\A[0-9][A-Z][0-9]{10}\Z"), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_figure_in_a_colissimo_number_is_suspect(start, place, shift):
    """Mod 10 with weights 3 and 1 catches every single wrong figure after the product code."""
    number = start + check_digits.mod10(start[2:])
    assert classify(number).checked is VALID
    place = max(place, 2)
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    assert classify(wrong).checked is SUSPECT


def _alphabet_reference(text):
    """The reference of the specification, kept apart from the product's spelling of it."""
    p = 36
    for c in text:
        p += check_digits.ALNUM.index(c)
        p = 2 * (p - 36 if p > 36 else p)
        p = p - 37 if p > 36 else p
    return check_digits.ALNUM[(37 - p) % 36]


@given(st.text(check_digits.ALNUM, min_size=1, max_size=40), st.data())
def test_mod37_36_catches_a_wrong_character(text, data):
    """ISO 7064 37/36: equal to the reference; a single wrong character changes it."""
    check = check_digits.mod37_36(text)
    assert check == _alphabet_reference(text)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(check_digits.ALNUM))
    if other != text[place]:
        assert check_digits.mod37_36(text[:place] + other + text[place + 1 :]) != check


@pytest.mark.parametrize("digits", ["", "12a", "٣٤٥", "1 2", "²"])
def test_check_digits_take_ascii_figures_only(digits):
    """Other scripts' digits, which int() would read, are refused."""
    for computed in (check_digits.mod10, check_digits.mod11, check_digits.s10):
        with pytest.raises(ValueError, match="ASCII"):
            computed(digits)
    with pytest.raises(ValueError, match="A-Z"):
        check_digits.mod37_36(digits and "é")


@given(st.integers(0, 2**PIECE_ID_BITS - 1))
@example(0)
@example(2**PIECE_ID_BITS - 1)
def test_a_piece_id_reads_back_and_is_recognised(bits):
    """Every id we print is 18 characters, is no carrier's code, reads back, and has no look-alike letter."""
    piece_id = make_piece_id(bits)
    assert re.fullmatch(r"QC1-[0-9A-HJKMNP-TV-Z]{12}-[0-9A-Z]", piece_id)
    assert parse_piece_id(piece_id) == piece_id
    code = classify(piece_id.lower() + "\r")
    assert (code.kind, code.checked, code.text) == (CarrierKind.PIECE, VALID, piece_id)


@given(st.integers(0, 2**PIECE_ID_BITS - 1), st.integers(0, 11), st.sampled_from("23456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_a_wrong_character_in_a_piece_id_is_suspect(bits, place, other):
    """One wrong character is seen, and the check character that was expected is told."""
    piece_id = make_piece_id(bits)
    place += 4
    if piece_id[place] == other:
        return
    wrong = piece_id[:place] + other + piece_id[place + 1 :]
    with pytest.raises(PieceIdError) as raised:
        parse_piece_id(wrong)
    assert raised.value.code == "check_digit_failed"
    assert classify(wrong).checked is SUSPECT


def test_look_alikes_typed_by_hand_are_forgiven():
    """O typed for 0, and I or L for 1, name the same piece."""
    piece_id = make_piece_id(1 << 30)
    assert "1" in piece_id[4:16]
    typed = piece_id[:4] + piece_id[4:16].replace("0", "O").replace("1", "L") + piece_id[16:]
    assert classify(typed).text == piece_id


def test_numbers_that_do_not_fit_are_refused():
    """Bits outside sixty are a bug of ours, not a shorter id."""
    for bits in (-1, 2**PIECE_ID_BITS):
        with pytest.raises(ValueError, match="60 bits"):
            make_piece_id(bits)


HOSTILE = st.one_of(
    st.text(st.characters(), max_size=300),  # lone surrogates and controls included
    st.from_regex(r"[0-9A-Z%\]]{0,40}"),
    st.sampled_from(
        ["'; DROP TABLE piece;--", "%s%n%x", "{0.__class__}", "\u202e9V20524752032", "\ud800", "\x00" * 20]
    ),
)


@given(HOSTILE, st.integers(1, 3))
@example("9" * 1_000_000, 1)
@example(" " * 1_000_000, 1)
@example("]C1" * 1000, 1)
@example("QC-BADGE-\u202e\x1b[2J", 1)
def test_every_text_has_an_answer_that_can_be_drawn(raw, repeats):
    """Nothing raises; what is shown is printable, bounded, encodable; no invisible character opens a parcel."""
    code = classify(raw * repeats)
    assert code.shown.isprintable()
    assert len(code.shown) <= SHOWN_LENGTH_MAX
    code.shown.encode()
    assert code.parcel_key is None or (code.parcel_key.isprintable() and len(code.parcel_key) <= 256)
    assert len(code.text) <= 256
    assert classify(code.text).kind is code.kind or code.kind in {CarrierKind.SSCC, CarrierKind.UNKNOWN}


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("", "empty"),
        ("\r\n", "empty"),
        ("]C1", "empty"),
        ("A" * 300, "too_long"),
        ("AB\x07CD", "unprintable_characters"),
        ("\u202e9V20524752032", "unprintable_characters"),
        ("HELLO", "unknown_format"),
    ],
)
def test_an_unknown_text_says_why(raw, reason):
    """Whatever is not recognised has a stable reason code for the screen."""
    assert (classify(raw).kind, classify(raw).reason) == (CarrierKind.UNKNOWN, reason)


def test_letters_of_other_alphabets_do_not_become_ours():
    """A dotless i or a long s, which upper() would fold to I and S, stay what they are."""
    assert classify("\u0131\u017f1").parcel_key == "\u0131\u017f1"
