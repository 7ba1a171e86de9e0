"""One line of a play file → one command of the bench; bad lines are named, never guessed. The format is in
docs/play.md.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from qc_station.application import commands
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.errors import RuleBroken
from qc_station.domain.grade import Grade
from qc_station.domain.parcel import ParcelCondition
from qc_station.domain.piece import DispositionState, TreatmentState
from qc_station.domain.reentry import ReentryOutcome
from qc_station.domain.takeback import ItemKey, TransferForm
from qc_station.domain.verdict import Ruling

LINE_LENGTH_MAX = 2_000_000
_RULING_OF = {"accept": Ruling.ACCEPTED, "refuse": Ruling.REFUSED, "review": Ruling.REVIEW, "treat": Ruling.TREATMENT}
_DISPOSITIONS = (DispositionState.RETURN, DispositionState.DONATE, DispositionState.RECYCLE)
_TREATMENTS = (TreatmentState.IN_PROGRESS, TreatmentState.DONE)
_CONDITIONS = (ParcelCondition.INTACT, ParcelCondition.DAMAGED)
_FORM_STATES = (TransferForm.SIGNED, TransferForm.UNSIGNED, TransferForm.MISSING)


class PlayLineRefused(RuleBroken):
    """A line that is no command; `params` name the field."""


@dataclass(frozen=True, slots=True)
class _Fields:
    """The fields of one line, each read once with its type; what is left over is unknown."""

    given: dict[str, object]

    def text(self, name: str, default: str | None = None) -> str:
        value = self.given.pop(name, default)
        if not isinstance(value, str):
            raise PlayLineRefused("play_bad_field", field=name, wanted="text")
        return value

    def optional_text(self, name: str) -> str | None:
        if self.given.get(name) is None:
            self.given.pop(name, None)
            return None
        return self.text(name)

    def optional_word(self, name: str, words: Iterable[str]) -> str | None:
        if self.given.get(name) is None:
            self.given.pop(name, None)
            return None
        return self.word(name, words)

    def whole(self, name: str) -> int:
        value = self.given.pop(name, None)
        if type(value) is not int:
            raise PlayLineRefused("play_bad_field", field=name, wanted="whole number")
        return value

    def optional_whole(self, name: str) -> int | None:
        if self.given.get(name) is None:
            self.given.pop(name, None)
            return None
        return self.whole(name)

    def word(self, name: str, words: Iterable[str]) -> str:
        value, allowed = self.text(name), tuple(words)
        if value not in allowed:
            raise PlayLineRefused("play_bad_field", field=name, wanted=" | ".join(allowed))
        return value

    def pin(self, name: str) -> Pin | None:
        value = self.given.pop(name, None)
        if value is None:
            return None
        if not isinstance(value, dict) or set(value) != {"side", "x", "y"} or value["side"] not in tuple(Side):
            raise PlayLineRefused("play_bad_field", field=name, wanted='{"side": "front" | "back", "x": 0…1, "y": 0…1}')
        place = (value["x"], value["y"])
        if not all(type(each) in (int, float) and math.isfinite(each) for each in place):
            raise PlayLineRefused("play_bad_field", field=name, wanted="numbers in 0…1")
        return Pin(Side(value["side"]), float(value["x"]), float(value["y"]))


def _decide(fields: _Fields) -> commands.Decide:
    grade = fields.optional_word("grade", Grade)
    return commands.Decide(
        _RULING_OF[fields.word("choice", _RULING_OF)],
        Grade(grade) if grade else None,
        fields.optional_text("reason") or "",
        fields.text("without_photos", ""),
    )


def _lead(fields: _Fields) -> commands.Lead:
    return commands.Lead(fields.text("badge"), fields.text("pin"), fields.text("reason"))


def _overrule(fields: _Fields) -> commands.Overrule:
    lead = _lead(fields)
    choice = _RULING_OF[fields.word("choice", ("accept", "refuse"))]
    grade = fields.optional_word("grade", Grade)
    return commands.Overrule(lead, choice, Grade(grade) if grade else None, fields.text("refused_for", ""))


def _settle(fields: _Fields) -> commands.SettleUndeclared:
    lead = _lead(fields)
    dossier, line = fields.optional_text("dossier"), fields.optional_whole("line")
    if (dossier is None) != (line is None):
        raise PlayLineRefused("play_bad_field", field="line", wanted="whole number")
    key = None if dossier is None or line is None else ItemKey(dossier, line)
    return commands.SettleUndeclared(lead, key, fields.optional_text("piece") or "")


def _end_reentry(fields: _Fields) -> commands.EndReentry:
    outcome = ReentryOutcome(fields.word("outcome", ReentryOutcome))
    grade = fields.optional_word("grade", Grade)
    return commands.EndReentry(outcome, Grade(grade) if grade else None, fields.text("reason", ""))


_VERBS: dict[str, Callable[[_Fields], commands.BenchCommand]] = {
    "sign_in": lambda f: commands.SignIn(f.text("badge", ""), f.text("pin")),
    "sign_out": lambda _: commands.SignOut(),
    "lock": lambda _: commands.Lock(),
    "scan": lambda f: commands.Scan(f.text("code")),
    "transfer_form": lambda f: commands.RecordTransferForm(
        TransferForm(f.word("state", _FORM_STATES)),
        f.optional_text("dossier"),
    ),
    "open": lambda f: commands.OpenItem(f.whole("line"), f.optional_text("dossier")),
    "answer": lambda f: commands.AnswerCheck(f.text("check"), f.text("value"), f.pin("pin"), f.text("note", "")),
    "follow_up": lambda f: commands.AnswerFollowUp(
        f.text("check"), f.whole("number"), f.text("question"), f.text("value", "")
    ),
    "photograph": lambda f: commands.KeepPhotograph(Path(f.text("file")), f.optional_text("view")),
    "decide": _decide,
    "overrule": _overrule,
    "release_hold": lambda f: commands.ReleaseHold(_lead(f)),
    "reverse": lambda f: commands.ReverseCredit(_lead(f)),
    "dispose": lambda f: commands.Dispose(DispositionState(f.word("to", _DISPOSITIONS))),
    "open_found": lambda f: commands.OpenFound(f.text("dossier"), f.text("parcel")),
    "treatment": lambda f: commands.RecordTreatment(TreatmentState(f.word("state", _TREATMENTS))),
    "reentry": lambda f: commands.BeginReentry(_lead(f) if "badge" in f.given else None),
    "end_reentry": _end_reentry,
    "condition": lambda f: commands.RecordCondition(ParcelCondition(f.word("state", _CONDITIONS))),
    "undeclared": lambda f: commands.SetAsideUndeclared(f.optional_whole("instead_of"), f.optional_text("dossier")),
    "settle_undeclared": _settle,
    "missing": lambda f: commands.MarkMissing(f.whole("line"), f.optional_text("dossier")),
    "print_label": lambda _: commands.PrintLabel(),
    "undo": lambda _: commands.Undo(),
    "put_aside": lambda _: commands.ClosePiece(),
    "close": lambda _: commands.CloseParcel(),
}


def read_play_line(line: str) -> commands.BenchCommand:
    """Raises PlayLineRefused("play_not_json" | "play_unknown_verb" | "play_bad_field" | "play_unknown_field" | …)."""
    if len(line) > LINE_LENGTH_MAX:
        raise PlayLineRefused("play_line_too_long", most=LINE_LENGTH_MAX)
    try:
        document = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise PlayLineRefused("play_not_json", reason=str(error)[:200]) from error
    if not isinstance(document, dict):
        raise PlayLineRefused("play_not_json", reason="a line is one JSON object")
    verb = document.pop("do", None)
    if not isinstance(verb, str) or verb not in _VERBS:
        raise PlayLineRefused("play_unknown_verb", verb=str(verb)[:40])
    fields = _Fields(document)
    command = _VERBS[verb](fields)
    if fields.given:
        raise PlayLineRefused("play_unknown_field", field=str(next(iter(fields.given)))[:40])
    return command
