"""The route: the strictest fibre wins, what is forbidden is refused by its name, and more fibres never allow more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece import Axes, DecisionState, Piece
from qc_station.domain.takeback import ItemKey
from qc_station.domain.workshop import Purpose, StepState, Visit, WorkshopStep
from qc_station.policy.care import Limit
from qc_station.policy.composition import Composition, Part, parse_composition
from qc_station.policy.reconditioning import (
    BY_HAND,
    FINISHING,
    Route,
    allowed_methods,
    bears,
    check_method,
    read_symbols,
    ready_for_studio,
    route,
    step_by_hand,
)
from tests.application.day import HandClock
from tests.policy.care_data import CARE


def of(*fibres: str) -> Composition:
    return Composition((Part("", tuple((fibre, 10_000 // len(fibres)) for fibre in fibres)),))


def routed(
    text: str | None, *found: str, category: str = "shirt", ordered: tuple[str, ...] = (), symbols: str = ""
) -> Route:
    composition = parse_composition(text, CARE)
    return route(category, composition, read_symbols(symbols, CARE), found, ordered, CARE)


def steps(planned: Route) -> list[str]:
    return [step.step for step in planned.steps]


def refused(composition: Composition | None, step: str, symbols: tuple[str, ...] = ()) -> tuple[str, object]:
    with pytest.raises(RuleBroken) as broken:
        step_by_hand(step, bears(composition, symbols, CARE), CARE)
    return broken.value.code, broken.value.params.get("fibre")


def test_an_accepted_shirt_is_ironed_and_relabelled() -> None:
    """Nothing was found: pressing as its category is pressed, and the label, in that order."""
    planned = routed("98 % coton, 2 % élasthanne")
    assert steps(planned) == ["ironing", "relabel"]
    assert planned.steps[0].reasons == (FINISHING,)
    assert planned.limits[Limit.IRON] == 150
    assert planned.understood


def test_what_is_not_steamed_is_pressed_otherwise() -> None:
    """A wool jersey is steamed; an acrylic one, which bears one dot without steam, is ironed dry."""
    assert steps(routed("100 % laine", category="knitwear")) == ["steaming", "relabel"]
    assert steps(routed("70 % laine, 30 % cachemire", category="knitwear")) == ["steaming", "relabel"]
    acrylic = routed("100 % acrylique", category="knitwear")
    assert steps(acrylic) == ["ironing", "relabel"]
    assert acrylic.steps[0].methods == ("iron_dry",)


def test_leather_is_neither_ironed_nor_steamed() -> None:
    """What no way of pressing is allowed on goes to the studio unpressed, and the route says why."""
    planned = routed("100 % cuir de veau", category="jacket")
    assert steps(planned) == ["relabel"]
    assert [(each.step, each.code, each.fibre) for each in planned.forbidden] == [
        ("steaming", "steam_forbidden", "leather")
    ]
    assert steps(routed("100 % cuir de veau", category="bag")) == ["relabel"]
    assert not routed("100 % cuir de veau", category="bag").forbidden


@pytest.mark.parametrize(
    ("fibres", "step", "code", "fibre"),
    [
        (("wool", "leather"), "steaming", "steam_forbidden", "leather"),
        (("cotton", "silk"), "steaming", "steam_forbidden", "silk"),
        (("cotton", "acrylic"), "steaming", "steam_forbidden", "acrylic"),
        (("leather",), "ironing", "ironing_forbidden", "leather"),
        (("cotton", "down"), "ironing", "ironing_forbidden", "down"),
        (("suede",), "cleaning", "washing_forbidden", "suede"),
    ],
)
def test_what_the_composition_forbids_is_refused_by_name(
    fibres: tuple[str, ...], step: str, code: str, fibre: str
) -> None:
    """Also to whoever asks for it by hand: a stable code, and the fibre that does not bear it."""
    assert refused(of(*fibres), step) == (code, fibre)


def test_a_method_is_refused_like_its_step() -> None:
    """Ironing silk is allowed, with steam it is not; ozone on wool is not airing."""
    held = bears(of("silk"), (), CARE)
    assert step_by_hand("ironing", held, CARE).methods == ("iron_dry",)
    with pytest.raises(RuleBroken) as broken:
        check_method("ironing", "iron_steam", held, CARE)
    assert (broken.value.code, broken.value.params["fibre"]) == ("steam_forbidden", "silk")
    with pytest.raises(RuleBroken) as broken:
        check_method("airing", "ozone_cabinet", bears(of("wool"), (), CARE), CARE)
    assert broken.value.code == "ozone_forbidden"
    with pytest.raises(RuleBroken, match="unknown_method"):
        check_method("airing", "microwave", held, CARE)
    with pytest.raises(RuleBroken, match="unknown_workshop_step"):
        step_by_hand("dyeing", held, CARE)


def test_the_care_label_wins_where_it_is_stricter() -> None:
    """A crossed-out iron on cotton is obeyed, and named as the label's; three dots on silk change nothing."""
    assert refused(of("cotton"), "ironing", ("i0",)) == ("ironing_forbidden", "care_label")
    assert refused(of("cotton"), "steaming", ("i1",)) == ("steam_forbidden", "care_label")
    assert bears(of("silk"), ("i3", "w60"), CARE).limits == bears(of("silk"), (), CARE).limits
    with pytest.raises(RuleBroken, match="unknown_care_symbol"):
        read_symbols("w30 x9", CARE)
    assert read_symbols("W30, t0  i2 i2", CARE) == ("w30", "t0", "i2")


