"""Two sets of rules on the same old articles: which alerts come, which go, and which change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.cli.lines import BadLineError, article_of, lines_of
from bot.cli.naming import Names
from bot.config import Mistakes
from bot.incidents import incidents_of
from bot.reading import read_article
from bot.subscriptions import Subscription, alerts_for
from extract.article import Article
from extract.places import Place
from extract.read import Tools
from rules.match import Finding
from rules.rule import RuleSet, Severity

Key = tuple[str, str, int, bool]


@dataclass(frozen=True, slots=True)
class Told:
    """One alert of one article. `chats` is how many people of today it would reach; a trial reaches admins alone."""

    article: str
    category: str
    place: Place
    severity: Severity
    rule: str
    trial: bool
    chats: int = 0

    @property
    def key(self) -> Key:
        """What makes it the same alert to those who get it: another rule or severity does not make it another."""
        return self.article, self.category, self.place.geonameid, self.trial


@dataclass(frozen=True, slots=True)
class Difference:
    """What the new rules tell and the old did not, what only the old told, and what both tell at another severity."""

    new: Sequence[Told]
    gone: Sequence[Told]
    changed: Sequence[tuple[Told, Told]]

    def lines(self, names: Names, *, count: bool) -> Iterator[str]:
        """As it is printed; `count` = with the people reached."""
        for sign, found in (("+", self.new), ("-", self.gone)):
            for one in found:
                severity = f", {one.severity.word},"
                yield f"{sign} {_named(one, names, severity)} by {one.rule}{_reach(one, count)}"
        for before, after in self.changed:
            severity = f", {before.severity.word} before, now {after.severity.word},"
            yield f"~ {_named(after, names, severity)} by {after.rule}{_reach(after, count)}"

    def summary(self, articles: int, *, count: bool) -> str:
        read, alerts = _many(articles, "article"), _many(len(self.new), "alert")
        counted = f"{read}: {alerts} more, {len(self.gone)} fewer"
        if self.changed:
            counted += f", {len(self.changed)} at another severity"
        if count:
            more, fewer = (sum(one.chats for one in found) for found in (self.new, self.gone))
            counted += f"; subscribers reached: {more} more, {fewer} fewer"
        return f"{counted}."


def _named(one: Told, names: Names, severity: str) -> str:
    return f"{one.article}: {names.category(one.category)}{severity} in {names.place(one.place)}"


def _reach(one: Told, count: bool) -> str:
    if one.trial:
        return " (on trial: told to admins only)"
    return f", {_many(one.chats, 'subscriber')}" if count else ""


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def read_articles(path: Path) -> tuple[list[Article], list[str]]:
    """The articles of a JSON Lines file, and a line for each that cannot be read."""
    articles, problems = [], []
    try:
        with path.open("rb") as stream:
            for number, line in lines_of(stream):
                try:
                    articles.append(article_of(line))
                except BadLineError as bad:
                    problems.append(f"{path}:{number}: {bad}")
    except OSError as error:
        raise Mistakes([f"{path}: cannot be read: {error.strerror}"]) from None
    return articles, problems


def compare(
    articles: Sequence[Article],
    before: RuleSet,
    after: RuleSet,
    tools: Tools,
    people: Sequence[Subscription],
    now: datetime,
) -> Difference:
    """Both rule sets over all articles. `people` are those whom alerts are counted for, as they are set at `now`."""
    old, new = (
        {one.key: one for article in articles for one in _told(article, rules, tools, people, now)}
        for rules in (before, after)
    )
    changed = [(old[key], new[key]) for key in new if key in old and old[key].severity is not new[key].severity]
    return Difference(_only(new, old), _only(old, new), changed)


def _only(these: Mapping[Key, Told], those: Mapping[Key, Told]) -> list[Told]:
    return [one for key, one in these.items() if key not in those]


def _told(
    article: Article, rules: RuleSet, tools: Tools, people: Sequence[Subscription], now: datetime
) -> Iterator[Told]:
    for finding in read_article(article, tools, rules).alerts:
        if finding.place is not None:
            yield Told(
                article.key,
                finding.category,
                finding.place,
                finding.severity,
                finding.rule,
                finding.trial,
                _reached(article, finding, tools, people, now),
            )


def _reached(article: Article, finding: Finding, tools: Tools, people: Sequence[Subscription], now: datetime) -> int:
    incidents = incidents_of(article, [finding], tools.gazetteer.parents, "", article.published or now)
    return len({alert.chat_id for incident in incidents for alert in alerts_for(incident, people, now)})
