"""What does not go as declared, by key alone: a lead's acts, search, undeclared pieces, damage, second looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qc_station.application.bench_view import ItemState, Step
from qc_station.application.commands import Scan, SignIn, SignOut
from qc_station.application.drain_outbox import drain_once
from qc_station.application.ports import Credential
from qc_station.domain.operator import Operator, Role
from qc_station.domain.parcel import ParcelCondition
from qc_station.domain.piece import DispositionState
from qc_station.domain.takeback import TransferForm
from qc_station.domain.verdict import Ruling
from qc_station.viewmodels import lead_acts, lists
from qc_station.viewmodels.gaze import LeadStep, Panel
from qc_station.viewmodels.spoken_verdict import spoken
from tests.application.day import BADGE, LEAD, PARCEL, PIN
from tests.application.test_reverse import DONE, Answering
from tests.viewmodels.keyed_bench import KeyedBench

SECOND = Operator("sd", "Sara Diallo", Role.EXPERT, "QC-BADGE-SD-0003")


@pytest.fixture
def bench(tmp_path: Path, qtbot) -> Iterator[KeyedBench]:
    made = KeyedBench(tmp_path, qtbot)
    made.press("1")
    yield made
    made.close()


def verdict(bench: KeyedBench):
    piece = bench.desk.piece
    assert piece is not None
    return piece.verdict


def stain(bench: KeyedBench) -> None:
    """Take the first item, find a stain, pin it, leave its size open, photograph it, and find nothing else."""
    bench.press("1", "shift+3", "1", "enter", "enter")
    bench.press(*(key for key in "124567890"))
    assert bench.desk.view is not None
    if bench.desk.view.next.step is Step.PHOTOGRAPH:
        bench.press("space")


def sign_as_lead(bench: KeyedBench, option: str, *, badge: bool = True) -> None:
    """From the piece in hand: O, the option, a reason, the badge, the PIN, Enter."""
    bench.press("o")
    at = next(at for at, each in enumerate(lead_acts.options(bench.desk)) if each.key == option)
    bench.press(*["down"] * at, "enter")
    lead_acts.give_reason(bench.desk, "vu avec la marque")
    if badge:
        bench.scan(LEAD.badge)
    bench.press(*PIN, "enter")


def test_a_lead_overturns_a_refusal(bench: KeyedBench) -> None:
    """The badge scanned in the panel signs nobody in: the expert stays at the bench, the verdict is the lead's."""
    stain(bench)
    bench.press("o")
    assert bench.desk.gaze.panel is Panel.LEAD
    bench.press("escape")
    sign_as_lead(bench, "accept very_good")
    signed = verdict(bench)
    assert signed is not None
    assert (signed.ruling, signed.operator, signed.note) == (Ruling.ACCEPTED, LEAD.id, "vu avec la marque")
    assert bench.desk.view is not None
    assert bench.desk.view.operator is not None
    assert bench.desk.view.operator.badge == BADGE
    assert bench.desk.gaze.panel is Panel.NONE
    bench.press("ctrl+z")
    assert verdict(bench) is None


def test_a_wrong_pin_keeps_the_panel_and_forgets_the_digits(bench: KeyedBench) -> None:
    """The reason and the badge stay; an expert's badge is asked for again; no digit is left in memory."""
    stain(bench)
    bench.press("o", "1")
    lead_acts.give_reason(bench.desk, "raison")
    bench.scan(LEAD.badge)
    bench.press("0", "0", "backspace", "0", "0", "enter")
    assert bench.desk.telling.notice is not None
    assert bench.desk.telling.notice.code == "wrong_pin"
    assert lead_acts.step(bench.desk) is LeadStep.PIN
    assert bench.desk.secret == ""
    bench.press("escape")
    assert lead_acts.step(bench.desk) is LeadStep.REASON
    lead_acts.give_reason(bench.desk, "raison")
    bench.scan(BADGE)
    bench.press(*PIN, "enter")
    assert bench.desk.telling.notice is not None
    assert bench.desk.telling.notice.code == "needs_a_lead"
    assert lead_acts.step(bench.desk) is LeadStep.BADGE
    assert verdict(bench) is None


def test_a_lead_at_the_bench_types_the_pin_only(bench: KeyedBench) -> None:
    """Who is signed in as a lead has shown the badge; the PIN is asked for every act."""
    bench.act(SignOut())
    bench.act(SignIn(LEAD.badge, PIN))
    bench.act(Scan(PARCEL))
    stain(bench)
    sign_as_lead(bench, "refuse altered", badge=False)
    signed = verdict(bench)
    assert signed is not None
    assert signed.reasons == ("altered",)


