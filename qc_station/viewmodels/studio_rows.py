"""The studio's lists in words: views, shots, badges of a picture, lines of the sheet, frames in the tray."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QUrl

from qc_station.application.fill_sheet import SheetText
from qc_station.application.shoot_piece import EXTRA_VIEW
from qc_station.application.studio_view import ShotView, StudioPiece, ViewOfPiece
from qc_station.domain.photo_set import Mark
from qc_station.domain.picture import PictureMeasures
from qc_station.domain.product_sheet import Source
from qc_station.policy.picture_quality import Flaw, Gate, Judged, PictureVerdict
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.studio_set import Asks, StudioSet
from qc_station.viewmodels.words import NO_BREAK, Words, filled, tr


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A view of the shot list. `stateName`: kept, flawed (a shot waits for a word), aimed or open; mark and word say
    the same.
    """

    key: str
    number: str
    label: str
    source: QUrl
    stateName: str
    mark: str
    stateText: str
    defect: bool
    count: int


@dataclass(frozen=True, slots=True)
class FilmRow:
    """A shot of the view that is shown. `mark`: ✓ kept, ✕ rejected, ! flawed, nothing for one nobody spoke of."""

    key: str
    source: QUrl
    mark: str
    label: str
    current: bool


@dataclass(frozen=True, slots=True)
class BadgeRow:
    """A gate of the picture. `level`: good, attention, or waiting."""

    key: str
    text: str
    level: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A line of the sheet; `cap` is the key that edits it, `note` where its value comes from; a line that is `missing`
    stands in the way.
    """

    key: str
    label: str
    text: str
    note: str
    cap: str
    missing: bool


@dataclass(frozen=True, slots=True)
class TrayRow:
    key: str
    source: QUrl
    label: str
    current: bool


def view_label(view: ViewOfPiece, words: Words) -> str:
    return tr("one more") if view.view == EXTRA_VIEW else words.pick(view.label)


def view_rows(here: StudioSet) -> list[ViewRow]:
    piece = here.piece
    return [_view_row(at, view, piece, here.desk) for at, view in enumerate(piece.views)] if piece else []


def _view_row(at: int, view: ViewOfPiece, piece: StudioPiece, desk: Desk) -> ViewRow:
    kept, waiting = view.kept, view.open
    shown = kept or waiting
    flawed = kept is None and waiting is not None and bool(waiting.shot.flaws)
    state = "kept" if kept else "flawed" if flawed else "aimed" if view.view == piece.aim else "open"
    said = {"kept": tr("kept"), "flawed": tr("to be judged"), "aimed": tr("next"), "open": tr("missing")}[state]
    return ViewRow(
        key=view.view,
        number=str(at + 1) if at < 9 else "",
        label=desk.words.view(view.view, piece.item.category) if view.defect else view_label(view, desk.words),
        source=photo_source(shown, desk),
        stateName="aimed" if view.view == piece.aim and state != "flawed" else state,
        mark={"kept": "✓", "flawed": "!", "aimed": "●", "open": "○"}[state],
        stateText=said,
        defect=view.defect,
        count=len(view.shots),
    )


def photo_source(shot: ShotView | None, desk: Desk) -> QUrl:
    return QUrl.fromLocalFile(str(desk.wiring.photo_path(shot.shot.photo))) if shot is not None else QUrl()


def film_rows(here: StudioSet) -> list[FilmRow]:
    view = here.shown_view
    return [_film_row(each, here) for each in view.shots] if view is not None else []


def _film_row(each: ShotView, here: StudioSet) -> FilmRow:
    shot = each.shot
    mark = {Mark.KEPT: "✓", Mark.REJECTED: "✕", Mark.OPEN: "!" if shot.flaws else ""}[shot.mark]
    word = {Mark.KEPT: tr("kept"), Mark.REJECTED: tr("rejected"), Mark.OPEN: ""}[shot.mark]
    label = " · ".join(part for part in (str(shot.number), word, shot.reason) if part)
    return FilmRow(str(shot.number), photo_source(each, here.desk), mark, label, shot.number == here.gaze.shot)


def badge_rows(verdict: PictureVerdict | None, measures: PictureMeasures | None, words: Words) -> list[BadgeRow]:
    if verdict is None or measures is None:
        return []
    return [_badge(judged, measures, words) for judged in verdict.gates]


def _badge(judged: Judged, measures: PictureMeasures, words: Words) -> BadgeRow:
    text = flaw_text(judged, words) if judged.flaw else _passed(judged, measures, words)
    return BadgeRow(str(judged.gate), text, "attention" if judged.flaw else "good")


def number_text(value: float, digits: int, words: Words) -> str:
    """With the decimal sign of the window's language."""
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if words.language == "fr" else text


def _percent(value: float, words: Words) -> str:
    return f"{number_text(value * 100, 0, words)}{NO_BREAK}%" if words.language == "fr" else f"{value * 100:.0f}%"


def _passed(judged: Judged, measures: PictureMeasures, words: Words) -> str:
    """The number a photographer knows the gate by, whichever of its rules came nearest to its limit."""
    match judged.gate:
        case Gate.SHARPNESS:
            return filled(tr("Sharpness {n}"), n=number_text(judged.value, 0, words))
        case Gate.EXPOSURE:
            return tr("Exposure")
        case Gate.BACKDROP:
            cast = measures.backdrop.cast if measures.backdrop else 0.0
            return filled(tr("Neutral backdrop ΔE {n}"), n=number_text(cast, 1, words))
        case Gate.FRAMING:
            return tr("Framing")
        case _:
            return filled(tr("Level {n}°"), n=number_text(judged.value, 1, words))


