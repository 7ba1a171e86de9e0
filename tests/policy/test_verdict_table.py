"""The verdict of every single finding and every declared grade, written by hand from product.md 5 and 6."""

import pytest

from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.policy.grading import judge
from tests.policy.pieces import PROGRAMME, answers, item, takeback

# finding · declared grade · ruling · grade found · reasons · cents paid. Nothing here comes from the product's code.
# The offer: New 95.00, Excellent 80.00, Very good 60.00. A clean piece without its outer tag is Excellent.
TABLE = """
-                       new        accepted  excellent  -                      8000
-                       excellent  accepted  excellent  -                      8000
-                       very_good  accepted  excellent  -                      6000
brand_label/missing     new        refused   -          brand_label            -
brand_label/missing     excellent  refused   -          brand_label            -
brand_label/missing     very_good  refused   -          brand_label            -
brand_label/doubtful    new        review    -          brand_label_doubtful   -
brand_label/doubtful    excellent  review    -          brand_label_doubtful   -
brand_label/doubtful    very_good  review    -          brand_label_doubtful   -
inner_labels/missing    new        refused   -          inner_labels           -
inner_labels/missing    excellent  refused   -          inner_labels           -
inner_labels/missing    very_good  refused   -          inner_labels           -
inner_labels/illegible  new        refused   -          inner_labels           -
inner_labels/illegible  excellent  refused   -          inner_labels           -
inner_labels/illegible  very_good  refused   -          inner_labels           -
clean/stain             new        refused   -          stained                -
clean/stain             excellent  refused   -          stained                -
clean/stain             very_good  refused   -          stained                -
clean/odour             new        refused   -          odour                  -
clean/odour             excellent  refused   -          odour                  -
clean/odour             very_good  refused   -          odour                  -
holes/hole              new        refused   -          damaged                -
holes/hole              excellent  refused   -          damaged                -
holes/hole              very_good  refused   -          damaged                -
holes/tear              new        refused   -          damaged                -
holes/tear              excellent  refused   -          damaged                -
holes/tear              very_good  refused   -          damaged                -
holes/seam              new        refused   -          damaged                -
holes/seam              excellent  refused   -          damaged                -
holes/seam              very_good  refused   -          damaged                -
trims/missing           new        refused   -          incomplete             -
trims/missing           excellent  refused   -          incomplete             -
trims/missing           very_good  refused   -          incomplete             -
trims/broken_fastening  new        refused   -          incomplete             -
trims/broken_fastening  excellent  refused   -          incomplete             -
trims/broken_fastening  very_good  refused   -          incomplete             -
unaltered/hem           new        refused   -          altered                -
unaltered/hem           excellent  refused   -          altered                -
unaltered/hem           very_good  refused   -          altered                -
unaltered/darn          new        refused   -          altered                -
unaltered/darn          excellent  refused   -          altered                -
unaltered/darn          very_good  refused   -          altered                -
unaltered/other         new        refused   -          altered                -
unaltered/other         excellent  refused   -          altered                -
unaltered/other         very_good  refused   -          altered                -
authentic/other_brand   new        refused   -          not_the_brand          -
authentic/other_brand   excellent  refused   -          not_the_brand          -
authentic/other_brand   very_good  refused   -          not_the_brand          -
authentic/counterfeit   new        review    -          counterfeit_suspected  -
authentic/counterfeit   excellent  review    -          counterfeit_suspected  -
authentic/counterfeit   very_good  review    -          counterfeit_suspected  -
authentic/differs       new        accepted  excellent  -                      8000
authentic/differs       excellent  accepted  excellent  -                      8000
authentic/differs       very_good  accepted  excellent  -                      6000
authentic/not_in_catalogue new     review    -          not_in_catalogue       -
authentic/not_in_catalogue excellent review  -          not_in_catalogue       -
authentic/not_in_catalogue very_good review  -          not_in_catalogue       -
pilling/light           new        accepted  very_good  -                      6000
pilling/light           excellent  accepted  very_good  -                      6000
pilling/light           very_good  accepted  very_good  -                      6000
pilling/heavy           new        refused   -          worn                   -
pilling/heavy           excellent  refused   -          worn                   -
pilling/heavy           very_good  refused   -          worn                   -
wear/minor              new        accepted  very_good  -                      6000
wear/minor              excellent  accepted  very_good  -                      6000
wear/minor              very_good  accepted  very_good  -                      6000
wear/marked             new        refused   -          worn                   -
wear/marked             excellent  refused   -          worn                   -
wear/marked             very_good  refused   -          worn                   -
outer_tag/attached      new        accepted  new        -                      9500
outer_tag/attached      excellent  accepted  new        -                      8000
outer_tag/attached      very_good  accepted  new        -                      6000
"""
ROWS = [tuple(line.split()) for line in TABLE.strip().splitlines()]

