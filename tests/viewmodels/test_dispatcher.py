"""One worker, in order, and a crash is a reference on the screen with its trace in the log."""

from __future__ import annotations

import threading

import pytest

from qc_station.viewmodels.dispatcher import Dispatcher


@pytest.fixture
def dispatcher(qapp):
    made = Dispatcher()
    made.start()
    yield made
    made.close()


def test_work_is_done_in_order_on_one_other_thread(dispatcher: Dispatcher, qtbot) -> None:
    """The bench is confined to one thread, and two acts keep their order."""
    here = threading.get_ident()
    answers: list[object] = []
    for number in range(20):
        dispatcher.submit(lambda number=number: (number, threading.get_ident()), answers.append)
    qtbot.waitUntil(lambda: len(answers) == 20)
    assert [number for number, _ in answers] == list(range(20))
    assert len({thread for _, thread in answers}) == 1
    assert here not in {thread for _, thread in answers}


def test_answers_arrive_on_the_thread_of_the_window(dispatcher: Dispatcher, qtbot) -> None:
    """View-models are touched by one thread only."""
    threads: list[int] = []
    dispatcher.submit(lambda: None, lambda _value: threads.append(threading.get_ident()))
    qtbot.waitUntil(lambda: bool(threads))
    assert threads == [threading.get_ident()]


@pytest.mark.expects_log("internal_error")
def test_a_bug_is_reported_once_and_the_next_work_is_done(dispatcher: Dispatcher, qtbot) -> None:
    """No traceback on the screen, no dead worker."""
    crashes: list[str] = []
    answers: list[object] = []
    dispatcher.crashed.connect(crashes.append)
    dispatcher.submit(lambda: {}["nothing"], answers.append)
    dispatcher.submit(lambda: "well", answers.append)
    qtbot.waitUntil(lambda: answers == ["well"])
    assert crashes == ["001"]


def test_nothing_is_delivered_after_the_end(qapp, qtbot) -> None:
    """An answer to a window that is gone goes nowhere."""
    made = Dispatcher()
    made.start()
    answers: list[object] = []
    made.submit(lambda: "late", answers.append)
    made.close()
    made.submit(lambda: "later", answers.append)
    qtbot.wait(20)
    assert answers == []
