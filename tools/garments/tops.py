"""Shirt, T-shirt, knitwear and sweatshirt. Left and right are the wearer's."""

from tools.garments.pen import (
    Garment,
    Row,
    Side,
    Words,
    Zone,
    across,
    both,
    box,
    buttons,
    circle,
    ribs,
    row,
    turned,
    whole,
    zones,
)

LABEL = box(-20, 68, 40, 15)

SLEEVED: dict[str, Words] = {
    "7": ("shoulder_right", "Épaule droite", "Right shoulder"),
    "8": ("neckline", "Encolure", "Neckline"),
    "9": ("shoulder_left", "Épaule gauche", "Left shoulder"),
    "4": ("sleeve_right", "Manche droite", "Right sleeve"),
    "5": ("chest", "Devant", "Front"),
    "6": ("sleeve_left", "Manche gauche", "Left sleeve"),
    "1": ("cuff_right", "Poignet droit", "Right cuff"),
    "2": ("hem", "Ourlet", "Hem"),
    "3": ("cuff_left", "Poignet gauche", "Left cuff"),
}


def sleeved(names: dict[str, Words]) -> tuple[Zone, ...]:
    """The zones of a garment with long sleeves, laid flat with the arms down."""
    rows = (row(24, 300, 118, 430), row(300, 640, 226, 490), row(640, 960, 290, 490))
    return zones(rows, names, {"7": (60, 300), "9": (60, 300), "1": (700, 830), "2": (790, 955), "3": (700, 830)})


def back_of(names: dict[str, Words], **renamed: Words) -> dict[str, Words]:
    """The names of the back: sides swapped, the middle is the back, and what is called otherwise there (`k8=…`)."""
    middle: dict[str, Words] = {"5": ("back", "Dos", "Back")}
    return {**turned(names), **middle, **{key[1:]: words for key, words in renamed.items()}}


def shirt() -> Garment:
    silhouette = whole(
        "M 0 32 C 36 32 64 35 86 46 L 114 82 L 252 126 C 298 142 322 186 338 256 C 374 410 416 590 448 750 "
        "L 450 806 L 374 824 L 362 778 C 338 640 300 496 246 372 C 242 500 246 690 250 820 "
        "C 250 858 234 872 204 890 C 140 930 66 952 0 952"
    )
    cuff = ("M 448 750 L 362 778", "M 446 760 L 364 787", "M 372 726 L 360 690")
    armhole = "M 252 126 C 226 200 222 296 246 372"
    hem = across("M 250 804 C 250 842 230 856 200 874 C 136 914 64 934 0 934")
    front = Side(
        "Devant",
        "Front",
        silhouette,
        (
            across("M 86 46 C 54 66 26 70 0 70"),
            box(-20, 75, 40, 15),
            *both(
                "M 86 46 C 74 84 36 112 0 126",
                "M 114 82 L 106 190 L 0 126",
                "M 105 180 L 8 122",
                "M 118 104 L 246 146",
                armhole,
                *cuff,
            ),
            "M 22 138 L 22 951",
            "M -22 138 L -22 951",
            circle(-90, 168, 5),
            circle(90, 168, 5),
            *buttons(0, (146, 248, 356, 464, 572, 680, 788), 7),
            circle(-404, 792, 6),
            "M 84 300 L 186 300 L 186 404 L 135 430 L 84 404 Z",
            "M 84 318 L 186 318",
            hem,
        ),
        sleeved(
            SLEEVED | {"8": ("collar", "Col", "Collar"), "5": ("placket", "Boutonnage", "Placket")},
        ),
    )
    back = Side(
        "Dos",
        "Back",
        silhouette,
        (
            across("M 114 82 C 84 100 36 108 0 108"),
            across("M 110 90 C 80 108 36 116 0 116"),
            *both(armhole, *cuff, "M 26 212 L 22 420", "M 404 640 L 430 756", "M 412 638 L 439 753"),
            across("M 234 206 L 0 212"),
            across("M 234 213 L 0 219"),
            box(-10, 212, 20, 34),
            hem,
            circle(418, 700, 5),
            circle(-418, 700, 5),
            circle(436, 786, 6),
            circle(-436, 786, 6),
        ),
        sleeved(back_of(SLEEVED, k8=("yoke", "Empiècement", "Yoke"), k5=("pleat", "Pli creux", "Box pleat"))),
    )
    return Garment("shirt", 1000, front, back)


