"""A real bench under the keys of somebody who presses anything: every state it reaches can be left by key."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qc_station.application.bench_view import Step
from qc_station.application.commands import SignIn, SignOut
from qc_station.application.ports import Credential
from qc_station.domain.operator import Operator, Role
from qc_station.viewmodels import exceptions, keymap, lead_acts, lists, verbs
from qc_station.viewmodels.gaze import Ask, LeadStep, Panel
from qc_station.viewmodels.papers import PapersViewModel
from tests.application.day import BADGE, LEAD, PARCEL, PIN, item, takeback
from tests.fakes.bench_scenes import treating_programme
from tests.viewmodels.keyed_bench import KeyedBench

KEYS = sorted({key for binding in keymap.BINDINGS for key in binding.keys})
PRESSES = 1500
SECOND = Operator("sd", "Sara Diallo", Role.EXPERT, "QC-BADGE-SD-0003")
# Esc closes a panel at once, but for the lead's, which goes back through its steps.
STEPS_OF_A_PANEL = 4

Move = Callable[[KeyedBench], object]
Story = tuple[str | Move, ...]


@pytest.fixture
def walk(tmp_path: Path, qtbot) -> Iterator[KeyedBench]:
    declared = takeback(item(1), item(2, "bag"), item(3, "underwear"), item(4, season="2012-FW"))
    made = KeyedBench(tmp_path, qtbot, declared, others=(treating_programme(),), second_look_percent=100.0)
    with made.unit_of_work() as uow:
        uow.operators.save(Credential(SECOND, f"plain:{PIN}", 0, None))
        uow.commit()
    PapersViewModel(made.desk)  # the window's, for the key P
    yield made
    made.close()


# ---------------------------------------------------------------- moves that are no key of the table


def reason(bench: KeyedBench) -> None:
    """A line typed and sent: for the lead's panel, for the search, or at the place of action."""
    if bench.desk.gaze.panel is Panel.LEAD:
        lead_acts.give_reason(bench.desk, "raison")
    else:
        verbs.give_reason(bench.desk, "raison")
    bench.settle()


def search(*texts: str) -> Move:
    def typed(bench: KeyedBench) -> None:
        for text in texts:
            lists.search(bench.desk, text)
            bench.settle()

    return typed


def scan(code: str) -> Move:
    return lambda bench: bench.scan(code)


def help_panel(bench: KeyedBench) -> None:
    """`?` is the shell's, as it is everywhere."""
    verbs.open_panel(Panel.KEYS)(bench.desk)


def settings_panel(bench: KeyedBench) -> None:
    """F9 is the shell's, as it is everywhere."""
    verbs.open_panel(Panel.SETTINGS)(bench.desk)


def hours_pass(bench: KeyedBench) -> None:
    """The grace is over, and what was signed leaves."""
    bench.day.clock.wait(60)
    with bench.unit_of_work() as uow:
        uow.outbox.release_due(bench.day.clock.now(), 10)
        uow.commit()


def seen_again(bench: KeyedBench) -> None:
    """The label of the piece in hand is scanned."""
    if bench.desk.piece is not None:
        bench.scan(bench.desk.piece.id)


def another_expert(bench: KeyedBench) -> None:
    """Somebody else signs in and scans the label of the piece that lay there."""
    piece = bench.desk.piece
    bench.act(SignOut())
    bench.act(SignIn(SECOND.badge, PIN))
    if piece is not None:
        bench.scan(piece.id)


MOVES: tuple[Move, ...] = (
    reason,
    search("cami"),
    search("zzz"),
    scan(PARCEL),
    scan(LEAD.badge),
    scan("8R41207731938"),
    help_panel,
    hours_pass,
    seen_again,
    lambda bench: bench.press(*PIN),
    lambda bench: bench.act(SignIn(BADGE, PIN)),
)
PANELS: dict[str, str | Move] = {
    "keys": help_panel,
    "status": "s",
    "code": "ctrl+f",
    "queue": "q",
    "why": "e",
    "form": "t",
    "paper": "p",
    "settings": settings_panel,
}

