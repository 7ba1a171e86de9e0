"""An expert at a bench that may die at any line: she works on where she was, and remembers every answer she got."""

from __future__ import annotations

import contextlib
import json
import random
import subprocess
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.dossiers import CHECKS, PINNED, Dossier, Item

BADGE, PIN, NAME = "QC-BADGE-LM-0001", "4711", "Léa Martin"
Command = Mapping[str, object]
Outcome = dict[str, Any]
Key = tuple[str, int]

# The fact each act leaves in the log, as often as it was done.
FACTS = {
    "sign_in": "signed_in",
    "transfer_form": "transfer_form_recorded",
    "answer": "check_answered",
    "decide": "piece_decided",
    "missing": "item_marked_missing",
    "undo": "act_undone",
}
# What a line that nobody heard the answer of may have changed of a piece.
_MAY_CHANGE = {
    "answer": {"checks", "shots"},
    "photograph": {"shots"},
    "decide": {"verdict"},
    "undo": {"checks", "shots", "verdict"},
}
# Refusals that may come of `sync --once` at work beside her.
_TRY_AGAIN = ("changed_elsewhere", "database_lost")


class Died(Exception):
    """The process is gone: killed, as was meant."""


class NotDeclaredYet(Exception):
    """The station has not heard of this parcel."""


class Lost(AssertionError):
    """Something that was answered is not there."""


@dataclass(frozen=True, slots=True)
class Blow:
    """When SIGKILL comes: with the outcome number `outcomes` (the next line is on its way), or after `seconds`."""

    outcomes: int | None = None
    seconds: float | None = None
    pause_s: float = 0.0


class Life:
    """One `qc-station play -`, from start to death."""

    def __init__(self, process: subprocess.Popen[str], blow: Blow | None) -> None:
        self.process, self._blow = process, blow
        self._answered = 0
        self._timer = threading.Timer(blow.seconds, process.kill) if blow and blow.seconds is not None else None
        if self._timer:
            self._timer.start()

    def do(self, command: Command) -> Outcome:
        """Say one line and hear its outcome. Raises Died when there was none."""
        stdin, stdout = self.process.stdin, self.process.stdout
        assert stdin is not None
        assert stdout is not None
        try:
            stdin.write(json.dumps(command) + "\n")
            stdin.flush()
        except BrokenPipeError:
            raise Died from None
        if self._blow and self._blow.outcomes == self._answered:
            time.sleep(self._blow.pause_s)
            self.process.kill()
        line = stdout.readline()
        if not line.endswith("\n"):
            raise Died
        self._answered += 1
        outcome: Outcome = json.loads(line)
        return outcome

    def end(self) -> int:
        """Wait for it, whether it was killed or has nothing more to hear; its exit status."""
        with contextlib.suppress(BrokenPipeError):
            self.process.communicate(timeout=60)
        if self._timer:
            self._timer.cancel()
            self._timer.join()
        return int(self.process.returncode)


