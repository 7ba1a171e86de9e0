"""What a database error means: try again, say "unavailable", or a bug of ours. Foreign exceptions end here.

Try again: another transaction was faster (a unique key, a deadlock, a lock). The second reading sees what it wrote.
Unavailable: the world (server gone, disk full, lock not given in time). Anything else is a bug, and is left to fall.
"""

from __future__ import annotations

from enum import Enum, auto

from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class Meaning(Enum):
    TRY_AGAIN = auto()
    UNAVAILABLE = auto()
    BUG = auto()


_SQLITE = {
    "SQLITE_BUSY": Meaning.TRY_AGAIN,
    "SQLITE_LOCKED": Meaning.TRY_AGAIN,
    "SQLITE_CONSTRAINT_UNIQUE": Meaning.TRY_AGAIN,
    "SQLITE_CONSTRAINT_PRIMARYKEY": Meaning.TRY_AGAIN,
    "SQLITE_FULL": Meaning.UNAVAILABLE,
    "SQLITE_IOERR": Meaning.UNAVAILABLE,
    "SQLITE_CANTOPEN": Meaning.UNAVAILABLE,
    "SQLITE_READONLY": Meaning.UNAVAILABLE,
    "SQLITE_CORRUPT": Meaning.UNAVAILABLE,
    "SQLITE_NOTADB": Meaning.UNAVAILABLE,
    "SQLITE_PERM": Meaning.UNAVAILABLE,
}
# By SQLSTATE, whole or its class of two characters.
_POSTGRESQL = {
    "23505": Meaning.TRY_AGAIN,  # unique_violation
    "40001": Meaning.TRY_AGAIN,  # serialization_failure
    "40P01": Meaning.TRY_AGAIN,  # deadlock_detected
    "55P03": Meaning.UNAVAILABLE,  # lock_not_available
    "57014": Meaning.UNAVAILABLE,  # query_canceled: statement_timeout
    "08": Meaning.UNAVAILABLE,  # connection
    "53": Meaning.UNAVAILABLE,  # insufficient resources: disk full, too many connections
    "57": Meaning.UNAVAILABLE,  # operator intervention: shutdown, crash, starting up
    "58": Meaning.UNAVAILABLE,  # system error: I/O
    "25006": Meaning.UNAVAILABLE,  # read_only_sql_transaction: a stand-by
}


def meaning_of(error: DBAPIError | PoolTimeoutError) -> Meaning:
    """How to go on after `error`."""
    if isinstance(error, PoolTimeoutError):
        return Meaning.UNAVAILABLE
    name = getattr(error.orig, "sqlite_errorname", None)
    if isinstance(name, str):
        # Extended names (SQLITE_IOERR_WRITE) begin with their plain one.
        return _SQLITE.get(name) or _SQLITE.get("_".join(name.split("_")[:2]), Meaning.BUG)
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(state, str):
        return _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2], Meaning.BUG)
    if isinstance(error, OperationalError) and not isinstance(error, IntegrityError):
        return Meaning.UNAVAILABLE  # no state: the connection broke or was never made
    return Meaning.UNAVAILABLE if error.connection_invalidated else Meaning.BUG
