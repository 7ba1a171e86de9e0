"""The product sheet: what is known of a piece, where each value comes from, and what a person writes over it.

Composition and care are proposed from the declaration; a measurement from another piece of the same reference and size
that was measured before. A proposal is shown as one, and confirmed by publishing it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from qc_station.application.bench_ports import say
from qc_station.application.ports import UnitOfWork
from qc_station.application.shoot_piece import save_set
from qc_station.application.studio_commands import WriteField, WriteMeasure
from qc_station.application.studio_ports import (
    ActedAtStudio,
    OnTable,
    StudioPorts,
    StudioSession,
    on_table,
    photographer,
)
from qc_station.domain.errors import RuleBroken
from qc_station.domain.photo_set import PhotoSet, SetState
from qc_station.domain.product_sheet import Field, ProductSheet, Source
from qc_station.policy.grading import corrections

_CENTIMETRES = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]))?(?: ?cm)?")


@dataclass(frozen=True, slots=True)
class SheetText:
    """A text of the sheet, empty where nothing is known; `source` says who said so."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class SheetMeasure:
    """A measurement the category asks for; `millimetres` is None where none is known."""

    id: str
    millimetres: int | None
    source: Source


@dataclass(frozen=True, slots=True)
class Sheet:
    """The whole sheet. `title` and `colour` are texts by language; a correction of the inspection is one for all."""

    title: Mapping[str, str]
    category: str
    reference: SheetText
    season: SheetText
    size: SheetText
    colour: Mapping[str, str]
    colour_source: Source
    composition: SheetText
    care: SheetText
    measures: tuple[SheetMeasure, ...]


def sheet_of(table: OnTable, uow: UnitOfWork) -> Sheet:
    item, written = table.item, table.photo_set.sheet
    real = corrections(table.shown.answers, table.programme)

    def inspected(fact: str, declared: str) -> SheetText:
        return SheetText(real[fact], Source.INSPECTED) if real.get(fact) else SheetText(declared, Source.DECLARED)

    def wrote(field: Field, proposed: str) -> SheetText:
        text = written.text(field)
        return SheetText(text, Source.PERSON) if text else SheetText(proposed, Source.DECLARED)

    reference, size = inspected("reference", item.reference), inspected("size", item.size)
    return Sheet(
        title=item.title,
        category=item.category,
        reference=reference,
        season=inspected("season", item.season),
        size=size,
        colour=dict.fromkeys(item.colour, real["colour"]) if real.get("colour") else item.colour,
        colour_source=Source.INSPECTED if real.get("colour") else Source.DECLARED,
        composition=wrote(Field.COMPOSITION, item.composition or ""),
        care=wrote(Field.CARE, ""),
        measures=_measures(table, reference.text, size.text, uow),
    )


def _measures(table: OnTable, reference: str, size: str, uow: UnitOfWork) -> tuple[SheetMeasure, ...]:
    known = table.programme.categories.get(table.item.category)
    asked = known.measures if known else ()
    written = table.photo_set.sheet
    missing = [measure for measure in asked if written.measured(measure) is None]
    before = uow.photo_sets.measured_before(reference, size, table.piece.id) if missing else {}
    return tuple(
        SheetMeasure(measure, own, Source.PERSON)
        if (own := written.measured(measure)) is not None
        else SheetMeasure(measure, before.get(measure), Source.CATALOGUE)
        for measure in asked
    )


def write_field(command: WriteField, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """Raises RuleBroken("scan_a_piece_first" | "text_too_long")."""
    operator = photographer(ports)
    with ports.bench.unit_of_work() as uow:
        table = on_table(session.piece_id, uow, ports)
        sheet = table.photo_set.sheet.with_text(command.field, command.text)
        edited = _edited(table.photo_set, sheet)
        save_set(edited, table, uow)
        body = {"field": str(command.field), "text": sheet.text(command.field)}
        uow.log.append(ports.bench.fact("sheet_written", operator, table.piece.id, **body))
        uow.commit()
    return ActedAtStudio(session.with_done(table.photo_set, edited), say("sheet_completed"))


def write_measure(command: WriteMeasure, session: StudioSession, ports: StudioPorts) -> ActedAtStudio:
    """Raises RuleBroken("scan_a_piece_first" | "unknown_measure" | "not_centimetres" | "measure_out_of_range")."""
    operator = photographer(ports)
    typed = _CENTIMETRES.fullmatch(" ".join(command.text.split()))  # a no-break space is a space
    if typed is None:
        raise RuleBroken("not_centimetres", text=command.text[:20])
    millimetres = int(typed[1]) * 10 + int(typed[2] or 0)
    with ports.bench.unit_of_work() as uow:
        table = on_table(session.piece_id, uow, ports)
        known = table.programme.categories.get(table.item.category)
        if known is None or command.measure not in known.measures:
            raise RuleBroken("unknown_measure", measure=command.measure[:40])
        sheet = table.photo_set.sheet.with_measure(command.measure, millimetres)
        edited = _edited(table.photo_set, sheet)
        save_set(edited, table, uow)
        body = {"measure": command.measure, "millimetres": millimetres}
        uow.log.append(ports.bench.fact("sheet_written", operator, table.piece.id, **body))
        uow.commit()
    return ActedAtStudio(session.with_done(table.photo_set, edited), say("sheet_completed"))


def _edited(photo_set: PhotoSet, sheet: ProductSheet) -> PhotoSet:
    return replace(photo_set, sheet=sheet, state=SetState.EDITING)
