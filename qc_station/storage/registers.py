"""The station's small registers: arrivals, people, programmes as they were, the tray, bookmarks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, func, insert, select, update

from qc_station.application.ports import Credential
from qc_station.domain.errors import RuleBroken
from qc_station.domain.operator import Operator, Role
from qc_station.domain.photo import TrayFrame, TrayState
from qc_station.domain.takeback import Reception
from qc_station.storage.inserts import insert_or_replace, insert_unless_there
from qc_station.storage.rows import reception_of, tray_frame_of
from qc_station.storage.tables import bookmark, operator, programme_text, reception, tray_frame

_RECEPTION = select(reception).where(reception.c.dossier == bindparam("dossier"))
_UNTOLD = (
    select(reception)
    .where(reception.c.told != reception.c.transfer_form)
    .order_by(reception.c.dossier)
    .limit(bindparam("most"))
)
_TOLD = update(reception).where(reception.c.dossier == bindparam("of")).values(told=bindparam("form"))
_BY_BADGE = select(operator).where(operator.c.badge == bindparam("badge"))
_NAME = select(operator.c.name).where(operator.c.id == bindparam("id"))
_PEOPLE = select(func.count()).select_from(operator)
_PROGRAMME = select(programme_text.c.content).where(programme_text.c.sha256 == bindparam("sha256"))
_FRAMES = select(tray_frame).order_by(tray_frame.c.id)
_IN_TRAY = select(tray_frame).where(tray_frame.c.state == TrayState.WAITING.value).order_by(tray_frame.c.id)
_IN_TRAY_COUNT = select(func.count()).select_from(tray_frame).where(tray_frame.c.state == TrayState.WAITING.value)
_TRAYED = select(tray_frame.c.id).where(tray_frame.c.sha256 == bindparam("of")).limit(1)
_LEAVE_TRAY = (
    update(tray_frame)
    .where(tray_frame.c.id == bindparam("of"), tray_frame.c.state == TrayState.WAITING.value)
    .values(state=bindparam("to"))
    .returning(tray_frame.c.id)
)
_BOOKMARK = select(bookmark.c.value).where(bookmark.c.name == bindparam("name"))
_BOOKMARKS = select(bookmark.c.name, bookmark.c.value).where(bookmark.c.name.in_(bindparam("names", expanding=True)))


class SqlReceptions:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, dossier: str) -> Reception | None:
        row = self._connection.execute(_RECEPTION, {"dossier": dossier}).first()
        return None if row is None else reception_of(row)

    def save(self, arrival: Reception) -> None:
        row = {
            "dossier": arrival.dossier,
            "parcel_code": arrival.parcel_code,
            "received_at": arrival.received_at,
            "transfer_form": arrival.transfer_form.value,
        }
        insert_or_replace(self._connection, reception, row)

    def untold(self, limit: int) -> tuple[Reception, ...]:
        rows = self._connection.execute(_UNTOLD, {"most": limit})
        return tuple(reception_of(row) for row in rows)

    def told(self, arrival: Reception) -> None:
        self._connection.execute(_TOLD, {"of": arrival.dossier, "form": arrival.transfer_form.value})

    def tell_again(self, dossier: str) -> None:
        self._connection.execute(_TOLD, {"of": dossier, "form": ""})


class SqlOperators:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def by_badge(self, badge: str) -> Credential | None:
        row = self._connection.execute(_BY_BADGE, {"badge": badge}).first()
        if row is None:
            return None
        person = Operator(row.id, row.name, Role(row.role), row.badge, row.language)
        return Credential(person, row.pin_hash, row.failures, row.locked_until)

    def name_of(self, operator_id: str) -> str | None:
        return self._connection.execute(_NAME, {"id": operator_id}).scalar_one_or_none()

    def save(self, credential: Credential) -> None:
        person = credential.operator
        row = {
            "id": person.id,
            "name": person.name,
            "role": person.role.value,
            "badge": person.badge,
            "language": person.language,
            "pin_hash": credential.pin_hash,
            "failures": credential.failures,
            "locked_until": credential.locked_until,
        }
        insert_or_replace(self._connection, operator, row)

    def count(self) -> int:
        return int(self._connection.execute(_PEOPLE).scalar_one())


class SqlProgrammeTexts:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def keep(self, sha256: str, text: str) -> None:
        insert_unless_there(self._connection, programme_text, {"sha256": sha256, "content": text})

    def get(self, sha256: str) -> str | None:
        return self._connection.execute(_PROGRAMME, {"sha256": sha256}).scalar_one_or_none()


class SqlTray:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, frame: TrayFrame) -> None:
        row = {
            "sha256": frame.photo.sha256,
            "size": frame.photo.size,
            "arrived_at": frame.arrived_at,
            "origin": frame.origin,
        }
        self._connection.execute(insert(tray_frame), row)

    def frames(self) -> tuple[TrayFrame, ...]:
        return tuple(tray_frame_of(row) for row in self._connection.execute(_FRAMES))

    def waiting(self) -> tuple[TrayFrame, ...]:
        return tuple(tray_frame_of(row) for row in self._connection.execute(_IN_TRAY))

    def count_waiting(self) -> int:
        return int(self._connection.execute(_IN_TRAY_COUNT).scalar_one())

    def known(self, sha256: str) -> bool:
        return self._connection.execute(_TRAYED, {"of": sha256}).first() is not None

    def settle(self, number: int, state: TrayState) -> None:
        left = self._connection.execute(_LEAVE_TRAY, {"of": number, "to": state.value}).first()
        if left is None:
            raise RuleBroken("not_in_tray", number=number)


class SqlBookmarks:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, name: str) -> str | None:
        return self._connection.execute(_BOOKMARK, {"name": name}).scalar_one_or_none()

    def several(self, names: Sequence[str]) -> Mapping[str, str]:
        if not names:
            return {}
        return {row.name: row.value for row in self._connection.execute(_BOOKMARKS, {"names": list(names)})}

    def put(self, name: str, value: str) -> None:
        insert_or_replace(self._connection, bookmark, {"name": name, "value": value})
