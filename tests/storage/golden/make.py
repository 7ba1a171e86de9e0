"""Make the golden database of the newest schema. Run once when a schema is about to be shipped, then commit the file.

Run: python -m tests.storage.golden.make   (a file that is there already is never replaced)
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from qc_station.application.ports import Credential
from qc_station.domain.approval import OutboxState
from qc_station.domain.operator import Operator, Role
from qc_station.domain.photo import PhotoRef, TrayFrame
from qc_station.domain.takeback import Reception, TransferForm
from qc_station.storage.open_station import open_station
from qc_station.storage.tables import SCHEMA_VERSIONS
from tests.storage import made


def main() -> None:
    file = Path(__file__).parent / f"{SCHEMA_VERSIONS[-1]}.db"
    if file.exists():
        raise SystemExit(f"{file} is there already: what was shipped does not change")
    store = open_station(f"sqlite:///{file}", "BENCH-01")
    with store() as uow:
        uow.takebacks.save(made.takeback())
        uow.receptions.save(Reception("R-000001", "8R00000000001", made.NOW, TransferForm.SIGNED))
        uow.operators.save(Credential(Operator("lm", "Léa Martin", Role.EXPERT, "QC-BADGE-LM-0001"), "x", 0, None))
        uow.tray.add(TrayFrame(PhotoRef("ef" * 32, 1234), made.NOW, "virtual"))
        uow.bookmarks.put("feed", "17")
        for number, seconds in ((1, 0), (2, 1), (3, 60)):
            made.put_decision(uow, number, release_in_s=seconds)
        uow.outbox.release_due(made.NOW.replace(second=30), 9)
        uow.outbox.settle("0192-00000001", OutboxState.ACKED, code="credited", detail="", at=made.NOW)
        uow.commit()
    store.close()
    # One file, without the write-ahead log beside it.
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    for beside in file.parent.glob(f"{file.name}-*"):
        beside.unlink()


if __name__ == "__main__":
    main()
