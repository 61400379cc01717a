"""What a publisher published, before anybody has read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ArticleKind = Literal["news", "warning", "cancel"]


@dataclass(frozen=True, slots=True)
class Area:
    """A place the source itself states: codes or a point, nothing guessed.

    `radius_km` goes with `lat` and `lon`; a box is given as the circle around it.
    """

    name: str
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None  # GeoNames code such as "MX.14"
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One item as published.

    `key` is unique within its feed and never changes with an upgrade. `official` is a property
    of the configured source, never of the text. `published` is aware (UTC); None = not known.
    `level` is the source's own word for how bad it is, as written there. `dangers` are the categories of
    CAP 1.2 that a warning states ("Met", "Security", …); empty = it states none.
    """

    key: str
    title: str
    text: str
    url: str | None = None
    language: str | None = None  # ISO 639-1; None = to be detected
    published: datetime | None = None
    publisher: str = ""
    feed: str = ""
    country: str | None = None
    official: bool = False
    kind: ArticleKind = "news"
    areas: tuple[Area, ...] = ()
    level: str | None = None
    supersedes: tuple[str, ...] = ()
    expires: datetime | None = None
    dangers: tuple[str, ...] = ()
