"""Re-entries on both engines: whole round trips, versions, and that one begun by mistake can go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qc_station.domain.checklist import Answer, Finding, Pin, Severity, Side
from qc_station.domain.errors import RuleBroken
from qc_station.domain.grade import Grade
from qc_station.domain.photo import PhotoRef, Shot
from qc_station.domain.reentry import Reentry, ReentryOutcome
from tests.storage import made

FOUND = Finding("light", Severity.MINOR, 1, Pin(Side.BACK, 0.25, 0.5), "manche « gauche »", (("size", "small"),))
SHOTS = (Shot("defect:pilling:1", PhotoRef("ab" * 32, 9), made.NOW, "lm"),)


@pytest.fixture
def piece(store) -> str:
    with store() as uow:
        kept = uow.pieces.save(made.piece(1))
        uow.commit()
    return kept.id


def test_a_reentry_comes_back_as_it_went_in(store, piece: str) -> None:
    """Under way and ended, with every field; in the order of their numbers, and of the pieces."""
    answers = (Answer("clean"), Answer("pilling", (FOUND,)))
    ended = Reentry(
        piece, 1, "lm", made.NOW, answers, SHOTS, ReentryOutcome.CHANGED, Grade.VERY_GOOD, "usée « un peu »", "nb"
    )
    going = Reentry(piece, 2, "sd", made.NOW)
    with store() as uow:
        second, first = uow.reentries.save(going), uow.reentries.save(ended)
        uow.commit()
    with store(read_only=True) as uow:
        assert (first, second) == (replace(ended, version=1), replace(going, version=1))
        assert uow.reentries.of_piece(piece) == (first, second)
        assert list(uow.reentries.all()) == [first, second]
        assert uow.reentries.of_piece("nobody's") == ()


@pytest.mark.parametrize("outcome", ReentryOutcome)
def test_every_end_can_be_kept(store, piece: str, outcome: ReentryOutcome) -> None:
    """The table's check knows all of them."""
    with store() as uow:
        saved = uow.reentries.save(Reentry(piece, 1, "lm", made.NOW, outcome=outcome))
        assert uow.reentries.of_piece(piece) == (saved,)


def test_only_the_newest_version_is_replaced_or_removed(store, piece: str) -> None:
    """A stale one, and a second of the same number, are refused and change nothing; the newest may go."""
    with store() as uow:
        first = uow.reentries.save(Reentry(piece, 1, "lm", made.NOW))
        second = uow.reentries.save(replace(first, shots=SHOTS))
        for stale in (first, Reentry(piece, 1, "sd", made.NOW)):
            with pytest.raises(RuleBroken, match="changed_elsewhere"):
                uow.reentries.save(stale)
        with pytest.raises(RuleBroken, match="changed_elsewhere"):
            uow.reentries.remove(first)
        assert uow.reentries.of_piece(piece) == (second,)
        uow.reentries.remove(second)
        assert uow.reentries.of_piece(piece) == ()
