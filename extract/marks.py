"""YAML read with the line and column of every value, so that a mistake can be pointed at.

Shared by languages, rules and config. Not part of the core: it is the only place that parses YAML.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where, what, and what would be right. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.message}"
