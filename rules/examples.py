"""A rule held to its own examples: one judgement for `tocsin rules test` and for the tests of the packs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from extract.article import Article
from extract.read import Extraction
from extract.text import fold
from rules.match import Finding, match
from rules.rule import Example, Rule, RuleSet

# A Thursday: "on Wednesday", "last night" and "this morning" in an example are all fresh on it.
DAY = date(2026, 5, 14)


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that did not do what it is there for; `why` reads as a sentence without a full stop."""

    rule: Rule
    example: Example
    why: str

    @property
    def source(self) -> str:
        """file:line of the example."""
        file = self.rule.source.rsplit(":", 1)[0]
        return f"{file}:{self.example.line}" if self.example.line else self.rule.source


def article_of(example: Example, rule: Rule) -> Article:
    """The example as an article in the rule's language, published on its own day or on DAY."""
    day = datetime.combine(example.date or DAY, time(18), tzinfo=UTC)
    official = "official" in rule.only_from
    return Article("example", example.title, example.text, language=rule.language, published=day, official=official)


def failures(
    rules: RuleSet, read: Callable[[Article], Extraction], tried: Iterable[Rule] | None = None
) -> Iterator[Failure]:
    """Each example that fails, of the rules `tried` or of all, read with the whole set; not those that are off."""
    for rule in rules.rules if tried is None else tried:
        if rule.status == "off":
            continue
        for example in rule.examples:
            why = judge(rule, example, match(rules, read(article_of(example, rule))))
            if why is not None:
                yield Failure(rule, example, why)


def judge(rule: Rule, example: Example, findings: tuple[Finding, ...]) -> str | None:
    """Why the example fails; None when it holds.

    An example that must alert does so when a finding of the rule's category passes every gate, at the
    place it names; one that must stay quiet does so when this rule lets nothing pass.
    """
    alerts = [finding for finding in findings if finding.stopped is None]
    if not example.alert:
        mine = next((finding for finding in alerts if finding.rule == rule.id), None)
        return f"must stay quiet, but alerts: {mine.why}" if mine else None
    # a witness is told as what its article reads like: there it counts that it speaks
    by_id = rule.speaks == "if_surest"
    heard = [one for one in findings if (one.rule == rule.id if by_id else one.category == rule.category)]
    wanted = [finding for finding in heard if finding.stopped is None]
    if not wanted:
        stopped = next((finding.stopped for finding in heard), None)
        return (
            f"must alert, but gate {stopped.gate} stops it: {stopped.why}"
            if stopped
            else "must alert, but no word fits"
        )
    if example.place and not any(_is_at(f, example.place) for f in wanted):
        found = ", ".join(f.place.name if f.place else "nowhere" for f in wanted)
        return f"must alert in {example.place}, but does in {found}"
    return None


def _is_at(finding: Finding, name: str) -> bool:
    """As its article calls the place or as the gazetteer does, or the city that it is a quarter of, or the name in it
    that no gazetteer has."""
    if finding.place is None:
        return False
    city = finding.city.name if finding.city else ""
    names = (finding.place.name, finding.known_as, city, finding.city_called, finding.unlisted)
    return fold(name) in {fold(each) for each in names}
