"""What goes wrong on a day, at the real window: each fault is shown, nothing kept is lost, and work goes on."""

from __future__ import annotations

import itertools
import os
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from qc_station.application.ports import UnitOfWork
from qc_station.application.verify import verify
from qc_station.bootstrap.station import open_home
from qc_station.devices.camera_virtual import VirtualFault
from qc_station.domain.verdict import Ruling
from tests.e2e.window_day import (
    COAT,
    JUMPER,
    PARCEL,
    PILLING,
    SHIRT,
    STORY,
    TRIMS,
    Expert,
    at_the_window,
    lay_out,
)

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
HOUR_S = 3600

pytestmark = pytest.mark.usefixtures("qapp")

AtTheWindow = Callable[..., None]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "station"


@pytest.fixture
def at_work(home: Path, monkeypatch: pytest.MonkeyPatch) -> AtTheWindow:
    """Work at a bench that knows the first story, once Léa has signed in and opened its parcel."""

    def opens(
        work: Callable[[Expert], None], *, ledger_url: str = "", camera: str = "virtual", token: str = ""
    ) -> None:
        lay_out(home, ledger_url, STORY, camera=camera)

        def begins(expert: Expert) -> None:
            expert.sign_in()
            expert.open_parcel()
            work(expert)

        at_the_window(home, monkeypatch, begins, token=token)

    return opens


@contextmanager
def stored(home: Path) -> Iterator[UnitOfWork]:
    """What the bench has stored, read beside it."""
    with open_home(home, {}) as station, station.unit_of_work(read_only=True) as uow:
        yield uow


# ---------------------------------------------------------------- the camera


def test_a_frame_with_no_piece_open_goes_to_the_tray(at_work: AtTheWindow, home: Path) -> None:
    """The body's own shutter, with no piece taken and again after one was put aside: the tray holds both frames, the
    screen says so until it is answered, and no piece got a photograph.
    """

    def work(expert: Expert) -> None:
        expert.until(lambda: expert.chip("camera").level == "good", "the camera")
        expert.camera.provoke(VirtualFault.BODY_SHUTTER)
        expert.until(lambda: expert.tray == 1, "the frame in the tray")
        expert.see("Photo mise de côté : aucune pièce n’était ouverte.")
        assert expert.band[0] == "attention"
        expert.escape()
        expert.until(lambda: not expert.reads("Photo mise de côté"), "the answered notice gone")
        expert.take(JUMPER)
        expert.escape()
        expert.until(lambda: expert.view.piece is None, "the piece put aside")
        expert.camera.provoke(VirtualFault.BODY_SHUTTER)
        expert.until(lambda: expert.tray == 2, "the second frame in the tray")
        expert.see("Photo mise de côté : aucune pièce n’était ouverte.")
        with stored(home) as uow:
            assert [frame.origin for frame in uow.tray.frames()] == ["body_shutter", "body_shutter"]
            assert not [shot for piece in uow.pieces.all() for shot in piece.shots]

    at_work(work)


@pytest.mark.expects_log("driver_crashed")
def test_a_camera_that_crashes_loses_no_photo(at_work: AtTheWindow, home: Path) -> None:
    """SIGSEGV in the driver process with one photo kept and another on its way: the kept one stays, the other is found
    again on the card and put in the tray, the chip shows the loss and the recovery, the next shot is kept where it
    belongs, and answers and verdict are what they were.
    """
    on_card = home / "spool" / "virtual-card"

    def work(expert: Expert) -> None:
        expert.take(JUMPER)
        expert.defect(PILLING, "1")
        expert.conform("1", "2", "3")
        expert.photograph()
        before = expert.view.piece
        assert before is not None

        expert.camera.provoke(VirtualFault.SLOW, HOUR_S)
        expert.press(Qt.Key.Key_Space)
        expert.until(lambda: any(on_card.glob("DSC_*")), "the second frame on the card")
        crashed = expert.camera.driver_pid
        assert crashed is not None
        os.kill(crashed, signal.SIGSEGV)
        expert.until(lambda: expert.chip("camera").text == "Appareil perdu", "the loss on the chip")
        assert expert.chip("camera").level == "trouble"
        assert expert.view.piece == before
        expert.until(lambda: expert.chip("camera").level == "good", "the camera back by itself")
        assert expert.camera.driver_pid != crashed
        expert.until(lambda: expert.tray == 1, "the frame found on the card")
        assert expert.view.piece == before

        expert.photograph()
        after = expert.view.piece
        assert after is not None
        assert after.checks == before.checks
        expert.conform("4", "5", "6", "7", "9", "0")
        expert.sign()
        assert expert.view.piece is not None
        assert expert.view.piece.verdict is not None
        assert expert.view.piece.verdict.ruling is Ruling.ACCEPTED

    at_work(work)
    with open_home(home, {}) as station:
        report = verify(station.unit_of_work, station.photos)
    assert (report.photos, report.bad) == (3, ())