# What each finding does, by hand, for the pairs. `tag` is the one answer that lifts a cap instead of setting one.
DOES = {
    "brand_label/missing": "refused",
    "brand_label/doubtful": "review",
    "inner_labels/missing": "refused",
    "inner_labels/illegible": "refused",
    "clean/stain": "refused",
    "clean/odour": "refused",
    "holes/hole": "refused",
    "holes/tear": "refused",
    "holes/seam": "refused",
    "trims/missing": "refused",
    "trims/broken_fastening": "refused",
    "unaltered/hem": "refused",
    "unaltered/darn": "refused",
    "unaltered/other": "refused",
    "authentic/other_brand": "refused",
    "authentic/counterfeit": "review",
    "authentic/differs": "nothing",
    "authentic/not_in_catalogue": "review",
    "pilling/light": "very_good",
    "pilling/heavy": "refused",
    "wear/minor": "very_good",
    "wear/marked": "refused",
    "outer_tag/attached": "tag",
}
REASON = {row[0]: row[4] for row in ROWS}
PAIRS = [(first, second) for first in DOES for second in DOES if first != second]


@pytest.mark.parametrize(
    ("finding", "declared", "ruling", "grade", "reasons", "paid"), ROWS, ids=[f"{row[0]}-{row[1]}" for row in ROWS]
)
def test_one_finding(finding: str, declared: str, ruling: str, grade: str, reasons: str, paid: str) -> None:
    """A piece with this finding alone, declared in this grade, gets ruling, grade, reason and amount of the table."""
    found = () if finding == "-" else (finding,)
    judgement = judge(answers(*found), item(Grade(declared)), takeback(), PROGRAMME)
    assert judgement.ruling == ruling
    assert judgement.grade == (None if grade == "-" else grade)
    assert judgement.reasons == (() if reasons == "-" else (reasons,))
    assert judgement.amount == (None if paid == "-" else Money(int(paid), "EUR"))
    assert judgement.unanswered == ()


def test_the_table_has_every_answer_of_the_programme() -> None:
    """No answer of the shipped file, and no declared grade, is left out of the table, and none is in it twice."""
    written = [(row[0], row[1]) for row in ROWS]
    shipped = [f"{check.id}/{rule.id}" for check in PROGRAMME.checks for rule in check.answers]
    assert sorted(written) == sorted((finding, grade) for finding in ["-", *shipped] for grade in Grade)
    assert sorted(DOES) == sorted(shipped)


def test_two_findings() -> None:
    """Refused beats review, review beats any grade, the lower cap wins; in whichever order they were found."""
    for first, second in PAIRS:
        effects = {DOES[first], DOES[second]}
        judgement = judge(answers(first, second), item(Grade.NEW), takeback(), PROGRAMME)
        if "refused" in effects:
            expected = ("refused", None, None)
        elif "review" in effects:
            expected = ("review", None, None)
        elif "very_good" in effects:
            expected = ("accepted", "very_good", Money(6000, "EUR"))
        elif "tag" in effects:
            expected = ("accepted", "new", Money(9500, "EUR"))
        else:
            expected = ("accepted", "excellent", Money(8000, "EUR"))
        assert (judgement.ruling, judgement.grade, judgement.amount) == expected, (first, second)


def test_two_refusals_give_both_reasons_once() -> None:
    """The customer is told every reason of a refusal, none twice, and nothing of a mere suspicion beside it."""
    for first, second in PAIRS:
        refusing = [each for each in (first, second) if DOES[each] == "refused"]
        if refusing:
            judgement = judge(answers(first, second), item(), takeback(), PROGRAMME)
            assert sorted(judgement.reasons) == sorted({REASON[each] for each in refusing}), (first, second)
