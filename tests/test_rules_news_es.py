"""Spanish news of our own making, from one line to an article with its background: what tells and what stays quiet."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from extract.article import Article
from extract.read import Tools, read
from extract.text import fold
from rules.finding import Finding
from rules.match import match
from rules.rule import RuleSet

READ_ON = date(2026, 5, 14)  # a Thursday
NEWS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "data" / "news.es.yaml").read_text(encoding="utf-8")
)


def cases(kind: str) -> list[Any]:
    return [pytest.param(one, id=f"{one['kind']}: {(one.get('title') or one['text'])[:40]}") for one in NEWS[kind]]


def alerts(one: dict[str, Any], tools: Tools, rules: RuleSet) -> list[Finding]:
    published = datetime.combine(one.get("date", READ_ON), time(12), UTC)
    article = Article("news", one.get("title", ""), one["text"], language="es", published=published)
    return [finding for finding in match(rules, read(article, tools)) if finding.stopped is None]


@pytest.mark.parametrize("one", cases("alert"))
def test_news_of_violence_tells_what_and_where(one: dict[str, Any], tools: Tools, builtin_rules: RuleSet) -> None:
    country, *town = one["where"]
    right = [f for f in alerts(one, tools, builtin_rules) if f.category in one["any"]]
    assert right, "no finding of these categories"
    places = [f.place for f in right if f.place is not None]
    assert country in {place.country for place in places}
    for name in town:
        assert fold(name) in {fold(place.name) for place in places}


@pytest.mark.parametrize("one", cases("quiet"))
def test_harmless_news_stays_quiet(one: dict[str, Any], tools: Tools, builtin_rules: RuleSet) -> None:
    assert [finding.why for finding in alerts(one, tools, builtin_rules)] == []


def test_as_many_quiet_as_alerting() -> None:
    assert abs(len(NEWS["alert"]) - len(NEWS["quiet"])) <= len(NEWS["alert"]) // 10
