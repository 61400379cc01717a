"""Where a text holds the terms of rules: many looked for at once. How a term is written: `rules.grammar`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.text import fold
from rules.grammar import Piece, Term, parse_term
from rules.words import REMEMBERED_WORDS, Word, forms

LONGEST_GAP = 5  # words that <words> may stand for
PREFIX_KEY = 3  # letters by which prefixes are looked up; a shorter prefix is looked up by what it has


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a sentence: words `first`..`last` inclusive, code points `start`..`end` exclusive."""

    term: str
    first: int
    last: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Slots:
    """Where a sentence's places, numbers and dates begin (word index) -> the index of their last word."""

    place: Mapping[int, int]
    number: Mapping[int, int]
    date: Mapping[int, int]


NO_SLOTS = Slots({}, {}, {})


def loosened(term: Term) -> Term:
    """What a term has between two slots, around its rarest word: it stands wherever the term does."""
    low = high = term.anchor
    while low > 0 and term.pieces[low - 1].text:
        low -= 1
    while high + 1 < len(term.pieces) and term.pieces[high + 1].text:
        high += 1
    return Term(term.text, term.pieces[low : high + 1], term.anchor - low)


class Lexicon:
    """Many terms looked for at once. Built once per rule set and language; `loose` leaves out what slots ask."""

    def __init__(self, terms: Iterable[str], *, loose: bool = False) -> None:
        self._by_form: dict[str, list[Term]] = defaultdict(list)
        self._by_exact: dict[str, list[Term]] = defaultdict(list)
        self._by_prefix: dict[str, list[Term]] = defaultdict(list)
        self._patterns: list[Term] = []
        self._starts: dict[str, bool] = {}
        for text in dict.fromkeys(terms):
            term = parse_term(text)
            if term.pattern is not None:
                self._patterns.append(term)
                continue
            term = loosened(term) if loose else term
            piece = term.pieces[term.anchor]
            if piece.kind == "form":
                self._by_form[piece.text].append(term)
            elif piece.kind == "exact":
                self._by_exact[piece.text].append(term)
            else:
                self._by_prefix[piece.text[:PREFIX_KEY]].append(term)
        self._prefix_lengths = sorted({len(key) for key in self._by_prefix})

    @property
    def has_patterns(self) -> bool:
        return bool(self._patterns)

    def starts_term(self, word: str, language: str) -> bool:
        """Whether some term's rarest word is this one, in any form."""
        known = self._starts.get(word)
        if known is None:
            if len(self._starts) >= REMEMBERED_WORDS:
                self._starts.clear()
            known = self._starts[word] = next(self._terms_at(fold(word), forms(word, language)), None) is not None
        return known

    def find(self, words: Sequence[Word], slots: Slots = NO_SLOTS) -> dict[str, list[Hit]]:
        """Term -> where it stands among these words; /re2/ terms are left to `find_patterns`."""
        found: dict[str, list[Hit]] = {}
        for number, word in enumerate(words):
            for term in self._terms_at(word.folded, word.forms):
                span = _span(term, words, number, slots)
                if span is not None:
                    first, last = span
                    hit = Hit(term.text, first, last, words[first].start, words[last].end)
                    found.setdefault(term.text, []).append(hit)
        return found

    def find_patterns(self, text: str, words: Sequence[Word], offset: int) -> dict[str, list[Hit]]:
        """The /re2/ terms in one sentence that starts at `offset` of its field."""
        found: dict[str, list[Hit]] = {}
        folded = fold(text) if self._patterns else ""
        for term in self._patterns:
            for match in term.pattern.finditer(folded):
                start, end = match.start() + offset, match.end() + offset
                inside = [n for n, word in enumerate(words) if word.end > start and word.start < end]
                if inside:
                    found.setdefault(term.text, []).append(Hit(term.text, inside[0], inside[-1], start, end))
        return found

    def _terms_at(self, folded: str, known_forms: frozenset[str]) -> Iterator[Term]:
        for form in known_forms:
            yield from self._by_form.get(form, ())
        yield from self._by_exact.get(folded, ())
        for length in self._prefix_lengths:
            for term in self._by_prefix.get(folded[:length], ()):
                if folded.startswith(term.pieces[term.anchor].text):
                    yield term


def _span(term: Term, words: Sequence[Word], at: int, slots: Slots) -> tuple[int, int] | None:
    """First and last word of the term when its anchor stands at `at`."""
    if len(term.pieces) == 1:
        return at, at
    last = _forward(term.pieces[term.anchor + 1 :], words, at + 1, slots)
    if last is None:
        return None
    first = at
    if term.anchor:
        before = term.pieces[: term.anchor]
        furthest = at - sum(LONGEST_GAP if piece.kind in ("words", "place", "date") else 1 for piece in before)
        for start in range(max(0, furthest), at):
            if _forward(before, words, start, slots, end=at) == at - 1:
                return start, last
        return None
    return first, last


def _forward(
    pieces: Sequence[Piece], words: Sequence[Word], at: int, slots: Slots, end: int | None = None
) -> int | None:
    """Index of the last word when the pieces match from `at` on (up to exactly `end`, when given)."""
    for number, piece in enumerate(pieces):
        if piece.kind == "words":
            rest = pieces[number + 1 :]
            for gap in range(LONGEST_GAP + 1):
                last = _forward(rest, words, at + gap, slots, end)
                if last is not None and last < len(words):
                    return last
            return None
        if at >= len(words):
            return None
        if piece.kind in _STARTS:
            starts = _STARTS[piece.kind](slots)
            if at not in starts:
                return None
            at = starts[at]
        elif not _same(piece, words[at]):
            return None
        at += 1
    return at - 1 if end is None or at == end else None


_STARTS: Mapping[str, Callable[[Slots], Mapping[int, int]]] = {
    "place": lambda slots: slots.place,
    "number": lambda slots: slots.number,
    "date": lambda slots: slots.date,
}


def _same(piece: Piece, word: Word) -> bool:
    if piece.kind == "form":
        return piece.text in word.forms
    if piece.kind == "prefix":
        return word.folded.startswith(piece.text)
    return word.folded == piece.text
