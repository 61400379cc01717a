"""What an article says beside its findings, cut down to what tells one event from another.

Names, numbers, clock times and sorts of site mean the same in every language; words only compare
within one. The prints tell copies of one text: the sixteen smallest hashes of its four-word runs
(bottom-k sketch, Broder 1997), whose overlap estimates how much of the text is shared.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zlib import crc32

from bot.incidents.clauses import Clauses, left_out, tells_deed, within, without_reminders
from bot.incidents.deaths import counted, told_as_news
from bot.incidents.lexicon import CAPITALISED, COMMON, DEEDS, NOTIONS
from bot.incidents.phrases import APART, COUNTRYWIDE, ENDED, FATAL, LOOKS_BACK, OWNS_UP, PARTLY, SPREADS, TAKEN_BACK
from extract.text import Sentence, fold

if TYPE_CHECKING:
    from extract.read import Extraction

PRINTS = 16
RUN = 4  # words
LEAST_WORDS = 12  # a shorter text is a headline: too little to call another one its copy
COPIED_WORDS = 300  # what stands further down is cut off by papers as they like
COPY = 0.5  # so much of a text shared makes it one
BACKGROUND = timedelta(days=30)
LEAD_SENTENCES = 7  # title and the first paragraphs tell the event; what follows tells others too
SHORTEST_WORD = 4
LONGEST_AGENCY = 28
SHORTEST_NAME = 3
_NO_TOPONYM = frozenset({"dateline", "demonym"})
_HAPPENED = frozenset({"when", "weekday"})


@dataclass(frozen=True, slots=True)
class Content:
    """All words folded. `times` are minutes after midnight; `sites` are proper names of streets and buildings."""

    language: str = ""
    names: frozenset[str] = frozenset()
    sites: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    notions: frozenset[str] = frozenset()
    numbers: frozenset[int] = frozenset()
    ages: frozenset[int] = frozenset()  # of people, in its lead: two of one city on one day differ in those they hit
    times: frozenset[int] = frozenset()
    prints: tuple[int, ...] = ()
    toponyms: frozenset[str] = frozenset()  # places that its lead names for themselves, resolved or not
    meant: frozenset[str] = frozenset()  # which of them, with their countries: "trujillo@PE"
    days: frozenset[date] = frozenset()  # on which it says that something happened
    spreads: bool = False  # its lead tells of several places: "unrest spreads to", "bloqueos en varias ciudades"
    countrywide: bool = False  # it is held in many parts of the country: "paro nacional", "in 17 of 32 states"
    apart: str = ""  # what the text says itself: "a second attack", "unrelated"
    agency: str = ""  # the agency it credits
    takes_back: bool = False  # it says that something did not happen
    owns_up: bool = False  # its title or first sentence says that what was denied is true
    deeds: frozenset[str] = frozenset()  # kinds of incident whose words stand in its lead, found by a rule or not
    looks_back: bool = False  # its title or first sentence tells what follows from a deed: a toll, a funeral, arrests
    partly: bool = False  # its title or first sentence says that of several only some are free
    opening: str = ""  # its title and first sentence
    ended: bool = False  # its title or first sentence says, as an authority would, that it is over
    fatal: bool = False  # its lead speaks of deaths, counted or not
    tells_of_deaths: bool = False  # its news is deaths: title or first sentence, an authority's lead, say so
    dies: bool = False  # its title, or first sentence where it has none, does; not as a reason: "a march over killings"
    deaths: int | None = None  # the number beside that word in its title
    deaths_first: int | None = None  # or, where that has none, in its first sentence (an authority's: in its lead)


def content_of(extraction: Extraction) -> Content:
    """The evidence of one article."""
    article = extraction.article
    now = _of_now(extraction)
    lead = _lead(now)
    elsewhere = left_out(extraction.sentences, now)
    said = " ".join(sentence.text for sentence in lead)
    places = _spans_of_places(extraction)
    agency = agency_of(article.text)
    title = [sentence for sentence in lead if sentence.field == "title"]
    news = lead if article.official else _opening(lead)  # an authority's notice is short and has no background
    own = frozenset(re.findall(r"\w+", fold(article.publisher)))  # "MEXICO CITY, Feb 22 (Example Wire)"
    return Content(
        language=extraction.language,
        names=_names(now, places) - own - frozenset(agency.split()),
        sites=_sites(said) - _words_of_places(extraction),
        words=_words(lead, places) - own - frozenset(agency.split()),
        notions=frozenset(_notions(lead)),
        deeds=frozenset(_deeds(lead)),
        looks_back=any(LOOKS_BACK.search(fold(sentence.text)) for sentence in _opening(lead)),
        numbers=frozenset(_numbers(extraction, elsewhere)),
        ages=frozenset(ages_in(said)),
        times=frozenset(_times(said)),
        prints=prints_of(f"{article.title}\n{article.text}" if len(article.text) < 200 else article.text),
        toponyms=_toponyms(extraction, lead, elsewhere) - own,
        meant=_meant(extraction),
        days=_days(extraction, elsewhere),
        spreads=SPREADS.search(fold(said)) is not None,
        countrywide=COUNTRYWIDE.search(fold(said)) is not None,
        apart=_apart(said),
        agency=agency,
        takes_back=TAKEN_BACK.search(fold(said)) is not None,
        owns_up=any(OWNS_UP.search(fold(sentence.text)) for sentence in _opening(lead)),
        partly=any(PARTLY.search(fold(sentence.text)) for sentence in _opening(lead)),
        opening="\n".join(fold(sentence.text) for sentence in _opening(lead)),
        ended=any(ENDED.search(fold(sentence.text)) for sentence in _opening(lead)),
        fatal=FATAL.search(fold(said)) is not None,
        tells_of_deaths=any(FATAL.search(fold(sentence.text)) for sentence in news),
        dies=any(told_as_news(sentence.text) for sentence in title or _opening(lead)),
        deaths=_deaths(extraction, title),
        deaths_first=_deaths(extraction, news),
    )


def proper_names(content: Content) -> frozenset[str]:
    """What it calls by a name: people, groups, streets and places, without divisions of countries."""
    return content.names | content.sites | {one for one in content.toponyms if one[0] != "^"}


def prints_of(text: str) -> tuple[int, ...]:
    """The sketch of a text; empty where it is too short for one."""
    words = re.findall(r"\w+", fold(text[:4000]))[:COPIED_WORDS]
    if len(words) < LEAST_WORDS:
        return ()
    runs = {crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1)}
    return tuple(sorted(runs)[:PRINTS])


def shared(one: Iterable[int], other: Iterable[int]) -> float:
    """How much of two texts is the same, 0 to 1, by their prints; the shorter one counts as the whole."""
    mine, theirs = set(one), set(other)
    if not mine & theirs:
        return 0.0
    lowest = sorted(mine | theirs)[:PRINTS]
    return sum(print_ in mine and print_ in theirs for print_ in lowest) / len(lowest)


def _of_now(extraction: Extraction) -> list[Sentence]:
    """Without what tells of other years: an article reminds of the attacks before this one, and their places, names
    and numbers are not its own. Title and first sentence stay: there a date says since when something is so."""
    told = extraction.article.published
    if told is None:
        return list(extraction.sentences)
    before = told.date() - BACKGROUND
    old = [one for one in extraction.dates if one.field == "text" and one.last is not None and one.last < before]
    text = [sentence for sentence in extraction.sentences if sentence.field == "text"][:1]
    sentences = [
        sentence
        for sentence in extraction.sentences
        if sentence.field != "text"
        or sentence in text
        or not any(sentence.start <= one.start < sentence.end for one in old)
    ]
    own = [without_reminders(sentence) for sentence in sentences]
    # What "opened again two days after a bombing" tells of is that bombing.
    return own if tells_deed(_lead(own)) else sentences


def _lead(sentences: Iterable[Sentence]) -> list[Sentence]:
    return list(sentences)[:LEAD_SENTENCES]


def _opening(lead: Sequence[Sentence]) -> list[Sentence]:
    """The title and the first sentence of the text."""
    text = [sentence for sentence in lead if sentence.field == "text"]
    return [*(sentence for sentence in lead if sentence.field == "title"), *text[:1]]


def _deaths(extraction: Extraction, sentences: Iterable[Sentence]) -> int | None:
    """The first count of dead in them: "Twelve dead in market bombing"."""
    counts = (
        counted(one.text, [number for number in extraction.numbers if number.field == one.field], one.start)
        for one in sentences
    )
    return next((count for count in counts if count is not None), None)


def _spans_of_places(extraction: Extraction) -> set[tuple[str, int]]:
    """Where the words of known places begin: they are compared as places."""
    return {
        (mention.field, at)
        for mention in extraction.mentions
        if mention.place is not None
        for at in range(mention.start, mention.end)
    }


def _words_of_places(extraction: Extraction) -> frozenset[str]:
    """Towns and countries are compared as places: "Celaya market" names no site but the town's."""
    return frozenset(
        word
        for mention in extraction.mentions
        if mention.place is not None
        for word in re.findall(r"\w+", fold(f"{mention.text} {mention.place.name}"))
    )


