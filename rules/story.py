"""One article as rules see it: sentences of words, what terms they hold, where clauses end, which days they name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from extract.dates import DateMention, NumberMention
from extract.locate import Mention
from extract.text import Sentence
from rules.rule import Cues
from rules.terms import Hit, Lexicon, Slots
from rules.words import Word, words_of

if TYPE_CHECKING:
    from extract.read import Extraction

REMEMBERED_LISTS = 8192  # of terms: a few for each rule, and one for each kind of cue
LEAD_SENTENCES = 2  # of the text; the title stands before them
_BREAK = re.compile(r"[;:,()\[\]\n—–]| - |\.\.\.|…|\"|“|”")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. `hits`: term -> where; `breaks`: words that begin a clause; `stops`: after a mark."""

    number: int
    sentence: Sentence
    words: tuple[Word, ...]
    hits: Mapping[str, tuple[Hit, ...]]
    breaks: tuple[int, ...]
    stops: tuple[int, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...]
    numbers: tuple[NumberMention, ...]

    def clause(self, word: int) -> tuple[int, int]:
        """First and last word of the clause that `word` stands in."""
        return self._piece(self.breaks, word)

    def stretch(self, word: int) -> tuple[int, int]:
        """First and last word between two punctuation marks."""
        return self._piece(self.stops, word)

    def _piece(self, cuts: tuple[int, ...], word: int) -> tuple[int, int]:
        first, last = 0, len(self.words) - 1
        for at in cuts:
            if at <= word:
                first = at
            else:
                last = at - 1
                break
        return first, last

    def word_at(self, offset: int) -> int:
        """Index of the word that stands at or after a code point of the field."""
        for number, word in enumerate(self.words):
            if word.end > offset:
                return number
        return max(0, len(self.words) - 1)

    def first_hit(self, terms: tuple[str, ...]) -> Hit | None:
        """The earliest of these terms in the sentence."""
        return min(self._found(terms), key=_start, default=None)

    def all_hits(self, terms: tuple[str, ...]) -> list[Hit]:
        """Where these terms stand, by their beginning; those that begin together in the order of `terms`."""
        return sorted(self._found(terms), key=_start)

    def _found(self, terms: tuple[str, ...]) -> list[Hit]:
        """A sentence holds a few terms and a rule asks for hundreds: only what both have is looked at."""
        ranks = _ranks(terms)
        there = self.hits.keys() & ranks.keys()
        if not there:
            return []
        ordered = sorted(there, key=ranks.__getitem__) if len(there) > 1 else there
        return [hit for term in ordered for hit in self.hits[term]]

    def said(self, hit: Hit) -> str:
        """The words of a hit as the article has them."""
        return self.sentence.text[hit.start - self.sentence.start : hit.end - self.sentence.start]


_start = attrgetter("start")


@lru_cache(maxsize=REMEMBERED_LISTS)
def _ranks(terms: tuple[str, ...]) -> Mapping[str, int]:
    """Term -> how far down the list it stands first."""
    return {term: rank for rank, term in reversed(tuple(enumerate(terms)))}


@dataclass(slots=True)
class Story:
    """An article, once for all rules."""

    extraction: Extraction
    language: str
    published: date | None
    cues: Cues
    lines: tuple[Line, ...]
    lead: frozenset[int]  # lines of the title and of the first sentences
    memo: dict[object, object] = field(default_factory=dict)

    def tag_at(self, line: Line, word: Word) -> str:
        """The tagger's Penn tag of a word; "" where no tagger ran."""
        return next((t.tag for t in line.sentence.tokens if t.start <= word.start < t.end), "")

    def is_headline(self, line: Line) -> bool:
        """A title, or a single short line without a full stop: its verbs stand in the present."""
        return line.sentence.field == "title" or (
            len(self.lines) == 1 and not line.sentence.text.rstrip().endswith((".", "!", "?", "…"))
        )

    def around(self, number: int, before: int = 1, after: int = 0) -> Sequence[Line]:
        return self.lines[max(0, number - before) : number + after + 1]


def tell(extraction: Extraction, lexicon: Lexicon, cues: Cues) -> Story:
    """Find every term of a lexicon in every sentence of an article."""
    language = extraction.language
    published = extraction.article.published.date() if extraction.article.published else None
    lines = []
    for number, sentence in enumerate(extraction.sentences):
        inside = [m for m in extraction.mentions if _within(m.field, m.start, sentence)]
        dates = tuple(m for m in extraction.dates if _within(m.field, m.start, sentence))
        numbers = tuple(m for m in extraction.numbers if _within(m.field, m.start, sentence))
        words = words_of(sentence.text, language, sentence.start)
        slots = Slots(_slot(words, inside), _number_slot(words, numbers, dates), _slot(words, dates))
        hits = lexicon.find(words, slots)
        if lexicon.has_patterns:
            hits.update(lexicon.find_patterns(sentence.text, words, sentence.start))
        breaks, stops = _breaks(sentence, words, cues.plain("joint"))
        kept = {term: tuple(found) for term, found in hits.items()}
        lines.append(Line(number, sentence, words, kept, breaks, stops, tuple(inside), dates, numbers))
    texts = [line.number for line in lines if line.sentence.field == "text"]
    lead = {line.number for line in lines if line.sentence.field == "title"} | set(texts[:LEAD_SENTENCES])
    return Story(extraction, language, published, cues, tuple(lines), frozenset(lead))


def _within(field_: str, start: int, sentence: Sentence) -> bool:
    return field_ == sentence.field and sentence.start <= start < sentence.end


def _slot(words: Sequence[Word], mentions: Iterable[Mention | DateMention | NumberMention]) -> dict[int, int]:
    spans: dict[int, int] = {}
    for mention in mentions:
        inside = [n for n, word in enumerate(words) if word.start < mention.end and word.end > mention.start]
        if inside:
            spans[inside[0]] = inside[-1]
    return spans


def _number_slot(
    words: Sequence[Word], numbers: Iterable[NumberMention], dates: Iterable[DateMention]
) -> dict[int, int]:
    """Counts, and the figures that count nothing: "20 years in prison", "three years after" is a date as a whole."""
    slots = {at: at for at, word in enumerate(words) if word.folded.isdecimal()}
    slots |= {first: first for first in _slot(words, (one for one in dates if one.kind in ("since", "span")))}
    return slots | _slot(words, numbers)


def _breaks(
    sentence: Sentence, words: Sequence[Word], joints: frozenset[str]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Words that begin a clause, after a mark or as a joining word; and those after a mark alone."""
    breaks, stops = [], []
    for number in range(1, len(words)):
        low, high = words[number - 1].end - sentence.start, words[number].start - sentence.start
        mark = high - low > 1 and _BREAK.search(sentence.text, low, high) is not None
        if mark:
            stops.append(number)
        if mark or words[number].folded in joints:
            breaks.append(number)
    return tuple(breaks), tuple(stops)
