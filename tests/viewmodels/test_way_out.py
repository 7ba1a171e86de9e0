"""A real bench under the keys of somebody who presses anything: every state it reaches can be left by key."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from qc_station.application.bench_view import Step
from qc_station.viewmodels import keymap, verbs
from qc_station.viewmodels.gaze import Ask
from tests.application.day import item, takeback
from tests.viewmodels.keyed_bench import KeyedBench

KEYS = sorted({key for binding in keymap.BINDINGS for key in binding.keys})
PRESSES = 1500


@pytest.fixture
def walk(tmp_path: Path, qtbot) -> Iterator[KeyedBench]:
    made = KeyedBench(
        tmp_path, qtbot, takeback(item(1), item(2, "bag"), item(3, "underwear"), item(4, season="2012-FW"))
    )
    yield made
    made.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_esc_leads_out_of_every_state_that_keys_reach(walk: KeyedBench, seed: int) -> None:
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
