"""One example of every body that is sent, which together are a day: declared, decided, turned into a voucher, used.

`tests/ledger/test_openapi.py` sends them to a ledger in that order.
"""

from __future__ import annotations

from typing import Any

_EUR_60 = {"minor": 6000, "currency": "EUR"}
_APPROVAL: dict[str, Any] = {
    "id": "0193591c-6b5a-7c3e-8f2a-1b2c3d4e5f60",
    "epoch": 1,
    "seq": 1,
    "dossier": "R-2026-018834",
    "line": 1,
    "piece": "QC1-7K3M9P2XW4TB-R",
    "decision": "accepted",
    "grade": "very_good",
    "reasons": [],
    "claimed": _EUR_60,
    "programme": {"id": "ami-for-ever", "version": "2026.1", "sha256": "ab" * 32},
    "operator": "u-lea",
    "occurred_at": "2026-11-23T09:41:07.250000Z",
    "evidence": ["5f" * 32],
}
_ITEM: dict[str, Any] = {
    "line": 1,
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
    "offer": {"new": 9500, "excellent": 8000, "very_good": 6000},
}
EXAMPLES: dict[str, Any] = {
    "TakebackIn": {
        "dossier": "R-2026-018834",
        "programme": "ami-for-ever",
        "accepted_at": "2026-11-03T09:12:00Z",
        "customer": {
            "ref": "C-48213",
            "name": "Camille D.",
            "city": "Lyon",
            "country": "FR",
            "language": "fr",
            "email": "camille@example.org",
            "born_on": "1990-04-02",
        },
        "parcels": [{"code": "8R41207731939", "carrier": "colissimo"}],
        "items": [_ITEM, _ITEM | {"line": 2, "size": "42"}, _ITEM | {"line": 3, "size": "44"}],
    },
    "KeyIn": {"public": "d7" * 32, "epoch": 1, "seq": 4, "before": []},
    "ApprovalIn": _APPROVAL,
    "BatchIn": {
        "approvals": [
            _APPROVAL
            | {"id": "0193591c-6b5a-7c3e-8f2a-1b2c3d4e5f61", "seq": 2, "line": 2, "piece": "QC1-8M4N2Q5ZH7VC-S"},
            _APPROVAL
            | {
                "id": "0193591c-6b5a-7c3e-8f2a-1b2c3d4e5f62",
                "seq": 3,
                "line": 3,
                "piece": "QC1-9P5R3T6YK8WD-T",
                "decision": "refused",
                "grade": None,
                "claimed": None,
                "reasons": ["incomplete"],
            },
        ]
    },
    "ArrivalsIn": {
        "receptions": [
            {
                "dossier": "R-2026-018834",
                "parcel": "8R41207731939",
                "received_at": "2026-11-23T08:15:00Z",
                "transfer_form": False,
            }
        ]
    },
    "AllHeldIn": {
        "held": [
            {
                "dossier": "R-2026-018834",
                "line": 3,
                "piece": "QC1-9P5R3T6YK8WD-T",
                "amount": _EUR_60,
                "since": "2026-11-23T09:50:00Z",
            }
        ]
    },
    "ReleaseIn": {
        "dossier": "R-2026-018834",
        "line": 3,
        "person": "u-nora",
        "reason": "The customer sent the signed form by mail",
    },
    "CallOffIn": {"dossier": "R-2026-018835", "reason": "The customer keeps the shirt"},
    "VoucherIn": {"amount": {"minor": 5000, "currency": "EUR"}, "issue_on": "2026-11-24"},
    "CodeIn": {"code": "7K3M9P-2XW4TB-RQ5ZHN"},
    "UseIn": {
        "code": "7K3M9P-2XW4TB-RQ5ZHN",
        "amount": {"minor": 2000, "currency": "EUR"},
        "order": "ORDER-100042",
        "capture": True,
    },
    "RefundIn": {"amount": {"minor": 500, "currency": "EUR"}},
    "ReversalIn": {
        "dossier": "R-2026-018834",
        "line": 2,
        "reason": "The item was linked to the wrong line",
        "person": "u-nora",
    },
    "AdjustmentIn": {
        "customer": "C-48213",
        "direction": "credit",
        "amount": {"minor": 1000, "currency": "EUR"},
        "reason": "Goodwill for a late answer, ticket 5512",
    },
    "AnswerIn": {"approved": True},
    "CancelIn": {"reason": "Made twice by mistake, asked for by its owner"},
    "ResolutionIn": {"resolution": "The first decision stands; the second bench had the twin of this shirt"},
}
