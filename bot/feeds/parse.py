"""A document -> Articles: which parser reads it, and what all formats have in common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urljoin, urlsplit

from bot.feeds.charset import decode
from bot.feeds.dates import published
from bot.feeds.feed import NO_PACE, Feed, Pace
from bot.feeds.formats import FEED_TYPES, recognise
from bot.feeds.instead import told
from bot.feeds.item import Item, Items, WrongFormatError
from bot.feeds.keys import choose, keys
from bot.feeds.markup import line, plain
from extract.article import Article

MAX_ITEMS = 10_000
MAX_TITLE = 500
MAX_TEXT = 200_000


@dataclass(frozen=True, slots=True)
class Parsed:
    """`key_rule` is to be stored with the feed and given back next time. `notes`: what is odd, a line each.
    `documents`: keys of articles that only name a warning, which stands at their address."""

    articles: tuple[Article, ...]
    key_rule: str
    notes: tuple[str, ...] = ()
    title: str = ""
    pace: Pace = NO_PACE
    type: str = ""  # the row of FEED_TYPES it was read as
    documents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotAFeed:
    """The answer is something else: `blocked` when it is a page that wants a human, a login or a payment."""

    why: str
    blocked: bool = False


def parse_feed(
    body: bytes,
    content_type: str | None,
    feed: Feed,
    now: datetime,
    *,
    key_rule: str | None = None,
    url: str | None = None,
) -> Parsed | NotAFeed:
    """Every item of the document. Never raises.

    `url` is where it was found (for relative links), `key_rule` what was stored at the first look.
    """
    decoded = decode(body, content_type)
    if not decoded.text.strip("\ufeff \t\r\n\x00"):
        return NotAFeed("empty document")
    try:
        kind = recognise(decoded.text) if feed.type == "auto" else feed.type
        found = FEED_TYPES[kind].parse(decoded, feed)
    except WrongFormatError as odd:
        return NotAFeed(*told(decoded.text, str(odd), url or feed.url))
    except RecursionError:
        return NotAFeed("nested too deep")
    notes = [*decoded.notes, *found.notes]
    items = found.items
    if len(items) > MAX_ITEMS:
        notes.append(f"{len(items)} items, the first {MAX_ITEMS} are read")
        items = items[:MAX_ITEMS]
    rule = key_rule or choose(items)
    articles: dict[str, Article] = {}
    documents: list[str] = []
    for number, (item, key) in enumerate(zip(items, keys(items, rule), strict=True), 1):
        article = _article(item, item.key or key, found, feed, now, url or feed.url, f"item {number}", notes)
        if article is not None:
            articles.setdefault(article.key, article)
            if item.document and article.url is not None:
                documents.append(article.key)
    if len(articles) < len(items):
        notes.append(f"{len(items)} items, {len(articles)} of them different")
    if documents:
        notes.append(f"an index: {len(documents)} warnings stand at addresses of their own")
    title = line(found.title)[:200]
    return Parsed(tuple(articles.values()), rule, tuple(notes), title, found.pace, kind, tuple(documents))


def _article(
    item: Item, key: str, found: Items, feed: Feed, now: datetime, url: str, where: str, notes: list[str]
) -> Article | None:
    text = plain(item.text[: 4 * MAX_TEXT])[:MAX_TEXT]
    link = _absolute(item.link, found.base, url)
    title = line(item.title[: 8 * MAX_TITLE])[:MAX_TITLE] or _from_text(text) or _from_address(link)
    if not title:
        notes.append(f"{where}: neither title nor text, left out")
        return None
    when = published(item.published, now)
    if when.note:
        notes.append(f"{where}: {when.note}")
    return Article(
        key=key[:1000],
        title=title,
        text="" if text == title else text,
        url=link,
        language=_language(feed, item.language, found),
        published=when.when,
        publisher=feed.publisher
        or line(item.publisher or "")[:100]
        or line(found.title)[:100]
        or urlsplit(url).hostname
        or "",
        feed=feed.url,
        country=feed.country,
        official=feed.official,
        kind=item.kind,
        areas=item.areas,
        level=item.level,
        supersedes=item.supersedes,
        dangers=item.dangers,
        expires=published(item.expires, datetime.max.replace(tzinfo=now.tzinfo)).when if item.expires else None,
    )


def _from_text(text: str) -> str:
    """A title for an item without one: its first sentence, cut at a word."""
    first = re.split(r"(?<=[.!?…])\s|\n", text, maxsplit=1)[0].strip()
    return first if len(first) <= 120 else first[:120].rpartition(" ")[0] + " …"


def _from_address(link: str | None) -> str:
    """For an item that is nothing but a link: the words its address is made of, at least three of them.

    >>> _from_address("https://paper.example/2026/11/24/gunmen-kill-three-officers.html")
    'gunmen kill three officers'
    """
    if link is None:
        return ""
    last = unquote(urlsplit(link).path).rstrip("/").rpartition("/")[2]
    words = re.split(r"[-_+ ]+", re.sub(r"\.[a-z]{2,5}$", "", last))
    words = [word for word in words if word.isalpha()]
    return line(" ".join(words))[:MAX_TITLE] if len(words) >= 3 else ""


def _absolute(link: str | None, base: str | None, url: str) -> str | None:
    """A web address or nothing: an item never leads to `javascript:` or `file:`."""
    if not link:
        return None
    try:
        whole = re.sub(r"[\t\r\n]", "", link.strip())
        if not whole.startswith(("http://", "https://")):
            whole = urljoin(urljoin(url, base or ""), whole)
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole.replace(" ", "%20")[:2000] if parts.scheme in ("http", "https") and parts.netloc else None


def _language(feed: Feed, item: str | None, found: Items) -> str | None:
    """As configured; else as declared. "en" alone is not believed: it is what most systems write by default."""
    if feed.language:
        return feed.language
    code = re.split(r"[-_]", (item or found.language or "").strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2}", code) and (code != "en" or found.sure) else None


def few(notes: tuple[str, ...], most: int) -> tuple[str, ...]:
    """To be shown: a document may be odd in each of its items."""
    if len(notes) <= most:
        return notes
    return (*notes[:most], f"and {len(notes) - most} more")
