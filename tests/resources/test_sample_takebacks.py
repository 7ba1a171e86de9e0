"""The sample take-backs are what the shop would send: right in form, check digits and sums, always the same."""

import json
import re
from collections import Counter
from datetime import date, datetime

import pytest

from qc_station.application.strict_json import Node
from qc_station.application.takeback_document import read_takeback, takeback_document
from tools.make_sample_takebacks import SAMPLES, files

TAKEBACKS = json.loads((SAMPLES / "takebacks.json").read_text(encoding="utf-8"))
INELIGIBLE = json.loads((SAMPLES / "ineligible_items.json").read_text(encoding="utf-8"))
ITEMS = [(takeback, item) for takeback in TAKEBACKS for item in takeback["items"]]
ELIGIBLE = {
    *("shirt", "tshirt", "knitwear", "sweatshirt", "jacket", "coat", "trousers", "jeans", "shorts", "skirt", "dress"),
    *("shoes", "bag", "cap", "scarf", "belt"),
}
EXCLUDED = {"underwear", "swimwear", "lifestyle"}
GRADES = ("very_good", "excellent", "new")
LANGUAGES = {"FR": {"fr"}, "DE": {"de"}, "IT": {"it"}, "ES": {"es"}, "BE": {"fr", "nl"}, "NL": {"nl"}}


def test_the_script_writes_the_same_bytes_again() -> None:
    """The files in the project are those the script makes, byte for byte."""
    for name, text in files().items():
        assert (SAMPLES / name).read_bytes() == text.encode("utf-8"), name


def test_every_declaration_has_the_form_of_the_wire() -> None:
    """Exactly the fields of POST /v1/takebacks, of the right kinds, and nothing else."""
    for takeback in TAKEBACKS:
        assert set(takeback) == {"dossier", "programme", "accepted_at", "customer", "parcels", "items"}
        assert re.fullmatch(r"R-2026-\d{6}", takeback["dossier"])
        assert re.fullmatch(r"2026-\d\d-\d\dT\d\d:\d\d:\d\dZ", takeback["accepted_at"])
        accepted = datetime.fromisoformat(takeback["accepted_at"]).date()
        assert date(2026, 10, 20) <= accepted <= date(2026, 11, 20)
        check_customer(takeback["customer"])
        codes = [parcel["code"] for parcel in takeback["parcels"]]
        assert {item["parcel"] for item in takeback["items"]} == set(codes)
        assert [item["line"] for item in takeback["items"]] == list(range(1, len(takeback["items"]) + 1))
        assert 1 <= len(takeback["items"]) <= 6


def check_customer(customer: dict) -> None:
    assert set(customer) == {"ref", "name", "city", "country", "language", "email", "born_on"}
    assert customer["language"] in LANGUAGES[customer["country"]]
    assert re.fullmatch(r"C-\d{6}", customer["ref"])
    assert re.fullmatch(r"\w+ [A-Z]\.", customer["name"])
    assert re.fullmatch(r"[a-z0-9.]+@example\.org", customer["email"])
    assert date.fromisoformat(customer["born_on"]) <= date(2007, 12, 31)


def test_every_item_has_the_form_of_the_wire() -> None:
    """References look like the brand's, offers are whole multiples of five euros that grow with the grade."""
    fields = {"line", "parcel", "reference", "title", "category", "season", "size", "colour", "declared_grade"}
    for _, item in ITEMS:
        assert set(item) == fields | {"composition", "currency", "offer"}
        assert re.fullmatch(r"[A-Z]{3}\d{3}\.[A-Z]{2}\d{4}|[A-Z]{5}\d{3}\.\d{3}", item["reference"])
        assert set(item["title"]) == set(item["colour"]) == {"fr", "en"}
        assert item["category"] in ELIGIBLE | EXCLUDED
        assert re.fullmatch(r"20\d\d-(SS|FW)", item["season"])
        assert item["currency"] == "EUR"
        assert item["declared_grade"] in item["offer"]
        amounts = [item["offer"][grade] for grade in GRADES if grade in item["offer"]]
        assert len(amounts) == len(item["offer"]) >= 2
        assert amounts == sorted(set(amounts))
        assert all(isinstance(each, int) and each % 500 == 0 and 2500 <= each <= 40000 for each in amounts)


