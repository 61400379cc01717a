""" "Barrio San José de Cali", "the Bethlehem neighbourhood of Paramaribo": a part of a city, no place elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.language import LanguageData
from extract.locate.spans import Span
from extract.places import Candidate, Place, distance_km

NEAR_KM = 40.0  # a village that is counted as a quarter lies no further from its city
LOOKED_AT = 3  # likeliest meanings of each other name


def keep_quarters_home(spans: Sequence[Span], language: LanguageData) -> None:
    """Of what a quarter's name may mean, keep only what lies beside a place that the text names otherwise."""
    quarters = [span for span in spans if span.candidates and _is_quarter(span, language)]
    if not quarters:
        return
    own = {span.key for span in quarters}
    named = [
        each.place
        for span in spans
        if span.key not in own and not span.demonym
        for each in span.candidates[:LOOKED_AT]
        if each.place.kind in ("city", "admin2")
    ]
    for span in quarters:
        span.quarter = True
        span.key = f"quarter {span.key}"  # judged apart from a city of that name
        span.candidates = tuple(each for each in span.candidates if _is_beside(each, named))


def _is_quarter(span: Span, language: LanguageData) -> bool:
    line = span.line
    if line.word(span.first - 1) in language.quarter_nouns or line.word(span.last + 1) in language.quarter_nouns:
        return True
    return line.word(span.first - 1) == "de" and line.word(span.first - 2) in language.quarter_nouns


def _is_beside(candidate: Candidate, named: Iterable[Place]) -> bool:
    place = candidate.place
    return place.kind in ("city", "admin2") and any(
        distance_km(place.lat, place.lon, each.lat, each.lon) <= NEAR_KM
        for each in named
        if each.geonameid != place.geonameid and each.country == place.country
    )
