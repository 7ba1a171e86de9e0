"""The studio's one table of keys: what each does, and how `?` words it. A line being typed keeps its letters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qc_station.application.outcome import Notice, Tone
from qc_station.application.studio_commands import (
    Aim,
    FileFromTray,
    KeepShot,
    Publish,
    PutPieceAside,
    RejectShot,
    ThrowFromTray,
    UndoAtStudio,
    WriteField,
    WriteMeasure,
)
from qc_station.application.studio_view import StudioStep
from qc_station.domain.photo_set import Mark, ProductShot
from qc_station.domain.product_sheet import Field
from qc_station.viewmodels.studio_set import Asks, Over, StudioSet
from qc_station.viewmodels.words import QT_TR_NOOP, tr

_DIGITS = "123456789"
_FIELDS = {Asks.COMPOSITION: Field.COMPOSITION, Asks.CARE: Field.CARE}


@dataclass(frozen=True, slots=True)
class Binding:
    keys: tuple[str, ...]
    verb: Callable[[StudioSet, str], object]
    cap: str = ""
    says: str = ""


def keep(here: StudioSet) -> None:
    """The shot on the screen, else the newest of its view nobody has spoken of. A flawed one asks for a reason."""
    number = _in_question(here)
    shot = _shot(here, number)
    if shot is None:
        _nothing_to_say(here)
        return
    # One that nobody measured yet may be flawed as well: whoever keeps it before the verdict says why.
    if (shot.flaws or shot.measures is None) and shot.mark is not Mark.KEPT:
        here.look(shot=number, asks=Asks.KEEP_REASON)
    else:
        here.act(KeepShot(number), lambda _: here.look(shot=0, view="", beside=False, zoomed=False))


def reject(here: StudioSet) -> None:
    number = _in_question(here)
    if not number:
        _nothing_to_say(here)
    else:
        here.act(RejectShot(number), lambda _: here.look(shot=0, view="", beside=False, zoomed=False))


def _in_question(here: StudioSet) -> int:
    if here.gaze.shot:
        return here.gaze.shot
    view = here.shown_view
    shown = (view.open or view.kept) if view is not None else None
    return shown.shot.number if shown is not None else _last_taken(here)


def _last_taken(here: StudioSet) -> int:
    """After a good shot the aim has moved on: the word is about the picture just taken in this sitting, and about none
    while the next one is on its way.
    """
    under_way = here.frames_under_way or any(camera.taking for camera in here.cameras.all)
    return 0 if under_way else here.newest


def _nothing_to_say(here: StudioSet) -> None:
    here.desk.tell(Notice("no_shot_in_question", Tone.ATTENTION))


def _shot(here: StudioSet, number: int) -> ProductShot | None:
    piece = here.piece
    shots = [each.shot for view in (piece.views if piece else ()) for each in view.shots]
    return next((shot for shot in shots if shot.number == number), None)


def go_on(here: StudioSet) -> None:
    """Enter: the next thing to do, as the studio names it."""
    step = here.view.next
    if here.gaze.over is Over.TRAY:
        file_frame(here)
    elif step.step is StudioStep.SHOOT:
        here.shoot()
    elif step.step is StudioStep.JUDGE:
        keep(here)
    elif step.step is StudioStep.MEASURE:
        here.look(asks=Asks.MEASURE, measure=step.target)
    elif step.step is StudioStep.COMPOSITION:
        here.look(asks=Asks.COMPOSITION)
    elif step.step is StudioStep.PUBLISH:
        here.act(Publish())
    elif step.step in (StudioStep.NEXT_PIECE, StudioStep.WAIT):
        here.act(PutPieceAside())
    elif step.step is StudioStep.SCAN_PIECE:
        here.look(asks=Asks.CODE)


def give(here: StudioSet, text: str) -> None:
    """What was typed in the line. A measure that is given opens the next one that is missing."""
    asks, gaze = here.gaze.asks, here.gaze
    here.wake()
    if asks is Asks.CODE:
        here.look(asks=Asks.NONE)
        if text.strip():
            here.scan(text)
    elif asks is Asks.KEEP_REASON:
        if text.strip():
            here.look(asks=Asks.NONE)
            here.act(KeepShot(gaze.shot, text), lambda _: here.look(shot=0, view="", zoomed=False))
    elif asks in _FIELDS:
        here.act(WriteField(_FIELDS[asks], text), lambda outcome: here.look(asks=Asks.NONE) if outcome.ok else None)
    elif asks is Asks.MEASURE:
        here.act(WriteMeasure(gaze.measure, text), lambda outcome: _next_measure(here) if outcome.ok else None)


def _next_measure(here: StudioSet) -> None:
    step = here.view.next
    if step.step is StudioStep.MEASURE:
        here.look(asks=Asks.MEASURE, measure=step.target)
    else:
        here.look(asks=Asks.NONE, measure="")


def ask_measure(here: StudioSet) -> None:
    """The first one missing, else the first: asked again, the next one."""
    piece = here.piece
    names = [each.id for each in piece.sheet.measures] if piece else []
    if not names:
        return
    missing = [each.id for each in piece.sheet.measures if each.millimetres is None] if piece else []
    here.look(asks=Asks.MEASURE, measure=(missing or names)[0])


def aim_at(here: StudioSet, view: str) -> None:
    here.act(Aim(view), lambda _: here.look(view="", shot=0, beside=False, zoomed=False))


def aim_nth(here: StudioSet, number: int) -> None:
    views = here.piece.views if here.piece else ()
    if 0 < number <= len(views):
        aim_at(here, views[number - 1].view)


def _step_view(here: StudioSet, by: int) -> None:
    piece = here.piece
    if here.gaze.over is Over.TRAY:
        here.look(row=max(0, min(len(here.view.tray) - 1, here.gaze.row + by)))
    elif piece is not None:
        names = [each.view for each in piece.views]
        at = names.index(piece.aim) if piece.aim in names else -1
        aim_at(here, names[max(0, min(len(names) - 1, at + by))])


def _step_shot(here: StudioSet, by: int) -> None:
    """Along the filmstrip of the view, the live picture at its end."""
    view = here.shown_view
    numbers = [*(each.shot.number for each in view.shots), 0] if view is not None else [0]
    at = numbers.index(here.gaze.shot) if here.gaze.shot in numbers else len(numbers) - 1
    here.look(shot=numbers[max(0, min(len(numbers) - 1, at + by))], zoomed=False)


def show_shot(here: StudioSet, view: str, number: int) -> None:
    here.look(view=view, shot=number, zoomed=False, beside=False)


def compare(here: StudioSet) -> None:
    """Beside it: another shot of the view, else the bench's picture of it."""
    view = here.shown_view
    if view is not None and view.shots:
        number = here.gaze.shot or view.shots[-1].shot.number
        here.look(shot=number, beside=not here.gaze.beside, zoomed=False)


