"""Sign off the set and the sheet: from here on they go out to the shop, edition by edition.

What goes out is frozen in the transaction that signs it. The files for the shop are made from the originals in the
background; the edition leaves once they are there (`deliver_publication.py`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from qc_station.application.alt_text import AltWords, Shown, alt_text
from qc_station.application.bench_ports import say
from qc_station.application.fill_sheet import Sheet, sheet_of
from qc_station.application.outcome import Tone, Topic
from qc_station.application.ports import UnitOfWork
from qc_station.application.render_photographs import ShotToRender, queue_renditions
from qc_station.application.returned import last_decided
from qc_station.application.studio_commands import Publish
from qc_station.application.studio_port import Publication, PublicationState
from qc_station.application.studio_ports import (
    ActedAtStudio,
    OnTable,
    StudioPorts,
    StudioSession,
    on_table,
    photographer,
)
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator
from qc_station.domain.photo_set import ProductShot, SetState
from qc_station.domain.piece import PhotosState
from qc_station.domain.reentry import ReentryOutcome
from qc_station.domain.rendition import DEFECT_VIEW, Region
from qc_station.domain.transitions import move
from qc_station.domain.workshop import OPEN
from qc_station.policy.shot_list import Hindrance, WantedView, hindrances

SHEET_FORMAT = "qc-station/sheet/1"
# How far around a pin a picture may not be retouched, as a share of it.
PIN_REACH = 0.03


@dataclass(frozen=True, slots=True)
class Made:
    """How the files are made (a recipe's key by the original's hash), and the patterns of what they show."""

    recipes: Mapping[str, str]
    alt: Mapping[str, AltWords]


def publish_piece(_command: Publish, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """Raises RuleBroken("scan_a_piece_first" | "not_publishable" | "published_already" | "changed_elsewhere")."""
    operator = photographer(ports)
    now = ports.bench.clock.now()
    with ports.bench.unit_of_work() as uow:
        table = on_table(session.piece_id, uow, ports)
        sheet = sheet_of(table, uow)
        stands = in_the_way(table, sheet, uow)
        if stands:
            raise RuleBroken("not_publishable", obstacle=str(stands[0].obstacle), what=stands[0].what, n=len(stands))
        if table.photo_set.state is SetState.PUBLISHED and not _stuck(table.piece.id, uow):
            raise RuleBroken("published_already", edition=table.photo_set.edition)
        edition = table.photo_set.edition + 1
        tasks = queue_renditions(uow, table.piece.id, [_to_render(shot, table) for shot in kept_shots(table)], now)
        recipes = {task.original.sha256: task.recipe.key for task in tasks}
        made = Made(recipes, ports.alt())
        body = sheet_document(table, sheet, edition, operator, now, made)
        uow.publications.add(
            Publication(table.piece.id, edition, sheet.reference.text, sheet.size.text, _text(body), now)
        )
        uow.photo_sets.save(replace(table.photo_set, state=SetState.PUBLISHED, edition=edition))
        _published(table, uow)
        kept = [shot.photo.sha256 for shot in kept_shots(table)]
        uow.log.append(ports.bench.fact("set_published", operator, table.piece.id, edition=edition, photos=kept))
        uow.commit()
    cleared = session.with_piece("", now)
    said = say("piece_published", Tone.ACCEPT, piece=table.piece.id, edition=edition)
    return ActedAtStudio(replace(cleared, history=()), said, frozenset({Topic.STUDIO, Topic.PUBLICATION}))


def _stuck(piece_id: str, uow: UnitOfWork) -> bool:
    """The last edition will not go out: the same set may be signed off again, as the next one."""
    latest = uow.publications.latest(piece_id)
    return latest is not None and latest.state is PublicationState.PARKED


def in_the_way(table: OnTable, sheet: Sheet, uow: UnitOfWork) -> tuple[Hindrance, ...]:
    """All that hinders this piece from going out, in the order in which it is mended."""
    measured = {measure.id: measure.millimetres for measure in sheet.measures}
    return hindrances(
        table.piece,
        table.photo_set,
        table.wanted,
        measured,
        composition=sheet.composition.text,
        workshop_done=workshop_done(table.piece.id, uow),
    )


def workshop_done(piece_id: str, uow: UnitOfWork) -> bool:
    """No step of its route is waiting or under way, and it was not sent there when it came back from the shop."""
    back = last_decided(piece_id, uow)
    if back is not None and back.outcome is ReentryOutcome.WORKSHOP:
        return False
    return not any(step.state in OPEN for step in uow.workshop.of(piece_id))


def kept_shots(table: OnTable) -> tuple[ProductShot, ...]:
    """One a view, in the order of the shot list."""
    kept = (table.photo_set.kept(each.view) for each in table.wanted)
    return tuple(shot for shot in kept if shot is not None)


def _published(table: OnTable, uow: UnitOfWork) -> None:
    axes = table.piece.axes
    if axes.photos is not PhotosState.PUBLISHED:
        axes = move(move(axes, photos=PhotosState.COMPLETE), photos=PhotosState.PUBLISHED)
        uow.pieces.save(replace(table.piece, axes=axes))


def sheet_document(
    table: OnTable,
    sheet: Sheet,
    edition: int,
    operator: Operator,
    now: datetime,
    made: Made,
) -> dict[str, object]:
    """The sheet as it goes out, without the files that are still to be made. Schema: docs/sheet.schema.json."""
    programme = table.programme
    grade = table.shown.grade
    return {
        "format": SHEET_FORMAT,
        "piece": table.piece.id,
        "edition": edition,
        "programme": {"id": programme.id, "version": programme.version},
        "published_at": now.isoformat(timespec="seconds"),
        "published_by": operator.id,
        "title": dict(sheet.title),
        "category": sheet.category,
        "reference": sheet.reference.text,
        "season": sheet.season.text,
        "size": sheet.size.text,
        "colour": dict(sheet.colour),
        "composition": sheet.composition.text,
        "care": sheet.care.text,
        "measurements": [
            {"id": each.id, "label": dict(programme.measures[each.id]), "millimetres": each.millimetres}
            for each in sheet.measures
        ],
        "grade": None if grade is None else {"id": str(grade), "label": dict(programme.grade(grade).label)},
        "defects": [_defect(each, table) for each in table.wanted if each.finding is not None],
        "photos": [_photo(shot, table, sheet, made) for shot in kept_shots(table)],
    }


def _defect(wanted: WantedView, table: OnTable) -> dict[str, object]:
    finding = wanted.finding
    assert finding is not None
    check = table.programme.check(wanted.check)
    rule = check.rule(finding.kind) if check else None
    pin = finding.pin
    return {
        "view": wanted.view,
        "kind": finding.kind,
        "label": dict(rule.label) if rule else {},
        "place": None if pin is None else {"side": str(pin.side), "x": round(pin.x, 4), "y": round(pin.y, 4)},
    }


def _to_render(shot: ProductShot, table: OnTable) -> ShotToRender:
    """A flawed shot that a person kept all the same may stay as it was shot, where it cannot be cut out."""
    whole = table.whole(shot.view)
    return ShotToRender(
        shot.photo, shot.view, whole, _pinned(shot, table) if whole else (), may_stay_plain=bool(shot.flaws)
    )


def _pinned(shot: ProductShot, table: OnTable) -> tuple[Region, ...]:
    """Where the pins of that side lie in the picture: a pin is a place on the outline, and the garment's frame is known
    from the measures. Half the margin of a thumb's width around it is not touched.
    """
    found = (each.finding.pin for each in table.wanted if each.finding is not None)
    pins = [pin for pin in found if pin is not None and str(pin.side) == shot.view]
    framing = shot.measures.framing if shot.measures else None
    if framing is None:  # nobody knows where the garment lies: then no place of the picture may be cleaned away
        return (Region(0.0, 0.0, 1.0, 1.0),) if pins else ()
    wide, tall = 1 - framing.left - framing.right, 1 - framing.top - framing.bottom
    return tuple(_around(framing.left + pin.x * wide, framing.top + pin.y * tall) for pin in pins)


def _around(x: float, y: float) -> Region:
    left, top = max(0.0, x - PIN_REACH), max(0.0, y - PIN_REACH)
    return Region(left, top, min(1.0, x + PIN_REACH) - left, min(1.0, y + PIN_REACH) - top)


def _photo(shot: ProductShot, table: OnTable, sheet: Sheet, made: Made) -> dict[str, object]:
    label = view_label(shot.view, table)
    category = table.programme.categories[table.item.category].label
    defect = label if shot.view.startswith(DEFECT_VIEW) else {}
    return {
        "view": shot.view,
        "label": dict(label),
        "alt": alt_text(Shown(shot.view, sheet.title, category, sheet.colour, label, defect), made.alt),
        "original": {"sha256": shot.photo.sha256, "size": shot.photo.size},
        "recipe": made.recipes[shot.photo.sha256],
        "taken_at": shot.taken_at.isoformat(timespec="seconds"),
    }


def view_label(view: str, table: OnTable) -> Mapping[str, str]:
    """What a view shows, by language; a defect's view is named after the defect."""
    known = table.programme.categories[table.item.category].views
    label = next((each.label for each in known if each.id == view), None)
    if label is not None:
        return label
    wanted = next((each for each in table.wanted if each.view == view and each.finding is not None), None)
    check = table.programme.check(wanted.check) if wanted else None
    rule = check.rule(wanted.finding.kind) if check and wanted and wanted.finding else None
    if check is None or rule is None:
        return {}
    return {
        language: f"{check.title[language]} · {words}"
        for language, words in rule.label.items()
        if language in check.title
    }


def _text(document: Mapping[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=False, separators=(",", ":"), allow_nan=False)
