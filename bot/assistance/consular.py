"""Ministries' lines for their citizens abroad: only what somebody read on the ministry's own page.

The table is the operator's: a YAML file with one entry a nationality. Nothing ships with it, for a
number remembered wrongly is worse than none.

    ES:
      ministry: Ministerio de Asuntos Exteriores
      phone: "+34 …"
      url: https://…          # the page where it was read
      checked: 2026-11-02     # the day it was read
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from extract.marks import Marked, Problem, read_file

STALE = timedelta(days=365)  # older than this, only the link is shown
_FIELDS = frozenset({"ministry", "phone", "url", "checked"})
_PHONE = re.compile(r"\+[0-9][0-9 ()./-]{5,30}\Z")


@dataclass(frozen=True, slots=True)
class ConsularLine:
    """`phone` None = only the link may be shown."""

    ministry: str
    phone: str | None
    url: str
    checked: date


def read_lines(path: Path) -> tuple[dict[str, ConsularLine], list[Problem]]:
    """The table by nationality (ISO 3166-1 alpha-2), without the entries that have a problem."""
    marked, problems = read_file(path)
    if marked is None:
        return {}, problems
    if not isinstance(marked.data, dict):
        return {}, [
            *problems,
            marked.problem((), "countries with their lines were expected, such as ES: {ministry: …}"),
        ]
    lines: dict[str, ConsularLine] = {}
    for code, entry in marked.data.items():
        line = _line(marked, str(code), entry, problems)
        if line is not None:
            lines[str(code)] = line
    return lines, problems


def _line(marked: Marked, code: str, entry: Any, problems: list[Problem]) -> ConsularLine | None:
    before = len(problems)
    if not re.fullmatch(r"[A-Z]{2}", code):
        problems.append(marked.problem((code,), f"{code!r} is not a country code such as ES", at_key=True))
        return None
    if not isinstance(entry, dict):
        problems.append(marked.problem((code,), "ministry, phone, url and checked were expected"))
        return None
    unknown = sorted(set(entry) - _FIELDS)
    problems += [marked.problem((code, name), f"unknown field {name!r}", at_key=True) for name in unknown]
    ministry, phone, url = (str(entry.get(name) or "").strip() for name in ("ministry", "phone", "url"))
    if not ministry:
        problems.append(marked.problem((code,), "the ministry's name is missing"))
    if not url.startswith("https://"):
        problems.append(marked.problem((code, "url"), "the https:// address of the ministry's own page is needed"))
    if phone and not _PHONE.match(phone):
        problems.append(marked.problem((code, "phone"), "a number as dialled from abroad, such as +34 910 000 000"))
    try:
        checked = date.fromisoformat(str(entry.get("checked", "")))
    except ValueError:
        problems.append(marked.problem((code, "checked"), "the day it was read, such as 2026-11-02"))
        return None
    return ConsularLine(ministry, phone or None, url, checked) if len(problems) == before else None


def consular_lines(
    table: Mapping[str, ConsularLine], today: Callable[[], date]
) -> Callable[[str, str], ConsularLine | None]:
    """(nationality, country of the event) -> the line, for messages; none at home, no number from a stale entry."""

    def line_for(nationality: str, country: str) -> ConsularLine | None:
        line = table.get(nationality)
        if line is None or nationality == country:
            return None
        return replace(line, phone=None) if today() - line.checked > STALE else line

    return line_for