def open_tray(here: StudioSet) -> None:
    here.look(over=Over.NONE if here.gaze.over is Over.TRAY else Over.TRAY, row=0)


def _frame_number(here: StudioSet) -> int:
    tray, row = here.view.tray, here.gaze.row
    return tray[row].number if 0 <= row < len(tray) else 0


def file_frame(here: StudioSet) -> None:
    number = _frame_number(here)
    if number:
        view = here.shown_view
        here.act(FileFromTray(number, view.view if view is not None else ""))


def throw_frame(here: StudioSet) -> None:
    number = _frame_number(here)
    if number:
        here.act(ThrowFromTray(number))


def step_back(here: StudioSet) -> None:
    """Esc: one step back, never more."""
    gaze = here.gaze
    if gaze.asks is not Asks.NONE:
        here.look(asks=Asks.NONE, measure="")
    elif gaze.over is not Over.NONE:
        here.look(over=Over.NONE)
    elif gaze.zoomed:
        here.look(zoomed=False)
    elif gaze.beside:
        here.look(beside=False)
    elif gaze.shot or gaze.view:
        here.look(shot=0, view="")
    elif here.piece is not None:
        here.act(PutPieceAside())


def goes_back(here: StudioSet) -> bool:
    gaze = here.gaze
    return (
        here.piece is not None or gaze.asks is not Asks.NONE or gaze.over is not Over.NONE or gaze.zoomed or gaze.beside
    )


