"""Importing a file of take-backs: all of it or nothing, the same again is no change, and what is wrong is named."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from qc_station.application.failures import WorldFailure
from qc_station.application.import_takebacks import ImportReport, import_file
from qc_station.application.ledger_port import TakeBackPage
from qc_station.application.messages import Messages
from qc_station.application.pull_takebacks import pull_once
from qc_station.application.strict_json import REASONS
from qc_station.application.takeback_document import takeback_document
from qc_station.domain.facts import Fact
from qc_station.domain.grade import Grade
from qc_station.domain.takeback import SettledElsewhere
from qc_station.storage.open_station import open_station
from tests.application.hostile_files import as_csv, as_json, documents, hostile_files, rows
from tests.sync.made import NOON, draft, piece_of, takeback
from tests.sync.memory_store import StoppedClock

ROOT = Path(__file__).resolve().parents[2]
CODES = {"import_refused", "import_refused_row", "import_refused_line", "file_unreadable", "file_too_large"}


@pytest.fixture
def store(tmp_path):
    opened = open_station(f"sqlite:///{tmp_path}/station.db", "BANC-01")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def languages():
    folder = ROOT / "resources" / "i18n"
    return [Messages(name, (folder / f"messages.{name}.toml").read_text(encoding="utf-8")) for name in ("fr", "en")]


class Import:
    """The import into one store, and what is in it."""

    def __init__(self, store, folder: Path) -> None:
        self.store, self.folder = store, folder

    def __call__(self, data: bytes, name: str = "declarations") -> ImportReport:
        (self.folder / name).write_bytes(data)
        return import_file(self.folder / name, self.store, StoppedClock(), "u-lea")

    def refused(self, data: bytes) -> WorldFailure:
        before = self.contents()
        with pytest.raises(WorldFailure) as failure:
            self(data)
        assert self.contents() == before, "something of a refused file was kept"
        return failure.value

    def contents(self) -> tuple[int, int]:
        with self.store(read_only=True) as uow:
            return uow.takebacks.count(), sum(1 for _ in uow.log.entries())

    def facts(self) -> list[Fact]:
        with self.store(read_only=True) as uow:
            return [entry.fact for entry in uow.log.entries()]

    def known(self, dossier: str):
        with self.store(read_only=True) as uow:
            return uow.takebacks.get(dossier)


@pytest.fixture
def importing(store, tmp_path):
    return Import(store, tmp_path)


def test_the_samples_are_taken_in_and_the_second_time_changes_nothing(importing):
    """200 declarations of the demonstration day: 200 new, then 200 unchanged and not a word in the log."""
    sample = (ROOT / "resources" / "samples" / "takebacks.json").read_bytes()
    assert importing(sample) == ImportReport(200, 0, 0)
    assert importing(sample) == ImportReport(0, 0, 200)
    assert [(fact.kind, fact.operator, fact.body["count"]) for fact in importing.facts()] == [
        ("takebacks_imported", "u-lea", 200)
    ]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("form", ["list", "object", ";", ","])
def test_every_form_says_the_same(importing, form, mark):
    """JSON as a list or an object, CSV with semicolons or commas, with and without byte order mark: one content."""
    if form in ";,":
        data = as_csv(rows(), form)
    else:
        data = as_json(documents() if form == "list" else {"takebacks": documents()})
    assert importing(mark + data) == ImportReport(3, 0, 0)
    assert importing.known("R-2026-000001") == takeback("R-2026-000001", lines=3)


def test_what_a_table_leaves_out(importing):
    """A grade that is not bought is an empty cell; composition and the English texts may be missing as columns."""
    table = [{**row, "offer_new_minor": "", "composition": ""} for row in rows(1)]
    columns = tuple(column for column in table[0] if not column.endswith("_en"))
    importing(as_csv(table, ";", columns))
    item = importing.known("R-2026-000000").items[0]
    assert (set(item.offer), item.composition, set(item.title)) == (
        {Grade.EXCELLENT, Grade.VERY_GOOD},
        None,
        {"fr"},
    )


def changed(path: str, value: object) -> bytes:
    """Three good documents with one value of the last one replaced."""
    all_documents = documents()
    *steps, last = path.split(".")
    holder = all_documents[2]
    for step in steps:
        holder = holder[int(step) if step.isdigit() else step]
    holder[int(last) if last.isdigit() else last] = value
    return as_json(all_documents)


@pytest.mark.parametrize(
    ("data", "place", "reason"),
    [
        (changed("items.2.offer.new", 0), "[2].items[2].offer.new", "not_above_zero"),
        (changed("items.2.offer.new", 95.0), "[2].items[2].offer.new", "wrong_kind"),
        (changed("items.2.offer.new", True), "[2].items[2].offer.new", "wrong_kind"),
        (changed("items.2.offer", {}), "[2].items[2].offer", "empty"),
        (changed("items.2.offer", {"mint": 1}), "[2].items[2].offer.mint", "not_one_of"),
        (changed("items.2.line", 1), "[2].items[2].line", "repeated"),
        (changed("items.2.parcel", "8R41207731938"), "[2].items[2].parcel", "not_of_this_takeback"),
        (changed("items.2.declared_grade", "good"), "[2].items[2].declared_grade", "not_one_of"),
        (changed("items.2.season", "2022-ÉTÉ"), "[2].items[2].season", "not_a_code"),
        (changed("items.2.currency", "€"), "[2].items[2].currency", "not_a_code"),
        (changed("items.2.title", {"french": "Chemise"}), "[2].items[2].title.french", "not_a_code"),
        (changed("items.1.wear", "none"), "[2].items[1]", "unknown_field"),
        (changed("customer.name", "Camille\x00"), "[2].customer.name", "unprintable"),
        (changed("customer.name", "\ud800"), "[2].customer.name", "unprintable"),
        (changed("customer.country", "France"), "[2].customer.country", "not_a_code"),
        (changed("parcels.0.code", "QC1-7K3M9P2XW4TB-R"), "[2].parcels[0].code", "not_a_parcel"),
        (changed("accepted_at", "2026-02-30T10:00:00Z"), "[2].accepted_at", "not_an_instant"),
        (changed("accepted_at", "2026-11-03T09:12:00+01:00"), "[2].accepted_at", "not_an_instant"),
        (changed("dossier", "R-2026-000000"), "[2].dossier", "repeated"),
        (changed("dossier", ""), "[2].dossier", "empty"),
        (changed("items", []), "[2].items", "empty"),
        (as_json([{}]), "[0].accepted_at", "missing"),
        (as_json({"takebacks": 1}), "takebacks", "wrong_kind"),
        (b'[{"dossier": "a", "dossier": "b"}]', "", "named_twice"),
        (b"[NaN]", "", "not_a_number"),
        (b"[" + b"9" * 5000 + b"]", "", "number_too_large"),
        (b"[" * 200_000, "", "too_deep"),
        (b"", "", "empty"),
    ],
)
def test_what_is_wrong_in_a_document_is_named(importing, data, place, reason):
    """The place as a path, and the reason as a code; nothing of the file is kept, good documents included."""
    failure = importing.refused(data)
    assert (failure.code, failure.params["place"], failure.params["reason"]) == ("import_refused", place, reason)


def table(row: int, column: str, cell: str) -> bytes:
    changed_rows = rows()
    changed_rows[row][column] = cell
    return as_csv(changed_rows)


@pytest.mark.parametrize(
    ("data", "row", "column", "reason"),
    [
        (table(4, "offer_new_minor", "95,00"), 6, "offer_new_minor", "not_whole_cents"),
        (table(4, "offer_new_minor", "0"), 6, "offer_new_minor", "not_above_zero"),
        (table(4, "line", "1.5"), 6, "line", "wrong_kind"),
        (table(4, "line", "1"), 6, "line", "repeated"),
        (table(4, "title_fr", ""), 6, "title_fr", "empty"),
        (table(4, "declared_grade", "Excellent"), 6, "declared_grade", "not_one_of"),
        (table(4, "parcel", "QC1-7K3M9P2XW4TB-R"), 6, "parcel", "not_a_parcel"),
        (table(4, "customer_name", "Camille E."), 6, "customer_name", "differs_from_row"),
        (table(4, "carrier", "dpd"), 6, "carrier", "differs_from_row"),
        (table(3, "accepted_at", "03/11/2026"), 6, "accepted_at", "differs_from_row"),
        (as_csv([row | {"accepted_at": "03/11/2026"} for row in rows()]), 2, "accepted_at", "not_an_instant"),
    ],
)
def test_what_is_wrong_in_a_table_is_named(importing, data, row, column, reason):
    """The row as the editor counts it and the column's own name; where two rows differ, the later one."""
    failure = importing.refused(data)
    found = (failure.code, failure.params["row"], failure.params["place"], failure.params["reason"])
    assert found == ("import_refused_row", row, column, reason)


