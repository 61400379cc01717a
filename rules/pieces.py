"""What `rules.about` sees of an article: pieces of words, words, and pairs of them, names left out and numbers by kind.

Pieces of three to five characters with the mark that stands at a word are alike where words are: "disparó",
"dispararon", "disparos" share theirs, and so a verb nobody has seen in this form is known all the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from extract.text import fold

PIECES, OPENING, WORDS = "pieces", "opening", "words"
SHARE: Mapping[str, float] = {PIECES: 1.0, OPENING: 0.5, WORDS: 0.7}  # how loud each kind of clue is
SHORTEST, LONGEST = 3, 5  # characters of a piece
MOST_WORDS = 500  # of a text: what stands behind them is read by rules alone
OPENING_WORDS = 20  # of a text without a headline that may be one
CACHED_WORDS = 20_000
NAMED_WORDS, NAMED_LETTERS = 3, 4  # the words that a reason names: so many, each of so many letters or more
NAME = "^"
CAPITALISED = 0.6  # of a headline's words: A Headline Written Like This tells no names
WORD = re.compile(r"[^\W_]+")
_OPENS = re.compile(r"[.!?:;\"«“‘'(—–-]\s*$")  # what stands before a word that opens a sentence or a quotation
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b")
_NUMBER = re.compile(r"\d+")
_MARKS = re.compile(r"[^\w#^]+")
_ENDS = re.compile(r"[.!?]\s")

Seen = Mapping[str, Mapping[str, int]]  # kind of clue -> clue -> how often


def seen(title: str, text: str) -> Seen:
    """Every clue of an article: pieces of all of it and of its opening, words and pairs of neighbours."""
    body = masked(_start(text))
    head = masked(title) if title else _first_sentence(body)
    whole = f"{head} . {body}" if title else body
    pieces = Counter(piece for word in whole.split() for piece in pieces_of(word))
    opening = Counter(piece for word in _MARKS.sub(" ", head).split() for piece in pieces_of(word))
    words = _MARKS.sub(" ", whole).split()
    pairs = (f"{one} {other}" for one, other in pairwise(words))
    return {PIECES: pieces, OPENING: opening, WORDS: Counter(words) + Counter(pairs)}


@lru_cache(maxsize=CACHED_WORDS)
def pieces_of(word: str) -> tuple[str, ...]:
    """Pieces of a word with a blank before and behind it, so that its beginning and end count as such."""
    padded = f" {word} "
    found = []
    for length in range(SHORTEST, LONGEST + 1):
        if length >= len(padded):
            found.append(padded)
            break
        found.extend(padded[at : at + length] for at in range(len(padded) - length + 1))
    return tuple(found)


def masked(part: str) -> str:
    """Folded; a name stands as a name (which town it was says nothing of what it was), a number by its kind."""
    folded = fold(part)
    kept, at = [], 0
    for start, end in _names(part):
        kept.append(folded[at:start] + NAME)
        at = end
    kept.append(folded[at:])
    told = _CLOCK.sub(" hhmm ", _YEAR.sub(" yyyy ", "".join(kept)))
    return _NUMBER.sub("#", told)


def readable(part: str) -> Iterator[tuple[str, str]]:
    """The words of a part that are neither names nor numbers: as written, and folded."""
    names = set(_names(part))
    folded = fold(part)
    for match in WORD.finditer(part):
        if match.span() not in names and not match.group().isdigit():
            yield match.group(), folded[match.start() : match.end()]


def loudest(title: str, text: str, moved: Callable[[str, tuple[str, ...]], float], *, towards: bool) -> list[str]:
    """The words that moved it most, as written; `moved` is asked of a folded word and the kinds of pieces it has."""
    far: dict[str, tuple[float, str]] = {}
    for part, kinds in ((title, (PIECES, OPENING)), (text, (PIECES,))):
        for written, word in readable(part):
            if word not in far and len(word) >= NAMED_LETTERS:
                far[word] = (moved(word, kinds), written)
    order = sorted(far.values(), key=lambda one: one[0], reverse=towards)
    return [written for _, written in order[:NAMED_WORDS]]


def _names(part: str) -> Iterator[tuple[int, int]]:
    words = [match.span() for match in WORD.finditer(part)]
    capitals = sum(part[start].isupper() for start, _ in words)
    if capitals > len(words) * CAPITALISED:
        return
    for start, end in words:
        if part[start].isupper() and start and _OPENS.search(part[max(0, start - 4) : start]) is None:
            yield start, end


def _start(text: str) -> str:
    end = 0
    for number, word in enumerate(WORD.finditer(text)):
        if number == MOST_WORDS:
            return text[:end]
        end = word.end()
    return text


def _first_sentence(body: str) -> str:
    end = _ENDS.search(body)
    return " ".join((body[: end.start()] if end else body).split()[:OPENING_WORDS])


def loud(times: int) -> float:
    """Said twice says less than twice as much."""
    return 1 + math.log(times)
