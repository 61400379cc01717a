"""The words of gates and facts, read from `cues/<language>.yaml`.

A language without a file has only the gates that need no words: the date of the event, and the place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from extract.marks import Marked, Problem, did_you_mean, read_file
from extract.text import fold
from rules.grammar import parse_term
from rules.rule import NO_CUES, Cues
from rules.spoken_lists import shipped as spoken_lists

FOLDER = Path(__file__).parent / "cues"
TERMS = (
    "lookalike", "correction", "no", "no_but", "denial", "denied", "drill", "sport", "fiction", "business",
    "history", "later", "whose", "that_day", "court", "court_weak", "statistics", "accident", "not_accident", "hazard",
    "advice", "opinion", "bill", "modal", "hard", "dead", "hurt", "kidnapped", "suffered", "otherwise", "things",
    "not_counted", "actor", "site", "warner", "ongoing", "nobody_hurt", "retold", "acted", "means", "attributed",
    "filed_from", "halfway", "murder", "peaceful", "possible",
)  # fmt: skip  # a table or a paragraph of words, not one a line
WORDS = (
    "joint", "in", "away", "target", "between", "and", "one", "bare_after", "definite", "person", "passive", "local",
)  # fmt: skip  # a table or a paragraph of words, not one a line


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Cues]:
    """Language code -> its words. Raises ValueError with every problem when a file that ships is broken."""
    read = {path.stem: read_cues(path) for path in sorted(FOLDER.glob("*.yaml"))}
    problems = [problem for _, wrong in read.values() for problem in wrong]
    if problems:
        raise ValueError("\n".join(map(str, problems)))
    return MappingProxyType(
        {code: replace(cues, spoken_of=spoken_lists(code) or {}) for code, (cues, _) in read.items()}
    )


def read_cues(path: Path) -> tuple[Cues, list[Problem]]:
    """One language's words, and every problem of its file."""
    marked, problems = read_file(path, name=f"rules/cues/{path.name}")
    if marked is None:
        return NO_CUES, problems
    terms = _section(marked, "terms", TERMS, problems)
    words = _section(marked, "words", WORDS, problems)
    for name, listed in terms.items():
        for term in listed:
            try:
                parse_term(term)
            except ValueError as error:
                problems.append(marked.problem(("terms", name), f"{term}: {error}"))
    plain = {name: frozenset(fold(word) for word in listed) for name, listed in words.items()}
    return Cues(MappingProxyType(terms), MappingProxyType(plain)), problems


def _section(
    marked: Marked, section: str, known: tuple[str, ...], problems: list[Problem]
) -> dict[str, tuple[str, ...]]:
    """Name -> what stands between its commas; every name there must be, and no other."""
    data = marked.data.get(section) if isinstance(marked.data, dict) else None
    listed = data if isinstance(data, dict) else {}
    problems += [
        marked.problem((section,), f'needs "{name}", its words between commas')
        for name in known
        if not isinstance(listed.get(name), str)
    ]
    for name in listed:
        if name not in known:
            message = f'no gate or fact asks for "{name}"{did_you_mean(name, known)}'
            problems.append(marked.problem((section, name), message, at_key=True))
    return {name: _listed(text) for name, text in listed.items() if name in known and isinstance(text, str)}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in text.replace("\n", " ").split(",") if term.strip())
