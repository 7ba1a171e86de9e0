"""The JSON of the wire, `/v1`: decisions out, answers and declarations in. Both ways, and additive only.

What the station writes it can read back (`approval_document`, `read_approval`); the golden files of tests/contract hold
the very documents, and the ledger reads them too. Of an answer, fields of a newer ledger are passed over; an answer
that cannot be understood is no answer, and the approval stays pending.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from qc_station.application.ledger_port import LedgerAnswer, LedgerDigest, ReleaseOrder, ReversalAnswer, TakeBackPage
from qc_station.application.strict_json import INTEGER_MAX, DocumentError, Node, shown, written
from qc_station.application.takeback_document import read_takeback
from qc_station.domain.approval import Approval, Departure, Link
from qc_station.domain.approval_chain import StationKey
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.reversal import Reversal, ReversalState
from qc_station.domain.takeback import ItemKey, Reception, TransferForm
from qc_station.domain.verdict import ProgrammeRef, Ruling

BATCH_BYTES_MAX = 1024 * 1024
PAGE_MAX = 200
# The ledger promises at most 500; a page that holds more was not asked for.
_PAGE_ENTRIES_MAX = 1000
_TEXT_MAX = 500
_LIST_MAX = 1000
_PROBLEM = re.compile(r"urn:ledger:([a-z0-9-]{1,60})")
_CURRENCY = re.compile("[A-Z]{3}")
_SHA256 = re.compile("[0-9a-f]{64}")
MISSING_MAX = 1000
_NONE: frozenset[str] = frozenset()

_REVERSAL = frozenset({"transfer", "task", "type", "title", "detail", "errors", "retryable"})
_APPROVAL = frozenset(
    {"id", "epoch", "seq", "dossier", "line", "piece", "decision", "grade", "reasons", "claimed", "programme"}
    | {"operator", "occurred_at", "evidence", "overrides"}
)


def approval_document(departure: Departure) -> dict[str, object]:
    """The wire's form of a released approval. Raises ValueError for one that has no place in the queue yet."""
    approval = departure.approval
    if departure.epoch is None or departure.seq is None:
        raise ValueError(f"approval {approval.id} was not released")
    if approval.ruling is Ruling.REVIEW:
        raise ValueError(f"approval {approval.id} decides nothing")
    programme = approval.programme
    return {
        "id": approval.id,
        "epoch": departure.epoch,
        "seq": departure.seq,
        "dossier": approval.key.dossier,
        "line": approval.key.line,
        "piece": approval.piece,
        "decision": approval.ruling.value,
        "grade": approval.grade.value if approval.grade else None,
        "reasons": list(approval.reasons),
        "claimed": money_document(approval.claimed) if approval.claimed else None,
        "programme": {"id": programme.id, "version": programme.version, "sha256": programme.sha256},
        "operator": approval.operator,
        "occurred_at": written(approval.occurred_at),
        "evidence": list(approval.evidence),
        "overrides": None,
    } | ({"chain": _chain_document(departure.link)} if departure.link else {})


def _chain_document(link: Link) -> dict[str, object]:
    return {"prev": link.prev, "hash": link.hash, "signature": link.signature}


def keys_document(keys: Sequence[StationKey]) -> dict[str, object]:
    """The last is in force."""
    *before, last = ({"public": key.public, "epoch": key.epoch, "seq": key.seq} for key in keys)
    return {**last, "before": before}


def receptions_document(receptions: Sequence[Reception]) -> dict[str, object]:
    told = [
        {
            "dossier": each.dossier,
            "parcel": each.parcel_code,
            "received_at": written(each.received_at),
            "transfer_form": each.transfer_form is TransferForm.SIGNED,
        }
        for each in receptions
    ]
    return {"receptions": told}


def held_document(held: Sequence[Departure]) -> dict[str, object]:
    told = [
        {
            "dossier": each.approval.key.dossier,
            "line": each.approval.key.line,
            "piece": each.approval.piece,
            "amount": money_document(each.approval.claimed),
            "since": written(each.approval.occurred_at),
        }
        for each in held
        if each.approval.claimed is not None
    ]
    return {"held": told}