STAINED: Story = ("1", "1", "shift+3", "2", *"124567890")
HOLED: Story = ("1", "1", "shift+4", "3", "5", "enter", *"123567890", "space")
TREATED: Story = ("1", "1", "shift+3", "1", "5", "enter", "enter", *"124567890", "space", "enter")
# What the story ends in, and how to get there.
STORIES: dict[str, tuple[object, Story]] = {
    "nothing on the table": (Step.SCAN_PARCEL, (KeyedBench.way_out,)),
    "settings": (Panel.SETTINGS, (settings_panel, "down")),
    "search": (Panel.CODE, (KeyedBench.way_out, "ctrl+f", search("cami"), "down")),
    "search finds nothing": (Panel.CODE, (KeyedBench.way_out, "ctrl+f", search("cami", "zzz"))),
    "queue": (Panel.QUEUE, ("1", "u", "space", "enter", "q")),
    "form": (Panel.FORM, ("t",)),
    "form asked for": ("form", ()),
    "keys": (Panel.KEYS, ("1", help_panel)),
    "status": (Panel.STATUS, ("1", "s")),
    "a misread label": ("stays", ("1", scan("8R41207731938"))),
    "answers": ("answers", ("1", "1", "shift+3")),
    "pin": ("pin", ("1", "1", "shift+4", "1", "tab", "5")),
    "asked further": ("follow", ("1", "1", "shift+4", "1", "5", "enter")),
    "what it really is": (Ask.CORRECTION, ("1", "1", "shift+7", "3", reason)),
    "lower grade": (Ask.LOWER, ("1", "1", *"1234567890", "l")),
    "review": (Ask.REVIEW, ("1", "1", *"1234567890", "r")),
    "no photo": (Ask.NO_PHOTO, ("1", "1", "shift+4", "3", "5", "enter", *"123567890", "n")),
    "paper": (Panel.PAPER, ("1", "1", "p", "right")),
    "why": (Panel.WHY, (*STAINED, "e")),
    "lead chooses": (LeadStep.CHOOSE, (*HOLED, "o", "down")),
    "lead's reason": (LeadStep.REASON, (*HOLED, "o", "1")),
    "lead's badge": (LeadStep.BADGE, (*HOLED, "o", "1", reason)),
    "lead's PIN": (LeadStep.PIN, (*HOLED, "o", "1", reason, scan(LEAD.badge), "4")),
    "lead's wrong PIN": (Panel.LEAD, (*HOLED, "o", "1", reason, scan(LEAD.badge), "0", "enter")),
    "signed": ("refused", (*HOLED, "enter")),
    "refused and gone": ("ways", (*HOLED, "enter", hours_pass, seen_again)),
    "goes its way": ("donate", (*HOLED, "enter", hours_pass, seen_again, "2")),
    "accepted and gone": ("accepted", ("1", "1", *"1234567890", "enter", hours_pass, seen_again)),
    "undone": (Step.SIGN, (*HOLED, "enter", "ctrl+z")),
    "set aside": ("review", ("1", "1", *"1234567890", "r", reason)),
    "to be treated": ("needed", TREATED),
    "in treatment": ("in_progress", (*TREATED, hours_pass, "1")),
    "second look": ("blind", ("1", "1", *"1234567890", "enter", another_expert)),
    "second look to keep": ("blind", ("1", "1", *"1234567890", "enter", another_expert, *"1234567890")),
    "undeclared": ("stray", ("1", "u")),
    "undeclared and photographed": (Step.QUARANTINE, ("1", "u", "space")),
    "undeclared, a lead's reason": (LeadStep.REASON, ("1", "u", "space", "o", "1")),
    "swapped": ("stray", ("1", "down", "w")),
    "damaged": ("damaged", ("1", "d")),
    "damaged and photographed": ("damaged", ("1", "d", "enter")),
    "missing": ("missing", ("1", "m")),
}


