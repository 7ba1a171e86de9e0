"""Every setting is declared once and documented."""

import importlib.util

import pytest

from tests.architecture.tree import ROOT

DECLARED = importlib.util.find_spec("qc_station.application.settings") is not None
PAGE = ROOT / "docs" / "settings.md"


@pytest.mark.skipif(not DECLARED, reason="there are no declared settings yet")
def test_every_setting_is_documented() -> None:
    """docs/settings.md names each declared setting, its variable and its default."""
    settings = importlib.import_module("qc_station.application.settings")
    page = PAGE.read_text(encoding="utf-8")
    missing = [setting.name for setting in settings.SETTINGS if f"`{setting.name}`" not in page]
    assert not missing