def read_releases(node: Node) -> tuple[ReleaseOrder, ...]:
    """The held credits somebody asks to let go. Raises DocumentError."""
    return tuple(
        _release(each) for each in node.fields(frozenset({"held"}), _NONE, only=False)["held"].entries(_LIST_MAX)
    )


def _release(node: Node) -> ReleaseOrder:
    fields = node.fields(frozenset({"dossier", "line", "release"}), _NONE, only=False)
    order = fields["release"].fields(frozenset({"person", "reason"}), _NONE, only=False)
    key = ItemKey(fields["dossier"].text(64), fields["line"].whole(1, INTEGER_MAX))
    return ReleaseOrder(key, order["person"].text(_TEXT_MAX), order["reason"].text(_TEXT_MAX))


def read_approval(node: Node) -> tuple[Approval, int, int]:
    """An approval with its epoch and sequence number. Raises DocumentError."""
    fields = node.fields(_APPROVAL, frozenset({"chain"}), only=True)
    grade, claimed = fields["grade"], fields["claimed"]
    programme = fields["programme"].fields(frozenset({"id", "version", "sha256"}), _NONE, only=True)
    if not fields["overrides"].absent:
        raise fields["overrides"].fail("wrong_kind", wanted="null")
    approval = Approval(
        id=fields["id"].text(64),
        key=ItemKey(fields["dossier"].text(64), fields["line"].whole(1, INTEGER_MAX)),
        piece=fields["piece"].text(64),
        ruling=Ruling(fields["decision"].one_of("accepted", "refused")),
        grade=None if grade.absent else Grade(grade.one_of(*Grade)),
        reasons=tuple(reason.text(64) for reason in fields["reasons"].entries(_LIST_MAX)),
        claimed=None if claimed.absent else read_money(claimed),
        programme=ProgrammeRef(
            programme["id"].text(64), programme["version"].text(64), programme["sha256"].code(_SHA256)
        ),
        operator=fields["operator"].text(64),
        occurred_at=fields["occurred_at"].instant(),
        evidence=tuple(photo.code(_SHA256) for photo in fields["evidence"].entries(_LIST_MAX)),
    )
    return approval, fields["epoch"].whole(1, INTEGER_MAX), fields["seq"].whole(1, INTEGER_MAX)


def reversal_document(reversal: Reversal) -> dict[str, object]:
    key = reversal.key
    return {"dossier": key.dossier, "line": key.line, "reason": reversal.reason, "person": reversal.lead}


def read_reversal(node: Node) -> ReversalAnswer:
    """What became of a reversal: its transfer, the task it opened, or the problem with it. Raises DocumentError."""
    fields = node.fields(frozenset(), _REVERSAL, only=False)
    if "type" in fields:
        code, detail, _ = read_problem(node)
        return ReversalAnswer(ReversalState.REFUSED, f"{code}: {detail}" if detail else code)
    transfer = fields.get("transfer")
    if transfer is not None and not transfer.absent:
        return ReversalAnswer(ReversalState.DONE, transfer.text(64))
    task = fields.get("task", Node(None, f"{node.place}.task")).whole(1, INTEGER_MAX)
    return ReversalAnswer(ReversalState.UNCOVERED, str(task))


def read_standing(node: Node) -> int:
    """The epoch the station numbers in, as the ledger has it. Raises DocumentError."""
    return node.fields(frozenset({"epoch"}), _NONE, only=False)["epoch"].whole(1, INTEGER_MAX)


def read_wanted(node: Node) -> tuple[str, ...]:
    """The photographs the ledger lacks, by SHA-256. Raises DocumentError."""
    wanted = node.fields(frozenset({"wanted"}), _NONE, only=False)["wanted"]
    return tuple(each.code(_SHA256) for each in wanted.entries(_LIST_MAX))


def read_digest(node: Node) -> LedgerDigest:
    """What the ledger holds of an epoch. Raises DocumentError."""
    fields = node.fields(frozenset({"count", "missing"}), _NONE, only=False)
    missing = tuple(each.whole(1, INTEGER_MAX) for each in fields["missing"].entries(MISSING_MAX))
    return LedgerDigest(fields["count"].whole(0, INTEGER_MAX), missing)


