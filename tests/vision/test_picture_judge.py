"""What a photograph measures: on drawn garments whose truth is known, on the samples, and on what is no picture."""

from __future__ import annotations

import io
import json
import os
import struct
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from qc_station.application.failures import WorldFailure
from qc_station.bootstrap.paths import resources_root
from qc_station.policy.picture_quality import Flaw, Gate, PictureVerdict, judge_picture
from qc_station.policy.programme_file import load_programme
from qc_station.vision.colour import CHART_SRGB
from qc_station.vision.picture_judge import CvPictureJudge
from tests.vision.drawn_garments import (
    COLOURS,
    HEIGHT,
    WIDTH,
    Picture,
    Scene,
    fabric,
    outline,
    photograph,
    saved,
)

RESOURCES = resources_root()
SAMPLES = sorted((RESOURCES / "samples" / "garments").glob("*.jpg"))
PROGRAMME_FILE = RESOURCES / "programmes" / "ami-for-ever.toml"
PROGRAMME = load_programme(PROGRAMME_FILE.read_text(encoding="utf-8"), PROGRAMME_FILE.name)
# Real photographs, beside some checkouts: garments, and pairs of which it is known whether they show the same one.
PHOTOGRAPHS = Path(__file__).resolve().parents[3] / "shared" / "samples" / "vision"
JUDGE = CvPictureJudge()
NAVY = Scene()


def verdict(file: Path, category: str = "shirt", *, whole: bool = True) -> PictureVerdict:
    return judge_picture(JUDGE.full(file), PROGRAMME.quality_of(category), whole=whole)


def flaws(file: Path, category: str = "shirt", *, whole: bool = True) -> set[Flaw]:
    return {judged.flaw for judged in verdict(file, category, whole=whole).gates if judged.flaw}


def blurred(picture: Picture) -> Picture:
    return cv2.GaussianBlur(picture, (0, 0), 2).astype(np.uint8)


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.stem)
def test_the_samples_pass_the_shipped_limits(file: Path) -> None:
    """Each sharp sample is good enough for the shop by the limits of its own category."""
    assert flaws(file, file.stem.split("-")[0]) == set()


@pytest.mark.parametrize("colour", COLOURS)
def test_drawn_garments_pass_the_shipped_limits(colour: str, tmp_path: Path) -> None:
    """A shirt of any colour on light grey, white among them, is found to the pixel's neighbourhood and good enough."""
    scene = Scene(colour=COLOURS[colour])
    file = saved(tmp_path, photograph(scene))
    assert flaws(file) == set()
    x, y, wide, tall = cv2.boundingRect(outline(scene))
    framing = JUDGE.full(file).framing
    assert framing is not None
    truth = (x / WIDTH, y / HEIGHT, 1 - (x + wide) / WIDTH, 1 - (y + tall) / HEIGHT)
    assert (framing.left, framing.top, framing.right, framing.bottom) == pytest.approx(truth, abs=0.02)


def test_a_blur_of_two_pixels_is_caught(tmp_path: Path) -> None:
    """Of the samples and of shirts in all colours, 95 in 100 and more are refused once blurred (σ = 2 pixels)."""
    sharp = [(file.stem.split("-")[0], cv2.imread(str(file))) for file in SAMPLES]
    sharp += [("shirt", photograph(Scene(colour=colour, seed=seed))) for colour in COLOURS.values() for seed in (3, 4)]
    caught = [Flaw.BLURRED in flaws(saved(tmp_path, blurred(picture)), category) for category, picture in sharp]
    assert sum(caught) >= 0.95 * len(sharp)


