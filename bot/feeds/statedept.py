"""US State Department: the list of travel advisories (RSS), the whole of it each time."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.feeds.charset import Decoded
from bot.feeds.countries import country_codes
from bot.feeds.entries import body_of, date_of, document, link_of
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items
from bot.feeds.keys import edition
from extract.article import Area

MAX_TITLE = 500  # the pattern takes minutes for a hundred thousand dashes
# "Azerbaijan - Level 3: Reconsider Travel"; the Country-Tag is a FIPS code (AJ) and must not be taken for ISO.
_TITLE = re.compile(
    r"\s*(?P<country>.+?)\s*(?:[-–—]+\s*)?(?:Travel Advisory\s*[-–—]?\s*)?(?P<level>Level\s*\d.*)", re.I | re.S
)


def parse(body: Decoded, feed: Feed) -> Items:
    """Raises WrongFormatError."""
    read = document(body)
    return Items(
        tuple(_item(entry) for entry in read.entries),
        title=str(read.channel.get("title") or ""),
        language="en",
        sure=True,
        pace=read.pace,
        notes=read.notes,
    )


def _item(entry: Mapping[str, Any]) -> Item:
    title = str(entry.get("title") or "")
    found = _TITLE.fullmatch(title[:MAX_TITLE])
    tagged = [str(tag.get("term")) for tag in entry.get("tags") or () if tag.get("scheme") == "Threat-Level"]
    level = " ".join((found["level"] if found else tagged[0] if tagged else "").split()) or None
    name = found["country"] if found else title
    link, text = link_of(entry), body_of(entry)
    return Item(
        title=title,
        text=text,
        link=link,
        published=date_of(entry),
        kind="warning",
        areas=tuple(Area(name, country=code) for code in country_codes(name)),
        level=level,
        key=edition(link or title, level, text),
    )
