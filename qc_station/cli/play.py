"""`qc-station play FILE.jsonl`: one JSON command a line in, one JSON outcome a line out (docs/play.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from qc_station.application.bench import Bench
from qc_station.application.messages import Messages
from qc_station.cli.play_command import PlayLineRefused, read_play_line
from qc_station.cli.play_outcome import outcome_document, plain
from qc_station.domain.errors import RuleBroken


def play(lines: Iterable[str], bench: Bench, messages: Messages, out: TextIO) -> int:
    """Perform every line; a refused one is answered and the next one goes on. Returns 0 when every line was done,
    else 1.

    Each answer is flushed before the next line is read: who reads it knows that the act is stored.
    """
    refused = 0
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        document = _answer(line, number, bench, messages)
        refused += not document["ok"]
        out.write(json.dumps(document, ensure_ascii=True) + "\n")
        out.flush()
    return 1 if refused else 0


def _answer(line: str, number: int, bench: Bench, messages: Messages) -> dict[str, object]:
    try:
        command = read_play_line(line)
    except RuleBroken as refused:
        params = {name: plain(value) for name, value in refused.params.items()}
        text = messages.text(refused.code, **refused.params)
        place = {"line": number} if isinstance(refused, PlayLineRefused) else {}
        return {"ok": False, "code": refused.code, "text": text, "params": params | place}
    outcome = bench.perform(command)
    return {"line": number, **outcome_document(outcome, bench.view(), messages)}


def lines_of(source: str) -> Iterator[str]:
    """The lines of a file, or of standard input for `-`; bytes that are no UTF-8 become replacement characters."""
    if source == "-":
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")
        yield from sys.stdin
        return
    with Path(source).open(encoding="utf-8", errors="replace") as file:
        yield from file
