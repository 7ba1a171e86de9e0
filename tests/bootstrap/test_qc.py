"""`qc.py`, the one command: what it decides, and what it says when it cannot go on. Nothing is installed here."""

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "qc.py"


@pytest.fixture
def qc() -> ModuleType:
    """The script as a module of its own, so that a test may replace what it asks of the machine."""
    spec = importlib.util.spec_from_file_location("qc_under_test", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a lock and no environment."""
    monkeypatch.delenv("QC_VENV", raising=False)
    root = tmp_path / "checkout"
    (root / "requirements").mkdir(parents=True)
    (root / "requirements" / "lock.txt").write_text("some-package==1\n")
    return root


def finish(environment: object) -> None:
    """What a finished set-up leaves: an interpreter and a stamp."""
    environment.python.parent.mkdir(parents=True, exist_ok=True)
    environment.python.touch()
    (environment.folder / "pyvenv.cfg").touch()
    environment.stamp.write_text(environment.key())


def run_script(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, env=os.environ | variables, capture_output=True, text=True, check=False)


def test_dry_run_says_what_and_changes_nothing(tmp_path: Path) -> None:
    """A dry run names the environment, its steps and the command, and makes none of it."""
    folder = tmp_path / "env"
    result = run_script("test", "--dry-run", "-k", "money", QC_VENV=str(folder))
    assert result.returncode == 0, result.stderr
    assert "--require-hashes" in result.stdout
    assert result.stdout.rstrip().endswith(f"-m pytest --rootdir={ROOT} -k money")
    assert "QT_QPA_PLATFORM=" in result.stdout or "QT_QPA_PLATFORM" in os.environ
    assert not folder.exists()


def test_doctor_reports_and_its_exit_code_tells(tmp_path: Path) -> None:
    """Doctor exits 1 while something is missing, here the environment, and changes nothing."""
    folder = tmp_path / "env"
    result = run_script("doctor", "--skip-system-check", QC_VENV=str(folder))
    assert result.returncode == 1
    assert "would be made by" in result.stdout
    assert not folder.exists()


def test_an_unknown_verb_is_named() -> None:
    """A mistyped verb is answered with the verbs there are."""
    result = run_script("tset")
    assert result.returncode == 2
    assert "tset" in result.stderr
    assert "run, test, doctor" in result.stderr


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 15)])
def test_another_python_gets_a_sentence(version: tuple[int, int]) -> None:
    """A Python outside the range of the lock is refused in words, before anything else is tried."""
    program = (
        f"import sys, runpy; sys.version_info = {(*version, 0)}; sys.argv = ['qc.py', 'run']\n"
        f"runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert f"this is Python {version[0]}.{version[1]}" in result.stderr
    assert "Traceback" not in result.stderr


def test_an_old_python_can_read_the_file() -> None:
    """The grammar of Python 3.8 is enough, or the sentence would be a SyntaxError."""
    ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 8))


def test_set_up_needs_only_the_standard_library() -> None:
    """The script imports nothing that a bare Python does not have."""
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_a_finished_environment_is_current(qc: ModuleType, checkout: Path) -> None:
    """With interpreter and stamp in place, nothing is made again."""
    environment = qc.Environment(checkout)
    assert not environment.is_current()
    finish(environment)
    assert environment.is_current()


@pytest.mark.parametrize("change", ["another lock", "another Python", "cut short", "interpreter gone"])
def test_a_stale_environment_is_seen(
    change: str, qc: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever makes an environment differ from the lock, or unfinished, makes it stale."""
    environment = qc.Environment(checkout)
    finish(environment)
    if change == "another lock":
        environment.lock.write_text("some-package==2\n")
    elif change == "another Python":
        monkeypatch.setattr(sys, "version", "3.99")
    elif change == "cut short":
        environment.stamp.unlink()
    else:
        environment.python.unlink()
    assert not environment.is_current()


def test_the_stamp_comes_last(qc: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A set-up that fails half-way leaves no stamp, says which step failed, and is done again next time."""
    environment = qc.Environment(checkout)
    monkeypatch.setattr(environment, "commands", lambda: [[sys.executable, "-c", "raise SystemExit(3)"]])
    with pytest.raises(qc.SetupError, match="failed \\(3\\)"):
        environment.make()
    assert not environment.is_current()
    monkeypatch.setattr(environment, "commands", lambda: [[sys.executable, "-c", "pass"]])
    finish(environment)
    environment.stamp.unlink()
    environment.make()
    assert environment.is_current()


def test_a_folder_with_other_files_is_not_emptied(qc: ModuleType, checkout: Path, tmp_path: Path) -> None:
    """QC_VENV that names somebody's folder by mistake costs nobody a file."""
    environment = qc.Environment(checkout)
    environment.folder.mkdir()
    (environment.folder / "thesis.txt").write_text("three years")
    with pytest.raises(qc.SetupError, match="other files"):
        environment.make()
    assert (environment.folder / "thesis.txt").exists()


def test_a_read_only_checkout_keeps_its_environment_in_the_cache(
    qc: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the checkout cannot be written, the environment goes to the user's cache, one a checkout."""
    assert qc.environment_folder(checkout) == checkout / ".qc-venv"
    monkeypatch.setattr(qc.os, "access", lambda *_: False)
    assert qc.environment_folder(checkout).is_relative_to(os.environ["XDG_CACHE_HOME"])
    assert qc.environment_folder(checkout) != qc.environment_folder(checkout.parent)


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (["run"], ["-m", "qc_station", "demo"]),
        (["run", "--smoke"], ["-m", "qc_station", "demo", "--smoke"]),
        (["run", "sync", "--once"], ["-m", "qc_station", "sync", "--once"]),
        (["test"], ["-m", "pytest", "--rootdir={root}", "-n", "auto", "--dist", "loadfile"]),
        (["test", "-x", "tests/domain"], ["-m", "pytest", "--rootdir={root}", "-x", "tests/domain"]),
    ],
)
def test_arguments_are_passed_on(words: list[str], command: list[str], qc: ModuleType, checkout: Path) -> None:
    """What follows the verb belongs to the program, unchanged."""
    verb, *rest = words
    launched, _ = qc.launch(verb, rest, qc.Environment(checkout))
    assert launched[1:] == [word.format(root=checkout) for word in command]


def test_smoke_and_tests_need_no_screen(qc: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both draw offscreen and without a graphics card, unless the caller chose otherwise."""
    for name in ("QT_QPA_PLATFORM", "QT_QUICK_BACKEND"):
        monkeypatch.delenv(name, raising=False)
    environment = qc.Environment(checkout)
    for verb, rest in (("run", ["--smoke"]), ("test", [])):
        _, extra = qc.launch(verb, rest, environment)
        assert (extra["QT_QPA_PLATFORM"], extra["QT_QUICK_BACKEND"]) == ("offscreen", "software")
    assert "QT_QPA_PLATFORM" not in qc.launch("run", [], environment)[1]
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert "QT_QPA_PLATFORM" not in qc.launch("test", [], environment)[1]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the other platforms always have a display")
def test_a_window_without_a_display_is_refused(qc: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a window that nothing can show; a verb in the terminal needs none."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    environment = qc.Environment(checkout)
    assert qc.lacks_display(*qc.launch("run", [], environment))
    assert not qc.lacks_display(*qc.launch("run", ["--smoke"], environment))
    assert not qc.lacks_display(*qc.launch("run", ["verify"], environment))
    assert not qc.lacks_display(*qc.launch("run", ["--stop-ledger"], environment))


@pytest.mark.skipif(not shutil.which("apt-get"), reason="apt is on Debian and Ubuntu only")
def test_nothing_is_installed_unasked(qc: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a yes, by word or by option, the exact line is printed and nothing runs."""
    monkeypatch.setattr(qc.subprocess, "run", lambda *_, **__: pytest.fail("something was run"))
    monkeypatch.setattr(qc.sys, "stdin", None)
    with pytest.raises(qc.SetupError, match="apt-get install -y --no-install-recommends libegl1 libpulse0"):
        qc.install_packages(["libegl1", "libpulse0"], agreed=False)


@pytest.mark.skipif(not shutil.which("apt-get"), reason="apt is on Debian and Ubuntu only")
def test_a_yes_installs_without_questions(qc: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """With --system-deps apt runs as administrator, and no package can stop to ask."""
    ran: list[list[str]] = []
    monkeypatch.setattr(qc.subprocess, "run", lambda cmd, **_: ran.append(cmd) or subprocess.CompletedProcess(cmd, 0))
    monkeypatch.setattr(qc.os, "geteuid", lambda: 0)
    qc.install_packages(["libpulse0"], agreed=True)
    assert ran[-1] == ["env", "DEBIAN_FRONTEND=noninteractive", *qc.APT_INSTALL, "libpulse0"]


def test_a_missing_library_is_named_by_its_package(qc: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library that cannot be loaded is reported as the package that brings it."""
    monkeypatch.setattr(qc.sys, "platform", "linux")
    monkeypatch.setattr(qc, "is_loadable", lambda soname: soname != "libpulse.so.0")
    assert "libpulse0" in qc.missing_packages()
    assert "libegl1" not in qc.missing_packages()
