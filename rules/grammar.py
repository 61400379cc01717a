"""How a term is written, and what is wrong with one that is not: the one place that knows.

| written            | matches                                                          |
|--------------------|------------------------------------------------------------------|
| bomb               | any form of the word: bomb, bombs                                |
| car bomb           | the words in a row, each in any form                             |
| "car bomb"         | exactly these words, without regard to case and accents          |
| "shot" dead        | exactly the quoted word, the other in any form                   |
| explo*             | any word with this beginning                                     |
| bomb in <place>    | slots: <place>, <number>, <date>, <words> (none to five others)  |
| /gun(fire|shots?)/ | an RE2 pattern over the sentence, folded: no capitals, no accents |
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import re2

from extract.text import fold
from rules.words import WORD

PieceKind = Literal["form", "exact", "prefix", "place", "number", "date", "words"]
SLOTS: Mapping[str, PieceKind] = {"place": "place", "number": "number", "date": "date", "words": "words"}
PATTERN_MEMORY = 1 << 20  # bytes for one compiled pattern: repetition bombs are refused, not compiled
MAX_TERM = 200

# Never searched from when a term has another word: they stand in every text.
_FREQUENT = frozenset(
    {
        "with", "from", "into", "onto", "over", "under", "after", "before", "than", "that", "this", "their", "there",
        "were", "where", "which", "while", "have", "been", "being", "will", "would", "could", "about", "also", "more",
        "several", "people", "first", "second", "road", "against", "during", "through", "between", "make", "made",
        "take", "taken", "took", "away", "back", "down", "group", "number", "year", "years", "when", "come", "came",
        "home", "work", "long", "told", "time", "world", "para", "contra", "desde", "sobre", "entre", "hasta", "como",
        "esta", "este", "estos", "fueron", "hacia", "durante", "cuando", "donde", "frente", "tras", "ante",
        "nacional", "presidente", "gobierno", "pais", "medio", "forma", "tener", "hacer",
        # shorter than these, and in every text: "in the back" is looked for where "back" stands
        "the", "and", "for", "was", "are", "had", "has", "not", "who", "its", "his", "her", "out", "off", "one", "two",
        "a", "an", "in", "on", "of", "to", "by", "at", "as", "is", "it", "be", "or", "up", "he", "no",
        "el", "la", "de", "un", "en", "al", "se", "su", "lo", "le", "y", "o",
        "los", "las", "del", "una", "uno", "por", "con", "que", "sin", "fue", "sus", "mas",
    }
)  # fmt: skip  # a table or a paragraph of words, not one a line
_PIECES = re.compile(r'"[^"]*"|<[^<>]*>|[^\s"<>]+')


@dataclass(frozen=True, slots=True)
class Piece:
    """One word or slot of a term."""

    kind: PieceKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A term ready to be looked for. `pattern` is set for /re2/ terms alone."""

    text: str
    pieces: tuple[Piece, ...]
    anchor: int = 0  # the piece a search starts from; never a slot
    pattern: Any = None


class UnknownSlotError(ValueError):
    """A slot that there is not; `slot` is what was written between < and >."""

    def __init__(self, slot: str, hint: str = "") -> None:
        super().__init__(f"unknown slot <{slot}>{hint} (slots are {', '.join(f'<{each}>' for each in SLOTS)})")
        self.slot = slot


@lru_cache(maxsize=50_000)
def parse_term(text: str) -> Term:
    """The pieces of one term. Raises ValueError, with what would be right, for a term that is none."""
    stripped = text.strip()
    if not stripped:
        raise ValueError("an empty word would match everything; remove it")
    if len(stripped) > MAX_TERM:
        raise ValueError(f"longer than {MAX_TERM} characters; a term is a word or a short phrase")
    if stripped.startswith("/"):
        return Term(text, (), 0, _pattern(stripped))
    if stripped.count('"') % 2:
        bare = stripped.replace('"', "").strip()
        raise ValueError(f"exact words stand between two double quotes, such as '\"{bare}\"'")
    pieces = [piece for part in _PIECES.findall(stripped) for piece in _pieces(part)]
    if re.search(r"[<>]", re.sub(r"<[^<>]*>", "", stripped)):
        raise ValueError("a slot is written <place>, <number>, <date> or <words>")
    anchors = [number for number, piece in enumerate(pieces) if piece.text]
    if not anchors:
        raise ValueError(
            "a slot alone matches too much; put a word beside it"
            if pieces
            else f'"{stripped}" holds no letter or number; a word was meant'
        )
    # the longest word is the rarest: searching from it looks at the fewest places
    return Term(text, tuple(pieces), max(anchors, key=lambda number: _rarity(pieces[number])))


def _pieces(part: str) -> list[Piece]:
    if part.startswith('"'):
        words = WORD.findall(fold(part))
        if not words:
            raise ValueError("nothing stands between the quotes; an empty word would match everything")
        if "*" in part:
            raise ValueError("within double quotes * is not a wildcard; leave the quotes out, or the *")
        return [Piece("exact", word) for word in words]
    if part.startswith("<"):
        name = part[1:-1].strip().lower()
        if name not in SLOTS:
            raise UnknownSlotError(name)
        return [Piece(SLOTS[name])]
    if "*" in part[:-1]:
        raise ValueError(f'* stands only at the end of a word; "{part}" has it elsewhere')
    words = WORD.findall(fold(part.removesuffix("*")))
    if part.endswith("*") and words:
        return [*(Piece("form", word) for word in words[:-1]), Piece("prefix", words[-1])]
    return [Piece("form", word) for word in words]


def _rarity(piece: Piece) -> tuple[bool, bool, int]:
    return piece.text not in _FREQUENT, piece.kind != "prefix", len(piece.text)


def _pattern(text: str) -> re2._Regexp:
    """A /pattern/ compiled, for folded text in linear time."""
    if len(text) < 3 or not text.endswith("/"):
        raise ValueError("a pattern begins and ends with /, such as /ak-?47/")
    if re.search(r"\(\?(=|!|<=|<!)", text):
        raise ValueError(
            "patterns know no lookahead or lookbehind (they run in linear time); use none_of or near instead"
        )
    if re.search(r"\\[1-9]", text):
        raise ValueError("patterns know no references back to a group (they run in linear time); write the words out")
    accented = next((char for char in text if char.isalpha() and fold(char) != char.lower()), None)
    if accented:
        raise ValueError(f'a pattern reads text without accents; write "{fold(accented)}" for "{accented}"')
    options = re2.Options()
    options.max_mem = PATTERN_MEMORY
    options.log_errors = False
    options.case_sensitive = False
    try:
        pattern = re2.compile(text[1:-1], options)
    except re2.error as error:
        said = error.args[0] if error.args else "it cannot be read"
        told = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        raise ValueError(f"not a valid pattern: {told}") from None
    if pattern.search(""):
        raise ValueError("this pattern matches everything, even nothing; name at least one letter")
    return pattern
