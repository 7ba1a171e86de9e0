"""The barcodes of the control sheet: a whole piece with the scanner alone. A closed list, each with a check character.

`QC-CMD-<NAME>-<check>`, the check being ISO 7064 mod 37/36 over the name: a damaged read is no command. The PIN is not
among them: a code that anybody can scan is no secret.
"""

from __future__ import annotations

from enum import StrEnum

from qc_station.domain.carrier_code import COMMAND_PREFIX
from qc_station.domain.check_digits import mod37_36


class BenchCommandCode(StrEnum):
    """In the order of the sheet. `CHOOSE_n` picks the n-th answer, zone or state of a form, where one is asked for."""

    CONFORM = "CONFORM"
    DEFECT = "DEFECT"
    NEXT = "NEXT"
    PHOTOGRAPH = "PHOTOGRAPH"
    ACCEPT = "ACCEPT"
    REFUSE = "REFUSE"
    UNDO = "UNDO"
    MISSING = "MISSING"
    BACK = "BACK"
    SIGNOUT = "SIGNOUT"
    CHOOSE_1 = "CHOOSE1"
    CHOOSE_2 = "CHOOSE2"
    CHOOSE_3 = "CHOOSE3"
    CHOOSE_4 = "CHOOSE4"
    CHOOSE_5 = "CHOOSE5"
    CHOOSE_6 = "CHOOSE6"
    CHOOSE_7 = "CHOOSE7"
    CHOOSE_8 = "CHOOSE8"
    CHOOSE_9 = "CHOOSE9"

    @property
    def barcode(self) -> str:
        """What the sheet's Code 128 says."""
        return f"{COMMAND_PREFIX}{self.value}-{mod37_36(self.value)}"

    @property
    def chosen(self) -> str:
        """The digit of a CHOOSE_n; empty for the others."""
        return self.value.removeprefix("CHOOSE") if self.value.startswith("CHOOSE") else ""


_BY_BARCODE = {code.barcode: code for code in BenchCommandCode}


def command_of(text: str) -> BenchCommandCode | None:
    """The command of a classified text; None for a damaged or an unknown one."""
    return _BY_BARCODE.get(text)
