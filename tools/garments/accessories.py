"""Shoes, bag, cap, scarf and belt. Left and right are the wearer's; a shoe points to the viewer's left."""

from tools.garments.pen import (
    Garment,
    Row,
    Side,
    Words,
    across,
    both,
    box,
    circle,
    mirror,
    ribs,
    row,
    turned,
    whole,
    zones,
)


def shoes() -> Garment:
    profile = Side(
        "Profil",
        "Side",
        "M -880 800 C -884 720 -868 660 -800 622 C -690 566 -520 540 -400 470 C -300 410 -210 312 -120 224 "
        "C -90 194 -60 150 -20 140 C 20 132 50 152 70 184 C 130 250 240 290 370 270 C 480 252 560 210 640 150 "
        "C 680 124 740 130 756 170 C 790 270 812 420 836 560 C 852 640 868 700 874 790 C 878 850 862 886 820 888 "
        "C 500 900 -300 904 -720 892 C -820 890 -876 868 -880 800 Z",
        (
            "M -880 790 C -700 800 -300 786 -60 782 C 260 776 600 776 874 776",
            "M -876 826 C -700 836 -300 824 -60 820 C 260 814 600 814 875 814",
            # Toe cap, eyelet stay, quarter, heel tab, collar.
            "M -560 560 C -480 620 -450 700 -460 788",
            "M -430 486 C -330 520 -230 560 -170 640 C -120 706 -110 740 -112 783",
            "M -170 640 C -90 560 20 420 70 184",
            "M -154 652 C -70 572 36 440 90 206",
            "M 70 184 C 30 210 -10 220 -50 216",
            "M 96 220 C 180 290 300 320 400 300 C 510 278 600 226 664 176",
            "M 640 150 C 640 260 650 350 700 440 C 760 470 800 490 822 492",
            "M 700 440 C 690 560 700 680 720 777",
            *(circle(x, y, 15) for x, y in ((-236, 520), (-176, 452), (-118, 384), (-66, 314), (-24, 246))),
            "M -330 424 L -250 512",
            "M -268 372 L -190 444",
            "M -210 310 L -130 376",
            "M -156 254 L -78 306",
            "M -104 206 L -36 238",
        ),
        zones(
            ((120, 400, (-260, 20, 420, 830)), (400, 770, (-880, -420, 200, 860)), (770, 900, (-880, -300, 300, 880))),
            {
                "7": ("tongue", "Laçage et languette", "Laces and tongue"),
                "8": ("topline", "Col de tige", "Topline"),
                "9": ("heel_tab", "Contrefort", "Heel counter"),
                "4": ("toe", "Bout", "Toe"),
                "5": ("quarter", "Quartier", "Quarter"),
                "6": ("heel", "Talon", "Heel"),
                "1": ("sole_toe", "Semelle avant", "Front of the sole"),
                "2": ("sole_waist", "Cambrure", "Waist of the sole"),
                "3": ("sole_heel", "Semelle arrière", "Heel of the sole"),
            },
            {"8": (230, 400)},
        ),
    )
    return Garment("shoes", 1900, profile, _sole())


