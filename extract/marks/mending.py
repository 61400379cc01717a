"""A YAML file with a mistake in one entry of its list -> the file without that entry, so that the rest can be read."""

from __future__ import annotations

import re
from itertools import pairwise

import yaml

_OPENED_BEFORE = ("flow", "quoted")  # the parser notices an open bracket or quote only where the file ends


def without_entry(text: str, error: yaml.MarkedYAMLError, entries: str) -> str | None:
    """`text` with the lines of the broken entry of the list `entries:` left empty, so that lines keep their numbers.

    None where the mistake stands outside that list, or no other entry would be left.
    """
    lines = text.split("\n")
    spans = _entries(lines, entries)
    at = _line_of(error)
    broken = next(((first, last) for first, last in spans if first <= at <= last), None)
    if broken is None or len(spans) < 2:
        return None
    first, last = broken
    return "\n".join([*lines[:first], *("" for _ in lines[first : last + 1]), *lines[last + 1 :]])


def _line_of(error: yaml.MarkedYAMLError) -> int:
    opened = any(word in (error.context or "") for word in _OPENED_BEFORE)
    mark = (error.context_mark if opened else None) or error.problem_mark or error.context_mark
    return mark.line if mark else -1


def _entries(lines: list[str], name: str) -> list[tuple[int, int]]:
    """First and last line of each entry of a top-level list, by indentation alone: nothing here can be parsed."""
    begin = next((n for n, line in enumerate(lines) if re.match(rf"{name}:\s*(#.*)?$", line)), None)
    if begin is None:
        return []
    starts: list[int] = []
    indent, end = "", len(lines)
    for number in range(begin + 1, len(lines)):
        line = lines[number]
        found = re.match(r"( *)- ", line)
        if found and (not starts or found[1] == indent):
            indent = found[1]
            starts.append(number)
        elif re.match(r"[^\s#-]", line):
            end = number  # the next name of the file itself
            break
    return [(first, last - 1) for first, last in pairwise([*starts, end])] if starts else []
