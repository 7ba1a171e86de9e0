"""The lock: every package, one version, hashes, and no address (docs/decisions/0002-lock-without-addresses.md)."""

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
# name==1.2.3 ; marker \      and below it, indented, its hashes and who asked for it
PINNED = re.compile(r"^(?P<name>[\w.\[\],-]+)==(?P<version>\S+)[^\n]*\n(?P<rest>(?:[ ]+[^\n]*\n)*)", re.MULTILINE)


def locked() -> list[tuple[str, Version, str]]:
    """(name, version, hashes) of every pin; a package may have one for each range of Pythons."""
    return [
        (canonicalize_name(found["name"].partition("[")[0]), Version(found["version"]), found["rest"])
        for found in PINNED.finditer(LOCK)
    ]


def test_no_address_in_requirements() -> None:
    """No file under requirements/ holds an address, of an index or of anything else."""
    files = [path for path in (ROOT / "requirements").rglob("*") if path.is_file()]
    assert files
    assert not [path.name for path in files if "://" in path.read_text(encoding="utf-8")]


def test_no_lock_that_records_addresses() -> None:
    """Neither uv.lock nor pylock.toml is part of the project."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {"uv.lock", "pylock.toml"} <= set(ignored)
    assert not [path for path in (ROOT / "uv.lock", ROOT / "pylock.toml") if path.exists()]


def test_every_line_is_a_pin_with_hashes() -> None:
    """Nothing in the lock is installed that was not seen when it was made."""
    starts = [line for line in LOCK.splitlines() if line and not line[0].isspace() and not line.startswith("#")]
    assert len(starts) == len(locked()) > 50
    assert not [name for name, _, rest in locked() if "--hash=sha256:" not in rest]


def test_the_lock_is_of_this_project() -> None:
    """Every direct dependency, of the program and of its tests, is locked within its bounds."""
    wanted = [Requirement(line) for line in PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]]
    pins: dict[str, list[Version]] = {}
    for name, version, _ in locked():
        pins.setdefault(name, []).append(version)
    for need in wanted:
        versions = pins.get(canonicalize_name(need.name), [])
        assert versions, need
        assert all(need.specifier.contains(version) for version in versions), need


def test_the_lock_brings_one_opencv_and_a_small_qt() -> None:
    """OpenCV is the headless one, and Qt comes without WebEngine."""
    names = {name for name, _, _ in locked()}
    assert {name for name in names if name.startswith("opencv")} == {"opencv-python-headless"}
    assert {name for name in names if name.startswith("pyside6")} == {
        "pyside6-essentials",
        "pyside6-addons",
        "pyside6-pdf",
    }
