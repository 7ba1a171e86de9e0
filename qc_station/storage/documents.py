"""Values of the domain as JSON text and back: sorted keys, no spaces, ASCII, so that equal values are equal texts.

ASCII escapes keep every string a keyboard or a file can produce, half surrogate pairs and zero characters included,
on both engines. Reading is strict: a missing or unknown word raises KeyError, ValueError, TypeError or RuleBroken,
which `rows.py` turns into WorldFailure("record_unreadable").
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from qc_station.domain.checklist import Answer, Finding, Pin, Severity, Side
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.photo import PhotoRef, Shot
from qc_station.domain.verdict import Alternative, Ground, Judgement, ProgrammeRef, Ruling, Verdict
from qc_station.storage.columns import written_instant

Document = dict[str, Any]


def to_json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def money_document(money: Money | None) -> list[object] | None:
    return None if money is None else [money.minor, money.currency]


def money_of(document: list[Any] | None) -> Money | None:
    return None if document is None else Money(document[0], document[1])


def grade_of(document: str | None) -> Grade | None:
    return None if document is None else Grade(document)


def ruling_of(document: str | None) -> Ruling | None:
    return None if document is None else Ruling(document)


def programme_ref_document(programme: ProgrammeRef) -> Document:
    return {"id": programme.id, "version": programme.version, "sha256": programme.sha256}


def programme_ref_of(document: Document) -> ProgrammeRef:
    return ProgrammeRef(document["id"], document["version"], document["sha256"])


def answer_document(answer: Answer) -> Document:
    return {
        "check": answer.check,
        "findings": [
            {
                "kind": finding.kind,
                "severity": finding.severity,
                "number": finding.number,
                "pin": finding.pin and {"side": finding.pin.side, "x": finding.pin.x, "y": finding.pin.y},
                "note": finding.note,
                "details": [list(detail) for detail in finding.details],
            }
            for finding in answer.findings
        ],
    }


def answer_of(document: Document) -> Answer:
    return Answer(document["check"], tuple(_finding_of(each) for each in document["findings"]))


def _finding_of(document: Document) -> Finding:
    pin = document["pin"]
    return Finding(
        kind=document["kind"],
        severity=Severity(document["severity"]),
        number=document["number"],
        pin=None if pin is None else Pin(Side(pin["side"]), pin["x"], pin["y"]),
        note=document["note"],
        # Findings written before further questions were asked have none.
        details=tuple((question, value) for question, value in document.get("details", ())),
    )


def shot_document(shot: Shot) -> Document:
    return {
        "view": shot.view,
        "sha256": shot.photo.sha256,
        "size": shot.photo.size,
        "taken_at": written_instant(shot.taken_at),
        "operator": shot.operator,
    }


def shot_of(document: Document) -> Shot:
    photo = PhotoRef(document["sha256"], document["size"])
    return Shot(document["view"], photo, datetime.fromisoformat(document["taken_at"]), document["operator"])


def verdict_document(verdict: Verdict) -> Document:
    return {
        "ruling": verdict.ruling,
        "grade": verdict.grade,
        "amount": money_document(verdict.amount),
        "reasons": list(verdict.reasons),
        "note": verdict.note,
        "judged": _judgement_document(verdict.judged),
        "programme": programme_ref_document(verdict.programme),
        "operator": verdict.operator,
        "station": verdict.station,
        "decided_at": written_instant(verdict.decided_at),
        "without_photos": verdict.without_photos,
        "overrules": None if verdict.overrules is None else verdict_document(verdict.overrules),
    }


def verdict_of(document: Document) -> Verdict:
    # Verdicts of the first day know no overruling.
    earlier = dict(document).get("overrules")
    return Verdict(
        ruling=Ruling(document["ruling"]),
        grade=grade_of(document["grade"]),
        amount=money_of(document["amount"]),
        reasons=tuple(document["reasons"]),
        note=document["note"],
        judged=_judgement_of(document["judged"]),
        programme=programme_ref_of(document["programme"]),
        operator=document["operator"],
        station=document["station"],
        decided_at=datetime.fromisoformat(document["decided_at"]),
        without_photos=document["without_photos"],
        overrules=None if earlier is None else verdict_of(earlier),
    )


def _judgement_document(judged: Judgement) -> Document:
    return {
        "ruling": judged.ruling,
        "grade": judged.grade,
        "amount": money_document(judged.amount),
        "grounds": [
            [ground.source, ground.answer, ground.ruling, ground.reason, ground.limit, ground.sentence]
            for ground in judged.grounds
        ],
        "unanswered": list(judged.unanswered),
        "alternatives": [
            [other.source, other.answer, other.ruling, other.grade, money_document(other.amount)]
            for other in judged.alternatives
        ],
        "amounts": [[grade, money_document(amount)] for grade, amount in judged.amounts],
    }


def _judgement_of(document: Document) -> Judgement:
    return Judgement(
        ruling=ruling_of(document["ruling"]),
        grade=grade_of(document["grade"]),
        amount=money_of(document["amount"]),
        grounds=tuple(
            Ground(source, answer, ruling_of(ruling), reason, grade_of(limit), sentence)
            for source, answer, ruling, reason, limit, sentence in document["grounds"]
        ),
        unanswered=tuple(document["unanswered"]),
        alternatives=tuple(
            Alternative(source, answer, ruling_of(ruling), grade_of(grade), money_of(amount))
            for source, answer, ruling, grade, amount in document["alternatives"]
        ),
        amounts=tuple((Grade(grade), Money(*amount)) for grade, amount in document["amounts"]),
    )
