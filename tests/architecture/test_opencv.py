"""One OpenCV, the one without windows: docs/decisions/0001-opencv-headless.md."""

import importlib.metadata
import os
import subprocess
import sys

OTHERS = ("opencv-python", "opencv-contrib-python", "opencv-contrib-python-headless")


def test_importing_it_leaves_qt_alone() -> None:
    """After `import cv2` nothing points Qt at foreign plugins or fonts, here or in a child process."""
    program = "import os, cv2; print([n for n in ('QT_QPA_PLATFORM_PLUGIN_PATH', 'QT_QPA_FONTDIR') if n in os.environ])"
    env = {name: value for name, value in os.environ.items() if not name.startswith("QT_QPA_")}
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_other_opencv_is_installed() -> None:
    """Two OpenCV wheels share one folder and break each other; only the headless one is here."""
    installed = {(dist.metadata["Name"] or "").lower() for dist in importlib.metadata.distributions()}
    assert "opencv-python-headless" in installed
    assert not installed.intersection(OTHERS)