def features(bench: KeyedBench) -> set[object]:
    """What there is to say about the state on the screen."""
    view, gaze = bench.desk.view, bench.desk.gaze
    assert view is not None
    piece, parcel = view.piece, view.parcel
    found: set[object] = {view.next.step, gaze.panel, gaze.ask, *keymap.owners(bench.desk)}
    found |= {lead_acts.step(bench.desk)} if gaze.lead else set()
    found |= {
        word for word, there in (("ways", exceptions.ways(bench.desk)), ("stays", bench.desk.telling.stays)) if there
    }
    if piece is not None:
        found |= {str(piece.axes.decision), str(piece.axes.treatment), str(piece.axes.disposition)}
        found |= {"blind"} if piece.blind else set()
    if parcel is not None:
        found |= {str(parcel.condition), *(str(each.state) for each in parcel.items)}
    return found


def play(bench: KeyedBench, story: Story) -> None:
    for move in story:
        if isinstance(move, str):
            bench.press(move)
        else:
            move(bench)
            bench.settle()


def panels_close(bench: KeyedBench, met: set[tuple[object, ...]]) -> None:
    """Each panel over this state, by its key, goes away by Esc; what opens none here is no matter."""
    for opener in PANELS.values():
        before = bench.desk.gaze.panel
        play(bench, (opener,))
        met.add(bench.state)
        presses = 0
        while bench.desk.gaze.panel not in (Panel.NONE, before):
            assert presses < STEPS_OF_A_PANEL, f"{bench.desk.gaze.panel} stays over {bench.state}"
            bench.press("escape")
            presses += 1


@pytest.mark.parametrize("name", STORIES)
def test_esc_leads_out_of(name: str, walk: KeyedBench) -> None:
    """From each state that has a name: every panel closes over it, and Esc alone clears the table."""
    end, story = STORIES[name]
    play(walk, story)
    assert end in features(walk), features(walk)
    panels_close(walk, set())
    walk.way_out()
    walk.sign_in_and_scan()
    play(walk, story)
    walk.way_out()


def test_no_panel_reason_or_step_is_without_a_story() -> None:
    """A new panel, a new reason asked, a new step of a lead joins the walk, or this fails."""
    told = {end for end, _ in STORIES.values()}
    assert told >= (set(Panel) | set(Ask) | set(LeadStep)) - {Panel.NONE, Ask.NONE}


@pytest.mark.parametrize("seed", [1, 2])
def test_esc_leads_out_of_every_state_that_keys_reach(walk: KeyedBench, seed: int) -> None:
    """From each new state of a long random walk, Esc alone clears the table; nothing typed at the bench traps anybody.

    Lines typed, labels scanned, another expert and grace that passes are part of the walk, so signed, lowered, refused,
    treated, undeclared and twice inspected pieces are too.
    """
    chance = random.Random(seed)
    met: set[tuple[object, ...]] = set()
    most = 0
    for _ in range(PRESSES):
        asked = walk.desk.gaze.ask is not Ask.NONE or lead_acts.step(walk.desk) is LeadStep.REASON
        if asked and chance.random() < 0.5:
            reason(walk)
        elif chance.random() < 0.1:
            play(walk, (chance.choice(MOVES),))
        else:
            walk.press(chance.choice(walk.likely if chance.random() < 0.8 else KEYS))
        if walk.desk.view is None or walk.desk.view.operator is None:
            walk.sign_in_and_scan()
        if walk.state not in met:
            met.add(walk.state)
            most = max(most, walk.way_out())
            walk.sign_in_and_scan()
    steps = {state[1] for state in met}
    print(f"{len(met)} states met; at most {most} times Esc out of one")
    assert len(met) > 60
    assert {Step.OPEN_ITEM, Step.ANSWER_CHECK, Step.PHOTOGRAPH, Step.SIGN} <= steps
