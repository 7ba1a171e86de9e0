"""What whoever watches the ledger wants to see rise or fall, counted in SQL."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, text

from voucher_ledger.application.ports import Figure


class _Count(NamedTuple):
    """`query` tells value and count; a figure without a label has one value, the empty one."""

    name: str
    query: str
    label: str = ""
    values: tuple[str, ...] = ("",)


_COUNTS = (
    _Count(
        "mails",
        "SELECT state, count(*) FROM mail WHERE state <> 'sent' GROUP BY state",
        "state",
        ("waiting", "parked"),
    ),
    _Count(
        "review_tasks_open",
        "SELECT kind, count(*) FROM review_task WHERE state = 'open' GROUP BY kind",
        "kind",
        ("conflict", "amount_mismatch", "piece_reuse", "uncovered"),
    ),
    _Count(
        "adjustments_waiting",
        "SELECT '', count(*) FROM adjustment a LEFT JOIN adjustment_answer b ON b.adjustment_id = a.id"
        " WHERE b.adjustment_id IS NULL",
    ),
    _Count(
        "holds_open",
        # What is no credit has an index of its own; said twice, so that it is used.
        "SELECT '', count(*) FROM transfer h LEFT JOIN transfer e ON e.resolves_id = h.id"
        " WHERE h.kind <> 'piece_credit' AND h.kind = 'voucher_hold' AND e.id IS NULL",
    ),
    _Count("decisions_untold", "SELECT '', count(*) FROM mail_line WHERE settled_at IS NULL"),
)


def figures(connection: Connection) -> tuple[Figure, ...]:
    """Every figure, those at nought too: a series that is missing alarms nobody."""
    found: list[Figure] = []
    for one in _COUNTS:
        counted = {row[0]: int(row[1]) for row in connection.execute(text(one.query))}
        label = [{one.label: value} if one.label else {} for value in one.values]
        found += [Figure(one.name, each, counted.get(value, 0)) for each, value in zip(label, one.values, strict=True)]
    return tuple(found)
