"""Trousers, jeans and shorts. Left and right are the wearer's."""

from tools.garments.pen import Garment, Row, Side, Words, across, both, box, circle, row, turned, whole, zones

_LEGS: dict[str, Words] = {
    "7": ("pocket_right", "Poche droite", "Right pocket"),
    "8": ("waist", "Ceinture", "Waistband"),
    "9": ("pocket_left", "Poche gauche", "Left pocket"),
    "4": ("knee_right", "Genou droit", "Right knee"),
    "5": ("crotch", "Entrejambe", "Crotch"),
    "6": ("knee_left", "Genou gauche", "Left knee"),
    "1": ("hem_right", "Ourlet droit", "Right hem"),
    "3": ("hem_left", "Ourlet gauche", "Left hem"),
}
CROTCH = {"5": (250.0, 345.0)}
_SEAT: dict[str, Words] = turned(_LEGS) | {
    "5": ("seat", "Fond", "Seat"),
    "4": ("knee_left", "Arrière genou gauche", "Back of left knee"),
    "6": ("knee_right", "Arrière genou droit", "Back of right knee"),
}


def trousers() -> Garment:
    silhouette = whole(
        "M 0 36 C 50 36 100 34 148 28 L 152 84 C 176 170 196 280 204 380 C 210 560 204 780 196 968 L 84 972 "
        "C 76 780 52 560 16 372 C 12 358 6 352 0 350"
    )
    hem = ("M 197 944 L 83 948",)
    waist = (across("M 152 84 C 100 90 50 92 0 92"), *both("M 96 31 L 98 90", "M 106 31 L 108 89"))
    crease = "M 104 130 C 118 380 138 680 140 970"
    front = Side(
        "Devant",
        "Front",
        silhouette,
        (
            *waist,
            across("M 148 44 C 100 49 50 52 0 52"),
            box(-18, 56, 36, 12),
            circle(12, 76, 6),
            *both("M 132 88 L 178 214", "M 124 89 L 171 219", "M 76 92 L 82 168", crease, *hem),
            "M 0 92 L 0 350",
            "M 34 92 L 34 250 C 34 284 18 300 0 306",
        ),
        zones((row(24, 240, 54, 210), row(240, 640, 30, 214), row(640, 976, 60, 214)), _LEGS, CROTCH),
    )
    back = Side(
        "Dos",
        "Back",
        silhouette,
        (
            *waist,
            "M 0 36 L 0 350",
            *both("M 84 92 L 84 158", "M 46 190 L 132 184 L 133 196 L 47 202 Z", crease, *hem),
            circle(89, 214, 5),
            circle(-89, 214, 5),
        ),
        zones((row(24, 240, 38, 210), row(240, 640, 30, 214), row(640, 976, 60, 214)), _SEAT, CROTCH),
    )
    return Garment("trousers", 460, front, back)


_JEANS = whole(
    "M 0 46 C 54 46 104 38 150 26 L 158 86 C 180 176 194 290 198 390 C 204 560 202 780 198 966 L 82 970 "
    "C 74 780 50 580 14 384 C 11 368 6 360 0 358"
)
_JEANS_WAIST = (
    across("M 158 86 C 106 98 54 106 0 106"),
    across("M 156 78 C 106 90 54 97 0 97"),
)
_JEANS_HEM = ("M 198 944 L 83 948", "M 198 937 L 83 941")


def _jeans_front() -> Side:
    return Side(
        "Devant",
        "Front",
        _JEANS,
        (
            *_JEANS_WAIST,
            across("M 146 42 C 100 54 50 61 0 61"),
            box(-18, 66, 36, 13),
            circle(12, 88, 8),
            circle(12, 88, 3),
            *both(
                "M 64 104 C 70 158 110 194 180 190",
                "M 56 105 C 62 166 106 203 182 199",
                "M 112 98 C 114 108 116 112 120 118",
                "M 92 34 L 96 102 L 107 100 L 103 32",
                *_JEANS_HEM,
            ),
            "M -118 116 C -136 122 -154 122 -166 118",
            circle(70, 112, 3.5),
            circle(-70, 112, 3.5),
            circle(172, 186, 3.5),
            circle(-172, 186, 3.5),
            "M 0 106 L 0 358",
            "M 36 103 L 36 262 C 36 296 18 314 0 320",
            "M 28 104 L 28 258 C 28 286 16 302 0 308",
            *both("M 182 220 C 190 300 190 380 190 440"),
        ),
        zones(
            (row(20, 250, 54, 206), row(250, 640, 30, 208), row(640, 976, 60, 208)),
            _LEGS | {"8": ("fly", "Ceinture et braguette", "Waistband and fly")},
            CROTCH,
        ),
    )


