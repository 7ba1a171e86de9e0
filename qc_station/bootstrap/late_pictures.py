"""What the studio needs of pixels, loaded at its first use or by `Station.loads`, like everything in `late.py`."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from qc_station.application.picture_port import LiveDecoder, LiveLook, LiveRaster, PictureJudge
from qc_station.domain.picture import PictureMeasures


class LatePictureJudge:
    @cached_property
    def _judge(self) -> PictureJudge:
        from qc_station.vision.picture_judge import CvPictureJudge  # noqa: PLC0415

        return CvPictureJudge()

    def load(self) -> PictureJudge:
        return self._judge

    def quick(self, file: Path) -> PictureMeasures:
        return self._judge.quick(file)

    def full(self, file: Path) -> PictureMeasures:
        return self._judge.full(file)

    def likeness(self, one: Path, other: Path) -> int:
        return self._judge.likeness(one, other)


class LateLiveDecoder:
    @cached_property
    def _decoder(self) -> LiveDecoder:
        from qc_station.vision.live_decoder import FastLiveDecoder  # noqa: PLC0415

        return FastLiveDecoder()

    def load(self) -> LiveDecoder:
        return self._decoder

    def __call__(self, jpeg: bytes, look: LiveLook) -> LiveRaster | None:
        return self._decoder(jpeg, look)
