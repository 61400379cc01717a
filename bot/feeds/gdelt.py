"""GDELT DOC 2.0: a list of articles that match a search (JSON), without their text."""

from __future__ import annotations

from typing import Any

from bot.feeds.charset import Decoded
from bot.feeds.countries import language_code
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items, WrongFormatError
from bot.feeds.jsontext import load, text_of


def parse(body: Decoded, feed: Feed) -> Items:
    """Raises WrongFormatError. `{}` is its way of saying that nothing matches."""
    document = load(body.text)
    if not isinstance(document, dict) or not isinstance(document.get("articles", []), list):
        raise WrongFormatError("JSON, but no `articles`")
    if document and "articles" not in document:
        raise WrongFormatError("JSON, but no `articles`")
    return Items(
        tuple(_item(entry) for entry in document.get("articles", []) if isinstance(entry, dict)), title="GDELT"
    )


def _item(entry: dict[str, Any]) -> Item:
    link = text_of(entry.get("url")) or None
    return Item(
        title=text_of(entry.get("title")),
        link=link,
        published=text_of(entry.get("seendate")) or None,
        language=language_code(text_of(entry.get("language"))),
        publisher=text_of(entry.get("domain")) or None,
        key=link,
    )
