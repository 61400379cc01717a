"""The sample day and anybody's folder of feeds: which feeds there are, who reads them, what time it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from bot.feeds.feed import Feed
from bot.regions import Region

DAY = Path(__file__).with_name("day")
_FEED_KEYS = {field.name for field in fields(Feed)} - {"url"}
_REGION_KEYS = {field.name for field in fields(Region)}


class SamplesError(ValueError):
    """The folder cannot be shown; the message says which file and what would be right."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A sample subscriber."""

    name: str
    language: str
    region: Region


@dataclass(frozen=True, slots=True)
class Day:
    """`feeds` by file name, relative to the folder. `clock` None = the day of the newest item is not stated."""

    folder: Path
    clock: datetime | None
    feeds: Mapping[str, Mapping[str, Any]]
    readers: tuple[Reader, ...]


def load(folder: Path | None = None) -> Day:
    """The shipped day; or `folder` with the same readers. Raises SamplesError."""
    shipped = _read(DAY / "day.yaml")
    readers = tuple(
        Reader(entry["name"], entry["language"], Region(**_known(entry["region"], _REGION_KEYS, DAY / "day.yaml")))
        for entry in shipped["subscribers"]
    )
    if folder is None:
        return Day(DAY, _clock(shipped, DAY / "day.yaml"), shipped["feeds"], readers)
    if not folder.is_dir():
        raise SamplesError(f"{folder}: no such folder")
    about = folder / "feeds.yaml"
    described = _read(about) if about.is_file() else {}
    feeds = described.get("feeds") or {}
    if not isinstance(feeds, dict) or not all(isinstance(value, dict) for value in feeds.values()):
        raise SamplesError(f"{about}: `feeds` must be a mapping of file name to what is known of it")
    known = {str(name): _known(value, _FEED_KEYS, about) for name, value in feeds.items()}
    return Day(folder, _clock(described, about), known, readers)


def feed(url: str, about: Mapping[str, Any]) -> Feed:
    """A Feed at `url` with what day.yaml or feeds.yaml says of it."""
    return Feed(url=url, **about)


def _read(path: Path) -> dict[str, Any]:
    try:
        document = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeError, yaml.YAMLError) as error:
        raise SamplesError(f"{path}: {' '.join(str(error).split())}") from None
    if not isinstance(document, dict):
        raise SamplesError(f"{path}: must be a mapping with `feeds`")
    return document


def _known(entry: Mapping[str, Any], names: set[str], path: Path) -> Mapping[str, Any]:
    odd = sorted(set(map(str, entry)) - names)
    if odd:
        raise SamplesError(f"{path}: unknown key {odd[0]!r}; known are {', '.join(sorted(names))}")
    return entry


def _clock(document: Mapping[str, Any], path: Path) -> datetime | None:
    clock = document.get("clock")
    if clock is None:
        return None
    if not isinstance(clock, datetime):
        raise SamplesError(f"{path}: `clock` must be a date and time such as 2026-02-23T16:00:00+00:00")
    return clock if clock.tzinfo else clock.replace(tzinfo=UTC)
