"""The shop's files: the same bytes in every process, one profile, no metadata, no pixel of the garment touched."""

from __future__ import annotations

import hashlib
import io
import struct
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageCms

from qc_station.application.failures import WorldFailure
from qc_station.domain.errors import RuleBroken
from qc_station.domain.rendition import (
    Balance,
    BalanceSource,
    Output,
    PictureFormat,
    Recipe,
    Region,
    Subsampling,
    Template,
    Treatment,
    recipe_of,
    treatment_of,
)
from qc_station.vision.colour import corrected
from qc_station.vision.derive import derive, frame, on_white
from qc_station.vision.shop_picture import shop_picture
from qc_station.vision.srgb_profile import SRGB_PROFILE
from qc_station.vision.subject import subject_mask
from qc_station.vision.upright import lean_deg
from tests.vision.studio_scenes import garment, written

ROOT = Path(__file__).parents[2]
SMALL = (
    Output(600, PictureFormat.JPEG, 90),
    Output(600, PictureFormat.WEBP, 85),
    Output(200, PictureFormat.JPEG, 85, Subsampling.QUARTER),
)
WHOLE, DETAIL = Recipe(Treatment.WHOLE, outputs=SMALL), Recipe(Treatment.DETAIL, outputs=SMALL)
WARMER = Balance(BalanceSource.GREY, (1.1, 0, 0, 0, 1, 0, 0, 0, 0.85))
# Where the shirt of `garment` has its stripe, and where there is only backdrop.
ON_STRIPE, BESIDE = Region(0.45, 0.5, 0.1, 0.06), Region(0.60, 0.5, 0.08, 0.06)


@pytest.fixture
def shirt(tmp_path: Path) -> Path:
    return written(garment(), tmp_path / "shirt.jpg")


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_files_are_those_of_the_recipe(shirt: Path) -> None:
    """Names, formats, sizes and the template's shape are the recipe's, in its order."""
    made = derive(shirt, WHOLE)
    assert [name for name, *_ in made] == ["600.jpg", "600.webp", "200.jpg"]
    for (_, data, width, height), output in zip(made, SMALL, strict=True):
        picture = opened(data)
        assert picture.size == (width, height)
        assert max(width, height) == output.longest
        assert width / height == pytest.approx(4 / 5, abs=0.01)
        assert picture.format == {"jpg": "JPEG", "webp": "WEBP"}[output.format.value]