def _jeans_back() -> Side:
    pocket = "M 40 182 L 140 168 L 144 258 L 96 292 L 46 270 Z"
    return Side(
        "Dos",
        "Back",
        _JEANS,
        (
            *_JEANS_WAIST,
            across("M 170 128 C 110 146 50 164 0 186"),
            across("M 171 135 C 110 153 50 171 0 193"),
            "M 0 106 L 0 358",
            "M 7 190 L 7 356",
            *both(
                pocket,
                "M 41 196 L 140 182",
                "M 44 236 Q 74 214 94 234 Q 116 212 143 222",
                "M 92 34 L 96 102 L 107 100 L 103 32",
                *_JEANS_HEM,
            ),
            box(-7, 46, 14, 60),
            box(56, 48, 34, 36),
        ),
        zones(
            (row(20, 130, 44, 166), row(130, 330, 36, 190), row(330, 976, 30, 206)),
            {
                "7": ("waist_left", "Ceinture gauche", "Left waistband"),
                "8": ("yoke", "Empiècement", "Yoke"),
                "9": ("waist_right", "Ceinture droite", "Right waistband"),
                "4": ("pocket_left", "Poche arrière gauche", "Left back pocket"),
                "5": ("seat", "Fond", "Seat"),
                "6": ("pocket_right", "Poche arrière droite", "Right back pocket"),
                "1": ("leg_left", "Jambe gauche", "Left leg"),
                "3": ("leg_right", "Jambe droite", "Right leg"),
            },
        ),
    )


def jeans() -> Garment:
    return Garment("jeans", 460, _jeans_front(), _jeans_back())


def shorts() -> Garment:
    silhouette = whole(
        "M 0 70 C 110 70 220 66 318 52 L 326 156 C 380 340 430 600 462 880 C 360 926 220 944 96 944 "
        "C 86 820 66 690 30 600 C 24 586 12 578 0 576"
    )
    names: dict[str, Words] = {
        **_LEGS,
        "4": ("leg_right", "Jambe droite", "Right leg"),
        "6": ("leg_left", "Jambe gauche", "Left leg"),
    }
    rows: tuple[Row, Row, Row] = (row(46, 380, 110, 380), row(380, 690, 34, 440), row(690, 950, 90, 470))
    waist = (across("M 326 156 C 220 170 110 174 0 174"), across("M 325 146 C 220 160 110 164 0 164"))
    loops = ("M 196 65 L 200 170", "M 214 64 L 218 168")
    hem = ("M 458 846 C 358 890 220 908 94 908",)
    front = Side(
        "Devant",
        "Front",
        silhouette,
        (
            *waist,
            across("M 314 84 C 220 97 110 102 0 102"),
            box(-32, 110, 64, 22),
            circle(24, 146, 11),
            *both("M 276 163 L 376 352", "M 262 165 L 368 362", "M 130 172 L 140 270", *loops, *hem),
            "M 0 174 L 0 576",
            "M 64 174 L 64 400 C 64 460 34 490 0 502",
        ),
        zones(rows, names),
    )
    back = Side(
        "Dos",
        "Back",
        silhouette,
        (
            *waist,
            "M 0 70 L 0 576",
            *both("M 170 172 L 172 260", "M 84 316 L 256 300 L 259 320 L 87 336 Z", *loops, *hem),
            circle(172, 356, 9),
            circle(-172, 356, 9),
        ),
        zones(
            rows,
            turned(names) | {"5": ("seat", "Fond", "Seat")},
        ),
    )
    return Garment("shorts", 980, front, back)
