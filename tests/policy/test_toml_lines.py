"""Where things stand in a TOML text."""

import tomllib

from qc_station.policy.toml_lines import TomlPath, lines_of
from tests.policy.pieces import TEXT

EVERYTHING = '''\
# a comment with [brackets] = "and quotes
title = "one # not a comment"
a.b.c = 1
a.b."d.e" = 2 # three keys on one path

[table]
"quoted key" = """
first
""still a quote \\" [x]
"""""
literal = \'\'\'
\'\' k = 1
\'\'\'
list = [
    1, # one
    [2, "]"],
    { x = 3, y = { z = 4 } },
]
when = 1979-05-27 07:32:00
inline = { first = "}", second = [1, 2] }

[table.sub . deep]
k = \'C:\\\'

[[rows]]
name = "a"
[[rows]]
name = "b"
[rows.inner]
x = 1
[[rows.many]]
y = 2
[[rows.many]]
y = 3
'''
LINES: dict[TomlPath, int] = {
    ("title",): 2,
    ("a",): 3,
    ("a", "b", "c"): 3,
    ("a", "b", "d.e"): 4,
    ("table",): 6,
    ("table", "quoted key"): 7,
    ("table", "literal"): 11,
    ("table", "list"): 14,
    ("table", "list", 0): 15,
    ("table", "list", 1): 16,
    ("table", "list", 1, 1): 16,
    ("table", "list", 2, "x"): 17,
    ("table", "list", 2, "y", "z"): 17,
    ("table", "when"): 19,
    ("table", "inline", "second", 1): 20,
    ("table", "sub"): 22,
    ("table", "sub", "deep", "k"): 23,
    ("rows",): 25,
    ("rows", 0): 25,
    ("rows", 0, "name"): 26,
    ("rows", 1): 27,
    ("rows", 1, "name"): 28,
    ("rows", 1, "inner", "x"): 30,
    ("rows", 1, "many", 0, "y"): 32,
    ("rows", 1, "many", 1, "y"): 34,
}


def paths(value: object, above: TomlPath = ()) -> set[TomlPath]:
    """Every path into what tomllib read."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = {above} if above else set()
    for key, each in inside:
        found |= paths(each, (*above, key))
    return found


def test_every_form_of_toml_is_found_on_its_line() -> None:
    """Comments, quotes, long strings, dotted and quoted keys, inline tables, lists and lists of tables."""
    found = lines_of(EVERYTHING)
    assert {path: found.get(path) for path in LINES} == LINES


def test_exactly_the_paths_of_tomllib_have_a_line() -> None:
    """The walk and the parser agree on what is there, in a text of every form and in the shipped programme."""
    for text in (EVERYTHING, TEXT, "", "\n# nothing\n"):
        assert set(lines_of(text)) == paths(tomllib.loads(text))


def test_windows_line_ends_count_once() -> None:
    """CR LF is one line end."""
    assert lines_of(EVERYTHING.replace("\n", "\r\n")) == lines_of(EVERYTHING)
