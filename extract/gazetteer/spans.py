"""Names of the gazetteer in running text, found by asking which runs of words are keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.gazetteer.names import key

MOST_WORDS = 7  # "Saint Vincent and the Grenadines", "San Juan Bautista Tuxtepec de Flores Magón"
# Letters of any script with the marks, dots and apostrophes inside a name; a final dot stays outside but for "N.L."
_WORD = re.compile(r"(?:\w\.){2,}|\w(?:[\w\u0300-\u036f\u064b-\u0652'’‘ʼʻ]*\w)?")
# Words that a name may hold in lower case, but not begin or end with.
_JOINING = frozenset(
    [
        "a",
        "al",
        "am",
        "an",
        "and",
        "au",
        "auf",
        "aux",
        "bei",
        "d",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "des",
        "di",
        "do",
        "dos",
        "du",
        "e",
        "el",
        "en",
        "et",
        "für",
        "i",
        "im",
        "in",
        "l",
        "la",
        "las",
        "le",
        "les",
        "los",
        "ob",
        "of",
        "on",
        "op",
        "am",
        "sur",
        "the",
        "und",
        "upon",
        "van",
        "von",
        "y",
        "ye",
        "zu",
    ]
)


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A run of words that the gazetteer knows; offsets are code points, end exclusive."""

    start: int
    end: int
    key: str


def names_in(text: str, known: Callable[[str], bool], *, any_case: bool = False) -> Iterator[NameSpan]:
    """The longest known runs, left to right, none overlapping another.

    A run begins and ends with a capitalised word, or one of a script without capitals; between them may stand
    joining words. `any_case` takes lower-case words too, for text without any capitals. Which of these are places
    is for the caller to say: "Nice", "Of" and "Reading" are in the gazetteer.
    """
    words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    folded = [key(word) for _, _, word in words]
    opens = [any_case or word != word.lower() or not (word[0].islower() or word[0].isdigit()) for _, _, word in words]
    at = 0
    while at < len(words):
        if not opens[at] or not folded[at]:
            at += 1
            continue
        last = at  # how far the run may reach
        for ahead in range(at + 1, min(at + MOST_WORDS, len(words))):
            gap = text[words[ahead - 1][1] : words[ahead][0]]
            if gap.strip(" \t\u00a0-‐‑–.") or len(gap) > 3 or "\n" in gap:
                break
            if ". " in gap and words[ahead - 1][1] - words[ahead - 1][0] > 3:
                break  # a sentence ends there: only "St. Louis" and "Ft. Worth" go on behind a dot
            if opens[ahead]:
                last = ahead
            elif folded[ahead] not in _JOINING:
                break
        for end in range(last, at - 1, -1):
            if not opens[end]:
                continue
            joined = " ".join(folded[at : end + 1])
            if known(joined):
                yield NameSpan(words[at][0], words[end][1], joined)
                at = end
                break
        at += 1
