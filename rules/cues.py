"""The words of gates and facts, read from `cues/<topic>.<language>.yaml`.

A language without a file has only the gates that need no words: the date of the event, and the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from extract.marks import Marked, Problem, did_you_mean, read_file
from extract.text import fold
from rules.grammar import parse_term
from rules.rule import Cues
from rules.spoken_lists import shipped as spoken_lists

FOLDER = Path(__file__).parent / "cues"
GATES = (
    "lookalike", "correction", "no", "no_but", "denial", "denied", "drill", "sport", "fiction", "business",
    "history", "later", "whose", "that_day", "court", "court_weak", "statistics", "accident", "not_accident", "hazard",
    "advice", "opinion", "bill", "modal", "hard", "retold", "acted", "means", "attributed", "filed_from", "halfway",
    "murder", "peaceful", "possible", "mistaken", "supposed", "found_safe", "denies", "deed", "story_about",
    "two_sides", "erupted", "poured", "uncalled", "not_gone_off", "gone_off", "not_so", "none_of_it",
    "feared", "gun_mishap",
)  # fmt: skip  # a table or a paragraph of words, not one a line
FACTS = (
    "dead", "hurt", "kidnapped", "suffered", "otherwise", "things", "not_counted", "actor", "site", "warner", "ongoing",
    "nobody_hurt",
)  # fmt: skip  # a table or a paragraph of words, not one a line
GRAMMAR = (
    "joint", "in", "inside", "away", "target", "between", "and", "one", "bare_after", "definite", "person", "passive",
    "local", "location", "bound", "bound_by", "way_behind", "stands_in", "place_noun", "no_place",
    "of_its_own", "deed_apart",
)  # fmt: skip  # a table or a paragraph of words, not one a line
TOPICS = {"gates": GATES, "facts": FACTS, "grammar": GRAMMAR}  # a file each; those of `grammar` are no terms


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Cues]:
    """Language code -> its words. Raises ValueError with every problem when a file that ships is broken."""
    codes = sorted({path.stem.rpartition(".")[2] for path in FOLDER.glob("*.yaml")})
    read = {code: read_cues(FOLDER, code) for code in codes}
    problems = [problem for _, wrong in read.values() for problem in wrong]
    if problems:
        raise ValueError("\n".join(map(str, problems)))
    return MappingProxyType(
        {code: replace(cues, spoken_of=spoken_lists(code) or {}) for code, (cues, _) in read.items()}
    )


def read_cues(folder: Path, language: str) -> tuple[Cues, list[Problem]]:
    """One language's words, and every problem of its files; a missing file is one."""
    terms: dict[str, tuple[str, ...]] = {}
    words: dict[str, tuple[str, ...]] = {}
    problems: list[Problem] = []
    for topic, known in TOPICS.items():
        file = f"{topic}.{language}.yaml"
        marked, wrong = read_file(folder / file, name=f"rules/cues/{file}")
        problems += wrong
        if marked is None:
            continue
        if topic == "grammar":
            words |= _section(marked, "words", known, problems)
            continue
        listed = _section(marked, "terms", known, problems)
        problems += _unreadable(marked, listed)
        terms |= listed
    plain = {name: frozenset(fold(word) for word in listed) for name, listed in words.items()}
    return Cues(MappingProxyType(terms), MappingProxyType(plain)), problems


def _unreadable(marked: Marked, terms: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    for name, listed in terms.items():
        for term in listed:
            try:
                parse_term(term)
            except ValueError as error:
                yield marked.problem(("terms", name), f"{term}: {error}")


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
