"""Where the program finds its own files, and where it keeps the bench's."""

import os
from pathlib import Path

import pytest

from qc_station.bootstrap import paths

ROOT = Path(__file__).resolve().parents[2]


def test_a_checkout_is_read_where_it_is_edited() -> None:
    """From a checkout, screens and resources are those beside the package."""
    assert paths.ui_root() == ROOT / "ui"
    assert paths.resources_root() == ROOT / "resources"


def test_an_installed_program_carries_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a wheel they are inside the package, and a folder `ui` that happens to stand beside it is not looked at."""
    package = tmp_path / "qc_station"
    for folder in (package / "_ui", package / "_resources", tmp_path / "ui", tmp_path / "resources"):
        folder.mkdir(parents=True)
    monkeypatch.setattr(paths, "PACKAGE", package)
    assert paths.ui_root() == package / "_ui"
    assert paths.resources_root() == package / "_resources"


def test_the_data_folder_is_chosen_by_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """QC_STATION_HOME decides; without it, or when it is empty, the platform's folder for data does."""
    assert paths.data_home() == Path(os.environ["QC_STATION_HOME"])
    monkeypatch.setenv("QC_STATION_HOME", "~/bench")
    assert paths.data_home() == Path.home() / "bench"
    monkeypatch.setenv("QC_STATION_HOME", "")
    assert paths.data_home().is_relative_to(Path.home())
    assert "qc-station" in paths.data_home().parts
