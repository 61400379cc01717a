"""What differs between languages: one YAML file a language for names, one for dates and counts; no Python."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from types import MappingProxyType
from typing import Any

from extract.language import LanguageData
from extract.languages.datewords import date_words
from extract.marks import Marked, Problem, did_you_mean, read_file
from extract.text import fold

__all__ = ["LanguageData", "LanguageFileError", "load_language", "load_languages"]

FOLDER = Path(__file__).parent


class LanguageFileError(ValueError):
    """A language file that cannot be used; `problems` lists every mistake."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def load_language(path: Path) -> LanguageData:
    """Read one `<code>.yaml`, and `dates/<code>.yaml` where there is one.

    Raises LanguageFileError naming every mistake in them.
    """
    marked, problems = read_file(path, name=path.name)
    if marked is None or not isinstance(marked.data, dict):
        problems = problems or [Problem(path.name, 1, 1, "expected fields such as `name: English`, one a line")]
        raise LanguageFileError(tuple(problems))
    values: dict[str, Any] = {"code": path.stem, "name": path.stem}
    known = {part.name for part in fields(LanguageData) if part.init} - {"code", "dates"}
    for key, value in marked.data.items():
        if key not in known:
            message = f'unknown field "{key}"{did_you_mean(key, known)}'
            problems.append(marked.problem((key,), message, at_key=True))
        elif key == "demonyms":
            values[key] = _demonyms(marked, value, problems)
        elif key == "home_words":
            values[key] = _home_words(marked, value, problems)
        elif key in ("read_as", "usually"):
            values[key] = _pairs(marked, key, value, problems)
        elif key in ("name", "model", "demonyms_any_case"):
            values[key] = value
        else:
            values[key] = frozenset(fold(word) for word in _words(marked, (key,), value, problems))
    dates = path.parent / "dates" / path.name
    if dates.is_file():
        dates_marked, more = read_file(dates, name=f"dates/{path.name}")
        problems += more
        if dates_marked is not None:
            values["dates"] = date_words(dates_marked, problems)
    if problems:
        raise LanguageFileError(tuple(problems))
    return LanguageData(**values)


def load_languages(folder: Path = FOLDER) -> Mapping[str, LanguageData]:
    """Every language in `folder` by its ISO 639-1 code; by default those that ship."""
    return MappingProxyType({path.stem: load_language(path) for path in sorted(folder.glob("*.yaml"))})


def _words(marked: Marked, path: tuple[str | int, ...], value: object, problems: list[Problem]) -> list[str]:
    if not isinstance(value, list):
        problems.append(marked.problem(path, "expected a list of words, such as [near, outside]"))
        return []
    wrong = [number for number, word in enumerate(value) if not isinstance(word, str) or not word.strip()]
    problems.extend(marked.problem((*path, number), "expected a word; put it in quotes") for number in wrong)
    return [word for word in value if isinstance(word, str) and word.strip()]


def _pairs(marked: Marked, key: str, value: object, problems: list[Problem]) -> Mapping[str, str]:
    if not isinstance(value, dict):
        problems.append(marked.problem((key,), "expected a word and what it stands for, such as Calif.: California"))
        return MappingProxyType({})
    return MappingProxyType({fold(word): str(meant) for word, meant in value.items()})


def _demonyms(marked: Marked, value: object, problems: list[Problem]) -> Mapping[str, str]:
    if not isinstance(value, dict):
        problems.append(marked.problem(("demonyms",), "expected a list for each country code, such as MX: [Mexican]"))
        return MappingProxyType({})
    return MappingProxyType(
        {
            form: code
            for code, words in value.items()
            for word in _words(marked, ("demonyms", code), words, problems)
            for form in _endings(word)
        }
    )


def _home_words(marked: Marked, value: object, problems: list[Problem]) -> Mapping[str, tuple[str, ...]]:
    if not isinstance(value, dict):
        problems.append(marked.problem(("home_words",), "expected a list for each country code, such as IN: [rupees]"))
        return MappingProxyType({})
    codes: dict[str, tuple[str, ...]] = {}
    for code, words in value.items():
        for word in _words(marked, ("home_words", code), words, problems):
            codes[fold(word)] = (*codes.get(fold(word), ()), str(code))
    return MappingProxyType(codes)


def _endings(word: str) -> tuple[str, ...]:
    """A lower-case adjective in -o stands for its four endings (Spanish); any other word for itself."""
    folded = fold(word)
    if word[:1].islower() and folded.endswith("o"):
        return folded, folded[:-1] + "a", folded + "s", folded[:-1] + "as"
    return (folded,)
