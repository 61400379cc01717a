"""Common Alerting Protocol 1.1 and 1.2: civil protection's own warnings, one or many in a document.

Only what is meant in earnest is read (status Actual, scope Public); a Cancel or an AllClear ends the
alerts it refers to; an alert told in several languages is one alert. Many services publish an index, an RSS or Atom
feed whose entries lead to one alert each (`bot/feeds/index.py` follows them).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bot.feeds import geo
from bot.feeds.charset import Decoded
from bot.feeds.entries import body_of, date_of, document, guid_of, link_of
from bot.feeds.feed import Feed
from bot.feeds.item import Item, Items, WrongFormatError
from bot.feeds.xmltree import children, name_of, text_at, tree
from extract.article import Area

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_AREAS = 200


def parse(body: Decoded, feed: Feed) -> Items:
    """Raises WrongFormatError."""
    root, notes = tree(body)
    alerts = [element for element in root.iter() if name_of(element) == "alert" and text_at(element, "identifier")]
    if not alerts and name_of(root) in ("rss", "feed", "RDF"):
        return _index(body)
    if not alerts and name_of(root) != "alerts":
        raise WrongFormatError("XML, but no CAP alert")
    items: list[Item] = []
    told = list(notes)
    for alert in alerts:
        left_out = _left_out(alert)
        if left_out is None:
            items.append(_item(alert, feed))
        else:
            told.append(f"{text_at(alert, 'identifier')[:80]}: {left_out}, left out")
    return Items(tuple(items), notes=tuple(told))


def _index(body: Decoded) -> Items:
    """Entries that lead to an alert each; one that leads nowhere is news in its own words."""
    read = document(body)
    items = []
    for entry in read.entries:
        address = _address_of_alert(entry)
        items.append(
            Item(
                title=str(entry.get("title") or "") or str(entry.get("cap_event") or "") or "Warning",
                text=body_of(entry),
                guid=guid_of(entry),
                link=address or link_of(entry),
                published=date_of(entry),
                document=address is not None,
            )
        )
    return Items(tuple(items), title=str(read.channel.get("title") or ""), notes=read.notes)


def _address_of_alert(entry: Mapping[str, Any]) -> str | None:
    """What says that it is CAP, else what ends like it, else the entry's only address."""
    links = [link for link in entry.get("links") or () if link.get("href")]
    said = [link["href"] for link in links if "cap+xml" in str(link.get("type", ""))]
    named = [link["href"] for link in links if re.search(r"\.(?:cap|xml)(?:[?#]|$)", str(link["href"]), re.I)]
    found = said or named or [link["href"] for link in links if link.get("rel", "alternate") == "alternate"]
    return str(found[0]).strip() if found else None


def _left_out(alert: _Element) -> str | None:
    status, scope, kind = (text_at(alert, name) for name in ("status", "scope", "msgType"))
    if status.lower() != "actual":
        return f"status {status or 'missing'}"
    if scope.lower() not in ("public", ""):
        return f"scope {scope}"
    return None if kind.lower() in ("alert", "update", "cancel") else f"message type {kind or 'missing'}"


def _item(alert: _Element, feed: Feed) -> Item:
    infos = list(children(alert, "info"))
    told = _in_one_language(infos, feed.language)
    first = told[0] if told else None
    over = text_at(alert, "msgType").lower() == "cancel" or (bool(told) and all(_is_all_clear(info) for info in told))
    headline = (text_at(first, "headline") or text_at(first, "event")) if first is not None else ""
    words = [
        text_at(info, name)
        for info in told
        for name in ("event", "description", "instruction")
        if text_at(info, name) != headline
    ]
    title = headline or text_at(alert, "note") or ("Warning cancelled" if over else "Warning")
    return Item(
        title=title,
        text="\n".join(dict.fromkeys(word for word in words if word)),
        link=text_at(first, "web") or None if first is not None else None,
        published=text_at(alert, "sent") or None,
        language=text_at(first, "language") or None if first is not None else None,
        publisher=(text_at(first, "senderName") if first is not None else "") or text_at(alert, "sender") or None,
        kind="cancel" if over else "warning",
        areas=_areas(told, feed.country),
        level=text_at(first, "severity") or None if first is not None else None,
        supersedes=_references(text_at(alert, "references")),
        expires=max((text_at(info, "expires") for info in told), default="") or None,
        dangers=_dangers(told),
        key=f"{text_at(alert, 'sender')},{text_at(alert, 'identifier')}",
    )


def _dangers(infos: list[_Element]) -> tuple[str, ...]:
    """An info may state several categories, each in an element of its own."""
    found = ("".join(one.itertext()).strip()[:20] for info in infos for one in children(info, "category"))
    return tuple(dict.fromkeys(word for word in found if word))


def _is_all_clear(info: _Element) -> bool:
    return any(
        "".join(response.itertext()).strip().lower() == "allclear" for response in children(info, "responseType")
    )


def _in_one_language(infos: list[_Element], wanted: str | None) -> list[_Element]:
    """The infos in the feed's language, else English, else the first one's: the others say the same again."""
    languages = [(text_at(info, "language") or "en").lower()[:2] for info in infos]
    for language in (wanted, "en", languages[0] if languages else None):
        if language in languages:
            return [info for info, one in zip(infos, languages, strict=True) if one == language]
    return []


def _areas(infos: list[_Element], country: str | None) -> tuple[Area, ...]:
    """Their shapes; an area that is only described lies somewhere in the sender's country."""
    found: list[Area] = []
    for info in infos:
        for area in children(info, "area"):
            name = text_at(area, "areaDesc")[:200]
            shapes = [geo.circle("".join(shape.itertext()), name) for shape in children(area, "circle")]
            shapes += [geo.polygon("".join(shape.itertext()), name) for shape in children(area, "polygon")]
            found += [shape for shape in shapes if shape is not None] or [Area(name, country=country)]
    return tuple(dict.fromkeys(found))[:MAX_AREAS]


def _references(written: str) -> tuple[str, ...]:
    """ "sender,identifier,sent sender,identifier,sent" -> the keys of those alerts."""
    return tuple(",".join(one.split(",")[:2]) for one in written.split() if one.count(",") >= 1)
