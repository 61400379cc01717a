"""The main text of an article's page, or why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import trafilatura
import yaml
from lxml import html as lxml_html
from lxml.etree import LxmlError

from bot.feeds.charset import decode
from bot.feeds.dates import published
from bot.feeds.markup import line, plain
from extract.article import Article

if TYPE_CHECKING:
    from lxml.etree import _Element

PageKind = Literal["text", "consent", "paywall", "missing", "human_check", "empty"]
MAX_PAGE_BYTES = 3 * 1024 * 1024
MAX_TEXT = 100_000
TEASER_CHARS = 480  # shorter than this, an item is taken for the beginning of its page
_LEAST_TEXT = 200

_WORDS = yaml.safe_load(Path(__file__).with_name("walls.yaml").read_text("utf-8"))


def _pattern(kind: str) -> re.Pattern[str]:
    """The phrases of every language as one pattern; "*" stands for up to 40 characters of one line."""
    phrases = [phrase for phrases in _WORDS[kind].values() for phrase in phrases]
    return re.compile("|".join(r"\b" + re.escape(phrase).replace(r"\*", r".{0,40}?") for phrase in phrases), re.I)


_CUT = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|\[\+\]|»|→|(?:{}).{{0,80}})\W*$".format(_pattern("cut").pattern), re.I)
_MISSING, _HUMAN, _CONSENT, _PAYWALL = (_pattern(kind) for kind in ("missing", "human_check", "consent", "paywall"))


@dataclass(frozen=True, slots=True)
class PageText:
    """`text` is None when the page does not hold the article; `why` says what it holds instead, as a sentence."""

    text: str | None
    title: str | None
    published: datetime | None
    why: str
    kind: PageKind = "text"


def is_teaser(article: Article) -> bool:
    """Whether the item is only the beginning of its page: short, or it says that more follows."""
    text = article.text.strip()
    return article.url is not None and (len(text) < TEASER_CHARS or _CUT.search(text[-120:]) is not None)


def article_text(
    html: bytes | str, url: str | None, *, content_type: str | None = None, now: datetime | None = None
) -> PageText:
    """The main text of the page at `url`. Slow (10 ms a page): call it outside the event loop. Never raises.

    `now` bounds the page's own date; without it any date counts.
    """
    markup = decode(html[:MAX_PAGE_BYTES], content_type).text if isinstance(html, bytes) else html[:MAX_PAGE_BYTES]
    if not markup.strip():
        return PageText(None, None, None, "the page is empty", "empty")
    tree = _tree(markup)
    if tree is None:
        return PageText(None, None, None, "the page is no HTML", "empty")
    title = _title(tree)
    when = _published(tree, now)
    try:
        text = trafilatura.extract(tree, url=url, fast=True, include_comments=False, include_tables=False) or ""
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, LxmlError) as error:
        return PageText(None, title, when, f"the page could not be read ({type(error).__name__})", "empty")
    text = plain_lines(text)
    if len(text) >= MAX_TEXT:
        text = text[:MAX_TEXT]
    wall = _wall(text, title or "", markup)
    return PageText(None, title, when, wall[1], wall[0]) if wall else PageText(text, title, when, "main text")


def plain_lines(text: str) -> str:
    return "\n".join(part for part in (" ".join(piece.split()) for piece in text.splitlines()) if part)


def _wall(text: str, title: str, markup: str) -> tuple[PageKind, str] | None:
    """Why this text is not the article. A long text is judged by its title alone: articles speak of cookies too."""
    short = len(text) < 700
    around = f"{title}\n{text[:1500]}" if short else title
    if _HUMAN.search(title) or (short and _HUMAN.search(around)):
        return "human_check", "the page wants to see a human"
    if _MISSING.search(title) or (short and _MISSING.search(text[:300])):
        return "missing", "the page is gone"
    if short and _CONSENT.search(around):
        return "consent", "the page asks for consent to cookies first"
    if short and _PAYWALL.search(f"{text}\n{_shown(markup)}" if len(text) < _LEAST_TEXT else text):
        return "paywall", "the page is for subscribers"
    if len(text) >= _LEAST_TEXT:
        return None
    shown = _shown(markup)
    for kind, words, why in (
        ("human_check", _HUMAN, "the page wants to see a human"),
        ("consent", _CONSENT, "the page asks for consent to cookies first"),
        ("missing", _MISSING, "the page is gone"),
    ):
        if words.search(shown[:3000]):
            return kind, why  # type: ignore[return-value]
    if len(text) >= 60 and re.search(r"[.!?]", text):
        return None  # a brief of a sentence or two
    return "empty", "the page holds no article text"


def _shown(markup: str) -> str:
    return plain(markup[:200_000])[:6000]


def _tree(markup: str) -> _Element | None:
    if "<" not in markup:
        return None
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        return lxml_html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError):
        return None


def _title(tree: _Element) -> str | None:
    for path in ("//meta[@property='og:title']/@content", "//h1[1]//text()", "//title/text()"):
        found = tree.xpath(path)
        text = line(found[0] if path.endswith("@content") and found else " ".join(found)) if found else ""
        if text:
            return text[:500]
    return None


_DATE_PATHS = (
    "//meta[@property='article:published_time']/@content",
    "//meta[@name='date' or @name='dc.date' or @name='DC.date.issued' or @name='pubdate']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//time[@datetime][1]/@datetime",
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def _published(tree: _Element, now: datetime | None) -> datetime | None:
    limit = now or datetime.max.replace(tzinfo=UTC)
    for path in _DATE_PATHS:
        for written in tree.xpath(path)[:1]:
            when = published(str(written), limit).when
            if when is not None:
                return when
    for script in tree.xpath("//script[@type='application/ld+json']/text()")[:5]:
        found = _JSON_DATE.search(str(script)[:100_000])
        if found is not None:
            return published(found[1], limit).when
    return None
