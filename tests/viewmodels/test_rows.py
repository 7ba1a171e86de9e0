"""A list shown again changes only what differs."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc_station.viewmodels.rows import Rows


@dataclass(frozen=True, slots=True)
class Card:
    key: str
    text: str


def card(text: str) -> Card:
    return Card(text[0], text)


def shown(rows: Rows) -> list[tuple[object, object]]:
    names = {bytes(name.data()).decode(): role for role, name in rows.roleNames().items()}
    return [
        (rows.data(rows.index(at), names["key"]), rows.data(rows.index(at), names["text"]))
        for at in range(rows.rowCount())
    ]


@given(
    st.lists(
        st.lists(st.tuples(st.sampled_from("abcdef"), st.integers(0, 2)), unique_by=lambda row: row[0]), max_size=6
    )
)
def test_a_list_becomes_what_it_is_asked_to_be(steps: list[list[tuple[str, int]]]) -> None:
    """From any list to any other, in any order."""
    rows = Rows(Card)
    for step in steps:
        wanted = [Card(key, f"{key}{text}") for key, text in step]
        rows.show(wanted)
        assert shown(rows) == [(each.key, each.text) for each in wanted]


def test_a_row_that_stays_is_neither_removed_nor_inserted() -> None:
    """Its delegate lives on: only the changed role is announced."""
    rows = Rows(Card)
    rows.show([card("a1"), card("b1"), card("c1")])
    said: list[str] = []
    rows.rowsInserted.connect(lambda *_: said.append("inserted"))
    rows.rowsRemoved.connect(lambda *_: said.append("removed"))
    rows.dataChanged.connect(lambda first, _last, roles: said.append(f"changed {first.row()} {len(roles)}"))
    rows.show([card("a1"), card("b2"), card("c1")])
    assert said == ["changed 1 1"]
    rows.show([card("a1"), card("b2"), card("c1")])
    assert said == ["changed 1 1"]


def test_two_rows_with_one_key_are_a_bug() -> None:
    """QML could not tell them apart."""
    with pytest.raises(AssertionError):
        Rows(Card).show([card("a1"), card("a2")])


def test_what_is_not_there_has_no_value() -> None:
    """Neither an unknown role nor a row beyond the end raises into Qt."""
    rows = Rows(Card)
    rows.show([card("a1")])
    assert rows.data(rows.index(0), 0) is None
    assert rows.data(rows.index(5), 257) is None
