""" "Barrio San José de Cali", "the Easton area of Bristol": a part of a city, no place elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from extract.language import LanguageData
from extract.locate.spans import Span
from extract.places import Candidate, Place, distance_km

NEAR_KM = 40.0  # a village that is counted as a quarter lies no further from its city
LOOKED_AT = 3  # likeliest meanings of each other name
SMALLER = 5  # times: Bristol in Connecticut is not the city whose quarters are told of
CITY = 100_000  # people; what has quarters that a text names without saying so
_OF = frozenset({"of", "de"})

Cities = Mapping[tuple[int, int], Span]  # line number and first token -> the longest name of a city there


def keep_quarters_home(spans: Sequence[Span], language: LanguageData) -> None:
    """Of what a quarter's name may mean, keep only what lies beside its city, or beside any place that is named."""
    cities: dict[tuple[int, int], Span] = {}
    for span in spans:
        if not span.demonym and _city_meant(span) is not None:
            cities.setdefault((span.line.number, span.first), span)
    quarters = []
    for span in spans:
        city = _city_of(span, cities, language)
        if span.candidates and (city is not None or _is_quarter(span, language)):
            quarters.append((span, city))
    if not quarters:
        return
    own = {span.key for span, _ in quarters}
    named = [place for span in spans if span.key not in own and not span.demonym for place in _likely(span.candidates)]
    for span, city in quarters:
        beside = named if city is None else _likely(city.candidates)
        span.quarter = True
        span.key = f"quarter {span.key}"  # judged apart from a city of that name
        span.candidates = tuple(each for each in span.candidates if _is_beside(each, beside))


def _city_of(span: Span, cities: Cities, language: LanguageData) -> Span | None:
    """The city right behind "the Easton area of", "Triana de"; of the latter only a large one, to be sure of it."""
    line, at = span.line, span.last + 1
    if span.demonym or span.metonym:
        return None
    said = line.word(at) in language.area_nouns
    city = cities.get((line.number, at + 2 if said else at + 1))
    if city is None or line.word(at + 1 if said else at) not in _OF:
        return None
    if said or _is_area_before(span, language):
        return city
    meant = _city_meant(city)
    largest = meant.population if meant is not None else 0
    whole = any(each.place.kind not in ("city", "admin2") for each in span.candidates)
    smaller = span.candidates and span.candidates[0].place.population < largest
    return city if "de" in language.inside_words and largest >= CITY and smaller and not whole else None


def _city_meant(span: Span) -> Place | None:
    """The likeliest meaning where it is a city, or the city that its division is called after: Kingston, Dhaka."""
    if not span.candidates:
        return None
    first = span.candidates[0].place
    near = (each.place for each in span.candidates[:LOOKED_AT] if each.place.kind == "city")
    return next((city for city in near if city is first or city.admin1 == first.admin1), None)


def _is_area_before(span: Span, language: LanguageData) -> bool:
    """ "la zona de Triana", "sector Triana"."""
    line, at = span.line, span.first - 1
    return line.word(at - 1 if line.word(at) in _OF else at) in language.area_nouns


def _is_quarter(span: Span, language: LanguageData) -> bool:
    """The noun stands beside the name; with "de" between only where the list has it so ("barrio de")."""
    line = span.line
    before, behind = line.word(span.first - 1), line.word(span.last + 1)
    if before in language.quarter_nouns or behind in language.quarter_nouns:
        return True
    return before == "de" and f"{line.word(span.first - 2)} de" in language.quarter_nouns


def _likely(candidates: Sequence[Candidate]) -> list[Place]:
    """The towns and districts among the likeliest meanings, without those that a much larger one puts in the shade."""
    found = [each.place for each in candidates[:LOOKED_AT] if each.place.kind in ("city", "admin2")]
    largest = max((place.population for place in found), default=0)
    return [place for place in found if place.population * SMALLER >= largest]


def _is_beside(candidate: Candidate, named: Iterable[Place]) -> bool:
    place = candidate.place
    return place.kind in ("city", "admin2") and any(
        distance_km(place.lat, place.lon, each.lat, each.lon) <= NEAR_KM
        for each in named
        if each.geonameid != place.geonameid and each.country == place.country
    )
