"""Text cut up: plain values, whatever made them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "text"]
NameLabel = Literal["GPE", "LOC", "FAC", "ORG", "PERSON", "NORP", "OTHER"]


@dataclass(frozen=True, slots=True)
class Token:
    """One word or punctuation mark; offsets are code points into its field, end exclusive.

    `lemma` is lower case with accents kept. `pos` and `tag` are empty where no tagger ran.
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str = ""  # Universal POS
    tag: str = ""  # Penn treebank tag (English)


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name as the recogniser saw it, before any gazetteer."""

    start: int
    end: int
    label: NameLabel


@dataclass(frozen=True, slots=True)
class Sentence:
    """Offsets are code points into the article's title or text, as `field` says."""

    index: int  # position in the article, title sentences first
    field: Field
    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()


def _fold_char(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[:1] or char
    low = base.lower()
    return low if len(low) == 1 else base


class _Table(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_char(chr(code))
        return folded


_TABLE = _Table()


def fold(text: str) -> str:
    """Lower case without accents, one character for one, so that offsets hold in both.

    A combining mark that stands alone is kept: dropping it would shift every offset behind it.
    """
    return text.translate(_TABLE)
