"""Skirt and dress. Left and right are the wearer's."""

from tools.garments.pen import (
    Garment,
    Row,
    Side,
    Words,
    across,
    both,
    box,
    buttons,
    circle,
    row,
    turned,
    whole,
    zones,
)


def skirt() -> Garment:
    silhouette = whole("M 0 58 C 70 58 138 52 196 38 L 204 122 C 262 250 330 560 384 910 C 290 952 140 966 0 966")
    names: dict[str, Words] = {
        "7": ("waist_right", "Ceinture droite", "Right waistband"),
        "8": ("waist", "Ceinture", "Waistband"),
        "9": ("waist_left", "Ceinture gauche", "Left waistband"),
        "4": ("side_right", "Côté droit", "Right side"),
        "5": ("front", "Devant", "Front"),
        "6": ("side_left", "Côté gauche", "Left side"),
        "1": ("hem_right", "Ourlet droit", "Right hem"),
        "2": ("hem", "Ourlet", "Hem"),
        "3": ("hem_left", "Ourlet gauche", "Left hem"),
    }
    rows: tuple[Row, Row, Row] = (row(36, 240, 90, 230), row(240, 660, 110, 310), row(660, 966, 140, 380))
    waist = (across("M 204 122 C 140 136 70 141 0 141"), across("M 203 112 C 140 126 70 131 0 131"))
    hem = (across("M 380 882 C 288 922 140 936 0 936"),)
    folds = (
        "M 116 136 C 130 330 170 640 200 952",
        "M 160 420 C 190 560 236 760 264 930",
        "M 60 520 C 66 660 74 820 80 962",
    )
    front = Side(
        "Devant",
        "Front",
        silhouette,
        (*waist, across("M 192 68 C 138 80 70 86 0 86"), box(-24, 93, 48, 17), *both(*folds), *hem),
        zones(rows, names),
    )
    back = Side(
        "Dos",
        "Back",
        silhouette,
        (
            *waist,
            "M 0 58 L 0 965",
            "M 10 131 L 10 380 L 0 392",
            box(-5, 152, 10, 30),
            circle(0, 94, 9),
            *both("M 104 137 L 112 260", *folds[1:]),
            *hem,
        ),
        zones(
            rows,
            turned(names) | {"5": ("zip", "Fermeture à glissière", "Zip"), "2": ("vent", "Milieu dos", "Centre back")},
        ),
    )
    return Garment("skirt", 860, front, back)


def dress() -> Garment:
    silhouette = whole(
        "M 0 40 C 26 40 46 37 62 30 L 148 62 C 176 74 192 96 204 122 C 220 158 236 196 246 232 L 178 258 "
        "C 168 240 160 226 154 216 C 150 270 138 320 132 362 C 178 500 246 740 276 936 C 200 966 96 976 0 976"
    )
    names: dict[str, Words] = {
        "7": ("shoulder_right", "Épaule droite", "Right shoulder"),
        "8": ("neckline", "Encolure", "Neckline"),
        "9": ("shoulder_left", "Épaule gauche", "Left shoulder"),
        "4": ("side_right", "Côté droit", "Right side"),
        "5": ("waist", "Taille", "Waist"),
        "6": ("side_left", "Côté gauche", "Left side"),
        "1": ("hem_right", "Bas droit", "Right hem"),
        "2": ("hem", "Ourlet", "Hem"),
        "3": ("hem_left", "Bas gauche", "Left hem"),
    }
    rows: tuple[Row, Row, Row] = (row(26, 260, 74, 250), row(260, 560, 64, 150), row(560, 976, 90, 270))
    seams = (
        *both(
            "M 148 62 C 132 110 134 170 154 216",
            "M 241 218 L 172 244",
            "M 84 384 C 108 560 140 780 152 958",
            "M 46 388 C 54 560 66 760 68 972",
        ),
        across("M 132 362 C 90 374 44 378 0 378"),
        across("M 133 352 C 90 364 44 368 0 368"),
        across("M 273 916 C 198 946 96 956 0 956"),
    )
    front = Side(
        "Devant",
        "Front",
        silhouette,
        (
            across("M 57 46 C 40 54 20 56 0 56"),
            box(-13, 60, 26, 10),
            across("M 62 30 C 52 84 26 132 0 160"),
            across("M 76 36 C 64 96 30 152 0 182"),
            "M 0 182 L 0 368",
            *buttons(0, (204, 246, 288, 330), 6),
            *both("M 86 262 L 76 366"),
            *seams,
        ),
        zones(rows, names),
    )
    back = Side(
        "Dos",
        "Back",
        silhouette,
        (
            across("M 76 36 C 52 54 26 60 0 60"),
            "M 0 60 L 0 560",
            "M 7 62 L 7 556 L 0 566",
            box(-4, 66, 8, 24),
            *both("M 80 250 L 74 366"),
            *seams,
        ),
        zones(rows, turned(names) | {"5": ("zip", "Fermeture à glissière", "Zip")}),
    )
    return Garment("dress", 580, front, back)
