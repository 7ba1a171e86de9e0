"""Bring `resources/i18n/station.<language>.ts` up to date with the sources, and compile them to `.qm`.

    python -m tools.update_translations           after a text was added or changed; then fill in what is unfinished
    python -m tools.update_translations --check   change nothing; fail when a text is missing or not compiled

English is the source language; its catalogue is there for the plural forms, and repeats the rest.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
I18N = ROOT / "resources" / "i18n"
LANGUAGES = ("fr", "en")


def sources() -> list[str]:
    files = [*(ROOT / "qc_station" / "viewmodels").glob("*.py"), *(ROOT / "ui").rglob("*.qml")]
    return [str(file.relative_to(ROOT)) for file in sorted(files)]


def update(language: str, catalogue: Path) -> None:
    """One run a language: with two catalogues at once lupdate marks both with the same one."""
    options = ["-source-language", "en", "-target-language", language, "-locations", "none", "-no-obsolete", "-silent"]
    run("lupdate", *sources(), *options, "-ts", str(catalogue))


def compile_catalogue(catalogue: Path, compiled: Path) -> None:
    """Fails on an unfinished text."""
    run("lrelease", "-silent", "-fail-on-unfinished", str(catalogue), "-qm", str(compiled))


def stale(language: str) -> str:
    """What is wrong with a language's catalogue; empty when nothing is."""
    kept = I18N / f"station.{language}.ts"
    with tempfile.TemporaryDirectory() as folder:
        fresh, compiled = Path(folder, kept.name), Path(folder, "compiled.qm")
        shutil.copy(kept, fresh)
        update(language, fresh)
        if fresh.read_text("utf-8") != kept.read_text("utf-8"):
            return f"{kept.name} is not up to date with the sources"
        try:
            compile_catalogue(fresh, compiled)
        except subprocess.CalledProcessError:
            return f"{kept.name} has unfinished texts"
        if compiled.read_bytes() != kept.with_suffix(".qm").read_bytes():
            return f"{kept.with_suffix('.qm').name} was not compiled from {kept.name}"
    return ""


def run(tool: str, *arguments: str) -> None:
    program = Path(sys.executable).parent / f"pyside6-{tool}"
    subprocess.run([str(program), *arguments], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        wrong = [said for language in LANGUAGES if (said := stale(language))]
        sys.stdout.write(("\n".join(wrong) or "translations are complete") + "\n")
        return bool(wrong)
    for language in LANGUAGES:
        catalogue = I18N / f"station.{language}.ts"
        update(language, catalogue)
        compile_catalogue(catalogue, catalogue.with_suffix(".qm"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
