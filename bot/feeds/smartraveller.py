"""Australia: Smartraveller's list of travel advice (RSS with ta:warnings)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.feeds.charset import Decoded
from bot.feeds.countries import country_codes
from bot.feeds.entries import body_of, date_of, document, link_of
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items
from bot.feeds.keys import edition
from extract.article import Area


def parse(body: Decoded, feed: Feed) -> Items:
    """Raises WrongFormatError.

    The number in ta:level has been written out of four and out of five: the words beside it are the
    level, a number alone stays as written and is compared by nobody.
    """
    read = document(body)
    return Items(
        tuple(_item(entry) for entry in read.entries),
        title=str(read.channel.get("title") or "Smartraveller"),
        language="en",
        sure=True,
        pace=read.pace,
        notes=read.notes,
    )


def _item(entry: Mapping[str, Any]) -> Item:
    name = str(entry.get("title") or "").strip()
    number = str(entry.get("ta_level") or "").strip()
    words = str(entry.get("summary") or "").strip()
    # feedparser puts the dc:description of ta:warnings where the item's own description goes when there is none.
    is_level = len(words) < 80 and number
    level = words if is_level else number or None
    link = link_of(entry)
    text = body_of(entry)
    return Item(
        title=name,
        text=text,
        link=link,
        published=date_of(entry),
        kind="warning",
        areas=tuple(Area(name, country=code) for code in country_codes(name)),
        level=level,
        key=edition(link or name, level, text),
    )
