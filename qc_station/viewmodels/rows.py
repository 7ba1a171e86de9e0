"""Lists for QML, updated in place: a row that is still there keeps its delegate; nothing flashes, nothing scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Protocol

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex, QObject, QPersistentModelIndex, Qt

_FIRST_ROLE = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class Row(Protocol):
    """A frozen dataclass whose `key` says which row it is; its other fields are the roles QML binds to, by name."""

    @property
    def key(self) -> str: ...


class Rows(QAbstractListModel):
    """Rows of one dataclass. `show` moves, adds, removes and changes only what differs."""

    def __init__(self, row_type: type, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(field.name for field in fields(row_type))
        self._rows: list[Row] = []

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(self._rows)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def roleNames(self) -> dict[int, QByteArray]:
        return {_FIRST_ROLE + at: QByteArray(name.encode()) for at, name in enumerate(self._names)}

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= role - _FIRST_ROLE < len(self._names):
            return None
        return getattr(self._rows[index.row()], self._names[role - _FIRST_ROLE])

    def show(self, wanted: Sequence[Row]) -> None:
        """Become `wanted`; keys are unique."""
        keys = {row.key for row in wanted}
        assert len(keys) == len(wanted), "two rows with one key"
        for at in reversed(range(len(self._rows))):
            if self._rows[at].key not in keys:
                self.beginRemoveRows(_ROOT, at, at)
                del self._rows[at]
                self.endRemoveRows()
        for at, row in enumerate(wanted):
            self._place(at, row)

    def _place(self, at: int, row: Row) -> None:
        found = next((here for here in range(at, len(self._rows)) if self._rows[here].key == row.key), None)
        if found is None:
            self.beginInsertRows(_ROOT, at, at)
            self._rows.insert(at, row)
            self.endInsertRows()
            return
        if found != at:
            self.beginMoveRows(_ROOT, found, found, _ROOT, at)
            self._rows.insert(at, self._rows.pop(found))
            self.endMoveRows()
        old = self._rows[at]
        if old != row:
            self._rows[at] = row
            changed = [
                _FIRST_ROLE + role for role, name in enumerate(self._names) if getattr(old, name) != getattr(row, name)
            ]
            here = self.index(at)
            self.dataChanged.emit(here, here, changed)
