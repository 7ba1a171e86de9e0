"""Import files as an enemy, a spreadsheet or a broken disk would write them; the same ones for the same seed."""

from __future__ import annotations

import copy
import csv
import io
import json
import random
from collections.abc import Callable, Iterator

from qc_station.application.takeback_csv import COLUMNS
from qc_station.application.takeback_document import takeback_document
from qc_station.domain.grade import Grade
from tests.sync.made import takeback

TEXTS = (
    "",
    " ",
    "\t",
    "\n",
    "\0",
    "\x1b[2J",
    "\u202e drawkcab",
    "\u200f",
    "\ufeff",
    "\ufffe",
    "'; DROP TABLE takeback; --",
    '"><script>alert(1)</script>',
    "%s%s%n%x",
    "{0.__class__} {file} {place}",
    "$(reboot)",
    "../../../../etc/passwd",
    "=cmd|' /C calc'!A0",
    "NaN",
    "null",
    "9" * 400,
    "1e999",
    "95,00",
    "-1",
    "０１２",
    "ﷺ" * 300,
    "é" * 5000,
    "a" * 100_000,
    "Ｒ-2026",
    "İstanbul",
    "\U0001f9e5",
    "R-2026-018834",
    "QC1-7K3M9P2XW4TB-R",
    "QC-BADGE-1234",
    "2026-02-31T00:00:00Z",
    "2026-11-03T09:12:00",
    "0000-00-00T00:00:00Z",
    "2099-12-31T23:59:60Z",
)
VALUES = (None, True, False, 0, -1, 1.5, 10**18, 2**63, 10**4000, -0.0, 1e308, [], {}, [[]], {"": ""}, *TEXTS)
RAW = ("NaN", "Infinity", "-Infinity", "1e999", "9" * 5000, '"\\ud800"', '"\\udfff\\ud800"', '"\\u0000"', "00", "+1")


def documents(count: int = 3) -> list[dict[str, object]]:
    return [json.loads(json.dumps(takeback_document(takeback(f"R-2026-{n:06}", lines=3)))) for n in range(count)]


def as_json(value: object) -> bytes:
    # A surrogate alone is spelled as an escape; an integer of any length as its figures.
    return json.dumps(value).encode()


def rows(count: int = 3) -> list[dict[str, str]]:
    found = []
    for made in (takeback(f"R-2026-{n:06}", lines=3) for n in range(count)):
        for item in made.items:
            row = {
                "dossier": made.dossier,
                "programme": made.programme,
                "accepted_at": "2026-11-03T09:12:00Z",
                "customer_ref": made.customer.ref,
                "customer_name": made.customer.name,
                "customer_city": made.customer.city,
                "customer_country": made.customer.country,
                "customer_language": made.customer.language,
                "carrier": made.parcels[0].carrier,
                "line": str(item.key.line),
                "parcel": item.parcel_code,
                "reference": item.reference,
                "title_fr": item.title["fr"],
                "title_en": item.title["en"],
                "category": item.category,
                "season": item.season,
                "size": item.size,
                "colour_fr": item.colour["fr"],
                "colour_en": item.colour["en"],
                "declared_grade": item.declared_grade.value,
                "composition": item.composition or "",
                "currency": "EUR",
            }
            found.append(row | {f"offer_{grade.value}_minor": str(item.offer[grade].minor) for grade in Grade})
    return found


def as_csv(table: list[dict[str, str]], delimiter: str = ";", columns: tuple[str, ...] = COLUMNS) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, delimiter=delimiter, extrasaction="ignore", restval="")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue().encode(errors="surrogatepass")


