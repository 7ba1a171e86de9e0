"""The route of a piece through the workshop: what is to be done, how, and what must not be done to it.

Pure: from category, composition, care label, what was found and what was ordered. Every fibre of every part counts, and
so does the care label: the strictest wins, so a fibre more never allows more. Where the composition is not understood,
only what every fibre bears is allowed. What is forbidden is refused, also to whoever asks for it by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qc_station.domain.errors import RuleBroken
from qc_station.domain.piece import DecisionState, Piece
from qc_station.domain.workshop import StepState, WorkshopStep
from qc_station.policy.care import Care, CareSymbol, Limit, Limits, Method, StepKind
from qc_station.policy.composition import Composition

# Whose limit it is, where it is not a fibre's.
CARE_LABEL = "care_label"
# Why a step is on the route, where it was not something found.
FINISHING, BY_HAND = "finishing", "by_hand"
_CODES = {
    Limit.WASH: "washing_forbidden",
    Limit.ACTION: "washing_forbidden",
    Limit.BLEACH: "bleaching_forbidden",
    Limit.TUMBLE: "tumble_forbidden",
    Limit.IRON: "ironing_forbidden",
    Limit.STEAM: "steam_forbidden",
    Limit.DRY_CLEAN: "dry_cleaning_forbidden",
    Limit.WET_CLEAN: "wet_cleaning_forbidden",
    Limit.DAMP: "damp_forbidden",
    Limit.OZONE: "ozone_forbidden",
    Limit.ABRASION: "depilling_forbidden",
}


@dataclass(frozen=True, slots=True)
class Bears:
    """What a piece bears. `sources`: each fibre, and the care label, with its limits. Not `understood`: every fibre
    there is, because the composition could not be read.
    """

    sources: tuple[tuple[str, Limits], ...]
    understood: bool

    @property
    def limits(self) -> Limits:
        """The strictest of all, for each limit that anybody sets."""
        return {
            limit: min(said[limit] for _, said in self.sources if limit in said)
            for limit in Limit
            if any(limit in said for _, said in self.sources)
        }

    def against(self, method: Method) -> tuple[Limit, str] | None:
        """The first need that is not met, and who does not bear it; None when the method is allowed."""
        for limit, level in method.needs.items():
            for name, said in self.sources:
                if said.get(limit, level) < level:
                    return limit, name
        return None


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """`methods`: the ways allowed, in the file's order; `reasons`: what was found, FINISHING or BY_HAND."""

    step: str
    methods: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A step that would have been done. `code` and `fibre` as the refusal of it names them."""

    step: str
    code: str
    fibre: str


@dataclass(frozen=True, slots=True)
class Route:
    """Planned steps in the order of work, what had to be left out, and the limits all of it keeps to."""

    steps: tuple[PlannedStep, ...]
    forbidden: tuple[Forbidden, ...]
    limits: Limits
    understood: bool


def bears(composition: Composition | None, symbols: Sequence[str], care: Care) -> Bears:
    """Raises RuleBroken("unknown_care_symbol")."""
    fibres = composition.fibres if composition is not None else tuple(care.fibres)
    sources = [(fibre, care.fibres[fibre].limits) for fibre in fibres]
    sources += [(CARE_LABEL, care_symbol(symbol, care).caps) for symbol in symbols]
    return Bears(tuple(sources), composition is not None)


def care_symbol(symbol: str, care: Care) -> CareSymbol:
    """Raises RuleBroken("unknown_care_symbol")."""
    known = care.symbols.get(symbol)
    if known is None:
        raise RuleBroken("unknown_care_symbol", symbol=symbol[:20])
    return known


def read_symbols(text: str, care: Care) -> tuple[str, ...]:
    """The symbols typed as codes, in any order. Raises RuleBroken("unknown_care_symbol")."""
    words = dict.fromkeys(text.casefold().replace(",", " ").split())
    return tuple(care_symbol(word, care).id for word in words)


def route(
    category: str,
    composition: Composition | None,
    symbols: Sequence[str],
    found: Sequence[str],
    ordered: Sequence[str],
    care: Care,
) -> Route:
    """The route of a piece whose treatment for `ordered` was signed, or, with none ordered, of an accepted piece.

    `found` and `ordered` are answers and reasons of the programme; a category may be one of any brand's. Raises
    RuleBroken("unknown_care_symbol").
    """
    held = bears(composition, symbols, care)
    wanted: dict[str, list[str]] = {}
    forbidden: list[Forbidden] = []
    for reason in ordered:
        _want(wanted, care.treats.get(reason, care.treats_otherwise), reason)
    if not ordered:
        for finding in found:
            _want(wanted, care.treats.get(finding, ()), finding)
        pressing = care.finish.pressing(category)
        possible = [step for step in pressing if allowed_methods(step, held, care)]
        _want(wanted, (possible or pressing)[:1], FINISHING)
        _want(wanted, care.finish.last, FINISHING)
    steps: list[PlannedStep] = []
    for kind in care.steps.values():
        if kind.id not in wanted:
            continue
        methods = allowed_methods(kind.id, held, care)
        if methods:
            steps.append(PlannedStep(kind.id, methods, tuple(wanted[kind.id])))
        else:
            forbidden.append(_forbidden(kind, held))
    return Route(tuple(steps), tuple(forbidden), held.limits, held.understood)


def _want(wanted: dict[str, list[str]], steps: Iterable[str], reason: str) -> None:
    for step in steps:
        reasons = wanted.setdefault(step, [])
        if reason not in reasons:
            reasons.append(reason)


def allowed_methods(step: str, held: Bears, care: Care) -> tuple[str, ...]:
    """Empty when the step must not be done at all."""
    return tuple(method.id for method in care.steps[step].methods if held.against(method) is None)


def step_by_hand(step: str, held: Bears, care: Care) -> PlannedStep:
    """A step somebody asks for.

    Raises RuleBroken("unknown_workshop_step"), RuleBroken("steam_forbidden" | …) naming the fibre, and
    RuleBroken("composition_unknown") where only a known composition could allow it.
    """
    kind = care.steps.get(step)
    if kind is None:
        raise RuleBroken("unknown_workshop_step", workshop_step=step[:40])
    methods = allowed_methods(step, held, care)
    if not methods:
        refused = _forbidden(kind, held)
        raise RuleBroken(refused.code, workshop_step=step, fibre=refused.fibre)
    return PlannedStep(step, methods, (BY_HAND,))


def check_method(step: str, method: str, held: Bears, care: Care) -> Method:
    """Raises RuleBroken("unknown_method"), or as `step_by_hand`."""
    kind = care.steps.get(step)
    known = kind.method(method) if kind is not None else None
    if kind is None or known is None:
        raise RuleBroken("unknown_method", method=method[:40])
    against = held.against(known)
    if against is not None:
        refused = _refusal(kind, held, *against)
        raise RuleBroken(refused.code, workshop_step=step, fibre=refused.fibre)
    return known


def _forbidden(kind: StepKind, held: Bears) -> Forbidden:
    """Why not one method of the step is allowed: what its first one, the usual one, runs into."""
    against = held.against(kind.methods[0])
    assert against is not None, f"{kind.id} is not forbidden"
    return _refusal(kind, held, *against)


def _refusal(kind: StepKind, held: Bears, limit: Limit, name: str) -> Forbidden:
    # Of a composition nobody could read, no fibre is to blame.
    unread = not held.understood and name != CARE_LABEL
    return Forbidden(kind.id, "composition_unknown", "") if unread else Forbidden(kind.id, _CODES[limit], name)


def ready_for_studio(piece: Piece, steps: Iterable[WorkshopStep]) -> bool:
    """Accepted, and nothing of it is still planned or in work at the workshop."""
    waiting = any(step.state in (StepState.PLANNED, StepState.IN) for step in steps)
    return piece.axes.decision is DecisionState.ACCEPTED and not waiting
