"""`dates/<code>.yaml` -> DateWords; every mistake at once, with its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

from extract.dates.resolve import DAYS_IN, RESOLVE
from extract.dates.words import DateWords, Pattern
from extract.marks import Marked, Problem, did_you_mean
from extract.text import fold

_FIELDS = tuple(part.name for part in fields(DateWords))
_PLACE = re.compile(r"\{([a-z]\w*)\}")


def date_words(marked: Marked, problems: list[Problem]) -> DateWords | None:
    """What the file says; None when it has a problem, which is then among `problems`."""
    data = marked.data
    if not isinstance(data, dict):
        problems.append(marked.problem((), "expected fields such as `months:` and `patterns:`"))
        return None
    before = len(problems)
    problems += [
        marked.problem((key,), f'unknown field "{key}"{did_you_mean(str(key), _FIELDS)}', at_key=True)
        for key in data
        if key not in _FIELDS
    ]
    problems += [
        marked.problem((), f"`{key}` is missing: a language with dates needs it") for key in _FIELDS if key not in data
    ]
    values = {key: _READ[key](marked, key, data[key], problems) for key in _FIELDS if key in data}
    if len(problems) > before:
        return None
    words = DateWords(**values)
    _try_patterns(marked, words, problems)
    return words if len(problems) == before else None


def _try_patterns(marked: Marked, words: DateWords, problems: list[Problem]) -> None:
    known = words.places()
    for number, (way, pattern) in enumerate(words.patterns):
        at = ("patterns", number, way)
        problems += [
            marked.problem(at, f"{{{place}}} stands for nothing{did_you_mean(place, known)}")
            for place in _PLACE.findall(pattern)
            if place not in known
        ]
        try:
            re.compile(words.filled(pattern, number))
        except re.error as wrong:
            problems.append(marked.problem(at, f"not a regular expression: {wrong}"))


def _values(marked: Marked, key: str, value: object, problems: list[Problem], shape: str) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    problems.append(marked.problem((key,), f"expected {shape}"))
    return {}


def _by_number(marked: Marked, key: str, value: object, problems: list[Problem]) -> Mapping[str, int]:
    """`5: [may]` -> {"may": 5}."""
    out = {}
    for number, words in _values(marked, key, value, problems, "a list of words for each number").items():
        for word in _list(marked, (key, number), words, problems):
            out[word] = _number(marked, (key, number), number, problems)
    return MappingProxyType(out)


def _by_unit(marked: Marked, key: str, value: object, problems: list[Problem]) -> Mapping[str, str]:
    out = {}
    for unit, words in _values(marked, key, value, problems, "a list of words for each unit").items():
        if unit not in DAYS_IN:
            problems.append(
                marked.problem((key, unit), f'unknown unit "{unit}"{did_you_mean(unit, DAYS_IN)}', at_key=True)
            )
        for word in _list(marked, (key, unit), words, problems):
            out[word] = unit
    return MappingProxyType(out)


def _numbers(marked: Marked, key: str, value: object, problems: list[Problem]) -> Mapping[str, int]:
    """`seven: 7`."""
    pairs = _values(marked, key, value, problems, "a number for each word, such as seven: 7")
    return MappingProxyType(
        {fold(word): _number(marked, (key, word), number, problems) for word, number in pairs.items()}
    )


def _ranges(marked: Marked, key: str, value: object, problems: list[Problem]) -> Mapping[str, tuple[int, int]]:
    """`several: [3, 7]`."""
    out = {}
    for word, pair in _values(
        marked, key, value, problems, "two numbers for each word, such as several: [3, 7]"
    ).items():
        if isinstance(pair, list) and len(pair) == 2 and all(isinstance(end, int) for end in pair):
            out[fold(word)] = (pair[0], pair[1])
        else:
            problems.append(marked.problem((key, word), "expected two whole numbers, such as [3, 7]"))
    return MappingProxyType(out)


def _patterns(marked: Marked, key: str, value: object, problems: list[Problem]) -> tuple[Pattern, ...]:
    if not isinstance(value, list):
        problems.append(marked.problem((key,), "expected a list of patterns, such as - year: '(?P<y>{year})'"))
        return ()
    out = []
    for number, each in enumerate(value):
        if not isinstance(each, dict) or len(each) != 1 or not isinstance(next(iter(each.values())), str):
            problems.append(marked.problem((key, number), "expected one way and its pattern"))
            continue
        ((way, pattern),) = each.items()
        if way not in RESOLVE:
            message = f'unknown way "{way}"{did_you_mean(way, RESOLVE)}'
            problems.append(marked.problem((key, number, way), message, at_key=True))
        out.append((way, pattern))
    return tuple(out)


def _alternatives(marked: Marked, key: str, value: object, problems: list[Problem]) -> str:
    """A list of regular expressions -> one that any of them fulfils."""
    whole = "|".join(each for each in _list(marked, (key,), value, problems, folded=False))
    try:
        re.compile(whole)
    except re.error as wrong:
        problems.append(marked.problem((key,), f"not regular expressions: {wrong}"))
    return whole


def _flag(marked: Marked, key: str, value: object, problems: list[Problem]) -> bool:
    if isinstance(value, bool):
        return value
    problems.append(marked.problem((key,), "expected true or false"))
    return False


def _text(marked: Marked, key: str, value: object, problems: list[Problem]) -> str:
    if isinstance(value, str):
        return value
    problems.append(marked.problem((key,), "expected text in quotes"))
    return ""


def _list(
    marked: Marked, path: tuple[str | int, ...], value: object, problems: list[Problem], *, folded: bool = True
) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(word, str) and word for word in value):
        problems.append(marked.problem(path, "expected a list of words, such as [hour, hours]"))
        return []
    return [fold(word) if folded else word for word in value]


def _number(marked: Marked, path: tuple[str | int, ...], value: object, problems: list[Problem]) -> int:
    if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()):
        return int(value)
    problems.append(marked.problem(path, "expected a whole number"))
    return 0


_READ: Mapping[str, Callable[[Marked, str, object, list[Problem]], Any]] = {
    "months": _by_number,
    "weekdays": _by_number,
    "units": _by_unit,
    "numbers": _numbers,
    "ordinals": _numbers,
    "vague": _ranges,
    "days": _ranges,
    "steps": _numbers,
    "patterns": _patterns,
    "counted": _alternatives,
    "name_before": _alternatives,
    "months_small": _flag,
    "not_count_before": _alternatives,
    "not_count_after": _alternatives,
    "thousands": _text,
    "joint": _text,
}