def test_two_processes_make_the_same_bytes(shirt: Path) -> None:
    """The same original and recipe give the same files elsewhere: in a fresh process, on one core."""
    recipe = replace(WHOLE, balance=WARMER)
    here = [hashlib.sha256(data).hexdigest() for _, data, _, _ in derive(shirt, recipe)]
    body = (
        "import sys, hashlib; from pathlib import Path; from qc_station.domain.rendition import recipe_of;"
        "from qc_station.vision.derive import derive, leave_room; leave_room();"
        "[print(hashlib.sha256(made[1]).hexdigest()) for made in derive(Path(sys.argv[1]), recipe_of(sys.argv[2]))]"
    )
    told = subprocess.run(
        [sys.executable, "-c", body, str(shirt), recipe.canonical], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert told.stdout.split() == here


def test_the_original_is_only_read(shirt: Path) -> None:
    """Its bytes, and the moment they were last written, are the same afterwards."""
    before = (shirt.read_bytes(), shirt.stat().st_mtime_ns)
    derive(shirt, WHOLE)
    assert (shirt.read_bytes(), shirt.stat().st_mtime_ns) == before


def test_only_the_background_changes() -> None:
    """Every pixel of the garment is bit for bit that of the turned and balanced picture; every other one is white."""
    picture = garment(3.0)
    mask = subject_mask(picture)
    assert mask is not None
    framed, _ = frame(picture, mask, Template())
    balanced = replace(framed, picture=corrected(framed.picture, WARMER.matrix))
    cleaned = on_white(balanced, (255, 255, 255))
    inside = balanced.mask == 255
    assert 0.2 < inside.mean() < 0.8
    assert np.array_equal(cleaned[inside], balanced.picture[inside])
    assert (cleaned[~inside] == 255).all()


def test_an_upright_garment_keeps_the_cameras_pixels() -> None:
    """What does not lean is moved by whole pixels: the garment's are the camera's own."""
    picture = garment()
    mask = subject_mask(picture)
    assert mask is not None
    framed, placement = frame(picture, mask, Template())
    across, down = placement[:, 2].astype(int)
    rows, columns = np.nonzero(framed.mask)
    assert np.array_equal(framed.picture[rows, columns], picture[rows - down, columns - across])


@pytest.mark.parametrize("lean", [-5.0, -2.0, 0.0, 1.0, 4.0])
def test_a_lean_is_measured_and_undone(lean: float) -> None:
    """A garment turned by a known angle is measured to half a degree, and stands upright afterwards."""
    picture = garment(lean)
    mask = subject_mask(picture)
    assert mask is not None
    assert lean_deg(mask, 8.0) == pytest.approx(lean, abs=0.5)
    framed, _ = frame(picture, mask, Template(straighten_deg=8.0))
    assert lean_deg(framed.mask, 8.0) == pytest.approx(0, abs=0.5)


def test_a_lean_beyond_the_limit_is_left() -> None:
    """What leans more than the template straightens was laid so, or has no axis: it is not turned."""
    mask = subject_mask(garment(9.0))
    assert mask is not None
    assert lean_deg(mask, 4.0) == 0
    assert lean_deg(mask, 0.0) == 0


def test_the_margins_are_the_templates(shirt: Path) -> None:
    """The garment is in the middle, and as close to two sides as the margin says."""
    (_, data, width, height), *_ = derive(shirt, replace(WHOLE, template=Template(1, 1, 0.1)))
    dark = np.asarray(opened(data).convert("L")) < 200
    rows, columns = np.nonzero(dark)
    left, right = columns.min() / width, 1 - (columns.max() + 1) / width
    top, bottom = rows.min() / height, 1 - (rows.max() + 1) / height
    assert left == pytest.approx(right, abs=0.01)
    assert top == pytest.approx(bottom, abs=0.01)
    assert min(left, top) == pytest.approx(0.1, abs=0.01)


def test_the_profile_is_srgb_and_never_another(shirt: Path) -> None:
    """Every file carries the same 588 bytes, which are a valid sRGB profile without the moment of their making."""
    for _, data, _, _ in derive(shirt, WHOLE):
        assert opened(data).info["icc_profile"] == SRGB_PROFILE
    assert struct.unpack(">6H", SRGB_PROFILE[24:36]) == (2026, 1, 1, 0, 0, 0)
    assert hashlib.sha256(SRGB_PROFILE).hexdigest() == PROFILE_SHA256
    profile = ImageCms.ImageCmsProfile(io.BytesIO(SRGB_PROFILE))
    assert ImageCms.getProfileDescription(profile).startswith("sRGB")
    levels = Image.fromarray(np.arange(256, dtype=np.uint8).reshape(16, 16, 1).repeat(3, axis=2))
    same = ImageCms.profileToProfile(levels, profile, ImageCms.createProfile("sRGB"))
    assert np.abs(np.asarray(same).astype(int) - np.asarray(levels)).max() <= 1


PROFILE_SHA256 = "81d313ce695fe3d921806c24018e87561b90127a69057797cfe20f9b508359b8"


def test_nothing_the_camera_wrote_leaves(tmp_path: Path) -> None:
    """Serial number, place, owner, thumbnail and comment of the original are in no file."""
    exif = Image.Exif()
    exif[0x010F], exif[0xA431], exif[0x9286] = "SecretMaker", "SN-4711-SECRET", "SECRET comment"
    exif.get_ifd(0x8825)[1] = "N"
    file = tmp_path / "told.jpg"
    Image.fromarray(garment()[:, :, ::-1].copy()).save(file, exif=exif, comment=b"SECRET", quality=95)
    assert b"SECRET" in file.read_bytes()
    for _, data, _, _ in derive(file, WHOLE):
        assert b"SECRET" not in data
        assert b"SecretMaker" not in data
        assert b"Exif" not in data
        assert not opened(data).getexif()


def test_the_orientation_is_followed(tmp_path: Path) -> None:
    """A picture stored on its side comes out as the camera was held."""
    upright = garment()
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter to the right
    lying = np.ascontiguousarray(np.rot90(upright)[:, :, ::-1])
    Image.fromarray(lying).save(tmp_path / "lying.jpg", exif=exif, quality=95)
    found = shop_picture(tmp_path / "lying.jpg")
    assert found.shape == upright.shape
    assert np.abs(found.astype(int) - upright).mean() < 3


def test_adobe_rgb_becomes_srgb(tmp_path: Path) -> None:
    """A camera set to Adobe RGB says so by its interoperability index: its colours are those it saw."""
    adobe = np.full((64, 64, 3), (144, 190, 60), np.uint8)  # R, G, B in Adobe RGB
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA005] = {1: "R03"}
    Image.fromarray(adobe).save(tmp_path / "adobe.jpg", exif=exif, quality=100, subsampling=0)
    blue, green, red = shop_picture(tmp_path / "adobe.jpg")[32, 32].astype(int)
    # From the definition: 2.19921875, the two standards' matrices, sRGB's curve.
    linear = (np.array([144, 190, 60]) / 255) ** 2.19921875
    wanted = np.array([1.3983 * linear[0] - 0.3983 * linear[1], linear[1], -0.0429 * linear[1] + 1.0429 * linear[2]])
    shown = 255 * (1.055 * np.clip(wanted, 0.0031308, 1) ** (1 / 2.4) - 0.055)
    assert np.abs(np.array([red, green, blue]) - shown).max() <= 2


