"""The pages of a PDF as pictures. Imported on the bench's thread, when a paper is first looked at: its library is slow
to load, and nothing else needs it.
"""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

# Twice what a page is drawn at on the smallest window, so that small print stays sharp.
PAGE_WIDE = 1300


def pages(pdf: bytes) -> tuple[QImage, ...]:
    """Each page on white, `PAGE_WIDE` pixels wide. Raises ValueError for a PDF that cannot be read: it is ours."""
    data = QByteArray(pdf)
    device = QBuffer(data)
    device.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(device)
    try:
        if document.status() is not QPdfDocument.Status.Ready:
            raise ValueError(f"our own PDF is not ready to be shown: {document.status()}")
        return tuple(_page(document, number) for number in range(document.pageCount()))
    finally:
        document.close()
        device.close()


def _page(document: QPdfDocument, number: int) -> QImage:
    points = document.pagePointSize(number)
    size = QSize(PAGE_WIDE, round(PAGE_WIDE * points.height() / points.width()))
    paper = QImage(size, QImage.Format.Format_RGB32)
    paper.fill(QColor("white"))
    painter = QPainter(paper)
    painter.drawImage(0, 0, document.render(number, size))
    painter.end()
    return paper
