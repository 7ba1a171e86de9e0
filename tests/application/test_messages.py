"""Codes to sentences: right in two languages, complete for the source tree, and safe whatever a parameter holds."""

import ast
import string
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.application.camera_port import CameraErrorKind
from qc_station.application.ledger_port import LedgerTrouble
from qc_station.application.messages import SHOWN_LENGTH_MAX, Messages, day, moment, money, shown
from qc_station.application.session import Act
from qc_station.application.strict_json import REASONS
from qc_station.domain.money import Money
from qc_station.domain.takeback import TransferForm

ROOT = Path(__file__).resolve().parents[2]
CATALOGUES = {
    language: (ROOT / "resources" / "i18n" / f"messages.{language}.toml").read_text(encoding="utf-8")
    for language in ("fr", "en")
}
FRENCH, ENGLISH = (Messages(language, catalogue) for language, catalogue in CATALOGUES.items())
BOTH = pytest.mark.parametrize("messages", [FRENCH, ENGLISH], ids=["fr", "en"])
# Whatever is raised, said or reported under a code. `say` makes a notice; the subclasses are found by their base.
SPEAKING = {"RuleBroken", "WorldFailure", "SettingRefused", "BadLink", "CameraWarning", "Notice", "say"}
# Codes made of an enumeration, and words for the values of a parameter.
ENUMERATED = {
    *(kind.value for kind in CameraErrorKind),
    *(f"ledger_{trouble}" for trouble in LedgerTrouble),
    *(f"transfer_form_{state}" for state in TransferForm),
    *(f"act.{act}" for act in Act),
    *(f"reason.{reason}" for reason in REASONS),
}
# Said by the window and the start, which are not scanned for a call with the code in it.
ELSEWHERE = {"programme_refused", "piece_accepted", "piece_accepted_held", "scan_too_long", "scan_repeated", "place."}
# Codes of CameraWarning (camera_port.py), some of them made by a driver in another process.
WARNINGS = {"live_unsupported", "live_paused", "live_refused", "file_left_on_camera", "file_refused"}


def parsed_tree() -> list[ast.Module]:
    return [ast.parse(file.read_text(encoding="utf-8")) for file in sorted((ROOT / "qc_station").rglob("*.py"))]


def spoken() -> list[tuple[str, ast.Call]]:
    """Every call in the source tree that names a code, with the code; a subclass that makes its own is not one."""
    trees = parsed_tree()
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    names = SPEAKING | {each.name for each in classes if bases_of(each) & SPEAKING and not makes_its_code(each)}
    found = []
    for call in (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)):
        named = isinstance(call.func, ast.Name) and call.func.id in names
        if named and call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str):
            found.append((call.args[0].value, call))
    return found


def bases_of(node: ast.ClassDef) -> set[str]:
    return {base.id for base in node.bases if isinstance(base, ast.Name)}


def makes_its_code(node: ast.ClassDef) -> bool:
    return any(isinstance(each, ast.FunctionDef) and each.name == "__init__" for each in node.body)


SPOKEN = spoken()


