"""Places to go: parcels that were searched for, and pieces that wait for a lead, as lines of one list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qc_station.application.commands import OpenFound, Scan
from qc_station.application.find import Found
from qc_station.application.waiting import Waiting
from qc_station.policy.programme import Programme
from qc_station.viewmodels.words import Words, filled, tr


@dataclass(frozen=True, slots=True)
class Destination:
    """A line of the list and what opens it. `mark` and `stateText` say the same, one for the eye, one in words."""

    key: str
    title: str
    detail: str
    mark: str
    stateText: str
    command: OpenFound | Scan


def found_destination(found: Found, words: Words) -> Destination:
    first = found.items[0] if found.items else None
    more = len(found.items) - 1
    said = f"{words.pick(first.title)} · {first.reference}" if first else ""
    if more > 0:
        others = tr("and %n more", None, more)
        said = f"{said} {others}"
    parcel = filled(tr("parcel {code}"), code=found.parcel_code)
    return Destination(
        key=f"{found.dossier} {found.parcel_code}",
        title=words.customer(found.customer),
        detail=f"{found.dossier} · {parcel} · {said}",
        mark="●" if found.received else "○",
        stateText=tr("Received") if found.received else tr("Not received yet"),
        command=OpenFound(found.dossier, found.parcel_code),
    )


def waiting_destination(waiting: Waiting, words: Words, programmes: Mapping[str, Programme]) -> Destination:
    item, spoken = waiting.item, words
    if waiting.programme in programmes:
        spoken = replace(words, programme=programmes[waiting.programme])
    since = filled(tr("since {time}"), time=spoken.moment(waiting.since))
    if item is None:
        title, why, state = tr("Undeclared piece"), waiting.parcel_code, tr("In quarantine")
    else:
        title, state = f"{spoken.pick(item.title)} · {item.reference}", tr("To be reviewed")
        why = " · ".join([*(spoken.reason(reason) for reason in waiting.reasons), *filter(None, [waiting.note])])
    return Destination(
        key=waiting.piece,
        title=title,
        detail=" · ".join(part for part in (why, since, waiting.piece) if part),
        mark="!",
        stateText=state,
        command=Scan(waiting.piece),
    )