def tshirt() -> Garment:
    silhouette = whole(
        "M 0 62 C 48 62 92 56 124 44 L 262 94 C 304 110 332 136 354 166 C 402 228 446 282 482 332 L 378 410 "
        "C 340 378 300 350 264 334 C 256 500 258 740 266 946 C 180 957 80 960 0 960"
    )
    names: dict[str, Words] = {
        "7": ("shoulder_right", "Épaule droite", "Right shoulder"),
        "8": ("neckline", "Encolure", "Neckline"),
        "9": ("shoulder_left", "Épaule gauche", "Left shoulder"),
        "4": ("sleeve_right", "Manche droite", "Right sleeve"),
        "5": ("chest", "Poitrine", "Chest"),
        "6": ("sleeve_left", "Manche gauche", "Left sleeve"),
        "1": ("side_right", "Côté droit", "Right side"),
        "2": ("hem", "Ourlet", "Hem"),
        "3": ("side_left", "Côté gauche", "Left side"),
    }
    rows: tuple[Row, Row, Row] = (row(30, 230, 130, 370), row(230, 440, 250, 490), row(440, 965, 110, 270))
    seams = (
        *both("M 262 94 C 236 160 238 262 264 334", "M 470 316 L 365 394", "M 466 310 L 361 388"),
        across("M 266 922 C 180 933 80 936 0 936"),
        across("M 266 915 C 180 926 80 929 0 929"),
    )
    neck = (
        across("M 124 44 C 106 108 56 138 0 138"),
        across("M 148 53 C 126 132 64 166 0 166"),
        across("M 118 58 C 90 74 46 80 0 80"),
        box(-22, 84, 44, 16),
    )
    front = Side("Devant", "Front", silhouette, (*neck, *seams), zones(rows, names))
    collar = (across("M 148 53 C 116 82 58 92 0 92"), across("M 156 56 C 122 90 60 100 0 100"))
    back = Side("Dos", "Back", silhouette, (*collar, *seams), zones(rows, back_of(names)))
    return Garment("tshirt", 1000, front, back)


def knitwear() -> Garment:
    silhouette = whole(
        "M 0 58 C 44 58 82 54 108 42 L 250 100 C 300 120 326 164 344 234 C 380 376 424 560 454 724 L 448 802 L 376 814 "
        "L 362 744 C 336 600 302 464 256 364 C 262 520 266 720 268 862 C 262 892 256 920 250 944 C 170 952 80 954 0 954"
    )
    cuff = ((454, 724), (448, 802)), ((362, 744), (376, 814))
    left_cuff = ((-454, 724), (-448, 802)), ((-362, 744), (-376, 814))
    seams = (
        *both("M 250 100 C 224 176 226 282 256 364", "M 454 724 L 362 744"),
        across("M 268 862 C 180 872 80 874 0 874"),
        *ribs(((-262, 864), (-244, 944)), ((262, 864), (244, 944)), 36),
        *ribs(*cuff, 8),
        *ribs(*left_cuff, 8),
    )
    neck = (
        across("M 108 42 C 92 96 52 124 0 124"),
        across("M 142 56 C 122 132 66 166 0 166"),
        across("M 102 56 C 76 72 40 76 0 76"),
        box(-22, 80, 44, 16),
        *ribs(((-60, 112), (-84, 146)), ((-6, 124), (-8, 166)), 7),
        *ribs(((6, 124), (8, 166)), ((60, 112), (84, 146)), 7),
        *both("M 74 103 L 101 134", "M 86 90 L 116 118", "M 96 76 L 128 100", "M 103 60 L 136 80"),
    )
    names = SLEEVED | {"2": ("hem_rib", "Bord-côte", "Ribbed hem"), "5": ("chest", "Poitrine", "Chest")}
    front = Side("Devant", "Front", silhouette, (*neck, *seams), sleeved(names))
    collar = (
        across("M 142 56 C 106 86 54 94 0 94"),
        *ribs(((-90, 52), (-112, 74)), ((90, 52), (112, 74)), 17),
    )
    back = Side("Dos", "Back", silhouette, (*collar, *seams), sleeved(back_of(names)))
    return Garment("knitwear", 1000, front, back)


def sweatshirt() -> Garment:
    silhouette = whole(
        "M 0 60 C 46 60 86 54 112 42 L 222 84 C 292 108 330 156 352 234 C 392 380 432 560 460 712 "
        "C 462 738 456 776 448 808 L 374 820 C 364 794 358 766 354 738 C 330 610 306 486 272 384 "
        "C 276 540 280 720 282 858 C 274 888 266 920 258 944 C 174 952 80 954 0 954"
    )
    cuff = ((460, 712), (448, 808)), ((354, 738), (374, 820))
    left_cuff = ((-460, 712), (-448, 808)), ((-354, 738), (-374, 820))
    seams = (
        *both("M 132 50 C 150 190 196 312 272 384", "M 140 54 C 158 188 202 306 274 374", "M 460 712 L 354 738"),
        across("M 282 858 C 184 868 80 870 0 870"),
        across("M 282 850 C 184 860 80 862 0 862"),
        *ribs(((-276, 860), (-252, 944)), ((276, 860), (252, 944)), 30),
        *ribs(*cuff, 7),
        *ribs(*left_cuff, 7),
    )
    neck = (
        across("M 112 42 C 96 100 54 130 0 130"),
        across("M 142 54 C 122 134 66 166 0 166"),
        across("M 106 56 C 78 72 40 77 0 77"),
        box(-22, 81, 44, 16),
        across("M 44 160 L 0 232"),
        across("M 34 162 L 0 219"),
    )
    names = SLEEVED | {"2": ("hem_rib", "Bord-côte", "Ribbed hem"), "5": ("chest", "Poitrine", "Chest")}
    front = Side("Devant", "Front", silhouette, (*neck, *seams), sleeved(names))
    collar = (across("M 142 54 C 108 86 54 94 0 94"), across("M 148 57 C 112 92 56 101 0 101"))
    back = Side("Dos", "Back", silhouette, (*collar, *seams), sleeved(back_of(names)))
    return Garment("sweatshirt", 1000, front, back)
