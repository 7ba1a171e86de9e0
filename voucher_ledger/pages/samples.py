"""One of every mail in every language, about people who do not exist: for the eye, and for translators."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from email.headerregistry import Address

from voucher_ledger.domain.mail import DecidedItem, Envelope, ParcelNews, Person
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.voucher import Voucher
from voucher_ledger.domain.voucher_code import check_character, spelled
from voucher_ledger.pages.letters import Letterhead
from voucher_ledger.pages.render import LANGUAGES

# A grey square of eight pixels, in the place of a photograph.
PICTURE = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71"
    "////m8H////6/+b9//j/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAI"
    "AQEAAD8AR//Z"
)
AT = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
HEAD = Letterhead(
    Address("AMI For Ever", "forever", "example.org"), "https://ledger.example.org", lambda _sha256: PICTURE
)
_DRAWN = "ABCDEFGHJKMNPQRST"
CODE = spelled(_DRAWN + check_character(_DRAWN))
SHIRT = {"fr": "Chemise oxford boutonnée", "en": "Button-down oxford shirt"}
COAT = {"fr": "Manteau en laine <double face>", "en": "Double-faced wool coat"}


def samples() -> Iterator[tuple[str, bytes]]:
    """Name and whole message."""
    for language in LANGUAGES:
        person = Person("C-1", "Camille D.", language, "camille@example.org")
        parcels = {"parcel-mixed": _mixed(person), "parcel-one": _one(person), "parcel-refused": _none(person)}
        for name, news in parcels.items():
            yield f"{name}.{language}", HEAD.parcel(news, Envelope(f"{name}@example.org", AT))
        envelope = Envelope("sample@example.org", AT)
        yield f"sign-in.{language}", HEAD.sign_in(person, "sample-token", AT + timedelta(minutes=15), envelope)
        yield (
            f"voucher.{language}",
            HEAD.voucher(person, _voucher(), CODE, envelope),
        )


def _news(person: Person, items: tuple[DecidedItem, ...], left: int, balance: int) -> ParcelNews:
    return ParcelNews(
        takeback_id=1,
        dossier="R-2026-000184",
        programme="ami-for-ever",
        parcel="8R41207731939",
        number=1,
        items=items,
        withdrawn=(),
        left=left,
        person=person,
        balances=(Money(balance, "EUR"),),
        since=AT,
    )


def _mixed(person: Person) -> ParcelNews:
    items = (
        DecidedItem("a", 1, SHIRT, "40", Money(6000, "EUR"), (), ("front",)),
        DecidedItem("b", 2, COAT, "M", Money(121_550, "EUR"), ()),
        DecidedItem("c", 3, SHIRT, "42", None, ("incomplete", "stained"), ("front", "stain")),
        DecidedItem("d", 4, COAT, "L", None, ("a_reason_of_tomorrow",)),
    )
    return _news(person, items, 2, 127_550)


def _one(person: Person) -> ParcelNews:
    return _news(person, (DecidedItem("a", 1, SHIRT, "40", Money(6000, "EUR"), ()),), 1, 6000)


def _none(person: Person) -> ParcelNews:
    return _news(person, (DecidedItem("a", 1, SHIRT, "40", None, ("odour",)),), 0, 0)


def _voucher() -> Voucher:
    amount = Money(5000, "EUR")
    return Voucher("v", "C-1", 1, amount, amount, date(2026, 12, 24), date(2027, 12, 24), AT)