class Expert:
    """Works through dossiers, one parcel after the other. `chance` decides on her detours."""

    def __init__(self, dossiers: Iterator[Dossier], pictures: list[Path], chance: random.Random) -> None:
        self._dossiers, self._pictures, self._chance = dossiers, pictures, chance
        self.current: Dossier | None = None
        self.finished: list[Dossier] = []
        self.seen: dict[Key, dict[str, Any]] = {}
        self.missing: set[Key] = set()
        self.forms: dict[str, str] = {}
        self.answered: Counter[str] = Counter()
        self.unheard: Counter[str] = Counter()
        self.outbox: dict[str, int] = {}
        # What nobody heard the end of, by the piece or dossier it was about, until that is seen again.
        self._in_flight: dict[Key | str, set[str]] = defaultdict(set)
        self._in_hand: Key | None = None
        self._life: Life | None = None

    def work(self, life: Life, dossiers_more: int = 1_000_000) -> None:
        """Sign in and go on, until the bench dies (Died) or as many dossiers more are finished."""
        self._life, self._in_hand = life, None
        self._say({"do": "sign_in", "badge": BADGE, "pin": PIN})
        for _ in range(dossiers_more):
            self.current = self.current or next(self._dossiers)
            self._dossier(self.current)
            self.finished.append(self.current)
            self.current = None

    def _dossier(self, dossier: Dossier) -> None:
        self._detour()
        outcome = self._try({"do": "scan", "code": dossier.parcel})
        if outcome["code"] == "unknown_parcel":
            raise NotDeclaredYet
        assert outcome["ok"], outcome
        self._form(dossier, dossier.form, outcome)
        for item in dossier.items:
            if item.found.name == "not_in_the_parcel":
                self._mark_missing(item)
            else:
                self._inspect(item)
        if dossier.late_form:
            self._form(dossier, "signed", self._say({"do": "put_aside"}))
        self._say({"do": "close"})

    def _form(self, dossier: Dossier, state: str, outcome: Outcome) -> None:
        stands = outcome["parcel"]["dossiers"][0]["transfer_form"]
        known = self.forms.get(dossier.id)
        recorded = self._in_flight.pop(dossier.id, None)
        if known is not None and stands != known and not recorded:
            raise Lost(f"{dossier.id}: the form was {known}, and is {stands}")
        if stands not in (state, "signed"):
            outcome = self._say({"do": "transfer_form", "state": state})
            stands = outcome["parcel"]["dossiers"][0]["transfer_form"]
        self.forms[dossier.id] = stands

    def _mark_missing(self, item: Item) -> None:
        self._say({"do": "missing", "line": item.line})
        self.missing.add(item.key)
        if self._chance.random() < 0.2:
            self._say({"do": "undo"})
            self.missing.discard(item.key)
            self._say({"do": "missing", "line": item.line})
            self.missing.add(item.key)

    def _inspect(self, item: Item) -> None:
        before, self._in_hand = self.seen.get(item.key), item.key
        outcome = self._say({"do": "open", "line": item.line}, compare=False)
        self._compare(item.key, before, outcome["piece"])
        if outcome["piece"]["verdict"] is None:
            self._answer_checks(item, outcome)
        elif outcome["outbox"]["draft"] and self._chance.random() < 0.05:
            self._reconsider(item)
        self._in_hand = None

    def _answer_checks(self, item: Item, outcome: Outcome) -> None:
        checks = CHECKS if item.found.decide else CHECKS[:: self._chance.choice((2, 3))]
        for check in checks:
            wanted = item.found.answers.get(check, "conform")
            if _value(outcome, check) == ([wanted] if wanted != "conform" else wanted):
                continue
            if _value(outcome, check) not in (None, "conform"):  # a detour that a blow cut short
                self._answer(check, "conform")
            outcome = self._answer_with_detours(check, wanted)
        while item.found.decide and "without_photos" not in item.found.decide:
            unshown = [shot["view"] for shot in outcome["piece"]["shots"] if shot["required"] and not shot["sha256"]]
            if not unshown:
                break
            outcome = self._photograph(unshown[0])
        if self._chance.random() < 0.1:
            self._photograph(None)
        if item.found.decide:
            self._decide(item)
        else:
            self._say({"do": "put_aside"})
            if self._chance.random() < 0.3:  # a frame of no piece
                self._in_hand = None
                self._photograph(None)

    def _answer_with_detours(self, check: str, wanted: str) -> Outcome:
        whim = self._chance.random()
        if whim < 0.04 and check == "clean":
            self._answer(check, "odour")
            self._answer(check, "conform")
        outcome = self._answer(check, wanted)
        if whim > 0.95:
            self._say({"do": "undo"})
            outcome = self._answer(check, wanted)
        return outcome

    def _answer(self, check: str, value: str) -> Outcome:
        said: dict[str, object] = {"do": "answer", "check": check, "value": value}
        if value in PINNED:
            said |= {"pin": {"side": "front", "x": 0.4, "y": 0.6}, "note": "poignet gauche ✂"}
        return self._say(said)

    def _photograph(self, view: str | None) -> Outcome:
        said: dict[str, object] = {"do": "photograph", "file": str(self._chance.choice(self._pictures))}
        return self._say(said | ({"view": view} if view else {}))

    def _decide(self, item: Item) -> None:
        self._say(item.found.decide)
        if self._chance.random() < 0.12:
            self._reconsider(item)

    def _reconsider(self, item: Item) -> None:
        """Take the decision back, unless it has left, and sign it again."""
        outcome = self._try({"do": "undo"})
        if outcome["ok"]:
            self._say(item.found.decide)
        else:
            assert outcome["code"] in ("already_left", "nothing_to_undo"), outcome

    def _detour(self) -> None:
        if self._chance.random() < 0.2:
            code = self._chance.choice(("NOT A LABEL", "\u202e8R41", "8R41207731930", "'; DROP TABLE piece; --"))
            outcome = self._try({"do": "scan", "code": code})
            assert not outcome["ok"], outcome

    def _say(self, command: Command, *, compare: bool = True) -> Outcome:
        """A line that has to succeed."""
        for _ in range(5):
            outcome = self._try(command, compare=compare)
            if outcome["ok"] or outcome["code"] not in _TRY_AGAIN:
                break
        assert outcome["ok"], (command, outcome)
        return outcome

    def _try(self, command: Command, *, compare: bool = True) -> Outcome:
        assert self._life is not None
        verb = str(command["do"])
        kind = FACTS.get(verb)
        try:
            outcome = self._life.do(command)
        except Died:
            about = self.current.id if verb == "transfer_form" and self.current else self._in_hand
            if about:
                self._in_flight[about].add(verb)
            self.unheard[kind or verb] += 1
            raise
        self.outbox = outcome["outbox"]
        if outcome["ok"]:
            # A picture of no piece is another fact than one of a piece: the outcome says which it was.
            kept = outcome["code"] if verb == "photograph" else kind
            if kept:
                self.answered[kept] += 1
            if self._in_hand and compare and outcome["piece"]:
                self.seen[self._in_hand] = essence(outcome["piece"])
        return outcome

    def _compare(self, key: Key, before: dict[str, Any] | None, piece: dict[str, Any]) -> None:
        """What is stored of the piece is what was last answered, but for the one line that nobody heard the end of."""
        now = essence(piece)
        unheard = self._in_flight.pop(key, set())
        if before is not None:
            changed = {part for part in before if before[part] != now[part]}
            if changed - {part for verb in unheard for part in _MAY_CHANGE.get(verb, ())}:
                raise Lost(f"{key}: was {before}, is {now}, unheard: {unheard}")
        self.seen[key] = now


def essence(piece: Mapping[str, Any]) -> dict[str, Any]:
    """What an expert did to a piece, without what the ledger made of it since."""
    return {
        "id": piece["id"],
        "checks": {check["check"]: check["value"] for check in piece["checks"]},
        "shots": {shot["view"]: shot["sha256"] for shot in piece["shots"] if shot["sha256"]},
        "verdict": piece["verdict"],
    }


def _value(outcome: Outcome, check: str) -> object:
    return next(each["value"] for each in outcome["piece"]["checks"] if each["check"] == check)
