"""The station's log: JSON lines in a rotating file of its folder. No customer, no PIN, no token is ever put there."""

from __future__ import annotations

import faulthandler
import json
import logging
import logging.handlers
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

FILE_BYTES_MAX = 5_000_000
FILES_KEPT = 5
# What every record has; anything else came as `extra` and is part of what happened.
_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def start_log(home: Path) -> None:
    """Everything from WARNING up also goes to stderr; crashes of the interpreter go to `crash.log`."""
    folder = home / "logs"
    folder.mkdir(parents=True, exist_ok=True)
    file = logging.handlers.RotatingFileHandler(
        folder / "station.jsonl", maxBytes=FILE_BYTES_MAX, backupCount=FILES_KEPT, encoding="utf-8"
    )
    file.setFormatter(JsonLines())
    screen = logging.StreamHandler(sys.stderr)
    screen.setLevel(logging.WARNING)
    screen.setFormatter(_OneLine("qc-station: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [file, screen]
    root.setLevel(logging.INFO)
    # Kept open for the life of the process: a crashing interpreter cannot open files.
    faulthandler.enable((folder / "crash.log").open("a", encoding="utf-8"), all_threads=True)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread


class JsonLines(logging.Formatter):
    """One JSON object a record: time (UTC), level, logger, event, what was given as `extra`, and an exception's trace.

    Ours, ten lines: structlog would come before the first frame (docs/decisions/0008-start-up.md).
    """

    def format(self, record: logging.LogRecord) -> str:
        document = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
            **{name: value for name, value in vars(record).items() if name not in _PLAIN},
        }
        if record.exc_info:
            document["trace"] = self.formatException(record.exc_info)
        return json.dumps(document, ensure_ascii=True, default=str)


class _OneLine(logging.Formatter):
    """What happened, without its trace: that is in the file, not on an operator's screen."""

    def formatException(self, _trace: object) -> str:  # noqa: N802 (the name logging calls)
        return ""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None
        return super().format(record).rstrip("\n")


def _log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    logging.getLogger("qc_station").critical("uncaught", exc_info=(kind, error, trace))


def _log_uncaught_in_thread(happened: threading.ExceptHookArgs) -> None:
    if happened.exc_value is not None:
        _log_uncaught(happened.exc_type, happened.exc_value, happened.exc_traceback)
