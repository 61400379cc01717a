"""Take an operator's file of places into the gazetteer."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from extract.gazetteer import OWN_PLACES, open_gazetteer
from extract.gazetteer.geonames_dump import dump_entries, looks_like_a_dump
from extract.gazetteer.own import write_entry
from extract.gazetteer.own_rows import entries_of, read_rows
from extract.gazetteer.sources import Entry
from extract.gazetteer.writing import Progress
from extract.marks import Problem


@dataclass(frozen=True, slots=True)
class Added:
    """How many places were taken, and what was wrong with the others."""

    taken: int
    problems: tuple[Problem, ...]


def add_places(file: Path, data_dir: Path, *, progress: Progress | None = None) -> Added:
    """Read `file` (a table with a header, YAML, or a GeoNames dump), keep its good rows, and compile.

    Adding a file of the same name again replaces what it gave before. The places survive every later compile.
    """
    if not file.is_file():
        return Added(0, (Problem(str(file), 1, 1, "no such file"),))
    problems: list[Problem] = []
    entries: Iterable[Entry]
    if looks_like_a_dump(file):
        entries = dump_entries(file, problems)
    else:
        rows, problems = read_rows(file)
        entries = entries_of(rows, str(file), open_gazetteer(data_dir, progress=progress), problems)
    folder = data_dir / OWN_PLACES
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f"{file.stem}.{os.getpid()}.draft"
    taken = 0
    try:
        with draft.open("w", encoding="utf-8") as out:
            for entry in entries:
                out.write(write_entry(entry) + "\n")
                taken += 1
        if taken:
            draft.replace(folder / f"{file.stem}.jsonl")
    finally:
        draft.unlink(missing_ok=True)
    if taken:
        open_gazetteer(data_dir, progress=progress)
    return Added(taken, tuple(sorted(problems)))
