"""Take-backs from a file (JSON or CSV): all of it or nothing, and the first thing that is wrong is named.

The same file again is no change. What it takes is described for people in docs/import.md.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from qc_station.application.failures import WorldFailure
from qc_station.application.ports import Clock, UnitOfWork, UnitOfWorkFactory
from qc_station.application.strict_json import DocumentError, Node, decoded, read_json, shown
from qc_station.application.takeback_csv import read_csv
from qc_station.application.takeback_document import read_takeback
from qc_station.domain.facts import Fact
from qc_station.domain.takeback import TakeBack

FILE_BYTES_MAX = 50 * 1024 * 1024
TAKEBACKS_MAX = 100_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How many take-backs of the file were new, had other content than before, or were known already."""

    new: int
    changed: int
    unchanged: int


def import_file(path: Path, unit_of_work: UnitOfWorkFactory, clock: Clock, operator: str) -> ImportReport:
    """Take in a file of take-backs, in one transaction.

    Raises WorldFailure("import_refused_row" | "import_refused_line" | "import_refused") with `file`, `reason` (a key of
    strict_json.REASONS), `found`, `wanted`, and `row` and `place`, `row`, or `place`: where it is; WorldFailure
    ("file_unreadable" | "file_too_large") with `file`.
    """
    data = _read(path)
    try:
        takebacks = _takebacks(data)
        with unit_of_work() as uow:
            report = _keep(uow, takebacks, clock, operator, path)
            uow.commit()
    except DocumentError as refused:
        raise _refusal(path, refused) from refused
    return report


def _refusal(path: Path, refused: DocumentError) -> WorldFailure:
    """Said by row and column for a table, by line for what cannot be read, by path for a document."""
    code = "import_refused"
    if refused.row:
        code = "import_refused_row" if refused.place else "import_refused_line"
    return WorldFailure(
        code,
        file=shown(path.name),
        row=refused.row,
        place=refused.place,
        reason=refused.reason,
        found=refused.found,
        wanted=refused.wanted,
    )


def _read(path: Path) -> bytes:
    name = shown(path.name)
    try:
        # Looked at before it is opened: a pipe or a device would be waited for, not read.
        if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 (Path.stat answers the same; this reads as what it is)
            raise WorldFailure("file_unreadable", file=name)
        with path.open("rb") as file:
            data = file.read(FILE_BYTES_MAX + 1)
    except (OSError, ValueError):  # ValueError: a name with a zero byte in it
        raise WorldFailure("file_unreadable", file=name) from None
    if len(data) > FILE_BYTES_MAX:
        raise WorldFailure("file_too_large", file=name, most_mb=FILE_BYTES_MAX // 1024**2)
    return data


def _takebacks(data: bytes) -> dict[str, TakeBack]:
    """By dossier; twice the same one in a file is refused, whatever it says."""
    found: dict[str, TakeBack] = {}
    for place, takeback in _each(data):
        if takeback.dossier in found:
            raise DocumentError(f"{place}.dossier", "repeated", found=takeback.dossier)
        found[takeback.dossier] = takeback
    return found


def _each(data: bytes) -> Iterator[tuple[str, TakeBack]]:
    """Each with its place. What the bytes begin with tells the form, not the name of the file."""
    beginning = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if beginning not in (b"{", b"["):
        # A table cannot name a dossier twice: its rows are gathered by dossier.
        yield from (("", takeback) for takeback in read_csv(decoded(data), TAKEBACKS_MAX))
        return
    for node in _documents(read_json(data)):
        yield node.place, read_takeback(node)


def _documents(node: Node) -> tuple[Node, ...]:
    """A list of take-backs, or an object that holds one under `takebacks`."""
    if isinstance(node.value, dict):
        node = node.fields(frozenset({"takebacks"}), frozenset(), only=True)["takebacks"]
    return node.entries(TAKEBACKS_MAX)


def _keep(uow: UnitOfWork, takebacks: dict[str, TakeBack], clock: Clock, operator: str, path: Path) -> ImportReport:
    new: list[str] = []
    changed: list[str] = []
    for dossier, takeback in takebacks.items():
        known = uow.takebacks.get(dossier)
        if known and not takeback.settled:
            # A file says nothing of what the ledger has settled or heard; what is known of that stays.
            takeback = replace(  # noqa: PLW2901
                takeback, settled=known.settled, received=known.received, called_off_at=known.called_off_at
            )
        if known == takeback:
            continue
        if known and uow.pieces.of([dossier]):
            raise DocumentError(dossier, "already_inspected")
        (changed if known else new).append(dossier)
        uow.takebacks.save(takeback)
    if new or changed:
        body = {"count": len(new) + len(changed), "file": shown(path.name), "dossiers": new + changed}
        uow.log.append(Fact("takebacks_imported", clock.now(), operator, "file", body))
    return ImportReport(len(new), len(changed), len(takebacks) - len(new) - len(changed))
