"""The garment drawings as data: one function per category, in design units (see `tools.garments.pen`)."""

from tools.garments import accessories, bottoms, dresses, outerwear, tops
from tools.garments.pen import Garment

ALL: tuple[Garment, ...] = (
    tops.shirt(),
    tops.tshirt(),
    tops.knitwear(),
    tops.sweatshirt(),
    outerwear.jacket(),
    outerwear.coat(),
    bottoms.trousers(),
    bottoms.jeans(),
    bottoms.shorts(),
    dresses.skirt(),
    dresses.dress(),
    accessories.shoes(),
    accessories.bag(),
    accessories.cap(),
    accessories.scarf(),
    accessories.belt(),
)
"""In the order of the programme's categories."""
