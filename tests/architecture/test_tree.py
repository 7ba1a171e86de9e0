"""What may not stand in the repository, whatever the language of the file."""

import re

import pytest

from tests.architecture.tree import ROOT, files_under, project_files

# Put together from pieces, so that this file does not hold what it forbids.
_MACHINE = "|".join(f"/{folder}/" for folder in ("wo" + "rk", "ro" + "ot", "o" + "pt", "fa" + "rm"))
FORBIDDEN = {
    "a path of somebody's machine": re.compile(rf"(?<![\w.}}])(?:{_MACHINE}|/home/\w|/Users/\w)|[A-Z]:\\Users"),
    "an address of a package index": re.compile("py" + r"pi\.org|python" + r"hosted\.org|--(extra-)?index" + "-url"),
    "work put off": re.compile(r"\b(" + "TO" + "DO|FIX" + "ME|HA" + r"CK)\b"),
}
PICTURES_AND_LICENCES = (".svg", ".qm", "LICENSE")


def text_of(name: str) -> str:
    raw = (ROOT / name).read_bytes()
    return "" if b"\0" in raw else raw.decode("utf-8", errors="replace")


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what: str) -> None:
    """A clone on any machine, years from now, meets nothing that was true only here or not done yet."""
    found = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name in project_files()
        if not name.endswith(PICTURES_AND_LICENCES)
        for number, line in enumerate(text_of(name).splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ]
    assert not found


def test_ui_and_packaging_hold_no_python_package() -> None:
    """`ui/` is a designer's tree and `packaging/` a builder's: importing from them would hide a dependency."""
    assert not files_under("ui", "packaging", "resources", suffix="__init__.py")


def test_every_file_is_utf_8_and_ends_with_a_line() -> None:
    """Text files are UTF-8 without a byte order mark and end with a newline."""
    bad = []
    for name in project_files():
        raw = (ROOT / name).read_bytes()
        if b"\0" in raw or not name.endswith((".py", ".qml", ".toml", ".md", ".txt", ".ts", ".js", ".json", ".jsonl")):
            continue
        if raw.startswith(b"\xef\xbb\xbf") or (raw and not raw.endswith(b"\n")):
            bad.append(name)
    assert not bad
