"""Judging a piece: what holds whatever was found, and the explanation that goes with the answer."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.domain.checklist import Answer, Finding, Pin, Severity, Side
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.verdict import Alternative, Ground, Judgement, Ruling
from qc_station.policy.grading import judge
from qc_station.policy.programme_file import load_programme
from tests.policy.pieces import CHECKS, OFFER, PROGRAMME, TEXT, answers, item, takeback

KINDS = [f"{check.id}/{rule.id}" for check in PROGRAMME.checks for rule in check.answers]
grades = st.sampled_from(list(Grade))
findings = st.lists(st.sampled_from(KINDS), unique=True, max_size=6)
# The one "finding" that is good news; every other can only lower.
DEFECTS = [kind for kind in KINDS if kind != "outer_tag/attached"]


def judged(*found: str, declared: Grade = Grade.EXCELLENT) -> Judgement:
    return judge(answers(*found), item(declared), takeback(), PROGRAMME)


def height(judgement: Judgement) -> int:
    """How good a whole judgement is: refused 0, review 1, then the grades."""
    if judgement.ruling is Ruling.ACCEPTED:
        assert judgement.grade is not None
        return 4 - judgement.grade.rank
    return {Ruling.REFUSED: 0, Ruling.REVIEW: 1}[judgement.ruling]


@given(found=findings, more=st.sampled_from(DEFECTS), declared=grades)
def test_a_further_defect_never_makes_a_piece_better(found: list[str], more: str, declared: Grade) -> None:
    """Adding a finding leaves ruling, grade and amount where they were, or lowers them."""
    before = judged(*found, declared=declared)
    after = judged(*found, *({more} - set(found)), declared=declared)
    assert height(after) <= height(before)
    if before.amount and after.amount:
        assert after.amount.minor <= before.amount.minor


@given(found=findings, declared=grades, seed=st.integers())
def test_the_order_of_the_answers_does_not_matter(found: list[str], declared: Grade, seed: int) -> None:
    """The same answers given in another order are the same judgement, explanation included."""
    given_answers = list(answers(*found))
    random.Random(seed).shuffle(given_answers)
    shuffled = judge(tuple(given_answers), item(declared), takeback(), PROGRAMME)
    assert shuffled == judged(*found, declared=declared)


@given(found=findings, declared=grades, without=st.none() | grades)
def test_an_amount_is_always_one_of_the_offer(found: list[str], declared: Grade, without: Grade | None) -> None:
    """Whatever was found, what is credited stands in the accepted offer; only an accepted piece has an amount."""
    offered = item(declared, without=without)
    judgement = judge(answers(*found), offered, takeback(), PROGRAMME)
    assert (judgement.amount is not None) == (judgement.ruling is Ruling.ACCEPTED)
    assert judgement.amount is None or judgement.amount in offered.offer.values()
    assert judgement.amount is None or judgement.amount.minor <= OFFER[declared]


@given(found=findings, left=st.sets(st.sampled_from(CHECKS), min_size=1), declared=grades)
def test_an_unanswered_check_is_never_accepted(found: list[str], left: set[str], declared: Grade) -> None:
    """With a check open a piece is refused, or nothing is said yet; the open checks are named in the bench's order."""
    given_answers = tuple(answer for answer in answers(*found) if answer.check not in left)
    judgement = judge(given_answers, item(declared), takeback(), PROGRAMME)
    assert judgement.ruling in {None, Ruling.REFUSED}
    assert judgement.amount is None
    assert judgement.unanswered == tuple(check for check in CHECKS if check in left)


@given(found=findings, declared=grades)
def test_a_judgement_replays_under_its_stored_programme(found: list[str], declared: Grade) -> None:
    """A verdict of long ago comes out the same from the programme text that was kept with it."""
    stored = judged(*found, declared=declared)
    again = load_programme(PROGRAMME.text, "stored with the verdict")
    assert again.ref == PROGRAMME.ref
    assert judge(answers(*found), item(declared), takeback(), again) == stored


def test_a_changed_programme_is_another_programme() -> None:
    """One byte of the file is enough for another hash: an old verdict can tell which rules were not its own."""
    other = load_programme(TEXT.replace("working_days = 15", "working_days = 14"), "changed")
    assert other.sha256 != PROGRAMME.sha256
    assert (other.id, other.version) == (PROGRAMME.id, PROGRAMME.version)


def test_nothing_answered_says_nothing() -> None:
    """At the start there is no ruling, no grade and no amount, only what each grade would pay."""
    judgement = judge((), item(), takeback(), PROGRAMME)
    assert (judgement.ruling, judgement.grade, judgement.amount, judgement.grounds) == (None, None, None, ())
    assert judgement.unanswered == CHECKS


