"""The legal moves of a piece: what the table allows, and nothing else."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece import (
    Axes,
    CreditState,
    DecisionState,
    DispositionState,
    IdentityState,
    PhotosState,
    ReceptionState,
    TreatmentState,
)
from qc_station.domain.transitions import LEGAL_MOVES, move

AXES: dict[str, type[StrEnum]] = {
    "reception": ReceptionState,
    "identity": IdentityState,
    "decision": DecisionState,
    "treatment": TreatmentState,
    "photos": PhotosState,
    "credit": CreditState,
    "disposition": DispositionState,
}
PAIRS = [(axis, here, there) for axis, states in AXES.items() for here in states for there in states if here != there]

# By hand, from product.md 4: what must never happen, whatever else the table learns to allow.
NEVER = [
    ("decision", "accepted", "refused"),
    ("decision", "refused", "accepted"),
    ("treatment", "done", "in_progress"),
    ("treatment", "needed", "done"),
    ("photos", "published", "complete"),
    ("credit", "none", "sent"),
    ("credit", "none", "confirmed"),
    ("credit", "held", "sent"),
    ("credit", "sent", "queued"),
    ("credit", "sent", "none"),
    ("credit", "confirmed", "queued"),
    ("credit", "confirmed", "none"),
    ("credit", "reversed", "queued"),
    ("credit", "queued", "confirmed"),
    ("disposition", "none", "donate"),
    ("disposition", "return_to_customer", "hold"),
    ("disposition", "donate", "recycle"),
]
# The ends: whoever stands there goes nowhere any more.
ENDS = {("photos", "published"), ("credit", "reversed")} | {
    ("disposition", end) for end in ("return_to_customer", "donate", "recycle")
}


def standing(axis: str, here: StrEnum) -> Axes:
    return Axes(**{axis: here})


def test_the_table_is_whole() -> None:
    """Every axis of a piece, and every state of every axis, has its row."""
    assert {axis: set(rows) for axis, rows in LEGAL_MOVES.items()} == {
        axis: set(states) for axis, states in AXES.items()
    }


def test_only_the_moves_of_the_table_are_made() -> None:
    """A pair in the table moves that axis and no other; a pair that is not there is refused and names itself."""
    for axis, here, there in PAIRS:
        before = standing(axis, here)
        if there in LEGAL_MOVES[axis][here]:
            assert move(before, **{axis: there}) == standing(axis, there)
            continue
        with pytest.raises(RuleBroken) as broken:
            move(before, **{axis: there})
        assert broken.value.code == "illegal_move"
        assert broken.value.params == {"axis": axis, "here": str(here), "target": str(there)}


@pytest.mark.parametrize(("axis", "here", "there"), NEVER)
def test_what_must_never_happen(axis: str, here: str, there: str) -> None:
    """Moves that would lose a credit, pay one twice or rewrite a decision are in nobody's table."""
    assert there not in LEGAL_MOVES[axis][AXES[axis](here)]


def test_the_ends_are_ends() -> None:
    """Published photos, a reversed credit and a piece that has left are final; nothing else is."""
    found = {(axis, str(here)) for axis, rows in LEGAL_MOVES.items() for here, ends in rows.items() if not ends}
    assert found == ENDS


@pytest.mark.parametrize("axis", AXES)
def test_every_state_can_be_reached(axis: str) -> None:
    """From where a fresh piece stands, legal moves lead to every state of the axis."""
    reached = [getattr(Axes(), axis)]
    for here in reached:
        reached += [there for there in LEGAL_MOVES[axis][here] if there not in reached]
    assert set(reached) == set(AXES[axis])


def test_standing_still_is_legal() -> None:
    """Asking for what is already so changes nothing and refuses nothing."""
    for axis, states in AXES.items():
        for here in states:
            assert move(standing(axis, here), **{axis: here}) == standing(axis, here)


def test_a_refused_move_moves_nothing() -> None:
    """Two axes at once: when one may not go, neither does, for the caller keeps the axes it had."""
    before = Axes()
    with pytest.raises(RuleBroken):
        move(before, decision=DecisionState.ACCEPTED, credit=CreditState.CONFIRMED)
    assert before == Axes()


SETTLED = (TreatmentState.NONE, TreatmentState.REINSPECTED)


@pytest.mark.parametrize("treatment", list(TreatmentState))
def test_a_refusal_waits_for_the_second_inspection(treatment: TreatmentState) -> None:
    """Refused is reachable from a treatment only once it ended in a second inspection (product.md 4)."""
    axes = Axes(treatment=treatment)
    if treatment in SETTLED:
        assert move(axes, decision=DecisionState.REFUSED).decision is DecisionState.REFUSED
        return
    with pytest.raises(RuleBroken) as refused:
        move(axes, decision=DecisionState.REFUSED)
    assert refused.value.code == "treatment_first"


@given(st.lists(st.sampled_from(PAIRS), max_size=60))
def test_a_random_walk_never_leaves_the_table(steps: list[tuple[str, StrEnum, StrEnum]]) -> None:
    """Whatever is asked in whatever order, each axis goes only along its own legal moves and the others stand still."""
    axes = Axes()
    for axis, _, there in steps:
        here = getattr(axes, axis)
        legal = there == here or there in LEGAL_MOVES[axis][here]
        try:
            moved = move(axes, **{axis: there})
        except RuleBroken as refused:
            waited = refused.code == "treatment_first"
            if legal and not waited:
                raise
            continue
        assert legal
        assert moved.decision is not DecisionState.REFUSED or moved.treatment in SETTLED
        others = AXES.keys() - {axis}
        assert {each: getattr(moved, each) for each in others} == {each: getattr(axes, each) for each in others}
        axes = moved
