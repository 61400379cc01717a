"""JSON Feed 1.0 and 1.1 (jsonfeed.org)."""

from __future__ import annotations

from typing import Any

from bot.feeds.charset import Decoded
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items, WrongFormatError
from bot.feeds.jsontext import load, text_of


def parse(body: Decoded, feed: Feed) -> Items:
    """Raises WrongFormatError."""
    document = load(body.text)
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        raise WrongFormatError("JSON, but no JSON Feed: `items` is missing")
    notes: list[str] = []
    items: list[Item] = []
    for number, entry in enumerate(document["items"], 1):
        if isinstance(entry, dict):
            items.append(_item(entry))
        else:
            notes.append(f"item {number} is no object")
    return Items(
        tuple(items),
        title=text_of(document.get("title")),
        language=text_of(document.get("language")) or None,
        base=text_of(document.get("home_page_url")) or None,
        notes=tuple(notes),
    )


def _item(entry: dict[str, Any]) -> Item:
    return Item(
        title=text_of(entry.get("title")),
        text=text_of(entry.get("content_html")) or text_of(entry.get("content_text")) or text_of(entry.get("summary")),
        guid=text_of(entry.get("id")) or None,
        link=text_of(entry.get("url")) or text_of(entry.get("external_url")) or None,
        published=text_of(entry.get("date_published")) or text_of(entry.get("date_modified")) or None,
        language=text_of(entry.get("language")) or None,
    )