@pytest.mark.parametrize("text", [None, "", "100 % unobtainium"])
def test_an_unknown_composition_allows_what_everything_bears(text: str | None) -> None:
    """It says so, blames no fibre, and still lets a stained piece be brushed, aired and relabelled."""
    planned = routed(text, ordered=("stain", "odour"))
    assert not planned.understood
    assert steps(planned) == ["spot_cleaning", "airing"]
    assert planned.steps[0].methods == ("dry_brush",)
    assert [(each.step, each.code, each.fibre) for each in planned.forbidden] == [
        ("cleaning", "composition_unknown", "")
    ]
    assert refused(None, "steaming") == ("composition_unknown", "")
    assert steps(routed(text)) == ["relabel"]


def test_findings_of_an_accepted_piece_are_seen_to() -> None:
    """Light pilling found on a very good jersey is combed off before it is steamed; other findings ask for nothing."""
    planned = routed("100 % laine", "light", "minor", category="knitwear")
    assert steps(planned) == ["depilling", "steaming", "relabel"]
    assert planned.steps[0].reasons == ("light",)


def test_a_treatment_is_what_was_ordered_and_no_more() -> None:
    """The piece is inspected again before it is pressed; one step may answer two findings."""
    planned = routed("100 % coton", "light", ordered=("stain", "odour"))
    assert steps(planned) == ["spot_cleaning", "airing", "cleaning"]
    assert planned.steps[2].reasons == ("stain", "odour")
    assert steps(routed("100 % coton", ordered=("something_new",))) == ["spot_cleaning", "airing", "cleaning"]


FIBRES = st.lists(st.sampled_from(sorted(CARE.fibres)), min_size=1, max_size=5, unique=True)
SYMBOLS = st.lists(st.sampled_from(sorted(CARE.symbols)), max_size=4, unique=True)
KINDS = st.lists(st.sampled_from([*CARE.treats, "something_new"]), max_size=3, unique=True)


@given(FIBRES, st.sampled_from(sorted(CARE.fibres)), SYMBOLS, st.sampled_from(sorted(CARE.symbols)))
def test_more_never_allows_more(fibres: list[str], fibre: str, symbols: list[str], symbol: str) -> None:
    """A fibre more, or a care symbol more, lowers limits or leaves them, and takes methods away or leaves them."""
    before = bears(of(*fibres), symbols, CARE)
    for after in (
        bears(of(*dict.fromkeys([*fibres, fibre])), symbols, CARE),
        bears(of(*fibres), [*symbols, symbol], CARE),
    ):
        assert all(after.limits[limit] <= before.limits[limit] for limit in Limit)
        for step in CARE.steps:
            assert set(allowed_methods(step, after, CARE)) <= set(allowed_methods(step, before, CARE))


@given(FIBRES, SYMBOLS)
def test_unknown_is_the_strictest(fibres: list[str], symbols: list[str]) -> None:
    """Whatever is allowed without knowing the composition is allowed on every composition with that label."""
    unknown, known = bears(None, symbols, CARE), bears(of(*fibres), symbols, CARE)
    assert all(unknown.limits[limit] <= known.limits[limit] for limit in Limit)
    for step in CARE.steps:
        assert set(allowed_methods(step, unknown, CARE)) <= set(allowed_methods(step, known, CARE))


@given(st.none() | FIBRES, SYMBOLS, KINDS, KINDS, st.sampled_from(["shirt", "coat", "bag", "rainwear"]))
def test_a_route_keeps_to_its_limits(
    fibres: list[str] | None, symbols: list[str], found: list[str], ordered: list[str], category: str
) -> None:
    """Each planned step has a method that every fibre and the label bear; what is left out could not have been done;
    the order is that of the work; and what was ordered has always something to be done.
    """
    composition = of(*fibres) if fibres else None
    held = bears(composition, symbols, CARE)
    planned = route(category, composition, symbols, found, ordered, CARE)
    for step in planned.steps:
        assert step.methods
        for method in step.methods:
            needs = check_method(step.step, method, held, CARE).needs
            assert all(planned.limits[limit] >= level for limit, level in needs.items())
    for each in planned.forbidden:
        assert not allowed_methods(each.step, held, CARE)
    assert steps(planned) == [step for step in CARE.steps if step in steps(planned)]
    assert planned.steps
    assert BY_HAND not in {reason for step in planned.steps for reason in step.reasons}


@given(st.lists(st.sampled_from(list(StepState)), max_size=4), st.sampled_from(list(DecisionState)))
def test_ready_for_the_studio(states: list[StepState], decision: DecisionState) -> None:
    """Accepted, and no step planned or in work: exactly then."""
    visit = Visit(HandClock().now(), "rc", "ATELIER")
    made = [
        WorkshopStep("QC1-X", number, "relabel", Purpose.FINISHING, 1, visit, state=state)
        for number, state in enumerate(states, start=1)
    ]
    piece = Piece("QC1-X", ItemKey("R-1", 1), "BENCH-01", "lm", HandClock().now())
    piece = replace(piece, axes=Axes(decision=decision))
    waiting = StepState.PLANNED in states or StepState.IN in states
    assert ready_for_studio(piece, made) == (decision is DecisionState.ACCEPTED and not waiting)