def test_an_embedded_profile_is_followed(tmp_path: Path) -> None:
    """A picture in a profile of its own comes out in sRGB; one with garbage for a profile is taken as it is."""
    linear = np.full((64, 64, 3), 55, np.uint8)
    lab = ImageCms.createProfile("LAB")
    profile = bytearray(SRGB_PROFILE)
    at = profile.find(b"para")
    assert at > 0
    profile[at + 12 : at + 16] = struct.pack(">i", int(1.0 * 65536))  # the exponent: a linear profile
    profile[profile.find(b"s\0R\0G\0B") : profile.find(b"s\0R\0G\0B") + 8] = b"l\0R\0G\0B\0"
    for name, icc in (("own", bytes(profile)), ("lab", ImageCms.ImageCmsProfile(lab).tobytes()), ("none", b"rubbish")):
        Image.fromarray(linear).save(tmp_path / f"{name}.png", icc_profile=icc)
    assert shop_picture(tmp_path / "own.png")[9, 9, 0] != 55
    assert (shop_picture(tmp_path / "lab.png") == 55).all()
    assert (shop_picture(tmp_path / "none.png") == 55).all()


def test_a_header_somebody_wrote_on_is_no_obstacle(tmp_path: Path) -> None:
    """Damaged metadata and damaged profiles are passed over: the picture is decoded, whatever stands around it."""
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0xA005] = {1: "R03", 2: b"0100"}
    file = tmp_path / "header.jpg"
    Image.fromarray(np.full((24, 32, 3), 90, np.uint8)).save(file, exif=exif, icc_profile=SRGB_PROFILE)
    whole, chance = file.read_bytes(), np.random.default_rng(6)
    begin = whole.index(b"Exif\0\0") + 6
    end = whole.index(SRGB_PROFILE) + len(SRGB_PROFILE)
    for _ in range(300):
        damaged = bytearray(whole)
        for at in chance.integers(begin, end, int(chance.integers(1, 20))):
            if bytes(damaged[at - 2 : at + 2]).find(b"\xff") < 0:
                damaged[at] = int(chance.integers(0, 255))
        file.write_bytes(bytes(damaged))
        try:
            size = shop_picture(file).size
        except WorldFailure:  # a length was hit, and no picture is found behind it
            continue
        assert size == 24 * 32 * 3


def test_a_detail_is_only_scaled_and_balanced(shirt: Path) -> None:
    """A detail keeps its shape and its background, and has the light of the set-up taken out."""
    (_, plain, width, height), *_ = derive(shirt, DETAIL)
    assert width / height == pytest.approx(1200 / 900, abs=0.01)
    assert np.asarray(opened(plain))[3, 3].min() < 215
    (_, balanced, _, _), *_ = derive(shirt, replace(DETAIL, balance=WARMER))
    before, after = (np.asarray(opened(each)).astype(int)[3, 3] for each in (plain, balanced))
    assert after[0] > before[0]
    assert after[2] < before[2]


def test_nothing_is_made_larger(shirt: Path) -> None:
    """A size beyond the picture's own gives the picture's own."""
    ((_, _, width, height),) = derive(shirt, replace(DETAIL, outputs=(Output(4000, PictureFormat.JPEG),)))
    assert (width, height) == (1200, 900)


def test_a_pinned_defect_is_never_cleaned_away(shirt: Path) -> None:
    """Where the cleaning would change a pixel of a pinned place the picture is refused, by name."""
    derive(shirt, replace(WHOLE, protected=(ON_STRIPE,)))
    with pytest.raises(RuleBroken) as refused:
        derive(shirt, replace(WHOLE, protected=(ON_STRIPE, BESIDE)))
    assert refused.value.code == "retouch_over_defect"


def test_a_pinned_defect_is_never_cut_off(shirt: Path) -> None:
    """A pinned place that the template leaves out, or holds a part of, is a refusal too."""
    for place in (Region(0, 0, 0.05, 0.05), Region(0.0, 0.4, 1.0, 0.1)):
        with pytest.raises(RuleBroken) as refused:
            derive(shirt, replace(WHOLE, protected=(place,)))
        assert refused.value.code == "retouch_over_defect"


