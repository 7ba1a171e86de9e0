"""Facts: what happened, in the past tense, as the hash-chained log keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

# Whose act it is when no person of the bench did it.
LEDGER = "ledger"
# The kinds of fact this version writes; `qc-station verify` refuses a log with any other.
KINDS = frozenset(
    {
        "signed_in",
        "sign_in_refused",
        "signed_out",
        "parcel_received",
        "transfer_form_recorded",
        "piece_opened",
        "item_marked_missing",
        "check_answered",
        "follow_up_answered",
        "photo_kept",
        "frame_trayed",
        "piece_decided",
        "act_undone",
        "condition_recorded",
        "hold_released",
        "reversal_asked",
        "reversal_answered",
        "piece_disposed",
        "treatment_ordered",
        "treatment_recorded",
        "second_look_given",
        "reentry_begun",
        "reentry_decided",
        "undeclared_set_aside",
        "undeclared_settled",
        "shot_filed",
        "raw_filed",
        "shot_kept",
        "shot_rejected",
        "tray_frame_settled",
        "sheet_written",
        "studio_undone",
        "set_published",
        "publication_settled",
        "workshop_planned",
        "workshop_step_in",
        "workshop_step_out",
        "workshop_step_skipped",
        "workshop_method_recorded",
        "label_queued",
        "label_confirmed",
        "approval_released",
        "approval_settled",
        "approvals_rearmed",
        "epoch_adopted",
        "takebacks_imported",
        "customers_forgotten",
    },
)


@dataclass(frozen=True, slots=True)
class Fact:
    """`subject` names what it happened to (a piece id, a dossier, an operator); `body` holds JSON values only."""

    kind: str
    at: datetime
    operator: str
    subject: str
    body: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of fact: {self.kind}")
