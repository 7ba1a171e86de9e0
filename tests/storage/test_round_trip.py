"""What is read back is what was stored, whatever it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.exc import StatementError

from qc_station.application.ports import Credential
from qc_station.domain.approval import Departure
from qc_station.domain.chain import canonical_fact
from qc_station.domain.errors import RuleBroken
from qc_station.domain.facts import Fact
from qc_station.domain.operator import Operator, Role
from qc_station.domain.parcel import ParcelRecord
from qc_station.domain.photo import PhotoRef, Shot, TrayFrame
from qc_station.domain.piece import Piece
from qc_station.domain.reversal import Reversal, ReversalState
from qc_station.domain.search import words_asked, words_of
from qc_station.domain.second_look import SecondLook
from qc_station.domain.takeback import Reception, TakeBack
from qc_station.domain.undeclared import QuarantineState, UndeclaredPiece
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.storage import made, strategies

# Each example is a transaction that is rolled back, so the examples of a test share one database.
ours = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


@ours
@given(strategies.pieces)
def test_a_piece(store: SqlUnitOfWorkFactory, piece: Piece) -> None:
    """A piece comes back equal by its id, by its item and by its dossier, under the version it was given."""
    with store() as uow:
        stored = uow.pieces.save(piece)
        assert stored == replace(piece, version=1)
        assert uow.pieces.get(piece.id) == stored
        assert uow.pieces.at(piece.key) == stored
        assert uow.pieces.of([piece.key.dossier]) == (stored,)
        assert list(uow.pieces.all()) == [stored]
        assert list(uow.pieces.decided()) == ([stored] if stored.decided else [])
        again = uow.pieces.save(stored)
        assert uow.pieces.get(piece.id) == again == replace(piece, version=2)


@ours
@given(strategies.takebacks)
def test_a_take_back(store: SqlUnitOfWorkFactory, takeback: TakeBack) -> None:
    """A take-back comes back equal by its dossier and by each of its parcels; saving it again changes nothing."""
    with store() as uow:
        assert uow.takebacks.save(takeback)
        assert uow.takebacks.get(takeback.dossier) == takeback
        for parcel in takeback.parcels:
            assert uow.takebacks.by_parcel(parcel.code) == (takeback,)
        assert not uow.takebacks.save(takeback)
        assert uow.takebacks.count() == 1


@ours
@given(strategies.departures)
def test_a_departure(store: SqlUnitOfWorkFactory, departure: Departure) -> None:
    """An approval in any state comes back equal by its id, its piece and its dossier."""
    approval = departure.approval
    with store() as uow:
        uow.pieces.save(replace(made.piece(), id=approval.piece, key=approval.key))
        uow.outbox.put(departure)
        assert uow.outbox.get(approval.id) == departure
        assert uow.outbox.of_piece(approval.piece) == departure
        assert uow.outbox.of_dossier(approval.key.dossier) == (departure,)
        assert list(uow.outbox.all()) == [departure]


@ours
@given(strategies.boxes)
def test_a_box(store: SqlUnitOfWorkFactory, box: ParcelRecord) -> None:
    """A box comes back equal, and what was seen of it last is what is kept."""
    with store() as uow:
        uow.parcels.save(ParcelRecord(box.code))
        uow.parcels.save(box)
        assert uow.parcels.get(box.code) == box
        assert list(uow.parcels.all()) == [box]


@ours
@given(strategies.strays)
def test_an_undeclared_piece(store: SqlUnitOfWorkFactory, stray: UndeclaredPiece) -> None:
    """It comes back equal by its id and by its parcel, waits while its state says so, and a stale copy is refused."""
    with store() as uow:
        stored = uow.undeclared.save(stray)
        assert stored == replace(stray, version=1)
        assert uow.undeclared.get(stray.id) == stored
        assert uow.undeclared.of_parcel(stray.parcel_code) == (stored,)
        waits = stray.state is QuarantineState.WAITING
        assert uow.undeclared.waiting() == ((stored,) if waits else ())
        assert uow.undeclared.count_waiting() == waits
        newer = uow.undeclared.save(stored)
        for stale in (uow.undeclared.save, uow.undeclared.remove):
            with pytest.raises(RuleBroken):
                stale(stored)
        uow.undeclared.remove(newer)
        assert list(uow.undeclared.all()) == []


@ours
@given(strategies.looks)
def test_a_second_look(store: SqlUnitOfWorkFactory, look: SecondLook) -> None:
    """It comes back equal; there is one a piece."""
    with store() as uow:
        uow.pieces.save(replace(made.piece(), id=look.piece))
        uow.second_looks.add(look)
        assert uow.second_looks.of_piece(look.piece) == look
        assert list(uow.second_looks.all()) == [look]


@ours
@given(strategies.reversals)
def test_a_reversal(store: SqlUnitOfWorkFactory, reversal: Reversal) -> None:
    """It comes back equal, stands among those asked while it is, and a later one takes its place."""
    with store() as uow:
        uow.pieces.save(replace(made.piece(), id=reversal.piece))
        uow.reversals.save(reversal)
        assert uow.reversals.of_piece(reversal.piece) == reversal
        assert uow.reversals.asked() == ((reversal,) if reversal.state is ReversalState.ASKED else ())
        uow.reversals.save(replace(reversal, state=ReversalState.DONE))
        assert uow.reversals.asked() == ()
        assert uow.reversals.of_piece(reversal.piece) == replace(reversal, state=ReversalState.DONE)


@ours
@given(strategies.takebacks, st.data())
def test_a_take_back_by_its_words(store: SqlUnitOfWorkFactory, takeback: TakeBack, data: st.DataObject) -> None:
    """Found by the beginning of any of its words, and no more once they changed."""
    with store() as uow:
        uow.takebacks.save(takeback)
        known = sorted(words_of(takeback.dossier, takeback.customer.name, *(each.code for each in takeback.parcels)))
        if known:
            word = data.draw(st.sampled_from(known))
            asked = words_asked(word[: data.draw(st.integers(1, len(word)))])
            assert not asked or uow.takebacks.named(asked, 10) == (takeback,)
        assert uow.takebacks.named(("no such word",), 10) == ()


@ours
@given(strategies.receptions)
def test_a_reception(store: SqlUnitOfWorkFactory, reception: Reception) -> None:
    """An arrival comes back equal, and the newest state of its form is the one kept."""
    with store() as uow:
        uow.receptions.save(replace(reception, parcel_code="earlier"))
        uow.receptions.save(reception)
        assert uow.receptions.get(reception.dossier) == reception


@ours
@given(strategies.frames)
def test_a_frame_of_the_tray(store: SqlUnitOfWorkFactory, frame: TrayFrame) -> None:
    """Frames come back in the order they came, the same picture twice being two arrivals."""
    with store() as uow:
        uow.tray.add(frame)
        uow.tray.add(frame)
        back = uow.tray.frames()
        assert [replace(each, number=0) for each in back] == [frame, frame]
        assert back[0].number < back[1].number


@ours
@given(strategies.facts)
def test_a_fact(store: SqlUnitOfWorkFactory, fact: Fact) -> None:
    """A fact comes back as the bytes that were hashed, and reading it gives the same bytes again."""
    with store() as uow:
        appended = uow.log.append(fact)
        (entry,) = uow.log.entries()
    assert entry.canonical == appended.canonical == canonical_fact(fact, "BENCH-01")
    assert canonical_fact(entry.fact, "BENCH-01") == entry.canonical
    assert entry.hash == appended.hash
    assert (entry.fact.kind, entry.fact.at) == (fact.kind, fact.at)


@ours
@given(strategies.words, strategies.words, strategies.instants)
def test_a_credential(store: SqlUnitOfWorkFactory, name: str, badge: str, until: object) -> None:
    """A person is found by their badge with all that was kept of them, and by their id with their name."""
    person = Operator("lm", name, Role.LEAD, badge, "en")
    credential = Credential(person, "$argon2id$x", 3, until)
    with store() as uow:
        uow.operators.save(replace(credential, failures=0, locked_until=None))
        uow.operators.save(credential)
        assert uow.operators.by_badge(badge) == credential
        assert uow.operators.name_of("lm") == name
        assert uow.operators.count() == 1


@ours
@given(strategies.words, strategies.words)
def test_a_bookmark_and_a_programme(store: SqlUnitOfWorkFactory, first: str, second: str) -> None:
    """A bookmark holds its newest value; a programme keeps the bytes it was first stored with."""
    with store() as uow:
        for value in (first, second):
            uow.bookmarks.put("feed", value)
            uow.programmes.keep("ab" * 32, value)
        assert uow.bookmarks.get("feed") == second
        assert uow.programmes.get("ab" * 32) == first


@ours
@given(strategies.anything)
def test_text_no_database_takes(store: SqlUnitOfWorkFactory, text: str) -> None:
    """Any text at all can be asked for and kept; what cannot be stored is kept as something one can read."""
    with store() as uow:
        assert uow.pieces.get(text) is None
        assert uow.takebacks.by_parcel(text) == ()
        assert uow.operators.by_badge(text) is None
        uow.bookmarks.put("feed", text)
        kept = uow.bookmarks.get("feed")
        assert kept is not None
        assert "\0" not in kept
        kept.encode("utf-8")


def test_a_time_without_a_zone(store: SqlUnitOfWorkFactory) -> None:
    """It is a bug, and is refused before it is written, in a column and in a document."""
    naive = made.NOW.replace(tzinfo=None)
    with store() as uow:
        with pytest.raises((TypeError, StatementError)):
            uow.pieces.save(replace(made.piece(), opened_at=naive))
        with pytest.raises(TypeError):
            uow.pieces.save(replace(made.piece(), shots=(Shot("front", PhotoRef("ab" * 32, 1), naive, "lm"),)))
