"""A faulty programme file is refused, with its line, the path of the rule and the reason."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.policy.programme import ProgrammeError
from qc_station.policy.programme_file import load_programme
from tests.policy.pieces import TEXT as SHIPPED

# Without what only the customer's paper says, so that a label is short enough to be shown here.
# What the shop's sheet says of a garment's size is always said in all languages.
BENCH, SHEET = SHIPPED[: SHIPPED.index("[measure.")], SHIPPED[SHIPPED.index("[measure.") :]
TEXT = re.sub(r', de = "[^"]*", it = "[^"]*", es = "[^"]*", nl = "[^"]*" }', " }", BENCH) + SHEET

CLOCK = TEXT[TEXT.index("[clock]") : TEXT.index("[vouchers]")]

# Name · what is replaced in the shipped text · by what · the beginning of the line the refusal must point at ·
# its path · its reason.
REFUSALS = [
    (
        "syntax",
        "months = 12",
        "months = ",
        "months = ",
        "",
        "not TOML: Invalid value",
    ),
    (
        "unknown top key",
        'name = "AMI',
        'colour = "red"\nname = "AMI',
        'colour = "red"',
        "colour",
        "unknown key",
    ),
    (
        "unknown key",
        'hint = { fr = "Taches',
        'hnit = "x"\nhint = { fr = "Taches',
        'hnit = "x"',
        "check.clean.hnit",
        "unknown key",
    ),
    (
        "unknown table",
        "[clock]",
        "[clokc]\nx = 1\n[clock]",
        "[clokc]",
        "clokc",
        "unknown key",
    ),
    (
        "limit of a refusal",
        'label = { fr = "Tache", en = "Stain" }\nconsequence = "refuse"\nreason = "stained"',
        'label = { fr = "Tache", en = "Stain" }\nconsequence = "refuse"\nreason = "stained"\nlimit = "new"',
        'limit = "new"',
        "check.clean.answer.stain.limit",
        "unknown key",
    ),
    (
        "reason of a limit",
        'label = { fr = "Léger", en = "Light" }\nconsequence = "limit"\nlimit = "very_good"',
        'label = { fr = "Léger", en = "Light" }\nconsequence = "limit"\nlimit = "very_good"\nreason = "worn"',
        'reason = "worn"',
        "check.pilling.answer.light.reason",
        "unknown key",
    ),
    (
        "question of both kinds",
        'declared = "size"\n',
        'declared = "size"\nchoices.small = { fr = "S", en = "S" }\n',
        'declared = "size"',
        "check.authentic.answer.differs.ask.size.declared",
        "a question has choices, or corrects what was declared; not both",
    ),
    (
        "question about nothing declared",
        'declared = "size"\n',
        'declared = "weight"\n',
        'declared = "weight"',
        "check.authentic.answer.differs.ask.size.declared",
        "unknown declared fact 'weight'",
    ),
    (
        "question without an answer",
        'declared = "size"\n',
        "",
        "[check.authentic.answer.differs.ask.size]",
        "check.authentic.answer.differs.ask.size.choices",
        "missing",
    ),
    (
        "too many choices",
        'belt = { fr = "Ceinture", en = "Belt" }\n',
        "".join(f'belt_{n} = {{ fr = "C", en = "B" }}\n' for n in "abcdefg"),
        "[check.trims.answer.missing.ask.which.choices]",
        "check.trims.answer.missing.ask.which.choices",
        "10 choices; the keys 1 to 9 choose among them",
    ),
    (
        "missing key",
        'key = "3"\n',
        "",
        "[check.clean]",
        "check.clean.key",
        "missing",
    ),
    (
        "missing top key",
        'version = "2026.3"\n',
        "",
        "# AMI",
        "version",
        "missing",
    ),
    (
        "text for number",
        "months = 12",
        'months = "12"',
        'months = "12"',
        "vouchers.months",
        "expected a whole number, found text",
    ),
    (
        "true for number",
        "months = 12",
        "months = true",
        "months = true",
        "vouchers.months",
        "expected a whole number, found true or false",
    ),
    (
        "float for number",
        "months = 12",
        "months = 12.5",
        "months = 12.5",
        "vouchers.months",
        "expected a whole number, found a float",
    ),
    (
        "number for text",
        'name = "AMI For Ever"',
        "name = 7",
        "name = 7",
        "name",
        "expected text, found a whole number",
    ),
    (
        "text for table",
        'label = { fr = "Odeur", en = "Odour" }',
        'label = "Odeur"',
        'label = "Odeur"',
        "check.clean.answer.odour.label",
        "expected a table, found text",
    ),
    (
        "time for date",
        "2026-09-01",
        "2026-09-01T08:00:00Z",
        "valid_from = 2026-09-01T08:00:00Z",
        "valid_from",
        "expected a date, found a time",
    ),
    (
        "number in a list",
        '"DE", "IT"',
        '"DE", 7',
        'countries = ["FR", "DE", 7, "ES", "BE", "NL"]',
        "eligibility.countries.2",
        "expected text, found a whole number",
    ),
    (
        "too large",
        "months = 12",
        "months = 1200",
        "months = 1200",
        "vouchers.months",
        "1200 is not between 1 and 120",
    ),
    (
        "empty list",
        'dispositions = ["return_to_customer", "donate", "recycle"]',
        "dispositions = []",
        "dispositions = []",
        "dispositions",
        "empty",
    ),
    (
        "twice in a list",
        '"DE", "IT"',
        '"DE", "DE"',
        'countries = ["FR", "DE", "DE", "ES", "BE", "NL"]',
        "eligibility.countries.2",
        "'DE' stands twice",
    ),
    (
        "no english",
        '{ fr = "Odeur", en = "Odour" }',
        '{ fr = "Odeur" }',
        'label = { fr = "Odeur" }',
        "check.clean.answer.odour.label",
        "no translation in 'en'",
    ),
    (
        "no dutch",
        'nl = "Uw artikel is aangepast',
        '# nl = "Uw',
        "[reason.altered.customer]",
        "reason.altered.customer",
        "no translation in 'nl'",
    ),
    (
        "a seventh language",
        'fr = "Nous ne reprenons que',
        'pt = "x"\nfr = "Nous ne reprenons que',
        'pt = "x"',
        "sentence.only_the_brand.pt",
        "unknown key",
    ),
    (
        "german alone of the customer's languages",
        'en = "Stain" }',
        'en = "Stain", de = "Fleck" }',
        'label = { fr = "Tache", en = "Stain", de = "Flec',
        "check.clean.answer.stain.label",
        "no translation in 'it'",
    ),
    (
        "german for the station",
        'label = { fr = "Article taché", en = "Stained" }',
        'label = { fr = "Article taché", en = "Stained", de = "Fleckig" }',
        'label = { fr = "Article taché", en = "Stained", de = "Fleckig" }',
        "reason.stained.label.de",
        "unknown key",
    ),
    (
        "empty text",
        'de = "Ihr Artikel wurde geändert.',
        'de = "  " # "Ihr',
        'de = "  " # "Ihr Wir können nur Stücke in ihrer ',
        "reason.altered.customer.de",
        "empty text",
    ),
    (
        "empty label",
        'fr = "Odeur",',
        'fr = "",',
        'label = { fr = "", en = "Odour" }',
        "check.clean.answer.odour.label.fr",
        "empty text",
    ),
    (
        "unseen character",
        "Accessoires lifestyle",
        "Access\u202eoires",
        'label = { fr = "Access\u202eoires", en = "Lifestyle a',
        "category.lifestyle.label.fr",
        "text with a character that cannot be seen",
    ),
    (
        "unknown grade",
        'label = { fr = "Léger", en = "Light" }\nconsequence = "limit"\nlimit = "very_good"',
        'label = { fr = "Léger", en = "Light" }\nconsequence = "limit"\nlimit = "mint"',
        'limit = "mint"',
        "check.pilling.answer.light.limit",
        "unknown grade 'mint'",
    ),
    (
        "grade nobody knows",
        "[grade.very_good]",
        "[grade.mint]",
        "[grade.mint]",
        "grade.mint",
        "unknown grade 'mint'",
    ),
    (
        "unknown reason",
        'label = { fr = "Tache", en = "Stain" }\nconsequence = "refuse"\nreason = "stained"',
        'label = { fr = "Tache", en = "Stain" }\nconsequence = "refuse"\nreason = "dirty"',
        'reason = "dirty"',
        "check.clean.answer.stain.reason",
        "unknown reason 'dirty'",
    ),
    (
        "unknown sentence",
        'sentence = "sheet"',
        'sentence = "shet"',
        'sentence = "shet"',
        "check.authentic.answer.differs.sentence",
        "unknown sentence 'shet'",
    ),
    (
        "unknown outline",
        'outline = "bag"\nviews = ["',
        'outline = "bog"\nviews = ["',
        'outline = "bog"',
        "category.bag.outline",
        "unknown outline 'bog'",
    ),
    (
        "unknown view",
        '"side", "sole"',
        '"side", "soul"',
        'views = ["front", "back", "label", "side", "soul',
        "category.shoes.views.4",
        "unknown view 'soul'",
    ),
    (
        "unknown consequence",
        '"correct_sheet"',
        '"fix"',
        'consequence = "fix"',
        "check.authentic.answer.differs.consequence",
        "unknown consequence 'fix'",
    ),
    (
        "unknown mode",
        '"lower_of_declared_and_found"',
        '"generous"',
        'mode = "generous"',
        "valuation.mode",
        "unknown mode 'generous'",
    ),
    (
        "unknown disposition",
        '"recycle"]',
        '"burn"]',
        'dispositions = ["return_to_customer", "donate", ',
        "dispositions.2",
        "unknown disposition 'burn'",
    ),
    (
        "unused reason",
        'label = { fr = "Tache", en = "Stain" }\nconsequence = "refuse"\nreason = "stained"',
        'label = { fr = "Tache", en = "Stain" }\nconsequence = "refuse"\nreason = "odour"',
        "[reason.stained]",
        "reason.stained",
        "no answer and no rule gives this reason",
    ),
    (
        "unused sentence",
        'pin = false\nsentence = "sheet"',
        "pin = false",
        "[sentence.sheet]",
        "sentence.sheet",
        "nobody cites this sentence",
    ),
    (
        "unused view",
        '"handle", ',
        "",
        "[view.handle]",
        "view.handle",
        "no category wants this view",
    ),
    (
        "same key",
        'key = "3"',
        'key = "2"',
        'key = "2"',
        "check.clean.key",
        "key '2' is already that of check 'inner_labels'",
    ),
    (
        "no digit",
        'key = "3"',
        'key = "c"',
        'key = "c"',
        "check.clean.key",
        "'c' is not one of the keys 0 to 9",
    ),
    (
        "unreachable grade",
        'limit = "very_good"',
        'limit = "excellent"',
        "[grade.very_good]",
        "grade.very_good",
        "no combination of answers reaches this grade",
    ),
    (
        "unreachable new",
        'label = { fr = "Attachée", en = "Attached" }\nconsequence = "none"',
        'label = { fr = "Attachée", en = "Attached" }\nconsequence = "limit"\nlimit = "excellent"',
        "[grade.new]",
        "grade.new",
        "no combination of answers reaches this grade",
    ),
    (
        "idle limit",
        'label = { fr = "Léger", en = "Light" }\nconsequence = "limit"\nlimit = "very_good"',
        'label = { fr = "Léger", en = "Light" }\nconsequence = "limit"\nlimit = "new"',
        'limit = "new"',
        "check.pilling.answer.light.limit",
        "this limit can never lower a grade",
    ),
    (
        "month of nobody",
        "last_month = 7",
        "last_month = 6",
        "[season.SS]",
        "season",
        "month 7 belongs to no season",
    ),
    (
        "month of two",
        "last_month = 7",
        "last_month = 8",
        "[season.FW]",
        "season.FW",
        "month 8 belongs to season SS already",
    ),
    (
        "thirteenth month",
        "last_month = 7",
        "last_month = 13",
        "last_month = 13",
        "season.SS.last_month",
        "13 is not between 1 and 12",
    ),
    (
        "no views",
        'views = ["front", "back", "label", "fabric"]',
        "views = []",
        "views = []",
        "category.scarf.views",
        "empty",
    ),
    (
        "capital in an id",
        "[check.clean]",
        "[check.Clean]",
        "[check.Clean]",
        "check.Clean",
        "'Clean' is not an id of a-z and _",
    ),
    (
        "figure in an id",
        "[view.handle]",
        "[view.handle2]",
        "[view.handle2]",
        "view.handle2",
        "'handle2' is not an id of a-z and _",
    ),
    (
        "season's name",
        "[season.SS]",
        "[season.ss]",
        "[season.ss]",
        "season.ss",
        "'ss' is not two capitals",
    ),
    (
        "country's name",
        '"FR", "DE"',
        '"FRA", "DE"',
        'countries = ["FRA", "DE", "IT", "ES", "BE", "NL"',
        "eligibility.countries.0",
        "'FRA' is not an ISO 3166 code of two capitals",
    ),
    (
        "a check named valuation",
        "[check.wear]",
        "[check.valuation]",
        "[check.valuation]",
        "check.valuation",
        "'valuation' is no check: a judgement uses the word for itself",
    ),
    (
        "an answer named conform",
        "[check.holes.answer.tear]",
        "[check.holes.answer.conform]",
        "[check.holes.answer.conform]",
        "check.holes.answer.conform",
        "'conform' is the answer every check has",
    ),
    (
        "missing rule's reason",
        'season_unknown = "season_unknown"\n',
        "",
        "[eligibility.reasons]",
        "eligibility.reasons.season_unknown",
        "missing",
    ),
    (
        "missing table",
        CLOCK,
        "",
        "# AMI",
        "clock",
        "missing",
    ),
    (
        "same answer",
        "[check.holes.answer.tear]",
        "[check.holes.answer.hole]",
        "[check.holes.answer.hole]",
        "",
        "not TOML: Cannot declare ('check', 'holes', 'answer', 'hole') twice",
    ),
    (
        "same grade",
        "[grade.very_good]",
        "[grade.new]",
        "[grade.new]",
        "",
        "not TOML: Cannot declare ('grade', 'new') twice",
    ),
    (
        "grade left out",
        '[grade.new]\nlabel = { fr = "Neuf", en = "New" }\nsentence = "grade_new"\n\n',
        "",
        "[grade.excellent]",
        "grade",
        "answers lead to the grade 'new', which is not listed",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "line", "path", "reason"), [row[1:] for row in REFUSALS], ids=[row[0] for row in REFUSALS]
)
def test_a_faulty_file_is_refused_at_its_line(old: str, new: str, line: str, path: str, reason: str) -> None:
    """The refusal names the file, the very line of the fault, the path of the rule and what is wrong with it."""
    assert old in TEXT
    # The cap that every check shares has to be lifted everywhere before its grade is out of reach.
    changed = TEXT.replace(old, new, -1 if old == 'limit = "very_good"' else 1)
    error = refusal(changed)
    assert (error.path, error.reason) == (path, reason)
    assert error.line == nearest(changed, line, to=TEXT.index(old))


def refusal(text: str) -> ProgrammeError:
    with pytest.raises(ProgrammeError) as refused:
        load_programme(text, "ami-for-ever.toml")
    return refused.value


def nearest(text: str, beginning: str, to: int) -> int:
    """The number of the line that begins so, the one nearest to the change."""
    change = text.count("\n", 0, to) + 1
    begins = [number for number, line in enumerate(text.split("\n"), 1) if line.startswith(beginning)]
    return min(begins, key=lambda number: abs(number - change))


def test_a_text_that_never_ends_is_refused_at_the_last_line() -> None:
    """Where the reader gave up is all that is known; it is still a line of the file."""
    error = refusal(TEXT.replace('name = "AMI For Ever"', "name = '''AMI"))
    assert error.reason.startswith("not TOML: ")
    assert error.line == len(TEXT.splitlines())


def test_grades_stand_best_first() -> None:
    """The order of the file is the order of the buttons, so it is checked."""
    error = refusal(TEXT.replace("[grade.new]", "[grade.x]").replace("[grade.very_good]", "[grade.new]"))
    assert (error.path, error.reason) == ("grade.x", "unknown grade 'x'")
    swapped = TEXT.replace("[grade.new]", "[grade.x]").replace("[grade.excellent]", "[grade.new]")
    error = refusal(swapped.replace("[grade.x]", "[grade.excellent]"))
    assert (error.path, error.reason) == ("grade.new", "grades stand best first")


def test_a_refusal_reads_as_one_line() -> None:
    """File, line, path and reason, as an editor and a person both understand them."""
    changed = TEXT.replace('limit = "very_good"', 'limit = "mint"', 1)
    line = changed.split("\n").index('limit = "mint"') + 1
    assert str(refusal(changed)) == f"ami-for-ever.toml:{line}: check.pilling.answer.light.limit: unknown grade 'mint'"


def test_lines_are_right_with_the_line_ends_of_windows() -> None:
    """A file saved with CR LF is the same programme under another hash, and its faults have the same lines."""
    assert load_programme(TEXT.replace("\n", "\r\n"), "crlf").checks == load_programme(TEXT, "lf").checks
    fault = TEXT.replace('limit = "very_good"', 'limit = "mint"', 1)
    assert refusal(fault.replace("\n", "\r\n")).line == refusal(fault).line


@given(start=st.integers(0, len(TEXT)), length=st.integers(1, 400), instead=st.text(max_size=8))
def test_any_damage_is_refused_or_harmless(start: int, length: int, instead: str) -> None:
    """However the text was cut or scribbled on: a programme or a refusal with a line of the file, nothing else."""
    damaged = TEXT[:start] + instead + TEXT[start + length :]
    try:
        load_programme(damaged, "damaged.toml")
    except ProgrammeError as refused:
        lines = damaged.count("\n") + 1
        assert 1 <= refused.line <= lines  # noqa: PT017 either end is right


def test_deep_and_huge_values_are_refused() -> None:
    """Nesting and figures beyond reason are a refusal, not a crash."""
    for text in ("x = " + "[" * 50_000, "x = " + "9" * 5_000, "\0", "\ufeff" + TEXT):
        with pytest.raises(ProgrammeError, match=r"^hostile\.toml:1: not TOML"):
            load_programme(text, "hostile.toml")
