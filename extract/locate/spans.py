"""Every span that might name a place: runs of capitals the gazetteer knows, and what the model calls a name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.language import LanguageData
from extract.locate.line import Line
from extract.places import Candidate, Gazetteer
from extract.text import Field

LONGEST = 7  # tokens: "Saint Vincent and the Grenadines" has five, "Port-au-Prince" as well
WHOLES = frozenset({"country", "admin1", "continent", "region"})
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
# What a name may hold in lower case, but not begin or end with.
_LINKS = frozenset({
    "of", "de", "la", "las", "los", "del", "el", "al", "y", "e", "da", "do", "dos", "das", "di", "du", "des",
    "le", "les", "the", "and", "upon", "sur", "am", "an", "der", "es", "au", "en", "on", "-", "–", "'", "’",
    ".",
})  # fmt: skip  # a table or a paragraph of words, not one a line
_TIGHT = frozenset("-–'’")  # only with no space around: "Port-au-Prince", but not "Paris - Nice"


@dataclass(slots=True, eq=False)
class Span:
    """A possible place name while it is judged. Token positions are inclusive."""

    line: Line
    first: int
    last: int
    text: str
    key: str
    candidates: Sequence[Candidate]
    demonym: bool = False
    metonym: bool = False  # a seat of government, by the language's own list
    quarter: bool = False  # a part of a city, by the noun beside it
    longer: bool = False  # stands inside a longer run that is known too
    parent: Span | None = None  # named right behind in a way that says it contains this one
    holds: bool = False  # stands right behind a name that it contains
    sure: bool = False  # a place name whatever is weighed: the words around it leave no doubt
    score: float = 0.0
    signs: Sequence[str] = ()  # the evidence behind the score

    @property
    def field(self) -> Field:
        return self.line.sentence.field

    @property
    def start(self) -> int:
        return self.line.tokens[self.first].start

    @property
    def end(self) -> int:
        return self.line.tokens[self.last].end


def possible_spans(line: Line, gazetteer: Gazetteer, language: LanguageData) -> list[Span]:
    """In reading order of their beginnings, the longer first; they may overlap."""
    found: dict[tuple[int, int], Span] = {}
    for first, last in _runs(line):
        if line.covers_phrase(first, last):
            continue
        text = line.text(first, last)
        key = line.key(first, last)
        meant = language.demonyms.get(key)
        if (
            meant is not None
            and not _begins_a_name(line, last, language)
            and not _is_town(line, first, last, gazetteer, language)
        ):
            found[first, last] = Span(line, first, last, text, key, _home_of(meant, gazetteer), demonym=True)
            continue
        candidates = _as_written(line, first, last, _known_as(text, key, gazetteer, language), language)
        if candidates and key.startswith("the ") and gazetteer.candidates(text[4:]) == candidates:
            continue  # "The Jalisco": the article is no part of the name, unlike that of "The Hague"
        if candidates:
            found[first, last] = Span(line, first, last, text, key, candidates)
    if language.demonyms_any_case:
        for at, word in enumerate(line.folded):
            if not line.capital[at] and word in language.demonyms:
                home = _home_of(language.demonyms[word], gazetteer)
                found[at, at] = Span(line, at, at, line.texts[at], word, home, demonym=True)
    for first, last in line.metonyms:
        key = line.key(first, last)
        found[first, last] = Span(line, first, last, line.text(first, last), key, (), metonym=True)
    for first, end in _unknown(line, language):
        last = _without_kind(line, first, end, language)
        if (first, last) not in found and not line.covers_phrase(first, last):
            text, key = line.text(first, last), line.key(first, last)
            # with a dot that the tokenizer cut off, "W.Va.", or a small word within, "Deir ez-Zor"
            candidates = _as_written(line, first, last, _known_as(text, key, gazetteer, language), language)
            candidates = candidates or _whole_of(line, first, last, gazetteer, language)
            found[first, last] = Span(line, first, last, text, key, candidates)
    spans = sorted(found.values(), key=lambda span: (span.first, -span.last))
    reach = -1
    for span in spans:
        span.longer = span.last <= reach
        if span.candidates:
            reach = max(reach, span.last)
    return spans


def _without_kind(line: Line, first: int, last: int, language: LanguageData) -> int:
    """Where the name ends that a model calls "Surin province": the noun in small letters is no part of it."""
    while last > first and line.folded[last] in language.place_nouns_after and not line.stands_out[last]:
        last -= 1
    return last


def _whole_of(line: Line, first: int, last: int, gazetteer: Gazetteer, language: LanguageData) -> tuple[Candidate, ...]:
    """What holds a part that the gazetteer does not know: "North London", "Eastern Kentucky", "Long Beach Airport".

    Streets and rivers are left alone: London Road is in every town."""
    low, high = first, last
    while low < high and line.folded[low] in language.part_words:
        low += 1
    if low == first:
        while high > low and line.folded[high] in language.site_nouns:
            high -= 1
    if (low, high) == (first, last) or line.folded[low] in language.common_words:
        return ()
    known = gazetteer.candidates(line.text(low, high))
    return tuple(Candidate(each.place, "part") for each in known if each.via in ("name", "alias"))


def _begins_a_name(line: Line, last: int, language: LanguageData) -> bool:
    """Where demonyms are written small, one in capitals before another capital is part of a name: "Indio Maíz"."""
    if not language.demonyms_any_case or line.shouted or last + 1 >= len(line.tokens):
        return False
    return line.stands_out[last] and line.stands_out[last + 1] and line.gap(last) == 1


def _is_town(line: Line, first: int, last: int, gazetteer: Gazetteer, language: LanguageData) -> bool:
    """Where demonyms are written small, one in capitals behind "en" or "de" is a town: "en Mejicanos"."""
    if (
        not language.demonyms_any_case
        or first == 0
        or line.shouted
        or line.word(first - 1) not in language.inside_words
    ):
        return False
    known = gazetteer.candidates(line.text(first, last))
    return any(each.via == "name" for each in known) and not any(each.place.kind == "country" for each in known)


def _known_as(text: str, key: str, gazetteer: Gazetteer, language: LanguageData) -> Sequence[Candidate]:
    """What the gazetteer knows by this name; an abbreviation stands for a division or a country only."""
    full = language.read_as.get(key) or (language.read_as.get(f"{key}.") if "." in key else None)
    if full is None:
        return _without_foreign_words(gazetteer.candidates(text))
    meant = [each for each in gazetteer.candidates(full) if each.place.kind in WHOLES]
    return [Candidate(each.place, "abbreviation") for each in meant] or gazetteer.candidates(text)


def _without_foreign_words(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Without a country that only other languages call so, where it has a city of that name: Finns call Brazil
    "Brasilia"."""
    if len(candidates) < 2 or candidates[0].place.kind != "country" or candidates[0].via != "alias":
        return candidates
    code = candidates[0].place.country
    capital = any(c.place.kind == "city" and c.via == "name" and c.place.country == code for c in candidates)
    return candidates[1:] if capital else candidates


