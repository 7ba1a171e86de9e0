"""A take-back as a JSON document (the wire's form) and as the domain's value, both ways.

Reading is total: any document becomes a `TakeBack` or a `DocumentError` that names the place. A file is read strictly;
the ledger's feed is read `from_feed`, where fields of a newer ledger are passed over and a text for people is cleaned
of what cannot be shown, because a name with a stray control character must not keep a parcel closed. The customer's
e-mail address and date of birth are known names and go no further (product.md 12).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from qc_station.application.strict_json import Node, written
from qc_station.domain.carrier_code import CarrierKind, classify
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.takeback import Customer, DeclaredItem, ExpectedParcel, ItemKey, SettledElsewhere, TakeBack

ITEMS_MAX = 200
PARCELS_MAX = 50
LINE_MAX = 9_999
# 100 000,00: an offer above that is a slip of the keyboard, not a garment.
OFFER_MINOR_MAX = 10_000_000
NAME_LENGTH_MAX = 64
WORDS_LENGTH_MAX = 200
COMPOSITION_LENGTH_MAX = 500
LANGUAGES_MAX = 12

_COUNTRY = re.compile("[A-Z]{2}")
_CURRENCY = re.compile("[A-Z]{3}")
_LANGUAGE = re.compile("[a-z]{2}")
_CATEGORY = re.compile("[a-z][a-z0-9_]{0,39}")
_SEASON = re.compile("(19|20)[0-9]{2}-(SS|FW)")

_TAKEBACK = frozenset({"dossier", "programme", "accepted_at", "customer", "parcels", "items"})
_CUSTOMER = frozenset({"ref", "name", "city", "country", "language"})
_KEPT_FROM_THE_STATION = frozenset({"email", "born_on"})
# `eligibility` is a word from the shop to the ledger; the bench judges for itself.
_TAKEBACK_OPTIONAL = frozenset({"settled", "eligibility", "received", "called_off_at"})
_PARCEL = frozenset({"code", "carrier"})
_ITEM = frozenset(
    {"line", "parcel", "reference", "title", "category", "season", "size", "colour", "declared_grade"}
    | {"currency", "offer"}
)
_SETTLED = frozenset({"line", "decision", "station", "at"})


def read_takeback(node: Node, *, from_feed: bool = False) -> TakeBack:
    """The declaration at `node`. Raises DocumentError."""
    only = not from_feed
    node = Node(node.value, node.place, tidy=from_feed)
    fields = node.fields(_TAKEBACK, _TAKEBACK_OPTIONAL, only=only)
    dossier = fields["dossier"].text(NAME_LENGTH_MAX)
    parcels = _parcels(fields["parcels"], only=only)
    return TakeBack(
        dossier=dossier,
        programme=fields["programme"].text(NAME_LENGTH_MAX),
        accepted_at=fields["accepted_at"].instant(),
        customer=_customer(fields["customer"], only=only),
        parcels=parcels,
        items=_items(fields["items"], dossier, {parcel.code for parcel in parcels}, only=only),
        settled=_settled(fields.get("settled"), only=only),
        received=_received(fields.get("received")),
        called_off_at=_instant(fields.get("called_off_at")),
    )


def takeback_document(takeback: TakeBack) -> dict[str, object]:
    """The wire's form of `takeback`; `read_takeback` of it gives it back."""
    customer = takeback.customer
    document: dict[str, object] = {
        "dossier": takeback.dossier,
        "programme": takeback.programme,
        "accepted_at": written(takeback.accepted_at),
        "customer": {
            "ref": customer.ref,
            "name": customer.name,
            "city": customer.city,
            "country": customer.country,
            "language": customer.language,
        },
        "parcels": [{"code": parcel.code, "carrier": parcel.carrier} for parcel in takeback.parcels],
        "items": [_item_document(item) for item in takeback.items],
        "settled": [
            {
                "line": settled.line,
                "decision": settled.decision,
                "grade": settled.grade,
                "station": settled.station,
                "at": written(settled.at),
                "reversed": settled.reversed,
            }
            for settled in takeback.settled
        ],
    }
    if takeback.received:
        document["received"] = [{"parcel": code} for code in takeback.received]
    if takeback.called_off_at:
        document["called_off_at"] = written(takeback.called_off_at)
    return document


def _customer(node: Node, *, only: bool) -> Customer:
    fields = node.fields(_CUSTOMER, _KEPT_FROM_THE_STATION, only=only)
    return Customer(
        ref=fields["ref"].text(NAME_LENGTH_MAX),
        name=fields["name"].words(WORDS_LENGTH_MAX),
        city=fields["city"].words(WORDS_LENGTH_MAX),
        country=fields["country"].code(_COUNTRY),
        language=fields["language"].code(_LANGUAGE),
    )


