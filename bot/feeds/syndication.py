"""RSS 0.9–2.0, RDF, Atom 0.3 and 1.0, with GeoRSS: whatever a news site calls its feed."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

import feedparser

from bot.feeds.charset import Decoded, clean_xml
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items, WrongFormatError
from extract.article import Area

# feedparser takes seconds for hundreds of thousands of tags, and nested ones cost the most.
MAX_TAGS = 400_000
MAX_DEPTH = 200
_ROOT = re.compile(r"<(?:[\w.-]+:)?(rss|rdf|feed|channel|redirect)\b", re.I)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
_TAG_OR_SECTION = re.compile(r"<(?:!\[CDATA\[.*?\]\]>|!--.*?-->|(/?)[A-Za-z][^<>]*?(/?)>)", re.S)
_TTL = re.compile(r"<ttl>\s*(\d{1,5})\s*</ttl>", re.I)


def parse(body: Decoded, feed: Feed) -> Items:
    """Items in the document's order. Raises WrongFormatError."""
    text, notes = clean_xml(body.text)
    head = text[:20_000]
    root = _ROOT.search(head)
    page = _HTML.search(head)
    if root is None or (page is not None and page.start() < root.start()):
        raise WrongFormatError("a web page" if page is not None else "not RSS, RDF or Atom")
    if text.count("<") > MAX_TAGS:
        raise WrongFormatError(f"more than {MAX_TAGS:,} tags")
    if text.count("<!ENTITY", 0, 100_000) > 300:
        raise WrongFormatError("hundreds of entities declared")
    depth = _depth(text)
    if depth > MAX_DEPTH:
        raise WrongFormatError(f"tags nested more than {MAX_DEPTH} deep")
    document = feedparser.parse(
        io.BytesIO(text.encode("utf-8")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not document.version and not document.entries:
        raise WrongFormatError("not RSS, RDF or Atom")
    if document.bozo and not isinstance(document.bozo_exception, feedparser.CharacterEncodingOverride):
        notes = (*notes, f"not well-formed: {_first_line(document.bozo_exception)}")
    channel = document.feed
    ttl = _TTL.search(head)
    return Items(
        tuple(_item(entry) for entry in document.entries),
        title=str(channel.get("title") or ""),
        language=channel.get("language") or None,
        base=channel.get("link") or None,
        interval_s=int(ttl[1]) * 60.0 if ttl else None,
        notes=notes,
    )


def _item(entry: Mapping[str, Any]) -> Item:
    bodies = [str(content.get("value") or "") for content in entry.get("content") or ()]
    bodies.append(str(entry.get("summary") or ""))
    source = entry.get("source")
    return Item(
        title=str(entry.get("title") or ""),
        text=max(bodies, key=len),
        guid=str(entry.get("id") or "").strip() or None,
        link=_link(entry),
        published=_date(entry),
        language=_entry_language(entry),
        publisher=(str(source.get("title") or "") or None) if isinstance(source, Mapping) else None,
        areas=tuple(_areas(entry)),
    )


def _link(entry: Mapping[str, Any]) -> str | None:
    """The page of the item: `alternate` first, never an enclosure or the feed itself."""
    links = [link for link in entry.get("links") or () if link.get("href")]
    for rel in ("alternate", "related", "via"):
        for link in links:
            if link.get("rel", "alternate") == rel and not str(link.get("type", "")).startswith(
                ("image/", "audio/", "video/")
            ):
                return str(link["href"]).strip()
    written = str(entry.get("link") or "").strip()
    if entry.get("guidislink") and ":" not in written and not written.startswith("/"):
        return None  # a guid that forgot to say it is no address
    return written or None


def _date(entry: Mapping[str, Any]) -> str | None:
    # feedparser answers .get("updated") with the published date: ask `in` first.
    found = [entry[name] for name in ("published", "updated", "created") if name in entry.keys()]  # noqa: SIM118
    return str(found[0]) if found else None


def _entry_language(entry: Mapping[str, Any]) -> str | None:
    detail = entry.get("title_detail")
    return (detail.get("language") or None) if isinstance(detail, Mapping) else None


def _areas(entry: Mapping[str, Any]) -> Iterable[Area]:
    where = entry.get("where")
    name = str(entry.get("georss_featurename") or "")
    points: list[tuple[float, float]] = []
    if isinstance(where, Mapping):
        _collect(where.get("coordinates"), points)
    if not points and entry.get("geo_lat") and (entry.get("geo_long") or entry.get("geo_lon")):
        try:
            points = [(float(entry.get("geo_long") or entry.get("geo_lon") or ""), float(entry["geo_lat"]))]
        except ValueError:
            points = []
    area = around(points, name)
    if area is not None:
        yield area


def _collect(coordinates: object, points: list[tuple[float, float]]) -> None:
    if isinstance(coordinates, tuple | list):
        if len(coordinates) >= 2 and all(isinstance(number, int | float) for number in coordinates[:2]):
            points.append((float(coordinates[0]), float(coordinates[1])))
        else:
            for inner in coordinates[:5000]:
                _collect(inner, points)


def around(points: list[tuple[float, float]], name: str = "") -> Area | None:
    """The circle about (lon, lat) points: the middle of their box, as far as its corner. None = none is on Earth."""
    good = [(lon, lat) for lon, lat in points if -180 <= lon <= 180 and -90 <= lat <= 90]
    if not good:
        return None
    lats = [lat for _, lat in good]
    lons = [lon for lon, _ in good]
    if max(lons) - min(lons) > 180:  # across the date line
        lons = [lon + 360 if lon < 0 else lon for lon in lons]
    lat, lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    high, wide = max(lats) - lat, (max(lons) - lon) * math.cos(math.radians(lat))
    radius = math.hypot(high, wide) * 111.2 if len(good) > 1 else None
    return Area(
        name, lat=round(lat, 5), lon=round((lon + 180) % 360 - 180, 5), radius_km=round(radius, 1) if radius else None
    )


def _depth(text: str) -> int:
    deepest = depth = 0
    for tag in _TAG_OR_SECTION.finditer(text):
        closing, empty = tag[1], tag[2]
        if closing is None or empty:
            continue
        depth = depth - 1 if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _first_line(error: object) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
