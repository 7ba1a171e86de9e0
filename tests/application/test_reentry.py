"""A sold piece comes back: inspected anew beside its earlier pictures, ended four ways, and the customer untouched."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from qc_station.application import commands
from qc_station.application import studio_commands as studio
from qc_station.application.bench_view import ReentryOffer, Step
from qc_station.application.messages import Messages
from qc_station.application.print_label import LabelState
from qc_station.application.publish_piece import workshop_done
from qc_station.application.studio_view import StudioStep
from qc_station.application.verify import verify
from qc_station.cli.play_command import read_play_line
from qc_station.cli.play_outcome import outcome_document
from qc_station.domain.checklist import Pin, Side
from qc_station.domain.grade import Grade
from qc_station.domain.photo_set import Mark, SetState
from qc_station.domain.piece import DispositionState
from qc_station.domain.reentry import ReentryOutcome
from qc_station.domain.verdict import Ruling
from tests.application.day import CHECKS, EXPERT, LEAD, PARCEL, PIN, ROOT
from tests.application.returns import A_DAY_S, anew, at_the_bench, came_back, in_hand, kept, publish
from tests.application.studio_day import PHOTOGRAPHER, SHIRT_VIEWS, StudioDay

FRENCH = (ROOT / "resources/i18n/messages.fr.toml").read_text(encoding="utf-8")
AS_IT_IS = commands.EndReentry(ReentryOutcome.AS_PUBLISHED)
CHANGED = commands.EndReentry(ReentryOutcome.CHANGED)
WORKSHOP = commands.EndReentry(ReentryOutcome.WORKSHOP)
WITHDRAWN = commands.EndReentry(ReentryOutcome.WITHDRAWN)


@pytest.fixture
def day(tmp_path, store, clock) -> StudioDay:
    """A shirt with light pilling, Very good, published; its credit has left."""
    made = StudioDay(tmp_path, store, clock, wear=True)
    clock.wait(3600)
    with made.unit_of_work() as uow:
        uow.outbox.release_due(clock.now(), 10)
        uow.commit()
    publish(made)
    return made


def as_before(day: StudioDay) -> None:
    """Every check answered as it was."""
    day.conform(*(check for check in CHECKS if check != "pilling"))
    day.do(commands.AnswerCheck("pilling", "light", Pin(Side.FRONT, 0.5, 0.25)))


def worn(day: StudioDay) -> None:
    """As it was, and creased besides."""
    as_before(day)
    day.do(commands.AnswerCheck("wear", "minor", Pin(Side.BACK, 0.5, 0.5)))


def money(day: StudioDay) -> object:
    """Everything the customer would feel."""
    with day.unit_of_work(read_only=True) as uow:
        piece = uow.pieces.get(day.piece)
        assert piece is not None
        return piece.verdict, piece.answers, piece.shots, piece.axes.credit, tuple(uow.outbox.all())


def at_the_studio(day: StudioDay) -> None:
    day.do(commands.SignOut())
    day.do(commands.SignIn(PHOTOGRAPHER.badge, PIN))
    day.put_on_set()


def test_a_published_piece_is_offered_its_return(day: StudioDay) -> None:
    """The scan shows the old inspection and says what can be done; nothing is begun by it."""
    assert at_the_bench(day) == "reentry_possible"
    assert in_hand(day).reentry_offer is ReentryOffer.NOW
    assert in_hand(day).verdict is not None
    assert kept(day) == ()


def test_it_is_inspected_anew_beside_what_the_shop_shows(day: StudioDay) -> None:
    """No check is answered; the edition's pictures, the earlier findings with their pins and the grade are there."""
    came_back(day)
    piece, view = in_hand(day), anew(day)
    assert not any(check.answered for check in piece.checks)
    assert piece.open
    assert day.bench.view().next.step is Step.ANSWER_CHECK
    assert [each.view for each in view.earlier] == [*SHIRT_VIEWS, "defect:pilling:1"]
    with day.unit_of_work(read_only=True) as uow:
        shot = uow.photo_sets.get(day.piece)
    assert shot is not None
    assert {each.photo for each in view.earlier} == {each.photo for each in shot.shots}
    found = [each for check in view.earlier_checks for each in check.findings]
    assert [(each.view, each.finding.pin) for each in found] == [("defect:pilling:1", Pin(Side.FRONT, 0.5, 0.25))]
    assert (view.grade, view.outcomes) == (Grade.VERY_GOOD, ())