def test_the_queue_leads_to_the_piece(bench: KeyedBench) -> None:
    """Set aside for review, the table cleared: Q and Enter bring it back, and a lead decides it."""
    bench.press("1", "shift+7", "2")
    bench.press(*(key for key in "1234567890" if key != "7"), "enter")
    assert verdict(bench).ruling is Ruling.REVIEW
    bench.way_out()
    assert bench.desk.view is not None
    assert bench.desk.view.waiting == 1
    bench.press("q")
    assert bench.desk.gaze.panel is Panel.QUEUE
    bench.press("down", "up", "enter")
    assert verdict(bench).ruling is Ruling.REVIEW
    sign_as_lead(bench, "accept excellent")
    assert verdict(bench).overrules.ruling is Ruling.REVIEW
    assert bench.desk.view.waiting == 0


def test_a_parcel_is_found_by_name(bench: KeyedBench) -> None:
    """Ctrl+F, a name, Enter: the parcel is on the table; a name nobody has is taken as a code."""
    bench.way_out()
    bench.press("ctrl+f")
    lists.search(bench.desk, "cami")
    bench.settle()
    assert [each.title for each in bench.desk.destinations] == ["Camille D. · Lyon, FR"]
    bench.press("enter")
    assert bench.desk.view is not None
    assert bench.desk.view.parcel is not None
    assert bench.desk.view.parcel.code == PARCEL
    assert bench.desk.gaze.panel is Panel.NONE
    bench.press("ctrl+f")
    lists.search(bench.desk, "zzz")
    bench.settle()
    assert bench.desk.destinations == ()
    assert not lists.go(bench.desk)


def test_an_undeclared_piece_from_the_box_to_quarantine(bench: KeyedBench) -> None:
    """U, Space, Enter: three keys. W does it for a swapped item, whose line is then missing."""
    bench.press("u", "space", "enter")
    view = bench.desk.view
    assert view is not None
    assert view.parcel is not None
    assert view.undeclared is None
    assert [len(each.shots) for each in view.parcel.undeclared] == [1]
    bench.press("down", "w")
    assert bench.desk.view is not None
    assert bench.desk.view.undeclared is not None
    assert bench.desk.view.undeclared.instead_of is not None
    assert bench.desk.view.next.step is Step.PHOTOGRAPH
    bench.press("enter", "enter")
    assert bench.desk.view.parcel is not None
    assert ItemState.MISSING in [each.state for each in bench.desk.view.parcel.items]
    assert bench.desk.view.waiting == 2


def test_a_lead_links_an_undeclared_piece_by_key(bench: KeyedBench) -> None:
    """O, the item, why, badge, PIN: the piece is inspected as that item, under its own id."""
    bench.press("u", "space")
    assert bench.desk.view is not None
    assert bench.desk.view.undeclared is not None
    stray = bench.desk.view.undeclared.id
    bench.press("o", "2")
    lead_acts.give_reason(bench.desk, "le client a téléphoné")
    bench.scan(LEAD.badge)
    bench.press(*PIN, "enter")
    piece = bench.desk.piece
    assert piece is not None
    assert (piece.id, piece.key.line) == (stray, 2)


def test_a_lead_names_the_piece_of_an_item_by_key(bench: KeyedBench) -> None:
    """Later, with nothing in hand: the item under the cursor, O, the piece that waits, why, badge, PIN."""
    bench.press("o")
    assert bench.desk.telling.notice is not None
    assert bench.desk.telling.notice.code == "nothing_for_a_lead"
    bench.press("u", "space", "enter", "down")
    (stray,) = bench.desk.view.quarantine
    item = bench.desk.gaze.item
    sign_as_lead(bench, f"quarantine {stray.id}")
    piece = bench.desk.piece
    assert piece is not None
    assert (piece.id, str(piece.key)) == (stray.id, item)


def test_a_damaged_box(bench: KeyedBench) -> None:
    """D, then Enter photographs; D again says that it is not."""
    bench.press("d")
    view = bench.desk.view
    assert view is not None
    assert view.next.step is Step.PHOTOGRAPH
    bench.press("enter")
    assert bench.desk.view is not None
    assert bench.desk.view.parcel is not None
    assert [shot.photo is not None for shot in bench.desk.view.parcel.shots] == [True, False]
    assert bench.desk.view.next.step is Step.OPEN_ITEM
    bench.press("d")
    assert bench.desk.view.parcel.condition is ParcelCondition.INTACT


