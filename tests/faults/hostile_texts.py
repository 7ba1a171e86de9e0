"""What a scanner, a keyboard or a file may hand in, from a seed: everything but what was meant."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence

MEGABYTE = 1_000_000
_BREAKERS = (
    "'; DROP TABLE piece; --",
    '" OR 1=1 --',
    "Robert'); DELETE FROM log_entry;--",
    "%s%s%s%n%n%x",
    "{code} {0} {shown!r} {__class__.__mro__}",
    "${jndi:ldap://x/y}",
    "$(touch /tmp/owned)`id`",
    "../../../../etc/passwd",
    "<b>8R</b><script>alert(1)</script>",
    "\\x00\\u0000\\N{NULL}",
    "file:///etc/shadow",
    "QC-CMD-ACCEPT",
    "QC-CMD-",
    "QC-BADGE-",
    "QC1-",
    "]C1",
    "]",
    "NaN",
    "-1",
    "1e400",
    "٣٤٥٦٧٨٩٠١٢",
    "８Ｒ４１２０７７３１９３９",
    "ı8r41207731939ſ",
)
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u2028\u2029\u0085\u00a0\u202f\u3000"
_EMOJI = "😀👩‍👩‍👧‍👦🇫🇷✂️🏴‍☠️"


def hostile_texts(seed: int, count: int, known: Sequence[str]) -> Iterator[str]:
    """`count` texts, the same for the same seed; `known` are codes that mean something, to be all but met."""
    chance = random.Random(seed)
    kinds: list[Callable[[random.Random], str]] = [
        _controls,
        _half_utf8,
        _breaker,
        _directions,
        _emoji,
        _numbers,
        _any_characters,
        _stacked,
        lambda chance: _nearly(chance, chance.choice(known)),
        lambda chance: _nearly(chance, chance.choice(known)),
    ]
    for number in range(count):
        yield _huge(chance) if number % 250 == 249 else chance.choice(kinds)(chance)


def _controls(chance: random.Random) -> str:
    return "".join(chr(chance.choice((*range(32), 127, *range(128, 160), 56))) for _ in range(chance.randint(1, 40)))


def _half_utf8(chance: random.Random) -> str:
    """As a wedge or a pipe delivers it: bytes that are no UTF-8, each as a lone surrogate."""
    whole = "Étiquette 8R41207731939 ✂ 😀".encode()
    cut = bytearray(whole[chance.randrange(6) : chance.randrange(8, len(whole))])
    for _ in range(chance.randint(1, 4)):
        cut.insert(chance.randrange(len(cut) + 1), chance.randrange(128, 256))
    text = cut.decode("utf-8", errors="surrogateescape")
    return text if chance.random() < 0.7 else text + chr(chance.randrange(0xD800, 0xE000))


def _breaker(chance: random.Random) -> str:
    return chance.choice(_BREAKERS) * chance.choice((1, 1, 2, 9))


def _directions(chance: random.Random) -> str:
    return _mixed(chance, "8R41207731939", _DIRECTION + _INVISIBLE)


def _emoji(chance: random.Random) -> str:
    return _mixed(chance, "R-2026-018834", _EMOJI)


def _stacked(chance: random.Random) -> str:
    return "8R" + "".join(chr(chance.randrange(0x300, 0x36F)) for _ in range(chance.randint(1, 300)))


def _numbers(chance: random.Random) -> str:
    length = chance.choice((1, 7, 8, 12, 13, 14, 15, 16, 20, 24, 26, 28, 39, 255, 256, 257, 4096, 4097))
    figures = "".join(chance.choice("0123456789") for _ in range(length))
    return chance.choice(("", "-", "+", "0x", "%", "00", "(00)", "]C1", "]E0")) + figures


def _any_characters(chance: random.Random) -> str:
    return "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randint(0, 60)))


def _huge(chance: random.Random) -> str:
    unit = chance.choice(("8", "\0", "\udcff", "A ", "😀", " ", "\u202e", "8R41207731939", "]C1"))
    return (unit * (MEGABYTE // len(unit) + 1))[:MEGABYTE]


def _nearly(chance: random.Random, known: str) -> str:
    """A code that means something, with something done to it; now and then it still means the same."""
    at = chance.randrange(len(known))
    stranger = chr(chance.choice((*range(32, 127), 0, 9, 13, 0x202E, 0x200B, 0xFF10, 0x131, 0xDC80)))
    return chance.choice(
        (
            known[:at] + stranger + known[at + 1 :],
            known[:at] + stranger + known[at:],
            known[:at],
            known[at:],
            known + known,
            known[::-1],
            known[:at] + known[at + 1 :],
            known.lower(),
            " ".join(known),
            f"]C1{known}\r\n",
            f"\x02{known}\x03",
            known.replace("0", "O").replace("1", "l"),
        )
    )


def _mixed(chance: random.Random, text: str, strangers: str) -> str:
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(strangers) + text[at:]
    return text
