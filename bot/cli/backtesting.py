"""Two sets of rules on the same old articles: which alerts come and which go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.cli.lines import BadLineError, article_of, lines_of
from bot.config import Mistakes
from bot.incidents import incidents_of
from bot.reading import read_article
from bot.store.reader import subscriptions
from bot.subscriptions import Subscription, alerts_for
from extract.article import Article
from extract.read import Tools
from rules.rule import RuleSet


@dataclass(frozen=True, slots=True, order=True)
class Told:
    """One alert of one article."""

    article: str
    category: str
    place: str
    rule: str


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
    database: Path | None = None,
    key: str | None = None,
) -> tuple[list[Told], list[Told], Counter[Told]]:
    """Alerts that only the new rules give, those that only the old gave, and how many chats each reaches."""
    people = subscriptions(database, key) if database is not None else ()
    reached: Counter[Told] = Counter()
    old = {told for article in articles for told in _told(article, before, tools, people, reached)}
    new = {told for article in articles for told in _told(article, after, tools, people, reached)}
    return sorted(new - old), sorted(old - new), reached


def _told(
    article: Article, rules: RuleSet, tools: Tools, people: Sequence[Subscription], reached: Counter[Told]
) -> set[Told]:
    reading = read_article(article, tools, rules)
    told = set()
    for finding in reading.alerts:
        if finding.place is None or finding.trial:
            continue
        one = Told(article.key, finding.category, finding.place.name, finding.rule)
        told.add(one)
        if people and article.published is not None:
            incidents = incidents_of(article, [finding], tools.gazetteer.parents, "", article.published)
            chats = {alert.chat_id for one_of in incidents for alert in alerts_for(one_of, people, article.published)}
            reached[one] = len(chats)
    return told
