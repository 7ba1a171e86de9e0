"""The mails a customer gets: text and HTML, in six languages, with money and days as people of each write them.

A mail loads nothing from anywhere: no style, no counter; its pictures come with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from types import MappingProxyType, SimpleNamespace

from voucher_ledger.application.mail_ports import BadAddress
from voucher_ledger.domain.mail import DecidedItem, Envelope, ParcelNews, Person
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.voucher import ZONE, Voucher
from voucher_ledger.pages.formats import day, money
from voucher_ledger.pages.reasons import sentence
from voucher_ledger.pages.render import DEFAULT, LANGUAGES, templates, words
from voucher_ledger.pages.voucher_pdf import voucher_pdf

OF_A_REFUSAL, PICTURES_MAX = 2, 12
# Every relay takes seven bits.
_POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who writes, and where the account is: `sender` an address with its name, `site` the ledger's address for people,
    without a slash at its end; `picture` a photograph by its SHA-256, small, as JPEG.
    """

    sender: Address
    site: str
    picture: Callable[[str], bytes | None] = lambda _sha256: None

    @property
    def domain(self) -> str:
        return self.sender.domain

    def parcel(self, news: ParcelNews, envelope: Envelope) -> bytes:
        shown = _language(news.person)
        said = words(shown)
        credited = [one for one in news.items if one.credited is not None]
        refused = [one for one in news.items if one.credited is None]
        pictures = self._pictures(refused, credited)
        given: dict[str, object] = {
            "intro": _counted(said, "mail_parcel_intro", len(news.items), shown, parcel=news.parcel),
            "credited_head": _counted(said, "mail_credited", len(credited), shown),
            "refused_head": _counted(said, "mail_refused", len(refused), shown),
            "credited": [_row(one, said, shown, pictures) for one in credited],
            "totals": [money(one, shown) for one in _totals(credited)],
            "refused": [_row(one, said, shown, pictures) | {"reasons": _reasons(one, news, shown)} for one in refused],
            "left": _counted(said, "mail_left", news.left, shown) if news.left else "",
            "balances": [said.mail_balance.format(amount=money(one, shown)) for one in news.balances],
            "account": f"{self.site}/account",
        }
        subject = _counted(said, "mail_parcel_subject", len(news.items), shown, dossier=news.dossier)
        return self._message("parcel", subject, news.person, envelope, given, pictures=pictures)

    def _pictures(self, refused: list[DecidedItem], credited: list[DecidedItem]) -> dict[str, bytes]:
        """What a refusal is about was photographed last; of a credited piece the first view is enough."""
        wanted = [sha256 for one in refused for sha256 in one.pictures[-OF_A_REFUSAL:]]
        wanted += [sha256 for one in credited for sha256 in one.pictures[:1]]
        found = ((sha256, self.picture(sha256)) for sha256 in dict.fromkeys(wanted[:PICTURES_MAX]))
        return {sha256: jpeg for sha256, jpeg in found if jpeg is not None}

    def sign_in(self, person: Person, token: str, expires_at: datetime, envelope: Envelope) -> bytes:
        said = words(_language(person))
        given = {
            "text": said.mail_sign_in_text.format(time=expires_at.astimezone(ZONE).strftime("%H:%M")),
            "link": f"{self.site}/account/enter?token={token}",
        }
        return self._message("sign_in", said.mail_sign_in_subject, person, envelope, given)

    def voucher(self, person: Person, voucher: Voucher, code: str, envelope: Envelope) -> bytes:
        shown = _language(person)
        said, amount = words(shown), money(voucher.remaining, shown)
        days = {"first": day(voucher.issue_on, shown), "last": day(voucher.expires_on, shown)}
        given = {
            "text": said.mail_voucher_text.format(amount=amount),
            "code": code,
            "valid": said.mail_voucher_valid.format(**days),
            "account": f"{self.site}/account",
        }
        subject = said.mail_voucher_subject.format(amount=amount)
        paper = (said.code_file, voucher_pdf(voucher, code, shown))
        return self._message("voucher", subject, person, envelope, given, paper)

    def _message(
        self,
        template: str,
        subject: str,
        person: Person,
        envelope: Envelope,
        given: dict[str, object],
        paper: tuple[str, bytes] | None = None,
        pictures: Mapping[str, bytes] = MappingProxyType({}),
    ) -> bytes:
        shown = _language(person)
        whole = given | {"w": words(shown), "language": shown, "subject": subject, "name": person.name}
        text, html = (templates("mails").get_template(f"{template}.{kind}").render(whole) for kind in ("txt", "html"))
        message = EmailMessage(_POLICY)
        try:
            message["From"] = self.sender
            message["To"] = Address(addr_spec=person.email or "")
            message["Subject"] = subject
        except (ValueError, IndexError, MessageError) as error:
            raise BadAddress from error
        message["Date"] = format_datetime(envelope.made_at)
        message["Message-ID"] = f"<{envelope.message_id}>"
        # No out-of-office answers to a machine (RFC 3834).
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(text)
        message.add_alternative(html, subtype="html")
        (*_, page) = message.iter_parts()
        assert isinstance(page, EmailMessage)
        for name, jpeg in pictures.items():
            page.add_related(jpeg, maintype="image", subtype="jpeg", cid=f"<{name}>", disposition="inline")
        if paper is not None:
            name, pdf = paper
            message.add_attachment(pdf, maintype="application", subtype="pdf", filename=name)
        message["Content-Language"] = shown
        return message.as_bytes()


def _language(person: Person) -> str:
    return person.language if person.language in LANGUAGES else DEFAULT


def _counted(said: SimpleNamespace, word: str, n: int, language: str, **given: str) -> str:
    """The singular or the plural: nought is singular in French, plural in the other five."""
    one = n == 1 or (n == 0 and language == "fr")
    return str(getattr(said, f"{word}_{'one' if one else 'other'}")).format(n=n, **given)


def _row(one: DecidedItem, said: SimpleNamespace, language: str, pictures: Mapping[str, bytes]) -> dict[str, object]:
    title = one.title.get(language) or one.title.get(DEFAULT) or next(iter(one.title.values()))
    amount = "" if one.credited is None else money(one.credited, language)
    shown = [sha256 for sha256 in one.pictures if sha256 in pictures]
    return {"title": title, "size": said.mail_size.format(size=one.size), "amount": amount, "pictures": shown}


def _reasons(one: DecidedItem, news: ParcelNews, language: str) -> list[str]:
    told = [sentence(news.programme, code, language) for code in one.reasons]
    # Never silence: a reason the ledger has no words for is at least one of the conditions.
    return [each for each in told if each] or [str(words(language).mail_reason_other)]


def _totals(credited: list[DecidedItem]) -> list[Money]:
    sums: dict[str, int] = {}
    for one in credited:
        assert one.credited is not None
        sums[one.credited.currency] = sums.get(one.credited.currency, 0) + one.credited.minor
    return [Money(minor, currency) for currency, minor in sorted(sums.items())]
