"""What a station signs nobody can change on its way or afterwards: not a thief of its token, not the books' owner."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from tests.ledger.conftest import Ledger, problem
from tests.ledger.made import approval, refusal, takeback
from tests.ledger.signing import SigningStation
from voucher_ledger.application import access
from voucher_ledger.application.seal import verify_chains
from voucher_ledger.cli import main
from voucher_ledger.custody.signatures import signature_holds
from voucher_ledger.domain.errors import NotFound

KEY = "/v1/stations/me/key"


@pytest.fixture
def station(ledger: Ledger) -> SigningStation:
    """BANC-01, which signs from its first decision on."""
    ledger.declare(takeback(lines=9))
    made = SigningStation()
    assert ledger.call("PUT", KEY, made.introduction()).status_code == 201
    return made


def faults(ledger: Ledger) -> list[str]:
    return [one.check for one in verify_chains(ledger.store, signature_holds)]


def test_a_station_signs_what_it_decides(ledger: Ledger, station: SigningStation) -> None:
    """Signed decisions are taken in any order, one by one or in a batch; sent again they get their first answer."""
    signed = [station.sign(approval(n, n)) for n in range(1, 5)] + [station.sign(refusal(5, 5))]
    assert ledger.post(signed[3]).json()["outcome"] == "credited"
    outcomes = [one["outcome"] for one in ledger.batch([signed[1], signed[0], signed[4], signed[2]])]
    assert outcomes == ["credited", "credited", "refused", "credited"]
    assert ledger.post(signed[1]).headers["Idempotency-Replayed"] == "true"
    assert ledger.call("PUT", KEY, station.introduction()).headers["Idempotency-Replayed"] == "true"
    assert ledger.balance() == 24000
    assert (ledger.audit(), faults(ledger)) == ([], [])


def test_what_was_changed_after_it_was_signed_is_refused(ledger: Ledger, station: SigningStation) -> None:
    """Another grade, amount, line or piece under the same signature: no credit, and the chain goes on without it."""
    plain = approval(1, 1, claimed={"minor": 9500, "currency": "EUR"}, grade="new")
    signed = station.sign(plain)
    for change in ({"grade": "excellent"}, {"line": 2}, {"piece": "QC1-OTHER"}, {"evidence": []}, {"operator": "u-x"}):
        assert problem(ledger.post(signed | change)) == (422, "signature-refused")
    assert problem(ledger.post(plain)) == (422, "signature-refused")
    stranger = SigningStation(2).sign(plain)
    assert problem(ledger.post(stranger)) == (422, "signature-refused")
    assert problem(ledger.post(signed | {"chain": stranger["chain"]})) == (422, "signature-refused")
    later = station.sign(approval(2, 2))
    answers = ledger.batch([signed | {"line": 3}, later])
    assert [one.get("outcome") or one["problem"]["type"] for one in answers] == [
        "urn:ledger:signature-refused",
        "credited",
    ]
    assert (ledger.audit(), faults(ledger)) == ([], [])


def test_a_decision_follows_the_one_before_it(ledger: Ledger, station: SigningStation) -> None:
    """A link is held against its neighbours, whichever came first; in one batch too."""
    first, second, third = (station.sign(approval(n, n)) for n in (1, 2, 3))
    assert ledger.post(second).status_code == 201
    forged = station.sign(approval(1, 1), prev=first["chain"]["prev"])
    assert problem(ledger.post(forged)) == (409, "chain-broken")
    assert problem(ledger.post(station.sign(approval(3, 3), prev="ab" * 32))) == (409, "chain-broken")
    assert problem(ledger.post(station.sign(approval(1, 1), prev="ab" * 32))) == (409, "chain-broken")
    fifth = station.sign(approval(5, 5), prev="cd" * 32)
    fourth = station.sign(approval(4, 4), prev=third["chain"]["hash"])
    answers = ledger.batch([fourth, fifth, third, first])
    assert [one.get("outcome") or one["problem"]["type"] for one in answers] == [
        "credited",
        "urn:ledger:chain-broken",
        "credited",
        "credited",
    ]
    assert (ledger.audit(), faults(ledger)) == ([], [])


def test_a_signature_of_an_unknown_key_waits_for_it(ledger: Ledger) -> None:
    """The ledger was restored without the key: it says so, retryable, and takes the same bytes once it knows."""
    ledger.declare(takeback(lines=2))
    station = SigningStation()
    signed = station.sign(approval(1))
    answer = ledger.post(signed)
    assert (problem(answer), answer.json()["retryable"]) == ((428, "station-key-unknown"), True)
    (refused,) = ledger.batch([signed])
    assert refused["problem"]["retryable"] is True
    ledger.call("PUT", KEY, station.introduction())
    assert ledger.post(signed).json()["outcome"] == "credited"


def test_what_was_sent_before_the_key_needs_none(ledger: Ledger) -> None:
    """A bench that was updated signs from a place on; what it sent before may be sent again, unsigned or not."""
    ledger.declare(takeback(lines=4))
    old = approval(1)
    assert ledger.post(old).status_code == 201
    station = SigningStation()
    ledger.call("PUT", KEY, station.introduction(seq=3))
    assert ledger.post(old).status_code == 200
    assert ledger.post(approval(2, 2)).status_code == 201
    assert problem(ledger.post(approval(3, 3))) == (422, "signature-refused")
    assert ledger.post(station.sign(approval(3, 3))).status_code == 201
    assert faults(ledger) == []


def test_another_key_needs_an_operators_word(ledger: Ledger, station: SigningStation) -> None:
    """A bench whose key is lost is refused until the key is forgotten; what the lost one signed stays good."""
    first = station.sign(approval(1))
    ledger.post(first)
    new = SigningStation(3)
    new.head = station.head
    assert problem(ledger.call("PUT", KEY, new.introduction(seq=2))) == (409, "station-key-differs")
    access.forget_key("BANC-01", ledger.store, ledger.clock, "nora")
    with pytest.raises(NotFound):
        access.forget_key("BANC-01", ledger.store, ledger.clock, "nora")
    assert problem(ledger.call("PUT", KEY, new.introduction(seq=1))) == (422, "invalid-request")
    assert ledger.call("PUT", KEY, new.introduction(seq=2)).status_code == 201
    assert ledger.post(new.sign(approval(2, 2))).status_code == 201
    assert ledger.post(first).status_code == 200
    old_key = station.sign(approval(3, 3), prev=new.head)
    assert problem(ledger.post(old_key)) == (422, "signature-refused")
    assert faults(ledger) == []
    acts = ledger.store.read(lambda books: books.acts.listed(0, 99))
    kinds = [act.kind for _, act in acts if "key" in act.kind]
    assert kinds == ["key_introduced", "key_forgotten", "key_introduced"]


def test_each_station_has_its_own_key(ledger: Ledger, station: SigningStation) -> None:
    """BANC-02 without a key sends unsigned; with BANC-01's signature it is told to introduce itself."""
    assert ledger.post(approval(1, 2), as_="BANC-02").status_code == 201
    assert problem(ledger.post(station.sign(approval(2, 3)), as_="BANC-02")) == (428, "station-key-unknown")


