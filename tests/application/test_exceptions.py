"""What does not go as declared: damaged boxes, pieces nobody declared, swapped ones, labels that do not scan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qc_station.application import commands
from qc_station.application.bench_view import ItemState, Step
from qc_station.application.commands import Lead
from qc_station.application.verify import verify
from qc_station.domain.parcel import ParcelCondition, parcel_subject
from qc_station.domain.takeback import Customer, ExpectedParcel, ItemKey, TransferForm
from qc_station.domain.undeclared import QuarantineState, UndeclaredPiece
from qc_station.domain.verdict import Ruling
from qc_station.storage.open_station import open_station
from tests.application.day import BADGE, DOSSIER, LEAD, PARCEL, PIN, Day, HandClock, item, takeback

NORA = Lead(LEAD.badge, PIN, "appelé le client")
OTHER, OTHERS_PARCEL = "R-2026-020777", "6A15602676300"


@pytest.fixture
def two(tmp_path: Path, sqlite_day) -> Day:
    """Our dossier, and a customer in Cologne with a name nobody types as it is spelt."""
    mine = takeback()
    far = replace(item(1), key=ItemKey(OTHER, 1), parcel_code=OTHERS_PARCEL, reference="UKS031.018")
    theirs = replace(
        mine,
        dossier=OTHER,
        customer=Customer("C-1", "Éloïse Müller-Größ", "Köln", "DE", "de"),
        items=(far,),
        parcels=(ExpectedParcel(OTHERS_PARCEL, "colissimo"),),
    )
    return sqlite_day(mine, theirs)


@pytest.fixture
def sqlite_day(tmp_path: Path):
    stores = []

    def made(*declared) -> Day:
        store = open_station(f"sqlite:///{tmp_path / 'station.db'}", "BENCH-01")
        stores.append(store)
        return Day(tmp_path, store, HandClock(), *declared)

    yield made
    for store in stores:
        store.close()


def in_hand(day: Day) -> UndeclaredPiece:
    stray = day.bench.view().undeclared
    assert stray is not None
    return stray


def sound(day: Day) -> bool:
    return verify(day.unit_of_work, day.photos).sound


# ---------------------------------------------------------------- the box


def test_a_damaged_box_asks_for_its_picture_first(day: Day) -> None:
    """Said by a person; then the next thing is the photograph, and it is the parcel's, not a piece's."""
    day.do(commands.SignIn(BADGE, PIN))
    assert day.refused(commands.RecordCondition(ParcelCondition.DAMAGED)) == "scan_a_parcel_first"
    day.do(commands.Scan(PARCEL))
    day.do(commands.RecordCondition(ParcelCondition.DAMAGED))
    assert day.bench.view().next.step is Step.PHOTOGRAPH
    assert day.bench.view().next.target == "damage"
    day.do(commands.KeepPhotograph(day.picture(), "damage", piece=parcel_subject(PARCEL)))
    view = day.bench.view()
    assert view.next.step is Step.RECORD_TRANSFER_FORM
    assert view.parcel is not None
    assert [(shot.view, shot.photo is not None) for shot in view.parcel.shots] == [("damage", True), ("opening", False)]
    assert view.tray == 0
    assert sound(day)


def test_the_box_is_undone_step_by_step(day: Day) -> None:
    """Photograph, then condition: each undo takes back one of them."""
    day.at_the_bench()
    day.do(commands.RecordCondition(ParcelCondition.DAMAGED))
    day.do(commands.KeepPhotograph(day.picture(), "damage", piece=parcel_subject(PARCEL)))
    assert day.bench.view().can_undo == "photograph"
    day.do(commands.Undo())
    parcel = day.bench.view().parcel
    assert parcel is not None
    assert parcel.condition is ParcelCondition.DAMAGED
    assert parcel.shots[0].photo is None
    day.do(commands.Undo())
    parcel = day.bench.view().parcel
    assert parcel is not None
    assert parcel.condition is ParcelCondition.UNKNOWN


# ---------------------------------------------------------------- undeclared


def test_an_undeclared_piece_waits_in_quarantine(day: Day) -> None:
    """It has an id of its own, asks for its picture, and is never anybody's credit."""
    day.at_the_bench()
    day.do(commands.SetAsideUndeclared())
    assert day.bench.view().next == replace(day.bench.view().next, step=Step.PHOTOGRAPH)
    day.do(commands.KeepPhotograph(day.picture(), piece=in_hand(day).id))
    assert day.bench.view().next.step is Step.QUARANTINE
    stray = in_hand(day)
    assert len(stray.shots) == 1
    assert day.refused(commands.AnswerCheck("clean", "conform")) == "open_an_item_first"
    assert day.refused(commands.Decide(Ruling.ACCEPTED)) == "open_an_item_first"
    day.do(commands.ClosePiece())
    parcel = day.bench.view().parcel
    assert parcel is not None
    assert [each.id for each in parcel.undeclared] == [stray.id]
    assert day.bench.view().waiting == 1
    assert [each.piece for each in day.bench.waiting()] == [stray.id]
    assert sound(day)


