"""A photograph is looked at while it is stored: both at once, both over at the end, neither's failure lost."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from qc_station.application.failures import WorldFailure
from qc_station.application.judge_photograph import stored_and_judged, stored_and_seen
from qc_station.domain.photo import PhotoRef
from qc_station.domain.picture import PictureMeasures

PHOTO = PhotoRef("0" * 64, 3)
MEASURES = PictureMeasures(
    width=3, height=2, sharpness=100, clipped_dark=0, clipped_light=0, lightness=50, framing=None, backdrop=None
)
FILE = Path("shot.jpg")


class Store:
    """A photograph store that does what it is told to."""

    def __init__(self, act: Callable[[], object] = lambda: None) -> None:
        self.act = act
        self.kept: list[Path] = []

    def keep(self, file: Path) -> PhotoRef:
        self.act()
        self.kept.append(file)
        return PHOTO

    def path(self, photo: PhotoRef) -> Path:
        return FILE

    def intact(self, photo: PhotoRef) -> bool:
        return True


class Judge:
    def __init__(self, act: Callable[[], object] = lambda: None) -> None:
        self.act = act

    def quick(self, file: Path) -> PictureMeasures:
        raise AssertionError

    def full(self, file: Path) -> PictureMeasures:
        self.act()
        return MEASURES

    def likeness(self, one: Path, other: Path) -> int:
        raise AssertionError


def fail(code: str) -> Callable[[], object]:
    def act() -> None:
        raise WorldFailure(code)

    return act


def test_both_happen_at_once() -> None:
    """Each waits for the other to have begun; one after the other, neither would ever end."""
    both = threading.Barrier(2, timeout=10)
    assert stored_and_judged(FILE, Store(both.wait), Judge(both.wait)) == (PHOTO, MEASURES)


def test_what_is_looked_for_is_the_callers_choice() -> None:
    """Measures with a thumbnail, or whatever else is made of the file."""
    assert stored_and_seen(FILE, Store(), lambda file: file.name) == (PHOTO, "shot.jpg")


@pytest.mark.parametrize(
    ("stored", "judged", "code"),
    [
        ("", "not_a_picture", "not_a_picture"),
        ("disk_full", "", "disk_full"),
        ("file_unreadable", "not_a_picture", "not_a_picture"),
    ],
)
def test_a_failure_is_told(stored: str, judged: str, code: str) -> None:
    """Whichever failed; where both did, that it is no picture says more."""
    store = Store(fail(stored) if stored else lambda: None)
    judge = Judge(fail(judged) if judged else lambda: None)
    with pytest.raises(WorldFailure) as refused:
        stored_and_judged(FILE, store, judge)
    assert refused.value.code == code


def test_nothing_goes_on_after_a_refusal() -> None:
    """The store has finished its copy when the refusal arrives: the file may be taken away."""
    begun = threading.Event()
    store = Store(lambda: begun.wait(10))

    def refuse() -> None:
        threading.Timer(0.05, begun.set).start()
        raise WorldFailure("not_a_picture")

    with pytest.raises(WorldFailure):
        stored_and_judged(FILE, store, Judge(refuse))
    assert store.kept == [FILE]
