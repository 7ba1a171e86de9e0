"""The shipped programme file says what product.md and the take-back page say."""

import hashlib
from datetime import date
from pathlib import Path

from qc_station.domain.checklist import Severity
from qc_station.policy.programme import ELIGIBILITY_RULES, LANGUAGES, OUTLINES, STATION_LANGUAGES
from tests.policy.pieces import CHECKS, PROGRAMME, SHIPPED

PAGE = (Path(__file__).parent / "take-back-page.fr.txt").read_text(encoding="utf-8")
PINNED = {
    *("stain", "hole", "tear", "seam", "broken_fastening", "hem", "darn", "other"),
    *("light", "heavy", "minor", "marked"),
}


def test_the_hash_is_that_of_the_files_bytes() -> None:
    """Whoever has the file can recompute what a verdict names."""
    assert PROGRAMME.sha256 == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()
    assert PROGRAMME.text.encode() == SHIPPED.read_bytes()


def test_the_shipped_figures() -> None:
    """Countries, ages, years, days and months are those of the page."""
    assert (PROGRAMME.id, PROGRAMME.version, PROGRAMME.name) == ("ami-for-ever", "2026.3", "AMI For Ever")
    assert PROGRAMME.valid_from == date(2026, 9, 1)
    assert PROGRAMME.eligibility.countries == ("FR", "DE", "IT", "ES", "BE", "NL")
    assert (PROGRAMME.eligibility.minimum_age, PROGRAMME.eligibility.earliest_season_year) == (18, 2016)
    assert tuple(PROGRAMME.eligibility.reasons) == ELIGIBILITY_RULES
    assert (PROGRAMME.clock.working_days, PROGRAMME.clock.calendar) == (15, "FR")
    assert (PROGRAMME.vouchers.months, len(PROGRAMME.vouchers.networks)) == (12, 3)
    assert (PROGRAMME.undo_grace_s, PROGRAMME.credit_needs_signed_form) == (10, True)
    assert [str(each) for each in PROGRAMME.dispositions] == ["return_to_customer", "donate", "recycle"]


def test_the_shipped_checks() -> None:
    """Ten checks on the keys 1 to 9 and 0; what can be pointed at has a pin; labels, odour, authenticity have none."""
    assert [(check.key, check.id) for check in PROGRAMME.checks] == list(zip("1234567890", CHECKS, strict=True))
    for check in PROGRAMME.checks:
        assert not check.conform.pin
        for rule in check.answers:
            pinned = rule.id in PINNED or (check.id, rule.id) == ("trims", "missing")
            assert rule.pin == pinned, (check.id, rule.id)
            assert (rule.severity is Severity.MAJOR) == (rule.reason is not None)


def test_every_sentence_is_the_pages_own() -> None:
    """The French sentences stand in the take-back page to the letter, apostrophes and spelling included."""
    foreign = [name for name, words in PROGRAMME.sentences.items() if words["fr"] not in PAGE]
    assert not foreign


def test_every_customer_is_answered_in_their_language() -> None:
    """Sentences and customer texts exist in six languages, all different, each ending as a sentence does."""
    for reason in PROGRAMME.reasons.values():
        assert set(reason.customer) == set(LANGUAGES)
        assert len(set(reason.customer.values())) == len(LANGUAGES)
        assert all(words.endswith(".") for words in reason.customer.values()), reason.id
    for name, words in PROGRAMME.sentences.items():
        assert len(set(words.values())) == len(LANGUAGES), name


def test_labels_fit_their_buttons() -> None:
    """An answer's label is a word or two, in both languages of the station."""
    labels = [
        rule.label[language]
        for check in PROGRAMME.checks
        for rule in (check.conform, *check.answers)
        for language in STATION_LANGUAGES
    ]
    assert max(map(len, labels)) <= 18


def test_every_category_can_be_photographed_and_pinned() -> None:
    """Front, back and label are wanted of every piece at the bench; every outline is used by some category."""
    taken = [category for category in PROGRAMME.categories.values() if not category.excluded]
    for category in taken:
        assert [view.id for view in category.views if view.evidence] == ["front", "back", "label"]
        assert [view for view in category.views if not view.evidence], category.id
    assert {category.outline for category in taken} == OUTLINES


def test_what_a_customer_is_told_is_in_their_language() -> None:
    """A sentence for each reason, in order, in each of the six languages; a language nobody wrote gets the French."""
    reasons = ("incomplete", "stained")
    for language in LANGUAGES:
        told = PROGRAMME.told(reasons, language)
        assert told == tuple(PROGRAMME.reasons[reason].customer[language] for reason in reasons)
    assert PROGRAMME.told(("stained",), "pl") == PROGRAMME.told(("stained",), "fr")
    assert PROGRAMME.told(("stained",), "de")[0].startswith("Wir haben auf Ihrem Artikel")
