"""The one table of keys: what each does where, and how `?` words it. A key that is not in it belongs to nobody.

`where` is the state that owns the key: the first of `settings` (at sign-in too), `pin`, `lead`, `paper`, `list`,
`follow`, `form`, `answers`, `refused`, `treatment`, `reentry`, `returned`, `piece`, `stray`, `items`, `empty` that
applies, then `bench`, which is everywhere on the bench but in the lead's panel. A line being typed (TextLine.qml) keeps
its letters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qc_station.application.bench_view import ReentryOffer
from qc_station.viewmodels import back, exceptions, follow_up, labels, lead_acts, lists, reentry, verbs
from qc_station.viewmodels.desk import Desk, PaperOnScreen
from qc_station.viewmodels.gaze import Ask, Gaze, Panel, asks_for_form
from qc_station.viewmodels.words import QT_TR_NOOP, tr

Verb = Callable[[Desk], object]
_DIGITS = "1234567890"


@dataclass(frozen=True, slots=True)
class Binding:
    """`keys` share one line of the help; `cap` and `says` are source texts, empty when the help leaves it out."""

    where: str
    keys: tuple[str, ...]
    verb: Callable[[Desk, str], object]
    cap: str = ""
    says: str = ""


def _plain(verb: Verb) -> Callable[[Desk, str], object]:
    return lambda desk, _key: verb(desk)


def _conform(desk: Desk, key: str) -> None:
    check = verbs.check_of_key(desk, key)
    if check is not None:
        verbs.conform(desk, check.id)


def _defect(desk: Desk, key: str) -> None:
    check = verbs.check_of_key(desk, key.removeprefix("shift+"))
    if check is not None:
        verbs.open_answers(desk, check.id)


def _defect_here(desk: Desk) -> None:
    verbs.open_answers(desk, desk.gaze.check)


def _open_nth(desk: Desk, key: str) -> None:
    cards = verbs.items(desk)
    if int(key) <= len(cards):
        verbs.open_item(desk, cards[int(key) - 1])


def _paper(act: Callable[[PaperOnScreen], object]) -> Callable[[Desk, str], object]:
    return lambda desk, _key: act(desk.paper) if desk.paper is not None else None


BINDINGS: tuple[Binding, ...] = (
    Binding("lead", tuple(_DIGITS), lead_acts.digit, "1 … 9", QT_TR_NOOP("Choose, or type the PIN")),
    Binding("lead", ("up",), lambda desk, _: lead_acts.step_option(desk, -1), "↑ ↓", QT_TR_NOOP("Another choice")),
    Binding("lead", ("down",), lambda desk, _: lead_acts.step_option(desk, 1)),
    Binding("lead", ("backspace",), _plain(lead_acts.erase)),
    Binding("lead", ("enter",), _plain(lead_acts.go_on), QT_TR_NOOP("Enter"), QT_TR_NOOP("Go on")),
    Binding("lead", ("escape",), _plain(lead_acts.back), QT_TR_NOOP("Esc"), QT_TR_NOOP("One step back")),
    Binding("paper", ("left", "pageup"), _paper(lambda paper: paper.turn(-1)), "← →", QT_TR_NOOP("Another page")),
    Binding("paper", ("right", "pagedown", "enter"), _paper(lambda paper: paper.turn(1))),
    Binding("paper", ("up",), _paper(lambda paper: paper.scroll(-0.5)), "↑ ↓", QT_TR_NOOP("Up and down the page")),
    Binding("paper", ("down",), _paper(lambda paper: paper.scroll(0.5))),
    Binding("paper", ("r",), _paper(lambda paper: paper.swap()), "R", QT_TR_NOOP("Customer's copy, or all of it")),
    Binding(
        "paper", ("ctrl+p",), _paper(lambda paper: paper.put_on_paper()), QT_TR_NOOP("Ctrl P"), QT_TR_NOOP("Print it")
    ),
    Binding("paper", ("p",), _paper(lambda paper: paper.open())),
    Binding(
        "settings", tuple("1234567"), lambda desk, key: desk.tune(key), "1 … 7", QT_TR_NOOP("Try or change that line")
    ),
    Binding("settings", ("up",), lambda desk, key: desk.tune(key), "↑ ↓", QT_TR_NOOP("Another line")),
    Binding("settings", ("down",), lambda desk, key: desk.tune(key)),
    Binding("settings", ("enter",), lambda desk, key: desk.tune(key), QT_TR_NOOP("Enter"), QT_TR_NOOP("Try or change")),
    Binding("settings", ("escape",), lambda desk, key: desk.tune(key), QT_TR_NOOP("Esc"), QT_TR_NOOP("One step back")),
    Binding("list", ("up",), lambda desk, _: lists.step_row(desk, -1), "↑ ↓", QT_TR_NOOP("Another line")),
    Binding("list", ("down",), lambda desk, _: lists.step_row(desk, 1)),
    Binding("list", ("enter",), _plain(lists.go), QT_TR_NOOP("Enter"), QT_TR_NOOP("Open that line")),
    Binding(
        "refused",
        tuple("123"),
        lambda desk, key: exceptions.go_way(desk, int(key) - 1),
        "1 2 3",
        QT_TR_NOOP("Where the refused piece goes"),
    ),
    Binding(
        "treatment",
        ("1",),
        lambda desk, _: exceptions.go_way(desk, 0),
        "1",
        QT_TR_NOOP("How far the treatment is"),
    ),
    Binding("returned", ("b",), _plain(reentry.begin), "B", QT_TR_NOOP("It came back from the shop: inspect it anew")),
    Binding(
        "reentry",
        ("b", "c", "a", "x"),
        reentry.end_by_key,
        "B C A X",
        QT_TR_NOOP("Back to the shop, shown anew, to the workshop, withdrawn"),
    ),
    Binding(
        "reentry",
        ("v",),
        lambda desk, _: reentry.step_picture(desk, verbs.wanted_view(desk)),
        "V",
        QT_TR_NOOP("Another of the earlier pictures"),
    ),
    Binding("stray", ("space",), _plain(verbs.photograph), QT_TR_NOOP("Space"), QT_TR_NOOP("Take the photo")),
    Binding("stray", ("o",), _plain(lead_acts.begin), "O", QT_TR_NOOP("A lead decides")),
    Binding(
        "pin",
        tuple("123456789"),
        verbs.pin_to_zone,
        "1 … 9",
        QT_TR_NOOP("Place the pin in that zone"),
    ),
    Binding(
        "pin", ("left",), lambda desk, _: verbs.nudge_pin(desk, -1, 0), "← ↑ ↓ →", QT_TR_NOOP("Move the pin a little")
    ),
    Binding("pin", ("right",), lambda desk, _: verbs.nudge_pin(desk, 1, 0)),
    Binding("pin", ("up",), lambda desk, _: verbs.nudge_pin(desk, 0, -1)),
    Binding("pin", ("down",), lambda desk, _: verbs.nudge_pin(desk, 0, 1)),
    Binding("pin", ("tab",), _plain(verbs.flip_pin), QT_TR_NOOP("Tab"), QT_TR_NOOP("Front or back")),
    Binding("pin", ("enter",), _plain(verbs.place_pin), QT_TR_NOOP("Enter"), QT_TR_NOOP("Put the pin here")),
    Binding(
        "answers",
        tuple("123456789"),
        lambda desk, key: verbs.answer_nth(desk, int(key) - 1),
        "1 … 9",
        QT_TR_NOOP("Choose the defect"),
    ),
    Binding(
        "follow",
        tuple("123456789"),
        lambda desk, key: follow_up.choose(desk, int(key) - 1),
        "1 … 9",
        QT_TR_NOOP("Answer what is asked further"),
    ),
    Binding(
        "form",
        tuple("123"),
        lambda desk, key: verbs.record_form(desk, int(key) - 1),
        "1 2 3",
        QT_TR_NOOP("Transfer form: signed, unsigned, missing"),
    ),
    Binding("piece", tuple(_DIGITS), _conform, "1 … 9 0", QT_TR_NOOP("That check is conform")),
    Binding(
        "piece",
        tuple(f"shift+{digit}" for digit in _DIGITS),
        _defect,
        QT_TR_NOOP("Shift 1 … 0"),
        QT_TR_NOOP("That check has a defect"),
    ),
    Binding("piece", ("d",), _plain(_defect_here), "D", QT_TR_NOOP("Defect on the current check")),
    Binding("piece", ("space",), _plain(verbs.photograph), QT_TR_NOOP("Space"), QT_TR_NOOP("Take the photo")),
    Binding("piece", ("e",), _plain(verbs.open_panel(Panel.WHY)), "E", QT_TR_NOOP("Why this decision")),
    Binding("piece", ("l",), _plain(verbs.ask_lower), "L", QT_TR_NOOP("Sign a lower grade, with a reason")),
    Binding("piece", ("r",), _plain(verbs.ask_review), "R", QT_TR_NOOP("Set aside for review, with a reason")),
    Binding("piece", ("n",), _plain(verbs.ask_no_photo), "N", QT_TR_NOOP("Sign without the photo, with a reason")),
    Binding("piece", ("p",), _paper(lambda paper: paper.open()), "P", QT_TR_NOOP("Evidence pack of the piece")),
    Binding("piece", ("o",), _plain(lead_acts.begin), "O", QT_TR_NOOP("A lead decides")),
    Binding("piece", ("i",), _plain(labels.print_again), "I", QT_TR_NOOP("Print the label of the decided piece again")),
    Binding("piece", ("up",), lambda desk, _: verbs.step_check(desk, -1), "↑ ↓", QT_TR_NOOP("Another check")),
    Binding("piece", ("down",), lambda desk, _: verbs.step_check(desk, 1)),
    Binding("items", ("up",), lambda desk, _: verbs.step_item(desk, -1), "↑ ↓", QT_TR_NOOP("Another item")),
    Binding("items", ("down",), lambda desk, _: verbs.step_item(desk, 1)),
    Binding("items", tuple("123456789"), _open_nth, "1 … 9", QT_TR_NOOP("Open that item")),
    Binding("items", ("m",), _plain(verbs.mark_missing), "M", QT_TR_NOOP("The item is not in the parcel")),
    Binding("items", ("u",), _plain(exceptions.set_aside_undeclared), "U", QT_TR_NOOP("A piece nobody declared")),
    Binding(
        "items", ("w",), _plain(exceptions.set_aside_swapped), "W", QT_TR_NOOP("Another piece in the item's place")
    ),
    Binding(
        "items", ("o",), _plain(lead_acts.begin), "O", QT_TR_NOOP("A lead says which piece in quarantine the item is")
    ),
    Binding("items", ("d",), _plain(exceptions.tell_damage), "D", QT_TR_NOOP("The box is damaged, or is not")),
    Binding("items", ("space",), _plain(verbs.photograph), QT_TR_NOOP("Space"), QT_TR_NOOP("Photograph the box")),
    Binding("bench", ("enter",), _plain(verbs.go_on), QT_TR_NOOP("Enter"), QT_TR_NOOP("The next thing to do")),
    Binding("bench", ("escape",), _plain(back.step_back), QT_TR_NOOP("Esc"), QT_TR_NOOP("One step back")),
    Binding("bench", ("ctrl+z",), _plain(verbs.undo), QT_TR_NOOP("Ctrl Z"), QT_TR_NOOP("Take back the last act")),
    Binding(
        "bench",
        ("pageup",),
        lambda desk, _: verbs.step_item(desk, -1),
        QT_TR_NOOP("Page ↑ ↓"),
        QT_TR_NOOP("Previous or next item"),
    ),
    Binding("bench", ("pagedown",), lambda desk, _: verbs.step_item(desk, 1)),
    Binding("bench", ("t",), _plain(verbs.open_panel(Panel.FORM)), "T", QT_TR_NOOP("Transfer form")),
    Binding(
        "bench",
        ("ctrl+f",),
        _plain(lists.open_search),
        "Ctrl F",
        QT_TR_NOOP("Find a parcel by name, dossier, reference or code"),
    ),
    Binding("bench", ("q",), _plain(lists.open_queue), "Q", QT_TR_NOOP("What waits for a lead")),
    Binding(
        "bench", ("s",), _plain(verbs.open_panel(Panel.STATUS)), "S", QT_TR_NOOP("Ledger, camera and scanner: details")
    ),
)


_PANELS = {
    Panel.LEAD: ("lead",),
    Panel.PAPER: ("paper", "bench"),
    Panel.CODE: ("list", "bench"),
    Panel.QUEUE: ("list", "bench"),
}


def owners(desk: Desk) -> tuple[str, ...]:
    """The states whose keys count now, first come first."""
    gaze, view = desk.gaze, desk.view
    if gaze.panel is Panel.SETTINGS:
        return ("settings",)
    if view is None or view.operator is None:
        return ()
    alone = _alone(gaze)
    if alone:
        return alone
    own = ["form"] if asks_for_form(view, gaze) else []
    own += ["answers"] if gaze.answers_of else []
    if exceptions.ways(desk):
        own += ["treatment" if view.piece and view.piece.treatments else "refused"]
    if view.piece and view.piece.reentry is not None:
        own += ["reentry"]
    elif view.piece and view.piece.reentry_offer is not ReentryOffer.NONE:
        own += ["returned"]
    own += ["piece"] if view.piece else ["stray"] if view.undeclared else ["items"] if view.parcel else ["empty"]
    return (*own, "bench")


def _alone(gaze: Gaze) -> tuple[str, ...]:
    """The states that let few keys, or none, through to what stands behind them."""
    if gaze.pin is not None:
        return ("pin", "bench")
    if gaze.panel in _PANELS:
        return _PANELS[gaze.panel]
    if gaze.ask is not Ask.NONE:
        return ("bench",)
    return ("follow", "piece", "bench") if gaze.follow is not None else ()


def press(desk: Desk, key: str) -> bool:
    """Do what `key` means now; False when it means nothing here."""
    for where in owners(desk):
        for binding in BINDINGS:
            if binding.where == where and key in binding.keys:
                binding.verb(desk, key)
                return True
    return False


def help_lines(desk: Desk) -> tuple[tuple[str, str, str], ...]:
    """What `?` shows: where, key cap and words, those of the screen as it is first."""
    here = owners(desk)
    lines = [each for where in here for each in BINDINGS if each.where == where and each.says]
    return tuple((each.where, tr(each.cap), tr(each.says)) for each in lines)