def test_it_goes_back_as_it_is(day: StudioDay) -> None:
    """Nothing new: the re-entry is kept, and neither the customer's side nor the set has changed."""
    before = money(day)
    came_back(day)
    as_before(day)
    assert anew(day).outcomes[0] is ReentryOutcome.AS_PUBLISHED
    assert day.refused(CHANGED) == "reentry_unchanged"
    day.do(AS_IT_IS)
    (reentry,) = kept(day)
    assert (reentry.outcome, reentry.operator, reentry.grade) == (ReentryOutcome.AS_PUBLISHED, EXPERT.id, None)
    assert money(day) == before
    assert in_hand(day).verdict is not None
    with day.unit_of_work(read_only=True) as uow:
        kept_set = uow.photo_sets.get(day.piece)
    assert kept_set is not None
    assert kept_set.state is SetState.PUBLISHED
    assert verify(day.unit_of_work, day.photos).sound


def test_a_new_defect_is_shown_by_the_studio(day: StudioDay) -> None:
    """It cannot go back as it was; the studio shoots the new place, and the second edition names it."""
    before = money(day)
    came_back(day)
    worn(day)
    day.do(commands.KeepPhotograph(day.picture(), "defect:wear:1"))
    assert day.refused(AS_IT_IS) == "reentry_differs"
    day.do(CHANGED)
    at_the_studio(day)
    assert (day.on_set.state, day.seen.next.step) == (SetState.EDITING, StudioStep.SHOOT)
    assert day.seen.next.target == "defect:wear:1"
    view = day.on_set.view("defect:wear:1")
    assert view is not None
    assert view.evidence == kept(day)[0].shots[0].photo
    publish(day)
    with day.unit_of_work(read_only=True) as uow:
        edition = uow.publications.latest(day.piece)
    assert edition is not None
    assert edition.edition == 2
    assert {each["view"] for each in json.loads(edition.body)["defects"]} == {"defect:pilling:1", "defect:wear:1"}
    assert money(day) == before
    assert verify(day.unit_of_work, day.photos).sound


def test_a_lower_grade_is_the_shops_alone(tmp_path, store, clock) -> None:
    """Excellent when it was bought, Very good now: the next sheet says so, the verdict and the credit do not."""
    day = StudioDay(tmp_path, store, clock)
    publish(day)
    before = money(day)
    came_back(day)
    worn(day)
    assert (anew(day).grade, in_hand(day).judgement.grade) == (Grade.EXCELLENT, Grade.VERY_GOOD)
    day.do(CHANGED)
    assert kept(day)[0].grade is Grade.VERY_GOOD
    at_the_studio(day)
    publish(day)
    with day.unit_of_work(read_only=True) as uow:
        edition = uow.publications.latest(day.piece)
    assert edition is not None
    assert json.loads(edition.body)["grade"]["id"] == "very_good"
    assert money(day) == before
    came_back(day)
    assert anew(day).grade is Grade.VERY_GOOD


def test_a_grade_is_lowered_with_a_reason_and_never_raised(tmp_path, store, clock) -> None:
    """What the shop shows may sink by a person's word; better than it was shown it is not shown."""
    day = StudioDay(tmp_path, store, clock)
    publish(day)
    came_back(day)
    day.conform()
    lower = commands.EndReentry(ReentryOutcome.CHANGED, Grade.VERY_GOOD)
    assert day.refused(lower) == "lowering_needs_reason"
    assert day.refused(commands.EndReentry(ReentryOutcome.CHANGED, Grade.NEW)) == "raise_needs_lead"
    day.do(commands.EndReentry(ReentryOutcome.CHANGED, Grade.VERY_GOOD, "tissu assoupli"))
    assert (kept(day)[0].grade, kept(day)[0].note) == (Grade.VERY_GOOD, "tissu assoupli")


def test_a_defect_in_another_place_is_shot_again(day: StudioDay) -> None:
    """The kept shot of a finding that is now another shows it no longer."""
    came_back(day)
    worn(day)
    day.do(commands.AnswerCheck("pilling", commands.CONFORM))
    day.do(commands.AnswerCheck("pilling", "light", Pin(Side.BACK, 0.1, 0.1)))
    day.do(CHANGED)
    with day.unit_of_work(read_only=True) as uow:
        again = uow.photo_sets.get(day.piece)
    assert again is not None
    assert again.kept("defect:pilling:1") is None
    assert again.of_view("defect:pilling:1")[0].mark is Mark.REJECTED
    assert again.kept("front") is not None


