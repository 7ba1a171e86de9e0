"""Draw every state of the window into PNG files, in both languages and the sizes of the design, to be looked at.

    python -m tests.ui.grab_screens [--out FOLDER] [--only NAME] [--sizes 1280x800,1920x1080]

Offscreen with the software renderer, so any machine draws the same. The scenes: tests/fakes/bench_scenes.py.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from tests.ui.stage import Stage, scenes

SIZES = ((1280, 800), (1440, 900), (1920, 1080))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("screens"))
    parser.add_argument("--only", default="")
    parser.add_argument("--languages", default="fr,en")
    parser.add_argument("--sizes", default=",".join(f"{wide}x{tall}" for wide, tall in SIZES))
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    sizes = [tuple(int(part) for part in size.split("x")) for size in options.sizes.split(",")]
    for language in options.languages.split(","):
        for name, scene in scenes().items():
            if options.only and options.only not in name:
                continue
            with Stage(scene, language) as stage:
                for wide, tall in sizes:
                    file = options.out / f"{name}-{language}-{wide}x{tall}.png"
                    stage.resize(wide, tall)
                    QTest.qWait(350)
                    stage.window.grabWindow().save(str(file))
                    print(file)
    del application
    return 0


if __name__ == "__main__":
    sys.exit(main())
