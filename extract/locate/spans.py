"""Finding the spans that may name a place: the model's names, and capitals the gazetteer knows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.language import LanguageData
from extract.locate.mention import Role
from extract.places import Candidate, Gazetteer
from extract.text import Field, NameLabel, Sentence, Token, fold

Lookup = Callable[[str], tuple[Candidate, ...]]
LONGEST = 6  # tokens of a name looked up in the gazetteer
_LINKS = frozenset("of de la las los del el al y e da do dos das di du des le the and upon sur am an der - ' ’".split())  # noqa: SIM905
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_POSSESSIVES = ("'s", "’s")


@dataclass(slots=True)
class Span:
    """A possible place name while it is being judged. Token positions are inclusive."""

    field: Field
    start: int
    end: int
    text: str
    sentence: int
    first: int
    last: int
    label: NameLabel | None
    role: Role = "place"
    candidates: tuple[Candidate, ...] = ()
    inside: Span | None = None  # the name right behind or around it that may contain it: "Tapalpa, Jalisco"
    why: str = ""
    key: str = ""

    def __post_init__(self) -> None:
        self.key = fold(self.text)


def find_spans(sentences: Sequence[Sentence], gazetteer: Gazetteer, language: LanguageData) -> list[Span]:
    """Spans in reading order, none overlapping."""
    known: dict[str, tuple[Candidate, ...]] = {}

    def candidates(text: str) -> tuple[Candidate, ...]:
        if text not in known:
            known[text] = tuple(gazetteer.candidates(text))
        return known[text]

    spans: list[Span] = []
    for number, sentence in enumerate(sentences):
        found = list(_Scan(number, sentence, language, gazetteer, candidates).spans())
        _link(found, sentence, language)
        spans.extend(found)
    return spans


class _Scan:
    """One sentence."""

    def __init__(
        self, number: int, sentence: Sentence, language: LanguageData, gazetteer: Gazetteer, candidates: Lookup
    ) -> None:
        self.number = number
        self.sentence = sentence
        self.language = language
        self.gazetteer = gazetteer
        self.candidates = candidates
        self.tokens = sentence.tokens
        self.folded = [fold(token.text) for token in self.tokens]
        self.labels = self._labels()
        caps = sentence.text.isupper()
        self.capital = [self._is_capital(token, caps) for token in self.tokens]

    def _labels(self) -> list[NameLabel | None]:
        labels: list[NameLabel | None] = [None] * len(self.tokens)
        at = {token.start: position for position, token in enumerate(self.tokens)}
        for name in self.sentence.names:
            position = at.get(name.start)
            while position is not None and position < len(self.tokens) and self.tokens[position].end <= name.end:
                labels[position] = name.label
                position += 1
        return labels

    @staticmethod
    def _is_capital(token: Token, caps: bool) -> bool:
        first = token.text[0]
        if not first.isalpha():
            return False
        return first.isupper() or not (first.islower() or caps)

    def spans(self) -> Iterator[Span]:
        position = 0
        while position < len(self.tokens):
            span = self._at(position)
            if span is None:
                position += 1
            else:
                yield span
                position = span.last + 1

    def _at(self, first: int) -> Span | None:
        demonym = self._demonym(first)
        if not self.capital[first]:
            return demonym
        phrase = self._phrase(first, self.language.never_phrases)
        if phrase is not None:
            return None
        metonym = self._phrase(first, self.language.metonyms)
        if metonym is not None:
            span = self._span(first, metonym)
            span.role = "metonym"
            span.why = "a seat of government that stands for those in it"
            return span
        if demonym is not None:
            return demonym
        for last in range(min(first + LONGEST, len(self.tokens)) - 1, first - 1, -1):
            if not self.capital[last] or not self._joined(first, last):
                continue
            span = self._span(first, last)
            span.candidates = self.candidates(span.text)
            if span.candidates and self._accept(span):
                return span
        return self._named_only(first)

    def _joined(self, first: int, last: int) -> bool:
        return all(self.capital[k] or self.folded[k] in _LINKS or self.folded[k] == "." for k in range(first + 1, last))

    def _phrase(self, first: int, phrases: frozenset[str]) -> int | None:
        for last in range(min(first + 4, len(self.tokens)) - 1, first - 1, -1):
            if " ".join(self.folded[first : last + 1]) in phrases:
                return last
        return None

    def _span(self, first: int, last: int) -> Span:
        start, end = self.tokens[first].start, self.tokens[last].end
        offset = self.sentence.start
        text = self.sentence.text[start - offset : end - offset]
        return Span(self.sentence.field, start, end, text, self.number, first, last, self.labels[first])

    def _demonym(self, first: int) -> Span | None:
        for last in (first + 1, first):
            if last < len(self.tokens):
                code = self.language.demonyms.get(" ".join(self.folded[first : last + 1]))
                if code and (self.capital[first] or self.language.code != "en"):
                    country = self.gazetteer.country(code)
                    span = self._span(first, last)
                    span.role = "demonym"
                    span.candidates = (Candidate(country, "demonym"),) if country else ()
                    span.why = "says whose, not where"
                    return span
        return None

    def _accept(self, span: Span) -> bool:
        labels = {self.labels[k] for k in range(span.first, span.last + 1)}
        before = self.folded[span.first - 1] if span.first else ""
        common = span.key in self.language.common_words
        if labels & {"PERSON"} or before in self.language.honorifics or before in self.language.given_names:
            return False
        if "ORG" in labels:
            span.role = "organisation"
            span.why = "part of an organisation's name"
            return not common
        if common:
            return False
        if labels & _PLACE_LABELS:
            return True
        largest = max(c.place.population for c in span.candidates)
        whole = any(c.place.kind in ("country", "admin1", "continent", "region") for c in span.candidates)
        helped = before in self.language.place_prepositions or self._parent_follows(span.last)
        return whole or helped or largest > 200_000

    def _parent_follows(self, last: int) -> bool:
        return (
            last + 2 < len(self.tokens)
            and self.folded[last + 1] in {",", "("}
            and self.capital[last + 2]
            and any(c.place.kind in ("country", "admin1") for c in self.candidates(self.tokens[last + 2].text))
        )

    def _named_only(self, first: int) -> Span | None:
        """What the model calls a place and the gazetteer does not know."""
        label = self.labels[first]
        if label not in _PLACE_LABELS or (first and self.labels[first - 1] == label):
            return None
        last = first
        while last + 1 < len(self.tokens) and self.labels[last + 1] == label:
            last += 1
        while last > first and self.folded[last] in _POSSESSIVES:
            last -= 1
        span = self._span(first, last)
        span.candidates = self.candidates(span.text)
        return span


def _link(spans: Sequence[Span], sentence: Sentence, language: LanguageData) -> None:
    """ "X, Y", "X (Y)" and "X in Y": the second may contain the first."""
    for near, far in pairwise(spans):
        between = sentence.text[near.end - sentence.start : far.start - sentence.start].strip().lower()
        if between in {",", "("} or fold(between) in language.inside_words:
            near.inside = far