@pytest.mark.parametrize(
    ("data", "line", "reason"),
    [
        (as_csv(rows()) + b"R-1;ami\n", 11, "wrong_width"),
        (as_csv(rows()) + b'"R-1;ami\n', 11, "not_csv"),
        (as_csv(rows()).replace(b"dossier", b"Dossier number", 1), 1, "unknown_column"),
        (as_csv(rows(), ";", tuple(column for column in rows()[0] if column != "line")), 1, "missing_column"),
        (as_csv(rows(), "\t"), 1, "unknown_column"),
        (as_csv(rows()).replace("é".encode(), b"\xe9"), 2, "not_utf8"),
        (b'[\n{"dossier": }\n]', 2, "not_json"),
        (as_json(documents())[:-1], 1, "not_json"),
        ("[1]".encode("utf-16"), 1, "not_utf8"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(importing, data, line, reason):
    """Neither a document nor a table: the line, and why."""
    failure = importing.refused(data)
    assert (failure.code, failure.params["row"], failure.params["reason"]) == ("import_refused_line", line, reason)


def test_what_is_no_file_is_said(tmp_path, store, monkeypatch):
    """A missing file, a folder, a pipe, a forbidden or too large one: named at once, without waiting for it."""
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("missing", "folder", "pipe", "loop", "name\0", "x" * 5000):
        with pytest.raises(WorldFailure) as failure:
            import_file(tmp_path / name, store, StoppedClock(), "u-lea")
        assert failure.value.code == "file_unreadable"
    monkeypatch.setattr("qc_station.application.import_takebacks.FILE_BYTES_MAX", 1000)
    (tmp_path / "large").write_bytes(b" " * 1001)
    with pytest.raises(WorldFailure) as failure:
        import_file(tmp_path / "large", store, StoppedClock(), "u-lea")
    assert failure.value.code == "file_too_large"


def test_a_correction_replaces_what_nobody_inspected_yet(importing):
    """Other content for a known dossier is a change, counted and logged, and keeps what the ledger settled."""
    importing(as_json(documents()))
    settled = (SettledElsewhere(1, "accepted", Grade.NEW, "BANC-02", NOON),)
    with importing.store() as uow:
        uow.takebacks.save(replace(uow.takebacks.get("R-2026-000002"), settled=settled))
        uow.commit()
    assert importing(as_json([each for each in documents() if "settled" in each])).unchanged == 3
    assert importing(changed("items.2.offer.new", 9900)) == ImportReport(0, 1, 2)
    assert importing.known("R-2026-000002").items[2].offer[Grade.NEW].minor == 9900
    assert importing.known("R-2026-000002").settled == settled


def test_a_declaration_under_inspection_is_not_changed(importing):
    """The offer an expert is looking at does not move under their hands; the same content is still no change."""
    importing(as_json(documents()))
    departure = draft(1)
    piece = replace(piece_of(departure), key=takeback("R-2026-000002", lines=3).items[0].key)
    with importing.store() as uow:
        uow.pieces.save(piece)
        uow.commit()
    assert importing(as_json(documents())) == ImportReport(0, 0, 3)
    failure = importing.refused(changed("items.2.offer.new", 9900))
    assert (failure.params["place"], failure.params["reason"]) == ("R-2026-000002", "already_inspected")


def test_a_file_that_is_known_from_the_feed_is_no_change(importing):
    """What the ledger sent and what the shop's file says are the same declaration."""

    class Feed:
        def pull(self, bookmark):
            return TakeBackPage(tuple(takeback(each["dossier"], lines=3) for each in documents()), "0.3", more=False)

    pull_once(importing.store, Feed(), StoppedClock())
    assert importing(as_json(documents())) == ImportReport(0, 0, 3)


def test_the_customers_address_and_birthday_are_not_kept(importing, tmp_path):
    """The declaration's e-mail address and date of birth are nowhere in the station's database, log included."""
    value = documents(1)
    value[0]["customer"] |= {"email": "camille@example.org", "born_on": "1990-04-02"}
    importing(as_json(value))
    importing.store.close()
    stored = b"".join(file.read_bytes() for file in tmp_path.glob("station.db*"))
    assert b"R-2026-000000" in stored
    assert b"camille@" not in stored
    assert b"1990-04-02" not in stored


def test_two_thousand_hostile_files(importing, languages):
    """Whatever a file holds, it is taken in whole or refused with a clear sentence in both languages; never a crash,
    never a part of it, never a character on the screen that cannot be drawn. And both things do happen."""
    ends: Counter[str] = Counter()
    for name, data in hostile_files(seed=20261123, count=2000):
        before = importing.contents()
        failure = None
        try:
            report = importing(data, "hostile")
        except WorldFailure as refused:
            failure = refused
        if failure is None:
            assert importing.contents()[0] == before[0] + report.new
            ends["taken"] += 1
            continue
        assert failure.code in CODES, name
        assert importing.contents() == before, name
        for language in languages:
            sentence = language.text(failure.code, **failure.params)
            assert sentence.replace("\u00a0", " ").replace("\u202f", " ").isprintable(), (name, sentence)
            assert len(sentence) < 500, (name, sentence)
        ends[str(failure.params["reason"])] += 1
    assert ends["taken"] < 400
    unseen = set(REASONS) - set(ends) - {"already_inspected", "differs_from_row", "not_one_of", "not_above_zero"}
    assert not unseen, f"the enemy never tried: {unseen}"
    with importing.store(read_only=True) as uow:
        kept = [uow.takebacks.get(each) for each in ("R-2026-000000", "R-2026-000001")]
    assert all(json.dumps(takeback_document(each)).isprintable() for each in kept if each)
