"""A pack's own examples, read as the bot reads articles: what of them would be told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time

from extract.article import Article
from extract.read import Tools, read
from rules.finding import Finding
from rules.match import match
from rules.rule import Example, Rule, RuleSet

READ_ON = datetime(2026, 5, 14, 12, tzinfo=UTC)  # a Thursday


def of_rule(rule: Rule, found: Sequence[Finding]) -> list[Finding]:
    """Of its kind; a witness's own kind is never told, so of that rule itself."""
    if rule.speaks == "if_surest":
        return [finding for finding in found if finding.rule == rule.id]
    return [finding for finding in found if finding.category == rule.category]


def told(rule: Rule, example: Example, tools: Tools, rules: RuleSet) -> list[Finding]:
    """What all rules together would tell people of the example."""
    published = READ_ON if example.date is None else datetime.combine(example.date, time(12), UTC)
    article = Article("example", example.title, example.text, language=rule.language, published=published)
    return [finding for finding in match(rules, read(article, tools)) if finding.stopped is None]
