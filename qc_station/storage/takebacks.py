"""The declarations this database knows of, found by dossier and by parcel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select

from qc_station.domain.search import words_of
from qc_station.domain.takeback import TakeBack
from qc_station.storage.inserts import insert_into, insert_or_replace
from qc_station.storage.rows import takeback_of, takeback_row
from qc_station.storage.tables import takeback, takeback_parcel, takeback_word

_BY_DOSSIER = select(takeback).where(takeback.c.dossier == bindparam("dossier"))
_BY_PARCEL = (
    select(takeback)
    .join(takeback_parcel)
    .where(takeback_parcel.c.code == bindparam("code"))
    .order_by(takeback.c.dossier)
)
# Sorts after every letter a word may go on with.
_BEHIND_ALL = "\U0010ffff"
_COUNT = select(func.count()).select_from(takeback)


class SqlTakeBacks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, declared: TakeBack) -> bool:
        if self.get(declared.dossier) == declared:
            return False
        insert_or_replace(self._connection, takeback, takeback_row(declared))
        self._connection.execute(delete(takeback_parcel).where(takeback_parcel.c.dossier == declared.dossier))
        self._keep_words(declared)
        codes = {parcel.code for parcel in declared.parcels} | {item.parcel_code for item in declared.items}
        if codes:
            places = [{"code": code, "dossier": declared.dossier} for code in sorted(codes)]
            self._connection.execute(insert_into(self._connection, takeback_parcel).on_conflict_do_nothing(), places)
        return True

    def _keep_words(self, declared: TakeBack) -> None:
        self._connection.execute(delete(takeback_word).where(takeback_word.c.dossier == declared.dossier))
        codes = [item.reference for item in declared.items] + [parcel.code for parcel in declared.parcels]
        words = words_of(declared.dossier, declared.customer.name, *codes)
        rows = [{"word": word, "dossier": declared.dossier} for word in sorted(words)]
        if rows:
            self._connection.execute(insert_into(self._connection, takeback_word).on_conflict_do_nothing(), rows)

    def named(self, beginnings: Sequence[str], limit: int) -> tuple[TakeBack, ...]:
        found = select(takeback)
        for beginning in beginnings:
            word = takeback_word.c.word
            ours = select(takeback_word.c.dossier).where(word >= beginning, word < beginning + _BEHIND_ALL)
            found = found.where(takeback.c.dossier.in_(ours))
        newest_first = found.order_by(takeback.c.accepted_at.desc(), takeback.c.dossier).limit(limit)
        return tuple(takeback_of(row) for row in self._connection.execute(newest_first))

    def accepted_before(self, moment: datetime, after: str, limit: int) -> tuple[TakeBack, ...]:
        old = select(takeback).where(takeback.c.accepted_at < moment, takeback.c.dossier > after)
        page = self._connection.execute(old.order_by(takeback.c.dossier).limit(limit))
        return tuple(takeback_of(row) for row in page)

    def get(self, dossier: str) -> TakeBack | None:
        row = self._connection.execute(_BY_DOSSIER, {"dossier": dossier}).first()
        return None if row is None else takeback_of(row)

    def by_parcel(self, code: str) -> tuple[TakeBack, ...]:
        return tuple(takeback_of(row) for row in self._connection.execute(_BY_PARCEL, {"code": code}))

    def count(self) -> int:
        return int(self._connection.execute(_COUNT).scalar_one())
