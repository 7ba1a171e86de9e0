"""kill -9 in the middle of traffic. `python -m tests.ledger.chaos --kills 50` is the long form."""

from __future__ import annotations

import os

from tests.ledger.chaos import chaos

KILLS = int(os.environ.get("LEDGER_KILLS", "3"))


def test_a_killed_ledger_loses_nothing_and_pays_nothing_twice(backend: str) -> None:
    """Every decision is answered in the end, alike each time; benches, customers and audit agree."""
    result = chaos(seed=20261124, kills=KILLS, backend=backend)
    assert result["wrong"] == []
    assert result["kills"] > 0
