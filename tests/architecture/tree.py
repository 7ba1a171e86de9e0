"""The files of the project, as the house rules look at them."""

import ast
import functools
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("qc_station", "voucher_ledger")
NEVER_OURS = (".git", ".venv", ".qc-venv", "build", "dist", "__pycache__")


@functools.cache
def project_files() -> tuple[str, ...]:
    """Every file that is or would be committed, as a path from the root; without git, every file that looks ours."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    else:
        found = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        listed = [path.as_posix() for path in found if not any(part in NEVER_OURS for part in path.parts)]
    return tuple(sorted(name for name in set(listed) if (ROOT / name).is_file()))


def files_under(*folders: str, suffix: str) -> list[str]:
    return [
        name for name in project_files() if name.endswith(suffix) and name.startswith(tuple(f"{f}/" for f in folders))
    ]


@functools.cache
def parsed(name: str) -> ast.Module:
    return ast.parse((ROOT / name).read_text(encoding="utf-8"), filename=name)


def tool(name: str) -> str:
    """The path of a program of this environment."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not in the environment of {sys.executable}"
    return found


def run_tool(*command: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run a program in the root and keep what it says."""
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **options)
