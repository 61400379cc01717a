"""The lists by which `rules.spoken_of` counts, read from `spoken_of.<language>.yaml`.

The core reads no YAML: `rules.cues` hands them over with a language's other words.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from extract.marks import read_file

HERE = Path(__file__).parent


@lru_cache(maxsize=8)
def shipped(language: str) -> Mapping[str, str] | None:
    """Word -> its list; None for a language without lists. Raises ValueError for a broken file."""
    path = HERE / f"spoken_of.{language}.yaml"
    return read_lists(path) if path.is_file() else None


def read_lists(path: Path) -> Mapping[str, str]:
    """Word -> the list it stands in. Raises ValueError with every problem, a word of two lists among them."""
    marked, problems = read_file(path, name=f"rules/{path.name}")
    lists = marked.data if marked is not None and isinstance(marked.data, dict) else {}
    of: dict[str, str] = {}
    wrong = [str(problem) for problem in problems]
    for name, text in lists.items():
        for word in str(text).split(","):
            other = of.setdefault(word.strip().lower(), name)
            if other != name:
                wrong.append(f'rules/{path.name}: "{word.strip()}" stands in "{other}" and in "{name}"')
    if wrong or not of:
        raise ValueError("\n".join(wrong) or f"rules/{path.name}: no words")
    return MappingProxyType(of)
