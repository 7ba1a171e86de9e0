#!/usr/bin/env python3
"""From a bare machine to a running workstation, in one command.

    python3 qc.py run              open the workstation on a demonstration day        (Windows: py qc.py run)
    python3 qc.py run --smoke      the same without a display: draw one frame, print the start-up time, stop
    python3 qc.py run VERB ...     any other verb of qc-station: import, play, sync, verify, doctor
    python3 qc.py test [...]       run the tests; arguments go to pytest
    python3 qc.py doctor           say what is here and what is missing; change nothing

    --system-deps                  install missing system packages without asking (so does QC_APT=1); Debian, Ubuntu
    --skip-system-check            go on although system libraries seem to be missing (other distributions)
    --dry-run                      say what would be done; change nothing

Standard library only. It looks for the system libraries Qt needs, makes an environment from the hash-locked
requirements/lock.txt (with uv when it is installed, else venv and pip), then starts the program or the tests from this
folder. A stamp lets later starts skip the making. It never installs a system package unasked.

QC_VENV=FOLDER puts the environment elsewhere than `.qc-venv` beside this file (or than the user's cache, when this
folder cannot be written).
"""

import ctypes
import hashlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

# This file has to be understood by older Pythons up to here, to say why they are refused: no newer syntax anywhere.
if not (3, 11) <= sys.version_info[:2] < (3, 15):  # the range of the wheels in the lock
    sys.exit(
        "qc: this is Python {}.{}; QC Station needs Python 3.11, 3.12, 3.13 or 3.14.\n".format(*sys.version_info[:2])
        + "    Name one that is installed:  python3.12 qc.py run\n"
        + "    or let uv bring one:         uv run --no-project --python 3.12 qc.py run"
    )

VERBS = ("run", "test", "doctor")
OPTIONS = ("--system-deps", "--skip-system-check", "--dry-run")
WINDOWS = os.name == "nt"
# soname -> Debian and Ubuntu package, by the old names: the t64 packages of newer releases provide them.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libpulse.so.0": "libpulse0",
    "libcups.so.2": "libcups2",
    "libXext.so.6": "libxext6",
    "libXrandr.so.2": "libxrandr2",
    "libdrm.so.2": "libdrm2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
# program -> package: what some tests need; without them those tests skip and say so.
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "xdotool": "xdotool",
    "postgres": "postgresql",
    "ippeveprinter": "cups-ipp-utils",
    "dbus-daemon": "dbus",
    "chromium": "chromium",
    "chromedriver": "chromium-driver",
}
APT_INSTALL = ["apt-get", "install", "-y", "--no-install-recommends"]


class SetupError(Exception):
    """The machine, not the program: said in one paragraph, without a traceback."""


def missing_packages() -> list[str]:
    """Packages without which nothing starts; none on Windows and macOS, where the wheels bring everything."""
    if not sys.platform.startswith("linux"):
        return []
    missing = [package for soname, package in LIBRARIES.items() if not is_loadable(soname)]
    if not shutil.which("uv") and importlib.util.find_spec("ensurepip") is None:  # Debian ships it apart
        missing.append(f"python3.{sys.version_info.minor}-venv")
    return missing


