"""ReliefWeb (UN OCHA): updates as RSS, country and source named in the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.feeds.charset import Decoded
from bot.feeds.countries import country_codes
from bot.feeds.entries import body_of, date_of, document, guid_of, link_of
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items
from bot.feeds.markup import line
from extract.article import Area

_LABEL = re.compile(r"<div[^>]*>\s*(Countr(?:y|ies)|Sources?)\s*:\s*(.*?)</div>", re.I | re.S)


def parse(body: Decoded, feed: Feed) -> Items:
    """Raises WrongFormatError."""
    read = document(body)
    return Items(
        tuple(_item(entry) for entry in read.entries),
        title=str(read.channel.get("title") or "ReliefWeb"),
        language=read.channel.get("language") or None,
        base=read.channel.get("link") or None,
        pace=read.pace,
        notes=read.notes,
    )


def _item(entry: Mapping[str, Any]) -> Item:
    text = body_of(entry)
    labels = {found[1].lower()[:6]: line(found[2]) for found in _LABEL.finditer(text[:20_000])}
    named = re.split(r"\s*[,;]\s*", labels.get("countr", ""))
    areas = [Area(name, country=code) for name in named for code in country_codes(name)]
    return Item(
        title=str(entry.get("title") or ""),
        text=_LABEL.sub("", text[:20_000]) + text[20_000:],
        guid=guid_of(entry),
        link=link_of(entry),
        published=date_of(entry),
        publisher=labels.get("source") or None,
        areas=tuple(areas),
    )
