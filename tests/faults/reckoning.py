"""The reckoning after the faults: does every store tell the story of what was answered, and was each piece paid once?

Every complaint is one line of text; none means that all is well. The runs and the mutants share this one judge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qc_station.domain.approval import Departure, OutboxState
from qc_station.domain.piece import Piece
from qc_station.domain.verdict import Ruling
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.faults.dossiers import Dossier
from tests.faults.expert import FACTS, Expert
from tests.faults.processes import LedgerProcess

PAGE = 200
_PICTURES = ("photo_kept", "frame_trayed")


@dataclass(frozen=True, slots=True)
class Told:
    """What one bench has stored, and the token it speaks to the ledger with."""

    token: str
    pieces: dict[tuple[str, int], Piece]
    departures: tuple[Departure, ...]
    facts: Counter[str]
    tray: int


@dataclass(frozen=True, slots=True)
class Credit:
    dossier: str
    line: int
    piece: str
    minor: int


def told_by(store: SqlUnitOfWorkFactory, token: str) -> Told:
    with store(read_only=True) as uow:
        return Told(
            token=token,
            pieces={(piece.key.dossier, piece.key.line): piece for piece in uow.pieces.all()},
            departures=tuple(uow.outbox.all()),
            facts=Counter(entry.fact.kind for entry in uow.log.entries()),
            tray=len(uow.tray.frames()),
        )


def nothing_lost(expert: Expert, told: Told) -> Iterator[str]:
    """Every act that was answered is stored, once; the ones nobody heard the answer of may be."""
    for key, seen in expert.seen.items():
        piece = told.pieces.get(key)
        if piece is None:
            yield f"{key}: the piece is gone"
            continue
        given = {answer.check: list(answer.kinds) or "conform" for answer in piece.answers}
        if given != {check: value for check, value in seen["checks"].items() if value is not None}:
            yield f"{key}: answered {seen['checks']}, stored {given}"
        if not set(seen["shots"].values()) <= {shot.photo.sha256 for shot in piece.shots}:
            yield f"{key}: a picture is gone"
        if (seen["verdict"] is None) != (piece.verdict is None):
            yield f"{key}: verdict was {seen['verdict']}, is {piece.verdict}"
    for kind in (*FACTS.values(), *_PICTURES):
        answered, unheard = expert.answered[kind], expert.unheard["photograph" if kind in _PICTURES else kind]
        if not answered <= told.facts[kind] <= answered + unheard:
            yield f"{kind}: {answered} answered, {unheard} more begun, {told.facts[kind]} in the log"
    if told.tray != told.facts["frame_trayed"]:
        yield f"{told.tray} frames in the tray, {told.facts['frame_trayed']} facts of it"


def right_verdicts(dossiers: Iterable[Dossier], told: Told) -> Iterator[str]:
    """Each finished item ended as the programme page says, with the amount it says."""
    for item in (item for dossier in dossiers for item in dossier.items):
        piece = told.pieces.get(item.key)
        verdict = piece.verdict if piece else None
        stands = verdict and (str(verdict.ruling), verdict.grade and str(verdict.grade), verdict.reasons)
        wanted = (item.found.ruling, item.found.grade, item.found.reasons) if item.found.decide else None
        if stands != wanted:
            yield f"{item.key} ({item.found.name}): {stands}, and should be {wanted}"
        minor = verdict.amount.minor if verdict and verdict.amount else None
        if minor != (item.amount if item.found.ruling == "accepted" else None):
            yield f"{item.key}: claims {minor}, and the offer is {item.amount}"


def all_answered(told: Told) -> Iterator[str]:
    """The outbox is empty but for what waits for a transfer form, and nothing of it was turned down."""
    for departure in told.departures:
        held = departure.state is OutboxState.DRAFT and departure.held
        if not held and departure.state not in (OutboxState.ACKED, OutboxState.CONFLICT):
            code = departure.answer_code or "no answer"
            yield f"{departure.approval.key}: {departure.state} after all ({code}, {departure.attempts} attempts)"


def credits_of(ledger: LedgerProcess, dossiers: Iterable[Dossier], complaints: list[str]) -> list[Credit]:
    """Every credit of these dossiers' customers, over HTTP; a balance that is not their sum is a complaint."""
    found: list[Credit] = []
    for customer in dict.fromkeys(dossier.customer for dossier in dossiers):
        his: list[Credit] = []
        after, more = "", True
        while more:
            page = ledger.get(f"/v1/customers/{customer}/transfers?limit={PAGE}" + (f"&after={after}" if after else ""))
            his += [
                Credit(each["dossier"], each["line"], each["piece"], each["amount"]["minor"])
                for each in page["transfers"]
            ]
            after, more = page["next"], page["more"]
        balances = ledger.get(f"/v1/customers/{customer}/balance")["balances"]
        stands = sum(each["minor"] for each in balances)
        if stands != sum(credit.minor for credit in his):
            complaints.append(f"{customer}: balance {stands}, transfers {his}")
        found += his
    return found


def paid_once(paid: Sequence[Credit], tolds: Sequence[Told]) -> Iterator[str]:
    """One credit for each item that a bench accepted and the ledger confirmed, of that amount; for no other any."""
    for key, times in Counter((credit.dossier, credit.line) for credit in paid).items():
        if times > 1:
            yield f"{key}: credited {times} times"
    for piece, times in Counter(credit.piece for credit in paid).items():
        if times > 1:
            yield f"{piece}: credited {times} times"
    owed = {
        (approval.key.dossier, approval.key.line, approval.piece, approval.claimed.minor if approval.claimed else 0)
        for told in tolds
        for departure in told.departures
        if (approval := departure.approval).ruling is Ruling.ACCEPTED and departure.answer_code == "credited"
    }
    given = {(credit.dossier, credit.line, credit.piece, credit.minor) for credit in paid}
    yield from (f"paid, and no bench was told so: {each}" for each in sorted(given - owed))
    yield from (f"a bench was told it was paid: {each}" for each in sorted(owed - given))


def same_count(ledger: LedgerProcess, told: Told) -> Iterator[str]:
    """What the ledger holds of a bench is what the bench has sent: as many, without a gap, of the same sum."""
    sent = [each for each in told.departures if each.seq is not None]
    upto = max((each.seq or 0 for each in sent), default=0)
    if not upto:
        return
    digest = ledger.get(f"/v1/stations/me/digest?epoch=1&upto_seq={upto}", told.token)
    if (digest["count"], digest["max_seq"], digest["missing"]) != (len(sent), upto, []):
        yield f"the bench released {len(sent)} up to {upto}, the ledger holds {digest}"
    credited = sum(
        each.approval.claimed.minor for each in sent if each.answer_code == "credited" and each.approval.claimed
    )
    if credited != sum(each["minor"] for each in digest["credited_total"]):
        yield f"the bench counts {credited}, the ledger {digest['credited_total']}"


def reckon(ledger: LedgerProcess, tolds: Sequence[Told], dossiers: Sequence[Dossier]) -> tuple[list[str], list[Credit]]:
    """All that ledger and benches must agree on."""
    complaints: list[str] = []
    paid = credits_of(ledger, dossiers, complaints)
    complaints += paid_once(paid, tolds)
    for told in tolds:
        complaints += all_answered(told)
        complaints += same_count(ledger, told)
    return complaints, paid