def test_a_hole_is_for_the_workshop_or_the_end(day: StudioDay) -> None:
    """A refusal stands whatever else is found: it need not be looked at to the end, and is not sold."""
    came_back(day)
    day.do(commands.AnswerCheck("holes", "hole", Pin(Side.FRONT, 0.5, 0.5)))
    assert anew(day).outcomes == (ReentryOutcome.WORKSHOP, ReentryOutcome.WITHDRAWN)
    assert day.refused(AS_IT_IS) == "checks_unanswered"
    day.conform(*(check for check in CHECKS if check != "holes"))
    assert day.refused(AS_IT_IS) == "reentry_not_for_sale"
    assert day.refused(CHANGED) == "reentry_not_for_sale"
    day.do(WORKSHOP)
    with day.unit_of_work(read_only=True) as uow:
        assert not workshop_done(day.piece, uow)


def test_back_from_the_workshop_it_is_inspected_once_more(day: StudioDay) -> None:
    """Twice in a row, however long the workshop took; the second one ends it."""
    came_back(day)
    day.do(commands.AnswerCheck("holes", "hole", Pin(Side.FRONT, 0.5, 0.5)))
    day.do(WORKSHOP)
    day.clock.wait(30 * A_DAY_S)
    assert at_the_bench(day) == "reentry_possible"
    day.do(commands.BeginReentry())
    assert anew(day).number == 2
    as_before(day)
    day.do(AS_IT_IS)
    assert [each.outcome for each in kept(day)] == [ReentryOutcome.WORKSHOP, ReentryOutcome.AS_PUBLISHED]
    with day.unit_of_work(read_only=True) as uow:
        assert workshop_done(day.piece, uow)


def test_withdrawn_it_goes_its_way_and_is_not_sold_again(day: StudioDay) -> None:
    """Given or recycled, never back to the customer who was paid for it; the studio does not take it."""
    before = money(day)
    came_back(day)
    day.do(commands.AnswerCheck("holes", "hole", Pin(Side.FRONT, 0.5, 0.5)))
    day.do(WITHDRAWN)
    assert in_hand(day).dispositions == (DispositionState.DONATE, DispositionState.RECYCLE)
    assert day.refused(commands.Dispose(DispositionState.RETURN)) == "disposition_not_offered"
    day.do(commands.Dispose(DispositionState.RECYCLE))
    assert day.refused(commands.BeginReentry()) == "not_from_the_shop"
    assert day.refused(commands.Undo()) == "reentry_gone_on"
    day.do(commands.SignOut())
    day.do(commands.SignIn(PHOTOGRAPHER.badge, PIN))
    assert day.not_done(studio.ScanPiece(day.piece)) == "not_for_the_shop"
    assert money(day) == before
    assert verify(day.unit_of_work, day.photos).sound


@pytest.mark.parametrize(("days", "said"), [(14, "reentry_possible"), (15, "reentry_late")])
def test_it_may_come_back_for_fourteen_days(day: StudioDay, days: int, said: str) -> None:
    """The day of the publication does not count; after the fourteenth a lead has to say so."""
    day.clock.wait(days * A_DAY_S)
    assert at_the_bench(day) == said


def test_late_it_takes_a_leads_word(day: StudioDay) -> None:
    """An expert's badge does not do; the lead and the reason are kept."""
    day.clock.wait(20 * A_DAY_S)
    at_the_bench(day)
    assert day.refused(commands.BeginReentry()) == "reentry_too_late"
    assert day.refused(commands.BeginReentry(commands.Lead(EXPERT.badge, PIN, "grève"))) == "needs_a_lead"
    assert kept(day) == ()
    day.do(commands.BeginReentry(commands.Lead(LEAD.badge, PIN, "grève du transporteur")))
    assert kept(day)[0].lead == LEAD.id
    with day.unit_of_work(read_only=True) as uow:
        begun = next(each.fact for each in uow.log.entries() if each.fact.kind == "reentry_begun")
    assert begun.body["reason"] == "grève du transporteur"


