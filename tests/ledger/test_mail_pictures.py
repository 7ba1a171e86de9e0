"""A customer sees why: photographs of what was decided come with the mail, small, and without the camera's notes."""

from __future__ import annotations

import hashlib
import io
import zlib
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from PIL import Image

from tests.ledger.made import approval, refusal
from tests.ledger.test_mail import Post, post, smtp, text
from voucher_ledger.application.mail import PATIENCE, fold, parcels_due
from voucher_ledger.application.photographs import settle
from voucher_ledger.custody.photograph_files import FilePhotographs
from voucher_ledger.custody.pictures import SIDE, pictures
from voucher_ledger.pages.samples import HEAD

__all__ = ["post", "smtp"]


def photograph(colour: int, size: tuple[int, int] = (3000, 2000)) -> bytes:
    """As a camera writes it: large, lying on its side, with what it knows of its owner."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Jeanne Dupont"
    kept = io.BytesIO()
    Image.new("RGB", size, (colour, 80, 80)).save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def name_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def kept(tmp_path: Path) -> FilePhotographs:
    return FilePhotographs(tmp_path / "evidence")


def receive(post: Post, kept: FilePhotographs, *contents: bytes) -> None:
    for content in contents:
        with kept.arrive() as arrival:
            arrival.write(content)
            settle(arrival, name_of(content), post.store, post.clock)


def fold_due(post: Post, kept: FilePhotographs) -> int:
    head = replace(HEAD, picture=pictures(kept))
    due = parcels_due(post.store, post.clock)
    return sum(fold(*parcel, post.store, post.clock, head, PATIENCE) for parcel in due)


def shown(mail: EmailMessage) -> dict[str, bytes]:
    """The pictures of the page, by content id."""
    page = mail.get_body(("related",))
    assert page is not None
    parts = [part for part in page.walk() if part.get_content_maintype() == "image"]
    return {str(part["Content-ID"]).strip("<>"): part.get_content() for part in parts}


def test_a_refusal_comes_with_its_last_photographs(post: Post, kept: FilePhotographs) -> None:
    """The mail waits until they have come; two of what was refused, one of what was credited, each once and small."""
    front, back, stain, shirt = (photograph(colour) for colour in (10, 90, 170, 250))
    post.declare(lines=2)
    post.decide(
        refusal(1, 1, evidence=[name_of(each) for each in (front, back, stain)]),
        approval(2, 2, evidence=[name_of(shirt), name_of(back)]),
    )
    post.clock.at += timedelta(minutes=10)
    assert fold_due(post, kept) == 0
    receive(post, kept, front, back, stain)
    assert fold_due(post, kept) == 0, "one has not come"
    receive(post, kept, shirt)
    assert fold_due(post, kept) == 1
    assert post.send()
    (mail,) = post.smtp.taken
    found = shown(mail)
    assert list(found) == [name_of(back), name_of(stain), name_of(shirt)]
    page = text(mail, "html")
    for name, jpeg in found.items():
        assert f'src="cid:{name}" alt="Chemise oxford boutonnée"' in page
        with Image.open(io.BytesIO(jpeg)) as picture:
            assert picture.size == (SIDE * 2 // 3, SIDE), "upright"
            assert not picture.getexif()
        assert b"Jeanne" not in jpeg
        assert len(jpeg) < 40_000
    assert "http" not in page.replace("https://ledger.example.org/account", "")
    assert len(bytes(mail)) < 100_000


def test_photographs_that_do_not_come_hold_a_mail_for_an_hour(post: Post, kept: FilePhotographs) -> None:
    """Then it goes with those that are there."""
    there, lost = photograph(10), "e" * 64
    post.declare(lines=1)
    post.decide(refusal(1, 1, evidence=[name_of(there), lost]))
    receive(post, kept, there)
    post.clock.at += PATIENCE - timedelta(seconds=1)
    assert fold_due(post, kept) == 0
    post.clock.at += timedelta(seconds=1)
    assert fold_due(post, kept) == 1
    post.send()
    (mail,) = post.smtp.taken
    assert list(shown(mail)) == [name_of(there)]


def bomb() -> bytes:
    """A picture of a terabyte in a few hundred bytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return len(content).to_bytes(4, "big") + whole + zlib.crc32(whole).to_bytes(4, "big")

    side = (1_000_000).to_bytes(4, "big")
    head = chunk(b"IHDR", side + side + b"\x08\x02\x00\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


HOSTILE = {
    "a page": b"<html><script>alert(1)</script></html>",
    "cut short": photograph(10)[:4000],
    "a bomb": bomb(),
    "an empty picture": b"\xff\xd8\xff\xd9",
    "a drawing": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_no_photograph_is_left_out(what: str, post: Post, kept: FilePhotographs) -> None:
    """Whatever bytes a bench signed for: the customer is told all the same, without them."""
    content = HOSTILE[what]
    post.declare(lines=1)
    post.decide(refusal(1, 1, evidence=[name_of(content)]))
    receive(post, kept, content)
    post.clock.at += timedelta(minutes=10)
    assert fold_due(post, kept) == 1
    post.send()
    (mail,) = post.smtp.taken
    assert "cid:" not in text(mail, "html")
    assert "Un article non re" in text(mail)


def test_a_box_of_many_pieces_has_a_mail_of_bounded_size(post: Post, kept: FilePhotographs) -> None:
    """Twelve pictures at the most, refusals first."""
    photographs = [photograph(colour * 8, (600, 400)) for colour in range(20)]
    post.declare(lines=20)
    refused = [refusal(n, n, evidence=[name_of(photographs[n - 1])]) for n in range(1, 6)]
    credited = [approval(n, n, evidence=[name_of(photographs[n - 1])]) for n in range(6, 21)]
    post.decide(*refused, *credited)
    receive(post, kept, *photographs)
    post.clock.at += timedelta(minutes=10)
    assert fold_due(post, kept) == 1
    post.send()
    (mail,) = post.smtp.taken
    assert list(shown(mail))[:5] == [name_of(each) for each in photographs[:5]]
    assert len(shown(mail)) == 12
