"""The light of this station's studio, measured once on a chart or a grey card, for every picture taken in it."""

from __future__ import annotations

import json

from qc_station.application.failures import WorldFailure
from qc_station.application.ports import UnitOfWork
from qc_station.domain.errors import RuleBroken
from qc_station.domain.rendition import Balance, BalanceSource


def keep_light(uow: UnitOfWork, balance: Balance | None) -> None:
    """From the next picture on; None: pictures keep the camera's colours. Files that are made stay as they are."""
    said = None if balance is None else {"source": balance.source.value, "matrix": list(balance.matrix)}
    uow.bookmarks.put(_name(uow), json.dumps(said))


def light_of(uow: UnitOfWork) -> Balance | None:
    """Raises WorldFailure("record_unreadable")."""
    kept = uow.bookmarks.get(_name(uow))
    if kept is None:
        return None
    try:
        said = json.loads(kept)
        return said and Balance(BalanceSource(said["source"]), tuple(said["matrix"]))
    except (ValueError, KeyError, TypeError, RuleBroken) as error:
        raise WorldFailure("record_unreadable", record="light", key=uow.station) from error


def _name(uow: UnitOfWork) -> str:
    return f"light:{uow.station}"
