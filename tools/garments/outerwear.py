"""Jacket (a zipped blouson) and coat (a single-breasted long coat). Left and right are the wearer's."""

from tools.garments.pen import (
    Garment,
    Row,
    Side,
    across,
    both,
    box,
    buttons,
    circle,
    ribs,
    row,
    whole,
    zones,
)
from tools.garments.tops import SLEEVED, back_of, sleeved


def jacket() -> Garment:
    silhouette = whole(
        "M 0 32 C 40 32 72 36 94 50 L 130 96 L 246 134 C 300 152 330 196 348 266 C 388 410 428 580 458 724 L 456 806 "
        "L 368 824 L 352 748 C 332 630 304 506 270 402 C 270 540 274 720 278 836 L 270 942 C 180 950 80 952 0 952"
    )
    armhole = "M 246 134 C 222 214 234 318 270 402"
    cuff = ("M 458 724 L 352 748", "M 456 734 L 354 758", "M 380 742 L 392 818")
    band = (across("M 278 836 C 180 846 80 848 0 848"), across("M 278 846 C 180 856 80 858 0 858"))
    pocket = "M 118 560 L 196 700 L 218 688 L 140 548 Z"
    front = Side(
        "Devant",
        "Front",
        silhouette,
        (
            across("M 94 50 C 62 72 30 76 0 76"),
            box(-22, 81, 44, 16),
            *both(
                "M 94 50 C 78 96 40 128 12 146",
                "M 130 96 L 122 208 L 12 158",
                "M 120 197 L 14 149",
                "M 132 120 L 240 156",
                armhole,
                pocket,
                *cuff,
            ),
            "M -9 152 L -9 951",
            "M 9 152 L 9 951",
            "M 34 168 L 34 848",
            "M -34 168 L -34 848",
            *ribs(((-9, 166), (9, 166)), ((-9, 940), (9, 940)), 52),
            box(-6, 176, 12, 40),
            *band,
            circle(420, 780, 6),
            circle(-420, 780, 6),
        ),
        sleeved(
            SLEEVED
            | {
                "8": ("collar", "Col", "Collar"),
                "5": ("zip", "Fermeture à glissière", "Zip"),
                "2": ("hem_band", "Ceinture de bas", "Hem band"),
            },
        ),
    )
    back = Side(
        "Dos",
        "Back",
        silhouette,
        (
            across("M 130 96 C 92 116 40 124 0 124"),
            across("M 126 104 C 90 124 40 132 0 132"),
            *both(armhole, *cuff[:2]),
            across("M 230 238 C 150 262 70 270 0 300"),
            across("M 230 247 C 150 271 70 279 0 309"),
            "M 0 309 L 0 848",
            *both("M 180 838 L 190 950", "M 246 834 L 244 944"),
            *band,
        ),
        sleeved(
            back_of(SLEEVED, k8=("yoke", "Empiècement", "Yoke"), k2=("hem_band", "Ceinture de bas", "Hem band")),
        ),
    )
    return Garment("jacket", 1000, front, back)


def coat() -> Garment:
    silhouette = whole(
        "M 0 26 C 30 26 54 29 70 38 L 96 62 L 182 94 C 222 110 240 146 252 200 C 280 320 306 448 322 572 L 256 590 "
        "C 244 490 222 386 194 300 C 186 380 186 430 190 500 C 200 660 216 820 226 962 C 150 974 70 976 0 976"
    )
    armhole = "M 182 94 C 162 152 166 236 194 300"
    cuff = ("M 319 538 L 251 556",)
    front = Side(
        "Devant",
        "Front",
        silhouette,
        (
            across("M 70 38 C 46 56 22 60 0 60"),
            box(-16, 64, 32, 12),
            # Collar, notch and lapel; the front closes left over right.
            *both("M 70 38 C 60 100 34 170 0 236", "M 96 62 L 112 122 L 74 132 L 118 152 C 96 200 56 262 20 318"),
            *both("M 74 132 C 62 134 54 130 46 128"),
            "M -20 318 L 0 236",
            "M 20 318 C 24 420 26 700 26 975",
            *buttons(0, (344, 440, 536), 10),
            *buttons(0, (344, 440, 536), 3),
            *both(
                armhole,
                *cuff,
                "M 70 520 L 166 508 L 170 544 L 74 556 Z",
                "M 96 300 C 92 380 92 450 98 516",
            ),
            "M 76 262 L 128 250 L 130 264 L 78 276 Z",
            *both("M 266 570 L 262 553"),
            circle(-270, 566, 4),
            circle(-285, 562, 4),
            circle(270, 566, 4),
            circle(285, 562, 4),
            across("M 224 938 C 150 950 70 952 0 952"),
        ),
        zones(_COAT_ROWS, _COAT),
    )
    back = Side(
        "Dos",
        "Back",
        silhouette,
        (
            across("M 96 62 C 66 82 28 88 0 88"),
            *both(armhole, *cuff, "M 120 118 C 108 300 112 420 106 520"),
            "M 0 88 L 0 640",
            "M 0 640 L 16 632 L 22 976",
            "M 0 640 L 0 976",
            across("M 106 498 L 0 500"),
            across("M 106 532 L 0 534"),
            *both("M 106 498 L 106 532"),
            circle(90, 516, 7),
            circle(-90, 516, 7),
            across("M 224 938 C 150 950 70 952 0 952"),
        ),
        zones(
            _COAT_ROWS,
            back_of(
                _COAT,
                k8=("collar", "Col", "Collar"),
                k5=("half_belt", "Martingale", "Half-belt"),
                k2=("vent", "Fente", "Vent"),
                k1=("hem_left", "Bas gauche", "Left hem"),
                k3=("hem_right", "Bas droit", "Right hem"),
            ),
        ),
    )
    return Garment("coat", 720, front, back)


_COAT_ROWS: tuple[Row, Row, Row] = (
    row(22, 240, 118, 300),
    row(240, 610, 180, 336),
    row(610, 985, 70, 232),
)
_COAT = SLEEVED | {
    "8": ("lapel", "Revers", "Lapels"),
    "5": ("buttoning", "Boutonnage", "Buttoning"),
    "1": ("hem_right", "Bas droit", "Right hem"),
    "2": ("hem", "Ourlet", "Hem"),
    "3": ("hem_left", "Bas gauche", "Left hem"),
}