@pytest.mark.skipif(not PHOTOGRAPHS.is_dir(), reason="the photographs are not beside this checkout")
def test_a_blur_of_two_pixels_is_caught_on_real_photographs(tmp_path: Path) -> None:
    """Phone photographs of clothes, none from a studio: 95 in 100 caught, at most 15 in 100 refused sharp."""
    files = [file for file in sorted(PHOTOGRAPHS.glob("garments_CC0*/*.jpg")) if not file.stem.endswith("_mask")]
    refused = [Flaw.BLURRED in flaws(file, whole=False) for file in files]
    caught = [
        Flaw.BLURRED in flaws(saved(tmp_path, blurred(np.asarray(cv2.imread(str(file)), np.uint8))), whole=False)
        for file in files
    ]
    print(f"{len(files)} photographs: {sum(refused)} refused as they are, {sum(caught)} blurred")
    assert sum(caught) >= 0.95 * len(files)
    assert sum(refused) <= 0.15 * len(files)


@pytest.mark.parametrize(("stops", "flaw"), [(1.3, Flaw.TOO_LIGHT), (-2.0, Flaw.BACKDROP_DARK), (-8.0, Flaw.TOO_DARK)])
def test_wrong_exposure_is_caught(stops: float, flaw: Flaw, tmp_path: Path) -> None:
    """Light cloth burnt out; two stops too dark shows in the backdrop; where nothing is left, in the garment."""
    scene = Scene(colour=COLOURS["sky blue"] if stops > 0 else COLOURS["navy"])
    linear = (photograph(scene) / 255.0) ** 2.2 * 2**stops
    assert flaw in flaws(saved(tmp_path, (np.clip(linear, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)))


def test_a_coloured_cast_is_caught(tmp_path: Path) -> None:
    """Lamps of another colour than the camera was set for show in the backdrop."""
    cast = photograph(NAVY) * np.array([0.82, 0.97, 1.0])
    assert flaws(saved(tmp_path, cast.astype(np.uint8))) == {Flaw.BACKDROP_CAST}


def test_an_uneven_backdrop_is_caught(tmp_path: Path) -> None:
    """One lamp that is out leaves one side darker, and the garment is found all the same."""
    light = np.linspace(0.72, 1.0, WIDTH)[None, :, None]
    file = saved(tmp_path, (photograph(NAVY) * light).astype(np.uint8))
    assert flaws(file) == {Flaw.BACKDROP_UNEVEN}


@pytest.mark.parametrize(
    ("shift", "flaw"),
    [
        ((0.1, 0.0), Flaw.MOVE_LEFT),
        ((-0.1, 0.0), Flaw.MOVE_RIGHT),
        ((0.0, 0.08), Flaw.MOVE_UP),
        ((0.0, -0.08), Flaw.MOVE_DOWN),
    ],
)
def test_off_centre_is_measured_and_its_way_said(shift: tuple[float, float], flaw: Flaw, tmp_path: Path) -> None:
    """The number is how far to move, to a hundredth of the picture."""
    gates = verdict(saved(tmp_path, photograph(Scene(shift=shift)))).gates
    framing = next(judged for judged in gates if judged.gate is Gate.FRAMING)
    assert framing.flaw is flaw
    assert framing.value == pytest.approx(max(map(abs, shift)), abs=0.02)


def test_a_garment_that_is_cut_off_is_caught(tmp_path: Path) -> None:
    """What runs out of the picture is cut off, however well the rest lies."""
    assert Flaw.CUT_OFF in flaws(saved(tmp_path, photograph(Scene(shift=(0.0, 0.2)))))


@pytest.mark.parametrize(("scale", "flaw"), [(0.5, Flaw.TOO_SMALL), (1.18, Flaw.TOO_LARGE)])
def test_the_wrong_size_is_caught(scale: float, flaw: Flaw, tmp_path: Path) -> None:
    """Too far away, and too near."""
    assert flaw in flaws(saved(tmp_path, photograph(Scene(scale=scale))))


@pytest.mark.parametrize("lean", [-15, -8, -4, -2.5, -1, 0, 1, 2.5, 4, 8, 15])
@pytest.mark.parametrize("colour", ["white", "navy"])
def test_the_lean_is_measured_within_a_degree(lean: float, colour: str, tmp_path: Path) -> None:
    """To the right is positive, and beyond two degrees the way to turn it back is said."""
    file = saved(tmp_path, photograph(Scene(colour=COLOURS[colour], lean_deg=lean, scale=0.9)))
    framing = JUDGE.full(file).framing
    assert framing is not None
    assert framing.tilt_deg == pytest.approx(lean, abs=1)
    turns = flaws(file) & {Flaw.TURN_LEFT, Flaw.TURN_RIGHT}
    if abs(lean) >= 4:
        assert turns == {Flaw.TURN_LEFT if lean > 0 else Flaw.TURN_RIGHT}
    elif abs(lean) <= 1:
        assert turns == set()


def test_what_has_no_axis_has_no_lean() -> None:
    """A shoe from the side is no mirror image of itself at any angle."""
    shoe = next(file for file in SAMPLES if file.stem.startswith("shoes"))
    framing = JUDGE.full(shoe).framing
    assert framing is not None
    assert framing.tilt_deg is None


@pytest.mark.parametrize("colour", ["navy", "white", "red"])
def test_a_detail_is_judged_by_its_sharpness_alone(colour: str, tmp_path: Path) -> None:
    """Cloth from edge to edge: no subject, no backdrop; sharp it passes as a detail, blurred it does not."""
    close = fabric(Scene(colour=COLOURS[colour]))
    file = saved(tmp_path, close)
    measures = JUDGE.full(file)
    assert (measures.framing, measures.backdrop) == (None, None)
    assert flaws(file, whole=False) == set()
    assert flaws(file, whole=True) == {Flaw.NO_SUBJECT}
    assert flaws(saved(tmp_path, blurred(close)), whole=False) == {Flaw.BLURRED}


def test_an_empty_backdrop_has_no_subject(tmp_path: Path) -> None:
    """A shot without a garment says so, and measures itself as a whole."""
    empty = photograph(Scene(scale=0.001, shadow=0))
    assert Flaw.NO_SUBJECT in flaws(saved(tmp_path, empty))


def test_the_quick_look_agrees_where_it_measures_the_same(tmp_path: Path) -> None:
    """At a quarter of the size framing, backdrop and exposure come out as in full; it says that it was not full."""
    large = cv2.resize(photograph(NAVY), (6000, 4000), interpolation=cv2.INTER_LINEAR).astype(np.uint8)
    file = saved(tmp_path, large)
    quick, full = JUDGE.quick(file), JUDGE.full(file)
    assert (quick.full, full.full) == (False, True)
    assert (full.width, full.height) == (quick.width, quick.height) == (6000, 4000)
    assert quick.framing == full.framing
    assert quick.backdrop == full.backdrop
    # Enlarged four times it is soft at full size, and only there.
    limits = PROGRAMME.quality
    assert judge_picture(quick, limits, whole=True).good
    assert not judge_picture(full, limits, whole=True).good


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_camera_on_its_side_measures_the_same(orientation: int, tmp_path: Path) -> None:
    """EXIF's eight orientations: framing, lean and thumbnail are those of the picture as a person sees it."""
    upright = photograph(Scene(shift=(0.08, 0.0), lean_deg=3, scale=0.9))
    back = {
        1: [],
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }[orientation]
    stored = Image.fromarray(upright[:, :, ::-1])
    for step in back:
        stored = stored.transpose(step)
    exif = Image.Exif()
    exif[0x0112] = orientation
    file = tmp_path / "turned.jpg"
    stored.save(file, quality=92, exif=exif)
    measures, small = JUDGE.full_and_thumbnail(file, 300)
    assert (measures.width, measures.height) == (WIDTH, HEIGHT)
    assert measures.framing is not None
    assert (measures.framing.left - measures.framing.right) / 2 == pytest.approx(0.08, abs=0.03)
    assert measures.framing.tilt_deg == pytest.approx(3, abs=1)
    shown = np.asarray(Image.open(io.BytesIO(small)).convert("L"), np.float64)
    assert shown.shape == (200, 300)
    expected = cv2.resize(cv2.cvtColor(upright, cv2.COLOR_BGR2GRAY), (300, 200), interpolation=cv2.INTER_AREA)
    assert np.abs(shown - expected).mean() < 4


def test_other_kinds_of_picture_measure_alike(tmp_path: Path) -> None:
    """PNG, JPEG in inks and JPEG in grey are pictures too."""
    picture = photograph(NAVY)
    jpeg = JUDGE.full(saved(tmp_path, picture))
    png = JUDGE.full(saved(tmp_path, picture, "shot.png"))
    inks, grey = tmp_path / "inks.jpg", tmp_path / "grey.jpg"
    image = Image.fromarray(picture[:, :, ::-1])
    image.convert("CMYK").save(inks, quality=92)
    image.convert("L").save(grey, quality=92)
    assert jpeg.framing is not None
    for other in (png, JUDGE.full(inks), JUDGE.full(grey)):
        assert (other.width, other.height) == (jpeg.width, jpeg.height)
        assert other.framing is not None
        assert other.framing.fill == pytest.approx(jpeg.framing.fill, abs=0.02)
        assert other.lightness == pytest.approx(jpeg.lightness, abs=8)


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (7, 5), (2001, 1333)])
def test_any_size_is_measured(size: tuple[int, int], tmp_path: Path) -> None:
    """From one pixel to a strip: numbers come out, and a thumbnail no larger than asked."""
    dice = np.random.default_rng(1)
    file = saved(tmp_path, dice.integers(0, 255, (*size, 3)).astype(np.uint8))
    measures, small = JUDGE.full_and_thumbnail(file, 64)
    assert (measures.height, measures.width) == size
    assert max(Image.open(io.BytesIO(small)).size) <= 64
    assert JUDGE.quick(file).full is False
    assert JUDGE.thumbnail(file, 64).startswith(b"\xff\xd8")


