"""What came of holding the rules against an article: a finding, its facts, and each gate's answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from extract.places import Place
from extract.text import Field
from rules.rule import Severity

WHOLE = frozenset({"country", "continent", "region"})  # no place within a country


@dataclass(frozen=True, slots=True)
class Span:
    """Evidence: code points of the title or the text, end exclusive."""

    field: Field
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the text says of an incident; None = it does not say."""

    dead: int | None = None
    hurt: int | None = None
    kidnapped: int | None = None
    by: str | None = None  # perpetrator, in the source's words, at most a few
    reported_by: str | None = None  # who says so, for official_alert told by news
    ongoing: bool = False
    nobody_hurt: bool = False
    where: str | None = None  # site in the city: "a market", "the bus terminal"


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate's answer for one finding."""

    gate: str  # "old", "trial", "denial", "drill", "sport", ...
    passed: bool
    why: str


Actions = tuple[tuple[str, tuple[str, ...]], ...]  # (language, what to do); () = what the category says


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that matched. `stopped` is the first gate that failed; None = it alerts.

    `place` is the smallest known place of the event, None when no place was found; a country
    alone is a Place of kind "country". It bears the name that the article calls it by ("Mekelle"), and
    `known_as` the gazetteer's where that is another ("Mek'ele"): places of two articles are compared by that.
    """

    rule: str
    rule_version: str
    category: str
    severity: Severity
    place: Place | None
    event_date: date | None
    facts: Facts
    evidence: tuple[Span, ...]
    gates: tuple[GateResult, ...]
    why: str
    trial: bool = False
    runners_up: tuple[Place, ...] = ()
    actions: Actions = ()
    known_as: str = ""  # the gazetteer's name of `place`; "" = the same
    city: Place | None = None  # that `place` is a quarter of, as the gazetteer has it, where the article names it
    city_called: str = ""  # its name in the article; "" without a city
    unlisted: str = ""  # what the article calls a place in `place` that no gazetteer has; "" = `place` says all

    @property
    def known_place(self) -> Place | None:
        """`place` as the gazetteer has it."""
        return replace(self.place, name=self.known_as) if self.place and self.known_as else self.place

    @property
    def town(self) -> str | None:
        """The place in one name: the article's own where no gazetteer has it, that of the city where `place` is a part
        of one; None for a whole country."""
        if self.unlisted:
            return self.unlisted
        if self.place is None or self.place.kind in WHOLE:
            return None
        return self.city_called or self.place.name

    @property
    def stopped(self) -> GateResult | None:
        return next((gate for gate in self.gates if not gate.passed), None)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A rule that had a word in the article and still did not match: which word, and what was missing."""

    rule: str
    words: tuple[Span, ...]
    missing: str  # a sentence: 'none of "all_of" stands in the same sentence: police'