def wanted(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def forms(messages: Messages, code: str) -> list[str]:
    known = messages.sentences
    return [known[name] for name in (code, f"{code}.one", f"{code}.other") if name in known]


@BOTH
def test_every_code_has_a_sentence(messages: Messages) -> None:
    """No code of the source tree reaches an operator as a code."""
    assert len(SPOKEN) > 60
    codes = {code for code, _ in SPOKEN} | ENUMERATED | WARNINGS | ELSEWHERE
    assert not sorted(code for code in codes if not forms(messages, code))


@BOTH
def test_no_sentence_is_left_over(messages: Messages) -> None:
    """A sentence nobody says any more is removed with its code."""
    texts = {text for tree in parsed_tree() for text in strings_of(tree)}
    said = ENUMERATED | WARNINGS | ELSEWHERE | texts
    for name in messages.sentences:
        code, _, last = name.rpartition(".")
        # Words for a parameter stand under its name, `wanted.list`: the value is somewhere in the source.
        assert name in said or (last in {"one", "other"} and code in said) or last in texts, name


def strings_of(tree: ast.Module) -> set[str]:
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


@BOTH
def test_every_sentence_is_given_its_parameters(messages: Messages) -> None:
    """What a sentence wants, the place that says it gives."""
    for code, call in SPOKEN:
        given_names = {keyword.arg for keyword in call.keywords}
        if not (isinstance(call.func, ast.Name) and call.func.id in {"RuleBroken", "WorldFailure", "say"}):
            continue
        if None in given_names:
            continue
        for sentence in forms(messages, code):
            assert wanted(sentence) <= given_names, f"{code}, line {call.lineno}"


def test_both_languages_say_the_same() -> None:
    """The same codes, the same parameters, nothing empty, and no sentence copied from the other language."""
    french, english = FRENCH.sentences, ENGLISH.sentences
    assert french.keys() == english.keys()
    for code, sentence in french.items():
        assert wanted(sentence) == wanted(english[code]), code
        assert sentence.strip(), code
        assert sentence != english[code], code


@BOTH
def test_sentences_are_finished(messages: Messages) -> None:
    """Placeholders are plain names, sentences end as sentences do, and nobody is told "Oops" or "invalid input"."""
    for code, sentence in messages.sentences.items():
        assert all(name.isidentifier() for name in wanted(sentence)), code
        assert "{" + code.split(".")[0] + "}" not in sentence, f"{code} would be said in its own words for ever"
        assert "oops" not in sentence.lower(), code
        assert "invalid" not in sentence.lower(), code
        if "." not in code.removesuffix(".one").removesuffix(".other"):
            assert sentence.endswith("."), code


def test_french_typography() -> None:
    """Before a colon, a question mark and inside quotation marks stands a space that does not break; ’ and not '."""
    for code, sentence in FRENCH.sentences.items():
        assert "'" not in sentence, code
        for mark in (" :", " ;", " ?", " !", "« ", " »"):
            assert mark not in sentence, code


@pytest.mark.parametrize(
    ("n", "french", "english"),
    [
        (0, "0 article déclaré", "0 declared items"),
        (1, "1 article déclaré", "1 declared item"),
        (2, "2 articles déclarés", "2 declared items"),
    ],
)
def test_plurals(n: int, french: str, english: str) -> None:
    """Nothing is singular in French and plural in English."""
    assert FRENCH.text("parcel_opened", shown="8R1", n=n) == f"Colis 8R1\u00a0: {french}."
    assert ENGLISH.text("parcel_opened", shown="8R1", n=n) == f"Parcel 8R1: {english}."


def test_a_plural_without_a_count_is_the_plural() -> None:
    """Better "items" than a guess."""
    assert "declared items" in ENGLISH.text("parcel_opened", shown="8R1", n="many")


@pytest.mark.parametrize(
    ("amount", "french", "english"),
    [
        (Money(6000, "EUR"), "60,00\u00a0€", "€60.00"),
        (Money(5, "EUR"), "0,05\u00a0€", "€0.05"),
        (Money(123456789, "EUR"), "1\u202f234\u202f567,89\u00a0€", "€1,234,567.89"),
        (Money(-6050, "EUR"), "−60,50\u00a0€", "−€60.50"),
        (Money(6000, "CHF"), "60,00\u00a0CHF", "CHF\u00a060.00"),
        (Money(6000, "JPY"), "6\u202f000\u00a0JPY", "JPY\u00a06,000"),
    ],
)
def test_money(amount: Money, french: str, english: str) -> None:
    """Amounts as people write them, with spaces that do not break."""
    assert (money("fr", amount), money("en", amount)) == (french, english)


@given(st.integers(-(10**9), 10**9))
def test_money_shows_every_cent(minor: int) -> None:
    """Read back without its spaces and sign, an amount is the very number of cents."""
    for language in ("fr", "en"):
        text = money(language, Money(minor, "EUR"))
        digits = int("".join(c for c in text if c.isdigit()))
        assert (digits if "−" not in text else -digits) == minor


def test_days_and_moments() -> None:
    """Dates by language, times on the warehouse's clock: 23:30 UTC is half past midnight in Paris."""
    assert (day("fr", date(2026, 11, 3)), day("en", date(2026, 11, 3))) == ("03/11/2026", "3 Nov 2026")
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert (moment("fr", late), moment("en", late)) == ("24/11/2026 00:30", "24 Nov 2026 00:30")
    with pytest.raises(ValueError, match="aware"):
        moment("fr", datetime(2026, 11, 23))  # noqa: DTZ001


def test_values_are_said_in_the_language() -> None:
    """An amount, a time, an act and a reason inside a sentence are in its language."""
    assert FRENCH.text("piece_accepted", line=2, amount=Money(6000, "EUR")) == (
        "Article 2 accepté\u00a0: 60,00\u00a0€ à créditer."
    )
    assert FRENCH.text("act_undone", act="answer") == "Annulé\u00a0: la réponse."
    assert ENGLISH.text("import_refused", file="a.csv", place="", reason="too_long", found="", wanted="80") == (
        "“a.csv” was not imported, nothing of it was kept. Whole file: more than 80 characters."
    )
    assert "23/11/2026 15:02" in FRENCH.text("badge_locked", until=datetime(2026, 11, 23, 14, 2, tzinfo=UTC))


@given(st.text(max_size=300))
def test_a_parameter_is_never_a_template(hostile: str) -> None:
    """Braces, control characters, direction marks and endless scans reach the screen as harmless text."""
    text = ENGLISH.text("unknown_piece", shown=hostile)
    before, after = "Piece not known at this station: ", ". Scan its parcel to open it."
    assert text.startswith(before)
    assert text.endswith(after)
    inside = text[len(before) : -len(after)]
    assert len(inside) <= SHOWN_LENGTH_MAX
    assert all(c.isprintable() or c in "\u00a0\u202f" or c.isspace() for c in inside)
    assert "\n" not in inside
    assert "\u202e" not in inside


def test_templates_in_a_parameter_stay_text() -> None:
    """What looks like a placeholder in a scan is shown as it was scanned."""
    assert "{0.__class__} %s" in ENGLISH.text("unknown_piece", shown="{0.__class__} %s")
    assert shown("fr", "a\u202eb\nc") == "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"
    assert shown("fr", None) == ""


@pytest.mark.expects_log("ERROR .*no sentence for the code no_such_code in fr")
def test_a_code_without_a_sentence_is_shown_and_logged() -> None:
    """A forgotten sentence is a bug: the log says so, and the operator still has a code to read out."""
    assert FRENCH.text("no_such_code", line=1) == "no_such_code"


@pytest.mark.expects_log("ERROR .*no_such_line in fr wants a parameter that was not given: line")
def test_a_missing_parameter_is_shown_and_logged() -> None:
    """A forgotten parameter is a bug too, and never a crash."""
    assert FRENCH.text("no_such_line") == "Il n’y a pas d’article … dans ce colis."