def hostile_files(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """`count` files, each with the name of what was done to it."""
    for number in range(count):
        chance = random.Random(f"{seed}:{number}")
        spoil = chance.choice(SPOILERS)
        yield f"{number}-{spoil.__name__}", spoil(chance)


def leaf_replaced(chance: random.Random) -> bytes:
    value = documents()
    holder, key = chance.choice(list(_places(value)))
    holder[key] = chance.choice(VALUES)
    return as_json(value)


def several_leaves_replaced(chance: random.Random) -> bytes:
    value = documents()
    for _ in range(chance.randint(2, 20)):
        holder, key = chance.choice(list(_places(value)))
        holder[key] = copy.deepcopy(chance.choice(VALUES))
    return as_json(value)


def leaf_spelled_oddly(chance: random.Random) -> bytes:
    value = documents()
    holder, key = chance.choice(list(_places(value)))
    holder[key] = "@@@"
    return as_json(value).replace(b'"@@@"', chance.choice(RAW).encode())


def field_gone(chance: random.Random) -> bytes:
    value = documents()
    holder, key = chance.choice(list(_places(value)))
    del holder[key]
    return as_json(value)


def field_added(chance: random.Random) -> bytes:
    value = documents()
    holder, _ = chance.choice([place for place in _places(value) if isinstance(place[0], dict)])
    holder[chance.choice(TEXTS)] = chance.choice(VALUES)
    return as_json(value)


def field_twice(chance: random.Random) -> bytes:
    text = as_json(documents())
    name = chance.choice([b'"dossier": ', b'"line": ', b'"minor": ', b'"new": ', b'"customer": '])
    return text.replace(name, name + b"1, " + name, 1)


def dossier_twice(chance: random.Random) -> bytes:
    value = documents()
    value[chance.randrange(3)]["dossier"] = value[chance.randrange(3)]["dossier"]
    return as_json(value)


def other_beginning(chance: random.Random) -> bytes:
    value = documents()
    wrapped = [{"takebacks": value}, {"takebacks": {"0": value}}, {"take_backs": value}, [value], value[0], {}, [], ""]
    return as_json(chance.choice(wrapped))


def deep(chance: random.Random) -> bytes:
    depth = chance.choice([100, 5_000, 200_000])
    opening, closing = chance.choice([(b"[", b"]"), (b'{"takebacks":', b"}"), (b'[{"items":', b"}]")])
    return opening * depth + closing * chance.choice([0, depth])


def cut(chance: random.Random) -> bytes:
    data = chance.choice([as_json(documents()), as_csv(rows())])
    return data[: chance.randrange(len(data))]


def bytes_changed(chance: random.Random) -> bytes:
    data = bytearray(chance.choice([as_json(documents()), as_csv(rows())]))
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def noise(chance: random.Random) -> bytes:
    beginning = chance.choice([b"", b"[", b"{", b"\xef\xbb\xbf", b"\xff\xfe", b"PK\x03\x04", b"%PDF-1.7\n", b"\0\0"])
    return beginning + chance.randbytes(chance.choice([0, 1, 50, 5_000]))


def other_encoding(chance: random.Random) -> bytes:
    text = chance.choice([as_json(documents()), as_csv(rows())]).decode()
    return text.encode(chance.choice(["utf-16", "utf-16-le", "utf-32", "cp1252", "utf-7", "cp037", "utf-8-sig"]))


def cell_replaced(chance: random.Random) -> bytes:
    table = rows()
    for _ in range(chance.choice([1, 1, 1, 10])):
        chance.choice(table)[chance.choice(COLUMNS)] = chance.choice(TEXTS)
    return as_csv(table, chance.choice(";,"))


def columns_changed(chance: random.Random) -> bytes:
    columns = list(COLUMNS)
    change = chance.choice(["gone", "twice", "moved", "odd"])
    if change == "gone":
        columns.remove(chance.choice(columns))
    if change == "twice":
        columns.append(chance.choice(columns))
    if change == "moved":
        chance.shuffle(columns)
    if change == "odd":
        columns[chance.randrange(len(columns))] = chance.choice(TEXTS)
    return as_csv(rows(), chance.choice(";,\t|"), tuple(columns))


def quotes(chance: random.Random) -> bytes:
    data = as_csv(rows(), chance.choice(";,"))
    at = chance.randrange(len(data))
    return data[:at] + chance.choice([b'"', b'""', b'";"', b"\r", b"\n\n", b'"\n"', b";;;;", b"\\"]) + data[at:]


def many(chance: random.Random) -> bytes:
    if chance.random() < 0.5:
        value = documents(1)
        list_name = chance.choice(["items", "parcels"])
        value[0][list_name] = value[0][list_name] * chance.choice([2, 201, 3_000])
        return as_json(value)
    return as_csv(rows(1) * chance.choice([2, 70, 500]))


def _places(value: object) -> Iterator[tuple[object, object]]:
    steps: list[object] = list(value) if isinstance(value, dict) else []
    if isinstance(value, list):
        steps = list(range(len(value)))
    for step in steps:
        yield value, step
        yield from _places(value[step])


SPOILERS: tuple[Callable[[random.Random], bytes], ...] = (
    leaf_replaced,
    leaf_replaced,
    several_leaves_replaced,
    leaf_spelled_oddly,
    field_gone,
    field_added,
    field_twice,
    dossier_twice,
    other_beginning,
    deep,
    cut,
    bytes_changed,
    noise,
    other_encoding,
    cell_replaced,
    cell_replaced,
    columns_changed,
    quotes,
    many,
)
