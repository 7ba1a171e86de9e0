"""Every value a record can have, for hypothesis: what a keyboard, a file or a ledger can put into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

from qc_station.domain.approval import Approval, Departure, Link, OutboxState
from qc_station.domain.checklist import NOTE_LENGTH_MAX, Answer, Finding, Pin, Severity, Side
from qc_station.domain.facts import KINDS, Fact
from qc_station.domain.grade import Grade
from qc_station.domain.money import Money
from qc_station.domain.parcel import ParcelCondition, ParcelRecord
from qc_station.domain.photo import PhotoRef, Shot, TrayFrame
from qc_station.domain.piece import (
    Axes,
    CreditState,
    DecisionState,
    DispositionState,
    IdentityState,
    PhotosState,
    Piece,
    ReceptionState,
    TreatmentState,
)
from qc_station.domain.reversal import Reversal, ReversalState
from qc_station.domain.second_look import SecondLook
from qc_station.domain.takeback import (
    Customer,
    DeclaredItem,
    ExpectedParcel,
    ItemKey,
    Reception,
    SettledElsewhere,
    TakeBack,
    TransferForm,
)
from qc_station.domain.undeclared import QuarantineEnd, QuarantineState, UndeclaredPiece
from qc_station.domain.verdict import Alternative, Ground, Judgement, ProgrammeRef, Ruling, Verdict

# Whatever Python calls a string, half surrogate pairs and the zero character too: inside a document all comes back.
character = st.sampled_from("\0\ud800\udfff\\\"'\u202eé") | st.characters(exclude_categories=())
anything = st.text(character, max_size=12)
# What is asked for by value stands in a column of its own, and is text both engines take.
words = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1, max_size=12)
whole = st.integers(0, 2**53)
zones = st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(timedelta(hours=-9, minutes=-30))])
instants = st.datetimes(datetime(1999, 1, 2), datetime(2200, 1, 1), timezones=zones)  # noqa: DTZ001 the zone is drawn
hashes = st.binary(min_size=32, max_size=32).map(bytes.hex)
grades = st.sampled_from(Grade)
rulings = st.sampled_from(Ruling)
money = st.builds(Money, st.integers(-(2**53), 2**53), st.sampled_from(["EUR", "GBP", "JPY"]))
keys = st.builds(ItemKey, words, st.integers(1, 2**31))


def few(of: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(of, max_size=most).map(tuple)


photos = st.builds(PhotoRef, hashes, whole)
pins = st.builds(Pin, st.sampled_from(Side), st.floats(0, 1), st.floats(0, 1))
notes = st.text(character, max_size=NOTE_LENGTH_MAX)
details = few(st.tuples(anything, anything))
findings = st.builds(Finding, anything, st.sampled_from(Severity), whole, st.none() | pins, notes, details)
answers = st.builds(Answer, anything, few(findings))
shots = st.builds(Shot, anything, photos, instants, anything)
programmes = st.builds(ProgrammeRef, anything, anything, hashes)
grounds = st.builds(Ground, anything, anything, st.none() | rulings, st.none() | anything, st.none() | grades, anything)
alternatives = st.builds(
    Alternative, anything, anything, st.none() | rulings, st.none() | grades, st.none() | money
)  # fmt: skip
judgements = st.builds(
    Judgement,
    st.none() | rulings,
    st.none() | grades,
    st.none() | money,
    few(grounds),
    few(anything),
    few(alternatives),
    few(st.tuples(grades, money)),
)
signed = st.builds(
    Verdict,
    rulings,
    st.none() | grades,
    st.none() | money,
    few(anything),
    notes,
    judgements,
    programmes,
    anything,
    anything,
    instants,
    anything,
)
# At most one verdict below another keeps the drawn values small; the code knows no such limit.
verdicts = signed | st.builds(lambda above, below: replace(above, overrules=below), signed, signed)
axes = st.builds(
    Axes,
    st.sampled_from(ReceptionState),
    st.sampled_from(IdentityState),
    st.sampled_from(DecisionState),
    st.sampled_from(TreatmentState),
    st.sampled_from(PhotosState),
    st.sampled_from(CreditState),
    st.sampled_from(DispositionState),
)
pieces = st.builds(
    Piece, words, keys, words, words, instants, axes, few(answers), few(shots), st.none() | verdicts, st.just(0)
)

boxes = st.builds(ParcelRecord, words, st.sampled_from(ParcelCondition), few(shots))
strays = st.builds(
    UndeclaredPiece,
    words,
    words,
    words,
    words,
    instants,
    st.none() | keys,
    few(shots),
    st.sampled_from(QuarantineState),
    st.none() | st.builds(QuarantineEnd, words, instants, notes, st.none() | keys),
    st.just(0),
)
reversals = st.builds(
    Reversal, words, keys, words, anything, instants, st.sampled_from(ReversalState), anything, st.none() | instants
)
looks = st.builds(SecondLook, words, words, instants, few(answers), rulings, st.none() | grades)

texts = st.dictionaries(anything, anything, max_size=2)
items = st.builds(
    DeclaredItem,
    keys,
    words,
    anything,
    texts,
    anything,
    anything,
    anything,
    texts,
    st.none() | anything,
    grades,
    st.dictionaries(grades, money, max_size=3),
)
settled = st.builds(
    SettledElsewhere, st.integers(1, 2**31), anything, st.none() | grades, anything, instants, st.booleans()
)
takebacks = st.builds(
    TakeBack,
    words,
    words,
    instants,
    st.builds(Customer, anything, anything, anything, anything, anything),
    few(st.builds(ExpectedParcel, words, anything)),
    few(items),
    few(settled),
    few(words),
    st.none() | instants,
)
receptions = st.builds(Reception, words, words, instants, st.sampled_from(TransferForm))

approvals = st.builds(
    Approval,
    words,
    keys,
    words,
    rulings,
    st.none() | grades,
    few(anything),
    st.none() | money,
    programmes,
    anything,
    instants,
    few(hashes),
)
drafts = st.builds(Departure, approvals, st.just(OutboxState.DRAFT), instants, st.booleans())
released = st.builds(
    Departure,
    approvals,
    st.sampled_from([state for state in OutboxState if state is not OutboxState.DRAFT]),
    instants,
    st.booleans(),
    st.integers(1, 9),
    st.integers(1, 2**53),
    st.integers(0, 2**31 - 1),
    words,
    words,
    st.none() | instants,
    st.none() | st.builds(Link, hashes, hashes, hashes, hashes),
)
departures = drafts | released

frames = st.builds(TrayFrame, photos, instants, words)
# A fact's body is JSON without floats, down to any depth.
bodies = st.dictionaries(
    anything,
    st.recursive(
        st.none() | st.booleans() | st.integers() | anything,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(anything, inner, max_size=3),
        max_leaves=6,
    ),
    max_size=4,
)
facts = st.builds(Fact, st.sampled_from(sorted(KINDS)), instants, anything, anything, bodies)
