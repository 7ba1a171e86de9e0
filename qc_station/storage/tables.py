"""The station's tables, as the newest migration leaves them.

What must never happen is a key or a check here, not a line of code: two pieces on one declared item, two approvals of
a piece or of an item, two approvals under one number of a station, a number without a release, two log entries in one
place of a chain. Columns are what is asked for by value; the rest of an aggregate is one JSON text (`documents.py`).
What may not be changed once written is guarded by triggers (`guards.py`).
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from qc_station.storage.columns import Instant, Words

# Oldest first; the last is the one this program works with. A database with any other is from a newer program.
SCHEMA_VERSIONS = ("0001", "0002", "0003", "0004", "0005")
# Its own name, so that a ledger's database is never taken for a station's.
VERSION_TABLE = "qc_station_version"

# Every constraint has a name: SQLite's batch mode drops those that have none.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# `released` is the last sequence number given out in `epoch`. On PostgreSQL the row is the lock of its writers.
station = Table(
    "station",
    metadata,
    Column("name", Words, primary_key=True),
    Column("epoch", Integer, nullable=False, server_default=text("1")),
    Column("released", BigInteger, nullable=False, server_default=text("0")),
    CheckConstraint("epoch >= 1", name="epoch"),
    CheckConstraint("released >= 0", name="released"),
)

takeback = Table(
    "takeback",
    metadata,
    Column("dossier", Words, primary_key=True),
    Column("programme", Words, nullable=False),
    Column("accepted_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
)

# Under which parcels a take-back is found.
takeback_parcel = Table(
    "takeback_parcel",
    metadata,
    Column("code", Words, primary_key=True),
    Column("dossier", Words, ForeignKey("takeback.dossier"), primary_key=True, index=True),
)

# Under which words a take-back is found when nothing scans (domain/search.py). A range of words is one of characters.
takeback_word = Table(
    "takeback_word",
    metadata,
    Column("word", Words().with_variant(Text(collation="C"), "postgresql"), primary_key=True),
    Column("dossier", Words, ForeignKey("takeback.dossier"), primary_key=True, index=True),
)

piece = Table(
    "piece",
    metadata,
    Column("id", Words, primary_key=True),
    Column("dossier", Words, nullable=False),
    Column("line", BigInteger, nullable=False),
    Column("station", Words, nullable=False),
    Column("operator", Words, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("reception", Text, nullable=False),
    Column("identity", Text, nullable=False),
    Column("decision", Text, nullable=False),
    Column("treatment", Text, nullable=False),
    Column("photos", Text, nullable=False),
    Column("credit", Text, nullable=False),
    Column("disposition", Text, nullable=False),
    Column("answers", Text, nullable=False),
    Column("shots", Text, nullable=False),
    Column("verdict", Text),
    Column("version", Integer, nullable=False),
    UniqueConstraint("dossier", "line"),
    CheckConstraint("version >= 1", name="version"),
    Index("ix_piece_decision", "decision"),
)

reception = Table(
    "reception",
    metadata,
    Column("dossier", Words, primary_key=True),
    Column("parcel_code", Words, nullable=False),
    Column("received_at", Instant, nullable=False),
    Column("transfer_form", Text, nullable=False),
    Column("told", Text, nullable=False, server_default=text("''")),  # the form's state the ledger was last told
)
Index(
    "ix_reception_untold",
    reception.c.dossier,
    sqlite_where=text("told <> transfer_form"),
    postgresql_where=text("told <> transfer_form"),
)

# The outbox: an approval (in `body`) and where it stands.
departure = Table(
    "departure",
    metadata,
    Column("id", Words, primary_key=True),
    Column("station", Words, ForeignKey("station.name"), nullable=False),
    Column("piece_id", Words, ForeignKey("piece.id"), nullable=False, unique=True),
    Column("dossier", Words, nullable=False),
    Column("line", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("release_at", Instant, nullable=False),
    Column("held", Boolean, nullable=False),
    Column("epoch", Integer),
    Column("seq", BigInteger),
    Column("attempts", Integer, nullable=False),
    Column("answer_code", Words, nullable=False),
    Column("answer_detail", Words, nullable=False),
    Column("answered_at", Instant),
    Column("prev_hash", Text),
    Column("hash", Text),
    Column("signature", Text),
    Column("signed_by", Text),
    UniqueConstraint("dossier", "line"),
    UniqueConstraint("station", "epoch", "seq"),
    CheckConstraint("state IN ('draft', 'pending', 'acked', 'parked', 'conflict')", name="state"),
    CheckConstraint("(state = 'draft') = (seq IS NULL)", name="seq"),
    CheckConstraint("(epoch IS NULL) = (seq IS NULL)", name="epoch"),
    Index("ix_departure_station_state_release_at", "station", "state", "release_at"),
)

log_entry = Table(
    "log_entry",
    metadata,
    Column("station", Words, ForeignKey("station.name"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("canonical", LargeBinary, nullable=False),
    Column("prev_hash", Text, nullable=False),
    Column("hash", Text, nullable=False),
    CheckConstraint("seq >= 1", name="seq"),
)

operator = Table(
    "operator",
    metadata,
    Column("id", Words, primary_key=True),
    Column("name", Words, nullable=False),
    Column("role", Text, nullable=False),
    Column("badge", Words, nullable=False, unique=True),
    Column("language", Words, nullable=False),
    Column("pin_hash", Text, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("locked_until", Instant),
)

programme_text = Table(
    "programme_text",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("content", Words, nullable=False),
)

tray_frame = Table(
    "tray_frame",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("arrived_at", Instant, nullable=False),
    Column("origin", Words, nullable=False),
    Column("state", Text, nullable=False, index=True, server_default=text("'waiting'")),
)

bookmark = Table(
    "bookmark",
    metadata,
    Column("name", Words, primary_key=True),
    Column("value", Words, nullable=False),
)

# What a person saw of a box, and its photographs.
parcel = Table(
    "parcel",
    metadata,
    Column("code", Words, primary_key=True),
    Column("body", Text, nullable=False),
)

# Pieces nobody declared, in quarantine or out of it.
undeclared = Table(
    "undeclared",
    metadata,
    Column("id", Words, primary_key=True),
    Column("parcel_code", Words, nullable=False, index=True),
    Column("state", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("version >= 1", name="version"),
)

# One second look a piece.
second_look = Table(
    "second_look",
    metadata,
    Column("piece_id", Words, ForeignKey("piece.id"), primary_key=True),
    Column("operator", Words, nullable=False),
    Column("looked_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
)

# One a piece: what was asked last, and what the ledger said.
reversal = Table(
    "reversal",
    metadata,
    Column("piece_id", Words, ForeignKey("piece.id"), primary_key=True),
    Column("state", Text, nullable=False, index=True),
    Column("asked_at", Instant, nullable=False),
    Column("body", Text, nullable=False),
)
