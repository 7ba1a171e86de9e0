"""One bench, several people: the table stays, the names in the log change, and a locked bench shows nothing."""

from __future__ import annotations

from qc_station.application import commands
from qc_station.application.bench_view import Step
from qc_station.domain.verdict import Ruling
from tests.application.day import BADGE, EXPERT, LEAD, PARCEL, PIN, Day


def facts(day: Day, *kinds: str) -> list[tuple[str, str]]:
    with day.unit_of_work(read_only=True) as uow:
        return [(each.fact.kind, each.fact.operator) for each in uow.log.entries() if each.fact.kind in kinds]


def test_another_badge_takes_over_the_table(day: Day) -> None:
    """One scan and a PIN: the piece in hand stays in hand, and each act carries the name of who did it."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.conform("brand_label")
    assert day.do(commands.Scan(LEAD.badge)).notice.code == "operator_leaves"
    assert day.bench.view().badge == LEAD.badge
    day.do(commands.SignIn("", PIN))
    view = day.bench.view()
    assert view.operator == LEAD
    assert view.piece is not None
    assert view.next.target == "inner_labels"
    day.conform("inner_labels")
    assert facts(day, "check_answered") == [("check_answered", EXPERT.id), ("check_answered", LEAD.id)]
    assert facts(day, "signed_in", "signed_out") == [
        ("signed_in", EXPERT.id),
        ("signed_out", EXPERT.id),
        ("signed_in", LEAD.id),
    ]


def test_a_strangers_badge_drives_nobody_away(day: Day) -> None:
    """A badge nobody enrolled is refused, and the expert works on."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    assert day.refused(commands.Scan("QC-BADGE-XX-9999")) == "unknown_badge"
    assert day.bench.view().operator == EXPERT
    day.conform("brand_label")


def test_a_locked_bench_shows_nothing_and_does_nothing(day: Day) -> None:
    """No customer, no piece, no act, until the PIN: then everything is where it was."""
    day.at_the_bench()
    day.do(commands.OpenItem(2))
    open_piece = day.bench.view().piece
    assert open_piece is not None
    day.do(commands.Lock())
    view = day.bench.view()
    assert (view.operator, view.parcel, view.piece, view.can_undo) == (None, None, None, "")
    assert view.next.step is Step.SIGN_IN
    for act in (commands.AnswerCheck("clean", "conform"), commands.Undo(), commands.Scan(PARCEL), commands.Lock()):
        assert day.refused(act) == "sign_in_first"
    assert day.refused(commands.SignIn("", "0000")) == "wrong_pin"
    assert day.bench.view().piece is None
    day.do(commands.SignIn("", PIN))
    back = day.bench.view().piece
    assert back is not None
    assert back.id == open_piece.id


def test_a_frame_taken_while_locked_still_belongs_to_its_piece(day: Day) -> None:
    """The garment did not leave the table: the shutter's frame is filed under it, not lost in the tray."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    piece = day.bench.view().piece
    assert piece is not None
    taken = day.clock.now()
    day.do(commands.Lock())
    day.do(commands.KeepPhotograph(day.picture(), noticed_at=taken))
    assert day.bench.view().tray == 0
    day.do(commands.SignIn(BADGE, PIN))
    back = day.bench.view().piece
    assert back is not None
    assert any(shot.photo for shot in back.shots)


def test_a_newcomer_cannot_undo_what_somebody_else_did(day: Day) -> None:
    """The undo key begins anew with the person; the open piece's signature, still in its grace, can be taken back."""
    day.at_the_bench()
    day.do(commands.OpenItem(1))
    day.conform("brand_label")
    day.do(commands.Scan(LEAD.badge))
    day.do(commands.SignIn("", PIN))
    assert day.bench.view().can_undo == ""
    assert day.refused(commands.Undo()) == "nothing_to_undo"
    day.conform()
    day.do(commands.Decide(Ruling.ACCEPTED))
    day.do(commands.Scan(BADGE))
    day.do(commands.SignIn("", PIN))
    assert day.bench.view().can_undo == "decision"


def test_signing_out_clears_the_table(day: Day) -> None:
    """Whoever leaves for good leaves nothing laid out: the next person scans the parcel."""
    day.at_the_bench()
    day.do(commands.SignOut())
    day.do(commands.SignIn(LEAD.badge, PIN))
    assert day.bench.view().parcel is None