def test_its_label_finds_it_again(day: Day) -> None:
    """Scanned the next day, from any parcel: the piece in quarantine is in hand."""
    day.at_the_bench()
    day.do(commands.SetAsideUndeclared())
    stray = in_hand(day)
    day.do(commands.CloseParcel())
    assert day.do(commands.Scan(stray.id)).notice.code == "undeclared_opened"
    assert in_hand(day).id == stray.id
    assert day.bench.view().next.step is Step.PHOTOGRAPH


def test_a_swapped_item(day: Day) -> None:
    """Another piece in the place of line 2: the line is missing, the piece in quarantine; two undos take both back."""
    day.at_the_bench()
    day.do(commands.SetAsideUndeclared(2))
    assert in_hand(day).instead_of == ItemKey(DOSSIER, 2)
    assert states(day)[1] is ItemState.MISSING
    day.do(commands.Undo())
    assert day.bench.view().undeclared is None
    assert states(day)[1] is ItemState.MISSING
    day.do(commands.Undo())
    assert states(day) == [ItemState.TO_INSPECT] * 4
    assert sound(day)


def states(day: Day) -> list[ItemState]:
    parcel = day.bench.view().parcel
    assert parcel is not None
    return [each.state for each in parcel.items]


def test_a_lead_links_it_to_a_declared_item(day: Day) -> None:
    """The piece becomes item 3 under the id its label bears, with its picture, and is inspected and credited as any."""
    day.at_the_bench()
    day.do(commands.MarkMissing(3))
    day.do(commands.SetAsideUndeclared())
    day.do(commands.KeepPhotograph(day.picture(), piece=in_hand(day).id))
    stray = in_hand(day)
    assert day.refused(commands.SettleUndeclared(Lead(BADGE, PIN, "moi"), ItemKey(DOSSIER, 3))) == "needs_a_lead"
    assert day.refused(commands.SettleUndeclared(NORA, ItemKey(DOSSIER, 9))) == "no_such_item"
    day.do(commands.SettleUndeclared(NORA, ItemKey(DOSSIER, 3)))
    piece = day.bench.view().piece
    assert piece is not None
    assert (piece.id, piece.key) == (stray.id, ItemKey(DOSSIER, 3))
    day.conform()
    day.do(commands.Decide(Ruling.ACCEPTED))
    with day.unit_of_work(read_only=True) as uow:
        kept = uow.undeclared.get(stray.id)
        assert [each.approval.piece for each in uow.outbox.all()] == [stray.id]
    assert kept is not None
    assert kept.state is QuarantineState.LINKED
    assert kept.end is not None
    assert (kept.end.lead, kept.end.key) == (LEAD.id, ItemKey(DOSSIER, 3))
    assert day.bench.view().waiting == 0
    assert sound(day)


