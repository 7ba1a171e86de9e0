"""Two barcodes that name nothing on the table: the one a scanner is calibrated with, and the test label's."""

from __future__ import annotations

# Every capital letter, every digit, and the symbols that stand in our codes or in Code 39: what a scanner types of
# them tells which of its keys means which character. The digits stand in a row, so that Code 128 packs them in pairs.
CALIBRATION_CODE = "QC-CAL-BDEFGHIJKMNOPRSTUVWXYZ0123456789./+$%:"
TEST_CODE = "QC-TEST-LABEL"
