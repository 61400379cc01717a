"""Fields that a rule file does not have: what they are called here, and what is wrong inside them.

People come with habits from Sigma, Falco, ElastAlert and alert managers. A name that those use is answered with
the one used here, and the values below it are looked through too, so that all mistakes are told in one go.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from pydantic import ValidationError

from extract.marks import Marked, Problem, ValuePath, problems_from
from rules.lint import written_term_problem
from rules.schema import PackEntry, RuleEntry

Meaning = Literal[
    "words", "pattern", "condition", "place", "id", "severity", "status", "category", "alone", "sure", "remark"
]

_SAID: Mapping[Meaning, str] = {
    "words": "the words of a rule stand under any_of, all_of or none_of",
    "pattern": "a pattern is one of the words, between slashes: any_of: [/gun(fire|shots?)/]",
    "condition": "conditions are written as any_of, all_of, none_of and near",
    "place": "a rule names no places: where it happened is read from each article, and people choose where in the chat",
    "id": "a rule's own name is its id",
    "severity": "how bad it is stands under severity: notice, caution, serious or danger",
    "status": "status: live, trial or off says whether a rule is in use",
    "category": "what kind of incident it finds is its category",
    "alone": "did you mean speaks: if_alone? It gives way where an always rule alerts for the same country",
    "sure": "did you mean speaks: if_sure? It waits until the article surely reads like news",
    "remark": "write remarks behind a #",
}
_NAMES: Mapping[str, Meaning] = {
    **dict.fromkeys(("any", "all", "none", "not", "match", "matches", "keyword", "keywords", "term", "terms",
                     "phrases", "exclude", "excludes", "include", "includes", "contains", "query"), "words"),
    **dict.fromkeys(("regex", "regexp", "pattern", "patterns"), "pattern"),
    **dict.fromkeys(("condition", "conditions", "detection", "selection", "filter", "when", "if", "expr"), "condition"),
    **dict.fromkeys(("country", "countries", "region", "regions", "place", "places", "location", "locations",
                     "city", "cities"), "place"),
    **dict.fromkeys(("name", "rule", "title"), "id"),
    **dict.fromkeys(("level", "priority", "urgency"), "severity"),
    **dict.fromkeys(("enabled", "disabled", "active", "enable", "disable", "off", "trial"), "status"),
    **dict.fromkeys(("kind", "type", "topic"), "category"),
    "yields": "alone",  # what two values of `speaks` were called, each a field of its own
    "only_if_sure": "sure",
    **dict.fromkeys(("description", "comment", "comments", "note", "notes", "author", "references"), "remark"),
}  # fmt: skip  # a table of words, not one a line
_CLOSE = 0.8  # of difflib: a slip or two in a name of this length


def stray_problems(marked: Marked, unknown: Sequence[ValuePath]) -> Iterator[Problem]:
    """For each unknown field that a person may have meant: what it is called here; for each, what is wrong below it."""
    misplaced = [path for path in unknown if len(path) == 1 and path[0] in _RULE_FIELDS]
    try:
        RuleEntry.model_validate({path[0]: marked.data[path[0]] for path in misplaced})
    except ValidationError as error:
        yield from problems_from(error, marked, RuleEntry)
    for path in unknown:
        name = str(path[-1])
        meaning = _meaning(name, path)
        if path in misplaced:
            message = f'"{name}" belongs to a rule; write it in an entry under rules:, below "- id: ..."'
            yield marked.problem(path, message, at_key=True)
        elif meaning is not None:
            yield marked.problem(path, f'unknown field "{name[:60]}"; {_SAID[meaning]}', at_key=True)
        yield from _below(marked, path, _value(marked.data, path), meaning)


def _meaning(name: str, path: ValuePath) -> Meaning | None:
    """What a name stands for elsewhere. Names of this language win, also with a slip in them."""
    if "examples" in path or "categories" in path:
        return None
    by_name = difflib.get_close_matches(name.lower()[:80], _NAMES, n=1, cutoff=_CLOSE)
    ours = PackEntry.model_fields if len(path) == 1 else _RULE_FIELDS
    if not by_name or (by_name[0] != name.lower() and difflib.get_close_matches(name, ours, n=1, cutoff=_CLOSE)):
        return None
    return _NAMES[by_name[0]]


def _below(marked: Marked, path: ValuePath, value: object, meaning: Meaning | None) -> Iterator[Problem]:
    """What is wrong with the words at and below a field that is not one of ours."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _below(marked, (*path, name), inner, _NAMES.get(str(name).lower(), meaning))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _below(marked, (*path, number), inner, meaning)
    elif isinstance(path[-1], int) or meaning == "pattern":
        wrong = _wrong(marked, path, meaning)
        if wrong is not None:
            yield marked.problem(path, wrong)


def _wrong(marked: Marked, path: ValuePath, meaning: Meaning | None) -> str | None:
    spot = marked.spot(path)
    written = spot.written or ""
    if meaning == "pattern" and not spot.reads_as:
        written = f"/{written}/"
    if spot.reads_as or meaning in ("words", "pattern"):
        return written_term_problem(written, spot.reads_as)
    return None


def _value(data: Any, path: ValuePath) -> Any:
    for step in path:
        data = data[step]
    return data


_RULE_FIELDS = frozenset(field.alias or name for name, field in RuleEntry.model_fields.items())
