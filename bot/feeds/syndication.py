"""RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, with GeoRSS: whatever a news site calls its feed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.feeds import geo
from bot.feeds.charset import Decoded
from bot.feeds.entries import body_of, date_of, document, guid_of, language_of, link_of
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items


def parse(body: Decoded, feed: Feed) -> Items:
    """Items in the document's order. Raises WrongFormatError."""
    read = document(body)
    return Items(
        tuple(_item(entry) for entry in read.entries),
        title=str(read.channel.get("title") or ""),
        language=read.channel.get("language") or None,
        base=read.channel.get("link") or None,
        pace=read.pace,
        notes=read.notes,
    )


def _item(entry: Mapping[str, Any]) -> Item:
    source = entry.get("source")
    return Item(
        title=str(entry.get("title") or ""),
        text=body_of(entry),
        guid=guid_of(entry),
        link=link_of(entry),
        published=date_of(entry),
        language=language_of(entry),
        publisher=(str(source.get("title") or "") or None) if isinstance(source, Mapping) else None,
        areas=tuple(geo.of_entry(entry)),
    )