def money_document(money: Money) -> dict[str, object]:
    return {"minor": money.minor, "currency": money.currency}


def read_money(node: Node) -> Money:
    fields = node.fields(frozenset({"minor", "currency"}), _NONE, only=False)
    return Money(fields["minor"].whole(-INTEGER_MAX, INTEGER_MAX), fields["currency"].code(_CURRENCY))


def read_answers(node: Node, asked: Sequence[str]) -> tuple[LedgerAnswer, ...]:
    """One answer per approval id asked for, in order. Raises DocumentError.

    A result that cannot be read, or is another approval's, leaves that one pending and takes nothing from the others.
    """
    results = node.fields(frozenset({"results"}), _NONE, only=False)["results"].entries(len(asked), least=len(asked))
    return tuple(_answer(result, approval_id) for result, approval_id in zip(results, asked, strict=True))


def _answer(node: Node, approval_id: str) -> LedgerAnswer:
    try:
        fields = node.fields(
            frozenset({"id"}), frozenset({"outcome", "reason", "problem", "winner", "amount"}), only=False
        )
        fields["id"].one_of(approval_id)
        if "problem" in fields:
            code, detail, retryable = read_problem(fields["problem"])
            return LedgerAnswer(approval_id, "problem", code, detail, retryable)
        outcome = fields.get("outcome", Node(None, f"{node.place}.outcome")).text(64)
        reason = fields.get("reason")
        code = outcome if reason is None or reason.absent else _snake(reason.text(64))
        return LedgerAnswer(approval_id, outcome, code, _detail(fields))
    except DocumentError as refused:
        return LedgerAnswer(approval_id, "problem", "unreadable_answer", str(refused), retryable=True)


def _detail(fields: Mapping[str, Node]) -> str:
    """Who was first, or what the ledger would have paid: for the lead who looks at it, so read as far as it goes."""
    for name, parts in (("winner", ("station", "decision", "grade")), ("amount", ("minor", "currency"))):
        found = fields[name].value if name in fields else None
        if isinstance(found, dict):
            return " ".join(shown(found[part]) for part in parts if found.get(part))
    return ""


def read_problem(node: Node) -> tuple[str, str, bool]:
    """The problem's code in snake case, its words for the lead, and whether the ledger says that trying again helps."""
    optional = frozenset({"title", "detail", "errors", "retryable"})
    fields = node.fields(frozenset({"type"}), optional, only=False)
    kind = _PROBLEM.fullmatch(fields["type"].text(_TEXT_MAX))
    retryable = fields["retryable"].yes() if "retryable" in fields else False
    words = [fields[name].value for name in ("detail", "errors") if name in fields and fields[name].value]
    detail = "; ".join(shown(word) if isinstance(word, str) else _faults(word) for word in words)
    return _snake(kind[1]) if kind else "unknown_problem", detail, retryable


def _faults(errors: object) -> str:
    """`errors[]` of a problem, as far as it has the form it should have."""
    if not isinstance(errors, list):
        return ""
    faults = [fault for fault in errors[:5] if isinstance(fault, dict)]
    return ", ".join(f"{shown(fault.get('field'))}: {shown(fault.get('rule'))}" for fault in faults)


def read_page(node: Node) -> TakeBackPage:
    """A page of the feed. A take-back that cannot be read is named and keeps no other from being read."""
    fields = node.fields(frozenset({"takebacks", "next", "more"}), _NONE, only=False)
    takebacks, unreadable = [], []
    for entry in fields["takebacks"].entries(_PAGE_ENTRIES_MAX):
        try:
            takebacks.append(read_takeback(entry, from_feed=True))
        except DocumentError as refused:
            dossier = entry.value.get("dossier") if isinstance(entry.value, dict) else None
            unreadable.append(f"{shown(dossier)}: {refused}")
    return TakeBackPage(tuple(takebacks), fields["next"].text(4096), fields["more"].yes(), tuple(unreadable))


def _snake(code: str) -> str:
    return code.replace("-", "_")
