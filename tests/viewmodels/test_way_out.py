"""A real bench under the keys of somebody who presses anything: every state it reaches can be left by key."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from qc_station.application.bench_view import Step
from qc_station.application.commands import KeepPhotograph, Scan, SignIn
from qc_station.application.messages import Messages
from qc_station.storage.open_station import open_station
from qc_station.viewmodels import keymap, verbs
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.dispatcher import Dispatcher
from qc_station.viewmodels.drawings import Drawings
from qc_station.viewmodels.gaze import Ask, Panel
from qc_station.viewmodels.station_port import Wiring
from tests.application.day import BADGE, PARCEL, PIN, ROOT, Day, HandClock, item, takeback

KEYS = sorted({key for binding in keymap.BINDINGS for key in binding.keys})
PRESSES = 1500
# Panels, a reason, a pin, the answers, a notice, the piece, the form, the parcel: one Esc each, and some to spare.
ESCAPES_MOST = 12


class Walk:
    """The keys of the window on a real bench: SQLite, rules as shipped, a camera that always has a picture."""

    def __init__(self, folder: Path, qtbot) -> None:
        self._qtbot = qtbot
        self.unit_of_work = open_station(f"sqlite:///{folder / 'station.db'}", "BENCH-01")
        declared = takeback(item(1), item(2, "bag"), item(3, "underwear"), item(4, season="2012-FW"))
        self.day = Day(folder, self.unit_of_work, HandClock(), declared)
        self.dispatcher = Dispatcher()
        self.desk = Desk(
            Wiring(
                bench=self.day.bench,
                programme=self.day.rules,
                messages=lambda language: Messages(
                    language, (ROOT / f"resources/i18n/messages.{language}.toml").read_text("utf-8")
                ),
                photo_path=self.day.photos.path,
                drawings=Drawings(ROOT / "resources/outlines"),
                station="BENCH-01",
                language="fr",
            ),
            self.dispatcher,
        )
        self.desk.now = self.day.clock.now
        self.desk.shoot = self._shoot
        self.dispatcher.start()
        self.sign_in_and_scan()

    def _shoot(self, view: str) -> None:
        verbs_view = None if view == verbs.EXTRA_VIEW else view
        self.act(KeepPhotograph(self.day.picture(), verbs_view))

    def close(self) -> None:
        self.dispatcher.close()
        self.unit_of_work.close()

    def act(self, command: object) -> None:
        self.desk.act(command)
        self.settle()

    def settle(self) -> None:
        self._qtbot.waitUntil(lambda: not self.desk.busy)

    def press(self, key: str) -> None:
        keymap.press(self.desk, key)
        self.settle()

    def sign_in_and_scan(self) -> None:
        if self.desk.view is None or self.desk.view.operator is None:
            self.act(SignIn(BADGE, PIN))
        self.act(Scan(PARCEL))

    @property
    def state(self) -> tuple[object, ...]:
        """What the screen is like, without whose piece it is about."""
        view, gaze = self.desk.view, self.desk.gaze
        assert view is not None
        piece, parcel = view.piece, view.parcel
        return (
            keymap.owners(self.desk),
            view.next.step,
            gaze.panel,
            gaze.ask,
            piece and (piece.axes, piece.judgement.ruling),
            parcel and tuple(each.state for each in parcel.items),
        )

    @property
    def likely(self) -> list[str]:
        """The keys of the state on the screen, and Enter: what somebody at work would press."""
        own = keymap.owners(self.desk)[0]
        return ["enter", *(key for binding in keymap.BINDINGS if binding.where == own for key in binding.keys)]

    @property
    def left(self) -> bool:
        """Nothing lies on the table or over the screen: the next parcel can be scanned."""
        view, gaze = self.desk.view, self.desk.gaze
        return (
            view is not None
            and view.next.step in (Step.SCAN_PARCEL, Step.SIGN_IN)
            and gaze.panel is Panel.NONE
            and gaze.ask is Ask.NONE
        )

    def way_out(self) -> int:
        """Press Esc until the table is clear; how often it took. Fails when it never is."""
        for presses in range(ESCAPES_MOST + 1):
            if self.left:
                return presses
            self.press("escape")
        raise AssertionError(f"no way out of {self.state} by Esc")


@pytest.fixture
def walk(tmp_path: Path, qtbot) -> Iterator[Walk]:
    made = Walk(tmp_path, qtbot)
    yield made
    made.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_esc_leads_out_of_every_state_that_keys_reach(walk: Walk, seed: int) -> None:
    """From each new state of a long random walk, Esc alone clears the table; nothing typed at the bench traps anybody.

    Reasons typed and grace that passes are part of the walk, so signed, lowered, reviewed and undone pieces are too.
    """
    chance = random.Random(seed)
    met: set[tuple[object, ...]] = set()
    for _ in range(PRESSES):
        if walk.desk.gaze.ask is not Ask.NONE and chance.random() < 0.5:
            verbs.give_reason(walk.desk, "raison")
            walk.settle()
        elif chance.random() < 0.05:
            walk.day.clock.wait(5)
        else:
            walk.press(chance.choice(walk.likely if chance.random() < 0.8 else KEYS))
        if walk.state not in met:
            met.add(walk.state)
            walk.way_out()
            walk.sign_in_and_scan()
    steps = {state[1] for state in met}
    assert len(met) > 60
    assert {Step.OPEN_ITEM, Step.ANSWER_CHECK, Step.PHOTOGRAPH, Step.SIGN} <= steps
