"""A TOML table that is read strictly: every key is asked for by name and type, and what nobody asked for is refused."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NoReturn, TypeVar

from qc_station.policy.programme import ProgrammeError, Text
from qc_station.policy.toml_lines import TomlPath, lines_of

_Value = TypeVar("_Value")
_PLACE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_KIND = {str: "text", int: "a whole number", bool: "true or false", date: "a date", list: "a list", dict: "a table"}
# Words as a person reads them: no control characters, no direction marks that would reorder a sentence on a screen.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


@dataclass(slots=True)
class TomlTable:
    """One table of the file; `path` is where it stands. Call `close` when everything has been read."""

    path: TomlPath
    values: Mapping[str, object]
    origin: str
    source: str = field(repr=False)
    _read: set[str] = field(default_factory=set)

    def refuse(self, reason: str, *keys: str | int) -> NoReturn:
        """Raise ProgrammeError at the key named by `keys` below this table, or at the table itself."""
        path = (*self.path, *keys)
        # Found only now: a file that is in order is read at every start, and never asked for its lines.
        lines = lines_of(self.source)
        known = next((path[:length] for length in range(len(path), 0, -1) if path[:length] in lines), None)
        raise ProgrammeError(self.origin, lines[known] if known else 1, ".".join(map(str, path)), reason)

    def close(self) -> None:
        """Raises ProgrammeError for the first key nobody read."""
        for key in self.values:
            if key not in self._read:
                self.refuse("unknown key", key)

    def has(self, key: str) -> bool:
        return key in self.values

    def text(self, key: str) -> str:
        """Visible words; the empty text is refused."""
        return self._words(self._value(key, str), key)

    def whole(self, key: str, least: int, most: int) -> int:
        number = self._value(key, int)
        if not least <= number <= most:
            self.refuse(f"{number} is not between {least} and {most}", key)
        return number

    def number(self, key: str, least: float, most: float) -> float:
        """A number with or without a fraction; what is no number (`nan`) lies between nothing."""
        number = float(self._value(key, int) if type(self.values.get(key)) is int else self._value(key, float))
        if not least <= number <= most:
            self.refuse(f"{number:g} is not between {least:g} and {most:g}", key)
        return number

    def flag(self, key: str) -> bool:
        return self._value(key, bool)

    def day(self, key: str) -> date:
        return self._value(key, date)

    def match(self, key: str, pattern: str, expected: str) -> str:
        """A text that fits `pattern` as a whole; `expected` says what it should have been."""
        return self._match(self.text(key), pattern, expected, key)

    def choice(self, key: str, choices: Collection[str], noun: str) -> str:
        return self._choice(self.text(key), choices, noun, key)

    def matches(self, key: str, pattern: str, expected: str) -> tuple[str, ...]:
        """A list, not empty, of different texts that all fit `pattern`."""
        return tuple(self._match(each, pattern, expected, key, index) for index, each in self._list(key))

    def choices(self, key: str, choices: Collection[str], noun: str, *, least: int = 1) -> tuple[str, ...]:
        """A list of different texts, `least` or more, that are all among `choices`."""
        return tuple(self._choice(each, choices, noun, key, index) for index, each in self._list(key, least=least))

    def translated(self, key: str, languages: tuple[str, ...], also: tuple[str, ...] = ()) -> Text:
        """A table with words in each of `languages`; in all of `also` too, once it has one of them; and in no other."""
        table = self.table(key)
        words = table.words((*languages, *also) if any(table.has(each) for each in also) else languages)
        table.close()
        return words

    def words(self, languages: tuple[str, ...]) -> Text:
        """This table's own words in each of `languages`."""
        for language in languages:
            if language not in self.values:
                self.refuse(f"no translation in '{language}'")
        return {language: self.text(language) for language in languages}

    def table(self, key: str) -> TomlTable:
        return self._below(key, self._value(key, dict))

    def tables(self, key: str, pattern: str, expected: str) -> Iterator[tuple[str, TomlTable]]:
        """The tables under `key`, at least one, in the order of the file; their names fit `pattern`."""
        parent = self.table(key)
        if not parent.values:
            self.refuse("empty", key)
        for name in parent.values:
            if not re.fullmatch(pattern, name):
                parent.refuse(f"{name!r} is not {expected}", name)
            yield name, parent.table(name)

    def _below(self, key: str, values: Mapping[str, object]) -> TomlTable:
        return TomlTable((*self.path, key), values, self.origin, self.source)

    def _value(self, key: str, kind: type[_Value]) -> _Value:
        if key not in self.values:
            self.refuse("missing", key)
        self._read.add(key)
        value = self.values[key]
        # Exactly: `true` is no number, and a time is no date.
        if type(value) is not kind:
            self.refuse(f"expected {_KIND.get(kind, 'a number')}, found {_found(value)}", key)
        return value

    def _list(self, key: str, *, least: int = 1) -> Iterator[tuple[int, str]]:
        values: list[object] = self._value(key, list)
        if len(values) < least:
            self.refuse("empty", key)
        for index, value in enumerate(values):
            if not isinstance(value, str):
                self.refuse(f"expected text, found {_found(value)}", key, index)
            if value in values[:index]:
                self.refuse(f"{value!r} stands twice", key, index)
            yield index, self._words(value, key, index)

    def _words(self, value: str, *keys: str | int) -> str:
        if not value.strip():
            self.refuse("empty text", *keys)
        if _UNSEEN.search(value):
            self.refuse("text with a character that cannot be seen", *keys)
        return value

    def _match(self, value: str, pattern: str, expected: str, *keys: str | int) -> str:
        if not re.fullmatch(pattern, value):
            self.refuse(f"{value!r} is not {expected}", *keys)
        return value

    def _choice(self, value: str, choices: Collection[str], noun: str, *keys: str | int) -> str:
        if value not in choices:
            self.refuse(f"unknown {noun} {value!r}", *keys)
        return value


def read_table(text: str, origin: str) -> TomlTable:
    """The whole file as a table. Raises ProgrammeError when `text` is not TOML."""
    try:
        return TomlTable((), tomllib.loads(text), origin, text)
    except RecursionError as error:
        raise ProgrammeError(origin, 1, "", "not TOML: nested too deeply") from error
    except ValueError as error:  # TOMLDecodeError is one; so is a number of five thousand figures
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.rstrip().count("\n") + 1
        raise ProgrammeError(origin, line, "", f"not TOML: {_PLACE.sub('', str(error))}") from error


def _found(value: object) -> str:
    kind = type(value)
    return _KIND[kind] if kind in _KIND else "a time" if isinstance(value, datetime) else f"a {kind.__name__}"
