"""Articles for rules to read, without a language model or a gazetteer: places are said by the test."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime

from extract.article import Article
from extract.dates import find_dates, find_numbers
from extract.languages import load_languages
from extract.locate import Mention, Role
from extract.places import Place
from extract.read import Extraction
from extract.text import Field, Sentence, Token
from rules.cues import shipped as shipped_cues
from rules.load import load_rules
from rules.rule import Category, Near, Rule, RuleSet, Severity

TODAY = date(2026, 5, 14)  # a Thursday
DATE_WORDS = {code: language.dates for code, language in load_languages().items()}

MALI = Place(2453866, "Mali", "country", "ML", None, None, 17.0, -4.0)
GAO = Place(2457161, "Gao", "city", "ML", "ML.09", None, 16.27, -0.04, 87000)
FRANCE = Place(3017382, "France", "country", "FR", None, None, 46.0, 2.0)
PARIS = Place(2988507, "Paris", "city", "FR", "FR.11", None, 48.85, 2.35, 2100000)
NIGER = Place(2440476, "Niger", "country", "NE", None, None, 18.0, 9.0)
NIGERIA = Place(2328926, "Nigeria", "country", "NG", None, None, 10.0, 8.0)
MEXICO = Place(3996063, "Mexico", "country", "MX", None, None, 23.0, -102.0)
JALISCO = Place(4004156, "Jalisco", "admin1", "MX", "MX.14", None, 20.3, -103.7)
TAPALPA = Place(3981920, "Tapalpa", "city", "MX", "MX.14", "MX.14.086", 19.94, -103.76, 5600)
IRAQ = Place(99237, "Iraq", "country", "IQ", None, None, 33.0, 44.0)
BAGHDAD = Place(98182, "Baghdad", "city", "IQ", "IQ.07", None, 33.3, 44.4, 7000000)
DAMASCUS = Place(170654, "Damascus", "city", "SY", "SY.13", None, 33.5, 36.3, 1600000)
KABUL = Place(1138958, "Kabul", "city", "AF", "AF.13", None, 34.5, 69.2, 3000000)
TOKYO = Place(1850147, "Tokyo", "city", "JP", "JP.40", None, 35.7, 139.7, 8300000)
KNOWN = {
    place.name: place
    for place in (
        MALI, GAO, FRANCE, PARIS, NIGER, NIGERIA, MEXICO, JALISCO, TAPALPA, IRAQ, BAGHDAD, DAMASCUS, KABUL, TOKYO,
    )
}  # fmt: skip  # a table or a paragraph of words, not one a line


def reading(
    text: str,
    *,
    title: str = "",
    language: str = "en",
    day: date | None = TODAY,
    roles: Mapping[str, Role] | None = None,
    official: bool = False,
    publisher: str = "",
) -> Extraction:
    """An article of plain sentences; names in KNOWN are its places, with the roles given (a place otherwise)."""
    published = datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
    article = Article("a", title, text, language=language, published=published, official=official, publisher=publisher)
    sentences = tuple(_sentences("title", title, 0))
    sentences += tuple(_sentences("text", text, len(sentences)))
    mentions = tuple(m for sentence in sentences for m in _mentions(sentence, roles or {}))
    words = DATE_WORDS.get(language)
    dates, numbers = find_dates(sentences, words, day), find_numbers(sentences, words)
    return Extraction(article, language, sentences, mentions, dates, numbers)


def _sentences(field: Field, text: str, first: int) -> list[Sentence]:
    found = []
    for number, match in enumerate(re.finditer(r"\S[^.!?\n]*[.!?]?", text)):
        tokens = tuple(
            Token(match.start() + t.start(), match.start() + t.end(), t[0], t[0].lower())
            for t in re.finditer(r"\w+|[^\w\s]", match[0])
        )
        found.append(Sentence(first + number, field, match.start(), match.end(), match[0], tokens))
    return found


def _mentions(sentence: Sentence, roles: Mapping[str, Role]) -> list[Mention]:
    found = []
    for name, place in KNOWN.items():
        for match in re.finditer(rf"\b{name}\b", sentence.text, re.IGNORECASE):
            start = sentence.start + match.start()
            role = roles.get(match[0], "place")
            found.append(
                Mention(sentence.field, start, start + len(name), match[0], role, place, "said by the test", via="name")
            )
    return sorted(found, key=lambda mention: mention.start)


def shipped() -> RuleSet:
    """The rules that ship."""
    loaded = load_rules(["builtin"])
    assert loaded.rules is not None, "\n".join(map(str, loaded.problems))
    return loaded.rules


def one_rule(
    *any_of: str,
    category: str = "explosion",
    language: str = "en",
    all_of: tuple[str, ...] = (),
    none_of: tuple[str, ...] = (),
    near: tuple[Near, ...] = (),
    only_from: tuple[str, ...] = (),
) -> RuleSet:
    """A set of one rule, in a category of serious incidents that stay fresh for three days."""
    rule = Rule("r", category, language, any_of, all_of, none_of, near, only_from)
    return RuleSet((rule,), {category: Category(category, Severity.SERIOUS, {}, {})}, "1", shipped_cues())
