"""The replay corpus: bench/replay/*.yaml as articles in the order of their arrival, with what is known of them."""

from __future__ import annotations

import re
from argparse import ArgumentTypeError
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "replay"
# Weights are fitted to these.
FITTED = ("tune", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "tenth")
MEASURED = ("check", "unread", "ninth", "eleventh")  # only to measure by
PARTS = FITTED + MEASURED
_SENTENCE_END = re.compile(r"(?<=[.!?”\"])\s+(?=[A-ZÁÉÍÓÚÑ¿¡“\"])")


@dataclass(frozen=True, slots=True)
class Told:
    """An article as `tocsin replay` reads it (`line`), and its truth.

    `event` None = nothing that should alert. `update` says what it changes for who was warned before, "" nothing.
    `follows`: it looks back at an event of days ago, and may stay quiet.
    """

    line: Mapping[str, Any]
    event: str | None = None
    update: str = ""
    follows: bool = False

    @property
    def id(self) -> str:
        return str(self.line["id"])


@dataclass(frozen=True, slots=True)
class Corpus:
    """`follow`: event -> the regions whose subscribers should hear of it, as they are typed."""

    articles: tuple[Told, ...]
    follow: Mapping[str, tuple[str, ...]]

    @property
    def subscribers(self) -> list[dict[str, Any]]:
        """One chat a region, called by it."""
        regions = dict.fromkeys(region for regions in self.follow.values() for region in regions)
        return [{"chat": region, "region": region} for region in regions]


def read_corpus(*parts: str) -> Corpus:
    """The events of these of `PARTS` in one row, or of every part with `all`."""
    articles: list[tuple[datetime, int, Told]] = []
    follow: dict[str, tuple[str, ...]] = {}
    for name in named(parts):
        document = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
        for event in document["events"]:
            follow[event["id"]] = tuple(event["follow"])
            for arrives, told in _of_event(event):
                articles.append((arrives, len(articles), told))
        for number, entry in enumerate(document["noise"], 1):
            line = _line(f"{name}-noise.{number}", entry)
            articles.append((_moment(entry.get("arrives", entry["at"])), len(articles), Told(line)))
    return Corpus(tuple(told for *_, told in sorted(articles, key=lambda one: one[:2])), follow)


def named(parts: Sequence[str]) -> tuple[str, ...]:
    """The parts that somebody asks for, each once; `all` stands for every one."""
    return PARTS if "all" in parts else tuple(dict.fromkeys(parts))


def part_name(typed: str) -> str:
    """An argument of a command line: one of `PARTS` or `all`. Anything else is told with what would be right."""
    if typed not in (*PARTS, "all"):
        raise ArgumentTypeError(f"there is no part {typed!r}: take {', '.join(PARTS)} or all")
    return typed


def _of_event(event: Mapping[str, Any]) -> Iterator[tuple[datetime, Told]]:
    lines: list[dict[str, Any]] = []
    for number, entry in enumerate(event["articles"], 1):
        line = _line(f"{event['id']}.{number}", _whole(entry, lines))
        if same := entry.get("same_url", entry.get("new_guid")):
            line["url"] = lines[same - 1]["url"]
        lines.append(line)
        told = Told(line, event["id"], entry.get("update", ""), bool(entry.get("follows", False)))
        yield _moment(entry.get("arrives", entry["at"])), told


def _whole(entry: dict[str, Any], before: list[dict[str, Any]]) -> dict[str, Any]:
    """A copy of a wire's text has its words from the article it copies, with the agency's credit, perhaps cut."""
    copied = entry.get("copy", entry.get("new_guid"))
    if copied is None:
        return entry
    original = before[copied - 1]
    text = original["text"]
    if "cut" in entry:
        text = " ".join(_SENTENCE_END.split(text)[: entry["cut"]])
    if "credit" in entry:
        text = f"({entry['credit']}) – {text}"
    return {"title": original["title"], "lang": original["lang"], **entry, "text": text}


def _line(ident: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    host = re.sub(r"\W+", "-", entry["by"].lower()).strip("-")
    return {
        "id": ident,
        "published": _moment(entry["at"]).isoformat(),
        "publisher": entry["by"],
        "official": bool(entry.get("official", False)),
        "url": f"https://{host}.example/{ident.replace('.', '/')}",
        "lang": entry["lang"],
        "title": entry["title"],
        "text": " ".join(entry["text"].split()) if "\n\n" not in entry["text"] else entry["text"].strip(),
    }


def _moment(value: str | datetime) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return moment.replace(tzinfo=UTC)
