"""Every setting is declared once, and its page in the documentation says what the declaration says."""

import math
import re

from qc_station.application.settings import SETTINGS, Setting
from tests.architecture.tree import ROOT

PAGE = ROOT / "docs" / "settings.md"


def row(setting: Setting) -> str:
    """The line of the table in docs/settings.md."""
    default = str(setting.default).lower() if isinstance(setting.default, bool) else str(setting.default)
    bounds = f"{setting.least} to {setting.most}" if math.isfinite(setting.least) else ""
    values = " \\| ".join(setting.choices) or bounds
    cells = (f"`{setting.name}`", f"`{setting.environment_name}`", default or "empty", values, setting.reason)
    return "| " + " | ".join(cells) + " |"


def test_every_setting_is_documented() -> None:
    """The table of docs/settings.md has exactly the declared settings, with their defaults, values and reasons."""
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if re.match(r"\| `[a-z0-9_]+` \|", line)]
    assert rows == [row(setting) for setting in SETTINGS]
