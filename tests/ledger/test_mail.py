"""Mails: a line with each decision, one mail a parcel, sent until a real SMTP server that misbehaves has taken it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from tests.ledger.conftest import Ledger
from tests.ledger.made import NOW, StoppedClock, approval, as_approval, as_takeback, customer, item, refusal, takeback
from voucher_ledger.application import access
from voucher_ledger.application.account_page import ask_for_link
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.letters import SealedLetters
from voucher_ledger.application.mail import FOLD_FOR, LEASE, fold, parcels_due, send_due, try_again
from voucher_ledger.application.post_approvals import post_approvals
from voucher_ledger.application.reverse import reverse_credit
from voucher_ledger.application.vouchers import Wanted, make_voucher, replace_code
from voucher_ledger.domain.errors import NotFound
from voucher_ledger.domain.mail import GIVE_UP_AFTER, Mail, MailState
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.settlement import Bench
from voucher_ledger.domain.takeback import ItemKey
from voucher_ledger.pages.letters import Letterhead
from voucher_ledger.post.postman import Postman
from voucher_ledger.post.seal import FernetSeal
from voucher_ledger.post.smtp import SmtpCarrier, smtp_server
from voucher_ledger.storage.store import SqlStore

HEAD = Letterhead(Address("AMI For Ever", "forever", "example.org"), "https://ledger.example.org")
CAMILLE = "camille@example.org"
TOLD = (
    "2 articles crédités",
    "120,00",
    "Un article non repris",
    "Il manque à votre article un bouton",
    "Votre article porte une odeur",
    "Un article de ce colis reste à contrôler",
    "Votre solde",
    "https://ledger.example.org/account",
)


@dataclass
class Smtp:
    """The server's process and what it took."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[str] | None = None
    encryption: tuple[str, ...] = ()

    def start(self) -> None:
        """On the port it had before, if any."""
        command = [sys.executable, "-m", "tests.simulators.smtp_server", str(self.folder), str(self.port)]
        self.process = subprocess.Popen(
            [*command, *self.encryption],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert self.process.stdout is not None
        self.port = int(self.process.stdout.readline())

    def stop(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.communicate()

    def script(self, **steps: list[str]) -> None:
        """What happens to each recipient of example.org, attempt by attempt."""
        named = {f"{name}@example.org": each for name, each in steps.items()}
        (self.folder / "script.json").write_text(json.dumps(named))

    @property
    def taken(self) -> list[EmailMessage]:
        files = sorted(self.folder.glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default) for file in files]


@pytest.fixture
def smtp(tmp_path: Path) -> Iterator[Smtp]:
    folder = tmp_path / "smtp"
    folder.mkdir()
    server = Smtp(folder)
    server.script()
    server.start()
    yield server
    server.stop()


@dataclass
class Post:
    """A ledger's books, its bench, and the two halves of the postman's round."""

    store: SqlStore
    clock: StoppedClock
    bench: Bench
    smtp: Smtp
    seal: FernetSeal = field(default_factory=FernetSeal)

    @property
    def letters(self) -> SealedLetters:
        return SealedLetters(HEAD, self.seal)

    def declare(self, dossier: str = "R-1", lines: int = 3, **who: object) -> None:
        given = takeback(dossier, items=[item(n) for n in range(1, lines + 1)], customer=customer(**who))
        declare_takeback(as_takeback(given), self.store, self.clock)

    def decide(self, *sent: dict) -> None:
        post_approvals([as_approval(one) for one in sent], self.bench, self.store, self.clock)

    def fold(self) -> int:
        self.clock.at += FOLD_FOR
        return self.fold_due()

    def fold_due(self) -> int:
        due = parcels_due(self.store, self.clock)
        return sum(fold(*parcel, self.store, self.clock, HEAD) for parcel in due)

    def send(self) -> bool:
        server = smtp_server(f"smtp://127.0.0.1:{self.smtp.port}")
        return send_due(self.store, self.clock, SmtpCarrier(server, "forever@example.org"), self.seal)

    def mails(self, state: MailState) -> list[Mail]:
        return list(self.store.read(lambda books: books.mails.listed(state, 0, 100)))


@pytest.fixture
def post(store: SqlStore, clock: StoppedClock, smtp: Smtp) -> Post:
    bench, _ = access.add_station("BANC-01", store, clock)
    return Post(store, clock, bench, smtp)


def text(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part is not None
    return part.get_content()


def test_one_mail_a_parcel_lists_what_was_credited_and_refused(post: Post) -> None:
    """Nothing before ten minutes; then one mail, in the customer's language, with amounts, reasons, what is left and
    the balance, in text and HTML.
    """
    post.declare(lines=4)
    post.decide(approval(1), refusal(2, line=2, reasons=["incomplete", "odour"]))
    post.clock.at += timedelta(minutes=9)
    post.decide(approval(3, line=3))
    assert post.fold_due() == 0
    post.clock.at += timedelta(minutes=1)
    assert post.fold_due() == 1
    assert post.send()
    (mail,) = post.smtp.taken
    assert (mail["To"], mail["From"]) == (CAMILLE, "AMI For Ever <forever@example.org>")
    assert mail["Subject"] == "Votre reprise R-1\N{NO-BREAK SPACE}: 3 articles contrôlés"
    assert (mail["Content-Language"], mail["Auto-Submitted"]) == ("fr", "auto-generated")
    for body in (text(mail), text(mail, "html")):
        for said in TOLD:
            assert said in body, said
    assert post.store.read(lambda books: books.audit()) == ()


def test_later_pieces_make_the_next_mail(post: Post) -> None:
    """Message n+1 of the same parcel, of what was not told before; a duplicate or a conflict is no news."""
    post.declare()
    post.decide(approval(1))
    assert post.fold() == 1
    post.decide(refusal(2), approval(3), refusal(4, line=2))
    assert (post.fold(), post.fold()) == (1, 0)
    assert post.send()
    first, second = post.smtp.taken
    assert (first["Message-ID"], second["Message-ID"]) != (second["Message-ID"], first["Message-ID"])
    assert "crédité" not in text(second)
    assert "non repris" in text(second)


def test_what_was_taken_back_meanwhile_is_not_told(post: Post) -> None:
    """A credit that a lead took back before the mail was written stands in none, and alone makes none."""
    post.declare()
    post.decide(approval(1), approval(2, line=2))
    reverse_credit(ItemKey("R-1", 1), "wrong piece", "nora", post.store, post.clock)
    assert post.fold() == 1
    post.decide(approval(3, line=3))
    reverse_credit(ItemKey("R-1", 3), "wrong piece", "nora", post.store, post.clock)
    assert (post.fold(), post.fold()) == (0, 0)
    assert post.send()
    (mail,) = post.smtp.taken
    assert "un article contrôlé" in mail["Subject"]


def test_two_ledgers_that_fold_at_once_make_one_mail(post: Post) -> None:
    """Eight senders on the same books: each parcel has one mail, each line stands in one, each mail is sent once."""
    for n in range(1, 6):
        post.declare(f"R-{n}", lines=2, ref=f"C-{n}")
    sent = [approval(2 * n - 1 + line, line=line + 1, dossier=f"R-{n}") for n in range(1, 6) for line in (0, 1)]
    post.decide(*sent)
    post.clock.at += FOLD_FOR

    def round_() -> None:
        post.fold_due()
        post.send()

    threads = [threading.Thread(target=round_) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(mail["Subject"].split()[2] for mail in post.smtp.taken) == [f"R-{n}" for n in range(1, 6)]
    assert post.mails(MailState.WAITING) == []


@pytest.mark.expects_log("mail_parked")
def test_later_and_never_and_a_broken_connection(post: Post) -> None:
    """451 is tried again, 550 is parked and told in the log; dropped after DATA is sent once more with the same
    Message-ID and the same bytes. Money is what it was.
    """
    post.smtp.script(later=["451", "451-data"], never=["550"], dropped=["drop"])
    for n, name in enumerate(("later", "never", "dropped"), 1):
        post.declare(f"R-{n}", lines=1, ref=f"C-{n}", email=f"{name}@example.org")
        post.decide(approval(n, dossier=f"R-{n}"))
    assert post.fold() == 3
    for _ in range(4):
        post.send()
        post.clock.at += timedelta(minutes=5)
    assert [mail["To"] for mail in post.smtp.taken] == [
        "dropped@example.org",
        "dropped@example.org",
        "later@example.org",
    ]
    once, again, _ = post.smtp.taken
    assert (once["Message-ID"], once.as_bytes()) == (again["Message-ID"], again.as_bytes())
    (parked,) = post.mails(MailState.PARKED)
    assert (parked.customer, parked.fault) == ("C-2", "SMTP 550")
    assert post.mails(MailState.WAITING) == []
    assert post.store.read(lambda books: books.audit()) == ()


@pytest.mark.expects_log("mail_parked")
def test_a_parked_mail_is_sent_once_more_when_told(post: Post) -> None:
    """As it is, under its Message-ID; a mail that is not parked is not touched."""
    post.smtp.script(camille=["550"])
    post.declare()
    post.decide(approval(1))
    post.fold()
    post.send()
    (parked,) = post.mails(MailState.PARKED)
    try_again(parked.id, post.store, post.clock)
    assert post.send()
    assert [mail["Message-ID"] for mail in post.smtp.taken] == [f"<{parked.envelope.message_id}>"]
    with pytest.raises(NotFound):
        try_again(parked.id, post.store, post.clock)


@pytest.mark.expects_log("mail_parked")
def test_no_server_keeps_everything(post: Post) -> None:
    """Nobody takes mail for three days: nothing is lost; for more than four: parked, and told."""
    post.declare()
    post.decide(approval(1))
    post.fold()
    post.smtp.stop()
    for _ in range(3):
        assert not post.send()
        post.clock.at += timedelta(days=1)
    (waiting,) = post.mails(MailState.WAITING)
    assert (waiting.attempts, waiting.fault) == (3, "ConnectionRefusedError")
    post.smtp.start()
    assert post.send()
    assert len(post.smtp.taken) == 1
    post.decide(refusal(2, line=2))
    post.fold()
    post.clock.at += GIVE_UP_AFTER
    assert post.send()
    assert [one.fault for one in post.mails(MailState.PARKED)] == ["given up: never sent"]


def test_a_sender_that_dies_is_replaced(post: Post) -> None:
    """What it had claimed is taken up when the lease is over, and not before."""
    post.declare()
    post.decide(approval(1))
    post.fold()
    claimed = post.store.transact(lambda books: books.mails.claim("-", post.clock.now(), post.clock.now() + LEASE))
    assert claimed is not None
    assert post.send()
    assert post.smtp.taken == []
    post.clock.at += LEASE
    assert post.send()
    assert len(post.smtp.taken) == 1


@pytest.mark.parametrize("email", [None, "a,b@example.org", "<script>@example.org", "né@example.org"])
@pytest.mark.expects_log("mail_parked")
def test_no_address_is_parked_and_the_others_are_told(post: Post, email: str | None) -> None:
    """Without an address, or with one that is none, the mail is kept as parked; the next customer gets hers."""
    post.declare("R-1", lines=1, ref="C-1", email=email)
    post.declare("R-2", lines=1, ref="C-2", email="other@example.org")
    post.decide(approval(1), approval(2, dossier="R-2"))
    post.fold()
    post.send()
    assert [mail["To"] for mail in post.smtp.taken] == ["other@example.org"]
    (parked,) = post.mails(MailState.PARKED)
    assert parked.customer == "C-1"


def test_links_and_codes_are_mailed_and_never_stand_in_the_books(post: Post) -> None:
    """A sign-in link, a voucher's code, another code: each in a mail, sealed until it is sent and gone after."""
    post.declare()
    post.decide(approval(1))
    ask_for_link(CAMILLE, post.letters, post.store, post.clock)
    wanted = Wanted("C-1", Money(5000, "EUR"), NOW.date())
    made = make_voucher(wanted, "account", "the-key-1", post.store, post.clock, post.letters)
    again = replace_code(made.voucher.id, "C-1", post.store, post.clock, post.letters)
    assert made.code is not None
    assert again.code is not None
    waiting = post.mails(MailState.WAITING)
    assert len(waiting) == 3
    for mail in waiting:
        assert mail.body is not None
        assert mail.sealed_by == post.seal.name
        assert b"camille" not in mail.body
        assert made.code.encode() not in mail.body
    assert post.send()
    link, code, other = post.smtp.taken
    assert "https://ledger.example.org/account/enter?token=" in text(link)
    assert made.code in text(code)
    assert again.code in text(other, "html")
    assert [(mail.body, mail.recipient) for mail in post.mails(MailState.SENT)] == [(None, None)] * 3


@pytest.mark.expects_log("mail_parked")
def test_a_seal_that_is_lost_is_given_up(post: Post) -> None:
    """Another process cannot read it: it leaves it alone until its time is over, then parks it; a link does not come
    late either.
    """
    post.declare()
    ask_for_link(CAMILLE, post.letters, post.store, post.clock)
    post.seal = FernetSeal()
    assert post.send()
    assert len(post.mails(MailState.WAITING)) == 1
    post.clock.at += timedelta(minutes=15)
    assert post.send()
    assert post.smtp.taken == []
    assert [one.fault for one in post.mails(MailState.PARKED)] == ["given up: never sent"]


@pytest.mark.expects_log("mail_not_written")
def test_a_bug_in_one_mail_does_not_end_the_post(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own failure on one parcel is told in the log with its take-back; the next customer gets hers, from the
    thread that sends; the first one's lines wait.
    """
    plain = Letterhead.parcel
    monkeypatch.setattr(
        Letterhead, "parcel", lambda head, news, on: plain(head, news, on) if news.dossier != "R-1" else 1 // 0
    )
    post.declare("R-1", lines=1, ref="C-1")
    post.declare("R-2", lines=1, ref="C-2", email="other@example.org")
    post.decide(approval(1), approval(2, dossier="R-2"))
    carrier = SmtpCarrier(smtp_server(f"smtp://127.0.0.1:{post.smtp.port}"), "forever@example.org")
    with Postman(post.store, post.clock, HEAD, carrier, post.seal, timedelta(0), 0.02):
        deadline = time.monotonic() + 20
        while not post.smtp.taken:
            assert time.monotonic() < deadline
            time.sleep(0.02)
    assert [mail["To"] for mail in post.smtp.taken] == ["other@example.org"]
    assert len(parcels_due(post.store, post.clock, timedelta(0))) == 1


def test_a_page_and_a_till_tell_the_code_by_mail_too(ledger: Ledger, letters) -> None:
    """Over HTTP: the code of the answer is the code of the letter."""
    ledger.declare(takeback())
    ledger.post(approval(1))
    made = ledger.make_voucher(2000).json()
    assert letters.codes == [(made["id"], made["code"])]


def test_it_stops_between_two_mails(post: Post) -> None:
    """Told to end, the sender finishes the mail under way and begins no other; the rest waits for the next one."""
    for n in (1, 2, 3):
        post.declare(f"R-{n}", lines=1, ref=f"C-{n}")
        post.decide(approval(n, dossier=f"R-{n}"))
    post.fold()
    carrier = SmtpCarrier(smtp_server(f"smtp://127.0.0.1:{post.smtp.port}"), "forever@example.org")
    assert send_due(post.store, post.clock, carrier, post.seal, lambda: len(post.smtp.taken) == 1)
    assert len(post.smtp.taken) == 1
    assert [mail.attempts for mail in post.mails(MailState.WAITING)] == [0, 0]
