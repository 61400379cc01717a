"""Canada: travel advice of all countries (JSON), rebuilt daily whether or not anything changed."""

from __future__ import annotations

import re
from typing import Any

from bot.feeds.charset import Decoded
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items, WrongFormatError
from bot.feeds.jsontext import load, text_of
from bot.feeds.keys import edition
from extract.article import Area

_STATES = {
    "0": "take normal security precautions",
    "1": "exercise a high degree of caution",
    "2": "avoid non-essential travel",
    "3": "avoid all travel",
}


def parse(body: Decoded, feed: Feed) -> Items:
    """Raises WrongFormatError."""
    document = load(body.text)
    data = document.get("data") if isinstance(document, dict) else None
    if not isinstance(data, dict) or not data:
        raise WrongFormatError("JSON, but no `data`")
    notes: list[str] = []
    items: list[Item] = []
    for code, entry in data.items():
        if not isinstance(entry, dict) or not re.fullmatch("[A-Z]{2}", str(code)):
            notes.append(f"{str(code)[:20]!r}: not a country's entry")
            continue
        state = text_of(entry.get("advisory-state"))
        if state not in _STATES:
            notes.append(f"{code}: unknown advisory-state {state!r}")
        items.append(_item(str(code), entry, _STATES.get(state)))
    return Items(tuple(items), title="Global Affairs Canada", language="en", sure=True, notes=tuple(notes))


def _item(code: str, entry: dict[str, Any], level: str | None) -> Item:
    english = entry.get("eng")
    english = english if isinstance(english, dict) else {}
    name = text_of(english.get("name")) or text_of(entry.get("country-eng")) or code
    words = (text_of(english.get("advisory-text")), text_of(english.get("recent-updates")))
    text = "\n".join(part for part in words if part)
    regional = bool(entry.get("has-regional-advisory")) and text_of(entry.get("has-regional-advisory")) != "0"
    shown = f"{level} (with regional advisories)" if level and regional else level
    date = entry.get("date-published")
    when = (text_of(date.get("timestamp")) or text_of(date.get("date"))) if isinstance(date, dict) else text_of(date)
    slug = text_of(english.get("url-slug"))
    return Item(
        title=f"{name}: {shown or 'travel advice'}",
        text=text,
        link=f"https://travel.gc.ca/destinations/{slug}" if re.fullmatch(r"[\w-]+", slug) else None,
        published=float(when) if re.fullmatch(r"\d{9,13}", when) else when or None,
        kind="warning",
        areas=(Area(name, country=code),),
        level=shown,
        key=edition(code, shown, text),
    )
