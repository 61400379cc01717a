"""Alerts of US embassies: WordPress RSS, the alert whole in content:encoded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.feeds.charset import Decoded
from bot.feeds.entries import body_of, date_of, document, guid_of, link_of
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items
from extract.article import Area

# "Security Alert: …", "Demonstration Alert – U.S. Embassy …"; anything else is ordinary news of the embassy.
_ALERT = re.compile(
    r"\s*(?:update[d]?\b[\s:#\d–—-]*)?((?:security|demonstration|weather|health|natural disaster|terrorism|travel|"
    r"emergency|crime|safety|worldwide)(?:\s+and\s+\w+)?\s+(?:alert|message|notice|warning|caution)|alert)\b",
    re.I,
)
# What CAP 1.2 would call the danger, where the title says that it is none of violence.
_DANGERS = {"weather": "Met", "natural": "Geo", "health": "Health"}
_OVER = re.compile(
    r"\b(?:cancel(?:led|s)?|lifted|rescind(?:ed|s)?|all clear|no longer in (?:effect|force)|expired?)\b", re.I
)


def parse(body: Decoded, feed: Feed) -> Items:
    """Raises WrongFormatError."""
    read = document(body)
    return Items(
        tuple(_item(entry, feed) for entry in read.entries),
        title=str(read.channel.get("title") or ""),
        language=read.channel.get("language") or None,
        base=read.channel.get("link") or None,
        pace=read.pace,
        notes=read.notes,
    )


def _item(entry: Mapping[str, Any], feed: Feed) -> Item:
    title = str(entry.get("title") or "")
    alert = _ALERT.match(title)
    over = alert is not None and _OVER.search(title) is not None
    return Item(
        title=title,
        text=body_of(entry),
        guid=guid_of(entry),
        link=link_of(entry),
        published=date_of(entry),
        kind="cancel" if over else "warning" if alert else "news",
        areas=(Area(feed.country, country=feed.country),) if feed.country and alert else (),
        level=" ".join(alert[1].split()) if alert else None,
        dangers=tuple(danger for word, danger in _DANGERS.items() if alert and alert[1].lower().startswith(word)),
    )
