"""Grades, best first."""

from hypothesis import given
from hypothesis import strategies as st

from qc_station.domain.grade import Grade, worst


def test_the_order_of_the_page() -> None:
    """New is better than Excellent, Excellent better than Very good; there is no other grade."""
    assert [str(grade) for grade in sorted(Grade, key=lambda grade: grade.rank)] == ["new", "excellent", "very_good"]
    assert Grade.NEW.rank == 0


@given(st.lists(st.sampled_from(list(Grade)), min_size=1))
def test_the_worst_is_one_of_them_and_none_is_worse(grades: list[Grade]) -> None:
    """Whatever their order and number."""
    lowest = worst(*grades)
    assert lowest in grades
    assert all(grade.rank <= lowest.rank for grade in grades)