def test_the_station_reads_every_declaration() -> None:
    """The strict reader of `qc-station import` accepts each; mail address and birthday go no further."""
    for index, takeback in enumerate(TAKEBACKS):
        read = takeback_document(read_takeback(Node(takeback, f"[{index}]")))
        assert read["dossier"] == takeback["dossier"]
        assert [item["offer"] for item in read["items"]] == [item["offer"] for item in takeback["items"]]
        assert not {"email", "born_on"} & set(read["customer"])


def test_ineligible_items_are_listed_with_the_rule_they_break() -> None:
    """Excluded category, season before 2016, current season: the list names each such line, and no other."""
    today = "2026-FW"
    broken = {}
    for takeback, item in ITEMS:
        if item["category"] in EXCLUDED:
            broken[takeback["dossier"], item["line"]] = "category"
        elif item["season"] < "2016":
            broken[takeback["dossier"], item["line"]] = "season_too_old"
        elif item["season"] == today:
            broken[takeback["dossier"], item["line"]] = "season_current"
        assert item["season"] <= today or item["season"] == "2026-SS"
    assert broken == {(each["dossier"], each["line"]): each["rule"] for each in INELIGIBLE}
    assert len(INELIGIBLE) == len(broken)
    assert set(broken.values()) == {"category", "season_too_old", "season_current"}
    assert 0.06 <= len(broken) / len(ITEMS) <= 0.1


def test_the_day_is_as_varied_as_promised() -> None:
    """Two hundred dossiers, six countries, five languages, every category, season year and carrier."""
    assert len(TAKEBACKS) == len({takeback["dossier"] for takeback in TAKEBACKS}) == 200
    assert {takeback["customer"]["country"] for takeback in TAKEBACKS} == set(LANGUAGES)
    assert {takeback["customer"]["language"] for takeback in TAKEBACKS} == {"fr", "de", "it", "es", "nl"}
    assert {item["category"] for _, item in ITEMS} == ELIGIBLE | EXCLUDED
    assert {item["season"][:4] for _, item in ITEMS} >= {str(year) for year in range(2016, 2027)}
    assert {item["declared_grade"] for _, item in ITEMS} == set(GRADES)
    assert {parcel["carrier"] for takeback in TAKEBACKS for parcel in takeback["parcels"]} == set(CHECKS)
    assert any(item["composition"] is None for _, item in ITEMS)
    assert len(ITEMS) == sum(len(takeback["items"]) for takeback in TAKEBACKS) > 400


def test_a_customer_is_the_same_person_everywhere() -> None:
    """A reference that comes twice names the same person, address and birthday; some do come twice."""
    seen: dict[str, dict] = {}
    for takeback in TAKEBACKS:
        customer = takeback["customer"]
        assert seen.setdefault(customer["ref"], customer) == customer
    assert 150 < len(seen) < 200


# ------------------------------------------------- check digits, worked out otherwise than in the script


def luhn_like(digits: str) -> bool:
    """All digits with the check digit: weights 1, 3 from the right sum to a multiple of ten."""
    return sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits[::-1])) % 10 == 0


def iso7064_37_36(text: str) -> bool:
    """The verifying form of ISO 7064 hybrid 37/36: the last step must give one."""
    carry = 36
    for character in text[:-1]:
        carry = (carry + int(character, 36)) % 36 or 36
        carry = carry * 2 % 37
    return (carry + int(text[-1], 36)) % 36 == 1


def upu_s10(digits: str) -> bool:
    total = sum(a * b for a, b in zip(map(int, digits[:8]), (8, 6, 4, 2, 3, 5, 9, 7), strict=True))
    return int(digits[8]) == {0: 5, 1: 0}.get(total % 11, 11 - total % 11)


def s10_of(country: str, code: str) -> bool:
    return bool(re.fullmatch(rf"[A-Z]{{2}}\d{{9}}{country}", code)) and upu_s10(code[2:11])


