"""A colour for a colour's name, so that a drawing looks like the garment on the table. Decoration, never data."""

from __future__ import annotations

from collections.abc import Mapping

NEUTRAL = "#D8D3C7"
# English words as declarations use them; the longest that occurs in the name counts.
_SWATCHES = {
    "black": "#33312E",
    "anthracite": "#4A4B4E",
    "charcoal": "#4F5053",
    "grey": "#A7A7A4",
    "heather grey": "#B9B9B6",
    "white": "#FBFAF6",
    "off-white": "#F3EFE4",
    "ecru": "#EFE7D3",
    "ivory": "#F4EEDD",
    "cream": "#F2E9D2",
    "beige": "#DDCBAA",
    "sand": "#D9C6A0",
    "camel": "#BE8F55",
    "taupe": "#9C8B7A",
    "brown": "#7A5540",
    "chocolate": "#5B3D30",
    "cognac": "#A3623A",
    "tobacco": "#8F6238",
    "rust": "#AC5532",
    "terracotta": "#BF6A4C",
    "burgundy": "#7A2E3B",
    "red": "#C23B37",
    "pink": "#E7B6BF",
    "coral": "#E88872",
    "orange": "#DE8440",
    "yellow": "#E8C75A",
    "mustard": "#C99F38",
    "green": "#5F8A63",
    "sage": "#A9B79A",
    "khaki": "#8C8660",
    "olive": "#76754A",
    "emerald": "#2F7A5C",
    "forest": "#33523F",
    "blue": "#5580B5",
    "sky blue": "#A9C4E0",
    "light blue": "#B3CCE4",
    "royal": "#3B5BA8",
    "navy": "#28364F",
    "indigo": "#3F4D72",
    "denim": "#5A759B",
    "stone": "#C6C0B2",
    "purple": "#76598C",
    "lilac": "#C3B2D6",
    "silver": "#C9CACB",
    "gold": "#C9A75C",
    "tortoiseshell": "#7C5636",
}


def swatch(colour: Mapping[str, str]) -> str:
    """A hexadecimal colour for a declared colour's names; a quiet neutral when its English name says nothing."""
    name = colour.get("en", "").lower()
    found = [word for word in _SWATCHES if word in name]
    return _SWATCHES[max(found, key=len)] if found else NEUTRAL
