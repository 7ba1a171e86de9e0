"""The page of failure scenarios names tests that exist, for every scenario."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "failure-scenarios.md").read_text(encoding="utf-8")


def test_every_scenario_is_brought_about_by_a_test() -> None:
    """Thirty rows in order; each names at least one test, and each test is there."""
    rows = re.findall(r"^\| (\d+) \|(.*)\|$", PAGE, flags=re.MULTILINE)
    assert [int(number) for number, _ in rows] == list(range(1, 31))
    missing = []
    for number, row in rows:
        named = re.findall(r"`(tests/[a-z_0-9/]+\.py)::(test_[a-z_0-9]+)`", row)
        assert named, number
        for file, function in named:
            tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
            functions = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            missing += [f"{number}: {file}::{function}"] if function not in functions else []
    assert not missing
