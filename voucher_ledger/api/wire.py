"""What the ledger accepts, `/v1`: the models that are the OpenAPI document, and their way into the domain.

Strict: no number in a string, no fraction for an integer, no field nobody knows. A sender that is newer than the ledger
hears so at once, instead of having half of what it says ignored.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, StringConstraints
from pydantic_core import PydanticCustomError

from voucher_ledger.domain.approval import Approval, ProgrammeRef
from voucher_ledger.domain.chain import Link
from voucher_ledger.domain.errors import InvalidRequest
from voucher_ledger.domain.grade import Grade
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.programme import CATEGORIES, EXCLUDED_CATEGORIES
from voucher_ledger.domain.takeback import OFFER_MINOR_LIMIT, Customer, Decision, DeclaredItem, Parcel, TakeBack

BATCH_MAX = 100
SEQ_MAX = 10**12
EPOCH_MAX = 10**6
LINE_MAX = 9999
_PRINTABLE = r"^[^\x00-\x1f\x7f]+$"  # PostgreSQL has no room for NUL, a warehouse label none for the others
ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
_DOSSIER = r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$"
_INSTANT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z$"
UUID_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_CARRIER_CODE = r"^[ -~]{1,120}$"


def _existing_instant(given: str) -> str:
    try:
        parse_instant(given)
    except (ValueError, OverflowError):
        raise PydanticCustomError("instant", "no such instant between 1970 and 2200") from None
    return given


def _existing_day(given: str) -> str:
    try:
        date.fromisoformat(given)
    except ValueError:
        raise PydanticCustomError("day", "no such day") from None
    return given


def _any_code(given: str) -> str:
    if not carrier_code(given):
        raise PydanticCustomError("carrier_code", "a carrier code is more than spaces")
    return given


def each_is(model: str) -> dict[str, JsonValue]:
    """The document's word for the items of a list that are read one by one, so that a bad one spoils no other."""
    bad: JsonValue = {
        "description": "Anything else is answered with a problem in its place, and keeps no other from being read."
    }
    return {"items": {"anyOf": [{"$ref": f"#/components/schemas/{model}"}, bad]}}


Text20 = Annotated[str, StringConstraints(min_length=1, max_length=20, pattern=_PRINTABLE)]
Text64 = Annotated[str, StringConstraints(min_length=1, max_length=64, pattern=_PRINTABLE)]
Text200 = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=_PRINTABLE)]
Text500 = Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=_PRINTABLE)]
Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\x00-\x20\x7f]+@[^@\x00-\x20\x7f]+$")]
CarrierCode = Annotated[str, StringConstraints(pattern=_CARRIER_CODE), AfterValidator(_any_code)]
Dossier = Annotated[str, StringConstraints(pattern=_DOSSIER)]
CustomerRef = Annotated[str, StringConstraints(pattern=ID_PATTERN)]
Piece = Annotated[str, StringConstraints(pattern=r"^[A-Z0-9][A-Z0-9._:-]{0,63}$")]
CodeWord = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")]
Sha256Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
UuidText = Annotated[str, StringConstraints(pattern=UUID_PATTERN)]
CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Instant = Annotated[str, StringConstraints(pattern=_INSTANT), AfterValidator(_existing_instant)]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"), AfterValidator(_existing_day)]
Line = Annotated[int, Field(ge=1, le=LINE_MAX)]
OfferMinor = Annotated[int, Field(gt=0, lt=OFFER_MINOR_LIMIT)]
GradeWord = Literal["new", "excellent", "very_good"]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


class Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class MoneyIn(Strict):
    minor: int = Field(ge=1, lt=10**12)
    currency: CurrencyCode


class Words(Strict):
    """One text in the languages of the programme; French and English always."""

    fr: Text200
    en: Text200
    de: Text200 | None = None
    es: Text200 | None = None
    it: Text200 | None = None
    nl: Text200 | None = None

    def by_language(self) -> dict[str, str]:
        return self.model_dump(exclude_none=True)


class CustomerIn(Strict):
    ref: CustomerRef
    name: Text200
    city: Text200
    country: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    language: LanguageCode
    email: Email | None = None
    born_on: Day | None = None


class ParcelIn(Strict):
    code: CarrierCode = Field(description="As the carrier prints it; kept in upper case without spaces.")
    carrier: Text64


class OfferIn(Strict):
    """Minor units for each grade that is bought; at least one."""

    new: OfferMinor | None = None
    excellent: OfferMinor | None = None
    very_good: OfferMinor | None = None


class ItemIn(Strict):
    line: Line
    parcel: CarrierCode
    reference: Text64
    title: Words
    category: Literal[CATEGORIES + EXCLUDED_CATEGORIES]  # type: ignore[valid-type] # a Literal of a tuple of str
    season: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-(SS|FW)$")]
    size: Text20
    colour: Words
    declared_grade: GradeWord
    composition: Text500 | None = None
    currency: CurrencyCode
    offer: OfferIn


