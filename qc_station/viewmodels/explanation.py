"""Why a judgement is what it is: its grounds with the programme's sentences, and what another answer would change."""

from __future__ import annotations

from dataclasses import dataclass

from qc_station.domain.verdict import Alternative, Ground, Judgement, Ruling
from qc_station.viewmodels.words import Words, filled, tr


@dataclass(frozen=True, slots=True)
class GroundRow:
    """One cause of the judgement: the check, the answer, what follows, and the programme's sentence."""

    key: str
    title: str
    answer: str
    consequence: str
    level: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """What one other answer would change."""

    key: str
    instead: str
    leads: str


def ground_rows(judgement: Judgement, words: Words) -> list[GroundRow]:
    return [_ground(ground, at, words) for at, ground in enumerate(judgement.grounds)]


def _ground(ground: Ground, at: int, words: Words) -> GroundRow:
    titles = {"eligibility": tr("Conditions of take-back"), "valuation": tr("Accepted offer")}
    if ground.ruling is Ruling.REFUSED:
        consequence, level = filled(tr("Refused: {reason}"), reason=words.reason(ground.reason or "")), "bad"
    elif ground.ruling is Ruling.REVIEW:
        consequence, level = (
            filled(tr("To be reviewed: {reason}"), reason=words.reason(ground.reason or "")),
            "attention",
        )
    elif ground.ruling is Ruling.TREATMENT:
        consequence, level = (
            filled(tr("Treated first: {reason}"), reason=words.reason(ground.reason or "")),
            "attention",
        )
    elif ground.limit:
        consequence, level = filled(tr("{grade} at best"), grade=words.grade(ground.limit)), "good"
    else:
        consequence, level = tr("Correct the product sheet"), "good"
    title = titles.get(ground.source) or words.check(ground.source)
    said = "" if ground.source in titles else words.answer(ground.source, ground.answer)
    return GroundRow(f"{at}", title, said, consequence, level, words.sentence(ground.sentence))


def change_rows(judgement: Judgement, words: Words) -> list[ChangeRow]:
    return [
        ChangeRow(
            f"{each.source}:{each.answer}",
            f"{words.check(each.source)} → {words.answer(each.source, each.answer)}",
            _leads(each, words),
        )
        for each in judgement.alternatives
    ]


def _leads(other: Alternative, words: Words) -> str:
    if other.ruling is Ruling.ACCEPTED:
        return f"{words.grade(other.grade)} · {words.money(other.amount)}"
    return {
        Ruling.REFUSED: tr("Still refused, for another reason"),
        Ruling.REVIEW: tr("To be reviewed"),
        Ruling.TREATMENT: tr("To be treated"),
        None: tr("Goes on with the open checks"),
    }[other.ruling]
