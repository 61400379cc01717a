"""What a rule is: the words of the YAML, the dataclass and the messages are the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from typing import Literal

Status = Literal["live", "trial", "off"]
# When a rule may alert: whenever its words stand there; only where no `always` rule alerts for the same country; only
# where no rule alerts at all and the article surely reads like news of violence (`rules.wide`).
Speaks = Literal["always", "if_alone", "if_sure", "if_surest"]


class Severity(IntEnum):
    """How bad, in words; never called a level (advisory levels rate countries, not incidents)."""

    NOTICE = 1
    CAUTION = 2
    SERIOUS = 3
    DANGER = 4

    @property
    def word(self) -> str:
        return self.name.lower()


QUIET_HOURS = 36  # of a kind that does not say how long it stays open


SHIPPED = "rules/packs/"  # how the files that ship are called, wherever they lie


@dataclass(frozen=True, slots=True)
class Category:
    """A kind of incident. Names and actions by language code; `fresh_days` is how old still counts.

    After `quiet_hours` without a report it is over: nobody is told, and what comes later must speak clearly of it to
    be taken for the same event.
    """

    slug: str
    severity: Severity
    names: Mapping[str, str]
    actions: Mapping[str, tuple[str, ...]]
    sign: str = "⚠"
    fresh_days: int = 3
    quiet_hours: int = QUIET_HOURS
    links: Mapping[str, object] = field(default_factory=dict)  # CAP, ACLED, PLOVER, State Dept


@dataclass(frozen=True, slots=True)
class Near:
    """`any_of` these within the same sentence, so many words, the title or the lead."""

    any_of: tuple[str, ...]
    within: Literal["sentence", "title", "lead"] | int = "sentence"


@dataclass(frozen=True, slots=True)
class Raise:
    """Severity when a fact holds: dead or hurt at least so many, an official word, still going on."""

    to: Severity
    dead: int | None = None
    hurt: int | None = None
    official: bool = False
    ongoing: bool = False
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that must alert, or must stay quiet, held to the rule by `tocsin rules test`."""

    text: str
    alert: bool
    line: int = 0
    title: str = ""
    date: date | None = None  # of the article; None = the day that every example is read on
    place: str = ""  # where an alert must lie: a name, "" = anywhere


@dataclass(frozen=True, slots=True)
class Rule:
    """One entry of a pack. Terms stay as written; `rules.match` compiles them once per rule set.

    A term is a word (matched by lemma), a "exact phrase", a word* prefix, or a phrase with slots
    such as <place>, <number>, <date>.
    """

    id: str
    category: str
    language: str
    any_of: tuple[str, ...]
    all_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    only_from: tuple[str, ...] = ()  # "official", or publishers
    raise_to: tuple[Raise, ...] = ()  # `raise:` in YAML
    severity: Severity | None = None  # None = the category's
    actions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fresh_days: int | None = None  # None = the category's
    speaks: Speaks = "always"  # how far its words can be trusted by themselves
    status: Status = "live"
    examples: tuple[Example, ...] = ()
    version: str = ""  # short hash of the rule's own text
    source: str = ""  # file:line

    @property
    def ships(self) -> bool:
        """It comes with Tocsin as it is: no operator wrote it, or changed it."""
        return self.source.startswith(SHIPPED)


@dataclass(frozen=True, slots=True)
class Cues:
    """One language's words for gates and facts: terms of the rule language by name, and plain folded words.

    `spoken_of`: word -> its list, for `rules.spoken_of`; empty where the language has no lists.
    """

    terms: Mapping[str, tuple[str, ...]]
    words: Mapping[str, frozenset[str]]
    spoken_of: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)  # term -> the names it has

    def __post_init__(self) -> None:
        kinds: dict[str, tuple[str, ...]] = {}
        for name, listed in self.terms.items():
            for term in dict.fromkeys(listed):
                kinds[term] = (*kinds.get(term, ()), name)
        object.__setattr__(self, "kinds", kinds)

    def get(self, name: str) -> tuple[str, ...]:
        """The terms of this name; none where the language has no words."""
        return self.terms.get(name, ())

    def plain(self, name: str) -> frozenset[str]:
        return self.words.get(name, frozenset())


NO_CUES = Cues({}, {})


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Everything that was loaded together; articles are read against one whole set, never half."""

    rules: tuple[Rule, ...]
    categories: Mapping[str, Category]
    version: str
    cues: Mapping[str, Cues] = field(default_factory=dict)  # language -> its words