class TakebackIn(Strict):
    dossier: Dossier
    programme: CodeWord
    accepted_at: Instant
    customer: CustomerIn
    parcels: list[ParcelIn] = Field(min_length=1, max_length=20)
    items: list[ItemIn] = Field(min_length=1, max_length=200)
    eligibility: Literal["checked", "unchecked"] = Field(
        default="checked",
        description="`unchecked` records a take-back the programme would not take (country, age, category, season): an "
        "older shop promised it, and the bench must be able to say so. It never lifts a rule on a declaration's shape, "
        "and it is not part of the content that a second sending is compared by.",
    )


class ProgrammeIn(Strict):
    id: CodeWord
    version: Annotated[str, StringConstraints(pattern=ID_PATTERN)]
    sha256: Sha256Hex


class ChainIn(Strict):
    """Its place in the station's chain: see docs/evidence.md."""

    prev: Sha256Hex
    hash: Sha256Hex
    signature: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{128}$")]


class KeyPlace(Strict):
    """An Ed25519 public key, and the place from which on this station signs with it."""

    public: Sha256Hex = Field(description="32 bytes, in hexadecimal")
    epoch: int = Field(ge=1, le=EPOCH_MAX)
    seq: int = Field(ge=1, le=SEQ_MAX)


class KeyIn(KeyPlace):
    """What a station signs with."""

    before: list[KeyPlace] = Field(
        default=[],
        max_length=20,
        description="What it signed with before, oldest first: for books that know no key of it.",
    )


class ApprovalIn(Strict):
    """One decision. Accepted: grade and claimed are given. Refused: neither, but at least one reason."""

    id: UuidText
    epoch: int = Field(ge=1, le=EPOCH_MAX)
    seq: int = Field(ge=1, le=SEQ_MAX)
    dossier: Dossier
    line: Line
    piece: Piece
    decision: Literal["accepted", "refused"]
    grade: GradeWord | None = None
    reasons: list[CodeWord] = Field(default=[], max_length=20)
    claimed: MoneyIn | None = None
    programme: ProgrammeIn
    operator: Text64
    occurred_at: Instant
    evidence: list[Sha256Hex] = Field(default=[], max_length=100)
    overrides: None = Field(default=None, description="Reserved for a lead's correction; null for now.")
    chain: ChainIn | None = Field(
        default=None, description="Required from the place on from which the station signs; null before it has a key."
    )


class BatchIn(Strict):
    """Each item is judged on its own, so that a bad one does not keep the others from being credited."""

    approvals: list[object] = Field(max_length=BATCH_MAX, json_schema_extra=each_is("ApprovalIn"))


def parse_instant(given: str) -> datetime:
    """An instant of the wire. Raises ValueError, also for years in which no take-back takes place."""
    instant = datetime.fromisoformat(given)
    if not 1970 <= instant.year <= 2200:
        raise ValueError(given)
    return instant.astimezone(UTC)


def carrier_code(given: str) -> str:
    """The one spelling of a carrier code: upper case without spaces."""
    return given.replace(" ", "").upper()


def to_takeback(wire: TakebackIn) -> TakeBack:
    who = wire.customer
    return TakeBack(
        dossier=wire.dossier,
        programme=wire.programme,
        accepted_at=parse_instant(wire.accepted_at),
        customer=Customer(
            ref=who.ref,
            name=who.name,
            city=who.city,
            country=who.country,
            language=who.language,
            email=who.email,
            born_on=None if who.born_on is None else date.fromisoformat(who.born_on),
        ),
        parcels=tuple(Parcel(carrier_code(one.code), one.carrier) for one in wire.parcels),
        items=tuple(_to_item(one) for one in wire.items),
    )


def to_approval(wire: ApprovalIn) -> Approval:
    """Raises InvalidRequest when decision, grade, amount and reasons do not go together."""
    approval = Approval(
        id=wire.id,
        epoch=wire.epoch,
        seq=wire.seq,
        dossier=wire.dossier,
        line=wire.line,
        piece=wire.piece,
        decision=Decision(wire.decision),
        grade=None if wire.grade is None else Grade(wire.grade),
        reasons=tuple(wire.reasons),
        claimed=None if wire.claimed is None else Money(wire.claimed.minor, wire.claimed.currency),
        programme=ProgrammeRef(wire.programme.id, wire.programme.version, wire.programme.sha256),
        operator=wire.operator,
        occurred_at=parse_instant(wire.occurred_at),
        evidence=tuple(wire.evidence),
        link=None if wire.chain is None else Link(wire.chain.prev, wire.chain.hash, wire.chain.signature),
    )
    if breaches := list(approval.breaches()):
        raise InvalidRequest("this is no decision", breaches)
    return approval


def _to_item(wire: ItemIn) -> DeclaredItem:
    return DeclaredItem(
        line=wire.line,
        parcel=carrier_code(wire.parcel),
        reference=wire.reference,
        title=wire.title.by_language(),
        category=wire.category,
        season=wire.season,
        size=wire.size,
        colour=wire.colour.by_language(),
        declared_grade=Grade(wire.declared_grade),
        composition=wire.composition,
        currency=wire.currency,
        offer={Grade(grade): minor for grade, minor in wire.offer.model_dump(exclude_none=True).items()},
    )
