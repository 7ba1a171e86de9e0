"""A bench that is killed: decides a piece, says where it stands, and waits for the blow.

Run: python -m tests.storage.dying_bench URL before|after
"""

from __future__ import annotations

import sys
import time

from qc_station.storage.open_station import open_station
from tests.storage import made


def main(url: str, when: str) -> None:
    store = open_station(url, "BENCH-01")
    with store() as uow:
        made.put_decision(uow, 1)
        if when == "after":
            uow.commit()
        print("ready", flush=True)
        time.sleep(60)


if __name__ == "__main__":
    main(*sys.argv[1:])