def test_the_days_count_from_its_last_way_to_the_shop(day: StudioDay) -> None:
    """Sent back as it was on the tenth day, it may come back on the twentieth."""
    day.clock.wait(10 * A_DAY_S)
    came_back(day)
    as_before(day)
    day.do(AS_IT_IS)
    day.clock.wait(10 * A_DAY_S)
    assert at_the_bench(day) == "reentry_possible"


def test_what_was_answered_outlives_the_table(day: StudioDay) -> None:
    """Put aside and scanned again, by somebody else too, it goes on where it was left."""
    came_back(day)
    day.conform("brand_label", "clean")
    day.do(commands.KeepPhotograph(day.picture(), "front"))
    day.do(commands.ClosePiece())
    assert at_the_bench(day, LEAD.badge) == "reentry_resumed"
    assert sum(check.answered for check in in_hand(day).checks) == 2
    assert [each.view for each in in_hand(day).shots if each.photo] == ["front"]
    day.do(commands.Scan(PARCEL))
    day.do(commands.OpenItem(1))
    assert in_hand(day).reentry is None
    assert day.do(commands.BeginReentry()).notice.code == "reentry_resumed"


def test_every_act_of_it_can_be_taken_back(day: StudioDay) -> None:
    """The end, a photograph, an answer, the beginning: one by one, and nothing of the piece has moved."""
    before = money(day)
    at_the_bench(day)
    day.do(commands.BeginReentry())
    worn(day)
    day.do(commands.KeepPhotograph(day.picture(), "defect:wear:1"))
    day.do(CHANGED)
    day.do(commands.Undo())
    assert anew(day).outcomes[0] is ReentryOutcome.CHANGED
    with day.unit_of_work(read_only=True) as uow:
        reopened = uow.photo_sets.get(day.piece)
    assert reopened is not None
    assert reopened.state is SetState.PUBLISHED
    day.do(commands.Undo())
    assert kept(day)[0].shots == ()
    for _ in range(len(CHECKS) + 1):
        day.do(commands.Undo())
    assert kept(day)[0].answers == ()
    day.do(commands.Undo())
    assert kept(day) == ()
    assert (in_hand(day).reentry, in_hand(day).verdict is not None) == (None, True)
    assert money(day) == before
    assert verify(day.unit_of_work, day.photos).sound


def test_an_end_somebody_has_gone_on_from_stands(day: StudioDay) -> None:
    """A new shot at the studio: the set is not opened back under the photographer."""
    came_back(day)
    worn(day)
    day.do(CHANGED)
    with day.unit_of_work() as uow:
        changed = uow.photo_sets.get(day.piece)
        assert changed is not None
        uow.photo_sets.save(changed)
        uow.commit()
    assert day.refused(commands.Undo()) == "reentry_gone_on"
    assert kept(day)[0].outcome is ReentryOutcome.CHANGED


def test_a_withdrawal_is_taken_back_while_it_is_on_hold(day: StudioDay) -> None:
    """The piece can be sold again, and its inspection goes on."""
    came_back(day)
    day.do(commands.AnswerCheck("holes", "hole", Pin(Side.FRONT, 0.5, 0.5)))
    day.do(WITHDRAWN)
    day.do(commands.Undo())
    with day.unit_of_work(read_only=True) as uow:
        piece = uow.pieces.get(day.piece)
    assert piece is not None
    assert piece.axes.disposition is DispositionState.NONE
    assert anew(day).outcomes == (ReentryOutcome.WORKSHOP, ReentryOutcome.WITHDRAWN)


def test_nothing_else_can_be_done_to_it_meanwhile(day: StudioDay) -> None:
    """No verdict, no lead's override, no disposition; and no re-entry of what is not at the shop."""
    came_back(day)
    lead = commands.Lead(LEAD.badge, PIN, "moi")
    assert day.refused(commands.Decide(Ruling.ACCEPTED)) == "reentry_first"
    assert day.refused(commands.Overrule(lead, Ruling.REFUSED, refused_for="altered")) == "reentry_first"
    assert day.refused(commands.Dispose(DispositionState.DONATE)) == "reentry_first"
    assert day.refused(commands.AnswerCheck("no_such", "conform")) == "unknown_check"
    assert day.refused(commands.AnswerCheck("clean", "no_such")) == "unknown_answer"
    assert day.refused(AS_IT_IS) == "checks_unanswered"
    day.do(commands.OpenItem(2))
    assert day.refused(commands.BeginReentry()) == "not_from_the_shop"
    assert day.refused(AS_IT_IS) == "no_reentry"


