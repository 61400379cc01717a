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
    return Wording(path.stem, dict(_flat(document, path.name)))


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
