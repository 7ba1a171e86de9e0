"""The evidence pack of a piece: declared against found, answers, pins, decisions, reasons, pictures, and where the log
has it; in the customer's language. The customer's own copy names no member of staff, no internal reason, no second look
and nothing of the log.

What it holds follows from what is stored and from nothing else, so that the same piece gives the same pack for ever.
Source: product.md 11.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from qc_station.application.bench_ports import declaration_of
from qc_station.application.evidence_words import EvidenceWords
from qc_station.application.ports import LogEntry, UnitOfWork
from qc_station.domain.checklist import Answer, Finding, Side
from qc_station.domain.errors import RuleBroken
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.photo import PhotoRef, Shot
from qc_station.domain.piece import Piece
from qc_station.domain.piece_id import PieceIdError, parse_piece_id
from qc_station.domain.second_look import SecondLook
from qc_station.domain.takeback import DeclaredItem, TakeBack
from qc_station.domain.verdict import Judgement, Ruling, Verdict
from qc_station.policy.grading import corrections, judge
from qc_station.policy.programme import Check, Programme


@dataclass(frozen=True, slots=True)
class Compared:
    """A fact as it was declared and as it was found."""

    label: str
    declared: str
    found: str


@dataclass(frozen=True, slots=True)
class Signed:
    """A decision, and what is said of it in lines; the newest one comes first."""

    heading: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A check and its answer; `finding` when it is not conform."""

    cap: str
    title: str
    answer: str
    finding: bool


@dataclass(frozen=True, slots=True)
class Pinned:
    """A finding's place, `x` and `y` in 0..1 of the outline, y downwards; `mark` is its check's key."""

    side: Side
    x: float
    y: float
    mark: str


@dataclass(frozen=True, slots=True)
class Pictured:
    label: str
    said: str
    photo: PhotoRef


@dataclass(frozen=True, slots=True)
class EvidencePack:
    """Every text is ready to be printed; `outline` names the drawing the pins are set on.

    `log`: when, who, what, in the order it happened; empty in the customer's copy. `made_at` is when the piece was last
    acted on.
    """

    words: EvidenceWords
    redacted: bool
    piece: str
    title: str
    subtitle: str
    made_at: datetime
    compared: tuple[Compared, ...]
    signed: tuple[Signed, ...]
    checks: tuple[Checked, ...]
    outline: str
    pins: tuple[Pinned, ...]
    why: tuple[tuple[str, str], ...]
    pictures: tuple[Pictured, ...]
    log: tuple[tuple[str, str, str], ...]
    position: str
    programme: str


def evidence_pack(
    piece_id: str,
    uow: UnitOfWork,
    programmes: Mapping[str, Programme],
    words: Mapping[str, EvidenceWords],
    *,
    redacted: bool,
) -> EvidencePack:
    """`words` by language. Raises RuleBroken("unknown_piece" | "unknown_programme" | "declaration_gone")."""
    try:
        piece = uow.pieces.get(parse_piece_id(piece_id.strip().upper()))
    except PieceIdError:
        piece = None
    if piece is None:
        raise RuleBroken("unknown_piece", shown=piece_id[:40])
    takeback, item = declaration_of(piece.key, uow)
    programme = programmes.get(takeback.programme)
    if programme is None:
        raise RuleBroken("unknown_programme", programme=takeback.programme, dossier=takeback.dossier)
    language = takeback.customer.language if takeback.customer.language in words else "fr"
    entries = tuple(entry for entry in uow.log.entries() if entry.fact.subject == piece.id)
    names = _Names(uow, words[language], redacted=redacted)
    return _Gathering(piece, takeback, item, programme, words[language], names, entries, redacted=redacted).pack(
        uow.second_looks.of_piece(piece.id)
    )


@dataclass(slots=True)
class _Names:
    """Who did it: by name, or for the customer by what they are."""

    uow: UnitOfWork
    words: EvidenceWords
    redacted: bool

    def of(self, operator: str) -> str:
        return self.words.text("expert") if self.redacted else self.uow.operators.name_of(operator) or operator