def _toggle(name: str) -> Callable[[StudioSet, str], object]:
    return lambda here, _key: here.look(**{name: not getattr(here.gaze, name)})


def _plain(verb: Callable[[StudioSet], object]) -> Callable[[StudioSet, str], object]:
    return lambda here, _key: verb(here)


def _reject_or_throw(here: StudioSet) -> None:
    if here.gaze.over is Over.TRAY:
        throw_frame(here)
    else:
        reject(here)


BINDINGS = (
    Binding(("space",), _plain(lambda here: here.shoot()), QT_TR_NOOP("Space"), QT_TR_NOOP("Release the shutter")),
    Binding(("enter",), _plain(go_on), QT_TR_NOOP("Enter"), QT_TR_NOOP("The next thing to do")),
    Binding(("p",), _plain(keep), "P", QT_TR_NOOP("Keep the shot")),
    Binding(("x",), _plain(_reject_or_throw), "X", QT_TR_NOOP("Reject it, and shoot again")),
    Binding(("left",), lambda here, _: _step_shot(here, -1), "← →", QT_TR_NOOP("Along the shots of the view")),
    Binding(("right",), lambda here, _: _step_shot(here, 1)),
    Binding(("up",), lambda here, _: _step_view(here, -1), "↑ ↓", QT_TR_NOOP("The view to shoot")),
    Binding(("down",), lambda here, _: _step_view(here, 1)),
    Binding(tuple(_DIGITS), lambda here, key: aim_nth(here, int(key)), "1 … 9", QT_TR_NOOP("The view of that number")),
    Binding(("z",), _toggle("zoomed"), "Z", QT_TR_NOOP("Loupe: a pixel is a pixel")),
    Binding(("c",), _plain(compare), "C", QT_TR_NOOP("Compare: two shots, or with the bench's")),
    Binding(("g",), _toggle("grid"), "G", QT_TR_NOOP("Grid")),
    Binding(("t",), _toggle("template"), "T", QT_TR_NOOP("Template of the category")),
    Binding(("l",), _toggle("clipping"), "L", QT_TR_NOOP("Clipped light and shadow")),
    Binding(("f",), _toggle("peaking"), "F", QT_TR_NOOP("Focus peaking")),
    Binding(("v",), _toggle("level"), "V", QT_TR_NOOP("Level: how far the garment leans")),
    Binding(("m",), _plain(ask_measure), "M", QT_TR_NOOP("Measurements")),
    Binding(("o",), lambda here, _: here.look(asks=Asks.COMPOSITION), "O", QT_TR_NOOP("Composition")),
    Binding(("e",), lambda here, _: here.look(asks=Asks.CARE), "E", QT_TR_NOOP("Care")),
    Binding(("b",), _plain(open_tray), "B", QT_TR_NOOP("Tray: frames that belong to no piece yet")),
    Binding(("u", "ctrl+z"), lambda here, _: here.act(UndoAtStudio()), "U", QT_TR_NOOP("Take the last act back")),
    Binding(("escape",), _plain(step_back), QT_TR_NOOP("Esc"), QT_TR_NOOP("One step back")),
)
# What lies under the tray waits.
_IN_TRAY = frozenset({"enter", "x", "up", "down", "b", "escape"})
_ON_A_PIECE = frozenset({"o", "e", "c"})


def press(here: StudioSet, key: str) -> bool:
    """Do what `key` means at the studio; False when it means nothing."""
    if here.gaze.asks is not Asks.NONE and key != "escape":
        return False
    if key in _ON_A_PIECE and here.piece is None:
        return False
    if here.gaze.over is Over.TRAY and key not in _IN_TRAY:
        return False
    here.wake()
    for binding in BINDINGS:
        if key in binding.keys:
            binding.verb(here, key)
            return True
    return False


def help_lines() -> tuple[tuple[str, str, str], ...]:
    return tuple(("studio", tr(each.cap), tr(each.says)) for each in BINDINGS if each.says)