def _toponyms(extraction: Extraction, lead: Sequence[Sentence], elsewhere: Clauses) -> frozenset[str]:
    """As they are written and as the gazetteer calls them: a suburb that is taken for a town of the same name elsewhere
    is still the same word to two papers. States and provinces stand as "^borno": whole wars share those."""
    end = max((sentence.end for sentence in lead if sentence.field == "text"), default=0)
    found: set[str] = set()
    for mention in extraction.mentions:
        if mention.role in _NO_TOPONYM or (mention.field == "text" and mention.start >= end):
            continue
        if within(elsewhere, mention.field, mention.start):
            continue
        place = mention.place
        if place is not None and place.kind in ("continent", "country"):
            continue
        mark = "^" if place is not None and place.kind == "admin1" else ""
        found.update(
            f"{mark}{fold(name).strip('. ')}" for name in (mention.text, place.name if place is not None else "")
        )
    return frozenset(word for word in found if len(word) >= SHORTEST_NAME) - CAPITALISED - COMMON


def _meant(extraction: Extraction) -> frozenset[str]:
    return frozenset(
        meant_as(fold(name), mention.place.country)
        for mention in extraction.mentions
        if mention.place is not None and mention.place.country
        for name in (mention.text, mention.place.name)
    )


def meant_as(name: str, country: str | None) -> str:
    """A place of this name, folded, in this country."""
    return f"{name}@{country}"