@pytest.mark.parametrize(("camera", "chip"), [("none", "Pas d’appareil"), ("virtual", "Appareil absent")])
def test_without_a_camera_a_defect_is_signed_with_its_reason(
    at_work: AtTheWindow, home: Path, camera: str, chip: str
) -> None:
    """None set up, or none that ever answers: the chip says so, Space says what to do, and the verdict is signed with
    the reason why there is no photo.
    """
    card = home / "spool" / "virtual-card"
    card.mkdir(parents=True)
    (card / ".absent_until").write_text(str(time.time() + HOUR_S))

    def work(expert: Expert) -> None:
        expert.until(lambda: expert.chip("camera").text == chip, "the chip")
        expert.take(SHIRT)
        expert.defect(TRIMS, "1", further="1")
        expert.conform_but(TRIMS)
        expert.press(Qt.Key.Key_Space)
        expert.until(lambda: expert.band[0] == "error", "an answer to Space")
        expert.see("L’appareil n’est pas prêt.")
        expert.escape()
        expert.press(Qt.Key.Key_N)
        expert.see("Signer sans la photo")
        expert.write("panne")
        expert.enter()
        expert.until(lambda: expert.view.piece and expert.view.piece.verdict, "the signed verdict")
        expert.see("Refusé — Article incomplet")
        assert expert.view.piece is not None
        assert expert.view.piece.verdict is not None
        assert expert.view.piece.verdict.without_photos == "panne"

    at_work(work, camera=camera)


# ---------------------------------------------------------------- the ledger


def test_offline_the_work_goes_on_and_can_be_undone(at_work: AtTheWindow) -> None:
    """A ledger that never answers: the chip says since when; a piece is signed, taken back, signed again."""
    with socket.create_server(("127.0.0.1", 0)) as nobody:
        port = nobody.getsockname()[1]

    def work(expert: Expert) -> None:
        expert.until(lambda: expert.chip("ledger").text.startswith("Hors ligne depuis "), "the ledger offline")
        since = expert.chip("ledger").text
        expert.take(COAT)
        expert.conform(*"1234567890")
        expert.sign()
        expert.until(lambda: expert.view.outbox.waiting == 1, "the approval that waits")
        expert.press(Qt.Key.Key_Z, CTRL)
        expert.until(lambda: expert.view.piece and expert.view.piece.verdict is None, "the verdict taken back")
        assert expert.view.outbox.waiting == 0
        assert expert.view.next.step == "sign"
        expert.sign()
        expert.enter()
        expert.until(lambda: expert.view.piece and expert.view.piece.verdict is None, "the next piece")
        assert expert.view.outbox.waiting == 1
        assert (expert.chip("ledger").text, expert.chip("ledger").level) == (since, "attention")
        expert.press(Qt.Key.Key_S)
        expert.see("tout est gardé et partira tout seul")

    at_work(work, ledger_url=f"http://127.0.0.1:{port}", token="heard-by-nobody")


# ---------------------------------------------------------------- the scanner and the keyboard

# What a wedge can type: control characters are typed with Ctrl.
TYPED = {
    "control characters": "8R4120\x00\x07\x1b[2J\x1d\x1f7731939",
    "SQL": "'; DROP TABLE piece; --",
    "format": "%s%n%x{0.__class__}{shown}",
    "markup": '"><img src=x onerror=alert(1)><b>',
    "path": "../../../../etc/passwd",
    "symbology only": "]C1]C1]C1]C1",
    "a parcel unknown": "8R41207731902",
    "a check digit wrong": PARCEL[:-1] + "0",
    "a piece unknown": "QC1-7K3M9P2XW4TB-R",
    "a command unknown": "QC-CMD-FORMAT-C",
    "a stranger's badge": "QC-BADGE-ZZ-9999",
}
# What comes as text, without the place of a key: over a remote desktop, or from another keyboard.
TEXTS: dict[str, Iterable[str]] = {
    "right to left": "\u202e8R4120\u20667731\u200f939",
    "stacked accents": "Z" + "\u0301" * 300,
    "figures of another script": "٨R٤١٢٠٧٧٣١٩٣٩",
    "at the length limit": "A" * 4096,
    "without an end": itertools.repeat("9", 20_000),
}


