"""Every format there is: FEED_TYPES, and which one a document is when nobody says."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.feeds import (
    auswaertiges_amt,
    canada,
    cap,
    fcdo,
    gdelt,
    jsonfeed,
    mofa,
    reliefweb,
    smartraveller,
    statedept,
    syndication,
    usembassy,
)
from bot.feeds.charset import Decoded
from bot.feeds.feed import Feed
from bot.feeds.item import Items

_HEAD = 8_000


@dataclass(frozen=True, slots=True)
class FeedType:
    """`parse` reads one format and raises WrongFormatError; `sign` is a pattern by which a document's
    beginning shows it, "" = by none. `events` False = lasting advice on countries: it changes when somebody has
    thought it over, and its silence or its answer says nothing of what happens today."""

    parse: Callable[[Decoded, Feed], Items]
    about: str
    sign: str = ""
    events: bool = True


# In this order a document of unknown type is recognised; `rss` is what is left.
FEED_TYPES: dict[str, FeedType] = {
    "statedept": FeedType(
        statedept.parse,
        "US State Department travel advisories (RSS)",
        r'<rss[\s\S]*domain="Threat-Level"',
        events=False,
    ),
    "usembassy": FeedType(
        usembassy.parse,
        "alerts of a US embassy (WordPress RSS); set `country`",
        r"<rss[\s\S]*<link>https://\w+\.usembassy\.gov",
    ),
    "fcdo": FeedType(
        fcdo.parse,
        "UK travel advice, what changed (Atom)",
        r"<feed[\s\S]*<id>https://www\.gov\.uk/foreign-travel-advice",
        events=False,
    ),
    "fcdo_json": FeedType(
        fcdo.parse_json, "UK travel advice of one country (JSON)", r'^\{[\s\S]*"alert_status"\s*:', events=False
    ),
    "smartraveller": FeedType(
        smartraveller.parse, "Australian travel advice (RSS)", r"<rss[\s\S]*smartraveller\.gov\.au/schema", events=False
    ),
    "auswaertiges_amt": FeedType(
        auswaertiges_amt.parse,
        "German travel warnings (JSON)",
        r'^\{\s*"response"\s*:|^\{[\s\S]*"iso3CountryCode"\s*:',
        events=False,
    ),
    "canada": FeedType(canada.parse, "Canadian travel advice (JSON)", r'^\{[\s\S]*"advisory-state"\s*:', events=False),
    "mofa": FeedType(mofa.parse, "Japanese safety information (XML)", r"<open[dD]ata\b[\s\S]*<mail>"),
    "reliefweb": FeedType(
        reliefweb.parse, "UN OCHA ReliefWeb updates (RSS)", r"<rss[\s\S]*<link>https://reliefweb\.int"
    ),
    "gdelt": FeedType(gdelt.parse, "GDELT search results (JSON)", r'^\{\s*"articles"\s*:'),
    "cap": FeedType(
        cap.parse,
        "Common Alerting Protocol 1.2, or an RSS or Atom index of such alerts",
        r"^(?!\s*<(?:rss|feed)\b)[\s\S]*urn:oasis:names:tc:emergency:cap:|<link\b[^>]*application/cap\+xml",
    ),
    "jsonfeed": FeedType(jsonfeed.parse, "JSON Feed 1.0 and 1.1", r"^[\[{]"),
    "rss": FeedType(syndication.parse, "RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, with GeoRSS"),
}


def recognise(text: str) -> str:
    """The row of FEED_TYPES that fits a document."""
    head = re.sub(r"^\s*<\?xml[^>]{0,400}\?>", "", text[:_HEAD].lstrip("\ufeff \t\r\n")).lstrip()
    for name, row in FEED_TYPES.items():
        if row.sign and re.search(row.sign, head):
            return name
    return "rss"
