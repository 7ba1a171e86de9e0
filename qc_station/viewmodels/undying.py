"""WORKAROUND: PySide6 6.12 kills `None` on Python 3.11.

Its abi3 wheels are built with headers in which `None` is immortal (Python 3.12, PEP 683), so every call that returns
nothing gives back a `None` it never took. Where `None` still counts its references (3.11), some 16,000 calls later the
interpreter aborts: "none_dealloc: deallocating None". Measured: `QTimer.start`, `QObject.setParent`,
`processEvents`: -1 each. An enormous count to begin with outlives any shift. Drop this file with Python 3.11, or when
tests/viewmodels/test_undying.py says that the leak is gone.
"""

from __future__ import annotations

import ctypes
import sys

# A warehouse would have to call Qt a million times a second for twelve days.
_PLENTY = 1 << 40


def keep_constants_alive() -> None:
    """Give the constants a C extension may wrongly let go more references than it can ever drop."""
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for constant in (None, True, False):
            # The count is the first word of every object on CPython before 3.12, and changes under the GIL only.
            count = ctypes.c_ssize_t.from_address(id(constant))
            if count.value < _PLENTY:
                count.value += _PLENTY
