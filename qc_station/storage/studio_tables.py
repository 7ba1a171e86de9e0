"""The tables of studio and workshop, as the newest migration leaves them.

`photo_set`: what was shot of a piece for the shop, and its sheet; `rendition`: a file made from an original by a
recipe, once; `render_task`: what is still to be made; `publication`: what goes out to the shop, until it has arrived;
`reentry`: a sold piece that came back, inspected anew;
`workshop_step`: a piece at a station of its reconditioning route, from scan in to scan out.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Table, Text, text

from qc_station.storage.columns import Instant, Words
from qc_station.storage.tables import metadata

photo_set = Table(
    "photo_set",
    metadata,
    Column("piece_id", Words, ForeignKey("piece.id"), primary_key=True),
    Column("state", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("version >= 1", name="version"),
)

# Where a file made by `recipe` (a hash of all it depends on) from `original` (SHA-256) is kept: under its own hash.
rendition = Table(
    "rendition",
    metadata,
    Column("original", Text, primary_key=True),
    Column("recipe", Text, primary_key=True),
    Column("name", Words, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
)

render_task = Table(
    "render_task",
    metadata,
    Column("original", Text, primary_key=True),
    Column("recipe", Text, primary_key=True),
    Column("piece_id", Words, ForeignKey("piece.id"), nullable=False, index=True),
    Column("body", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("trouble", Words, nullable=False, server_default=text("''")),
    Column("asked_at", Instant, nullable=False),
    CheckConstraint("state IN ('waiting', 'done', 'refused', 'cancelled')", name="state"),
    Index("ix_render_task_state_asked_at", "state", "asked_at"),
)

publication = Table(
    "publication",
    metadata,
    Column("piece_id", Words, ForeignKey("piece.id"), primary_key=True),
    Column("edition", Integer, primary_key=True, autoincrement=False),
    Column("model", Words, nullable=False),  # reference and size: what is measured once need not be measured again
    Column("body", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("trouble", Words, nullable=False, server_default=text("''")),
    Column("published_at", Instant, nullable=False),
    CheckConstraint("edition >= 1", name="edition"),
    CheckConstraint("state IN ('waiting', 'done', 'parked')", name="state"),
    Index("ix_publication_state_published_at", "state", "published_at"),
    Index("ix_publication_model_published_at", "model", "published_at"),
)

reentry = Table(
    "reentry",
    metadata,
    Column("piece_id", Words, ForeignKey("piece.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("operator", Words, nullable=False),
    Column("at", Instant, nullable=False),
    Column("outcome", Text),
    Column("body", Text, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("outcome IN ('as_published', 'changed', 'workshop', 'withdrawn')", name="outcome"),
    CheckConstraint("version >= 1", name="version"),
)

workshop_step = Table(
    "workshop_step",
    metadata,
    Column("piece_id", Words, ForeignKey("piece.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("step", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("body", Text, nullable=False),
    CheckConstraint("number >= 1", name="number"),
    CheckConstraint("state IN ('planned', 'in', 'out', 'skipped')", name="state"),
    Index("ix_workshop_step_state", "state"),
)
