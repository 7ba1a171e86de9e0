"""Style, types and import contracts: the same commands a developer runs by hand."""

import pytest

from tests.architecture.tree import ROOT, run_tool, tool


def test_ruff_finds_nothing() -> None:
    """Every rule of ruff holds but those pyproject.toml argues away."""
    result = run_tool(tool("ruff"), "check", "--quiet", "--output-format=concise", ".")
    assert result.returncode == 0, result.stdout + result.stderr


def test_one_format() -> None:
    """The formatter would change nothing."""
    result = run_tool(tool("ruff"), "format", "--check", "--quiet", "--diff", ".")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.timeout(600)  # a cold cache on a small machine
def test_types_are_strict() -> None:
    """Mypy, strict, finds nothing, and nothing is exempt."""
    result = run_tool(tool("mypy"), "--no-error-summary")
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_set_up_is_typed_too() -> None:
    """qc.py stands outside the packages and is held to the same strictness."""
    result = run_tool(tool("mypy"), "--strict", "--no-error-summary", str(ROOT / "qc.py"))
    assert result.returncode == 0, result.stdout + result.stderr


def test_import_contracts_are_kept() -> None:
    """The arrow between the layers points inwards; each contract in pyproject.toml says its rule as a sentence."""
    result = run_tool(tool("lint-imports"), "--no-cache")
    assert result.returncode == 0, result.stdout + result.stderr