def _days(extraction: Extraction, elsewhere: Clauses) -> frozenset[date]:
    return frozenset(
        one.first
        for one in extraction.dates
        if one.first is not None and one.first == one.last and one.kind in _HAPPENED
        if not within(elsewhere, one.field, one.start)
    )


def _names(sentences: Iterable[Sentence], places: set[tuple[str, int]]) -> frozenset[str]:
    """Capitalised words that no sentence begins with, as names of people, groups and quarters stand in a text."""
    found: set[str] = set()
    for sentence in sentences:
        tokens = [token for token in sentence.tokens if token.text[:1].isalpha()]
        capitals = [token for token in tokens[1:] if token.text[:1].isupper()]
        if len(capitals) > len(tokens) / 2:
            continue  # a headline in capitals marks no names
        found.update(
            fold(token.text)
            for token in capitals
            if len(token.text) > 2 and (sentence.field, token.start) not in places
        )
    return frozenset(found - CAPITALISED - COMMON)


def _words(sentences: Iterable[Sentence], places: set[tuple[str, int]]) -> frozenset[str]:
    return frozenset(
        word
        for sentence in sentences
        for token in sentence.tokens
        if len(token.lemma) >= SHORTEST_WORD and token.lemma.isalpha() and (sentence.field, token.start) not in places
        for word in (fold(token.lemma),)
        if word not in COMMON and fold(token.text) not in COMMON
    )


def _notions(sentences: Iterable[Sentence]) -> set[str]:
    found = set()
    for sentence in sentences:
        for token in sentence.tokens:
            word = fold(token.text)
            for form in (word, fold(token.lemma), word.removesuffix("s"), word.removesuffix("es")):
                if form in NOTIONS:
                    found.add(NOTIONS[form])
                    break
    return found


def _deeds(sentences: Iterable[Sentence]) -> set[str]:
    return {
        DEEDS[word]
        for sentence in sentences
        for token in sentence.tokens
        for word in (fold(token.text), fold(token.lemma))
        if word in DEEDS
    }


_AGES = (
    re.compile(r"\b(\d{1,2})[- ]year[- ]old"),
    re.compile(r"\b(?:aged?|a sus) (\d{1,2})\b"),
    re.compile(r"\bde (\d{1,2}) anos\b(?! (?:de (?:carcel|prision|experiencia)|atras))"),
    re.compile(r"\b[a-z]+, (\d{1,2}),"),
)


def ages_in(text: str) -> Iterable[int]:
    """ "a 16-year-old boy", "Tariq Mahmood, 34," "un joven de 24 años"."""
    folded = fold(text)
    for pattern in _AGES:
        yield from (int(found[1]) for found in pattern.finditer(folded))


def _numbers(extraction: Extraction, elsewhere: Clauses) -> set[int]:
    """Counts and ages; years and what is said of everything (one, two) left out."""
    counts = {one.value for one in extraction.numbers if not within(elsewhere, one.field, one.start)}
    return {one for one in counts if one > 2 and not 1900 <= one <= 2100}


