"""The rules of the books as properties: any decisions, in any order, from any bench, again and again."""

from __future__ import annotations

import dataclasses
import json
import shutil
import tempfile
import uuid
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.ledger.made import NOW, StoppedClock, approval, as_approval, as_takeback, customer, item, refusal, takeback
from voucher_ledger.application import access
from voucher_ledger.application.declare_takeback import declare_takeback
from voucher_ledger.application.post_approvals import post_approvals
from voucher_ledger.domain.approval import Approval
from voucher_ledger.domain.errors import KeyReuse, SequenceConflict
from voucher_ledger.domain.fingerprint import canonical
from voucher_ledger.domain.grade import Grade, lower_of
from voucher_ledger.domain.money import Money
from voucher_ledger.domain.programme import age_on, season_on, season_order
from voucher_ledger.domain.settlement import Outcome, Settlement, settle
from voucher_ledger.domain.takeback import Decision
from voucher_ledger.storage.engine import build_engine, database_url
from voucher_ledger.storage.store import SqlStore

OFFER = {"new": 9500, "very_good": 6000}  # excellent is not bought
DECLARED = {1: "new", 2: "excellent", 3: "very_good"}
BENCHES = ("A", "B")


class Books(RuleBasedStateMachine):
    """Two benches, and a model of what they may be told: who was first on an item, what was paid for which piece."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.sent: list[tuple[str, Approval, Settlement]] = []
        self.seq = dict.fromkeys(BENCHES, 0)
        self.first: dict[tuple[str, int], Settlement] = {}
        self.paid: dict[str, int] = {}

    @initialize()
    def open_books(self) -> None:
        shutil.copy(Books.new_file, self.folder / "ledger.db")
        self.store = SqlStore(build_engine(database_url(f"sqlite:///{self.folder}/ledger.db")))
        self.benches = {name: access.add_station(name, self.store, StoppedClock())[0] for name in BENCHES}
        for dossier in ("R-1", "R-2"):
            items = [item(line, declared_grade=grade, offer=OFFER) for line, grade in DECLARED.items()]
            document = takeback(dossier, customer=customer("C-1"), items=items)
            assert declare_takeback(as_takeback(document), self.store, StoppedClock())

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
        shutil.rmtree(self.folder)

    def deliver(self, bench: str, *approvals: Approval) -> list:
        return post_approvals(approvals, self.benches[bench], self.store, StoppedClock())

    @rule(
        bench=st.sampled_from(BENCHES),
        batch=st.lists(
            st.tuples(
                st.sampled_from(["R-1", "R-2", "R-3"]),
                st.sampled_from([1, 2, 3, 4]),
                st.sampled_from(["P-1", "P-2", "P-3"]),
                st.none() | st.sampled_from(Grade),
                st.sampled_from([6000, 9500, 1]),
            ),
            min_size=1,
            max_size=4,
        ),
    )
    def decide(self, bench: str, batch: list) -> None:
        approvals = []
        for dossier, line, piece, grade, claimed in batch:
            self.seq[bench] += 1
            plain = as_approval(approval(self.seq[bench], line, dossier=dossier, piece=piece))
            if grade is None:
                plain = replace(plain, decision=Decision.REFUSED, grade=None, claimed=None, reasons=("incomplete",))
            else:
                plain = replace(plain, grade=grade, claimed=Money(claimed, "EUR"))
            approvals.append(plain)
        for given_, answer in zip(approvals, self.deliver(bench, *approvals), strict=True):
            self.expect(given_, answer)
            self.sent.append((bench, given_, answer))

    def expect(self, given_: Approval, answer: Settlement) -> None:
        key = (given_.dossier, given_.line)
        known = given_.dossier != "R-3" and given_.line in DECLARED
        if not known:
            assert answer.outcome is Outcome.REJECTED
            return
        if first := self.first.get(key):
            assert answer.outcome in (Outcome.DUPLICATE, Outcome.CONFLICT)
            assert answer.winner.approval == first.id
            assert (answer.outcome is Outcome.DUPLICATE) == (answer.winner.grade == given_.grade)
            return
        price = None if given_.grade is None else OFFER.get(lower_of(Grade(DECLARED[given_.line]), given_.grade))
        payable = price is not None and given_.piece not in self.paid and given_.claimed == Money(price, "EUR")
        if given_.grade is None:
            assert answer.outcome is Outcome.REFUSED
        elif payable:
            assert (answer.outcome, answer.amount) == (Outcome.CREDITED, Money(price, "EUR"))
            self.paid[given_.piece] = price
            assert answer.balance_after == Money(sum(self.paid.values()), "EUR")
        else:
            assert answer.outcome in (Outcome.REJECTED, Outcome.AMOUNT_MISMATCH)
            assert answer.transfer is None
            return
        self.first[key] = answer

    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        if self.sent:
            bench, given_, first = data.draw(st.sampled_from(self.sent))
            assert self.deliver(bench, given_) == [replace(first, replayed=True)]

    @rule(data=st.data())
    def retry_with_other_content(self, data: st.DataObject) -> None:
        if self.sent:
            bench, given_, _ = data.draw(st.sampled_from(self.sent))
            (answer,) = self.deliver(bench, replace(given_, operator="u-max"))
            assert isinstance(answer, KeyReuse)

    @rule(data=st.data())
    def reuse_a_place(self, data: st.DataObject) -> None:
        if self.sent:
            bench, given_, _ = data.draw(st.sampled_from(self.sent))
            (answer,) = self.deliver(bench, replace(given_, id=str(uuid.uuid4())))
            assert isinstance(answer, SequenceConflict)

    @rule(data=st.data())
    def crash_before_commit(self, data: st.DataObject) -> None:
        """What a transaction did before it fell is not there."""
        self.seq["A"] += 1
        lost = as_approval(approval(self.seq["A"], data.draw(st.sampled_from([1, 2, 3]))))

        def work(books) -> None:
            picture = books.approvals.lock(self.benches["A"], [lost])
            settle(lost, self.benches["A"], picture)
            books.approvals.record(self.benches["A"], picture.entries, NOW)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            self.store.transact(work)

    @invariant()
    def the_books_are_in_order(self) -> None:
        if hasattr(self, "store"):
            assert self.store.read(lambda books: books.audit()) == ()
            balances = self.store.read(lambda books: books.customers.balances("C-1"))
            assert balances == (Money(sum(self.paid.values()), "EUR"),)


def test_any_history_keeps_the_books(new_file: Path) -> None:
    """Whatever two benches send in whatever order: the answers follow the rules, the audit is clean after each step."""
    Books.new_file = new_file
    machine = Books.TestCase
    machine.settings = settings(max_examples=25, stateful_step_count=20, suppress_health_check=list(HealthCheck))
    machine().runTest()


@given(st.sampled_from(Grade), st.sampled_from(Grade))
def test_the_lower_grade_is_the_same_both_ways(one: Grade, other: Grade) -> None:
    """Lower of two is symmetric, one of the two, and never better than either."""
    best_first = list(Grade)
    lower = lower_of(one, other)
    assert lower == lower_of(other, one)
    assert best_first.index(lower) == max(best_first.index(one), best_first.index(other))


@given(st.integers(), st.integers(), st.sampled_from(["EUR", "CHF"]), st.sampled_from(["EUR", "CHF"]))
def test_money_adds_up_in_one_currency(one: int, other: int, left: str, right: str) -> None:
    """Unlike currencies do not add; like ones add exactly, however large."""
    if left == right:
        assert Money(one, left) + Money(other, right) == Money(one + other, left)
    else:
        with pytest.raises(ValueError, match="do not add up"):
            Money(one, left) + Money(other, right)


@pytest.mark.parametrize("bad", [(1.0, "EUR"), (True, "EUR"), ("1", "EUR"), (1, "eur"), (1, "EURO"), (1, "€€€")])
def test_money_is_whole_and_has_a_currency(bad: tuple) -> None:
    """A fraction, a truth, a text or a made-up currency is no money."""
    with pytest.raises((TypeError, ValueError)):
        Money(*bad)


@given(st.permutations(range(1, 6)), st.permutations(["a", "b", "c"]))
def test_the_order_of_the_parts_is_no_content(lines: list[int], parcels: list[str]) -> None:
    """A declaration is the same content however its parcels and items are listed."""
    codes = [{"code": code, "carrier": "x"} for code in parcels]
    document = takeback(parcels=codes, items=[item(line, parcel="a") for line in lines])
    sorted_codes = sorted(codes, key=lambda one: one["code"])
    plain = takeback(parcels=sorted_codes, items=[item(line, parcel="a") for line in sorted(lines)])
    assert as_takeback(document).fingerprint() == as_takeback(plain).fingerprint()


def test_the_canonical_spelling_is_fixed() -> None:
    """These very bytes are hashed and kept for ever; a change here would turn old retries into conflicts."""
    sent = as_approval(approval(1, id="0193591c-6b5a-7c3e-8f2a-1b2c3d4e5f60", piece="P", operator="u-léa"))
    assert canonical(sent) == (
        '{"claimed":{"currency":"EUR","minor":6000},"decision":"accepted","dossier":"R-1","epoch":1,"evidence":["'
        + "5f" * 32
        + '"],"grade":"very_good","id":"0193591c-6b5a-7c3e-8f2a-1b2c3d4e5f60","line":1,'
        '"occurred_at":"2026-11-23T09:41:07.250000+00:00","operator":"u-l\\u00e9a","piece":"P",'
        '"programme":{"id":"ami-for-ever","sha256":"' + "ab" * 32 + '","version":"2026.1"},"reasons":[],"seq":1}'
    )


@given(st.dates(date(2016, 1, 1), date(2040, 12, 31)))
def test_seasons_follow_each_other(day: date) -> None:
    """Tomorrow's season is today's or a later one; each holds six months, changing on 1 February and 1 August."""
    today, tomorrow = season_on(day), season_on(day + timedelta(days=1))
    assert season_order(today) <= season_order(tomorrow)
    assert (today != tomorrow) == ((day + timedelta(days=1)).day == 1 and (day + timedelta(days=1)).month in (2, 8))


@pytest.mark.parametrize(
    ("day", "age"), [("2026-02-28", 17), ("2026-03-01", 18), ("2028-02-28", 19), ("2028-02-29", 20)]
)
def test_a_leap_day_is_a_birthday(day: str, age: int) -> None:
    """Born on 29 February 2008: of age on 1 March of a common year, on the day itself in a leap year."""
    assert age_on(datetime.fromisoformat(day).date(), date(2008, 2, 29)) == age


def as_before(value: object) -> object:
    """The spelling's first form, slow and plain: copies of everything, nothing that is absent."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        value = dataclasses.asdict(value)
    if isinstance(value, dict):
        return {key: as_before(part) for key, part in value.items() if part is not None}
    if isinstance(value, list | tuple):
        return [as_before(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize(
    "content",
    [
        as_approval(approval(1)),
        as_approval(approval(2, reasons=["a", "b-2"], operator="Zoé", evidence=["5f" * 32, "6f" * 32])),
        as_approval(refusal(3)),
        as_takeback(takeback(lines=3)),
        as_takeback(takeback(customer=customer(email=None, born_on=None), items=[item(composition=None)])),
    ],
)
def test_the_spelling_of_a_content_never_changes(content) -> None:
    """What was hashed by an earlier version is spelled alike today, or every retry would be another request."""
    plain = json.dumps(as_before(content), sort_keys=True, separators=(",", ":"))
    assert canonical(content) == plain
