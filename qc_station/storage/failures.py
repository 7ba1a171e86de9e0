"""What a database error means to a bench. Foreign exceptions end here: this is the only table of them.

The disk is full, the database is lost (with `detail`, for the log), or another station was faster. Anything else is a
bug of ours and is left to fall.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from sqlalchemy.engine import ExceptionContext

from qc_station.application.failures import WorldFailure
from qc_station.domain.errors import RuleBroken


class _Meaning(Enum):
    DISK_FULL = "disk_full"
    LOST_FOR_NOW = "lost_for_now"
    LOST = "lost"
    CHANGED_ELSEWHERE = "changed_elsewhere"


# By name; an extended name (SQLITE_IOERR_WRITE) counts as its plain one.
_SQLITE: Mapping[str, _Meaning] = {
    "SQLITE_FULL": _Meaning.DISK_FULL,
    "SQLITE_BUSY": _Meaning.LOST_FOR_NOW,
    "SQLITE_LOCKED": _Meaning.LOST_FOR_NOW,
    "SQLITE_IOERR": _Meaning.LOST,
    "SQLITE_CANTOPEN": _Meaning.LOST,
    "SQLITE_READONLY": _Meaning.LOST,
    "SQLITE_PERM": _Meaning.LOST,
    "SQLITE_CORRUPT": _Meaning.LOST,
    "SQLITE_NOTADB": _Meaning.LOST,
}
# By SQLSTATE, whole or its class of two characters.
_POSTGRESQL: Mapping[str, _Meaning] = {
    "53100": _Meaning.DISK_FULL,
    "40001": _Meaning.CHANGED_ELSEWHERE,  # serialization_failure
    "40P01": _Meaning.CHANGED_ELSEWHERE,  # deadlock_detected
    "55P03": _Meaning.LOST_FOR_NOW,  # lock_not_available
    "57014": _Meaning.LOST_FOR_NOW,  # query_canceled: statement_timeout
    "25006": _Meaning.LOST,  # read_only_sql_transaction: a stand-by
    "3D000": _Meaning.LOST,  # the database does not exist
    "28": _Meaning.LOST,  # not let in
    "42501": _Meaning.LOST,  # insufficient_privilege
    "08": _Meaning.LOST_FOR_NOW,  # connection
    "53": _Meaning.LOST_FOR_NOW,  # insufficient resources, such as too many connections
    "57": _Meaning.LOST_FOR_NOW,  # operator intervention: shutdown, crash, starting up
    "58": _Meaning.LOST,  # system error: I/O
    "XX001": _Meaning.LOST,  # data_corrupted
    "XX002": _Meaning.LOST,  # index_corrupted
}


def at_the_door(context: ExceptionContext) -> WorldFailure | RuleBroken | None:
    """Listens to the engine's `handle_error`: what is returned is raised in place of the driver's exception."""
    meaning, detail = _meaning_of(context.original_exception)
    if meaning is None and context.is_disconnect:
        meaning = _Meaning.LOST_FOR_NOW
    if meaning is None:
        return None
    if meaning is _Meaning.CHANGED_ELSEWHERE:
        return RuleBroken("changed_elsewhere")
    if meaning is _Meaning.DISK_FULL:
        return WorldFailure("disk_full", retryable=True)
    return WorldFailure("database_lost", retryable=meaning is _Meaning.LOST_FOR_NOW, detail=detail)


def _meaning_of(error: BaseException) -> tuple[_Meaning | None, str]:
    """The meaning of a driver's exception, and the name it goes by."""
    name = getattr(error, "sqlite_errorname", None)
    if isinstance(name, str):
        return _SQLITE.get(name) or _SQLITE.get("_".join(name.split("_")[:2])), name
    state = getattr(error, "sqlstate", None)
    if isinstance(state, str):
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2]), state
    # No state: the connection broke or was never made.
    if type(error).__name__ == "OperationalError":
        return _Meaning.LOST_FOR_NOW, type(error).__name__
    return None, ""