@dataclass(slots=True)
class _Gathering:
    piece: Piece
    takeback: TakeBack
    item: DeclaredItem
    programme: Programme
    words: EvidenceWords
    names: _Names
    entries: tuple[LogEntry, ...]
    redacted: bool

    def pack(self, look: SecondLook | None) -> EvidencePack:
        piece, words = self.piece, self.words
        judgement = self._judgement()
        category = self.programme.categories.get(self.item.category)
        last = self.entries[-1] if self.entries else None
        ref = piece.verdict.programme if piece.verdict else self.programme.ref
        return EvidencePack(
            words=words,
            redacted=self.redacted,
            piece=piece.id,
            title=words.pick(self.item.title),
            subtitle=self._subtitle(),
            made_at=last.fact.at if last else piece.opened_at,
            compared=tuple(self._compared(judgement)),
            signed=tuple(self._signed(look)),
            checks=tuple(self._checked(check) for check in self.programme.checks),
            outline=category.outline if category else "",
            pins=tuple(self._pins()),
            why=tuple(self._why(judgement)),
            pictures=tuple(self._pictured(shot) for shot in piece.shots),
            log=() if self.redacted else tuple(self._log()),
            position="" if self.redacted else self._position(last),
            programme=words.text("programme", name=self.programme.name, version=ref.version, sha256=ref.sha256),
        )

    def _judgement(self) -> Judgement:
        if self.piece.verdict is not None:
            return self.piece.verdict.judged
        return judge(self.piece.answers, self.item, self.takeback, self.programme, treated=self.piece.treated)

    def _subtitle(self) -> str:
        customer = self.takeback.customer
        who = ", ".join(part for part in (customer.name, customer.country) if part)
        dossier = (
            f"{self.words.text('dossier')} {self.takeback.dossier}, {self.words.text('line')} {self.item.key.line}"
        )
        return f"{dossier} · {who}"

    def _compared(self, judgement: Judgement) -> Iterator[Compared]:
        words, item = self.words, self.item
        real = corrections(self.piece.answers, self.programme)
        declared = {
            "reference": item.reference,
            "season": item.season,
            "size": item.size,
            "colour": words.pick(item.colour),
        }
        for fact, said in declared.items():
            yield Compared(words.text(fact), said, real.get(fact) or words.text("as_declared"))
        verdict = self.piece.verdict
        grade = verdict.grade if verdict else judgement.grade
        yield Compared(words.text("grade"), self._grade(item.declared_grade), self._grade(grade))
        paid = verdict.amount if verdict else None
        yield Compared(words.text("amount"), self._money(item.offer.get(item.declared_grade)), self._money(paid))

    def _grade(self, grade: Grade | None) -> str:
        known = next((rule for rule in self.programme.grades if rule.id is grade), None)
        return self.words.pick(known.label) if known else "—"

    def _money(self, amount: Money | None) -> str:
        return self.words.money(amount) if amount else "—"

    def _signed(self, look: SecondLook | None) -> Iterator[Signed]:
        words = self.words
        verdict = self.piece.verdict
        if verdict is None:
            yield Signed(words.text("decision"), words.text("treatment" if self.piece.in_treatment else "open"), ())
        heading = words.text("decision")
        while verdict is not None:
            yield Signed(heading, self._outcome(verdict.ruling, verdict.grade), tuple(self._lines(verdict)))
            # What was signed before is between the warehouse and its staff.
            verdict = None if self.redacted else verdict.overrules
            heading = words.text("earlier")
        if look is not None and not self.redacted:
            when = words.text("taken", when=words.moment(look.at), who=self.names.of(look.operator))
            yield Signed(words.text("second"), self._outcome(look.ruling, look.grade), (when,))

    def _outcome(self, ruling: Ruling, grade: Grade | None) -> str:
        said = self.words.text(str(ruling))
        return f"{said} — {self._grade(grade)}" if grade and ruling is Ruling.ACCEPTED else said

    def _lines(self, verdict: Verdict) -> Iterator[str]:
        words = self.words
        if verdict.ruling is Ruling.ACCEPTED and verdict.amount:
            yield words.text("credit", amount=words.money(verdict.amount))
        known = tuple(reason for reason in verdict.reasons if reason in self.programme.reasons)
        yield from self.programme.told(known, words.language)
        who = self.names.of(verdict.operator)
        yield words.text("signed", when=words.moment(verdict.decided_at), who=who, station=verdict.station)
        if self.redacted:
            return
        if verdict.overrules is not None:
            yield words.text("by_lead")
        if verdict.note:
            yield words.text("note", note=verdict.note)
        if verdict.without_photos:
            yield words.text("without_photos", note=verdict.without_photos)

    def _checked(self, check: Check) -> Checked:
        answer = self.piece.answer(check.id)
        title = self.words.pick(check.title)
        if answer is None:
            return Checked(check.key, title, self.words.text("not_answered"), finding=False)
        if answer.conform:
            return Checked(check.key, title, self.words.pick(check.conform.label), finding=False)
        return Checked(check.key, title, " · ".join(self._found(check, each) for each in answer.findings), finding=True)

    def _found(self, check: Check, finding: Finding) -> str:
        rule = check.rule(finding.kind)
        if rule is None:
            return finding.kind
        told = []
        for question, value in finding.details:
            asked = rule.question(question)
            told.append(self.words.pick(asked.choices[value]) if asked and value in asked.choices else value)
        note = (finding.note,) if finding.note and not self.redacted else ()
        return ", ".join((self.words.pick(rule.label), *told, *note))

    def _pins(self) -> Iterator[Pinned]:
        for answer in self.piece.answers:
            check = self.programme.check(answer.check)
            for finding in answer.findings:
                if finding.pin is not None and check is not None:
                    yield Pinned(finding.pin.side, finding.pin.x, finding.pin.y, check.key)

    def _why(self, judgement: Judgement) -> Iterator[tuple[str, str]]:
        """Each ground with the programme's own sentence for it."""
        for ground in judgement.grounds:
            check = self.programme.check(ground.source)
            answer = Answer(ground.source) if check is None else self.piece.answer(check.id)
            reason = self.programme.reasons.get(ground.reason or "")
            title = (
                self.words.pick(check.title) if check and answer else self.words.pick(reason.label) if reason else ""
            )
            sentence = self.programme.sentences.get(ground.sentence, {})
            yield title, self.words.pick(sentence)

    def _pictured(self, shot: Shot) -> Pictured:
        said = self.words.moment(shot.taken_at)
        if not self.redacted:
            said = self.words.text("taken", when=said, who=self.names.of(shot.operator))
            said = f"{said}\nSHA-256 {shot.photo.sha256}"
        return Pictured(self._view(shot.view), said, shot.photo)

    def _view(self, view: str) -> str:
        kind, _, rest = view.partition(":")
        if kind in ("defect", "treated"):
            check = self.programme.check(rest.partition(":")[0])
            mark = check.key if check else rest
            return self.words.text("defect" if kind == "defect" else "before_treatment", mark=mark)
        category = self.programme.categories.get(self.item.category)
        known = next((each for each in category.views if each.id == view), None) if category else None
        return self.words.pick(known.label) if known else self.words.text("extra")

    def _log(self) -> Iterator[tuple[str, str, str]]:
        for entry in self.entries:
            fact = entry.fact
            told = ", ".join(
                f"{name}={_plain(value)}" for name, value in sorted(fact.body.items()) if value not in ("", None)
            )
            yield self.words.moment(fact.at), self.names.of(fact.operator), f"{fact.kind} {told}".strip()

    def _position(self, last: LogEntry | None) -> str:
        if last is None:
            return self.words.text("no_log")
        return self.words.text("position", seq=last.seq, station=last.station, hash=last.hash)


def _plain(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "/".join(_plain(each) for each in value)
    return str(value)