def test_what_each_grade_would_pay() -> None:
    """Found better than declared pays the declared grade, found lower pays the found one, best grade first."""
    assert [(grade, amount.minor) for grade, amount in judged(declared=Grade.NEW).amounts] == [
        (Grade.NEW, 9500),
        (Grade.EXCELLENT, 8000),
        (Grade.VERY_GOOD, 6000),
    ]
    assert [amount.minor for _, amount in judged(declared=Grade.EXCELLENT).amounts] == [8000, 8000, 6000]
    assert [amount.minor for _, amount in judged(declared=Grade.VERY_GOOD).amounts] == [6000, 6000, 6000]


def test_a_refusal_explains_itself() -> None:
    """A missing button: the check, the answer, the reason, the programme's sentence, and what a button would change."""
    judgement = judged("trims/missing")
    refusing = [ground for ground in judgement.grounds if ground.ruling is Ruling.REFUSED]
    assert refusing == [Ground("trims", "missing", Ruling.REFUSED, "incomplete", None, "unaltered_complete")]
    eighty = Money(8000, "EUR")
    assert judgement.alternatives == (Alternative("trims", "conform", Ruling.ACCEPTED, Grade.EXCELLENT, eighty),)
    assert PROGRAMME.sentences["unaltered_complete"]["fr"].startswith("Votre article ne doit pas avoir été retouché")


def test_light_pilling_explains_itself() -> None:
    """Light pilling caps the grade, cites the page's examples of wear, and names what would be better."""
    judgement = judged("pilling/light")
    assert Ground("pilling", "light", None, None, Grade.VERY_GOOD, "wear_accepted") in judgement.grounds
    better = [(each.source, each.answer, each.grade) for each in judgement.alternatives]
    assert better == [("pilling", "conform", Grade.EXCELLENT)]


def test_a_clean_piece_would_be_new_with_its_tag() -> None:
    """What keeps a clean piece from New is the tag alone, and the explanation says so."""
    better = [(each.source, each.answer, each.grade) for each in judged(declared=Grade.NEW).alternatives]
    assert better == [("outer_tag", "attached", Grade.NEW)]


@given(found=findings, declared=grades, without=st.none() | grades)
def test_alternatives_are_always_better(found: list[str], declared: Grade, without: Grade | None) -> None:
    """What "would change it" never offers a worse end, nor another refusal for a refusal."""
    judgement = judge(answers(*found), item(declared, without=without), takeback(), PROGRAMME)
    for each in judgement.alternatives:
        better = Judgement(each.ruling, each.grade, each.amount, (), (), (), ())
        assert height(better) > height(judgement)


@pytest.mark.parametrize("found", [(), ("pilling/light",)])
def test_a_grade_the_offer_does_not_buy_is_refused_for_that(found: tuple[str, ...]) -> None:
    """Not the piece's condition but the offer refuses it, and the grade found is still told."""
    grade = Grade.VERY_GOOD if found else Grade.EXCELLENT
    judgement = judge(answers(*found), item(Grade.NEW, without=grade), takeback(), PROGRAMME)
    assert (judgement.ruling, judgement.grade, judgement.amount) == (Ruling.REFUSED, grade, None)
    assert judgement.reasons == ("grade_not_bought",)
    assert "heavy" not in [each.answer for each in judgement.alternatives]


def test_an_ineligible_piece_is_refused_before_any_check() -> None:
    """An excluded category is refused for its own reason though nothing was answered and nothing is wrong with it."""
    judgement = judge((), item(category="swimwear"), takeback(), PROGRAMME)
    assert (judgement.ruling, judgement.reasons) == (Ruling.REFUSED, ("not_eligible_category",))


def test_pins_notes_and_numbers_do_not_weigh() -> None:
    """Where a defect sits, what was noted and how often it was found changes nothing of the judgement."""
    pin = Pin(Side.BACK, 0.25, 0.5)
    twice = tuple(Finding("stain", Severity.MAJOR, number, pin, "cuff") for number in (1, 2))
    rest = tuple(answer for answer in answers() if answer.check != "clean")
    assert judge((*rest, Answer("clean", twice)), item(), takeback(), PROGRAMME) == judged("clean/stain")


def test_an_answer_the_programme_does_not_know_is_a_bug() -> None:
    """No kind is guessed: the use-case checks it first, so an unknown one is our own mistake and fails loudly."""
    with pytest.raises(KeyError):
        judge((Answer("clean", (Finding("glitter", Severity.MAJOR, 1),)),), item(), takeback(), PROGRAMME)
