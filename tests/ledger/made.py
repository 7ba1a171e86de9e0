"""Documents of the wire as a shop and a bench would send them, and a clock that stands still."""

from __future__ import annotations

import itertools
import uuid
from datetime import UTC, datetime
from typing import Any

from voucher_ledger.api.wire import ApprovalIn, TakebackIn, to_approval, to_takeback
from voucher_ledger.domain.approval import Approval
from voucher_ledger.domain.takeback import TakeBack

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
OFFER = {"new": 9500, "excellent": 8000, "very_good": 6000}
_numbers = itertools.count(1)


class StoppedClock:
    """Moves when a test moves it."""

    def __init__(self, at: datetime = NOW) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at


def item(line: int = 1, **changes: Any) -> dict[str, Any]:
    return {
        "line": line,
        "parcel": "8R41207731939",
        "reference": "HSH111.CO0031",
        "title": {"fr": "Chemise oxford boutonnée", "en": "Button-down oxford shirt"},
        "category": "shirt",
        "season": "2022-SS",
        "size": "40",
        "colour": {"fr": "Bleu ciel", "en": "Sky blue"},
        "declared_grade": "excellent",
        "composition": "98 % coton, 2 % élasthanne",
        "currency": "EUR",
        "offer": dict(OFFER),
    } | changes


def takeback(dossier: str = "R-1", lines: int = 1, **changes: Any) -> dict[str, Any]:
    """A declaration the programme takes. `customer` and `items` given replace the usual ones."""
    return {
        "dossier": dossier,
        "programme": "ami-for-ever",
        "accepted_at": "2026-11-03T09:12:00Z",
        "customer": customer(),
        "parcels": [{"code": "8R41207731939", "carrier": "colissimo"}],
        "items": [item(line) for line in range(1, lines + 1)],
    } | changes


def customer(ref: str = "C-1", **changes: Any) -> dict[str, Any]:
    return {
        "ref": ref,
        "name": "Camille D.",
        "city": "Lyon",
        "country": "FR",
        "language": "fr",
        "email": "camille@example.org",
        "born_on": "1990-04-02",
    } | changes


def approval(seq: int, line: int = 1, **changes: Any) -> dict[str, Any]:
    """An acceptance as Very good of R-1's line, of a piece nobody has seen before."""
    return {
        "id": str(uuid.uuid4()),
        "epoch": 1,
        "seq": seq,
        "dossier": "R-1",
        "line": line,
        "piece": f"QC1-{next(_numbers):012d}-X",
        "decision": "accepted",
        "grade": "very_good",
        "reasons": [],
        "claimed": {"minor": 6000, "currency": "EUR"},
        "programme": {"id": "ami-for-ever", "version": "2026.1", "sha256": "ab" * 32},
        "operator": "u-lea",
        "occurred_at": "2026-11-23T09:41:07.250000Z",
        "evidence": ["5f" * 32],
        "overrides": None,
    } | changes


def refusal(seq: int, line: int = 1, **changes: Any) -> dict[str, Any]:
    plain = approval(seq, line, decision="refused", grade=None, claimed=None, reasons=["incomplete"])
    return plain | changes


def as_takeback(document: dict[str, Any]) -> TakeBack:
    return to_takeback(TakebackIn.model_validate(document))


def as_approval(document: dict[str, Any]) -> Approval:
    return to_approval(ApprovalIn.model_validate(document))
