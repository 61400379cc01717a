"""Rule files for tests, written into a folder."""

from __future__ import annotations

from pathlib import Path

CATEGORIES = """
categories:
  explosion: {severity: serious, names: {en: Explosion, es: Explosión}}
  shooting: {severity: serious, names: {en: Shooting, es: Tiroteo}}
"""

RULE = """
  - id: {ident}
    category: explosion
    any_of: [{words}]
    examples:
      alert: [A bomb went off in Bogotá.]
      quiet: [The play bombed in London.]
"""


def pack(*rules: str, head: str = CATEGORIES) -> str:
    """A file in English with two categories and these entries under `rules:`."""
    return f"language: en\n{head}rules:\n" + "".join(rules)


def rule(ident: str = "blast", words: str = "bomb", more: str = "") -> str:
    """One whole entry; `more` are further lines of it, without indentation."""
    extra = "".join(f"    {line}\n" for line in more.strip().splitlines())
    return RULE.format(ident=ident, words=words) + extra


def write(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
