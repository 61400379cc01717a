"""German Foreign Office: the list of all countries and their warnings (JSON)."""

from __future__ import annotations

from typing import Any

from bot.feeds.charset import Decoded
from bot.feeds.countries import country_codes
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items, WrongFormatError
from bot.feeds.jsontext import load, text_of
from bot.feeds.keys import edition
from extract.article import Area

# Gravest first. A Sicherheitshinweis is what every country has.
_LEVELS = (
    ("warning", "Reisewarnung"),
    ("situationWarning", "Reisewarnung wegen der Lage"),
    ("partialWarning", "Teilreisewarnung"),
    ("situationPartWarning", "Teilreisewarnung wegen der Lage"),
)
NO_WARNING = "keine Reisewarnung"


def parse(body: Decoded, feed: Feed) -> Items:
    """Raises WrongFormatError; for an empty list too, which this source gives when it fails."""
    document = load(body.text)
    response = document.get("response") if isinstance(document, dict) else None
    if not isinstance(response, dict):
        raise WrongFormatError("JSON, but no `response`")
    entries = {key: value for key, value in response.items() if isinstance(value, dict)}
    if not entries:
        raise WrongFormatError("an empty list: the source has failed, this does not mean that all is calm")
    return Items(
        tuple(_item(key, value) for key, value in entries.items()), title="Auswärtiges Amt", language="de", sure=True
    )


def _item(key: str, entry: dict[str, Any]) -> Item:
    level = next((words for field, words in _LEVELS if entry.get(field) is True), NO_WARNING)
    name = text_of(entry.get("countryName")) or text_of(entry.get("CountryName"))
    code = (text_of(entry.get("countryCode")) or text_of(entry.get("CountryCode"))).upper()
    codes = (code,) if len(code) == 2 and code.isalpha() else country_codes(name, "de")
    modified = entry.get("lastModified")
    content = text_of(entry.get("content"))
    return Item(
        title=f"{name or text_of(entry.get('title'))}: {level}",
        text=content,
        link=f"https://www.auswaertiges-amt.de/de/service/laender/-/{key}" if key.isdigit() else None,
        published=float(modified) if isinstance(modified, int | float) else None,
        language="de",
        kind="warning",
        areas=tuple(Area(name, country=one) for one in codes),
        level=level,
        key=edition(key, level, content),
    )
