"""Composition labels: six languages, either order, several parts; and never a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.policy.composition import WHOLE, Composition, Part, parse_composition
from qc_station.policy.programme import LANGUAGES
from tests.policy.care_data import CARE


def parsed(text: str) -> Composition | None:
    return parse_composition(text, CARE)


def whole(*shares: tuple[str, int]) -> Composition:
    return Composition((Part("", tuple((fibre, share * 100) for fibre, share in shares)),))


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("98 % coton, 2 % élasthanne", (("cotton", 98), ("elastane", 2))),
        ("65% Polyester 35% Cotton", (("polyester", 65), ("cotton", 35))),
        ("coton 98 %, élasthanne 2 %", (("cotton", 98), ("elastane", 2))),
        ("Baumwolle: 60 %\nLeinen: 40 %", (("cotton", 60), ("linen", 40))),
        ("100 % coton biologique", (("cotton", 100),)),
        ("100 % laine mérinos", (("wool", 100),)),
        ("100 % cuir de veau", (("leather", 100),)),
        ("100% pure new wool", (("wool", 100),)),
        ("1OO% Cotton", (("cotton", 100),)),
        ("l00% wool", (("wool", 100),)),
        ("100% polyesther", (("polyester", 100),)),
        ("70 % laine, 30 % cachemire", (("wool", 70), ("cashmere", 30))),
        ("100 % plumes de canard", (("down", 100),)),
        ("90 % duvet d’oie 10 % plumes", (("down", 90), ("down", 10))),
    ],
)
def test_what_labels_say(text: str, shares: tuple[tuple[str, int], ...]) -> None:
    """Shares before or after, accents or none, qualifiers, a wrong letter in a long name, an O for a nought."""
    assert parsed(text) == whole(*shares)


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "coton", "%", "100 %", "100", "100 % inconnu", "50 % coton, 49 % lin", "60 % coton, 60 % lin"),
        *("98 % coton 98 % cotton", "0 % coton 100 % lin", "100 % coton Made in Portugal", "100 % coton 2020"),
        *(
            "100 % plumes d’autruche",
            "100 % line",
            "100 % lain",
            "Extérieur 60 % coton Doublure 40 % lin",
            "-5 % coton",
        ),
    ],
)
def test_what_is_not_understood_is_nothing(text: str) -> None:
    """A sum that is not 100, an unknown fibre, words left over: no part of it is used, for it may all be misread."""
    assert parsed(text) is None


def test_parts_are_kept_apart() -> None:
    """Shell and lining add up each on their own; together they name every fibre a treatment reaches."""
    read = parsed("Extérieur : 80 % laine, 20 % polyamide. Doublure : 55 % viscose, 45 % cupro")
    assert read == Composition(
        (
            Part("shell", (("wool", 8000), ("polyamide", 2000))),
            Part("lining", (("viscose", 5500), ("cupro", 4500))),
        )
    )
    assert read.fibres == ("wool", "polyamide", "viscose", "cupro")


def test_the_same_part_in_three_languages_is_one() -> None:
    """A label repeats itself in every language; the garment has one shell."""
    text = "98% coton 2% élasthanne 98% cotton 2% elastane 98% Baumwolle 2% Elasthan"
    assert parsed(text) == whole(("cotton", 98), ("elastane", 2))


def test_decimals_add_up_exactly() -> None:
    """Thirds as labels print them; a hundredth too little is not 100."""
    assert parsed("33,3 % coton 33,3 % lin 33,4 % chanvre") is not None
    assert parsed("33,3 % coton 33,3 % lin 33,3 % chanvre") is None


NAMES = st.sampled_from(
    [(fibre.id, name) for fibre in CARE.fibres.values() for language in LANGUAGES for name in fibre.names[language]]
)


@st.composite
def labels(draw: st.DrawFn) -> tuple[str, tuple[tuple[str, int], ...]]:
    named = draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=lambda each: each[0]))
    cuts = sorted(draw(st.lists(st.integers(1, 99), min_size=len(named) - 1, max_size=len(named) - 1, unique=True)))
    shares = [high - low for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
    first = draw(st.booleans())
    between = draw(st.sampled_from([", ", " ", "\n", " / ", "; "]))
    said = [
        f"{share}% {name}" if first else f"{name} {share} %" for (_, name), share in zip(named, shares, strict=True)
    ]
    text = between.join(said)
    return draw(st.sampled_from([text, text.upper()])), tuple(
        (fibre, share) for (fibre, _), share in zip(named, shares, strict=True)
    )


@given(labels())
def test_every_name_in_every_order_is_understood(label: tuple[str, tuple[tuple[str, int], ...]]) -> None:
    """Whatever fibres, languages and separators: the shares come back as they were written."""
    text, shares = label
    assert parsed(text) == whole(*shares)


@given(st.text(max_size=200) | st.text(alphabet="0123456789% ,.coton lineOl:", max_size=60))
def test_any_text_gives_a_whole_or_nothing(text: str) -> None:
    """It never raises, and what it understands adds up to 100 in every part, of known fibres."""
    read = parsed(text)
    for part in read.parts if read else ():
        assert sum(share for _, share in part.shares) == WHOLE
        assert all(share > 0 and fibre in CARE.fibres for fibre, share in part.shares)