def test_a_frame_belongs_to_the_return(day: StudioDay) -> None:
    """Named or not, also when it comes after the end; with no re-entry at all a published piece takes none."""
    at_the_bench(day)
    assert day.do(commands.KeepPhotograph(day.picture())).notice.code == "frame_trayed"
    day.do(commands.BeginReentry())
    day.do(commands.KeepPhotograph(day.picture()))
    as_before(day)
    day.do(AS_IT_IS)
    day.do(commands.KeepPhotograph(day.picture(), "front", piece=day.piece, noticed_at=day.clock.now()))
    assert [each.view for each in kept(day)[0].shots] == ["front", "front"]
    assert day.do(commands.KeepPhotograph(day.picture())).notice.code == "frame_trayed"
    assert verify(day.unit_of_work, day.photos).sound


def test_a_lost_photograph_of_a_return_is_found_out(day: StudioDay) -> None:
    """`verify` looks at the photographs of re-entries like at all others."""
    came_back(day)
    before = verify(day.unit_of_work, day.photos).photos
    day.do(commands.KeepPhotograph(day.picture(), "front"))
    assert verify(day.unit_of_work, day.photos).photos == before + 1
    day.photos.path(kept(day)[0].shots[0].photo).unlink()
    assert [each.code for each in verify(day.unit_of_work, day.photos).bad] == ["photo_altered"]


def test_what_a_lead_has_bought_all_the_same_may_go_back(tmp_path, store, clock) -> None:
    """An old stain the shop has shown from the beginning is no reason to take it from sale."""
    day = StudioDay(tmp_path, store, clock)
    day.do(commands.SignOut())
    day.at_the_bench()
    day.do(commands.OpenItem(2))
    day.conform(*(check for check in CHECKS if check != "clean"))
    day.do(commands.AnswerCheck("clean", "stain", Pin(Side.FRONT, 0.4, 0.4)))
    lead = commands.Lead(LEAD.badge, PIN, "tache minuscule")
    day.do(commands.Overrule(lead, Ruling.ACCEPTED, Grade.VERY_GOOD))
    day.piece = in_hand(day).id
    day.clock.wait(timedelta(hours=1).total_seconds())
    at_the_studio(day)
    publish(day)
    came_back(day)
    day.conform(*(check for check in CHECKS if check != "clean"))
    day.do(commands.AnswerCheck("clean", "stain", Pin(Side.FRONT, 0.4, 0.4)))
    assert anew(day).outcomes[0] is ReentryOutcome.AS_PUBLISHED
    day.do(AS_IT_IS)


def test_a_label_never_scanned_back_is_confirmed_by_the_return(day: StudioDay) -> None:
    """It is on its piece, as anybody can see; and the return is offered all the same."""
    with day.unit_of_work() as uow:
        piece = uow.pieces.get(day.piece)
        assert piece is not None
        assert piece.verdict is not None
        uow.bookmarks.put(f"label:{day.piece}", f"{LabelState.QUEUED}|{piece.verdict.decided_at.isoformat()}")
        uow.commit()
    assert at_the_bench(day) == "reentry_possible"
    assert in_hand(day).label is LabelState.ON_PIECE


def test_a_line_of_a_play_does_it_too(day: StudioDay) -> None:
    """Begun and ended by lines of a play file, and told in its outcomes."""
    at_the_bench(day)
    said = day.do(read_play_line('{"do":"reentry"}'))
    told = outcome_document(said, day.bench.view(), Messages("fr", FRENCH))
    piece = told["piece"]
    assert isinstance(piece, dict)
    assert [each["view"] for each in piece["reentry"]["earlier"]] == [*SHIRT_VIEWS, "defect:pilling:1"]
    worn(day)
    day.do(read_play_line('{"do":"end_reentry","outcome":"changed"}'))
    day.clock.wait(30 * A_DAY_S)
    at_the_bench(day)
    line = {"do": "reentry", "badge": LEAD.badge, "pin": PIN, "reason": "grève"}
    day.do(read_play_line(json.dumps(line)))
    assert kept(day)[1].lead == LEAD.id
