"""Pieces and take-backs: one piece a declared item, saved only by who read it last."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from qc_station.application.failures import WorldFailure
from qc_station.domain.errors import RuleBroken
from qc_station.domain.takeback import ItemKey
from qc_station.storage.unit_of_work import SqlUnitOfWorkFactory
from tests.storage import made


def test_a_stale_piece_is_not_saved(store: SqlUnitOfWorkFactory) -> None:
    """Two read the same version; the second to save is told, and the first one's work stands."""
    with store() as uow:
        read = uow.pieces.save(made.piece())
        first = uow.pieces.save(replace(read, operator="first"))
        for late in (replace(read, operator="second"), replace(read, version=9)):
            with pytest.raises(RuleBroken) as told:
                uow.pieces.save(late)
            assert told.value.code == "changed_elsewhere"
        assert uow.pieces.get(read.id) == first


def test_a_second_piece_on_the_same_item(store: SqlUnitOfWorkFactory) -> None:
    """A declared item has one piece, and an id one piece, whoever opens it; the refused one leaves the act usable."""
    with store() as uow:
        first = uow.pieces.save(made.piece(1, line=1))
        for second in (made.piece(2, line=1), made.piece(1, line=2)):
            with pytest.raises(RuleBroken) as told:
                uow.pieces.save(second)
            assert told.value.code == "changed_elsewhere"
        uow.commit()
    with store(read_only=True) as uow:
        assert list(uow.pieces.all()) == [first]


def test_a_piece_never_changes_its_item(store: SqlUnitOfWorkFactory) -> None:
    """What a piece stands for is fixed when it is opened."""
    with store() as uow:
        stored = uow.pieces.save(made.piece())
        with pytest.raises(RuleBroken):
            uow.pieces.save(replace(stored, key=ItemKey("R-000001", 2)))


def test_a_piece_opened_by_mistake(store: SqlUnitOfWorkFactory) -> None:
    """It can be forgotten by who read it last, and its item is free again; a stale one cannot."""
    with store() as uow:
        read = uow.pieces.save(made.piece())
        newest = uow.pieces.save(read)
        with pytest.raises(RuleBroken):
            uow.pieces.remove(read)
        uow.pieces.remove(newest)
        assert uow.pieces.get(read.id) is None
        assert uow.pieces.save(made.piece(2, line=1)).version == 1


def test_pieces_of_dossiers(store: SqlUnitOfWorkFactory) -> None:
    """Those of the dossiers asked for, by dossier and line, and no other; of none, none."""
    with store() as uow:
        for number, (dossier, line) in enumerate([(2, 1), (1, 2), (1, 1), (3, 1)], 1):
            uow.pieces.save(made.piece(number, dossier=dossier, line=line))
        found = [str(piece.key) for piece in uow.pieces.of(["R-000002", "R-000001"])]
        assert found == ["R-000001/1", "R-000001/2", "R-000002/1"]
        assert uow.pieces.of([]) == ()


def test_only_the_decided(store: SqlUnitOfWorkFactory) -> None:
    """`decided` walks what has a decision, `all` everything, however many there are."""
    with store() as uow:
        for number in range(1, 1202):
            uow.pieces.save(made.piece(number, verdict=made.verdict() if number % 2 else None))
        assert sum(1 for _ in uow.pieces.all()) == 1201
        assert sum(1 for _ in uow.pieces.decided()) == 601


def test_a_parcel_of_several_dossiers(store: SqlUnitOfWorkFactory) -> None:
    """A parcel is found by every declaration that names it, by dossier; an unknown one by none."""
    with store() as uow:
        for number in (2, 1):
            uow.takebacks.save(made.takeback(number, parcel="8R1"))
        uow.takebacks.save(made.takeback(3, parcel="8R2"))
        assert [each.dossier for each in uow.takebacks.by_parcel("8R1")] == ["R-000001", "R-000002"]
        assert uow.takebacks.by_parcel("8R") == ()


def test_a_declaration_that_changes_its_parcel(store: SqlUnitOfWorkFactory) -> None:
    """A declaration replaced by a newer one is found under its new parcel only."""
    with store() as uow:
        assert uow.takebacks.save(made.takeback(parcel="8R1"))
        assert uow.takebacks.save(made.takeback(parcel="8R2"))
        assert uow.takebacks.by_parcel("8R1") == ()
        assert uow.takebacks.by_parcel("8R2") == (made.takeback(parcel="8R2"),)
        assert uow.takebacks.count() == 1


@pytest.mark.parametrize("damage", ["answers = '[{'", "answers = '[{}]'", "decision = 'perhaps'", "verdict = '[]'"])
def test_a_damaged_record(store: SqlUnitOfWorkFactory, damage: str) -> None:
    """A row something else has written on is named as such: no trace on the screen, no invented value."""
    with store() as uow:
        stored = uow.pieces.save(made.piece())
        uow.commit()
    with store.engine.begin() as connection:
        connection.execute(text(f"UPDATE piece SET {damage}"))
    with pytest.raises(WorldFailure) as found, store(read_only=True) as uow:
        uow.pieces.get(stored.id)
    assert found.value.code == "record_unreadable"
    assert found.value.params == {"record": "piece", "key": stored.id}