def _sole() -> Side:
    outline = (
        "M -880 520 C -884 340 -760 196 -540 176 C -300 156 -120 262 80 290 C 300 318 470 250 640 262 "
        "C 800 274 880 380 876 510 C 872 650 780 742 630 748 C 460 754 300 716 80 744 C -160 774 -330 846 -560 826 "
        "C -770 808 -876 690 -880 520 Z"
    )
    inner = (
        "M -836 520 C -838 366 -736 236 -536 218 C -310 200 -130 302 76 330 C 300 358 480 294 636 304 "
        "C 768 314 834 400 832 510 C 828 624 756 700 628 706 C 466 712 300 676 76 704 C -170 734 -340 802 -556 784 "
        "C -740 768 -832 666 -836 520 Z"
    )
    front_tread = tuple(
        f"M {x} {262 + abs(x + 520) * 0.16:.0f} Q {x - 34} 500 {x} {744 - abs(x + 520) * 0.16:.0f}"
        for x in range(-760, -180, 58)
    )
    heel_tread = tuple(f"M {x} 344 Q {x + 30} 505 {x} 664" for x in range(440, 780, 58))
    return Side(
        "Semelle",
        "Sole",
        outline,
        (inner, *front_tread, *heel_tread, box(60, 462, 170, 110), "M 84 517 L 206 517"),
        zones(
            (
                (150, 400, (-860, -420, 360, 860)),
                (400, 620, (-890, -480, 400, 890)),
                (620, 850, (-860, -420, 360, 860)),
            ),
            {
                "7": ("toe_inner", "Avant intérieur", "Inner front"),
                "8": ("waist_inner", "Cambrure intérieure", "Inner waist"),
                "9": ("heel_inner", "Talon intérieur", "Inner heel"),
                "4": ("toe", "Bout", "Toe"),
                "5": ("waist", "Cambrure", "Waist"),
                "6": ("heel", "Talon", "Heel"),
                "1": ("toe_outer", "Avant extérieur", "Outer front"),
                "2": ("waist_outer", "Cambrure extérieure", "Outer waist"),
                "3": ("heel_outer", "Talon extérieur", "Outer heel"),
            },
        ),
    )


def bag() -> Garment:
    body = whole("M 0 400 L 384 400 C 402 400 412 410 414 428 L 446 892 C 448 930 428 950 392 950 L 0 950")
    # The handle ends on the top edge of the body: two outlines that touch and do not overlap.
    handle = whole("M 0 60 C 150 60 226 150 240 392 L 240 400 L 202 400 C 192 180 128 98 0 98")
    names: dict[str, Words] = {
        "8": ("handle", "Poignée", "Handle"),
        "4": ("flap_right", "Rabat droit", "Right of the flap"),
        "5": ("clasp", "Fermoir", "Clasp"),
        "6": ("flap_left", "Rabat gauche", "Left of the flap"),
        "1": ("corner_right", "Angle droit", "Right corner"),
        "2": ("base", "Fond", "Base"),
        "3": ("corner_left", "Angle gauche", "Left corner"),
    }
    rows: tuple[Row, Row, Row] = (row(58, 100, 240, 460), row(400, 740, 140, 440), row(740, 950, 200, 450))
    rings = both(box(190, 384, 62, 40), "M 199 424 L 199 470 L 243 470 L 243 424")
    front = Side(
        "Devant",
        "Front",
        body + " " + handle,
        (
            across("M 416 450 C 418 620 400 690 330 700 C 220 714 110 716 0 716"),
            across("M 400 436 C 402 610 386 674 324 684 C 216 698 110 700 0 700"),
            box(-44, 660, 88, 92),
            circle(0, 706, 24),
            circle(0, 706, 9),
            *rings,
            across("M 430 900 C 432 922 420 934 392 934 L 0 934"),
            *both("M 414 760 L 424 900"),
        ),
        zones(rows, names),
    )
    back = Side(
        "Dos",
        "Back",
        body + " " + handle,
        (
            *rings,
            across("M 414 452 L 0 452"),
            across("M 414 461 L 0 461"),
            across("M 290 560 L 0 560"),
            across("M 290 584 L 0 584"),
            *both("M 290 560 C 300 562 300 582 290 584"),
            across("M 272 572 L 0 572"),
            box(252, 562, 16, 60),
            across("M 430 900 C 432 922 420 934 392 934 L 0 934"),
            *both("M 300 540 L 316 934"),
        ),
        zones(
            rows,
            turned(names)
            | {
                "4": ("side_left", "Côté gauche", "Left side"),
                "5": ("back_pocket", "Poche zippée", "Zipped pocket"),
                "6": ("side_right", "Côté droit", "Right side"),
            },
        ),
    )
    return Garment("bag", 1000, front, back)


