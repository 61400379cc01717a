"""What stands at an address where a feed should be, so that whoever reads of it knows what to do."""

from __future__ import annotations

import html
import re
from urllib.parse import urljoin

from bot.feeds.addresses import without_secrets
from bot.feeds.markup import line

_CAPTCHA = re.compile(
    r"just a moment|captcha|are you (?:a )?(?:human|robot)|verify you are|cf-chl|challenge-platform|access denied|"
    r"attention required|enable javascript and cookies|request unsuccessful|pardon our interruption|_incapsula_|"
    r"datadome|perimeterx|unusual traffic|bot detection|security check",
    re.I,
)
_LOGIN = re.compile(r"<form[^>]+(?:login|signin|log-in)|type=[\"']?password|please (?:log|sign) in", re.I)
_TITLE = re.compile(r"<title[^>]*>([^<]{1,200})", re.I)
_LINK = re.compile(r"<link\b([^<>]{1,1000})>", re.I)
_ATTRIBUTE = re.compile(r"([a-z]{1,20})\s{0,5}=\s{0,5}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.I)
_FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/feed+json"))
MOST_NAMED = 3


def told(text: str, why: str, url: str) -> tuple[str, bool]:
    """A sentence's worth of what the document is, and whether it is a page that wants a human, a login or a payment.

    `why`: what the parser made of it; `url`: where it was found.
    """
    head = text[:50_000]
    title = _TITLE.search(head)
    shown = f"{why} ({line(title[1])!r})" if title else why
    if re.match(r"\s*(?:<\?[^>]{0,400}\?>\s*)?<opml\b", head.lstrip("\ufeff"), re.I):
        return "a list of feeds (OPML); `tocsin feeds import` reads it", False
    if "<html" in head[:5000].lower() or "<!doctype html" in head[:5000].lower():
        if _CAPTCHA.search(head):
            return f"blocked: a page that wants to see a human, {shown}", True
        if _LOGIN.search(head):
            return f"blocked: a page that wants a login, {shown}", True
        named = feeds_named(head, url)
        if named:
            return f"{shown}; the feeds it names: {' '.join(map(without_secrets, named))}", False
    return shown, False


def feeds_named(page: str, url: str) -> list[str]:
    """Addresses of the feeds that a web page says it has, in its order: what an operator who gave the page meant."""
    found: dict[str, None] = {}
    for link in _LINK.finditer(page):
        said = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(link[1])}
        if "alternate" in said.get("rel", "").lower().split() and said.get("type", "").lower() in _FEED_TYPES:
            try:
                address = urljoin(url, said.get("href", "").strip())
            except ValueError:
                continue
            if said.get("href") and address.startswith(("http://", "https://")):
                found.setdefault(address[:300])
    return list(found)[:MOST_NAMED]