def is_loadable(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_test_packages() -> list[str]:
    if not sys.platform.startswith("linux"):
        return []
    # Debian keeps the PostgreSQL server's programs out of PATH, one folder a version, and ippeveprinter in root's.
    servers = [str(folder) for folder in Path("/usr/lib/postgresql").glob("*/bin")]
    where = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", *servers])
    return [package for program, package in TEST_PROGRAMS.items() if not shutil.which(program, path=where)]


def install_packages(packages: list[str], *, agreed: bool) -> None:
    """Install with apt after a yes; otherwise stop and show the line."""
    command = [*APT_INSTALL, *packages]
    has_apt = bool(shutil.which("apt-get"))
    if not agreed and has_apt and sys.stdin is not None and sys.stdin.isatty():
        print(f"qc: install system packages with apt ({' '.join(packages)})? [y/N] ", end="", flush=True)
        agreed = sys.stdin.readline().strip().lower() in ("y", "yes", "o", "oui")
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    if not agreed or not has_apt or (prefix and not shutil.which("sudo")):
        raise SetupError(
            "system libraries are missing. As administrator run\n\n    "
            + shlex.join(command)
            + "\n\nor repeat this command with --system-deps. On a distribution without apt, install what these\n"
            "packages hold, and add --skip-system-check if they are still not found."
        )
    print("qc: installing", *packages, flush=True)
    # `env` after sudo, which does not pass variables on: no package may stop to ask a question.
    prefix = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    subprocess.run([*prefix, "apt-get", "update", "-qq"], check=False)  # a stale list may still be good enough
    done = subprocess.run([*prefix, *command], check=False, stdout=subprocess.DEVNULL)
    if done.returncode:
        raise SetupError(f"apt-get failed ({done.returncode}); its own words are above.")


class Environment:
    """The virtual environment of one checkout, made from its lock and marked as finished by a stamp."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = environment_folder(root)
        self.python = self.folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
        self.lock = root / "requirements" / "lock.txt"
        self.stamp = self.folder / ".qc-stamp"

    def key(self) -> str:
        """Everything that makes an environment stale: other packages, another Python."""
        return hashlib.sha256(self.lock.read_bytes() + sys.version.encode()).hexdigest()

    def is_current(self) -> bool:
        return self.python.exists() and self.stamp.is_file() and self.stamp.read_text() == self.key()

    def commands(self) -> list[list[str]]:
        """The steps. The project itself is not installed: it runs from the checkout, so an edit needs no set-up."""
        if shutil.which("uv"):
            install = ["uv", "pip", "sync", "--quiet", "--require-hashes", "--only-binary", ":all:"]
            return [
                ["uv", "venv", "--quiet", "--no-project", "--clear", "--python", sys.executable, str(self.folder)],
                [*install, "--python", str(self.python), str(self.lock)],
            ]
        install = [str(self.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        return [
            [sys.executable, "-m", "venv", "--clear", str(self.folder)],
            [*install, "--only-binary=:all:", "--no-deps", "--require-hashes", "-r", str(self.lock)],
        ]

    def make(self) -> None:
        """Make it anew. The stamp comes last, so a set-up that was cut short is simply done again."""
        if self.folder.exists() and any(self.folder.iterdir()) and not (self.folder / "pyvenv.cfg").exists():
            raise SetupError(f"{self.folder} holds other files; name another folder in QC_VENV.")
        began = time.monotonic()
        print(f"qc: making the environment in {self.folder}; a minute or two, this once", flush=True)
        for command in self.commands():
            done = subprocess.run(command, cwd=self.root, check=False)
            if done.returncode:
                raise SetupError(
                    f"this step of the set-up failed ({done.returncode}); its own words are above. The package index\n"
                    f"has to be reachable and the disk needs 1 GB. Start again to try again:\n    {shlex.join(command)}"
                )
        self.stamp.write_text(self.key())
        print(f"qc: environment ready in {time.monotonic() - began:.0f} s", flush=True)


def environment_folder(root: Path) -> Path:
    chosen = os.environ.get("QC_VENV")
    if chosen:
        return Path(chosen).expanduser().absolute()
    beside = root / ".qc-venv"
    if beside.exists() or os.access(root, os.W_OK):
        return beside
    cache = os.environ.get("LOCALAPPDATA" if WINDOWS else "XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(cache) / "qc-station" / hashlib.sha256(str(root).encode()).hexdigest()[:12]


# All of them: as many at once as there are cores, file by file, so that what a file sets up is set up once.
ALL_TESTS = ["-n", "auto", "--dist", "loadfile"]


def launch(verb: str, rest: list[str], environment: Environment) -> tuple[list[str], dict[str, str]]:
    """The command to run, and the variables it gets where the caller has not set them."""
    extra = {"PYTHONPATH": str(environment.root), "PYTHONUTF8": "1"}
    if verb == "test":
        command = ["-m", "pytest", f"--rootdir={environment.root}", *(rest or ALL_TESTS)]
    elif rest and not rest[0].startswith("-"):
        command = ["-m", "qc_station", *rest]
    else:
        command = ["-m", "qc_station", "demo", *rest]
    if verb == "test" or "--smoke" in rest:
        extra |= {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "LC_ALL": "C.UTF-8"}
    extra = {name: value for name, value in extra.items() if name == "PYTHONPATH" or name not in os.environ}
    return [str(environment.python), *command], extra


# Options of the demonstration that draw nothing.
NO_WINDOW = {"--stop-ledger", "--start-ledger", "--help", "-h"}


def lacks_display(command: list[str], extra: dict[str, str]) -> bool:
    """Whether a window is asked for where there is nothing to show it on."""
    asks = command[3:4] == ["demo"] and not NO_WINDOW & set(command)
    shows = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & (os.environ.keys() | extra.keys())
    return asks and sys.platform.startswith("linux") and not shows


def report(environment: Environment, packages: list[str], test_packages: list[str]) -> None:
    print("python:", sys.version.split()[0], sys.executable)
    print("installer:", "uv" if shutil.which("uv") else "venv and pip")
    print("system packages missing:", " ".join(packages) or "none")
    print("packages for all the tests missing:", " ".join(test_packages) or "none")
    for wanted in (packages, test_packages):
        if wanted:
            print("   ", shlex.join([*APT_INSTALL, *wanted]))
    print("environment:", environment.folder, "is current" if environment.is_current() else "would be made by")
    for step in [] if environment.is_current() else environment.commands():
        print("   ", shlex.join(step))


def start(command: list[str], extra: dict[str, str], folder: Path) -> int:
    """Become the program, so that its signals and its exit code are its own (Windows: wait for it)."""
    os.chdir(folder)
    sys.stdout.flush()
    if not WINDOWS:
        os.execve(command[0], command, os.environ | extra)  # noqa: S606 a list, no shell
    return subprocess.call(command, env=os.environ | extra)


def carry_out(verb: str, rest: list[str], options: set[str]) -> int:
    root = Path(__file__).resolve().parent
    environment = Environment(root)
    if not environment.lock.is_file():
        raise SetupError(f"{environment.lock} is missing; is this the whole repository?")
    packages = [] if "--skip-system-check" in options else missing_packages()
    test_packages = missing_test_packages() if verb != "run" else []
    command, extra = launch(verb, rest, environment)
    folder = root if verb == "test" else Path.cwd()

    if verb == "doctor" or "--dry-run" in options:
        report(environment, packages, test_packages)
        if verb != "doctor":
            print("would run:", *(f"{name}={value}" for name, value in extra.items()), shlex.join(command))
        return int(verb == "doctor" and bool(packages or not environment.is_current()))

    agreed = "--system-deps" in options or os.environ.get("QC_APT") == "1"
    if packages or (agreed and test_packages):
        install_packages(packages + (test_packages if agreed else []), agreed=agreed)
    elif test_packages:
        print("qc: some tests will be skipped; to run them too:\n   ", shlex.join([*APT_INSTALL, *test_packages]))
    if lacks_display(command, extra):
        raise SetupError("there is no display here. `qc.py run --smoke` draws the first frame without one.")
    if not environment.is_current():
        environment.make()
    return start(command, extra, folder)


def main(arguments: list[str]) -> int:
    options = {word for word in arguments if word in OPTIONS}
    words = [word for word in arguments if word not in OPTIONS]
    if words and words[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    verb, *rest = words or ["run"]
    if verb not in VERBS:
        print(f"qc: no verb {verb!r}; there are {', '.join(VERBS)}. `qc.py --help` says more.", file=sys.stderr)
        return 2
    try:
        return carry_out(verb, rest, options)
    except SetupError as error:
        print(f"qc: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nqc: interrupted; the next start does the unfinished set-up again.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
