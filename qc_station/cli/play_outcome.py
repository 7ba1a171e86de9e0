"""An outcome as one JSON line: what a screen would show, in codes, amounts and the operator's words."""

from __future__ import annotations

from collections.abc import Mapping

from qc_station.application.bench_view import BenchView, CheckView, ItemView, PieceView, ReentryView
from qc_station.application.messages import Messages
from qc_station.application.outcome import Outcome
from qc_station.domain.money import Money
from qc_station.domain.verdict import Judgement, Verdict

Json = Mapping[str, object]


def outcome_document(outcome: Outcome, view: BenchView, messages: Messages) -> Json:
    """`ok`, the notice with its text, and the table: parcel, items, piece, verdict, ledger."""
    notice = outcome.notice
    return {
        "ok": outcome.ok,
        "code": notice.code,
        "text": messages.text(notice.code, **notice.params),
        "params": {name: plain(value) for name, value in notice.params.items()},
        "operator": view.operator.id if view.operator else None,
        "parcel": _parcel(view),
        "piece": _piece(view.piece) if view.piece else None,
        "next": {"step": str(view.next.step), "target": view.next.target},
        "outbox": {
            name: getattr(view.outbox, name) for name in ("draft", "held", "pending", "acked", "parked", "conflict")
        },
        "tray": view.tray,
        "can_undo": view.can_undo,
    }


def plain(value: object) -> object:
    """A parameter as JSON: numbers stay numbers, money its two parts, all else its text."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, Money):
        return _money(value)
    return str(value)


def _money(amount: Money | None) -> Json | None:
    return {"minor": amount.minor, "currency": amount.currency} if amount else None


def _parcel(view: BenchView) -> Json | None:
    if view.parcel is None:
        return None
    return {
        "code": view.parcel.code,
        "shown": view.parcel.shown,
        "carrier": view.parcel.carrier,
        "done": view.parcel.done,
        "dossiers": [
            {
                "dossier": dossier.dossier,
                "customer": dossier.customer.name,
                "country": dossier.customer.country,
                "transfer_form": str(dossier.transfer_form),
                "due_on": dossier.due_on.isoformat(),
                "days_left": dossier.days_left,
                "items": [_item(item) for item in dossier.items],
            }
            for dossier in view.parcel.dossiers
        ],
    }


def _item(view: ItemView) -> Json:
    return {
        "line": view.item.key.line,
        "reference": view.item.reference,
        "category": view.item.category,
        "season": view.item.season,
        "size": view.item.size,
        "declared_grade": str(view.item.declared_grade),
        "state": str(view.state),
        "label": str(view.label),
        "piece": view.piece_id,
        "grade": view.grade and str(view.grade),
        "amount": _money(view.shown_amount),
        "ineligible": [each.rule for each in view.ineligible],
    }


def _piece(piece: PieceView) -> Json:
    return {
        "id": piece.id,
        "dossier": piece.key.dossier,
        "line": piece.key.line,
        "axes": {
            axis: str(getattr(piece.axes, axis))
            for axis in ("reception", "identity", "decision", "treatment", "photos", "credit", "disposition")
        },
        "checks": [_check(check) for check in piece.checks],
        "shots": [
            {"view": shot.view, "required": shot.required, "sha256": shot.photo and shot.photo.sha256}
            for shot in piece.shots
        ],
        "judgement": judgement_document(piece.judgement),
        "verdict": _verdict(piece.verdict) if piece.verdict else None,
        "ledger": piece.ledger_answer or None,
        "reentry": _reentry(piece.reentry) if piece.reentry else None,
    }


def _reentry(reentry: ReentryView) -> Json:
    return {
        "number": reentry.number,
        "earlier": [{"view": each.view, "sha256": each.photo.sha256} for each in reentry.earlier],
        "outcomes": [str(each) for each in reentry.outcomes],
    }


def _check(check: CheckView) -> Json:
    value = (
        None if not check.answered else "conform" if check.conform else [each.finding.kind for each in check.findings]
    )
    return {"check": check.id, "value": value}


def judgement_document(judgement: Judgement) -> Json:
    """The explanation whole: grounds with their sentence, what would change it, what each grade pays."""
    return {
        "ruling": judgement.ruling and str(judgement.ruling),
        "grade": judgement.grade and str(judgement.grade),
        "amount": _money(judgement.amount),
        "reasons": list(judgement.reasons),
        "unanswered": list(judgement.unanswered),
        "grounds": [
            {
                "source": ground.source,
                "answer": ground.answer,
                "ruling": ground.ruling and str(ground.ruling),
                "limit": ground.limit and str(ground.limit),
                "reason": ground.reason,
                "sentence": ground.sentence,
            }
            for ground in judgement.grounds
        ],
        "would_change": [
            {
                "source": each.source,
                "answer": each.answer,
                "ruling": each.ruling and str(each.ruling),
                "grade": each.grade and str(each.grade),
                "amount": _money(each.amount),
            }
            for each in judgement.alternatives
        ],
        "amounts": {str(grade): _money(amount) for grade, amount in judgement.amounts},
    }


def _verdict(verdict: Verdict) -> Json:
    return {
        "ruling": str(verdict.ruling),
        "grade": verdict.grade and str(verdict.grade),
        "amount": _money(verdict.amount),
        "reasons": list(verdict.reasons),
        "note": verdict.note,
        "without_photos": verdict.without_photos,
        "programme": {
            "id": verdict.programme.id,
            "version": verdict.programme.version,
            "sha256": verdict.programme.sha256,
        },
        "operator": verdict.operator,
        "decided_at": verdict.decided_at.isoformat(),
        "overrules": _verdict(verdict.overrules) if verdict.overrules else None,
    }