def _as_written(
    line: Line, first: int, last: int, candidates: Sequence[Candidate], language: LanguageData
) -> Sequence[Candidate]:
    """Without what the capitals and dots speak against.

    Short forms are written in capitals or with dots ("N.L.", "CDMX"; "Dr" is nobody's country), initials and
    acronyms spell nobody's name ("O.D. Wyatt", "the UN" are no towns Od and Un), unless all of a headline or the
    name of a dateline stands in capitals.
    """
    text = line.texts[first]
    if first != last or not candidates or line.folded[first] in language.read_as:
        return candidates
    if not text.isupper():
        dotted = "." in text
        return candidates if dotted else [each for each in candidates if each.via != "abbreviation"]
    if line.shouted or len(text) > LONGEST_ACRONYM:
        return candidates
    if "." not in text and _stands_alone(line, first):
        return candidates
    if "." in text and _is_surname_behind(line, last, language):
        return ()  # initials
    return [each for each in candidates if each.via == "abbreviation" or each.place.kind in WHOLES - {"admin1"}]


LONGEST_ACRONYM = 4  # letters and dots; "PERU" and "LIMA" count as names where they head a line


def _stands_alone(line: Line, at: int) -> bool:
    """The place of a dateline, or a word of a run in capitals: "LIMA, Peru -", "MALTA - About", "SAN JOSE"."""
    behind = line.word(at + 1)
    if at == 0 and behind in ("-", "–", "—", "--", ",", "(", ":", ";"):
        return True
    neighbours = line.texts[max(0, at - 1) : at] + line.texts[at + 1 : at + 2]
    return any(len(text) > 1 and text.isupper() for text in neighbours)


def _is_surname_behind(line: Line, last: int, language: LanguageData) -> bool:
    """ "O.D. Wyatt", and with a nickname between: G.B. "Sonny" Hall."""
    at = last + 1
    if line.word(at) in ('"', "“", "'", "‘"):
        at += 1
    behind = line.word(at)
    if not behind or not line.capital[at]:
        return False
    return behind not in language.organisation_nouns and behind not in language.honorifics


def _home_of(meant: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The country, division or region that a demonym belongs to."""
    if "." in meant:
        place = gazetteer.admin1(meant)
    elif len(meant) == 2:
        place = gazetteer.country(meant)
    else:
        place = next((each.place for each in gazetteer.candidates(meant) if each.place.kind in WHOLES), None)
    return (Candidate(place, "demonym"),) if place is not None else ()


def _runs(line: Line) -> Iterator[tuple[int, int]]:
    """Runs that begin and end with a capital, with nothing but capitals and linking words between."""
    count = len(line.tokens)
    for first in range(count):
        if not line.capital[first]:
            continue
        yield first, first
        for last in range(first + 1, min(first + LONGEST, count)):
            tight = line.folded[last] in _TIGHT or line.folded[last - 1] in _TIGHT
            if line.gap(last - 1) > (0 if tight else 2):
                break
            if line.capital[last]:
                yield first, last
            elif line.folded[last] not in _LINKS:
                break


def _unknown(line: Line, language: LanguageData) -> Iterator[tuple[int, int]]:
    """What the model calls a place, capitals that end in a word such as "Street", and capitals before ", Jalisco".

    Not in the gazetteer as a rule; the last may be a slip of the pen."""
    for first, last, label in line.names:
        if label in PLACE_LABELS:
            yield first, last
    for position in range(1, len(line.tokens)):
        if line.stands_out[position] and line.folded[position] in language.spot_nouns:
            first = position
            while first and line.stands_out[first - 1] and position - first < 3 and line.gap(first - 1) == 1:
                first -= 1
            if first < position:
                yield first, position
    for position in range(1, len(line.tokens) - 1):
        if line.folded[position] in (",", "(") and line.stands_out[position - 1] and line.stands_out[position + 1]:
            first = position - 1
            while first and line.stands_out[first - 1] and position - first < 4 and line.gap(first - 1) == 1:
                first -= 1
            yield first, position - 1
