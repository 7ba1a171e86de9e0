"""From the text of the care file to a Care, or to the line that is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from typing import NoReturn

from qc_station.policy.care import (
    DEGREES,
    SCALES,
    Care,
    CareSymbol,
    Fibre,
    Finish,
    Limit,
    Limits,
    Method,
    StepKind,
)
from qc_station.policy.programme import LANGUAGES, STATION_LANGUAGES, ProgrammeError
from qc_station.policy.toml_table import TomlTable, read_table

__all__ = ["ProgrammeError", "load_care"]

_ID = "[a-z][a-z0-9_]*"
_ID_EXPECTED = "an id of a-z, 0-9 and _"
_NAME = r"[^\W\d_][\w’' -]*"
_NAME_EXPECTED = "a name as labels write it"
HOURS_MAX = 1000


def load_care(text: str, origin: str) -> Care:
    """Read and check the whole file; `origin` is its name as a refusal shall give it.

    Raises ProgrammeError at the first fault: an unknown key, a missing translation or limit, one name for two fibres,
    a finding that no step could ever answer on every fabric.
    """
    file = read_table(text, origin)
    steps = {name: _step(name, table) for name, table in _closed(file, "step")}
    fibres = {name: _fibre(name, table) for name, table in _closed(file, "fibre")}
    _refuse_shared_names(fibres, file)
    treats = file.table("treats")
    care = Care(
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        fibres=fibres,
        symbols={name: _symbol(name, table) for name, table in _closed(file, "symbol")},
        steps=steps,
        treats={name: _gentle(treats, name, steps) for name in treats.values if name != "otherwise"},
        treats_otherwise=_gentle(treats, "otherwise", steps),
        finish=_finish(file.table("finish"), steps),
        waiting_hours=file.whole("waiting_hours", 1, HOURS_MAX),
        parts={name: _names(table) for name, table in _closed(file, "part")},
        qualifiers=frozenset(word for language in _named(file, "qualifiers").values() for word in language),
    )
    treats.close()
    file.close()
    return care


def _closed(parent: TomlTable, key: str) -> Iterator[tuple[str, TomlTable]]:
    for name, table in parent.tables(key, _ID, _ID_EXPECTED):
        yield name, table
        table.close()


def _named(parent: TomlTable, key: str) -> Mapping[str, tuple[str, ...]]:
    """Lists of names in each of the six languages, and in no other."""
    table = parent.table(key)
    for language in LANGUAGES:
        if not table.has(language):
            table.refuse(f"no translation in '{language}'")
    names = {language: table.matches(language, _NAME, _NAME_EXPECTED) for language in LANGUAGES}
    table.close()
    return names


def _names(table: TomlTable) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for language in _named(table, "names").values() for name in language))


def _fibre(name: str, table: TomlTable) -> Fibre:
    limits = {limit: _level(table, limit) for limit in Limit}
    return Fibre(name, _named(table, "names"), limits, table.text("source"))


def _refuse_shared_names(fibres: Mapping[str, Fibre], file: TomlTable) -> None:
    """A name that means two fibres would have to be guessed."""
    owner: dict[str, str] = {}
    for fibre in fibres.values():
        for language, names in fibre.names.items():
            for name in names:
                if owner.setdefault(name.casefold(), fibre.id) != fibre.id:
                    said = f"{name!r} is already a name of {owner[name.casefold()]!r}"
                    file.refuse(said, "fibre", fibre.id, "names", language)


def _level(table: TomlTable, limit: Limit) -> int:
    """A limit as the file writes it: degrees, a word of its scale, or true and false."""
    if limit in SCALES:
        return SCALES[limit].index(table.choice(limit, SCALES[limit], "level"))
    if limit in DEGREES:
        degrees = table.whole(limit, 0, 300)
        if degrees not in DEGREES[limit]:
            table.refuse(f"{degrees} is not one of {', '.join(map(str, DEGREES[limit]))}", limit)
        return degrees
    return int(table.flag(limit))


def _levels(table: TomlTable) -> Limits:
    """The limits the table names, in its order; any other key is refused."""
    for key in table.values:
        if key not in list(Limit):
            table.refuse("unknown key", key)
    return {Limit(key): _level(table, Limit(key)) for key in table.values}


def _symbol(name: str, table: TomlTable) -> CareSymbol:
    caps = _levels(table.table("caps"))
    if not caps:
        table.refuse("a symbol that limits nothing", "caps")
    return CareSymbol(name, table.translated("label", STATION_LANGUAGES), caps)


def _step(name: str, table: TomlTable) -> StepKind:
    methods = []
    for method, each in _closed(table, "method"):
        needs = _levels(each.table("needs"))
        methods.append(Method(method, each.translated("label", STATION_LANGUAGES), needs))
    return StepKind(
        id=name,
        label=table.translated("label", STATION_LANGUAGES),
        hours=table.whole("hours", 1, HOURS_MAX),
        methods=tuple(methods),
    )


def _gentle(table: TomlTable, key: str, steps: Mapping[str, StepKind]) -> tuple[str, ...]:
    """Steps of which one is possible on every fabric: what is sent to the workshop must be able to leave it."""
    chosen = table.choices(key, steps, "step")
    if not any(not method.needs for step in chosen for method in steps[step].methods):
        table.refuse("no step here is allowed on every fabric", key)
    return chosen


def _finish(table: TomlTable, steps: Collection[str]) -> Finish:
    press = table.table("press")
    finish = Finish(
        press={category: press.choices(category, steps, "step") for category in press.values},
        press_otherwise=table.choices("press_otherwise", steps, "step"),
        unpressed=table.matches("unpressed", _ID, _ID_EXPECTED),
        last=table.choices("last", steps, "step"),
    )
    for category in finish.unpressed:
        if category in finish.press:
            _pressed_and_not(press, category)
    table.close()
    return finish


def _pressed_and_not(press: TomlTable, category: str) -> NoReturn:
    press.refuse("this category is among the unpressed", category)