def test_it_takes_nobodys_place(day: Day) -> None:
    """An item whose inspection has begun keeps its piece; a lead chooses another one, or sends this one back."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.conform("brand_label")
    day.do(commands.ClosePiece())
    day.do(commands.SetAsideUndeclared())
    assert day.refused(commands.SettleUndeclared(NORA, ItemKey(DOSSIER, 1))) == "item_has_its_piece"
    stray = in_hand(day)
    day.do(commands.SettleUndeclared(NORA))
    assert day.bench.view().undeclared is None
    assert day.bench.view().waiting == 0
    day.do(commands.Scan(stray.id))
    assert day.refused(commands.SettleUndeclared(NORA, ItemKey(DOSSIER, 2))) == "undeclared_settled"

    day.do(commands.ClosePiece())
    assert day.refused(commands.SettleUndeclared(NORA)) == "no_undeclared_in_hand"


def test_a_parcel_that_never_came_is_no_home_for_it(two: Day) -> None:
    """Linking to a dossier whose parcel was not received is refused: its clock has not started."""
    day = two
    day.at_the_bench()
    day.do(commands.SetAsideUndeclared())
    assert day.refused(commands.SettleUndeclared(NORA, ItemKey(OTHER, 1))) == "not_received"


def test_a_piece_found_in_one_parcel_is_anothers(two: Day) -> None:
    """From the parcel it belongs to: the lead names the piece, and it is in hand there as that item."""
    day = two
    day.at_the_bench()
    day.do(commands.SetAsideUndeclared())
    stray = in_hand(day)
    day.do(commands.CloseParcel())
    day.do(commands.Scan(OTHERS_PARCEL))
    assert [each.id for each in day.bench.view().quarantine] == [stray.id]
    assert day.refused(commands.SettleUndeclared(NORA, ItemKey(OTHER, 1), "QC1-NOBODY")) == "no_undeclared_in_hand"
    day.do(commands.SettleUndeclared(NORA, ItemKey(OTHER, 1), stray.id))
    piece = day.bench.view().piece
    assert piece is not None
    assert (piece.id, piece.key) == (stray.id, ItemKey(OTHER, 1))
    assert day.bench.view().quarantine == ()
    assert sound(day)


# ---------------------------------------------------------------- fallback search


@pytest.mark.parametrize(
    "asked", ["muller", "ELOISE m", "gross", "r-2026-0207", "20777", "uks031", "UKS031018", "6A1560", "müller 0207"]
)
def test_a_parcel_is_found_by_what_people_read(two: Day, asked: str) -> None:
    """Name without its accents, dossier with or without zeros, reference, the readable half of a label."""
    two.do(commands.SignIn(BADGE, PIN))
    assert [(each.dossier, each.parcel_code) for each in two.bench.find(asked)] == [(OTHER, OTHERS_PARCEL)]


@pytest.mark.parametrize("asked", ["", "  ", "-", "mul%", "müller lyon x", "' OR 1=1 --", "\x00", "🙂"])
def test_what_nobody_has_finds_nothing(two: Day, asked: str) -> None:
    """No wildcard, no injection, no crash: what is not the beginning of a word is not found."""
    two.do(commands.SignIn(BADGE, PIN))
    found = two.bench.find(asked)
    assert found == () if asked != "mul%" else [each.dossier for each in found] == [OTHER]


def test_nothing_is_found_while_nobody_is_signed_in(two: Day) -> None:
    """Names are customers' data: a locked bench tells none."""
    assert two.bench.find("muller") == ()
    assert two.bench.waiting() == ()


def test_a_found_parcel_is_received_like_a_scanned_one(two: Day) -> None:
    """The clock starts, the log says that it was found by hand, and the next scan of its label opens it."""
    day = two
    day.do(commands.SignIn(BADGE, PIN))
    assert day.refused(commands.OpenFound(OTHER, PARCEL)) == "unknown_parcel"
    assert day.do(commands.OpenFound(OTHER, OTHERS_PARCEL)).notice.code == "parcel_received"
    parcel = day.bench.view().parcel
    assert parcel is not None
    assert parcel.code == OTHERS_PARCEL
    assert parcel.dossiers[0].transfer_form is TransferForm.UNKNOWN
    with day.unit_of_work(read_only=True) as uow:
        how = [each.fact.body["carrier"] for each in uow.log.entries() if each.fact.kind == "parcel_received"]
    assert how == ["found_by_hand"]
    assert day.bench.find("muller")[0].received
