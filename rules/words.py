"""Text as words that terms can be held against: folded, each with its dictionary forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import simplemma

from extract.text import fold

WORD = re.compile(r"[^\W_]+")
# Languages with lemma tables; in others a word matches as written, or by its beginning (word*).
LEMMA_LANGUAGES = frozenset({"en", "es", "pt", "fr", "it", "de", "nl", "pl", "ro", "sv", "tr", "uk", "ru"})
REMEMBERED_WORDS = 200_000

_PARTICIPLE = re.compile(r"(\w{2,}[ai]d)(?:a|as|os)")
_SHORTEST_PLURAL = 5  # letters: "tras" and "más" are none
_PLURAL = re.compile(r"(\w+?)(?:(?<=[^aeiou\W_])es|(?<=[aeiou])s)")
_REFLEXIVE = ("arse", "erse", "irse")
_ACCENTED_END = str.maketrans("aeio", "áéíó")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence; offsets are code points into its field, end exclusive."""

    start: int
    end: int
    folded: str
    forms: frozenset[str]  # the folded word and its folded dictionary forms


def words_of(text: str, language: str, offset: int = 0) -> tuple[Word, ...]:
    """Every word of a text that starts at `offset` of its field."""
    folded = fold(text)
    return tuple(
        Word(offset + m.start(), offset + m.end(), m[0], forms(text[m.start() : m.end()].lower(), language))
        for m in WORD.finditer(folded)
    )


@lru_cache(maxsize=REMEMBERED_WORDS)
def forms(word: str, language: str) -> frozenset[str]:
    """What a word may be looked up as, folded: itself and its dictionary forms, its accents there or lost."""
    folded = fold(word)
    if language not in LEMMA_LANGUAGES or not word.isalpha():
        return frozenset({folded})
    found = {folded, fold(simplemma.lemmatize(word, language).lower())}
    if language == "en" and folded.endswith(("lled", "lling")):
        # "cancelled" and "travelling" as the British write them
        found.add(folded.removesuffix("led").removesuffix("ling"))
    if language == "es" and word == folded and len(word) > 3 and word[-1] in "aeio":
        # "exploto" and "murio", as typed in capitals or in haste, are "explotó" and "murió"
        found.add(fold(simplemma.lemmatize(word[:-1] + word[-1].translate(_ACCENTED_END), language).lower()))
    if language == "es":
        # "armados", which the tables lead to "armar" alone, is a form of "armado" too
        found.update(match[1] + "o" for match in [_PARTICIPLE.fullmatch(folded)] if match)
        # "llevárselo", which the tables lead to "llevarse", is a form of "llevar" too
        found.update([form.removesuffix("se") for form in found if form.endswith(_REFLEXIVE)])
        found.update(_singular(folded))
    return frozenset(found)


def _singular(folded: str) -> list[str]:
    """What a Spanish plural stands for: the tables do not know "choferes", and give "vecinas" to "vecino" alone."""
    if len(folded) < _SHORTEST_PLURAL:
        return []
    if folded.endswith("ces"):
        return [folded.removesuffix("ces") + "z"]
    match = _PLURAL.fullmatch(folded)
    return [match[1]] if match else []
