"""Rule files for tests, written into a folder."""

from __future__ import annotations

from pathlib import Path

from rules.load import Loaded, load_rules
from rules.rule import Rule, RuleSet

CATEGORIES = """
categories:
  explosion: {severity: serious, names: {en: Explosion, es: Explosión}}
  shooting: {severity: serious, names: {en: Shooting, es: Tiroteo}}
"""

RULE = """
  - id: {ident}
    category: explosion
    any_of: [{words}]
    examples:
      alert: [A bomb went off in Bogotá.]
      quiet: [The play bombed in London.]
"""

FULL = """
  - id: mortar.en
    category: explosion
    severity: danger
    any_of: [$shells, "opened fire"]
    all_of: [military]
    none_of: [film]
    near:
      - any_of: [fell, landed]
        within: 5
    only_from: [official]
    raise:
      - {to: danger, dead: 3, ongoing: true}
    fresh_days: 2
    actions: {en: [Stay indoors., Keep away from windows.]}
    speaks: if_alone
    status: trial
    examples:
      alert:
        - {text: Mortars fell on Kharkiv., title: Shelling, date: 2026-05-14, place: Kharkiv}
      quiet: [A mortar in the museum.]
"""
SHELLS = "words: {shells: [mortar, howitzer]}\n" + CATEGORIES


def pack(*rules: str, head: str = CATEGORIES) -> str:
    """A file in English with two categories and these entries under `rules:`."""
    return f"language: en\n{head}rules:\n" + "".join(rules)


def rule(ident: str = "blast", words: str = "bomb", more: str = "") -> str:
    """One whole entry; `more` are further lines of it, without indentation."""
    extra = "".join(f"    {line}\n" for line in more.strip().splitlines())
    return RULE.format(ident=ident, words=words) + extra


def write(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def load(folder: Path, text: str) -> Loaded:
    return load_rules([write(folder, text)])


def lines(folder: Path, text: str) -> list[str]:
    """Problems without the folder in front."""
    return [str(problem).removeprefix(f"{folder}/") for problem in load(folder, text).problems]


def rule_set(loaded: Loaded) -> RuleSet:
    assert loaded.problems == ()
    assert loaded.rules is not None
    return loaded.rules


def only_rule(loaded: Loaded) -> Rule:
    (found,) = rule_set(loaded).rules
    return found
