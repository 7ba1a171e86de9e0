"""A whole piece through the real window: with keys, with the scanner, with a finger; the cost of each is printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from qc_station.application.bench_view import ItemState
from qc_station.domain.bench_command import BenchCommandCode as Code
from qc_station.domain.takeback import TransferForm
from qc_station.domain.verdict import Ruling
from tests.e2e.window_day import BADGE, PARCEL, PIN, SHIRT, STORY, Expert, at_the_window, lay_out
from tests.ui.one_hand import Keys, Scanner, Touch

KEYS_MOST = 18
CONFORM = (
    "Étiquette de marque: Conforme",
    "Étiquettes composition et entretien: Conforme",
    "Propreté: Conforme",
    "Trous et déchirures: Conforme",
    "Boutons et fournitures: Conforme",
    "Retouches: Conforme",
    "Authenticité: Conforme",
    "Boulochage: Conforme",
    "Usure générale: Conforme",
    "Étiquette extérieure d’origine: Absente",
)
LEAD, LEAD_PIN = "QC-BADGE-NR-0003", "9035"

At = Callable[[Callable[[Expert], None]], None]


@pytest.fixture
def at_a_bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp) -> At:
    """The program over SQLite with the first story declared, and whoever works at its window."""
    home = lay_out(tmp_path / "station", "", STORY)
    return lambda work: at_the_window(home, monkeypatch, work)


def test_with_the_keys_alone(at_a_bench: At) -> None:
    """Badge and PIN, a label, the form, the shirt, ten checks, four photographs, the signature, the next piece."""

    def work(expert: Expert) -> None:
        hand = Keys(expert)
        with hand.task("sign in"):
            hand.scan(BADGE)
            hand.digits(PIN)
            hand.key(Qt.Key.Key_Return)
        with hand.task("parcel"):
            hand.scan(PARCEL)
            hand.key(Qt.Key.Key_Return)
        with hand.task("piece"):
            hand.digits(SHIRT)
            hand.digits("1234567890")
            for _ in range(4):
                hand.kept(lambda: hand.key(Qt.Key.Key_Space))
            hand.key(Qt.Key.Key_Return)
            hand.signed(Ruling.ACCEPTED)
        with hand.task("next"):
            hand.key(Qt.Key.Key_Return)
        assert expert.view.piece is not None
        assert str(expert.view.piece.key.line) != SHIRT
        print(hand.told("by the keys", "keys, a scan is one"))
        assert hand.acts["parcel"] + hand.acts["piece"] <= KEYS_MOST
        assert (hand.watch.mouse, hand.watch.touches) == (0, 0)

    at_a_bench(work)


def test_with_the_scanner_alone(at_a_bench: At) -> None:
    """Label and control sheet, by wedge and by the serial line; a defect with its pin, taken back and signed."""

    def work(expert: Expert) -> None:
        hand = Scanner(expert)
        hand.sign_in()
        with hand.task("parcel"):
            hand.scan(PARCEL)
            hand.sheet(Code.NEXT)
        with hand.task("piece"):
            hand.sheet(Code.NEXT, *[Code.CONFORM] * 10)
            for _ in range(4):
                hand.kept(lambda: hand.sheet(Code.PHOTOGRAPH))
            hand.sheet(Code.ACCEPT)
            hand.signed(Ruling.ACCEPTED)
        with hand.task("next"):
            hand.sheet(Code.NEXT)
        print(hand.told("by the scanner", "scans"))
        hand.sheet(*[Code.CONFORM] * 3, Code.DEFECT, Code.CHOOSE_1, Code.CHOOSE_5, Code.NEXT)
        if expert.main.desk.gaze.follow is not None:
            hand.sheet(Code.CHOOSE_1)
        hand.kept(lambda: hand.sheet(Code.PHOTOGRAPH))
        hand.sheet(Code.REFUSE)
        hand.signed(Ruling.REFUSED)
        hand.sheet(Code.UNDO)
        expert.until(lambda: hand.ruling() is None, "the decision taken back")
        hand.sheet(Code.REFUSE, Code.SIGNOUT)
        assert expert.screen == "sign_in"
        assert (hand.watch.mouse, hand.watch.touches) == (0, 0)

    at_a_bench(work)


def test_with_a_finger_alone(at_a_bench: At) -> None:
    """Badge and parcel are typed on the glass; a clean shirt, then a hole that is pinned, signed, taken back."""

    def work(expert: Expert) -> None:
        hand = Touch(expert)
        with hand.task("sign in"):
            hand.sign_in()
        with hand.task("parcel"):
            hand.open_parcel(PARCEL)
            hand.tap("Présent, signé")
        with hand.task("piece"):
            hand.tap("Chemise oxford")
            for check in CONFORM:
                hand.tap(check)
            for _ in range(4):
                hand.kept(lambda: hand.tap("Déclencher"))
            hand.tap("Accepter · ")
            hand.signed(Ruling.ACCEPTED)
        with hand.task("next"):
            hand.tap("Article suivant")
        print(hand.told("by touch", "touches"))
        for check in CONFORM:
            if "Trous" not in check:
                hand.tap(check)
        a_hole(hand)
        hand.kept(lambda: hand.tap("Déclencher"))
        hand.tap("Refuser l’article")
        hand.signed(Ruling.REFUSED)
        hand.tap("Annuler")
        expert.until(lambda: hand.ruling() is None, "the decision taken back")
        hand.nothing_else()

    at_a_bench(work)


def a_hole(hand: Touch) -> None:
    hand.tap("Trous et déchirures: défaut")
    hand.tap("Trou, ")
    hand.tap("Face montrée")
    hand.tap(hand.expert.main.piece.pinZone, across=0.6, down=0.7)
    hand.tap("Poser l’épingle ici")
    if hand.expert.main.desk.gaze.follow is not None:
        hand.tap(hand.expert.main.piece.answers.rows[0].label)


def test_every_exception_by_touch(at_a_bench: At) -> None:
    """Form, damaged box, missing and undeclared piece, reasons on the glass, a lower grade, a lead, where it goes."""

    def work(expert: Expert) -> None:
        hand = Touch(expert)
        hand.sign_in()
        hand.open_parcel(PARCEL)
        the_parcel(hand)
        a_piece_nobody_declared(hand)
        a_lower_grade(hand)
        a_refusal_and_a_lead(hand)
        hand.nothing_else()

    at_a_bench(work)


def the_parcel(hand: Touch) -> None:
    """Its form is put off, recorded as missing and then as signed; its box is damaged; the coat is not in it."""
    parcel = hand.expert.main.parcel
    hand.expert.main.desk.hush()
    hand.tap("Un pas en arrière")
    assert not parcel.asksForm
    hand.tap("Bon de cession")
    hand.tap("Absent")
    assert _dossier(hand).transfer_form is TransferForm.MISSING
    hand.tap("Bon de cession")
    hand.tap("Présent, signé")
    assert _dossier(hand).transfer_form is TransferForm.SIGNED
    hand.tap("Colis abîmé")
    hand.tap("Déclencher · ")
    hand.expert.until(lambda: parcel.damaged and hand.expert.view.parcel.shots[0].photo, "the damage and its photo")
    hand.tap("L’article au-dessous")
    hand.tap("L’article au-dessous")
    hand.tap("L’article au-dessus")
    hand.tap("L’article au-dessous")
    hand.tap("Absent du colis")
    assert _states(hand)[2] is ItemState.MISSING


def a_piece_nobody_declared(hand: Touch) -> None:
    """Photographed, put in quarantine, opened again from what waits for a lead, and sent back by one."""
    hand.tap("Pièce non déclarée")
    hand.tap("Déclencher · ")
    hand.expert.until(lambda: hand.expert.view.undeclared.shots, "the photograph of it")
    hand.tap("Mettre en quarantaine")
    hand.tap("1 pièce attend un responsable")
    hand.tap("Pièce non déclarée, ")
    hand.tap("Un responsable décide")
    hand.tap("La renvoyer")
    a_lead_signs(hand, "pas a nous")
    hand.expert.until(lambda: hand.expert.view.waiting == 0, "the lead's act")
    if hand.expert.view.undeclared is not None:
        hand.tap("Un pas en arrière")


def a_lower_grade(hand: Touch) -> None:
    hand.tap("Chemise oxford")
    for check in CONFORM:
        hand.tap(check)
    hand.tap("Pourquoi cette décision")
    hand.tap("Fermer")
    hand.tap("Très bon état, ")
    hand.write("col use")
    hand.signed(Ruling.ACCEPTED)
    assert hand.expert.view.piece.verdict.note == "col use"
    hand.tap("Annuler")
    hand.tap("À revoir")
    hand.write("doute")
    hand.signed(Ruling.REVIEW)


def a_refusal_and_a_lead(hand: Touch) -> None:
    """Without its photo, for a reason; a lead overturns it, then it is refused for good and goes its way."""
    hand.tap("Pull col rond")
    for check in CONFORM:
        if "Trous" not in check:
            hand.tap(check)
    a_hole(hand)
    hand.tap("Sans photo")
    hand.write("appareil en panne")
    hand.signed(Ruling.REFUSED)
    hand.tap("Resp.")
    hand.tap("Accepter\u00a0: Très bon état")
    a_lead_signs(hand, "vu ensemble")
    hand.signed(Ruling.ACCEPTED)
    hand.tap("Annuler")
    hand.tap("Authenticité: défaut")
    hand.tap("Fiche à corriger, ")
    hand.tap("Majuscules")
    hand.write("HSH9")
    hand.tap("Passer")
    hand.tap("Retour")
    hand.expert.see("HSH9")
    hand.tap("Sans photo")
    hand.write("toujours en panne")
    hand.signed(Ruling.REFUSED)
    hand.tap("Don")


def a_lead_signs(hand: Touch, why: str) -> None:
    hand.write(why)
    hand.write(LEAD)
    for digit in LEAD_PIN:
        hand.tap(digit)
    hand.tap("Signer")


def _dossier(hand: Touch):
    return hand.expert.view.parcel.dossiers[0]


def _states(hand: Touch):
    return [item.state for item in hand.expert.view.parcel.items]
