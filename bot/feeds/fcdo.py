"""UK Foreign, Commonwealth & Development Office: travel advice as Atom (what changed) and as JSON (where it stands)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.feeds.charset import Decoded
from bot.feeds.countries import country_codes
from bot.feeds.entries import body_of, date_of, document, guid_of, link_of
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items, WrongFormatError
from bot.feeds.jsontext import load, text_of
from bot.feeds.keys import edition
from extract.article import Area

# In the FCDO's words; gravest first.
_STATUS = {
    "avoid_all_travel_to_whole_country": "advises against all travel",
    "avoid_all_but_essential_travel_to_whole_country": "advises against all but essential travel",
    "avoid_all_travel_to_parts": "advises against all travel to parts",
    "avoid_all_but_essential_travel_to_parts": "advises against all but essential travel to parts",
}


def parse(body: Decoded, feed: Feed) -> Items:
    """The Atom feed of all countries (its newest 20 changes) or of one. Raises WrongFormatError.

    An entry's id is the page and the moment of the change, so each change is an item of its own.
    """
    read = document(body)
    return Items(
        tuple(_entry(entry, feed) for entry in read.entries),
        title=str(read.channel.get("title") or ""),
        language="en",
        sure=True,
        notes=read.notes,
    )


def _entry(entry: Mapping[str, Any], feed: Feed) -> Item:
    name = re.sub(r"\s+travel advice$", "", str(entry.get("title") or "").strip(), flags=re.I)
    return Item(
        title=name,
        text=body_of(entry),
        guid=guid_of(entry),
        link=link_of(entry),
        published=date_of(entry),
        kind="warning",
        areas=_areas(name, feed),
        key=guid_of(entry),
    )


def parse_json(body: Decoded, feed: Feed) -> Items:
    """One country's page from the content API. Raises WrongFormatError."""
    page = load(body.text)
    details = page.get("details") if isinstance(page, dict) else None
    if not isinstance(page, dict) or not isinstance(details, dict) or not isinstance(details.get("alert_status"), list):
        raise WrongFormatError("JSON, but no travel advice: `details.alert_status` is missing")
    country = details.get("country")
    name = text_of(country.get("name")) if isinstance(country, dict) else ""
    name = name or re.sub(r"\s+travel advice$", "", text_of(page.get("title")), flags=re.I)
    statuses = [text_of(status) for status in details["alert_status"]]
    worst = next((words for status, words in _STATUS.items() if status in statuses), "no advice against travel")
    odd = [status for status in statuses if status and status not in _STATUS]
    path = text_of(page.get("base_path"))
    text = "\n".join(
        part
        for part in (text_of(details.get("change_description")), text_of(details.get("summary")), _lead(details))
        if part
    )
    item = Item(
        title=f"{name}: FCDO {worst}",
        text=text,
        link=f"https://www.gov.uk{path}" if path.startswith("/") else None,
        published=text_of(details.get("reviewed_at")) or text_of(page.get("public_updated_at")) or None,
        kind="warning",
        areas=_areas(name, feed),
        level=worst,
        key=edition(path or name, worst, text),
    )
    return Items(
        (item,),
        title=text_of(page.get("title")),
        language="en",
        sure=True,
        notes=tuple(f"unknown status {status!r}" for status in odd),
    )


def _lead(details: Mapping[str, Any]) -> str:
    """The first part of the page, "Warnings and insurance"."""
    parts = details.get("parts")
    first = parts[0] if isinstance(parts, list) and parts else None
    return text_of(first.get("body")) if isinstance(first, dict) else ""


def _areas(name: str, feed: Feed) -> tuple[Area, ...]:
    codes = country_codes(name) or ((feed.country,) if feed.country else ())
    return tuple(Area(name, country=code) for code in codes)
