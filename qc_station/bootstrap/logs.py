"""The station's log: JSON lines in a rotating file of its folder. No customer, no PIN, no token is ever put there."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import sys
import threading
from pathlib import Path
from types import TracebackType

import structlog

FILE_BYTES_MAX = 5_000_000
FILES_KEPT = 5


def start_log(home: Path) -> None:
    """Everything from WARNING up also goes to stderr; crashes of the interpreter go to `crash.log`."""
    folder = home / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    file = logging.handlers.RotatingFileHandler(
        folder / "station.jsonl", maxBytes=FILE_BYTES_MAX, backupCount=FILES_KEPT, encoding="utf-8"
    )
    file.setFormatter(structlog.stdlib.ProcessorFormatter(processors=_PROCESSORS, foreign_pre_chain=_SHARED))
    screen = logging.StreamHandler(sys.stderr)
    screen.setLevel(logging.WARNING)
    screen.setFormatter(_OneLine("qc-station: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [file, screen]
    root.setLevel(logging.INFO)
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    # Kept open for the life of the process: a crashing interpreter cannot open files.
    faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"), all_threads=True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


class _OneLine(logging.Formatter):
    """What happened, without its trace: that is in the file, not on an operator's screen."""

    def formatException(self, _trace: object) -> str:  # noqa: N802 (the name logging calls)
        return ""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None
        return super().format(record).rstrip("\n")


_SHARED: list[structlog.types.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]
_PROCESSORS: list[structlog.types.Processor] = [
    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
    structlog.processors.JSONRenderer(ensure_ascii=False),
]


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("qc_station").critical("uncaught", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(happened: threading.ExceptHookArgs) -> None:
    if happened.exc_value is not None:
        _log_uncaught(happened.exc_type, happened.exc_value, happened.exc_traceback)
