"""Rule files -> one RuleSet, or every problem at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from extract.languages import FOLDER as LANGUAGES
from extract.marks import Problem, did_you_mean
from extract.places import Gazetteer
from rules.cues import shipped as shipped_cues
from rules.entry import changed_rule, new_rule, place_problems
from rules.files import BUILTIN, rule_files
from rules.lint import is_cut_off, never_fires, shadowed_by
from rules.pack import Pack, read_packs
from rules.rule import Category, Rule, RuleSet, Severity
from rules.schema import CategoryEntry, RuleEntry

__all__ = ["BUILTIN", "Loaded", "load_rules", "written_in"]

CUT_OFF = "a comma within [ ] starts a new one: put each in quotes, or on a line of its own after -"
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Loaded:
    """`rules` is None as soon as there is one problem; warnings do not stand in the way."""

    rules: RuleSet | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()
    files: tuple[Path, ...] = ()


def load_rules(paths: Sequence[str | Path], *, gazetteer: Gazetteer | None = None) -> Loaded:
    """Read `paths` in order; "builtin" stands for the rules that ship.

    A later file may change what an earlier one holds (`extends`, `replaces`, categories). With a
    gazetteer, places named in examples are looked up too. Never raises for what the files hold.
    """
    files, problems = rule_files(paths)
    packs: list[Pack] = []
    for file in files:
        found, wrong = read_packs(file.path, file.name)
        problems += wrong
        packs += found
    making = _Making(packs, problems, gazetteer)
    making.take_categories()
    making.take_new_rules()
    making.take_changes()
    making.judge()
    return Loaded(
        rules=None if problems else making.rule_set(),
        problems=tuple(sorted(set(problems))),
        warnings=tuple(sorted(set(making.warnings))),
        files=tuple(file.path for file in files),
    )


def written_in(paths: Sequence[str | Path], rules: Iterable[Rule]) -> list[Rule]:
    """Those of `rules` that the files at `paths` made or changed last."""
    files = {file.name for file in rule_files(paths)[0]}
    return [rule for rule in rules if rule.source.rpartition(":")[0] in files]


@dataclass(slots=True)
class _Making:
    """A rule set in the making. Problems are added to the list it was given."""

    packs: list[Pack]
    problems: list[Problem]
    gazetteer: Gazetteer | None
    warnings: list[Problem] = field(default_factory=list)
    categories: dict[str, Category] = field(default_factory=dict)
    rules: dict[str, Rule] = field(default_factory=dict)
    origin: dict[str, tuple[Pack, int]] = field(default_factory=dict)

    def take_categories(self) -> None:
        for pack in self.packs:
            for slug, entry in pack.categories.items():
                known = self.categories.get(slug)
                missing = [name for name in ("severity", "names") if not pack.says("categories", slug, name)]
                if known is None and missing:
                    message = f'the new category "{slug}" needs {" and ".join(missing)}'
                    known_slugs = [each for each in self.categories if each != slug]
                    self.note(pack, ("categories", slug), message + did_you_mean(slug, known_slugs), at_key=True)
                else:
                    self.categories[slug] = _category(slug, entry, known)

    def take_new_rules(self) -> None:
        for pack in self.packs:
            for index, entry in pack.rules.items():
                if entry.extends or entry.replaces:
                    continue
                rule = new_rule(pack, index, entry, self.problems)
                self.check_entry(pack, index, entry)
                if rule is not None and self.is_free(pack, index, rule.id):
                    self.put(rule, pack, index)

    def take_changes(self) -> None:
        for pack in self.packs:
            for index, entry in pack.rules.items():
                target = entry.extends or entry.replaces
                if not target:
                    continue
                self.check_entry(pack, index, entry)
                base = self.target(pack, index, entry)
                if base is None:
                    continue
                rule = (
                    changed_rule(pack, index, entry, base, self.problems)
                    if entry.extends
                    else new_rule(pack, index, entry, self.problems)
                )
                if rule is None:
                    continue
                if entry.replaces and rule.id != base.id:
                    del self.rules[base.id], self.origin[base.id]
                if rule.id == base.id or self.is_free(pack, index, rule.id):
                    self.put(rule, pack, index)

    def target(self, pack: Pack, index: int, entry: RuleEntry) -> Rule | None:
        """The rule that `extends` or `replaces` names; None after a problem here or in that rule itself."""
        key = "extends" if entry.extends else "replaces"
        name = entry.extends or entry.replaces or ""
        if entry.extends and entry.replaces:
            self.note(pack, ("rules", index, "replaces"), "extends and replaces exclude each other; keep one")
            return None
        if name in self.rules:
            return self.rules[name]
        if not any(name in each.named for each in self.packs):
            message = f'{key} refers to nothing: no rule has the id "{name}"{did_you_mean(name, self.rules)}'
            self.note(pack, ("rules", index, key), message)
        elif any(_makes(each, name) for owner in self.packs for each in owner.rules.values()):
            self.note(pack, ("rules", index, key), f'"{name}" comes further down; put it above this rule')
        return None

    def check_entry(self, pack: Pack, index: int, entry: RuleEntry) -> None:
        at = ("rules", index)
        if entry.category and entry.category not in self.categories and not self.category_is_named(entry.category):
            hint = did_you_mean(entry.category, self.categories)
            message = f'unknown category "{entry.category}"{hint or "; define it under categories:"}'
            self.note(pack, (*at, "category"), message)
        for number, source in enumerate(entry.only_from):
            if source != "official" and did_you_mean(source, ["official"]):
                message = f'"{source}" is taken for a publisher; did you mean "official"?'
                self.warnings.append(pack.marked.problem((*at, "only_from", number), message))
        for kind, listed in (("alert", entry.examples.alert), ("quiet", entry.examples.quiet)):
            for number, text in enumerate(listed):
                if number and isinstance(text, str) and is_cut_off(text):
                    message = f'"{text[:40]}" looks like the rest of the sentence before; {CUT_OFF}'
                    self.warnings.append(pack.marked.problem((*at, "examples", kind, number), message))
        if self.gazetteer is not None:
            self.problems.extend(place_problems(pack, index, entry, self.gazetteer))

    def category_is_named(self, slug: str) -> bool:
        return any(slug in pack.categories_named for pack in self.packs)

    def is_free(self, pack: Pack, index: int, ident: str) -> bool:
        if ident not in self.rules:
            return True
        message = (
            f'the id "{ident}" is already taken at {self.rules[ident].source}; '
            f"choose another, or write extends: or replaces: to change that rule"
        )
        self.note(pack, ("rules", index, "id"), message)
        return False

    def put(self, rule: Rule, pack: Pack, index: int) -> None:
        self.rules[rule.id] = rule
        self.origin[rule.id] = (pack, index)

    def judge(self) -> None:
        """What can only be seen once every rule is there."""
        languages = {path.stem for path in LANGUAGES.glob("*.yaml")}
        for pack in self.packs:
            if pack.rules and pack.language and pack.language not in languages:
                known = ", ".join(sorted(languages))
                message = f'unknown language "{pack.language}"; known are {known}'
                self.note(pack, ("language",), message)
            for name in pack.words:
                if not pack.marked.partly and not any(f"${name}" == term for term in _referred(pack)):
                    message = f'the list "{name}" is used by no rule; write ${name} where its words should stand'
                    self.warnings.append(pack.marked.problem(("words", name), message, at_key=True))
        for ident, rule in self.rules.items():
            pack, index = self.origin[ident]
            if not pack.is_whole(index) or rule.status == "off":
                continue
            dead = never_fires(rule)
            if dead:
                self.note(pack, ("rules", index), dead)
            wider = shadowed_by(rule, self.rules.values())
            if wider is not None:
                message = f'"{ident}" adds nothing: "{wider.id}" finds all that it finds'
                self.warnings.append(pack.marked.problem(("rules", index), message))

    def note(self, pack: Pack, path: tuple[str | int, ...], message: str, *, at_key: bool = False) -> None:
        self.problems.append(pack.marked.problem(path, message, at_key=at_key))

    def rule_set(self) -> RuleSet:
        text = "\n".join([*(f"{r.id} {r.version} {r.status}" for r in self.rules.values()), repr(self.categories)])
        version = hashlib.sha256(text.encode()).hexdigest()[:8]
        return RuleSet(tuple(self.rules.values()), MappingProxyType(self.categories), version, shipped_cues())


def _category(slug: str, entry: CategoryEntry, known: Category | None) -> Category:
    """What the entry says, and what was known where it says nothing."""
    base = known or Category(slug, Severity.NOTICE, {}, {})
    return Category(
        slug=slug,
        severity=Severity[entry.severity.upper()] if entry.severity else base.severity,
        names=_merged(base.names, entry.names),
        actions=_merged(base.actions, {code: tuple(lines) for code, lines in entry.actions.items()}),
        sign=entry.sign or base.sign,
        fresh_days=base.fresh_days if entry.fresh_days is None else entry.fresh_days,
        quiet_hours=base.quiet_hours if entry.quiet_hours is None else entry.quiet_hours,
        links=_merged(base.links, entry.links),
    )


def _makes(entry: RuleEntry, ident: str) -> bool:
    """Whether this change makes a rule with that id."""
    return bool(entry.extends or entry.replaces) and (entry.id or entry.replaces) == ident


def _merged(old: Mapping[str, _Value], new: Mapping[str, _Value]) -> Mapping[str, _Value]:
    return MappingProxyType({**old, **new})


def _referred(pack: Pack) -> set[str]:
    return {
        term
        for entry in pack.rules.values()
        for listed in (entry.any_of, entry.all_of, entry.none_of, *(near.any_of for near in entry.near))
        for term in listed
    }
