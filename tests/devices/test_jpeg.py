"""Whole pictures are told from torn ones, whatever the bytes."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from qc_station.devices.jpeg import is_complete_jpeg, is_jpeg, scan_of, with_comment


def picture(progressive=False, thumbnail=False):
    """A small JPEG; with `thumbnail`, its EXIF holds a whole JPEG of its own."""
    canvas = Image.effect_noise((64, 48), 40).convert("RGB")
    exif = b"Exif\0\0" + picture() if thumbnail else b""
    buffer = io.BytesIO()
    canvas.save(buffer, "JPEG", progressive=progressive, exif=exif)
    return buffer.getvalue()


PLAIN, PROGRESSIVE, THUMBNAIL = picture(), picture(progressive=True), picture(thumbnail=True)
KINDS = pytest.mark.parametrize("data", [PLAIN, PROGRESSIVE, THUMBNAIL], ids=["plain", "progressive", "thumbnail"])


@KINDS
def test_a_whole_picture_is_complete_with_anything_behind_it(data):
    """Cameras pad and append; the picture is whole all the same."""
    for behind in (b"", b"\0" * 500, PLAIN):
        assert is_complete_jpeg(data + behind)


@KINDS
@given(share=st.floats(0, 0.999))
def test_a_picture_cut_off_anywhere_is_not_complete(data, share):
    """A transfer that stopped early is seen, also when the EXIF thumbnail before the cut is whole."""
    end = data.rindex(b"\xff\xd9")
    assert not is_complete_jpeg(data[: int(end * share)])
    assert not is_complete_jpeg(data[: end + 1])


@given(st.binary(max_size=300), st.sampled_from([b"", b"\xff\xd8\xff", b"\xff\xd8\xff\xda\x00\x02"]))
@example(b"\xff" * 5000, b"\xff\xd8\xff")
@example(b"\xe0\x00\x00", b"\xff\xd8\xff")
def test_no_bytes_break_the_check(data, start):
    """Whatever a camera sends, the answer is yes or no."""
    assert is_complete_jpeg(start + data) in {True, False}
    assert is_jpeg(start + data) in {True, False}


@KINDS
def test_a_comment_makes_other_bytes_of_the_same_picture(data):
    """Every decoder sees the same pixels; the bytes, and so the hash, are new."""
    marked = with_comment(data, b"shot 7")
    assert marked != data
    assert is_complete_jpeg(marked)
    assert Image.open(io.BytesIO(marked)).tobytes() == Image.open(io.BytesIO(data)).tobytes()
    assert Image.open(io.BytesIO(marked)).info["comment"] == b"shot 7"


def test_only_a_jpeg_takes_a_comment():
    """A bug of ours is loud."""
    with pytest.raises(ValueError, match="needs a JPEG"):
        with_comment(b"PNG", b"x")


@KINDS
def test_the_coded_picture_is_the_same_under_any_metadata(data):
    """A comment, a thumbnail or bytes behind it change the file and not the picture; a torn one has none."""
    assert scan_of(with_comment(data, b"rated") + b"trailer") == scan_of(data)
    assert data.endswith(scan_of(data))
    with pytest.raises(ValueError, match="no whole JPEG"):
        scan_of(data[:-2])
