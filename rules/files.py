"""Which files a setting such as [builtin, ./my-rules] means."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.marks import Problem, did_you_mean

BUILTIN = "builtin"
HOME = Path(__file__).parent
MAX_FILES = 1000


@dataclass(frozen=True, slots=True)
class RuleFile:
    """`name` is what problems call it: as given, or `rules/packs/…` for those that ship."""

    path: Path
    name: str


def rule_files(paths: Sequence[str | Path]) -> tuple[list[RuleFile], list[Problem]]:
    """Every file meant, in order: a file as it is, a folder's .yaml and .yml files by name, also in folders below.

    Names that begin with a dot are left out (editors and mounts leave such behind). Missing paths,
    folders without rules and files reached twice are problems.
    """
    files: list[RuleFile] = []
    problems: list[Problem] = []
    reached: dict[Path, str] = {}
    for given in paths:
        found = list(_expand(given, problems))
        if len(found) > MAX_FILES:
            problems.append(
                Problem(str(given), 1, 1, f"more than {MAX_FILES} rule files below it; is this the folder?")
            )
            continue
        for file in found:
            real = _real(file.path)
            if real in reached:
                message = f'this file is reached twice, by "{reached[real]}" and by "{given}"; name it once'
                problems.append(Problem(file.name, 1, 1, message))
                continue
            reached[real] = str(given)
            files.append(file)
    return files, problems


def watched(paths: Sequence[str | Path]) -> tuple[Path, ...]:
    """The folders whose changes may change the rules: editors save a file by putting a new one in its place."""
    folders = []
    for given in paths:
        path = HOME if str(given) == BUILTIN else Path(given)
        folders.append(path if path.is_dir() else path.parent)
    return tuple(dict.fromkeys(_real(folder) for folder in folders if folder.is_dir()))


def _real(path: Path) -> Path:
    """`Path.resolve` raises RuntimeError where a link leads to itself (until Python 3.13)."""
    return Path(os.path.realpath(path))


def _expand(given: str | Path, problems: list[Problem]) -> Iterator[RuleFile]:
    name = str(given)
    if name == BUILTIN:
        yield RuleFile(HOME / "categories.yaml", "rules/categories.yaml")
        for path in _below(HOME / "packs"):
            yield RuleFile(path, path.relative_to(HOME.parent).as_posix())
        return
    path = Path(given).expanduser()
    if path.is_dir():
        below = _below(path)
        if not below:
            problems.append(Problem(name, 1, 1, "no .yaml file in this folder; name the folder that holds your rules"))
        for each in below:
            yield RuleFile(each, str(Path(name) / each.relative_to(path)))
    elif path.exists():
        yield RuleFile(path, name)
    elif path.is_symlink():
        problems.append(Problem(name, 1, 1, "a link that leads nowhere; mend or remove it"))
    else:
        problems.append(Problem(name, 1, 1, f"no such file or folder{did_you_mean(name, [BUILTIN, *_beside(path)])}"))


def _below(folder: Path) -> list[Path]:
    found: list[Path] = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found.extend(
            Path(root, name) for name in sorted(names) if name.endswith((".yaml", ".yml")) and not name.startswith(".")
        )
        if len(found) > MAX_FILES:
            break
    return found


def _beside(path: Path) -> list[str]:
    try:
        return [str(each) for each in sorted(path.parent.iterdir())[:200]]
    except OSError:
        return []
