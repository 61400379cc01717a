"""An article as somebody hands it in, in one shape everywhere (README shows it).

Whatever comes this way is never official: that is a property of a configured source alone.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from bot.feeds.charset import clean
from extract.article import Article

MAX_TITLE = 200  # characters: a longer first line is the text itself
EXPECTED = '{"id": "1", "text": "...", "date": "2026-05-14"}'
_FIELDS = ("text", "title", "lang", "url", "date", "publisher", "country")


class BadArticleError(ValueError):
    """What is wrong with an article somebody handed in, for people; what was expected stands in it."""


def article_from(data: object, *, needs_id: bool = True, feed: str = "", publisher: str = "") -> Article:
    """Raises BadArticleError. Without an id the article is known by its address, else by its words."""
    if not isinstance(data, Mapping):
        raise BadArticleError(f"a JSON {type(data).__name__}, not an object; {_looks_like()}")
    ident = data.get("id")
    if isinstance(ident, bool) or not isinstance(ident, str | int | None) or (needs_id and ident is None):
        raise BadArticleError(f'no "id"; {_looks_like()}')
    for key in _FIELDS:
        value = data.get(key)
        if value is None and key == "text":
            raise BadArticleError(f'no "text"; {_looks_like()}')
        if value is not None and not isinstance(value, str):
            raise BadArticleError(f'"{key}" is not a string; {_looks_like()}')
    title, text = clean(data.get("title") or ""), clean(data["text"])
    key = str(ident) if ident is not None else data.get("url") or key_of(title, text)
    return Article(
        key=clean(key),
        title=title,
        text=text,
        url=clean(data.get("url") or "") or None,
        language=clean(data.get("lang") or "") or None,
        published=_published(data.get("date")),
        publisher=clean(data.get("publisher") or publisher),
        feed=feed,
        country=_country(data.get("country")),
    )


def articles_from(body: str | bytes, *, most: int, feed: str, publisher: str) -> tuple[list[Article], list[str]]:
    """The articles of a JSON document, one or a list of at most `most`, and a line for each that is wrong."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        return [], [f"not JSON ({error}); one article or a list of them looks like {EXPECTED}"]
    entries = data if isinstance(data, list) else [data]
    if len(entries) > most:
        return [], [f"{len(entries)} articles; at most {most} at once"]
    articles, problems = [], []
    for number, entry in enumerate(entries, 1):
        try:
            articles.append(_checked(article_from(entry, needs_id=False, feed=feed, publisher=publisher)))
        except BadArticleError as bad:
            problems.append(f"article {number}: {bad}" if isinstance(data, list) else str(bad))
    return articles, problems


def _checked(article: Article) -> Article:
    """What comes from another program goes out to people: its address must be one, its language a code."""
    if article.url is not None and not article.url.startswith(("http://", "https://")):
        raise BadArticleError(f'"url" is {article.url[:100]!r}, not a web address')
    code = re.split(r"[-_]", article.language or "")[0].lower()
    if article.language is not None and not re.fullmatch(r"[a-z]{2}", code):
        raise BadArticleError(f'"lang" is {article.language[:100]!r}; write it as en')
    return replace(article, language=code or None)


def headed(text: str) -> tuple[str, str]:
    """Title and text of an article in plain text. Its first line is the title unless it is long, stands alone, or is
    the beginning of a paragraph that was broken into lines."""
    first, _, rest = text.strip().partition("\n")
    if not rest or len(first) > MAX_TITLE or rest[0].islower():
        return "", text.strip()
    return first.strip(), rest.strip()


def key_of(title: str, text: str) -> str:
    """The same words are the same article."""
    return "hash:" + hashlib.sha256(f"{title}\x1f{text}".encode()).hexdigest()[:24]


def _published(value: str | None) -> datetime | None:
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise BadArticleError(f'"date" is {value!r}; write it as 2026-05-14 or 2026-05-14T18:30:00Z') from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _country(value: str | None) -> str | None:
    """Where the publisher is at home, as a configured source says it."""
    if not value:
        return None
    if not re.fullmatch(r"[A-Z]{2}", value):
        raise BadArticleError(f'"country" is {value[:100]!r}; write the code of the publisher\'s country, such as PE')
    return value


def _looks_like() -> str:
    return f"an article looks like {EXPECTED}"