def _parcels(node: Node, *, only: bool) -> tuple[ExpectedParcel, ...]:
    """Two barcodes of one label are one parcel: it is kept once, under the key both are looked up by."""
    found: dict[str, ExpectedParcel] = {}
    for entry in node.entries(PARCELS_MAX, least=1):
        fields = entry.fields(_PARCEL, frozenset(), only=only)
        code = _parcel_code(fields["code"])
        found.setdefault(code, ExpectedParcel(code, fields["carrier"].text(NAME_LENGTH_MAX)))
    return tuple(found.values())


def _parcel_code(node: Node) -> str:
    classified = classify(node.text(WORDS_LENGTH_MAX))
    if classified.parcel_key is None:
        # A deposit's code names no parcel here, but may be all the shop knew: it can still be found by what it says.
        if classified.kind is CarrierKind.PCH:
            return classified.text
        raise node.fail("not_a_parcel")
    return classified.parcel_key


def _items(node: Node, dossier: str, parcels: set[str], *, only: bool) -> tuple[DeclaredItem, ...]:
    found: dict[int, DeclaredItem] = {}
    for entry in node.entries(ITEMS_MAX, least=1):
        fields = entry.fields(_ITEM, frozenset({"composition"}), only=only)
        line = fields["line"].whole(1, LINE_MAX)
        if line in found:
            raise fields["line"].fail("repeated")
        parcel = _parcel_code(fields["parcel"])
        if parcel not in parcels:
            raise fields["parcel"].fail("not_of_this_takeback")
        composition = fields.get("composition")
        found[line] = DeclaredItem(
            key=ItemKey(dossier, line),
            parcel_code=parcel,
            reference=fields["reference"].text(NAME_LENGTH_MAX),
            title=_texts(fields["title"]),
            category=fields["category"].code(_CATEGORY),
            season=fields["season"].code(_SEASON),
            size=fields["size"].words(NAME_LENGTH_MAX),
            colour=_texts(fields["colour"]),
            composition=None
            if composition is None or composition.absent
            else composition.words(COMPOSITION_LENGTH_MAX),
            declared_grade=Grade(fields["declared_grade"].one_of(*Grade)),
            offer=_offer(fields["offer"], fields["currency"].code(_CURRENCY)),
        )
    return tuple(found.values())


def _texts(node: Node) -> Mapping[str, str]:
    texts = {}
    for language, text in node.members(LANGUAGES_MAX):
        if not _LANGUAGE.fullmatch(language):
            raise text.fail("not_a_code", found=language, wanted=_LANGUAGE.pattern)
        texts[language] = text.words(WORDS_LENGTH_MAX)
    return texts


def _offer(node: Node, currency: str) -> Mapping[Grade, Money]:
    """A grade that is not bought is absent: an amount of zero is a slip, not an offer."""
    offer = {}
    for name, amount in node.members(len(Grade)):
        grade = Grade(Node(name, amount.place).one_of(*Grade))
        offer[grade] = Money(amount.whole(1, OFFER_MINOR_MAX), currency)
    return offer


def _received(node: Node | None) -> tuple[str, ...]:
    """The codes of the parcels; the rest is the ledger's."""
    if node is None or node.absent:
        return ()
    entries = node.entries(PARCELS_MAX)
    return tuple(
        _parcel_code(each.fields(frozenset({"parcel"}), frozenset(), only=False)["parcel"]) for each in entries
    )


def _instant(node: Node | None) -> datetime | None:
    return None if node is None or node.absent else node.instant()


def _settled(node: Node | None, *, only: bool) -> tuple[SettledElsewhere, ...]:
    if node is None or node.absent:
        return ()
    found = []
    for entry in node.entries(ITEMS_MAX):
        fields = entry.fields(_SETTLED, frozenset({"grade", "reversed"}), only=only)
        grade = fields.get("grade")
        found.append(
            SettledElsewhere(
                line=fields["line"].whole(1, LINE_MAX),
                decision=fields["decision"].one_of("accepted", "refused"),
                grade=None if grade is None or grade.absent else Grade(grade.one_of(*Grade)),
                station=fields["station"].text(NAME_LENGTH_MAX),
                at=fields["at"].instant(),
                reversed=fields["reversed"].yes() if "reversed" in fields else False,
            )
        )
    return tuple(found)


def _item_document(item: DeclaredItem) -> dict[str, object]:
    return {
        "line": item.key.line,
        "parcel": item.parcel_code,
        "reference": item.reference,
        "title": dict(item.title),
        "category": item.category,
        "season": item.season,
        "size": item.size,
        "colour": dict(item.colour),
        "declared_grade": item.declared_grade.value,
        "composition": item.composition,
        # An item without an offer cannot be read nor stored, so there is always an amount to ask.
        "currency": next(iter(item.offer.values())).currency,
        "offer": {grade.value: amount.minor for grade, amount in item.offer.items()},
    }
