"""The evidence pack of the piece in hand on the screen: its pages, the customer's copy, and the way to paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Property, QObject, QSize, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickImageProvider

from qc_station.application.failures import WorldFailure
from qc_station.application.outcome import Notice, Tone
from qc_station.domain.errors import RuleBroken
from qc_station.viewmodels.desk import Desk
from qc_station.viewmodels.gaze import Panel
from qc_station.viewmodels.words import tr

QML_IMPORT_NAME = "QcStation.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1
PROVIDER = "papers"


class PageProvider(QQuickImageProvider):
    """The pages that are shown now, by `<serial>/<number>`."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self.pages: dict[str, QImage] = {}

    def requestImage(self, page: str, _size: QSize, _wanted: QSize) -> QImage:
        return self.pages.get(page, QImage())


@dataclass(frozen=True, slots=True)
class Paper:
    """What lies on the screen. `down`, in 0..1: how far the page is scrolled. `serial` tells two packs apart: no old
    page is shown for a new one.
    """

    piece: str = ""
    redacted: bool = False
    pdf: bytes = b""
    count: int = 0
    at: int = 0
    down: float = 0.0
    serial: int = 0


@QmlElement
class PapersViewModel(QObject):
    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        desk.paper = self
        self._desk = desk
        self._paper = Paper()
        # The engine owns a provider once it is added; it is made here so that both sides are one.
        self.provider = PageProvider()
        desk.changed.connect(self._close)

    @Property(str, notify=changed)
    def title(self) -> str:
        return tr("Copy for the customer") if self._paper.redacted else tr("Evidence pack")

    @Property(str, notify=changed)
    def subtitle(self) -> str:
        return self._paper.piece

    @Property(str, notify=changed)
    def page(self) -> str:
        """Where the picture of the page is; empty while it is made."""
        return f"image://{PROVIDER}/{self._paper.serial}/{self._paper.at}" if self._paper.count else ""

    @Property(str, notify=changed)
    def progress(self) -> str:
        return f"{self._paper.at + 1} / {self._paper.count}" if self._paper.count else ""

    @Property(float, notify=changed)
    def down(self) -> float:
        return self._paper.down

    @Property(bool, notify=changed)
    def redacted(self) -> bool:
        return self._paper.redacted

    @Slot()
    def open(self) -> None:
        """Show the pack of the piece in hand; asked again it closes."""
        desk = self._desk
        if desk.gaze.panel is Panel.PAPER:
            desk.look(panel=Panel.NONE)
        elif desk.piece is not None and not desk.piece.blind:
            desk.look(panel=Panel.PAPER)
            self._make(desk.piece.id, redacted=False)

    @Slot()
    def swap(self) -> None:
        """The customer's copy instead, and back."""
        if self._paper.piece:
            self._make(self._paper.piece, redacted=not self._paper.redacted)

    @Slot(int)
    def turn(self, by: int) -> None:
        paper = self._paper
        at = max(0, min(paper.count - 1, paper.at + by))
        if at != paper.at:
            self._show(replace(paper, at=at, down=0.0))

    def scroll(self, by: float) -> None:
        """`by` in parts of what can be scrolled."""
        self._show(replace(self._paper, down=max(0.0, min(1.0, self._paper.down + by))))

    @Slot()
    def put_on_paper(self) -> None:
        """To the document printer, where one is set, else into a file; both are said."""
        paper = self._paper
        if not paper.pdf:
            return
        name = f"{paper.piece}-customer.pdf" if paper.redacted else f"{paper.piece}.pdf"
        self._desk.ask(lambda: self._put(name, paper.pdf), self._say)

    def _put(self, name: str, pdf: bytes) -> Notice:
        try:
            file = self._desk.wiring.papers.put_on_paper(name, pdf)
        except WorldFailure as failure:
            return Notice(failure.code, Tone.ERROR, failure.params)
        if isinstance(file, Path):
            return Notice("paper_kept", Tone.PASS, {"file": str(file)})
        return Notice("paper_queued", Tone.PASS)

    def _say(self, notice: object) -> None:
        assert isinstance(notice, Notice)
        self._desk.tell(notice)

    def _make(self, piece: str, *, redacted: bool) -> None:
        serial = self._paper.serial + 1
        self._show(Paper(piece, redacted, serial=serial))

        def made(value: object) -> None:
            if isinstance(value, Notice):
                self._desk.look(panel=Panel.NONE)
                self._desk.tell(value)
                return
            assert isinstance(value, tuple)
            pdf, pictures = value
            if self._desk.gaze.panel is Panel.PAPER and self._paper.serial == serial:
                self.provider.pages = {f"{serial}/{number}": page for number, page in enumerate(pictures)}
                self._show(Paper(piece, redacted, pdf, len(pictures), serial=serial))

        self._desk.ask(lambda: self._work(piece, redacted=redacted), made)

    def _work(self, piece: str, *, redacted: bool) -> object:
        """On the bench's thread: a second or two."""
        # Slow to load, and only whoever looks at a paper needs it.
        from qc_station.viewmodels.pdf_pages import pages  # noqa: PLC0415

        try:
            pdf = self._desk.wiring.papers.evidence(piece, redacted=redacted)
        except (RuleBroken, WorldFailure) as refused:
            return Notice(refused.code, Tone.ERROR, refused.params)
        return pdf, pages(pdf)

    @Slot()
    def _close(self) -> None:
        """Pages of a piece do not stay in memory once nobody looks at them."""
        if self._desk.gaze.panel is not Panel.PAPER and self._paper.piece:
            self.provider.pages = {}
            self._show(Paper(serial=self._paper.serial))

    def _show(self, paper: Paper) -> None:
        self._paper = paper
        self.changed.emit()
