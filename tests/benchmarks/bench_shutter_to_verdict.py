"""From a complete 24-megapixel file to a stored original, a thumbnail and the full verdict, beside one bare decode.

Run by hand on a quiet machine: python -m tests.benchmarks.bench_shutter_to_verdict [--rounds N]

`bare` is simplejpeg, the fastest decoder there is here, making the whole picture in colours, and nothing else. `ours`
is what happens between the shutter and the verdict: SHA-256, copy, fsync and rename through `FilePhotoStore`, beside it
the measures and a thumbnail. Each round stores other bytes, for the same bytes are stored only once. They take turns,
so that what else the machine does falls on both; printed are the medians and their ratio, and the quick look's time.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import simplejpeg

from qc_station.application.judge_photograph import stored_and_seen
from qc_station.domain.picture import PictureMeasures
from qc_station.storage.photo_store import FilePhotoStore
from qc_station.vision.picture_judge import CvPictureJudge

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "garments" / "shirt-sky-blue-front.jpg"
WIDTH, HEIGHT = 6000, 4000
BYTES_ABOUT = 5_500_000
THUMBNAIL = 320
BUDGET = 2.0


def photograph() -> bytes:
    """A shirt on its backdrop at 24 megapixels with the noise of a sensor, as JPEG 4:2:0 of about 5.5 MB."""
    garment = cv2.imread(str(SAMPLE))
    whole = cv2.resize(garment[50:850], (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    dice = np.random.default_rng(1)
    for top in range(0, HEIGHT, 500):
        strip = whole[top : top + 500]
        strip[:] = np.clip(strip + dice.normal(0, 5, strip.shape), 0, 255).astype(np.uint8)
    made = {quality: simplejpeg.encode_jpeg(whole, quality, "BGR", "420") for quality in (85, 88, 90, 92, 93, 94)}
    return min(made.values(), key=lambda data: abs(len(data) - BYTES_ABOUT))


def ms(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rounds", type=int, default=15)
    rounds = asked.parse_args().rounds
    jpeg, judge = photograph(), CvPictureJudge()
    times: dict[str, list[float]] = {"bare": [], "ours": [], "quick": []}
    with tempfile.TemporaryDirectory() as folder:
        photos = FilePhotoStore(Path(folder) / "photos")

        def look(file: Path) -> tuple[PictureMeasures, bytes]:
            return judge.full_and_thumbnail(file, THUMBNAIL)

        def ours(file: Path) -> None:
            photo, (measures, small) = stored_and_seen(file, photos, look)
            assert photo.size == file.stat().st_size
            assert measures.framing is not None
            assert small.startswith(b"\xff\xd8")

        for at in range(rounds + 1):
            # A comment segment of its own after the first marker makes each file another one.
            file = Path(folder) / f"{at}.jpg"
            file.write_bytes(jpeg[:2] + b"\xff\xfe\x00\x06" + at.to_bytes(4, "big") + jpeg[2:])
            acts = {
                "bare": lambda: simplejpeg.decode_jpeg(jpeg, "BGR"),
                "ours": lambda file=file: ours(file),
                "quick": lambda file=file: judge.quick(file),
            }
            found = {name: ms(acts[name]) for name in (acts if at % 2 else reversed(acts))}
            for name, took in found.items() if at else ():  # the first round loads what is loaded once
                times[name].append(took)
    median = {name: statistics.median(found) for name, found in times.items()}
    print(f"{WIDTH} x {HEIGHT}, {len(jpeg) / 1e6:.1f} MB; {rounds} rounds, medians (least):")
    for name, found in times.items():
        print(f"  {name:6} {median[name]:6.0f} ms ({min(found):.0f})")
    print(f"shutter to verdict: {median['ours'] / median['bare']:.2f} x a bare decode (budget {BUDGET})")


if __name__ == "__main__":
    main()
