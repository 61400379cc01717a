"""A sentence as the reading of places looks at it, token by token."""

from __future__ import annotations

from functools import cache

from extract.language import LanguageData
from extract.text import NameLabel, Sentence, fold

_APOSTROPHES = frozenset("'’")
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


class Line:
    """A sentence with what is asked of it again and again. Positions are of tokens."""

    __slots__ = (
        "capital", "folded", "labels", "metonyms", "names", "number", "phrases", "sentence", "shouted", "stands_out",
        "tagged", "texts", "tokens",
    )  # fmt: skip  # a table or a paragraph of words, not one a line

    def __init__(self, number: int, sentence: Sentence, language: LanguageData) -> None:
        self.number = number
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.texts = [token.text for token in self.tokens]
        self.folded = [fold(text) for text in self.texts]
        self.shouted = sentence.text.isupper()
        self.tagged = any(token.tag for token in self.tokens[:3])  # a trained model has read it
        self.capital = [_is_capital(text, self.shouted) for text in self.texts]
        self.stands_out = [text[0].isupper() for text in self.texts]  # unlike a word of a script without capitals
        self.labels: list[NameLabel | None] = [None] * len(self.tokens)
        self.names: list[tuple[int, int, NameLabel]] = []
        if sentence.names:
            self._place_names()
        self.phrases = self._listed(language.never_phrases)  # organisations that hold, or look like, a place's name
        self.metonyms = self._listed(language.metonyms)

    def _place_names(self) -> None:
        at = {token.start: position for position, token in enumerate(self.tokens)}
        for name in self.sentence.names:
            first = at.get(name.start)
            if first is None:
                continue
            last = first
            while last + 1 < len(self.tokens) and self.tokens[last + 1].end <= name.end:
                last += 1
            if self.folded[first] == "the" and last > first:
                first += 1
            while last > first and self.folded[last] in POSSESSIVES:
                last -= 1
            self.names.append((first, last, name.label))
            self.labels[first : last + 1] = [name.label] * (last - first + 1)

    def _listed(self, phrases: frozenset[str]) -> list[tuple[int, int]]:
        found = []
        openings = _first_words(phrases)
        for first, word in enumerate(self.folded):
            if word not in openings or not self.capital[first]:
                continue
            lasts = range(first, min(first + 4, len(self.tokens)))
            found += [(first, last) for last in lasts if " ".join(self.folded[first : last + 1]) in phrases]
        return found

    def covers_phrase(self, first: int, last: int) -> bool:
        """A listed phrase lies in it, or it lies in a seat of government: not a place name as it stands."""
        return any(first <= low and high <= last for low, high in self.phrases) or any(
            first <= high and low <= last for low, high in self.metonyms
        )

    def in_phrase(self, first: int, last: int) -> bool:
        return any(low <= first and last <= high for low, high in self.phrases)

    def text(self, first: int, last: int) -> str:
        offset = self.sentence.start
        return self.sentence.text[self.tokens[first].start - offset : self.tokens[last].end - offset]

    def key(self, first: int, last: int) -> str:
        """The folded tokens with one space between, but for a full stop that the tokenizer cut off: "w.va"."""
        return " ".join(self.folded[first : last + 1]).replace(" .", ".")

    def word(self, position: int) -> str:
        """The folded token there, "" beyond either end."""
        return self.folded[position] if 0 <= position < len(self.folded) else ""

    def gap(self, position: int) -> int:
        """Characters between a token and the next."""
        return self.tokens[position + 1].start - self.tokens[position].end


@cache
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


def _is_capital(text: str, shouted: bool) -> bool:
    """Begins with a capital, or belongs to a script without any; words of a line in capitals do not stand out."""
    if len(text) > 2 and text[1] in _APOSTROPHES:
        text = text[2:]  # "d'Ivoire", "l'Aquila"
    first = text[0]
    return first.isalpha() and (first.isupper() or not first.islower()) and (len(text) > 1 or not first.isascii())
