"""The core runs on a machine that has no Qt."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, files_under

CORE = ("tests/domain", "tests/policy", "tests/application")
# Static contracts do not see `import_module("Py" + "Side6")`; an import that fails does.
PROGRAM = """
import importlib.abc, sys
class NoQt(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("PySide6", "shiboken6", "PyQt6", "PyQt5", "PySide2"):
            raise ModuleNotFoundError(f"{name}: there is no Qt in this run", name=name)
sys.meta_path.insert(0, NoQt())
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""


def settings_without_qt(folder: Path) -> Path:
    """The project's pytest settings, less those that belong to the Qt plugin."""
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    kept = {name: value for name, value in ours.items() if not name.startswith("qt_") and name != "pythonpath"}
    lines = [
        f"{name} = " + ("\n  ".join(value) if isinstance(value, list) else str(value)) for name, value in kept.items()
    ]
    file = folder / "pytest.ini"
    file.write_text("[pytest]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return file


def run_without_qt(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    options = [f"-c{settings_without_qt(folder)}", f"--rootdir={ROOT}", "-pno:pytest-qt", "-pno:cacheprovider"]
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, *options, *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_core_passes_its_tests_without_qt(tmp_path: Path) -> None:
    """Domain, policy and use-cases pass all their tests where PySide6 cannot be imported."""
    present = [folder for folder in CORE if files_under(folder, suffix=".py")]
    if not present:
        pytest.skip("the core has no tests yet")
    result = run_without_qt(tmp_path, "-q", *present)
    assert result.returncode == 0, result.stdout[-5000:] + result.stderr
    assert re.search(r"\d+ passed", result.stdout)


def test_that_run_really_has_no_qt(tmp_path: Path) -> None:
    """A test that needs Qt fails in that run, by whatever words it asks."""
    (tmp_path / "test_qt.py").write_text(
        "import importlib\ndef test_it(): importlib.import_module('Py' + 'Side6.QtCore')\n"
    )
    result = run_without_qt(tmp_path, "-q", "-pno:randomly", str(tmp_path))
    assert result.returncode == 1
    assert "there is no Qt in this run" in result.stdout