def cap() -> Garment:
    crown = "M 0 128 C 240 128 384 280 410 560"
    names: dict[str, Words] = {
        "7": ("panel_right", "Panneau droit", "Right panel"),
        "8": ("crown", "Calotte", "Crown"),
        "9": ("panel_left", "Panneau gauche", "Left panel"),
        "4": ("side_right", "Côté droit", "Right side"),
        "5": ("front_panel", "Devant et broderie", "Front and embroidery"),
        "6": ("side_left", "Côté gauche", "Left side"),
        "1": ("visor_right", "Visière côté droit", "Right of the visor"),
        "2": ("visor", "Visière", "Visor"),
        "3": ("visor_left", "Visière côté gauche", "Left of the visor"),
    }
    seam = "M 20 132 C 150 200 214 380 224 574"
    front = Side(
        "Devant",
        "Front",
        whole(crown + " C 500 610 560 690 560 760 C 552 800 512 806 470 782 C 350 716 180 690 0 690"),
        (
            across("M 410 560 C 300 598 150 612 0 612"),
            across("M 411 574 C 300 612 150 626 0 626"),
            *both(seam, "M 30 130 C 166 196 228 372 238 572"),
            "M 0 128 L 0 612",
            whole("M 0 104 C 20 104 34 112 36 128 C 20 134 8 134 0 134"),
            *both("M 404 530 C 300 568 240 576 226 578"),
            across("M 532 760 C 452 700 300 652 0 652"),
            across("M 508 770 C 430 714 290 670 0 670"),
            circle(132, 300, 11),
            circle(-132, 300, 11),
        ),
        zones((row(124, 330, 120, 330), row(330, 600, 200, 420), row(600, 800, 190, 570)), names, {"2": (600, 690)}),
    )
    return Garment("cap", 1200, front, _cap_back(crown, seam, names))


def _cap_back(crown: str, seam: str, names: dict[str, Words]) -> Side:
    """The opening is closed by the strap: the arch is a line, so the silhouette has no hole."""
    kept = {key: words for key, words in turned(names).items() if key not in "123"}
    return Side(
        "Dos",
        "Back",
        whole(crown + " C 416 640 408 700 402 736 C 300 764 150 774 0 774"),
        (
            whole("M 0 104 C 20 104 34 112 36 128 C 20 134 8 134 0 134"),
            "M 0 128 L 0 506",
            *both(seam + " L 226 690"),
            across("M 186 694 C 186 580 104 506 0 506"),
            across("M 206 692 C 206 568 116 488 0 488"),
            across("M 404 664 C 300 688 150 696 0 696"),
            across("M 403 676 C 300 700 150 708 0 708"),
            box(-38, 690, 76, 84),
            "M -38 732 L 38 732",
            *(circle(x, 736, 7) for x in (80, 112, 144)),
            circle(150, 320, 11),
            circle(-150, 320, 11),
        ),
        zones(
            (row(124, 330, 120, 330), row(330, 660, 200, 410), row(660, 776, 190, 410)),
            kept
            | {
                "5": ("opening", "Ouverture", "Opening"),
                "1": ("strap_left", "Patte gauche", "Left strap"),
                "2": ("buckle", "Boucle de réglage", "Adjuster"),
                "3": ("strap_right", "Patte droite", "Right strap"),
            },
        ),
    )


