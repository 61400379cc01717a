"""`tocsin rules feedback`: the worst rules first, and the articles behind them as examples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fakes_people import NOW, TAPALPA, ZAPOPAN, incident, part, source

from bot.cli.feedback import as_rules, by_rule, lines
from bot.cli.rules import feedback
from bot.config import Mistakes
from bot.incidents import Part
from bot.store import Seen, Store
from bot.store.sqlite import open_store
from extract.article import Article
from extract.places import Place
from extract.read import Tools, read
from rules.examples import failures
from rules.load import load_rules
from rules.rule import RuleSet

MOVIE = Article(
    "film",
    "A film about a shootout",
    "The film shows how gunmen opened fire in Tapalpa in 1994. It runs from Friday.",
    url="https://one.example/film",
    published=datetime(2026, 2, 22, 9, tzinfo=UTC),
)
CLASH = Article("clash", "Gunmen open fire", "Gunmen opened fire at a market in Tapalpa on Sunday, killing two.")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "tocsin.db")
    yield opened
    opened.close()


def told(store: Store, article: Article, rule: str, said: dict[int, str], place: Place = TAPALPA) -> int:
    """An incident of one article, and who called it what."""
    one: Part = replace(part(place, "shooting"), rule=rule)
    made = incident(one, sources=(replace(source(title=article.title), url=article.url, article_key=article.key),))
    stored = store.add_incident(made)
    store.record_article(Seen(article, NOW, "incident", "…", stored.id))
    for chat_id, kind in said.items():
        store.add_feedback(chat_id, stored.id, kind, NOW)
    return stored.id


def test_the_rule_most_people_object_to_comes_first(store: Store, tmp_path: Path) -> None:
    told(store, CLASH, "shooting.gunfire.en", {1: "place", 2: "duplicate", 3: "duplicate"}, ZAPOPAN)
    told(store, MOVIE, "shooting.group.en", {1: "not_violence", 2: "old", 3: "not_violence"})
    printed = list(lines(by_rule(tmp_path / "tocsin.db")))
    assert printed == [
        "shooting.group.en: 2 × not violence, 1 × old news, about 1 incident",
        "  2 shooting in Tapalpa: 2 × not violence, 1 × old news. A film about a shootout",
        "      https://one.example/film",
        "shooting.gunfire.en: 2 × had it already, 1 × wrong place, about 1 incident",
        "  1 shooting in Zapopan: 2 × had it already, 1 × wrong place. Gunmen open fire",
    ]


def test_the_written_file_loads_and_its_examples_are_tried(
    store: Store, tmp_path: Path, builtin_rules: RuleSet, tools: Tools
) -> None:
    told(store, CLASH, "shooting.group.en", {1: "not_violence"})
    told(store, MOVIE, "shooting.group.en", {1: "old"})
    file = tmp_path / "wrong.yaml"
    file.write_text(as_rules(by_rule(tmp_path / "tocsin.db")), encoding="utf-8")
    loaded = load_rules(["builtin", str(file)])
    assert loaded.problems == ()
    assert loaded.rules is not None
    before = {rule.id: rule for rule in builtin_rules.rules}
    for rule in loaded.rules.rules:
        more = len(rule.examples) - len(before[rule.id].examples)
        assert more == (2 if rule.id == "shooting.group.en" else 0)
        assert rule.version == before[rule.id].version, "examples decide nothing"
    tried = [rule for rule in loaded.rules.rules if rule.id == "shooting.group.en"]
    failed = failures(loaded.rules, lambda article: read(article, tools), tried)
    assert [one.example.title for one in failed] == ["Gunmen open fire"], "the film is quiet already"


def test_a_wrong_place_waits_for_the_right_one(store: Store, tmp_path: Path) -> None:
    told(store, CLASH, "shooting.gunfire.en", {1: "place"})
    written = as_rules(by_rule(tmp_path / "tocsin.db"))
    assert "    alert:" in written
    assert "place: ''" in written
    assert "Gunmen opened fire at a market" in written


@pytest.mark.parametrize(
    ("rule", "said"), [("source:https://embassy.example", {1: "old"}), ("shooting.gunfire.en", {1: "duplicate"})]
)
def test_what_is_no_rules_fault_makes_no_example(store: Store, tmp_path: Path, rule: str, said: dict[int, str]) -> None:
    told(store, MOVIE, rule, said)
    assert "rules: []" in as_rules(by_rule(tmp_path / "tocsin.db"))


def test_an_article_that_is_forgotten_is_still_counted(store: Store, tmp_path: Path) -> None:
    told(store, replace(MOVIE, text=""), "shooting.group.en", {1: "old"})
    found = by_rule(tmp_path / "tocsin.db")
    assert "1 × old news" in next(lines(found))
    assert "rules: []" in as_rules(found)


def test_nobody_objects(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    feedback(database=tmp_path / "none.db")
    assert capsys.readouterr().out == "Nobody has called an alert wrong.\n"


def test_nothing_is_overwritten(store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told(store, MOVIE, "shooting.group.en", {1: "old"})
    file = tmp_path / "wrong.yaml"
    feedback(database=tmp_path / "tocsin.db", write=file)
    assert "tocsin rules test" in capsys.readouterr().out
    assert "extends: shooting.group.en" in file.read_text(encoding="utf-8")
    with pytest.raises(Mistakes, match="exists already"):
        feedback(database=tmp_path / "tocsin.db", write=file)
