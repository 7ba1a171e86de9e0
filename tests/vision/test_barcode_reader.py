"""The camera's barcode reader, on real photographs, on drawn labels made worse, and on what is no picture."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp

from qc_station.application.failures import WorldFailure
from qc_station.domain.carrier_code import classify
from qc_station.policy.barcode_trust import trust
from qc_station.vision.barcode_reader import FORMATS, read_everything, read_fast, read_file, read_thoroughly

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "barcodes"
PARCEL = "9V20524752032"


def plain(text: str) -> str:
    """As SOURCES.md compares: without GS, and a UPC with its leading 0."""
    bare = text.replace("\x1d", "")
    return bare.lstrip("0") if bare.isdigit() else bare


def folded(text: str) -> str:
    """As the product compares: classified, and a UPC like its EAN."""
    return plain(classify(text.replace("\x1d", "")).text.replace("\N{REPLACEMENT CHARACTER}", ""))


def same(text: str, expected: str) -> bool:
    """A text with unprintable characters is kept shortened, ending in an ellipsis: what is left of it is compared."""
    read, meant = folded(text), folded(expected)
    return meant.startswith(read[:-1]) and len(read) > 40 if read.endswith("…") else read == meant


def without_aim(text: str) -> str:
    return text[3:] if text[:1] == "]" else text


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the barcode photographs are not beside this checkout")
def test_real_photographs() -> None:
    """Read at least as many as the bare library with the same formats, and act on none that is wrong."""
    ours, bare, wrong, total = Counter(), Counter(), [], Counter()
    for expected_file in sorted(SAMPLES.glob("*-*.txt")):
        picture = next(file for file in SAMPLES.glob(f"{expected_file.stem}.*") if file.suffix != ".txt")
        expected = plain(expected_file.read_bytes().decode("utf-8", "replace"))
        kind = expected_file.stem.split("-")[0]
        gray = np.asarray(cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE), np.uint8)
        reads = read_everything(gray)
        library = zxingcpp.read_barcodes(gray, formats=FORMATS, text_mode=zxingcpp.TextMode.Plain)
        total[kind] += 1
        ours[kind] += any(plain(without_aim(read.text)) == expected for read in reads)
        bare[kind] += any(plain(read.text) == expected for read in library)
        wrong += [
            (picture.name, each.code.text)
            for each in trust(reads)
            if each.accepted and not same(each.code.text, expected)
        ]
    print({kind: f"{ours[kind]}/{bare[kind]}/{total[kind]}" for kind in total}, "ours/bare/all")
    assert sum(total.values()) > 100
    assert all(ours[kind] >= bare[kind] for kind in total)
    assert not wrong


def label(text: str, degrees: float = 0.0) -> np.ndarray:
    """A printed Code 128 on a grey bench, 3 pixels a module, turned."""
    bars = np.asarray(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128).to_image(scale=3))
    tall = np.repeat(bars[:1], 90, axis=0) if bars.shape[0] < 90 else bars
    frame = np.full((900, 1200), 190, np.uint8)
    top, left = (900 - tall.shape[0]) // 2, (1200 - tall.shape[1]) // 2
    frame[top - 30 : top + tall.shape[0] + 30, left - 40 : left + tall.shape[1] + 40] = 250
    frame[top : top + tall.shape[0], left : left + tall.shape[1]] = tall
    matrix = cv2.getRotationMatrix2D((600, 450), degrees, 1.0)
    return np.asarray(cv2.warpAffine(frame, matrix, (1200, 900), borderValue=(190,)), np.uint8)


@pytest.mark.parametrize("degrees", range(0, 180, 15))
def test_no_angle_is_blind(degrees: int) -> None:
    """Between 30 and 60 degrees the library alone reads nothing; the last rung does."""
    assert [without_aim(read.text) for read in read_everything(label(PARCEL, degrees))] == [PARCEL]


def test_degraded_labels_are_never_taken_for_others() -> None:
    """Blur, noise, low contrast and darkness, each worse and worse: read right, or not acted on."""
    dice = np.random.default_rng(7)
    texts = [PARCEL, "9V1722409000010860000037", "%0010100 6M000000000170 849 250".replace(" ", ""), "6A15602676300"]
    frames = accepted = 0
    for text in texts:
        clean = label(text).astype(np.float32)
        for step in range(1, 7):
            noise = dice.normal(0, 8 * step, clean.shape)
            worse = (
                cv2.GaussianBlur(clean, (0, 0), 0.4 * step),
                clean + noise,
                128 + (clean - 128) / step,
                clean / step,
                cv2.GaussianBlur(clean, (0, 0), 0.25 * step) / 1.5 + noise / 3,
            )
            for pixels in worse:
                frame = np.clip(pixels, 0, 255).astype(np.uint8)
                frames += 1
                judged = [each for each in trust(read_everything(frame)) if each.accepted]
                accepted += bool(judged)
                assert all(each.code.text == classify(text).text for each in judged)
    print(f"{accepted} of {frames} degraded frames read; 0 wrong")
    assert accepted > frames // 2


@pytest.mark.parametrize("read", [read_fast, read_thoroughly, read_everything])
@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (1, 4000), (3, 3)])
def test_odd_frames_hold_no_code(read, shape: tuple[int, int]) -> None:
    """Empty, tiny and thin frames are answered with nothing."""
    assert read(np.zeros(shape, np.uint8)) == ()


def test_a_file_that_is_no_picture(tmp_path: Path) -> None:
    """Named, and nothing read."""
    file = tmp_path / "label.jpg"
    file.write_bytes(b"not a picture")
    with pytest.raises(WorldFailure) as told:
        read_file(file)
    assert told.value.code == "not_a_picture"