def hostile(folder: Path) -> dict[str, tuple[Path, str]]:
    """Name · the file · the code it is refused with."""
    whole = saved(folder, photograph(NAVY)).read_bytes()
    png = saved(folder, photograph(NAVY), "whole.png").read_bytes()
    header = whole.index(b"\xff\xc0")
    made = {
        "cut": whole[: len(whole) // 2],
        "cut, with an end": whole[: len(whole) // 2] + b"\xff\xd9",
        "empty": b"",
        "text": b"not a picture at all",
        "only a beginning": b"\xff\xd8\xff\xd9",
        # 65500 by 65500 pixels: 12 gigabytes, if a decoder believed it.
        "bomb": whole[: header + 5] + struct.pack(">HH", 65500, 65500) + whole[header + 9 :],
        "no size": whole[: header + 5] + struct.pack(">HH", 0, 0) + whole[header + 9 :],
        "png bomb": png[:16] + struct.pack(">II", 100_000, 100_000) + png[24:],
        "png of nothing": png[:40],
    }
    cases = {}
    for name, data in made.items():
        file = folder / f"{name}.bin"
        file.write_bytes(data)
        cases[name] = (file, "not_a_picture")
    pipe = folder / "pipe"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
    cases |= {"pipe": (pipe, "file_unreadable"), "folder": (folder, "file_unreadable")}
    return cases | {"nothing": (folder / "nothing.jpg", "file_unreadable")}


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    """Whatever the bytes are, by every door, with the code the rest of the station knows; nothing hangs or crashes."""
    good = saved(tmp_path, photograph(NAVY), "good.jpg")
    for name, (file, code) in hostile(tmp_path).items():
        doors = (
            JUDGE.quick,
            JUDGE.full,
            lambda file: JUDGE.thumbnail(file, 100),
            lambda file: JUDGE.full_and_thumbnail(file, 100),
            lambda file: JUDGE.likeness(good, file),
            lambda file: JUDGE.likeness(file, good),
        )
        for door in doors:
            # A quarter of a picture is decoded without reading it all; the full verdict has the last word.
            with pytest.raises(WorldFailure) as refused:
                door(file)
            assert refused.value.code == code, name


@pytest.mark.parametrize("at", range(0, 100, 7))
def test_damage_within_the_file_gives_numbers_or_a_refusal(at: int, tmp_path: Path) -> None:
    """A scratched memory card: measures or "not_a_picture", never another error."""
    data = bytearray(saved(tmp_path, photograph(NAVY)).read_bytes())
    dice = np.random.default_rng(at)
    for place in dice.integers(2, len(data) - 70, 12):
        data[place] = dice.integers(0, 256)
    file = tmp_path / "scratched.jpg"
    file.write_bytes(data)
    try:
        assert JUDGE.full(file).width > 0
    except WorldFailure as refused:
        code = refused.code
    else:
        code = "not_a_picture"
    assert code == "not_a_picture"


def test_likeness_tells_the_same_garment_from_another(tmp_path: Path) -> None:
    """Laid down anew, under other light: 49 features and more are found again; in another one 15 and less."""
    one, other = (saved(tmp_path, printed(seed), f"{seed}.jpg") for seed in (1, 2))
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), 7, 0.93)
    again = cv2.warpAffine(printed(1), turn, (WIDTH, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
    again_file = saved(tmp_path, (again * 0.9).astype(np.uint8), "again.jpg")
    assert JUDGE.likeness(one, again_file) >= 49
    assert JUDGE.likeness(one, other) <= 15
    assert JUDGE.likeness(one, one) >= 49


@pytest.mark.skipif(not PHOTOGRAPHS.is_dir(), reason="the photographs are not beside this checkout")
def test_likeness_on_real_pairs() -> None:
    """Every pair of the same garment has 49 features and more in common, every other pair less than half of that."""
    folder = PHOTOGRAPHS / "pairs_CC0"
    found: dict[bool, list[int]] = {True: [], False: []}
    for pair in json.loads((folder / "gt.json").read_text(encoding="utf-8")):
        found[pair["same_item"]].append(JUDGE.likeness(folder / pair["a"], folder / pair["b"]))
    print(f"same: {sorted(found[True])}; different: {sorted(found[False])}")
    assert min(found[True]) >= 49
    assert max(found[False]) < 24.5


def printed(seed: int) -> Picture:
    """A shirt with a print of its own."""
    dice = np.random.default_rng(seed)
    picture = photograph(replace(NAVY, seed=seed))
    for _ in range(150):
        x, y = dice.integers(550, 950), dice.integers(250, 880)
        colour = tuple(float(each) for each in dice.integers(0, 255, 3))
        cv2.ellipse(
            picture, (int(x), int(y)), (int(dice.integers(5, 22)), 7), int(dice.integers(180)), 0, 360, colour, -1
        )
    return picture


def test_what_has_no_features_is_like_nothing(tmp_path: Path) -> None:
    """An even grey has nothing to be found again."""
    even = saved(tmp_path, np.full((600, 900, 3), 128, np.uint8), "even.jpg")
    assert JUDGE.likeness(even, even) == 0
    assert JUDGE.likeness(even, saved(tmp_path, photograph(NAVY))) == 0


def test_a_chart_is_seen_and_nothing_taken_for_one(tmp_path: Path) -> None:
    """A ColorChecker beside the garment; a garment alone is none."""
    picture = photograph(Scene(shift=(0.15, 0.0), scale=0.8))
    plain = saved(tmp_path, picture, "plain.jpg")
    cv2.rectangle(picture, (60, 300), (436, 554), (30, 30, 30), -1)
    for at, colour in enumerate(CHART_SRGB):
        x, y = 70 + at % 6 * 61, 310 + at // 6 * 61
        cv2.rectangle(picture, (x, y), (x + 50, y + 50), tuple(float(each) for each in colour[::-1]), -1)
    assert JUDGE.chart(saved(tmp_path, picture, "chart.jpg"))
    assert not JUDGE.chart(plain)
