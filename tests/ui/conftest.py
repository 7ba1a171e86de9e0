"""One application for all screens, with the shipped typeface."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _application(qapp) -> None:
    """A window needs a QGuiApplication (tests/conftest.py names the class)."""
