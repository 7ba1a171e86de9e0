"""The shipped file of treatments, read once."""

from __future__ import annotations

from pathlib import Path

from qc_station.policy.care_file import load_care

FILE = Path(__file__).parents[2] / "resources/care/treatments.toml"
TEXT = FILE.read_text(encoding="utf-8")
CARE = load_care(TEXT, FILE.name)
