"""One entry under `rules:` -> a Rule: new, or changed from another by `extends`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from extract.marks import Problem, ValuePath
from extract.places import Gazetteer
from rules.pack import Pack, terms
from rules.rule import Example, Near, Raise, Rule, Severity
from rules.schema import ExampleEntry, RuleEntry


def new_rule(pack: Pack, index: int, entry: RuleEntry, problems: list[Problem]) -> Rule | None:
    """The rule an entry describes in full; what it lacks is noted in `problems`. None without an id."""
    at: ValuePath = ("rules", index)
    ident = entry.id or entry.replaces
    for name, value in (("id", ident), ("category", entry.category), ("any_of", entry.any_of)):
        if value:
            continue
        if not pack.says(*at, name):
            problems.append(pack.marked.problem(at, f'"{name}" is missing'))
        elif name == "any_of" and pack.marked.spot((*at, name)).written is None and not pack.says(*at, name, 0):
            problems.append(pack.marked.problem((*at, name), "any_of is empty; give at least one word"))
    if pack.language is None and not pack.says("language"):
        problems.append(pack.marked.problem((), '"language" is missing; write the language of the rules, such as en'))
    for kind, listed in (("alert", entry.examples.alert), ("quiet", entry.examples.quiet)):
        if not listed and not pack.says(*at, "examples", kind, 0):
            what = "a sentence that must alert" if kind == "alert" else "a look-alike that must stay quiet"
            where = (*at, "examples") if pack.says(*at, "examples") else at
            message = f"examples: {kind}: is missing; give {what}"
            problems.append(pack.marked.problem(where, message, at_key=True))
    blank = Rule(id=ident or "", category=entry.category or "", language=pack.language or "", any_of=())
    rule = _filled(pack, index, entry, blank, problems)
    return rule if ident else None


def changed_rule(pack: Pack, index: int, entry: RuleEntry, base: Rule, problems: list[Problem]) -> Rule | None:
    """`base` with what the entry says: lists are added to, everything else takes the place of what was there."""
    if pack.language is not None and pack.language != base.language and entry.any_of:
        message = (
            f'"{base.id}" is written for {base.language}, this file for {pack.language}; '
            f"put the words into a file for {base.language}"
        )
        problems.append(pack.marked.problem(("rules", index, "extends"), message))
        return None
    return _filled(pack, index, entry, replace(base, id=entry.id or base.id), problems)


def place_problems(pack: Pack, index: int, entry: RuleEntry, gazetteer: Gazetteer) -> Iterator[Problem]:
    """Places that examples name and the gazetteer does not know."""
    for number, example in enumerate(entry.examples.alert):
        if isinstance(example, ExampleEntry) and example.place and not gazetteer.candidates(example.place):
            near = gazetteer.lookup(example.place, 1)
            hint = f'; did you mean "{near[0].place.name}"?' if near else ""
            path = ("rules", index, "examples", "alert", number, "place")
            yield pack.marked.problem(path, f'unknown place "{example.place}"{hint}')


def _filled(pack: Pack, index: int, entry: RuleEntry, base: Rule, problems: list[Problem]) -> Rule:
    at: ValuePath = ("rules", index)

    def listed(name: str) -> tuple[str, ...]:
        return terms(pack, (*at, name), getattr(entry, name), problems)

    for number, condition in enumerate(entry.raise_to):
        if len(condition.model_fields_set) == 1:
            message = "raise needs a condition beside to: such as dead: 3, official: true"
            problems.append(pack.marked.problem((*at, "raise", number), message))
    rule = replace(
        base,
        category=entry.category or base.category,
        any_of=_joined(base.any_of, listed("any_of")),
        all_of=_joined(base.all_of, listed("all_of")),
        none_of=_joined(base.none_of, listed("none_of")),
        near=base.near
        + tuple(
            Near(terms(pack, (*at, "near", number, "any_of"), near.any_of, problems), near.within)
            for number, near in enumerate(entry.near)
        ),
        only_from=_joined(base.only_from, tuple(entry.only_from)),
        raise_to=base.raise_to
        + tuple(
            Raise(severity(each.to), each.dead, each.hurt, each.official, each.ongoing, each.places)
            for each in entry.raise_to
        ),
        severity=severity(entry.severity) if entry.severity else base.severity,
        actions=_actions(base.actions, entry),
        fresh_days=base.fresh_days if entry.fresh_days is None else entry.fresh_days,
        speaks=entry.speaks if "speaks" in entry.model_fields_set else base.speaks,
        status=entry.status if "status" in entry.model_fields_set else base.status,
        examples=base.examples + tuple(_examples(pack, index, entry)),
        source=f"{pack.marked.file}:{pack.marked.spot(at).line}",
    )
    return replace(rule, version=_version(rule))


def severity(word: str) -> Severity:
    """The severity with this name."""
    return Severity[word.upper()]


def _joined(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(old + new))


def _actions(old: Mapping[str, tuple[str, ...]], entry: RuleEntry) -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({**old, **{code: tuple(lines) for code, lines in entry.actions.items()}})


def _examples(pack: Pack, index: int, entry: RuleEntry) -> Iterator[Example]:
    for kind, sentences in (("alert", entry.examples.alert), ("quiet", entry.examples.quiet)):
        for number, one in enumerate(sentences):
            line = pack.marked.spot(("rules", index, "examples", kind, number)).line
            if isinstance(one, str):
                yield Example(one, kind == "alert", line)
            else:
                yield Example(one.text, kind == "alert", line, one.title, one.date, one.place)


def _version(rule: Rule) -> str:
    """Changes with everything that decides or is told, not with examples, status or position."""
    decides = replace(rule, examples=(), status="live", version="", source="", actions=dict(rule.actions))
    return hashlib.sha256(repr(decides).encode()).hexdigest()[:8]
