"""The libgphoto2 driver's own log lines, collected per call; used in the driver process only.

`gphoto2.use_python_logging()` alone does not deliver them: the wheel loads two copies of libgphoto2_port, and the copy
the camera drivers use (in the wheel's gphoto2.libs folder) stays silent until a log function is registered with it too;
the lines then arrive through the first one. Both steps are needed. Verified with gphoto2 2.6.4 (libgphoto2 2.5.34).
"""

from __future__ import annotations

import ctypes
import logging
from collections import deque
from pathlib import Path
from types import ModuleType

_GP_LOG_ERROR = 0
_CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p, ctypes.c_char_p, ctypes.c_void_p)
_LINES_MAX = 40


def _forward(_level: int, domain: bytes | None, text: bytes | None, _data: int | None) -> None:
    line = f"({(domain or b'').decode(errors='replace')}) {(text or b'').decode(errors='replace')}"
    logging.getLogger("gphoto2").error(line)


class DriverLog(logging.Handler):
    """Keeps the last error lines; `begin` forgets those of the call before."""

    def __init__(self, gp: ModuleType) -> None:
        super().__init__(logging.DEBUG)
        self.lines: deque[str] = deque(maxlen=_LINES_MAX)
        logger = logging.getLogger("gphoto2")
        logger.addHandler(self)
        logger.propagate = False
        # The callbacks must stay referenced for as long as the library may call them.
        self._kept: list[object] = [gp.check_result(gp.use_python_logging({gp.GP_LOG_ERROR: logging.ERROR}))]
        for path in bundled_libraries(gp, "libgphoto2_port-*.so*"):
            library, function = ctypes.CDLL(str(path)), _CALLBACK(_forward)
            library.gp_log_add_func(_GP_LOG_ERROR, function, None)
            self._kept += [library, function]

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage()[:300])

    def begin(self) -> None:
        self.lines.clear()


def bundled_libraries(gp: ModuleType, pattern: str) -> list[Path]:
    """The wheel's own C libraries; empty where gphoto2 was built against the system's."""
    return sorted((Path(str(gp.__file__)).parent.parent / "gphoto2.libs").glob(pattern))
