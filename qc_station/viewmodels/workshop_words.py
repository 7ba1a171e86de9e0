"""The care file in the operator's language: steps, methods, fibres, limits, and notices that name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from qc_station.application.workshop_view import ORDERED
from qc_station.policy.care import Care, Limit, Limits
from qc_station.policy.composition import Composition
from qc_station.policy.reconditioning import BY_HAND, CARE_LABEL, FINISHING, Forbidden
from qc_station.viewmodels.words import Words, filled, tr


@dataclass(frozen=True, slots=True)
class LimitWords:
    """`allowed` is False for what must not be done at all: the mark, the word and the colour say so."""

    key: str
    text: str
    allowed: bool


@dataclass(frozen=True, slots=True)
class CareWords:
    """`care` is None while the workshop has not answered: codes are then said as they are."""

    words: Words
    care: Care | None

    def step(self, step: str) -> str:
        if step == ORDERED:
            return tr("On their way")
        kind = self.care.steps.get(step) if self.care else None
        return self.words.pick(kind.label) if kind else step

    def method(self, step: str, method: str) -> str:
        kind = self.care.steps.get(step) if self.care else None
        known = kind.method(method) if kind else None
        return self.words.pick(known.label) if known else method

    def fibre(self, fibre: str) -> str:
        if fibre == CARE_LABEL:
            return tr("the care label")
        known = self.care.fibres.get(fibre) if self.care else None
        return known.names.get(self.words.language, known.names["fr"])[0] if known else fibre

    def symbol(self, symbol: str) -> str:
        known = self.care.symbols.get(symbol) if self.care else None
        return self.words.pick(known.label) if known else symbol

    def params(self, params: Mapping[str, object]) -> dict[str, object]:
        """The parameters of a notice with names in the place of the care file's codes."""
        said = dict(params)
        if "fibre" in said:
            said["fibre"] = self.fibre(str(said["fibre"]))
        if "workshop_step" in said:
            said["workshop_step"] = self.step(str(said["workshop_step"]))
        return said

    def reason(self, reason: str) -> str:
        """Why a step is on the route: what was found, in the programme's words, or what the workshop always does."""
        if reason == FINISHING:
            return tr("before the studio")
        if reason == BY_HAND:
            return tr("added by hand")
        for check in self.words.programme.checks:
            rule = check.rule(reason)
            if rule is not None:
                return self.words.pick(rule.label)
        return tr("ordered by the expert") if reason == "otherwise" else self.words.reason(reason)

    def composition(self, composition: Composition) -> str:
        """The shares as they were understood, the parts by their names."""
        parts = []
        for part in composition.parts:
            shares = ", ".join(f"{_share(share)} % {self.fibre(fibre)}" for fibre, share in part.shares)
            parts.append(f"{self.part(part.name)} {shares}".strip())
        return " · ".join(parts)

    def part(self, part: str) -> str:
        return {
            "shell": tr("Shell:"),
            "lining": tr("Lining:"),
            "filling": tr("Filling:"),
            "trim": tr("Trim:"),
            "sole": tr("Sole:"),
        }.get(part, part)

    def forbidden(self, each: Forbidden) -> str:
        """A step that was left out, and who does not bear it."""
        if not each.fibre:
            return filled(tr("{step}: not while the composition is unknown"), step=self.step(each.step))
        return filled(tr("{step}: not for {fibre}"), step=self.step(each.step), fibre=self.fibre(each.fibre))

    def limits(self, limits: Limits) -> list[LimitWords]:
        """What the piece bears, each as a word with its mark; the order is that of a care label."""
        shown = [self._limit(limit, limits[limit]) for limit in _ORDER if limit in limits]
        return [LimitWords(str(limit), text, allowed) for limit, text, allowed in shown]

    def _limit(self, limit: Limit, level: int) -> tuple[Limit, str, bool]:
        if level == 0:
            return limit, _never(limit), False
        if limit is Limit.WASH:
            return limit, filled(tr("Water {degrees} °C"), degrees=level), True
        if limit is Limit.IRON:
            return limit, filled(tr("Iron {degrees} °C"), degrees=level), True
        return limit, _allowed(limit, level), True


# Bleaching and tumble drying are no step of this workshop: their limits are kept, and not shown.
_ORDER = (
    Limit.WASH,
    Limit.IRON,
    Limit.STEAM,
    Limit.DRY_CLEAN,
    Limit.WET_CLEAN,
    Limit.TUMBLE,
    Limit.DAMP,
    Limit.OZONE,
    Limit.ABRASION,
)


def _never(limit: Limit) -> str:
    return {
        Limit.WASH: tr("No water"),
        Limit.IRON: tr("No iron"),
        Limit.STEAM: tr("No steam"),
        Limit.DRY_CLEAN: tr("No dry cleaning"),
        Limit.WET_CLEAN: tr("No wet cleaning"),
        Limit.TUMBLE: tr("No tumble dryer"),
        Limit.DAMP: tr("No damp cloth"),
        Limit.OZONE: tr("No ozone"),
        Limit.ABRASION: tr("No comb, no shaver"),
    }[limit]


def _allowed(limit: Limit, level: int) -> str:
    return {
        Limit.STEAM: tr("Steam"),
        Limit.DRY_CLEAN: tr("Dry cleaning F") if level == 1 else tr("Dry cleaning P, F"),
        Limit.WET_CLEAN: tr("Wet cleaning, gentle") if level < 3 else tr("Wet cleaning"),
        Limit.TUMBLE: tr("Tumble dryer, low") if level == 1 else tr("Tumble dryer"),
        Limit.DAMP: tr("Damp cloth"),
        Limit.OZONE: tr("Ozone"),
        Limit.ABRASION: tr("Comb or shaver"),
    }[limit]


def _share(hundredths: int) -> str:
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02d}".rstrip("0") if rest else str(whole)
