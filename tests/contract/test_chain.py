"""Station and ledger make the same bytes of a decision, or no signature would ever hold."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from qc_station.application.sign_approvals import chain_faults
from qc_station.application.strict_json import read_json
from qc_station.domain.approval import Departure, Link, OutboxState
from qc_station.domain.approval_chain import approval_bytes, signed_message
from qc_station.domain.chain import GENESIS, link
from qc_station.sync.signer import Ed25519Signer, signature_holds
from qc_station.sync.wire import approval_document, read_approval
from tests.contract.test_station_reads_the_wire import APPROVALS
from voucher_ledger.api.wire import ApprovalIn, to_approval
from voucher_ledger.custody import signatures
from voucher_ledger.domain import chain as ledgers_chain
from voucher_ledger.domain.fingerprint import canonical

GOLDEN = Path(__file__).parent / "golden" / "approval_accepted.json"
GOLDEN_KEY = "ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c"
SIGNER = Ed25519Signer(bytes([7]) * 32)


@given(APPROVALS, st.integers(1, 9), st.integers(1, 10**12))
@settings(max_examples=300, deadline=None)
def test_what_the_station_chains_is_what_the_ledger_hashes(approval, epoch, seq):
    """For any decision: over the wire and back, the body is the station's canonical bytes; its signature holds."""
    approval = replace(approval, key=replace(approval.key, dossier="R-1"), piece="QC1-X", reasons=("incomplete",))
    grade, claimed = (None, None) if approval.ruling == "refused" else (approval.grade, approval.claimed)
    approval = replace(approval, grade=grade, claimed=claimed)
    if approval.ruling == "accepted" and (grade is None or claimed is None or claimed.minor < 0):
        return
    body = approval_bytes(approval, epoch, seq)
    made = link(GENESIS, body)
    signature = SIGNER.sign(signed_message(made))
    leaving = Departure(approval, OutboxState.PENDING, approval.occurred_at, epoch=epoch, seq=seq)
    document = approval_document(replace(leaving, link=Link(GENESIS, made, signature, SIGNER.public)))
    try:
        taken = to_approval(ApprovalIn.model_validate(json.loads(json.dumps(document))))
    except ValueError:  # a name or a number beyond what the wire takes: the station's own rules forbid it too
        return
    assert taken.body().encode() == body
    assert canonical(replace(taken, link=None)) == taken.body()
    assert taken.link is not None
    assert ledgers_chain.link_hash(GENESIS, taken.body()) == made
    assert ledgers_chain.signed_message(made) == signed_message(made)
    assert signatures.signature_holds(SIGNER.public, signed_message(made), taken.link.signature)
    assert signature_holds(SIGNER.public, signed_message(made), signature)


def test_the_golden_chain_holds():
    """The signature in the golden document is of the golden key: neither side may ever spell it otherwise."""
    approval, epoch, seq = read_approval(read_json(GOLDEN.read_bytes()))
    chain = json.loads(GOLDEN.read_text(encoding="utf-8"))["chain"]
    made = Link(chain["prev"], chain["hash"], chain["signature"], GOLDEN_KEY)
    leaving = Departure(approval, OutboxState.PENDING, approval.occurred_at, epoch=epoch, seq=seq, link=made)
    assert list(chain_faults([leaving], signature_holds)) == []
    taken = to_approval(ApprovalIn.model_validate_json(GOLDEN.read_bytes()))
    assert ledgers_chain.link_hash(made.prev, taken.body()) == made.hash
    assert signatures.signature_holds(GOLDEN_KEY, ledgers_chain.signed_message(made.hash), made.signature)


def test_a_signature_that_is_none():
    """Other messages, other keys, no hexadecimal, the wrong length: it does not hold, on either side."""
    good = SIGNER.sign(b"this")
    other = Ed25519Signer(bytes([8]) * 32).public
    for holds in (signature_holds, signatures.signature_holds):
        assert holds(SIGNER.public, b"this", good)
        for public, message, signature in (
            (SIGNER.public, b"that", good),
            (other, b"this", good),
            (SIGNER.public, b"this", good[:-2]),
            (SIGNER.public, b"this", "xx" * 64),
            ("ab", b"this", good),
            ("zz" * 32, b"this", good),
        ):
            assert not holds(public, message, signature)
