"""QML is linted against the Python types it shows: a misspelt property or slot is found before the window opens.

`pyside6-metaobjectdump` reads the view-models' decorators, `pyside6-qmltyperegistrar` makes QML types of them, and
`pyside6-qmllint` reads `ui/` with those types in sight.
"""

import json
import os
import subprocess
from collections import defaultdict
from pathlib import Path

import PySide6
import pytest

from tests.architecture.tree import ROOT, files_under, run_tool, tool

SCREENS = files_under("ui", suffix=".qml")
VIEW_MODELS = files_under("qc_station/viewmodels", suffix=".py")
METATYPES = Path(PySide6.__file__).parent / "Qt" / "metatypes"
FOREIGN = ",".join(str(METATYPES / f"qt6{module}_metatypes.json") for module in ("core", "gui", "qml", "quick"))


def python_types(dump: Path) -> dict[str, list[dict[str, object]]]:
    """What the view-models declare, by the QML module that carries it."""
    modules: dict[str, list[dict[str, object]]] = defaultdict(list)
    for file in json.loads(dump.read_text(encoding="utf-8")):
        classes = [kind for kind in file["classes"] if kind["object"]]
        for kind in classes:  # a plain mixin beside QObject would be taken for the base of the QML type
            kind["superClasses"] = [base for base in kind["superClasses"] if base["name"].startswith("Q")]
        if classes and "QML_IMPORT_NAME" in file:
            modules[file["QML_IMPORT_NAME"]].append(file | {"classes": classes})
    return modules


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, list[dict[str, object]]]]:
    """A QML import path that holds the Python types, and those types."""
    if not any("@QmlElement" in (ROOT / name).read_text(encoding="utf-8") for name in VIEW_MODELS):
        pytest.skip("there are no view-models yet")
    folder = tmp_path_factory.mktemp("imports")
    dump = folder / "dump.json"
    dumped = run_tool(tool("pyside6-metaobjectdump"), "--compact", "--out-file", str(dump), *VIEW_MODELS)
    assert dumped.returncode == 0, dumped.stderr
    found = python_types(dump)
    for name, files in found.items():
        home = folder.joinpath(*name.split("."))
        home.mkdir(parents=True)
        (home / "dump.json").write_text(json.dumps(files), encoding="utf-8")
        (home / "qmldir").write_text(f"module {name}\ndepends QtQuick\ntypeinfo types.qmltypes\n", encoding="utf-8")
        registrar = [tool("pyside6-qmltyperegistrar"), f"--import-name={name}", "--major-version=1", "-o", os.devnull]
        types = [f"--foreign-types={FOREIGN}", "--generate-qmltypes", str(home / "types.qmltypes")]
        made = run_tool(*registrar, *types, str(home / "dump.json"))
        assert made.returncode == 0, made.stderr
    return folder, found


def lint(imports: Path, *files: str) -> subprocess.CompletedProcess[str]:
    return run_tool(tool("pyside6-qmllint"), "-I", str(imports), "-I", str(ROOT / "ui"), "--max-warnings", "0", *files)


@pytest.mark.skipif(not SCREENS, reason="there is no ui/ yet")
def test_qml_is_clean(modules: tuple[Path, object]) -> None:
    """Not one warning of qmllint over all of `ui/`."""
    # By absolute path: under a relative one qmllint misses the qmldir beside a singleton.
    result = lint(modules[0], *(str(ROOT / name) for name in SCREENS))
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_linter_sees_the_python_types(
    modules: tuple[Path, dict[str, list[dict[str, object]]]], tmp_path: Path
) -> None:
    """A property no view-model has is reported for every view-model: none of them is invisible to the linter."""
    imports, found = modules
    named = [(name, kind) for name, files in found.items() for file in files for kind in file["classes"]]
    elements = [(name, str(kind["className"])) for name, kind in named if is_element(kind)]
    assert elements
    for number, (module, element) in enumerate(elements):
        screen = tmp_path / f"Probe{number}.qml"
        screen.write_text(
            f"import QtQml\nimport {module}\nQtObject {{\n    id: probe\n    required property {element} model\n"
            "    readonly property var odd: probe.model.noSuchThing\n}\n"
        )
    result = lint(imports, *(str(tmp_path / f"Probe{number}.qml") for number in range(len(elements))))
    said = result.stdout + result.stderr
    unseen = [element for _, element in elements if f'"noSuchThing" not found on type "{element}"' not in said]
    assert not unseen, said


def is_element(kind: dict[str, object]) -> bool:
    infos = kind.get("classInfos", [])
    return isinstance(infos, list) and any(info["name"] == "QML.Element" for info in infos)
