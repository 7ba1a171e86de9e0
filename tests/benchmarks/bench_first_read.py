"""How long after a label comes into a 1080p frame its text may be acted on, beside the bare decoder's fast pass.

Run by hand on a quiet machine: python -m tests.benchmarks.bench_first_read [--rounds N]

`ours` is what the bench does with a frame: the ladder's first rung, trust, and whether the label is new. `bare` is
zxing-cpp on the same pixels with the same formats and no option. They take turns, so that what else the machine does
falls on both; printed are the medians and their ratio. Beside them, what the JPEG of a live picture costs to decode.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import cv2
import numpy as np
import zxingcpp

from qc_station.policy.label_watch import LabelWatch
from qc_station.vision.barcode_reader import FORMATS
from qc_station.vision.frame_reader import FrameReader

PARCEL = "9V20524752032"
GOAL = 1.2


def frame(seed: int) -> np.ndarray:
    """A Code 128 of 3 pixels a module on a textured bench, 1920 by 1080, with a little noise and blur."""
    dice = np.random.default_rng(seed)
    coarse = dice.integers(120, 200, (27, 48)).astype(np.uint8)
    bench = cv2.resize(coarse, (1920, 1080), interpolation=cv2.INTER_CUBIC).astype(np.float32)
    bars = np.asarray(zxingcpp.create_barcode(PARCEL, zxingcpp.BarcodeFormat.Code128).to_image(scale=3))
    tall = np.repeat(bars[:1], 160, axis=0)
    top, left = 400 + int(dice.integers(0, 200)), 500 + int(dice.integers(0, 300))
    bench[top - 60 : top + 220, left - 60 : left + tall.shape[1] + 60] = 245
    bench[top : top + 160, left : left + tall.shape[1]] = tall
    worse = cv2.GaussianBlur(bench, (0, 0), 0.6) + dice.normal(0, 3, bench.shape)
    return np.clip(worse, 0, 255).astype(np.uint8)


def bare(gray: np.ndarray) -> None:
    found = zxingcpp.read_barcodes(
        gray,
        formats=FORMATS,
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
    )
    assert [each.text for each in found] == [PARCEL]


def ours(gray: np.ndarray) -> None:
    code = LabelWatch().look(FrameReader().read_gray(gray), 0.0)
    assert code is not None
    assert code.text == PARCEL


def ms(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=60)
    rounds = asked.parse_args().rounds
    frames = [frame(seed) for seed in range(6)]
    for each in frames:
        bare(each)
        ours(each)
    times: dict[str, list[float]] = {"bare": [], "ours": [], "jpeg": []}
    for at in range(rounds):
        gray = frames[at % len(frames)]
        jpeg = cv2.imencode(".jpg", gray)[1]
        order = ("bare", "ours") if at % 2 else ("ours", "bare")
        for name in order:
            times[name].append(ms(lambda name=name, gray=gray: (bare if name == "bare" else ours)(gray)))
        times["jpeg"].append(ms(lambda jpeg=jpeg: cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE)))
    median = {name: statistics.median(found) for name, found in times.items()}
    ratio = median["ours"] / median["bare"]
    print(f"bare {median['bare']:.1f} ms, ours {median['ours']:.1f} ms, jpeg {median['jpeg']:.1f} ms")
    print(f"first read: {ratio:.2f} x the bare fast decode (goal {GOAL})")


if __name__ == "__main__":
    main()
