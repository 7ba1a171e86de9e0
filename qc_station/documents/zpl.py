"""A laid-out label as ZPL II: our own twelve commands, because the libraries seen are stale or AGPL (barcodes.md 4.1).

Every field is sent with ^FH and every byte but letters, digits and a few signs as _XX: no text, however hostile, can
begin a command. ^CI28 makes those bytes UTF-8.
"""

from __future__ import annotations

from qc_station.documents.piece_label import Layout, PlacedSymbol, PlacedText
from qc_station.documents.symbol import Symbology

_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 -.,/()")


def zpl(layout: Layout) -> bytes:
    """The label, once."""
    parts = ["^XA", "^CI28", f"^PW{layout.width}", f"^LL{layout.height}", "^LH0,0"]
    parts += [_symbol(each) for each in layout.symbols]
    parts += [_text(each) for each in layout.texts]
    return "\n".join([*parts, "^PQ1", "^XZ", ""]).encode("ascii")


def _symbol(placed: PlacedSymbol) -> str:
    at = f"^FO{placed.x},{placed.y}"
    field = _field(placed.symbol.text)
    if placed.symbol.symbology is Symbology.CODE_128:
        # Subset chosen by the printer (mode A): the same bars as ours, or narrower ones.
        return f"{at}^BY{placed.module}^BCN,{placed.height},N,N,N,A{field}"
    # The smallest square that holds it, which is the printer's own choice as well as ours.
    return f"{at}^BXN,{placed.module},200{field}"


def _text(placed: PlacedText) -> str:
    return f"^FO{placed.x},{placed.y}^A0N,{placed.height},{round(placed.height * 0.9)}{_field(placed.text)}"


def _field(text: str) -> str:
    data = text.encode("utf-8", "replace")
    return "^FH_^FD" + "".join(chr(byte) if byte in _PLAIN else f"_{byte:02X}" for byte in data) + "^FS"
