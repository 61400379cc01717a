"""One entry as its format gives it: what every parser hands on, before keys, dates and text are settled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.feeds.feed import NO_PACE, Pace
from extract.article import Area, ArticleKind


class WrongFormatError(ValueError):
    """The document is not what this parser reads; the message says what it looks like instead."""


@dataclass(frozen=True, slots=True)
class Item:
    """`title` and `text` may hold HTML; `published` is as written (text, or epoch seconds).

    `key` is set by formats whose items have an identity of their own (a country's advisory,
    a CAP identifier); then no key rule is applied.
    """

    title: str
    text: str = ""
    guid: str | None = None
    link: str | None = None
    published: str | float | datetime | None = None
    language: str | None = None
    publisher: str | None = None
    kind: ArticleKind = "news"
    areas: tuple[Area, ...] = ()
    level: str | None = None
    supersedes: tuple[str, ...] = ()
    expires: str | float | datetime | None = None
    key: str | None = None
    dangers: tuple[str, ...] = ()
    document: bool = False  # stands for the warning at `link`, which is to be read in its place


@dataclass(frozen=True, slots=True)
class Items:
    """What a parser found: `title` is the feed's own, `pace` what its publisher asks for.

    `sure` of the language: the format has only one; else it is what the document claims.
    """

    items: tuple[Item, ...]
    title: str = ""
    language: str | None = None
    sure: bool = False
    base: str | None = None
    pace: Pace = NO_PACE
    notes: tuple[str, ...] = ()