ALTERED = {
    "approval_unsigned": "signature = NULL",
    "signature_wrong": "signature = '{zeros}{zeros}'",
    "chain_content_changed": "body = replace(body, '6000', '9000')",
    "chain_broken": "prev_hash = '{zeros}'",
}


@pytest.mark.parametrize("fault", ALTERED)
def test_a_changed_row_shows_in_the_chain(
    fault: str, ledger: Ledger, station: SigningStation, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever owns the database can drop a guard and change a row; `verify-chain` names the approval. (What was signed
    would still fit for a wrong `prev` with a hash made anew; but nobody else can sign that.)
    """
    signed = [station.sign(approval(n, n)) for n in (1, 2, 3)]
    ledger.batch(signed)
    assert faults(ledger) == []
    with engine.begin() as connection:
        name = "guard_approval_row" if engine.dialect.name == "postgresql" else "guard_approval_update"
        on_table = " ON approval" if engine.dialect.name == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER {name}{on_table}"))
        change = ALTERED[fault].format(zeros="0" * 64)
        connection.execute(text(f"UPDATE approval SET {change} WHERE seq = 2"))
    found = "chain_content_changed" if fault == "chain_broken" else fault
    assert faults(ledger) == [found]
    url = engine.url.render_as_string(hide_password=False)
    assert main(["verify-chain", "--database-url", url]) == 1
    assert capsys.readouterr().out.startswith(f"{found}: station=BANC-01, approval={signed[1]['id']}")