def test_it_stays_plain_only_where_that_is_said(shirt: Path, tmp_path: Path) -> None:
    """With the caller's word a picture that cannot be cleaned is treated as a detail, to the byte."""
    plain = replace(WHOLE, protected=(BESIDE,), may_stay_plain=True)
    assert derive(shirt, plain) == derive(shirt, DETAIL)
    wall = written(np.full((400, 600, 3), 190, np.uint8), tmp_path / "wall.jpg")
    with pytest.raises(RuleBroken) as refused:
        derive(wall, WHOLE)
    assert refused.value.code == "no_subject"
    assert derive(wall, replace(WHOLE, may_stay_plain=True)) == derive(wall, DETAIL)


def test_the_picture_of_a_defect_is_a_detail() -> None:
    """A view named after a defect is never cleaned nor straightened, even if it shows the whole garment."""
    assert treatment_of("front", whole=True) is Treatment.WHOLE
    assert treatment_of("label", whole=False) is Treatment.DETAIL
    assert treatment_of("defect:clean:1", whole=True) is Treatment.DETAIL


@pytest.mark.parametrize(
    "content", [b"", b"no picture", b"\xff\xd8\xff\xe0half a jpeg", b"GIF89a" + bytes(100), b"<svg/>"], ids=str
)
def test_what_is_no_picture_is_refused(content: bytes, tmp_path: Path) -> None:
    """Nothing else than a whole JPEG or PNG is decoded."""
    (tmp_path / "handed-in.jpg").write_bytes(content)
    with pytest.raises(WorldFailure) as failed:
        derive(tmp_path / "handed-in.jpg", DETAIL)
    assert failed.value.code == "not_a_picture"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A header that claims more pixels than are allowed is refused before anything is decoded."""
    done, png = cv2.imencode(".png", np.zeros((4, 4, 3), np.uint8))
    assert done
    bomb = bytearray(png.tobytes())
    bomb[16:24] = struct.pack(">II", 60_000, 60_000)
    (tmp_path / "bomb.png").write_bytes(bytes(bomb))
    with pytest.raises(WorldFailure) as failed:
        derive(tmp_path / "bomb.png", DETAIL)
    assert failed.value.code == "not_a_picture"


def test_a_recipe_of_another_version_is_refused(shirt: Path) -> None:
    """What an earlier version was asked for is not made by this one under the old name."""
    with pytest.raises(RuleBroken) as refused:
        derive(shirt, replace(DETAIL, algorithm=0))
    assert refused.value.code == "recipe_outdated"


def test_the_key_names_all_a_recipe_holds() -> None:
    """Any part changed is another key; written and read again it is the same recipe with the same key."""
    base = replace(WHOLE, balance=WARMER, protected=(ON_STRIPE,))
    others = [
        replace(base, treatment=Treatment.DETAIL),
        replace(base, template=Template(1, 1)),
        replace(base, template=Template(white=(250, 250, 250))),
        replace(base, balance=None),
        replace(base, balance=replace(WARMER, source=BalanceSource.CHART)),
        replace(base, protected=()),
        replace(base, may_stay_plain=True),
        replace(base, outputs=SMALL[:2]),
        replace(base, outputs=(replace(SMALL[0], quality=91), *SMALL[1:])),
        replace(base, algorithm=2),
    ]
    keys = {each.key for each in (base, *others)}
    assert len(keys) == len(others) + 1
    for each in (base, *others):
        assert recipe_of(each.canonical) == each
        assert recipe_of(each.canonical).key == each.key


@pytest.mark.parametrize(
    "make",
    [
        lambda: Template(margin=0.5),
        lambda: Template(white=(256, 0, 0)),
        lambda: Output(10, PictureFormat.JPEG),
        lambda: Recipe(Treatment.WHOLE, outputs=()),
        lambda: Recipe(Treatment.WHOLE, outputs=(SMALL[0], SMALL[0])),
        lambda: Region(0.5, 0.5, 0.6, 0.1),
        lambda: Region(0.5, 0.5, float("nan"), 0.1),
        lambda: Balance(BalanceSource.GREY, (1.0, 2.0)),
        lambda: Balance(BalanceSource.GREY, (float("inf"), *(0.0,) * 8)),
    ],
)
def test_a_recipe_out_of_bounds_is_refused(make: object) -> None:
    """Shares, sizes, qualities and factors that make no picture are refused where they are written."""
    assert callable(make)
    with pytest.raises(RuleBroken):
        make()
