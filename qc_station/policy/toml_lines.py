"""Where in a TOML text a value stands. `tomllib` gives the values and no places; a refusal wants file and line.

The text has already been accepted by `tomllib`, so nothing is checked here: this only walks over it and takes notes.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Mapping

# The keys from the top down; an element of an array is named by its index.
TomlPath = tuple[str | int, ...]

_BLANK = " \t\r\n"
_ENDS_KEY = ".=] \t"
_QUOTES = ('"""', "'''", '"', "'")


def lines_of(text: str) -> Mapping[TomlPath, int]:
    """The line, from 1, on which each key, table and array element of `text` begins.

    A table written only as part of a longer header (`check` in `[check.trims]`) has the line of the first such header.
    """
    return _Walk(text).walk()


class _Walk:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._table: TomlPath = ()
        self._rows: dict[TomlPath, int] = {}
        # How many elements each array of tables has so far.
        self._arrays: dict[TomlPath, int] = {}
        self._breaks = [place for place, letter in enumerate(text) if letter == "\n"]

    def walk(self) -> Mapping[TomlPath, int]:
        self._blank()
        while self._at < len(self._text):
            if self._next("[["):
                self._header(2)
            elif self._next("["):
                self._header(1)
            else:
                self._pair(self._table)
            self._blank()
        return self._rows

    def _header(self, brackets: int) -> None:
        start = self._at
        self._at += brackets
        keys = self._keys("]")
        self._at += brackets
        path: TomlPath = ()
        for key in keys[:-1]:
            path = self._inside((*path, key))
            self._rows.setdefault(path, self._line(start))
        path = (*path, keys[-1])
        if brackets == 2:
            self._rows.setdefault(path, self._line(start))
            self._arrays[path] = self._arrays.get(path, 0) + 1
            path = self._inside(path)
        self._rows[path] = self._line(start)
        self._table = path

    def _inside(self, path: TomlPath) -> TomlPath:
        """A header that passes through an array of tables means its newest element."""
        return (*path, self._arrays[path] - 1) if path in self._arrays else path

    def _pair(self, table: TomlPath) -> None:
        start = self._at
        path = table
        for key in self._keys("="):
            path = (*path, key)
            self._rows.setdefault(path, self._line(start))
        self._at += 1
        self._value(path)

    def _keys(self, end: str) -> list[str]:
        keys = []
        while True:
            self._blank()
            keys.append(self._key())
            self._blank()
            if self._next(end):
                return keys
            self._at += 1  # the dot

    def _key(self) -> str:
        start = self._at
        if self._text[start] in "\"'":
            self._string()
            # A quoted key may hold escapes; tomllib reads them.
            return str(tomllib.loads(f"key = {self._text[start : self._at]}")["key"])
        while self._text[self._at] not in _ENDS_KEY:
            self._at += 1
        return self._text[start : self._at]

    def _value(self, path: TomlPath) -> None:
        self._blank()
        if self._text.startswith(_QUOTES, self._at):
            self._string()
        elif self._next("["):
            self._list(path)
        elif self._next("{"):
            self._inline(path)
        else:
            while self._at < len(self._text) and self._text[self._at] not in ",]}#\n":
                self._at += 1

    def _list(self, path: TomlPath) -> None:
        self._at += 1
        index = 0
        self._blank()
        while not self._next("]"):
            self._rows[*path, index] = self._line(self._at)
            self._value((*path, index))
            index += 1
            self._comma()
        self._at += 1

    def _inline(self, path: TomlPath) -> None:
        self._at += 1
        self._blank()
        while not self._next("}"):
            self._pair(path)
            self._comma()
        self._at += 1

    def _comma(self) -> None:
        self._blank()
        if self._next(","):
            self._at += 1
            self._blank()

    def _string(self) -> None:
        quote = next(each for each in _QUOTES if self._text.startswith(each, self._at))
        self._at += len(quote)
        while not self._next(quote):
            self._at += 2 if self._next("\\") and quote[0] == '"' else 1
        self._at += len(quote)
        # `""""` closes a string that ends in a quote.
        while len(quote) == 3 and self._next(quote[0]):
            self._at += 1

    def _blank(self) -> None:
        while self._at < len(self._text):
            if self._text[self._at] in _BLANK:
                self._at += 1
            elif self._next("#"):
                end = self._text.find("\n", self._at)
                self._at = len(self._text) if end < 0 else end
            else:
                return

    def _next(self, words: str) -> bool:
        return self._text.startswith(words, self._at)

    def _line(self, place: int) -> int:
        return bisect_left(self._breaks, place) + 1