def scarf() -> Garment:
    """Folded once round the neck: a loop above, two hanging ends with fringes."""
    outline = (
        "M -186 124 C -150 58 150 58 190 124 C 226 180 216 254 178 300 C 206 450 236 600 264 742 L 280 816 L 104 852 "
        "L 90 780 L 62 664 L 66 880 L 70 956 L -160 962 L -164 886 C -166 690 -170 500 -174 312 "
        "C -214 262 -226 182 -186 124 Z"
    )
    details = (
        "M -186 124 C -110 196 110 196 190 124",
        "M -164 152 C -110 226 -40 262 26 282",
        "M 164 152 C 130 210 80 256 26 282 C -50 322 -110 330 -174 312",
        "M 26 282 C 46 400 58 540 62 664",
        "M 26 282 C 76 312 130 312 178 300",
        "M -124 330 C -132 520 -134 700 -132 884",
        "M 92 312 C 116 440 142 580 170 766",
        "M 264 742 L 90 780",
        "M -164 886 L 66 880",
        *ribs(((102, 778), (116, 849)), ((254, 744), (270, 818)), 12),
        *ribs(((-152, 886), (-150, 961)), ((56, 880), (60, 956)), 15),
        "M 255 700 L 80 738",
        "M 252 684 L 77 722",
        "M -165 840 L 65 834",
        "M -165 824 L 65 818",
    )
    names: dict[str, Words] = {
        "7": ("fold_right", "Pli droit", "Right fold"),
        "8": ("middle", "Milieu", "Middle"),
        "9": ("fold_left", "Pli gauche", "Left fold"),
        "4": ("edge_right", "Lisière droite", "Right selvedge"),
        "6": ("edge_left", "Lisière gauche", "Left selvedge"),
        "1": ("fringe_right", "Franges droites", "Right fringe"),
        "3": ("fringe_left", "Franges gauches", "Left fringe"),
    }
    rows: tuple[Row, Row, Row] = (
        (80, 330, (-210, -70, 70, 214)),
        (330, 740, (-180, -40, 50, 210)),
        (740, 960, (-166, 66, 90, 282)),
    )
    front = Side("Endroit", "Right side", outline, details, zones(rows, names, {"3": (740, 850)}))
    lines = (*(mirror(line) for line in details), box(60, 700, 76, 34))
    turned_rows: tuple[Row, Row, Row] = (
        (80, 330, (-214, -70, 70, 210)),
        (330, 740, (-210, -50, 40, 180)),
        (740, 960, (-282, -90, -66, 166)),
    )
    care: dict[str, Words] = {"6": ("label", "Étiquette et lisière droite", "Label and right selvedge")}
    back = Side(
        "Envers", "Reverse", mirror(outline), lines, zones(turned_rows, turned(names) | care, {"1": (740, 850)})
    )
    return Garment("scarf", 600, front, back)


def belt() -> Garment:
    """Laid out as an arch, so that strap, buckle and holes are all seen."""
    strap = (
        "M -604 850 L -604 640 C -604 331 -334 80 0 80 C 334 80 604 331 604 640 L 604 880 C 604 916 584 934 560 946 "
        "C 536 934 516 916 516 880 L 516 640 C 516 379 285 168 0 168 C -285 168 -516 379 -516 640 L -516 850 Z"
    )
    buckle = (
        " M -630 850 L -490 850 C -480 850 -474 856 -474 866 L -474 944 C -474 954 -480 960 -490 960 L -630 960 "
        "C -640 960 -646 954 -646 944 L -646 866 C -646 856 -640 850 -630 850 Z"
    )
    stitches = (
        "M -592 736 L -592 640 C -592 338 -327 92 0 92 C 327 92 592 338 592 640 L 592 876 C 592 906 578 920 "
        "560 930 C 542 920 528 906 528 876 L 528 640 C 528 372 292 156 0 156 C -292 156 -528 372 -528 640 L -528 736"
    )
    metal = (box(-620, 876, 120, 58), "M -560 850 L -560 876", "M -568 850 L -566 952 L -554 952 L -552 850")
    keeper = (box(-612, 740, 104, 38), "M -592 786 L -592 850", "M -528 786 L -528 850")
    holes = tuple(circle(560, y, 8) for y in (600, 660, 720, 780, 840))
    names: dict[str, Words] = {
        "7": ("strap_buckle", "Lanière côté boucle", "Strap, buckle side"),
        "8": ("strap", "Milieu de lanière", "Middle of the strap"),
        "9": ("strap_tip", "Lanière côté pointe", "Strap, tip side"),
        "4": ("keeper", "Passant", "Keeper"),
        "6": ("holes", "Trous", "Holes"),
        "1": ("buckle", "Boucle", "Buckle"),
        "3": ("tip", "Pointe", "Tip"),
    }
    rows: tuple[Row, Row, Row] = (row(168, 392, 192, 600), row(392, 840, 470, 650), row(840, 962, 470, 650))
    heights = {"8": (80.0, 168.0)}
    front = Side(
        "Endroit", "Right side", strap + buckle, (stitches, *metal, *keeper, *holes), zones(rows, names, heights)
    )
    stamp = (box(-44, 104, 88, 40), "M -30 118 L 30 118", "M -30 130 L 30 130")
    back = Side(
        "Envers",
        "Reverse",
        mirror(strap + buckle),
        (*(mirror(line) for line in (*metal, *keeper, *holes)), *stamp),
        zones(rows, turned(names), heights),
    )
    return Garment("belt", 1360, front, back)