def flaw_text(judged: Judged, words: Words) -> str:
    """What is wrong and what to do, with its number."""
    number, share = number_text(judged.value, 1, words), _percent(abs(judged.value), words)
    whole, limit = number_text(judged.value, 0, words), number_text(judged.limit, 0, words)
    flaw = judged.flaw
    said = {
        Flaw.BLURRED: filled(tr("Blurred: {n}, at least {limit}"), n=whole, limit=limit),
        Flaw.TOO_DARK: filled(tr("Too dark: {n} black"), n=share),
        Flaw.TOO_LIGHT: filled(tr("Too light: {n} burnt out"), n=share),
        Flaw.BACKDROP_DARK: filled(tr("Backdrop too dark: L* {n}"), n=whole),
        Flaw.BACKDROP_CAST: filled(tr("Colour cast on the backdrop: ΔE {n}"), n=number),
        Flaw.BACKDROP_UNEVEN: filled(tr("Uneven backdrop: L* ±{n}"), n=number),
        Flaw.CUT_OFF: tr("Framing: cut off at the edge"),
        Flaw.TOO_SMALL: filled(tr("Framing: fills {n} only, come closer"), n=share),
        Flaw.TOO_LARGE: filled(tr("Framing: fills {n}, step back"), n=share),
        Flaw.MOVE_LEFT: filled(tr("Framing: move it {n} to the left"), n=share),
        Flaw.MOVE_RIGHT: filled(tr("Framing: move it {n} to the right"), n=share),
        Flaw.MOVE_UP: filled(tr("Framing: move it up by {n}"), n=share),
        Flaw.MOVE_DOWN: filled(tr("Framing: move it down by {n}"), n=share),
        Flaw.TURN_LEFT: filled(tr("Not level: turn it {n}° to the left"), n=number_text(abs(judged.value), 1, words)),
        Flaw.TURN_RIGHT: filled(tr("Not level: turn it {n}° to the right"), n=number_text(abs(judged.value), 1, words)),
        Flaw.NO_SUBJECT: tr("Framing: no garment stands out"),
    }
    return said.get(flaw, str(flaw)) if flaw is not None else ""


def sheet_rows(here: StudioSet) -> list[SheetRow]:
    piece = here.piece
    if piece is None:
        return []
    words, sheet = here.desk.words, piece.sheet
    grade = SheetText(words.grade(piece.grade), Source.INSPECTED)
    rows = [
        _line("reference", tr("Reference"), sheet.reference),
        _line("season", tr("Season"), SheetText(words.season(sheet.season.text), sheet.season.source)),
        _line("size", tr("Size"), sheet.size),
        _line("colour", tr("Colour"), SheetText(words.pick(sheet.colour), sheet.colour_source)),
        _line("grade", tr("Grade"), grade),
        _line("composition", tr("Composition"), sheet.composition, cap="O", needed=True),
        _line("care", tr("Care"), sheet.care, cap="E"),
    ]
    return rows + [
        _line(
            f"measure:{each.id}",
            measure_label(each.id, words),
            SheetText(centimetres(each.millimetres, words), each.source),
            cap="M",
            needed=True,
        )
        for each in sheet.measures
    ]


def _line(key: str, label: str, said: SheetText, cap: str = "", *, needed: bool = False) -> SheetRow:
    note = {
        Source.DECLARED: tr("declared"),
        Source.INSPECTED: tr("inspected"),
        Source.CATALOGUE: tr("measured before"),
        Source.PERSON: "",
    }[said.source]
    return SheetRow(key, label, said.text, note if said.text and cap else "", cap, needed and not said.text)


def measure_label(measure: str, words: Words) -> str:
    known = words.programme.measures.get(measure)
    return words.pick(known) if known else measure


def centimetres(millimetres: int | None, words: Words) -> str:
    """`545` is `54,5 cm`; nothing is nothing."""
    if millimetres is None:
        return ""
    number = number_text(millimetres / 10, 1 if millimetres % 10 else 0, words)
    return f"{number}{NO_BREAK}cm"


def tray_rows(here: StudioSet) -> list[TrayRow]:
    desk = here.desk
    return [
        TrayRow(
            key=str(frame.number),
            source=QUrl.fromLocalFile(str(desk.wiring.photo_path(frame.photo))),
            label=desk.words.moment(frame.arrived_at, desk.now()),
            current=at == here.gaze.row,
        )
        for at, frame in enumerate(here.view.tray)
    ]


def ask_words(here: StudioSet) -> tuple[str, str]:
    """What the line at the bottom asks, and the hint in it."""
    match here.gaze.asks:
        case Asks.KEEP_REASON:
            shown = here.shown_shot
            flaws = [judged for judged in shown.verdict.gates if judged.flaw] if shown and shown.verdict else []
            return tr("Keep it all the same"), flaw_text(flaws[0], here.desk.words) if flaws else tr("Why?")
        case Asks.COMPOSITION:
            return tr("Composition"), tr("98 % cotton, 2 % elastane")
        case Asks.CARE:
            return tr("Care"), tr("30°, no tumble dryer")
        case Asks.MEASURE:
            return measure_label(here.gaze.measure, here.desk.words), tr("in cm")
        case Asks.CODE:
            return tr("Piece"), tr("QC1-… as on its label")
        case _:
            return "", ""
