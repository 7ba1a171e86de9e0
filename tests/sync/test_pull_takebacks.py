"""Pulling the feed: page by page, each with its bookmark in one transaction, and nothing twice."""

from __future__ import annotations

import pytest

from qc_station.application.ledger_port import LedgerFailure, LedgerTrouble, TakeBackPage
from qc_station.application.pull_takebacks import BOOKMARK, pull_once
from tests.sync.made import takeback
from tests.sync.memory_store import Killed, MemoryStore, StoppedClock


class Feed:
    """Three declarations, one a page; the bookmark is the number of the last one read."""

    def __init__(self) -> None:
        self.takebacks = [takeback(f"R-2026-{number:06}") for number in range(3)]
        self.asked: list[str | None] = []
        self.failure: LedgerFailure | None = None

    def pull(self, bookmark):
        self.asked.append(bookmark)
        if self.failure:
            raise self.failure
        start = int(bookmark or 0)
        page = tuple(self.takebacks[start : start + 1])
        return TakeBackPage(page, str(min(start + 1, 3)), more=start + 1 < 3)


def pulled(store, feed):
    return pull_once(store, feed, StoppedClock())


def test_the_feed_is_read_to_its_end_and_then_from_its_bookmark():
    """Three pages, three declarations, three facts; afterwards only what is new is asked for, and nothing is logged."""
    store, feed = MemoryStore(), Feed()
    more = True
    while more:
        more = pulled(store, feed).more
    assert feed.asked == [None, "1", "2"]
    assert sorted(store.kept.takebacks) == [f"R-2026-{number:06}" for number in range(3)]
    assert [fact.kind for fact in store.kept.facts] == ["takebacks_imported"] * 3
    report = pulled(store, feed)
    assert (feed.asked[-1], report.received, report.changed, report.more) == ("3", 0, 0, False)
    assert len(store.kept.facts) == 3


def test_a_declaration_already_known_is_no_fact():
    """What the feed repeats word for word moves the bookmark and says nothing."""
    store, feed = MemoryStore(), Feed()
    with store() as uow:
        uow.takebacks.save(feed.takebacks[0])
        uow.commit()
    report = pulled(store, feed)
    assert (report.received, report.changed) == (1, 0)
    assert store.kept.facts == []
    assert store.kept.bookmarks == {BOOKMARK: "1"}


def test_a_death_between_pages_loses_and_repeats_nothing():
    """Declarations and bookmark are kept together or not at all."""
    store, feed = MemoryStore(), Feed()

    def die():
        raise Killed

    store.before_commit = die
    with pytest.raises(Killed):
        pulled(store, feed)
    assert (store.kept.takebacks, store.kept.bookmarks) == ({}, {})
    store.before_commit = lambda: None
    pulled(store, feed)
    assert (len(store.kept.takebacks), store.kept.bookmarks) == (1, {BOOKMARK: "1"})


def test_a_failed_call_changes_nothing():
    """The failure comes out, and the bookmark stays."""
    store, feed = MemoryStore(), Feed()
    feed.failure = LedgerFailure(LedgerTrouble.UNREACHABLE)
    with pytest.raises(LedgerFailure):
        pulled(store, feed)
    assert store.kept.bookmarks == {}


def test_an_older_page_does_not_overwrite_a_newer_one():
    """The window and `sync --once` may read the same feed: who comes late throws its page away and reads on."""
    store, feed = MemoryStore(), Feed()

    class Slow(Feed):
        def pull(self, bookmark):
            while pulled(store, feed).more:
                pass
            return super().pull(bookmark)

    report = pulled(store, Slow())
    assert (report.received, report.more) == (0, True)
    assert store.kept.bookmarks == {BOOKMARK: "3"}


def test_a_feed_that_does_not_move_is_not_asked_for_ever():
    """More promised at the same bookmark is no more."""
    store = MemoryStore()

    class Stuck(Feed):
        def pull(self, bookmark):
            return TakeBackPage((), "7", more=True)

    assert pulled(store, Stuck()).more
    assert not pulled(store, Stuck()).more


def test_an_unreadable_declaration_is_in_the_log():
    """The fact names which one, where and why; the good ones of its page are kept."""
    store = MemoryStore()

    class Mixed(Feed):
        def pull(self, bookmark):
            return TakeBackPage((self.takebacks[0],), "2", more=False, unreadable=("R-2: items[0].line: missing",))

    report = pulled(store, Mixed())
    assert (report.received, report.changed, report.unreadable) == (1, 1, ("R-2: items[0].line: missing",))
    assert store.kept.facts[0].body["unreadable"] == ["R-2: items[0].line: missing"]