CHECKS = {
    "colissimo": lambda code: bool(re.fullmatch(r"8R\d{11}", code)) and luhn_like(code[2:]),
    "chronopost": lambda code: code.startswith("X") and s10_of("FR", code),
    "dpd": lambda code: bool(re.fullmatch(r"\d{14}[0-9A-Z]", code)) and iso7064_37_36(code),
    "geopost": lambda code: bool(re.fullmatch(r"%0\d{6}\d{14}\d{3}250", code)),
    "poste_italiane": lambda code: s10_of("IT", code),
    "correos": lambda code: s10_of("ES", code),
    "bpost": lambda code: s10_of("BE", code),
    "postnl": lambda code: s10_of("NL", code),
}


def test_every_parcel_number_fits_its_carrier() -> None:
    """Pattern and check digit of each carrier's specification."""
    for takeback in TAKEBACKS:
        for parcel in takeback["parcels"]:
            assert set(parcel) == {"code", "carrier"}
            assert CHECKS[parcel["carrier"]](parcel["code"]), parcel


@pytest.mark.parametrize(
    ("carrier", "right", "wrong"),
    [
        ("colissimo", "8R41207731939", "8R41207731930"),
        ("chronopost", "XN081879383FR", "XN081879384FR"),
        ("dpd", "09980000020033F", "09980000020033D"),
    ],
)
def test_the_checks_of_this_test_can_fail(carrier: str, right: str, wrong: str) -> None:
    """The published numbers pass and their neighbours do not: the test above says something."""
    assert CHECKS[carrier](right)
    assert not CHECKS[carrier](wrong)


def test_parcels_are_mixed_as_parcels_are() -> None:
    """Some dossiers come in two parcels; one parcel holds two dossiers of one sender; no other code is shared."""
    count = Counter(parcel["code"] for takeback in TAKEBACKS for parcel in takeback["parcels"])
    shared = [code for code, dossiers in count.items() if dossiers > 1]
    assert len(shared) == 1
    senders = [t["customer"]["ref"] for t in TAKEBACKS if any(p["code"] == shared[0] for p in t["parcels"])]
    assert len(senders) == 2
    assert len(set(senders)) == 1
    assert 4 <= sum(len(takeback["parcels"]) == 2 for takeback in TAKEBACKS) <= 16


# ------------------------------------------------- the three stories


def test_the_stories_come_first() -> None:
    """What the demonstration and other tests rely on: dossiers, parcel, categories and amounts of the first three."""
    camille, sanne, jonas = TAKEBACKS[:3]
    assert camille["dossier"] == "R-2026-018834"
    assert camille["parcels"] == [{"code": "8R41207731939", "carrier": "colissimo"}]
    assert [item["category"] for item in camille["items"]] == ["knitwear", "shirt", "coat", "jeans"]
    assert camille["items"][1]["offer"] == {"new": 9500, "excellent": 8000, "very_good": 6000}
    assert camille["items"][1]["declared_grade"] == "excellent"
    # What the bench of the design shows: 85 and 60 euros found very good, 210 and 70 as declared.
    paid = ("very_good", "very_good", "new", "excellent")
    assert [i["offer"][g] for i, g in zip(camille["items"], paid, strict=True)] == [8500, 6000, 21000, 7000]
    assert len(sanne["items"]) == 1
    assert jonas["customer"]["country"] == "DE"
    assert {"dossier": jonas["dossier"], "line": 2, "rule": "category"} in INELIGIBLE
    assert not [each for each in INELIGIBLE if each["dossier"] in {camille["dossier"], sanne["dossier"]}]


def test_the_operators_are_marked_as_demonstration() -> None:
    """Badges are scannable and distinct, PINs are four figures, and the file says what they are for."""
    document = json.loads((SAMPLES / "operators.json").read_text(encoding="utf-8"))
    people = document["operators"]
    assert "demonstration" in document
    assert people[0] | {"language": "fr"} == {
        "name": "Léa Martin", "role": "expert", "badge": "QC-BADGE-LM-0001", "pin": "4711", "language": "fr"
    }  # fmt: skip
    assert {each["role"] for each in people} == {"expert", "lead", "photographer", "reconditioner", "administrator"}
    assert len({each["badge"] for each in people}) == len(people)
    assert all(re.fullmatch(r"QC-BADGE-[A-Z]{2}-\d{4}", each["badge"]) for each in people)
    assert all(re.fullmatch(r"\d{4}", each["pin"]) for each in people)
