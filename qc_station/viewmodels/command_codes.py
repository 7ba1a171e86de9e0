"""A scanned command does what its key does, by the same verbs and the same rules."""

from __future__ import annotations

from collections.abc import Callable

from qc_station.application.outcome import Notice, Tone
from qc_station.domain.bench_command import BenchCommandCode as Code
from qc_station.domain.verdict import Ruling
from qc_station.viewmodels import keymap, verbs
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.place import Place

_KEYS = {
    Code.NEXT: "enter",
    Code.DEFECT: "d",
    Code.PHOTOGRAPH: "space",
    Code.UNDO: "ctrl+z",
    Code.MISSING: "m",
    Code.BACK: "escape",
}
# The states in which a digit chooses; elsewhere it would answer a check, which is the key's business.
_CHOICES = frozenset({"follow", "pin", "answers", "form"})


def obey(desk: Desk, code: Code) -> None:
    """Do it, or say that it means nothing here: a scan is never silent."""
    if not _done(desk, code):
        desk.tell(Notice("command_means_nothing", Tone.ERROR, {"command": code.value}))


def obey_at(desk: Desk, place: Place, code: Code) -> None:
    """The same at another workplace: only what has a key there means anything."""
    key = code.chosen or _KEYS.get(code, "")
    if code is Code.SIGNOUT:
        _sign_out(desk)
    elif not key or not place.press(key):
        desk.tell(Notice("command_means_nothing", Tone.ERROR, {"command": code.value}))


def _done(desk: Desk, code: Code) -> bool:
    if code.chosen:
        return bool(_CHOICES & set(keymap.owners(desk))) and keymap.press(desk, code.chosen)
    if code in _KEYS:
        return keymap.press(desk, _KEYS[code])
    return _ACTS[code](desk)


def _conform(desk: Desk) -> bool:
    """The check the cursor is on."""
    if not verbs.is_open(desk.piece, desk.gaze.check):
        return False
    verbs.conform(desk, desk.gaze.check)
    return True


def _sign(ruling: Ruling) -> Callable[[Desk], bool]:
    """Sign, only where that very ruling is proposed: nobody accepts by a wrong scan what the rules refuse."""

    def sign(desk: Desk) -> bool:
        piece = desk.piece
        if piece is None or not piece.open or piece.judgement.ruling is not ruling:
            return False
        verbs.sign(desk)
        return True

    return sign


def _sign_out(desk: Desk) -> bool:
    verbs.sign_out(desk)
    return True


_ACTS: dict[Code, Callable[[Desk], bool]] = {
    Code.CONFORM: _conform,
    Code.ACCEPT: _sign(Ruling.ACCEPTED),
    Code.REFUSE: _sign(Ruling.REFUSED),
    Code.SIGNOUT: _sign_out,
}
