"""How many tell it independently: two feeds of one house, or copies of one wire text, are one voice."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from bot.incidents.incident import Source
from extract.text import fold

# Where many houses publish under one roof, an address says nothing of whose text it is.
_ROOFS = frozenset(
    {
        "google.com", "msn.com", "yahoo.com", "t.me", "facebook.com", "x.com", "twitter.com", "wordpress.com",
        "blogspot.com", "medium.com", "substack.com", "youtube.com", "feedburner.com", "github.io", "apple.com",
    }
)  # fmt: skip  # a paragraph of words, not a word a line
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "gob", "ac", "edu", "or", "go", "ne", "gub"})
_FILLERS = frozenset({"the", "el", "la", "los", "las", "news", "noticias", "agencia", "agency", "diario", "online"})


def voices(sources: Iterable[Source]) -> int:
    """Independent tellers of these sources."""
    groups: list[list[Source]] = []
    for source in sources:
        met = [group for group in groups if any(same_voice(source, one) for one in group)]
        groups = [group for group in groups if group not in met]
        groups.append([source, *(one for group in met for one in group)])
    return len(groups)


def same_voice(one: Source, other: Source) -> bool:
    """One house, one agency's text, or a copy; one address with names that have a word in common."""
    if _keys(one) & _keys(other):
        return True
    mine, theirs = house(one.publisher), house(other.publisher)
    alike = not mine or not theirs or bool(set(mine.split()) & set(theirs.split()))
    return alike and _site(one.url) == _site(other.url) != ""


def house(publisher: str) -> str:
    """A publisher's name without what its feeds add: "Daily Post", "The Daily Post – World" are one."""
    name = fold(publisher)
    for mark in (" - ", " – ", " — ", " | ", ": ", " / "):
        name = name.split(mark, 1)[0]
    words = [word for word in "".join(c if c.isalnum() else " " for c in name).split() if word not in _FILLERS]
    return " ".join(words) or name.strip()


def _keys(source: Source) -> set[str]:
    """What would make another source the same voice."""
    keys = {
        house(source.publisher),
        house(source.copies) if source.copies else "",
        house(source.agency) if source.agency else "",
    }
    return keys - {""} or {f"article:{source.article_key}"}


def _site(url: str | None) -> str:
    """The registered name of an address: "news.example.co.uk" -> "example.co.uk"."""
    host = (urlsplit(url).hostname or "") if url else ""
    labels = host.split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return ""
    wide = len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2
    site = ".".join(labels[-3:] if wide else labels[-2:])
    return "" if site in _ROOFS else site
