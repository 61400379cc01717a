"""The operator's own places: kept as one JSON line each beside the compiled file, and compiled into it."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from extract.gazetteer.sources import Entry
from extract.places import Place


def own_stamp(folder: Path) -> str:
    """Changes whenever a file of own places is added, replaced or taken away."""
    files = sorted(folder.glob("*.jsonl")) if folder.is_dir() else []
    if not files:
        return "none"
    state = "\n".join(f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}" for file in files)
    return f"{len(files)} files {zlib.crc32(state.encode()):08x}"


def own_entries(folder: Path) -> Iterator[Entry]:
    """Every entry that was ever added and not taken away."""
    for path in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        with path.open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield Entry(Place(**row["place"]), row["names"])


def write_entry(entry: Entry) -> str:
    """The line that `own_entries` reads."""
    return json.dumps({"place": asdict(entry.place), "names": entry.names}, ensure_ascii=False)