_CLOCK = re.compile(
    r"\b(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d))?(?P<h>\s?(?:hrs?\b|h\b|horas\b))?"
    r"\s?(?P<half>[ap]\.?\s?m\b)?"
)
_HALF_DAY = re.compile(r"(?:de|por) la (tarde|noche)|in the (afternoon|evening)|at (night)")


def _times(text: str) -> Iterable[int]:
    """ "21:30", "9.30 pm", "las 3 de la tarde", as minutes after midnight."""
    folded = fold(text)
    for found in _CLOCK.finditer(folded):
        hour, minute, half = int(found["hour"]), found["minute"], found["half"]
        if minute is None and half is None:
            continue
        if half is None and hour < 12 and _HALF_DAY.match(folded[found.end() :].lstrip()):
            half = "p"
        if half is not None and hour <= 12:
            hour = hour % 12 + (12 if half.startswith("p") else 0)
        yield hour * 60 + int(minute or 0)


_NOUN_EN = (
    "neighbou?rhood|district|street|avenue|road|square|market|station|mall|hospital|bridge|stadium|university|school|"
    "church|cathedral|mosque|park|hotel|highway|airport|suburb|quarter|prison|plaza|bar|club|restaurant|terminal|"
    "junction|barracks|checkpoint|camp|ward|township|boulevard|tower|bank|college|roundabout|dock"
)
_NOUN_ES = (
    "colonia|barrio|avenida|calle|zona|sector|mercado|plaza|hospital|estacion|puente|estadio|universidad|escuela|"
    "iglesia|catedral|mezquita|parque|hotel|carretera|autopista|aeropuerto|penal|carcel|bar|terminal|comuna|"
    "fraccionamiento|alcaldia|distrito|urbanizacion|residencial|centro comercial|liceo|colegio|vereda|corregimiento|"
    "cuartel|bulevar|glorieta|banco|unidad habitacional|asentamiento|villa|recinto|cooperativa"
)
_SITES = (
    re.compile(rf"((?:[A-Z][\w’'-]+\s+){{1,3}})(?i:{_NOUN_EN})\b"),
    re.compile(rf"\b(?i:{_NOUN_EN})\s+(?:of\s+)?((?:[A-Z0-9][\w’'-]*\s?){{1,2}})"),
    re.compile(rf"\b(?i:{_NOUN_ES})\s+(?:(?:de|del|la|las|los|el)\s+){{0,3}}((?:[A-Z0-9][\w’'-]*\s?){{1,3}})"),
)


def _sites(text: str) -> frozenset[str]:
    """Proper names beside a noun for a site: "Colonia Roma", "Roma neighbourhood" -> roma."""
    plain = _without_accents(text)
    found: set[str] = set()
    for pattern in _SITES:
        for match in pattern.finditer(plain):
            found.update(fold(word) for word in match[1].split())
    return frozenset(word for word in found if len(word) > 2 or word.isdigit()) - CAPITALISED - COMMON


def _without_accents(text: str) -> str:
    return "".join(low if char.islower() else low.upper() for char, low in zip(text, fold(text), strict=True))


def _apart(text: str) -> str:
    found = APART.search(fold(text))
    return text[found.start() : found.end()] if found else ""


_AGENCY_NAMES = (
    "reuters|associated press|ap|afp|efe|dpa|ansa|xinhua|europa press|tass|anadolu|ap news|bloomberg|notimex|telam|"
    "prensa latina|pti|ani|kyodo|yonhap|interfax|apa|lusa"
)
_CREDITS = (
    re.compile(rf"\((?:[^()]{{0,30}}\b)?({_AGENCY_NAMES})\)", re.I),
    re.compile(rf"(?:^|[\s/—–-])({_AGENCY_NAMES})\s*(?:[—–.-]\s|$)"),
    # a dateline's own credit: "LAGOS (Coastal Wire) —"
    re.compile(r"^[^.()\n]{0,60}\(([A-Z][\w .&'-]{1,27})\)\s*[—–.:-]"),
    re.compile(
        r"(?:with (?:information|reporting|material) (?:from|by)|con informacion de|informacion de la agencia|"
        r"source:|fuente:|reporting by)\s+(?:la agencia |the )?([A-Z][\w&'-]*(?:\s[A-Z][\w&'-]*){0,2})",
        re.I,
    ),
)


def agency_of(text: str) -> str:
    """The agency an article credits in its first or last line, folded; "" where it names none."""
    plain = _without_accents(text.strip())
    for piece in (plain[:160], plain[-160:]):
        for pattern in _CREDITS:
            found = pattern.search(piece)
            if found is not None and (pattern is not _CREDITS[1] or found[1].isupper()):
                return fold(found[1]).strip()[:LONGEST_AGENCY]
    return ""
