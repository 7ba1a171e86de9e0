"""Take-backs as a table: one row per declared item, the dossier's own columns repeated on each of its rows.

The table becomes the documents of takeback_document.py, so both forms obey the same rules; a refusal there is brought
back to its row and column here. The columns are described for people in docs/import.md.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from qc_station.application.strict_json import INTEGER_MAX, DocumentError, Node
from qc_station.application.takeback_document import read_takeback
from qc_station.domain.takeback import TakeBack

# Column → its path in the document. The dossier's columns must say the same on each of its rows.
DOSSIER_COLUMNS: Mapping[str, str] = {
    "dossier": "dossier",
    "programme": "programme",
    "accepted_at": "accepted_at",
    "customer_ref": "customer.ref",
    "customer_name": "customer.name",
    "customer_city": "customer.city",
    "customer_country": "customer.country",
    "customer_language": "customer.language",
}
ITEM_COLUMNS: Mapping[str, str] = {
    "line": "line",
    "parcel": "parcel",
    "reference": "reference",
    "title_fr": "title.fr",
    "title_en": "title.en",
    "category": "category",
    "season": "season",
    "size": "size",
    "colour_fr": "colour.fr",
    "colour_en": "colour.en",
    "declared_grade": "declared_grade",
    "composition": "composition",
    "currency": "currency",
    "offer_new_minor": "offer.new",
    "offer_excellent_minor": "offer.excellent",
    "offer_very_good_minor": "offer.very_good",
}
# Of the parcel the row names.
CARRIER = "carrier"
COLUMNS = (*DOSSIER_COLUMNS, CARRIER, *ITEM_COLUMNS)
# May be left out, or left empty in a row.
OPTIONAL = frozenset(
    {"composition", "title_en", "colour_en"} | {"offer_new_minor", "offer_excellent_minor", "offer_very_good_minor"},
)
_WHOLE = frozenset({"line", "offer_new_minor", "offer_excellent_minor", "offer_very_good_minor"})


@dataclass(frozen=True, slots=True)
class _Row:
    """`number` is the line of the file the row ends on, as an editor counts."""

    number: int
    cells: Mapping[str, str]


def read_csv(text: str, most_rows: int) -> Iterator[TakeBack]:
    """Each take-back, in the order of their first rows. Raises DocumentError with row and column."""
    dossiers: dict[str, list[_Row]] = {}
    for row in _rows(text, most_rows):
        dossiers.setdefault(row.cells["dossier"], []).append(row)
    for rows in dossiers.values():
        yield _takeback(rows)


def _rows(text: str, most_rows: int) -> Iterator[_Row]:
    heading = text.partition("\n")[0]
    delimiter = ";" if heading.count(";") >= heading.count(",") else ","
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    columns: Sequence[str] | None = None
    count = 0
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _columns(cells)
                continue
            count += 1
            if count > most_rows:
                raise DocumentError("", "too_many", found=count, wanted=most_rows)
            if len(cells) != len(columns):
                raise DocumentError("", "wrong_width", found=len(cells), wanted=len(columns), row=reader.line_num)
            yield _Row(reader.line_num, dict(zip(columns, cells, strict=True)))
    except csv.Error as error:
        raise DocumentError("", "not_csv", found=str(error), row=reader.line_num) from None
    if columns is None:
        raise DocumentError("", "empty")


def _columns(cells: Sequence[str]) -> Sequence[str]:
    columns = [cell.strip().lower() for cell in cells]
    for column in columns:
        if column not in COLUMNS:
            raise DocumentError("", "unknown_column", found=column, row=1)
        if columns.count(column) > 1:
            raise DocumentError("", "named_twice", found=column, row=1)
    for column in COLUMNS:
        if column not in columns and column not in OPTIONAL:
            raise DocumentError("", "missing_column", wanted=column, row=1)
    return columns


def _takeback(rows: Sequence[_Row]) -> TakeBack:
    first = rows[0]
    for row in rows[1:]:
        for column in DOSSIER_COLUMNS:
            if row.cells[column] != first.cells[column]:
                raise DocumentError(
                    column, "differs_from_row", found=row.cells[column], wanted=first.number, row=row.number
                )
    document: dict[str, object] = {}
    for column, path in DOSSIER_COLUMNS.items():
        _put(document, path, first.cells[column])
    parcels = _parcel_rows(rows)
    document["parcels"] = [{"code": row.cells["parcel"], CARRIER: row.cells[CARRIER]} for row in parcels]
    document["items"] = [_item(row) for row in rows]
    try:
        return read_takeback(Node(document, ""))
    except DocumentError as refused:
        row, column = _in_table(refused.place, rows, parcels)
        raise DocumentError(
            column, refused.reason, found=refused.found, wanted=refused.wanted, row=row.number
        ) from None


def _parcel_rows(rows: Sequence[_Row]) -> Sequence[_Row]:
    """The first row of each parcel of the dossier."""
    first: dict[str, _Row] = {}
    for row in rows:
        known = first.setdefault(row.cells["parcel"], row)
        if row.cells[CARRIER] != known.cells[CARRIER]:
            carrier = row.cells[CARRIER]
            raise DocumentError(CARRIER, "differs_from_row", found=carrier, wanted=known.number, row=row.number)
    return tuple(first.values())


def _item(row: _Row) -> dict[str, object]:
    item: dict[str, object] = {"title": {}, "colour": {}, "offer": {}}
    for column, path in ITEM_COLUMNS.items():
        cell = row.cells.get(column, "").strip()
        if cell or column not in OPTIONAL:
            _put(item, path, _whole(row, column, cell) if column in _WHOLE else cell)
    return item


def _whole(row: _Row, column: str, cell: str) -> int:
    """Whole numbers only: `95,00` could mean two amounts, a hundred times apart."""
    if not (cell.isascii() and cell.isdigit() and len(cell) <= len(str(INTEGER_MAX))):
        reason = "wrong_kind" if column == "line" else "not_whole_cents"
        raise DocumentError(column, reason, found=cell, wanted="whole_number", row=row.number)
    return int(cell)


def _put(document: dict[str, object], path: str, value: object) -> None:
    outer, _, inner = path.rpartition(".")
    inside = document.setdefault(outer, {}) if outer else document
    assert isinstance(inside, dict)
    inside[inner] = value


def _in_table(place: str, rows: Sequence[_Row], parcels: Sequence[_Row]) -> tuple[_Row, str]:
    """`items[2].offer.new` as the row and column it came from."""
    head, bracket, rest = place.partition("[")
    if not bracket:
        column = next((column for column, path in DOSSIER_COLUMNS.items() if path == place), place)
        return rows[0], column
    number, _, path = rest.partition("]")
    path = path.removeprefix(".")
    if head == "parcels":
        return parcels[int(number)], {"code": "parcel"}.get(path, path)
    # A whole group (`offer`: nothing is bought) is named by its first column.
    column = next((column for column, its in ITEM_COLUMNS.items() if its == path or its.startswith(f"{path}.")), path)
    return rows[int(number)], column
