"""One rule file, read: its entries with the place of each, and what is wrong with their shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from extract.marks import Marked, Problem, ValuePath, did_you_mean, problems_from, read_file, unknown_fields
from rules.lint import written_term_problem
from rules.schema import CategoryEntry, ExampleEntry, PackEntry, RuleEntry
from rules.strays import stray_problems

NOT_A_TERM = "\0"  # stands for an item that is no text; no file can hold it
_TERM_LISTS = ("any_of", "all_of", "none_of")
_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Pack:
    """What a file holds. Of an entry with a wrong shape only what is right is kept, so that the rest
    of it can still be judged; `marked` knows all that was written.

    Rules are keyed by their index in the file.
    """

    marked: Marked
    language: str | None
    words: Mapping[str, tuple[str, ...]]
    categories: Mapping[str, CategoryEntry]
    rules: Mapping[int, RuleEntry]
    named: frozenset[str] = field(default_factory=frozenset)
    categories_named: frozenset[str] = field(default_factory=frozenset)
    broken: frozenset[int] = field(default_factory=frozenset)

    def is_whole(self, index: int) -> bool:
        """Whether the rule at this index has the right shape throughout."""
        return index not in self.broken

    def says(self, *path: str | int) -> bool:
        """Whether anything, right or wrong, is written at this path."""
        return path in self.marked.spots


def read_packs(path: Path, name: str) -> tuple[list[Pack], list[Problem]]:
    """The file at `path`, called `name` in problems: one pack, and one more for each document that should not be
    there; none when nothing of the file can be used.
    """
    marked, problems = read_file(path, name=name, entries="rules")
    if marked is None:
        return [], problems
    if marked.data is None and not marked.later:
        return [], problems or [Problem(name, 1, 1, "the file is empty; it should hold rules:")]
    packs: list[Pack] = []
    for document in (marked, *marked.later):
        pack, wrong = _read_document(document)
        problems += wrong
        if pack is not None:
            packs.append(_continued(packs[0], pack) if packs else pack)
    return packs, problems


def _continued(first: Pack, later: Pack) -> Pack:
    """Without the line between them the two would be one: what the first says holds for what follows."""
    return replace(later, language=later.language or first.language, words={**first.words, **later.words})


def _read_document(marked: Marked) -> tuple[Pack | None, list[Problem]]:
    if marked.data is None:
        return None, []
    problems = _shape_problems(marked)
    if not isinstance(marked.data, dict):
        return None, problems
    rules = _list(marked.data.get("rules"))
    categories = _mapping(marked.data.get("categories"))
    language = marked.data.get("language")
    pack = Pack(
        marked=marked,
        language=language if isinstance(language, str) else None,
        words=dict(_word_lists(marked, problems)),
        categories={slug: one for slug, raw in categories.items() if (one := _salvaged(CategoryEntry, raw))},
        rules={index: each for index, raw in enumerate(rules) if (each := _salvaged(RuleEntry, raw))},
        named=frozenset(ident for raw in rules if isinstance(ident := _ident(raw), str)),
        categories_named=frozenset(categories),
        broken=frozenset(index for index, raw in enumerate(rules) if not _is_valid(RuleEntry, raw)),
    )
    return pack, problems


def _shape_problems(marked: Marked) -> list[Problem]:
    try:
        PackEntry.model_validate(marked.data)
    except ValidationError as error:
        found = _with_colons_named(problems_from(error, marked, PackEntry), marked)
        return _with_strays_named(found, marked, unknown_fields(error, marked))
    return []


def _with_strays_named(problems: list[Problem], marked: Marked, unknown: list[ValuePath]) -> list[Problem]:
    """What is known of a field from elsewhere says more than that it is unknown here; its values are judged too."""
    named = list(stray_problems(marked, unknown))
    told = {(one.line, one.column) for one in named}
    kept = [one for one in problems if (one.line, one.column) not in told]
    return kept + named


def _with_colons_named(problems: list[Problem], marked: Marked) -> list[Problem]:
    """ "- Police said: two died" is read as a field "Police said": tell that it needs quotes, and only that."""
    named = {}
    for path, item in _listed_sentences((), marked.data):
        if isinstance(item, dict) and len(item) == 1:
            ((key, value),) = item.items()
            if isinstance(value, str) and key not in ExampleEntry.model_fields:
                quoted = f"{key}: {value}".replace("'", "''")
                problem = marked.problem(path, f"its colon makes this a field; put it in quotes: '{quoted[:120]}'")
                named[problem.line, problem.column] = problem
    return [one for one in problems if (one.line, one.column) not in named] + list(named.values())


def _listed_sentences(path: ValuePath, value: object) -> Iterator[tuple[ValuePath, object]]:
    """The items of every list where words or sentences are meant."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, list) and name in (*_TERM_LISTS, "alert", "quiet"):
                yield from (((*path, name, number), item) for number, item in enumerate(inner))
            else:
                yield from _listed_sentences((*path, name), inner)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _listed_sentences((*path, number), inner)


def terms(pack: Pack, path: ValuePath, listed: list[str], problems: list[Problem]) -> tuple[str, ...]:
    """A list of terms with every $name replaced by its words; what is wrong with a term is noted at its place."""
    found: list[str] = []
    for index, term in enumerate(listed):
        where = (*path, index)
        if term == NOT_A_TERM:
            continue
        if term.startswith("$"):
            words = pack.words.get(term[1:])
            if words is None:
                problems.append(pack.marked.problem(where, _unknown_list(term[1:], pack)))
            else:
                found.extend(words)
        elif (wrong := _wrong_term(pack.marked, where, term)) is not None:
            problems.append(pack.marked.problem(where, wrong))
        else:
            found.append(term.strip())
    return tuple(dict.fromkeys(found))


def _word_lists(marked: Marked, problems: list[Problem]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, listed in _mapping(marked.data.get("words")).items():
        good = []
        for index, term in enumerate(_list(listed)):
            if not isinstance(term, str):
                continue  # its shape has been complained of
            where = ("words", name, index)
            wrong = (
                "a list of words holds words, not other lists; write the words out"
                if term.startswith("$")
                else _wrong_term(marked, where, term)
            )
            if wrong is None:
                good.append(term.strip())
            else:
                problems.append(marked.problem(where, wrong))
        yield name, tuple(good)


def _wrong_term(marked: Marked, where: ValuePath, term: str) -> str | None:
    return written_term_problem(term, marked.spot(where).reads_as)


def _unknown_list(name: str, pack: Pack) -> str:
    known = f"; this file has {', '.join('$' + each for each in pack.words)}" if pack.words else ""
    return f'"${name[:60]}" refers to nothing: there is no list "{name[:60]}" under words:' + (
        did_you_mean(name, pack.words) or known
    )


def _is_valid(model: type[BaseModel], raw: object) -> bool:
    try:
        model.model_validate(raw)
    except ValidationError:
        return False
    return True


def _salvaged(model: type[_Model], raw: object) -> _Model | None:
    """The entry without the values that have the wrong shape; these were complained of with the whole file."""
    if not isinstance(raw, dict):
        return None
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        wrong = [details["loc"] for details in error.errors(include_url=False)]
    kept = dict(raw)
    for name, *rest in wrong:
        value = raw.get(name)
        if name in _TERM_LISTS and isinstance(value, list) and rest:
            kept[name] = [item if isinstance(item, str) else NOT_A_TERM for item in value]
        else:
            kept.pop(name, None)
    try:
        return model.model_validate(kept)
    except ValidationError:
        return None


def _ident(raw: object) -> object:
    return raw.get("id", raw.get("replaces")) if isinstance(raw, dict) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
