"""Two benches over one PostgreSQL, two experts who take the same pieces in hand at the same moment, and one ledger."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from qc_station.application.drain_outbox import drain_once
from qc_station.sync.ledger_client import LedgerClient
from tests.faults.benches import LocalBench
from tests.faults.dossiers import CHECKS, FINDINGS, Dossier, make_dossiers
from tests.faults.expert import BADGE, NAME, PIN
from tests.faults.processes import BenchHome, LedgerProcess, done, with_grace
from tests.faults.reckoning import Told, paid_once, reckon, told_by

NAMES = ("BANC-01", "BANC-02")
CLEAN, OTHER_BRAND = FINDINGS[1], next(found for found in FINDINGS if found.name == "other_brand")
# What a bench may hear when the other one was faster.
TOO_LATE = {"changed_elsewhere", "already_decided", "piece_decided", "decided_elsewhere"}
TRIES_MAX = 50


def dossiers(count: int) -> list[Dossier]:
    """Signed forms, and pieces that are clean or of another brand: the two results the benches could differ in."""
    made = islice(make_dossiers(21), count)
    return [
        replace(
            dossier,
            form="signed",
            items=tuple(replace(item, found=CLEAN if item.line % 3 else OTHER_BRAND) for item in dossier.items),
        )
        for dossier in made
    ]


def side_by_side(*works: Callable[[], None]) -> None:
    """All at once; what one of them raises is raised here."""
    fallen: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 (raised again below)
            fallen.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if fallen:
        raise fallen[0]


class Hurried:
    """An expert who does line after line and notes what she was refused; she signs when the other one does."""

    def __init__(self, bench: LocalBench, together: threading.Barrier) -> None:
        self._bench, self._together = bench, together
        self.refused: Counter[str] = Counter()
        self.signed: list[tuple[str, int]] = []
        self.noticed: Counter[str] = Counter()

    def work(self, declared: list[Dossier]) -> None:
        try:
            self._do({"do": "sign_in", "badge": BADGE, "pin": PIN})
            for dossier in declared:
                self._do({"do": "scan", "code": dossier.parcel})
                self._do({"do": "transfer_form", "state": "signed"})
                for item in dossier.items:
                    self._together.wait(30)
                    self._do({"do": "open", "line": item.line})
                    for check in CHECKS:
                        answer = item.found.answers.get(check, "conform")
                        self._do({"do": "answer", "check": check, "value": answer})
                    self._together.wait(30)
                    if self._do(dict(item.found.decide))["ok"]:
                        self.signed.append(item.key)
        except BaseException:
            self._together.abort()
            raise

    def _do(self, command: dict[str, object]) -> dict[str, Any]:
        for _ in range(TRIES_MAX):
            outcome = self._bench.do(command)
            self.noticed[str(outcome["code"])] += 1
            if outcome["ok"] or outcome["code"] != "changed_elsewhere" or command["do"] == "decide":
                break
        if not outcome["ok"]:
            self.refused[str(outcome["code"])] += 1
        return outcome


def test_the_same_piece_signed_at_two_benches_at_once_is_credited_once(postgres_url: str, tmp_path: Path) -> None:
    """One verdict, one approval, one credit for each piece; the slower bench hears that it changed elsewhere or was
    inspected already, and nothing of hers is stored over it."""
    declared = dossiers(6)
    benches = [LocalBench(tmp_path / name, name, postgres_url) for name in NAMES]
    together = threading.Barrier(len(benches))
    experts = [Hurried(bench, together) for bench in benches]
    try:
        benches[0].know(declared)
        side_by_side(*(lambda expert=expert: expert.work(declared) for expert in experts))
        with LedgerProcess(tmp_path / "ledger") as ledger:
            tolds = send_all(benches, ledger, declared)
            complaints, paid = reckon(ledger, tolds, declared)
            assert ledger.run("audit").stdout.strip() == "the books are in order"
        assert [bench.verify().bad for bench in benches] == [(), ()]
    finally:
        for bench in benches:
            bench.close()

    items = [item for dossier in declared for item in dossier.items]
    signed = [key for expert in experts for key in expert.signed]
    assert sorted(signed) == sorted(item.key for item in items), "each piece is signed at one bench"
    assert complaints == []
    owed = {(item.dossier, item.line, item.amount) for item in items if item.amount is not None}
    assert {(credit.dossier, credit.line, credit.minor) for credit in paid} == owed
    refused = experts[0].refused + experts[1].refused
    assert set(refused) <= TOO_LATE
    assert refused.total() >= len(items)


def send_all(benches: list[LocalBench], ledger: LedgerProcess, declared: list[Dossier]) -> list[Told]:
    """Both benches send at the same time, each its own."""
    for dossier in declared:
        ledger.declare(dossier.document())
    tokens = [ledger.add_station(bench.name) for bench in benches]

    def send(bench: LocalBench, token: str) -> None:
        client = LedgerClient(ledger.url, token, bench.clock)
        report = drain_once(bench.store, client, bench.clock)
        client.close()
        assert report.failure is None
        assert report.counts.waiting == 0

    side_by_side(
        *(lambda bench=bench, token=token: send(bench, token) for bench, token in zip(benches, tokens, strict=True))
    )
    return [told_by(bench.store, token) for bench, token in zip(benches, tokens, strict=True)]


def test_two_play_files_over_one_database_at_once(postgres_url: str, tmp_path: Path) -> None:
    """The same day played by two processes side by side: no trace, no line without an outcome, one decision an item."""
    declared = dossiers(4)
    program = with_grace(tmp_path / "program", 0)
    homes = [BenchHome(tmp_path / name, name, program, database_url=postgres_url, pepper="5a" * 32) for name in NAMES]
    lines = [{"do": "sign_in", "badge": BADGE, "pin": PIN}]
    for dossier in declared:
        lines += [{"do": "scan", "code": dossier.parcel}, {"do": "transfer_form", "state": "signed"}]
        for item in dossier.items:
            lines.append({"do": "open", "line": item.line})
            lines += [{"do": "answer", "check": check, "value": "conform"} for check in CHECKS] * 2
            lines.append({"do": "decide", "choice": "accept"})
    local = LocalBench(tmp_path / "local", NAMES[0], postgres_url)
    try:
        local.know(declared)
        done(homes[0].run("operator", "add", BADGE, NAME, said=f"{PIN}\n"))
        played = [home.start("play", "-") for home in homes]
        said = "".join(json.dumps(line) + "\n" for line in lines)
        outcomes: list[list[dict[str, Any]]] = [[], []]

        def hear(number: int) -> None:
            out, err = played[number].communicate(said, timeout=120)
            assert "Traceback" not in err, err[-3000:]
            outcomes[number] = [json.loads(line) for line in out.splitlines()]

        side_by_side(lambda: hear(0), lambda: hear(1))
        other = LocalBench(tmp_path / "other", NAMES[1], postgres_url)
        tolds = [told_by(local.store, ""), told_by(other.store, "")]
        bad = [local.verify().bad, other.verify().bad]
        other.close()
    finally:
        local.close()

    assert [len(each) for each in outcomes] == [len(lines)] * 2
    refused = {outcome["code"] for each in outcomes for outcome in each if not outcome["ok"]}
    assert refused <= TOO_LATE | {"checks_unanswered", "open_an_item_first"}
    decided = [departure.approval.key for told in tolds for departure in told.departures]
    assert len(decided) == len(set(decided))
    assert sum(outcome["code"] == "piece_accepted" for each in outcomes for outcome in each) == len(decided) > 0
    assert bad == [(), ()]
    assert list(paid_once([], tolds)) == []