def test_a_refused_piece_goes_its_way(bench: KeyedBench) -> None:
    """Once the refusal has left: one digit."""
    stain(bench)
    bench.press("enter")
    bench.press("2")
    assert bench.desk.piece is not None
    assert bench.desk.piece.axes.disposition is DispositionState.HOLD
    bench.day.clock.wait(60)
    with bench.unit_of_work() as uow:
        uow.outbox.release_due(bench.day.clock.now(), 10)
        uow.commit()
    bench.act(Scan(bench.desk.piece.id))
    bench.press("2")
    assert bench.desk.piece.axes.disposition is DispositionState.DONATE
    assert bench.desk.piece.dispositions == ()
    bench.press("o")
    assert bench.desk.telling.notice is not None
    assert bench.desk.telling.notice.code == "nothing_for_a_lead"


def test_a_held_credit_is_released(bench: KeyedBench) -> None:
    """The form is missing; a lead lets the credit go, and only that option offers it."""
    bench.press("t", "3")
    assert bench.desk.view is not None
    assert bench.desk.view.parcel is not None
    assert bench.desk.view.parcel.dossiers[0].transfer_form is TransferForm.MISSING
    bench.press("1", *"1234567890", "enter")
    assert "release" in [each.key for each in lead_acts.options(bench.desk)]
    sign_as_lead(bench, "release")
    assert "release" not in [each.key for each in lead_acts.options(bench.desk)]


def test_a_second_look_by_key(tmp_path: Path, qtbot) -> None:
    """Another expert scans the label, answers, and Enter keeps the look; no shutter, no review, no lead meanwhile."""
    made = KeyedBench(tmp_path, qtbot, second_look_percent=100.0)
    try:
        made.press("1", "1", *"1234567890", "enter")
        assert made.desk.piece is not None
        label = made.desk.piece.id
        with made.unit_of_work() as uow:
            uow.operators.save(Credential(SECOND, f"plain:{PIN}", 0, None))
            uow.commit()
        made.act(SignOut())
        made.act(SignIn(SECOND.badge, PIN))
        assert made.scan(label) == "second_look_begun"
        made.press("space", "r", "o", "ctrl+z")
        piece = made.desk.piece
        assert piece is not None
        assert piece.blind
        made.press(*"1234567890", "enter")
        assert made.desk.piece is not None
        assert not made.desk.piece.blind
        with made.unit_of_work(read_only=True) as uow:
            look = uow.second_looks.of_piece(label)
        assert look is not None
        assert look.operator == SECOND.id
    finally:
        made.close()


def test_no_state_is_without_a_way_out(bench: KeyedBench) -> None:
    """From each panel, at each step of a lead's act, with an undeclared piece in hand: Esc leads out."""
    for keys in (("q",), ("ctrl+f",), ("u",), ("u", "o"), ("u", "o", "1"), ("1", "o"), ("d",), ("w", "o", "down")):
        bench.sign_in_and_scan()
        bench.press(*keys)
        bench.way_out()
        assert replace(bench.desk.gaze).panel is Panel.NONE


def test_a_lead_takes_a_credit_back(bench: KeyedBench, qtbot) -> None:
    """Once the ledger has confirmed it: O offers that alone, the bar says how far it is, then nothing is left."""
    bench.press("1", *"1234567890", "enter")
    bench.press("o")
    assert "reverse" not in [one.key for one in lead_acts.options(bench.desk)]
    bench.press("escape")
    ledger = Answering([DONE])
    bench.day.clock.wait(3600)
    drain_once(bench.unit_of_work, ledger, bench.day.clock)
    bench.desk.refresh()
    qtbot.waitUntil(lambda: [one.key for one in lead_acts.options(bench.desk)] == ["reverse"])
    sign_as_lead(bench, "reverse")
    assert "Taking the credit back" in spoken(bench.desk.view, bench.desk.words)[2]
    drain_once(bench.unit_of_work, ledger, bench.day.clock)
    bench.desk.refresh()
    qtbot.waitUntil(lambda: "Credit taken back" in spoken(bench.desk.view, bench.desk.words)[2])
    assert lead_acts.options(bench.desk) == ()
    assert verdict(bench).ruling is Ruling.ACCEPTED
