"""How the items of a feed are told apart, for good.

A rule is chosen at the first good look and stored with the feed; it is never changed afterwards, so
that an upgrade does not make old items new. A better way of telling items apart gets a new name here.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from bot.feeds.item import Item

# …/4711/blast-in-nairobi-hotel: a number that stays and words that change with every edit of the headline.
_SLUGGED = re.compile(r"(https?://[^?#\s]{3,300}/)(\d{4,12})/[^/?#\s]*[^\W\d][^/?#\s]*/?", re.I)


def choose(items: Sequence[Item]) -> str:
    """The name of the rule that fits this document.

    guid: each item has its own · guid.slug: the same, but its last part follows the headline ·
    guid.link: guids repeat, only together with the link they tell items apart · link: no guids · hash: neither.
    """
    guids = [item.guid for item in items if item.guid]
    if guids:
        if _repeated(items):
            return "guid.link"
        stems = [_stem(guid) for guid in guids]
        return "guid.slug" if None not in stems and len(set(stems)) == len(set(guids)) else "guid"
    return "link" if any(item.link for item in items) else "hash"


def keys(items: Sequence[Item], rule: str) -> list[str]:
    """A key an item, by the named rule; items that the rule cannot tell apart fall back to the next one.

    An item that stands twice in a document has the same key twice.
    """
    return RULES.get(rule, RULES["guid"])(items)


def _by_guid(items: Sequence[Item]) -> list[str]:
    repeated = _repeated(items)
    linked = _by_guid_and_link(items)
    return [
        item.guid if item.guid and item.guid not in repeated else fallback
        for item, fallback in zip(items, linked, strict=True)
    ]


def _by_slug(items: Sequence[Item]) -> list[str]:
    repeated = _repeated(items)
    stems = Counter(stem for guid in {item.guid for item in items if item.guid} if (stem := _stem(guid)))
    found: list[str] = []
    for item, fallback in zip(items, _by_guid_and_link(items), strict=True):
        if not item.guid or item.guid in repeated:
            found.append(fallback)
            continue
        stem = _stem(item.guid)
        found.append(stem if stem is not None and stems[stem] == 1 else item.guid)
    return found


def _by_guid_and_link(items: Sequence[Item]) -> list[str]:
    told = {(item.guid, item.link, item.title) for item in items}
    shared = Counter((guid, link) for guid, link, _ in told)
    return [
        _hash(item)
        if not item.link or shared[item.guid, item.link] > 1
        else f"{item.guid} {item.link}"
        if item.guid
        else item.link
        for item in items
    ]


def _by_link(items: Sequence[Item]) -> list[str]:
    told = {(item.link, item.title) for item in items}
    shared = Counter(link for link, _ in told)
    return [item.link if item.link and shared[item.link] == 1 else _hash(item) for item in items]


def _by_hash(items: Sequence[Item]) -> list[str]:
    return [_hash(item) for item in items]


RULES: dict[str, Callable[[Sequence[Item]], list[str]]] = {
    "guid": _by_guid,
    "guid.slug": _by_slug,
    "guid.link": _by_guid_and_link,
    "link": _by_link,
    "hash": _by_hash,
}


def edition(identity: str, level: str | None, text: str) -> str:
    """The key of one edition of something that is published again and again: new only with other words."""
    words = " ".join(f"{level or ''} {text}".split())
    return f"{identity} {hashlib.sha256(words.encode('utf-8', 'replace')).hexdigest()[:12]}"


def _repeated(items: Sequence[Item]) -> frozenset[str]:
    """Guids that different items share. The same item printed twice does not count."""
    told = {(item.guid, item.link, item.title) for item in items if item.guid}
    return frozenset(guid for guid, times in Counter(guid for guid, _, _ in told if guid).items() if times > 1)


def _hash(item: Item) -> str:
    """Of what was written, nothing else: a date that moves with every look must not make an item new."""
    written = "\x1f".join((item.link or "", item.title.strip(), item.text.strip()[:2000]))
    return "hash:" + hashlib.sha256(written.encode("utf-8", "replace")).hexdigest()[:24]


def _stem(guid: str) -> str | None:
    found = _SLUGGED.fullmatch(guid)
    if found is None or _is_date(found[2], urlsplit(found[1]).path):
        return None
    return found[1] + found[2]


def _is_date(number: str, before: str) -> bool:
    """1124 after /2026/, 2026, 202611 or 20261124: a day's page holds many stories."""
    if re.search(r"/(?:19|20)\d\d/(?:[^/]+/)?$", before):
        return True
    return bool(re.fullmatch(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])?)?", number))
