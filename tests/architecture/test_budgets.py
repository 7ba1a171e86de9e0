"""Sizes and shapes that keep the code readable; the numbers were drawn from measured codebases."""

import ast

import pytest

from tests.architecture.tree import PRODUCT, ROOT, files_under, parsed

MODULE_LINES, FUNCTION_LINES, QML_LINES, TEST_LINES = 400, 70, 300, 600

# Where an import waits until it is needed: an optional driver; the window, which a verb in a terminal must not load;
# what is slow to load and seldom needed.
LATE_IMPORTS = {
    "qc_station/__main__.py": {
        "qc_station.application.import_takebacks",
        "qc_station.cli.verbs",
        "qc_station.gui",
    },
    "qc_station/bootstrap/demonstration.py": {"qc_station.bootstrap.demonstration_shop"},
    "qc_station/bootstrap/mirroring.py": {"qc_station.sync.s3_store"},
    "qc_station/bootstrap/rendering.py": {
        "qc_station.vision.colour",
        "qc_station.vision.derive",
        "qc_station.vision.shop_picture",
    },
    "qc_station/bootstrap/secrets.py": {"keyring"},
    "qc_station/viewmodels/papers.py": {"qc_station.viewmodels.pdf_pages"},
    "qc_station/bootstrap/late.py": {
        "qc_station.bootstrap.public_holidays",
        "qc_station.devices.camera_gphoto2",
        "qc_station.devices.camera_hotfolder",
        "qc_station.devices.camera_search",
        "qc_station.devices.camera_video",
        "qc_station.devices.camera_virtual",
        "qc_station.devices.printer_ipp",
        "qc_station.devices.printer_raw",
        "qc_station.devices.scanner_serial",
        "qc_station.documents.control_sheet",
        "qc_station.documents.evidence_pack_pdf",
        "qc_station.documents.label_check",
        "qc_station.documents.label_pdf",
        "qc_station.documents.piece_label",
        "qc_station.documents.symbol",
        "qc_station.documents.zpl",
        "qc_station.storage.open_station",
        "qc_station.storage.pin_hasher",
        "qc_station.sync.ledger_client",
        "qc_station.sync.signer",
        "qc_station.vision.barcode_reader",
        "qc_station.vision.frame_reader",
        "qc_station.vision.picture_reader",
        "qc_station.vision.picture_reducer",
    },
    "qc_station/bootstrap/delivering.py": {"qc_station.sync.shop_client"},
    "qc_station/bootstrap/late_pictures.py": {
        "qc_station.vision.live_decoder",
        "qc_station.vision.picture_judge",
    },
    "qc_station/devices/gphoto2_process.py": {"gphoto2"},
    "qc_station/devices/hotfolder_watch.py": {"ctypes"},
    "qc_station/devices/video_process.py": {"qc_station.devices.video_capture"},
    # Alembic takes a fifth of a second, and a database that is up to date does not need it.
    "qc_station/storage/open_station.py": {"qc_station.storage.schema"},
    "qc_station/viewmodels/sounds.py": {"PySide6.QtMultimedia"},
}
# Where everything is caught: at the edge of a process, and by whoever keeps a thread alive past a bug it has logged.
CATCH_ALL = {
    "qc_station/__main__.py",
    "qc_station/devices/driver_loop.py",
    "qc_station/sync/worker.py",
    "qc_station/bootstrap/delivering.py",
    "qc_station/viewmodels/dispatcher.py",
    "qc_station/viewmodels/judging.py",
    "voucher_ledger/__main__.py",
    "voucher_ledger/custody/chores.py",
    "voucher_ledger/post/postman.py",
}
PYTHON = files_under(*PRODUCT, suffix=".py")
TOOLS = files_under("tools", suffix=".py")


def too_long(names: list[str], limit: int) -> list[str]:
    counted = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in names}
    return [f"{name}: {lines} lines, {limit} allowed" for name, lines in counted.items() if lines > limit]


@pytest.mark.parametrize(
    ("names", "limit"),
    [
        pytest.param([*PYTHON, *TOOLS, "qc.py"], MODULE_LINES, id="modules"),
        pytest.param(files_under("ui", suffix=".qml"), QML_LINES, id="qml"),
        pytest.param(files_under("tests", suffix=".py"), TEST_LINES, id="tests"),
    ],
)
def test_files_fit_their_budget(names: list[str], limit: int) -> None:
    """A file that grew too long is split along a seam that has a name."""
    assert not too_long(names, limit)


def test_functions_fit_their_budget() -> None:
    """A function can be read without scrolling; a migration is a list of statements nobody edits, however long."""
    long = [
        f"{name}:{node.lineno} {node.name}: {lines} lines"
        for name in [*PYTHON, *TOOLS, "qc.py"]
        if "/migrations/versions/" not in name
        for node in ast.walk(parsed(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (lines := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert not long


def imported(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        base = node.module or ""
        return [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return []


def test_imports_stand_at_the_top() -> None:
    """What a module needs is seen at its head; only optional drivers and the choice of a face wait."""
    late = [
        f"{name}:{inner.lineno}"
        for name in PYTHON
        for function in ast.walk(parsed(name))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
        if (wanted := imported(inner)) and not LATE_IMPORTS.get(name, set()) & set(wanted)
    ]
    assert not late


def catches_all(handler: ast.ExceptHandler) -> bool:
    """`except Exception`, `except BaseException` or bare, unless it only tidies up and raises again."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    broad = any(
        kind is None or (isinstance(kind, ast.Name) and kind.id in ("Exception", "BaseException")) for kind in caught
    )
    last = handler.body[-1]
    return broad and not (isinstance(last, ast.Raise) and last.exc is None)


def test_only_the_edges_catch_everything() -> None:
    """A bug is not weather: elsewhere an exception is named, or it goes on to the edge and is logged there."""
    broad = [
        f"{name}:{node.lineno}"
        for name in PYTHON
        if name not in CATCH_ALL
        for node in ast.walk(parsed(name))
        if isinstance(node, ast.ExceptHandler) and catches_all(node)
    ]
    assert not broad


def is_protocol(node: ast.ClassDef) -> bool:
    return any("Protocol" in ast.unparse(base) for base in node.bases)


def is_hollow(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Nothing but `...` or `pass`, or a refusal to be implemented. A docstring may say why there is nothing to do."""
    explained = len(function.body) == 1 and ast.get_docstring(function)
    if explained or any("overload" in ast.unparse(mark) for mark in function.decorator_list):
        return False
    body = [node for node in function.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))]
    return not body or all(isinstance(node, ast.Pass) or "NotImplemented" in ast.unparse(node) for node in body)


def test_no_function_is_a_stub() -> None:
    """What is there, works: outside Protocols no function is empty or says it is not implemented."""
    in_protocols = {
        id(member) for name in PYTHON for node in ast.walk(parsed(name))
        if isinstance(node, ast.ClassDef) and is_protocol(node) for member in node.body
    }  # fmt: skip
    hollow = [
        f"{name}:{node.lineno} {node.name}"
        for name in PYTHON
        for node in ast.walk(parsed(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and id(node) not in in_protocols and is_hollow(node)
    ]
    assert not hollow


def test_every_test_states_its_property() -> None:
    """A test says in a sentence what holds; its name alone is a label."""
    mute = [
        f"{name}:{node.lineno} {node.name}"
        for name in files_under("tests", suffix=".py")
        for node in ast.walk(parsed(name))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")
        and not ast.get_docstring(node)
    ]  # fmt: skip
    assert not mute
