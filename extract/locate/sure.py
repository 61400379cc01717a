"""Where the words around a name leave no doubt, whatever is weighed: it is a person, a torn name, or surely a place."""

from __future__ import annotations

from extract.language import LanguageData
from extract.locate.dateline import in_dateline
from extract.locate.evidence import Told, before_of, label_of
from extract.locate.spans import Span
from extract.places import Place

HAMLET = 0.02  # of the city's people
MILLION, HALF_A_MILLION = 1_000_000, 500_000  # people
SHORTEST_UNMISTAKABLE, SHORTEST_LED_IN = 5, 3  # letters


def is_first_name(span: Span, language: LanguageData) -> bool:
    """ "Paris Hilton", "Milton J. Little": a given name with a surname behind, and nothing that says it is a place."""
    line, last = span.line, span.last
    if _is_before_initial(span):
        return True
    if span.key not in language.given_names or line.shouted or last + 1 >= len(line.tokens):
        return False
    if any(each.place.kind == "country" for each in span.candidates) and not label_of(span).endswith("PERSON"):
        return False  # "Chad Basin", "Jordan Valley": only where the model too sees a person
    behind = line.folded[last + 1]
    return (
        line.stands_out[last + 1]
        and line.gap(last) == 1
        and behind not in language.organisation_nouns
        and behind not in language.place_nouns_after
        and behind not in language.spot_nouns
        and behind not in language.honorifics
        and before_of(span, language) not in ("in", "place noun")
    )


def _is_before_initial(span: Span) -> bool:
    """ "Milton J. Little"; "Washington D. C." is none."""
    line, at = span.line, span.last + 1
    if line.shouted or at + 1 >= len(line.tokens) or not line.stands_out[at + 1] or line.gap(at - 1) != 1:
        return False
    initial, surname = line.texts[at], line.texts[at + 1]
    return len(initial) == 2 and initial[0].isupper() and initial[1] == "." and len(surname) > len(initial)


def is_unmistakable(span: Span, told: Told, language: LanguageData) -> bool:
    """Whatever a model makes of it: "Yaounde said" speaks of Yaoundé, "Port of Spain" not of Spain.

    A great city beside which all of its name are hamlets, but for its own division; or the seat of a division where
    the name is a long one."""
    if not span.candidates or span.demonym or span.longer or span.key in told.surnames:
        return False
    if _is_seat_of_long_name(span):
        return True
    city = max(span.candidates, key=lambda each: each.place.population if each.place.kind == "city" else -1)
    return (
        city.place.kind == "city"
        and city.place.population >= (HALF_A_MILLION if _is_seat(span, city.place) else MILLION)
        and city.via == "name"
        and len(span.key) >= SHORTEST_UNMISTAKABLE
        and all(
            each.place.admin1 == city.place.admin1 or each.place.population <= HAMLET * city.place.population
            for each in span.candidates
        )
        and span.key not in language.common_words
        and span.key not in language.given_names
        and not is_first_name(span, language)
    )


def _is_seat(span: Span, city: Place) -> bool:
    """Of a division that is called so too: Bangui."""
    return any(each.place.kind == "admin1" and each.place.admin1 == city.admin1 for each in span.candidates)


def _is_seat_of_long_name(span: Span) -> bool:
    """Of three words and more, and there is one such place in the world, town and division in one."""
    kinds = {each.place.kind for each in span.candidates}
    return (
        span.last - span.first >= 2
        and {"admin1", "city"} <= kinds
        and len({each.place.admin1 for each in span.candidates}) == 1
        and span.candidates[0].via == "name"
    )


def is_led_in(span: Span, language: LanguageData) -> bool:
    """Where no model has marked the names: a whole run of capitals that the gazetteer knows, behind "en", "cerca de",
    "municipio de", "vecinos de" and the like, or in the dateline."""
    line = span.line
    if line.tagged or not language.place_prepositions or not span.candidates or span.demonym or span.longer:
        return False
    if (
        span.key in language.common_words
        or span.candidates[0].via in ("slip", "part")
        or len(span.key) < SHORTEST_LED_IN
    ):
        return False
    if line.word(span.first - 1) == "de" and line.word(span.first - 2) in language.speaker_nouns:
        return True
    if _ends_a_road(span, language):
        return True
    return before_of(span, language) in ("in", "place noun") or (in_dateline(span) and not line.text(0, 0).isdigit())


def _ends_a_road(span: Span, language: LanguageData) -> bool:
    """ "la carretera Tepic-Mazatlán": the road leads to both."""
    line, at = span.line, span.first - 1
    if at < 2 or line.folded[at] not in ("-", "–") or not line.stands_out[at - 1]:
        return False
    while at > 1 and line.stands_out[at - 1]:
        at -= 1
    return line.word(at - 1) in language.place_nouns_before


def is_torn(span: Span, language: LanguageData) -> bool:
    """Where no model has marked the names: a part of a longer run of capitals is no name by itself ("Estación Central",
    "Ramos Mejía"), unless what stands beside it is a word for an office, a kind of place or an organisation."""
    line = span.line
    if line.tagged or line.shouted or span.metonym or not language.place_prepositions or span.text.isupper():
        return False
    first, last = span.first, span.last
    if first > 1 and line.stands_out[first - 1] and line.gap(first - 1) == 1:
        word = line.folded[first - 1]
        if not (_is_plain(word, language) or (word in language.given_names and not span.demonym)):
            return True  # of demonyms a surname too: "Miguel Alemán"; "Ejército Mexicano" is none
    if last + 1 < len(line.tokens) and line.stands_out[last + 1] and line.gap(last) == 1:
        behind = line.folded[last + 1]
        if behind.isalpha() and not line.texts[last + 1].isupper() and not _is_plain(behind, language):
            return True
    return False


def _is_plain(word: str, language: LanguageData) -> bool:
    """A word that says what the name beside it is, and no part of that name."""
    return (
        word in language.common_words
        or word in language.honorifics
        or word in language.organisation_nouns
        or word in language.spot_nouns
        or word in language.site_nouns
        or word in language.place_nouns_before
        or word in language.place_nouns_after
        or word in language.quarter_nouns
        or word in language.people_nouns
        or word in language.place_prepositions
        or word in language.demonyms
    )
