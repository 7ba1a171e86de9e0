"""`qc-station calibration`: what the second looks say of the experts' agreement. For the lead; it changes nothing."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from qc_station.application.calibration import Calibration, Inspection, TrainingCard, calibration
from qc_station.application.messages import Messages
from qc_station.application.ports import UnitOfWork
from qc_station.bootstrap.station import Station
from qc_station.policy.agreement import Agreement, Lean
from qc_station.policy.programme import Programme


def print_calibration(_arguments: Namespace, station: Station, messages: Messages) -> int:
    with station.unit_of_work(read_only=True) as uow:
        found = calibration(uow)
        lines = list(_Page(station, messages, uow).lines(found))
    print("\n".join(lines))
    return 0


class _Page:
    """The report in one language."""

    def __init__(self, station: Station, messages: Messages, uow: UnitOfWork) -> None:
        self._station, self._messages, self._uow = station, messages, uow

    def lines(self, found: Calibration) -> Iterator[str]:
        if not found.verdicts.looks:
            yield self._said("calibration_empty")
            return
        yield self._said("calibration_looks", n=found.verdicts.looks)
        yield _agreement(found.verdicts, self._said("calibration.verdict"))
        for (programme, check), each in found.checks.items():
            yield _agreement(each, self._title(programme, check))
        yield ""
        yield self._said("calibration_experts")
        yield from (self._lean(operator, each) for operator, each in found.experts.items())
        if found.cards:
            yield ""
            yield self._said("calibration_cards", n=len(found.cards))
        for card in found.cards:
            yield from self._card(card)

    def _lean(self, operator: str, found: Lean) -> str:
        drift = "  —  " if found.drift is None else f"{found.drift:+.2f}"
        return f"  {found.mean:+.2f}  {drift}  {found.chance:4.0%}  {found.looks:4}  {self._name(operator)}"

    def _card(self, card: TrainingCard) -> Iterator[str]:
        title = card.item.title.get(self._messages.language) or next(iter(card.item.title.values()), "")
        yield f"  {card.piece}  {title}  {card.item.reference}"
        for check in card.checks:
            sides = " / ".join(
                f"{self._name(each.operator)} ({self._answer(card.programme, each, check)})"
                for each in (card.first, card.second)
            )
            yield f"    {self._title(card.programme, check)} · {sides}"
        verdicts = " / ".join(
            f"{self._name(each.operator)} ({self._outcome(card.programme, each)})" for each in (card.first, card.second)
        )
        yield f"    {self._said('calibration.verdict')} · {verdicts}"

    def _said(self, code: str, **params: object) -> str:
        return self._messages.text(code, **params)

    def _name(self, operator: str) -> str:
        return self._uow.operators.name_of(operator) or operator

    def _programme(self, programme: str) -> Programme | None:
        return self._station.programmes.get(programme)

    def _title(self, programme: str, check: str) -> str:
        rules = self._programme(programme)
        asked = rules.check(check) if rules else None
        return asked.title[self._messages.language] if asked else check

    def _answer(self, programme: str, looked: Inspection, check: str) -> str:
        rules = self._programme(programme)
        asked = rules.check(check) if rules else None
        kinds = next((answer.kinds for answer in looked.answers if answer.check == check), ())
        if asked is None:
            return "+".join(kinds)
        answers = [asked.rule(kind) for kind in kinds] or [asked.conform]
        return ", ".join(answer.label[self._messages.language] for answer in answers if answer)

    def _outcome(self, programme: str, looked: Inspection) -> str:
        ruling = self._said(f"ruling.{looked.ruling}")
        rules = self._programme(programme)
        if looked.grade is None or rules is None:
            return ruling
        return f"{ruling}, {rules.grade(looked.grade).label[self._messages.language]}"


def _agreement(found: Agreement, title: str) -> str:
    kappa = "  —  " if found.kappa is None else f"{found.kappa:+.2f}"
    return f"  {kappa}  {found.agreed:4}/{found.looks:<4}  {title}"
