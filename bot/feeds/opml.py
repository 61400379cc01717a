"""Lists of feeds as other readers write them (OPML 1 and 2)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from bot.feeds.charset import decode
from bot.feeds.feed import Feed
from bot.feeds.item import WrongFormatError
from bot.feeds.markup import line
from bot.feeds.xmltree import name_of, tree

MAX_FEEDS = 10_000
_FEED_SCHEME = re.compile(r"^feed:(?:(https?://)|//)", re.I)  # what some readers write: feed://…, feed:https://…


class OpmlError(ValueError):
    """The file is no OPML; the message says what it is."""


def read(body: bytes) -> tuple[list[Feed], list[str]]:
    """The feeds, each address once, and a line for each outline that was left out. Raises OpmlError."""
    try:
        root, notes = tree(decode(body))
    except WrongFormatError as error:
        raise OpmlError(str(error)) from None
    if name_of(root).lower() != "opml":
        raise OpmlError(f"not OPML: the root is <{name_of(root)}>")
    found: dict[str, Feed] = {}
    odd = list(notes)
    for outline in root.iter():
        if name_of(outline).lower() != "outline":
            continue
        attributes = {str(name).lower(): str(value).strip() for name, value in outline.attrib.items()}
        url = _FEED_SCHEME.sub(lambda found: found[1] or "http://", attributes.get("xmlurl", ""))
        if not url:
            continue  # a folder
        if not url.startswith(("http://", "https://")):
            odd.append(f"left out, not a web address: {url[:100]!r}")
            continue
        name = line(attributes.get("title") or attributes.get("text") or "")[:100]
        language = attributes.get("language", "")[:2].lower()
        found.setdefault(url, Feed(url, publisher=name, language=language if language.isalpha() else None))
        if len(found) >= MAX_FEEDS:
            odd.append(f"only the first {MAX_FEEDS} feeds are read")
            break
    return list(found.values()), odd


def write(feeds: Sequence[Feed]) -> str:
    """An OPML 2.0 document."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{escape('Tocsin')}</title></head>",
        "<body>",
    ]
    for feed in feeds:
        name = quoteattr(feed.publisher or feed.url)
        language = f" language={quoteattr(feed.language)}" if feed.language else ""
        lines.append(f'<outline type="rss" text={name} title={name} xmlUrl={quoteattr(feed.url)}{language}/>')
    return "\n".join((*lines, "</body>", "</opml>", ""))
