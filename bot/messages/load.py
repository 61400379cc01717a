"""`<language>.yaml` -> Wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.messages.wording import FORMS, Forms, Wording
from extract.marks import read_marked

FOLDER = Path(__file__).parent


class WordingError(ValueError):
    """A message file that cannot be used; the text says which key and what would be right."""


def load_wordings(folder: Path = FOLDER) -> dict[str, Wording]:
    """All languages that have a file, by code."""
    return {path.stem: load_wording(path) for path in sorted(folder.glob("*.yaml"))}


def load_wording(path: Path) -> Wording:
    marked, problems = read_marked(path.read_text(encoding="utf-8"), path.name)
    if marked is None or problems:
        raise WordingError("\n".join(str(problem) for problem in problems))
    document = marked.data
    if not isinstance(document, dict):
        raise WordingError(f"{path.name}: sections of sentences were expected")
    divisions = path.parent / "divisions" / path.name
    names, kinds = _divisions(divisions) if divisions.exists() else ({}, {})
    return Wording(path.stem, dict(_flat(document, path.name)), names, kinds)


def _divisions(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """What states and provinces are called in the language, and their kinds."""
    marked, problems = read_marked(path.read_text(encoding="utf-8"), f"divisions/{path.name}")
    if marked is None or problems:
        raise WordingError("\n".join(str(problem) for problem in problems))
    tables = []
    for name in ("names", "kinds"):
        table = marked.data.get(name) if isinstance(marked.data, dict) else None
        if not isinstance(table, dict) or not all(isinstance(one, str) for pair in table.items() for one in pair):
            raise WordingError(f"divisions/{path.name}: {name} must be a table of names in quotes")
        tables.append(dict(table))
    return tables[0], tables[1]


def _flat(section: Mapping[object, object], file: str, prefix: str = "") -> Iterator[tuple[str, Forms]]:
    for name, value in section.items():
        if not isinstance(name, str):
            raise WordingError(f"{file}: {prefix}{name!r} must be a word; put it in quotes")
        key = f"{prefix}{name}"
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict) and {"one", "other"} <= set(value) <= FORMS:
            yield key, {str(form): str(text) for form, text in value.items()}
        elif isinstance(value, dict):
            yield from _flat(value, file, f"{key}.")
        else:
            raise WordingError(f"{file}: {key} must be a sentence in quotes, not {value!r}")
