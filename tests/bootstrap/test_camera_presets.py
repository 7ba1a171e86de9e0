"""The file of camera presets: a category's own win over every one's, and what is wrong in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from qc_station.application.settings import SettingRefused
from qc_station.bootstrap.camera_presets import FILE_NAME, camera_presets


def written(home: Path, text: str) -> Path:
    (home / FILE_NAME).write_text(text, encoding="utf-8")
    return home


def test_a_category_wins_over_every_one(tmp_path: Path) -> None:
    """What a category does not say is what counts for all; without a file nothing is set."""
    assert camera_presets(tmp_path).of("shirt") == {}
    home = written(tmp_path, '[every]\n"f-number" = "f/8"\niso = "100"\n[category.knitwear]\niso = "200"\n')
    presets = camera_presets(home)
    assert presets.of("shirt") == {"f-number": "f/8", "iso": "100"}
    assert presets.of("knitwear") == {"f-number": "f/8", "iso": "200"}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("every = 3", "bad_setting"),
        ("[every]\niso = 100", "bad_setting"),
        ('[every]\niso = "1\\u0007"', "bad_setting"),
        ("category = 1", "bad_setting"),
        ("[category]\nshirt = 1", "bad_setting"),
        ("[evry]\n", "unknown_setting"),
        ('[category.knitwear]\niso = "200"', "unknown_setting"),
        ("[every", "settings_unreadable"),
        ("[every]\n" + "".join(f'k{n} = "1"\n' for n in range(41)), "bad_setting"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, code: str) -> None:
    """The file's name goes with the code, so that a lead finds it."""
    with pytest.raises(SettingRefused) as refused:
        camera_presets(written(tmp_path, text))
    assert refused.value.code == code
    assert refused.value.params["file"] == FILE_NAME


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are said to be unreadable."""
    (tmp_path / FILE_NAME).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingRefused, match="settings_unreadable"):
        camera_presets(tmp_path)
