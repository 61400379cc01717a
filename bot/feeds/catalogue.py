"""The sources that ship, and feeds as lines of the settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import yaml

from bot.feeds.feed import Feed

CATALOGUE = Path(__file__).with_name("catalogue.yaml")
_DEFAULTS = Feed("")


@dataclass(frozen=True, slots=True)
class Known:
    """A source of the catalogue. `on`: watched unless an operator says otherwise; `note` says why not."""

    feed: Feed
    licence: str
    on: bool
    note: str = ""


def entries(path: Path = CATALOGUE) -> list[Known]:
    """In the file's order."""
    names = {field.name for field in fields(Feed)}
    found: list[Known] = []
    for entry in yaml.safe_load(path.read_text("utf-8")):
        values = {**entry, "interval_s": float(entry["interval"])}
        feed = Feed(**{name: value for name, value in values.items() if name in names})
        found.append(Known(feed, entry["licence"], entry["watch"], entry.get("note", "")))
    return found


def as_config(known: Sequence[Known | Feed]) -> str:
    """Lines for `feeds:` in the settings; a source that is off is commented out."""
    lines = ["feeds:"]
    for one in known:
        feed, on, note = (one.feed, one.on, one.note) if isinstance(one, Known) else (one, True, "")
        mark = "" if on else "# "
        if note:
            lines.append(f"  # {note}")
        written = {
            "url": feed.url,
            "publisher": feed.publisher,
            "type": feed.type,
            "language": feed.language,
            "country": feed.country,
            "official": feed.official,
            "full_text": feed.full_text,
            "always_page": feed.always_page,
            "interval": int(feed.interval_s),
            "user_agent": feed.user_agent,
        }
        usual = {**{name: getattr(_DEFAULTS, name, None) for name in written}, "interval": int(_DEFAULTS.interval_s)}
        kept = [(name, value) for name, value in written.items() if value != usual[name]]
        for number, (name, value) in enumerate(kept):
            dash = "- " if number == 0 else "  "
            lines.append(f"  {mark}{dash}{name}: {_scalar(value)}")
    return "\n".join(lines) + "\n"


def _scalar(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, width=10_000).removesuffix("...\n").strip()