def test_hostile_scans_change_nothing(at_work: AtTheWindow) -> None:
    """Bursts nobody would print on a label, with a piece in hand: each is answered on screen in words, none crashes
    anything, and the table is what it was. The next label is read as ever.
    """

    def work(expert: Expert) -> None:
        expert.take(JUMPER)
        expert.conform("1", "2")
        table = replace(expert.view, notice=None)

        def answered(what: str) -> None:
            expert.until(lambda: expert.band[0] in ("error", "attention", "pass"), f"an answer to {what}")
            tone, said = expert.band
            assert tone in ("error", "attention"), (what, tone, said)
            assert "".join(said.split()).isprintable(), (what, said)
            assert len(said) < 300, (what, said)
            assert "Erreur du programme" not in said, what
            expert.see(" ".join(said.split()))
            assert replace(expert.view, notice=None) == table, what
            expert.escape()
            expert.until(lambda: not expert.band[1], f"a quiet band after {what}")

        for what, code in TYPED.items():
            expert.scan(code)
            answered(what)
        for what, texts in TEXTS.items():
            expert.burst_of_texts(texts)
            answered(what)
        # A scanner on a port of its own has no limit of keys.
        expert.main.desk.scan("9" * 1_000_000)
        answered("a megabyte")
        expert.scan(PARCEL)
        expert.until(lambda: expert.view.piece is None, "the parcel opened anew")

    at_work(work)


def test_a_french_keyboard_answers_checks_by_place(at_work: AtTheWindow) -> None:
    """On AZERTY the number row types `&é"'(-è_çà`: the keys answer checks 1 to 0 all the same, Shift opens a check's
    defects though it types the digit, and a scan is read right although its text is not.
    """

    def work(expert: Expert) -> None:
        expert.scan(PARCEL, azerty=True)
        expert.until(lambda: expert.band[0] == "pass", "the parcel read again")
        expert.take(COAT)
        expert.conform(*"123456789", azerty=True)
        expert.digit("0", shift=True, azerty=True)
        expert.until(lambda: expert.view.next.step == "sign", "all ten answered")
        assert expert.view.piece is not None
        assert expert.view.piece.judgement.grade == "new"
        expert.digit(PILLING, shift=True, azerty=True)
        expert.see("Léger")
        expert.digit("1", azerty=True)
        expert.until(expert.placing, "the outline that asks for the place")

    at_work(work)


def test_the_language_changes_while_work_goes_on(at_work: AtTheWindow) -> None:
    """Ctrl+Shift+L with a piece in hand: everything on the screen is English, then French again as before; the piece,
    its answers and the keys stay.
    """

    def work(expert: Expert) -> None:
        expert.until(lambda: expert.chip("camera").level == "good", "the camera")
        expert.take(COAT)
        expert.conform("1")
        expert.escape()
        expert.take(COAT)
        french, table = set(expert.words), expert.view
        assert "Registre : à voir" in french
        expert.press(Qt.Key.Key_L, CTRL | SHIFT)
        expert.see("Ledger: needs attention")
        english = expert.words
        assert {"Declared items", "Long wool coat", "Brand label", "Photographs"} <= set(english)
        left = {text for text in english if text in french and any(letter in "àâçéèêëîïôùû" for letter in text)}
        assert not left
        expert.conform("2")
        expert.press(Qt.Key.Key_Z, CTRL)
        expert.see("Undone: the answer.")
        expert.escape()
        expert.until(lambda: not expert.band[1], "a quiet band")
        assert expert.answered("2") == ""
        expert.press(Qt.Key.Key_L, CTRL | SHIFT)
        expert.see("Registre : à voir")
        assert expert.view.piece is not None
        assert table.piece is not None
        assert expert.view.piece.checks == table.piece.checks
        assert set(expert.words) == french

    at_work(work)
