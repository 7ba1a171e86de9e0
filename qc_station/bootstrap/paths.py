"""Where the program finds its own files, and where it keeps the bench's.

In a checkout `ui/` and `resources/` stand beside the package; a wheel carries them inside it as `_ui` and `_resources`
(`[tool.hatch.build.targets.wheel.force-include]`), so that one look decides and nothing needs to be configured.
"""

import os
from pathlib import Path

import platformdirs

PACKAGE = Path(__file__).resolve().parent.parent


def ui_root() -> Path:
    """The folder of `Main.qml` and the QML modules."""
    return _carried("ui")


def resources_root() -> Path:
    """The folder of programmes, translations, icons, sounds and samples: data, no code."""
    return _carried("resources")


def data_home() -> Path:
    """Where this bench keeps its database, photographs and logs; not created here.

    `QC_STATION_HOME` when it is set and not empty (`~` is understood), else the platform's folder for data.
    """
    chosen = os.environ.get("QC_STATION_HOME")
    if chosen:
        return Path(chosen).expanduser().absolute()
    return platformdirs.user_data_path("qc-station", appauthor=False)


def _carried(name: str) -> Path:
    inside = PACKAGE / f"_{name}"
    return inside if inside.is_dir() else PACKAGE.parent / name
