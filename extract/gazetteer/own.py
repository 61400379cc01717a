"""The operator's own places: kept as one JSON line each beside the compiled file, and compiled into it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from extract.gazetteer.sources import Entry
from extract.places import Place


def own_stamps(folder: Path) -> dict[str, str]:
    """File of own places -> its state, which changes whenever the file is added again."""
    files = sorted(folder.glob("*.jsonl")) if folder.is_dir() else []
    return {file.name: f"{file.stat().st_size:,} bytes, {file.stat().st_mtime_ns:x}" for file in files}


def own_entries(folder: Path, names: Iterable[str]) -> Iterator[Entry]:
    """Every entry of the files of these names, in their order."""
    for name in names:
        with (folder / name).open(encoding="utf-8") as file:
            for line in file:
                row = json.loads(line)
                yield Entry(Place(**row["place"]), row["names"])


def write_entry(entry: Entry) -> str:
    """The line that `own_entries` reads."""
    return json.dumps({"place": asdict(entry.place), "names": entry.names}, ensure_ascii=False)
