"""What a person asks for at the studio: imperative, frozen, without Qt, SQL or HTTP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from qc_station.domain.photo import PhotoRef
from qc_station.domain.picture import PictureMeasures
from qc_station.domain.product_sheet import Field


@dataclass(frozen=True, slots=True)
class ScanPiece:
    """Whatever the scanner read, as it came: the label of the piece to be shot."""

    code: str


@dataclass(frozen=True, slots=True)
class PutPieceAside:
    """Clear the table; what was shot and written is kept."""


@dataclass(frozen=True, slots=True)
class Aim:
    """The view the next shot is of; empty: the next one missing."""

    view: str


@dataclass(frozen=True, slots=True)
class FileFrame:
    """A frame came from the camera, and `photo` is kept already: its bytes are safe before anything is asked of them.

    `piece` and `view` are what the shutter opened for. Without `piece`: the piece that was on the table at
    `noticed_at`; with none there, or with `to_tray`, the tray. `name` is the camera's own name of the file, by which a
    RAW file finds its picture; `operator` who released the shutter, empty for whoever is here now.
    """

    photo: PhotoRef
    noticed_at: datetime
    piece: str = ""
    view: str = ""
    name: str = ""
    origin: str = "camera"
    raw: bool = False
    to_tray: bool = False
    operator: str = ""


@dataclass(frozen=True, slots=True)
class RecordMeasures:
    """A frame of that piece was looked at whole."""

    piece: str
    sha256: str
    measures: PictureMeasures


@dataclass(frozen=True, slots=True)
class RecordLikeness:
    """A frame of that piece was compared with the bench's picture of the same view; `found` as in `ProductShot`."""

    piece: str
    sha256: str
    found: int


@dataclass(frozen=True, slots=True)
class KeepShot:
    """This shot shows its view. `reason`: why, where it is flawed."""

    number: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RejectShot:
    number: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WriteField:
    """An empty text withdraws what a person wrote: what is proposed stands again."""

    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class WriteMeasure:
    """`text` as a person types it, in centimetres: "54", "54,5"."""

    measure: str
    text: str


@dataclass(frozen=True, slots=True)
class Publish:
    """The set and the sheet go out as they stand on the screen."""


@dataclass(frozen=True, slots=True)
class FileFromTray:
    """That frame shows `view` (empty: the one aimed at) of the piece on the table."""

    number: int
    view: str = ""


@dataclass(frozen=True, slots=True)
class ThrowFromTray:
    """That frame shows nothing anybody needs. Its bytes stay, it leaves the tray."""

    number: int


@dataclass(frozen=True, slots=True)
class UndoAtStudio:
    pass


StudioCommand = (
    ScanPiece
    | PutPieceAside
    | Aim
    | FileFrame
    | RecordMeasures
    | RecordLikeness
    | KeepShot
    | RejectShot
    | WriteField
    | WriteMeasure
    | Publish
    | FileFromTray
    | ThrowFromTray
    | UndoAtStudio
)
