"""The city that an event's quarter or suburb belongs to, where its article names that city: Woolwich, London.

A reader knows the city; the quarter alone ("Kennedy", "Delicias") might be anywhere. Only what the article names
counts: no city is added that it does not speak of.
"""

from __future__ import annotations

from collections.abc import Iterable

from extract.locate import Mention
from extract.places import Place
from extract.suburbs import ACROSS_KM, LARGE, apart_km, in_one_division, may_hold
from extract.text import fold
from rules.story import Line, Story

FAR_LARGER, CLOSE_KM = 10, 8.0  # where it names both: a town on the hill above a city is none of its quarters
# A large town beside a city this large is hardly told from it: Delmas, Callao, Giza, Oshodi.
METROPOLIS, TWICE, METROPOLIS_KM = 1_000_000, 2, 13.0  # people; times the place's; between their centres
MOST_BETWEEN = 5  # words: "Finglas, in the north of Dublin"

_NAMED = frozenset({"name", "alias", "abbreviation"})
_SAYS_NOTHING = frozenset({"demonym", "metonym"})  # "a London firm", "Washington said"


def city_of(place: Place | None, story: Story) -> Place | None:
    """The largest city named in the article that `place` is a part of; None where it is no such part.

    Both lie in one division, unless they have grown together: Soacha, across the border of its department and well
    away from the middle, is not Bogotá, unless the text has it as an address.
    """
    if place is None or place.kind not in ("city", "admin2"):
        return None
    named: dict[Place, list[Mention]] = {}
    for mention in story.extraction.mentions:
        city = _city_named(mention)
        if city is not None and (may_hold(city, place) or _grown_together(city, place)):
            named.setdefault(city, []).append(mention)
    own = _is_of_its_own(place, story)
    part_of = [
        city
        for city, mentions in named.items()
        if _is_close(city, place) or (_grown_together(city, place) and not own) or _is_said(place, mentions, story)
    ]
    return max(part_of, key=lambda city: city.population, default=None)


def _city_named(mention: Mention) -> Place | None:
    """Where a name means the division of a city ("Barranco, Lima"), the city of that name."""
    if mention.place is None or mention.via not in _NAMED or mention.role in _SAYS_NOTHING:
        return None
    if mention.place.kind not in ("admin1", "admin2"):
        return mention.place
    return next((one for one in mention.runners_up if one.kind == "city" and _is_namesake(one, mention)), None)


def _is_namesake(city: Place, mention: Mention) -> bool:
    own = mention.place
    return own is not None and city.country == own.country and fold(city.name) == fold(mention.text)


def _is_close(city: Place, place: Place) -> bool:
    return (
        in_one_division(city, place)
        and city.population >= FAR_LARGER * place.population
        and apart_km(city, place) <= CLOSE_KM
    )


def _grown_together(city: Place, place: Place) -> bool:
    """Of one metropolis, whatever division each belongs to."""
    return (
        city.country == place.country
        and city.geonameid != place.geonameid
        and place.population >= LARGE
        and city.population >= max(METROPOLIS, TWICE * place.population)
        and apart_km(city, place) <= METROPOLIS_KM
    )


def _is_of_its_own(place: Place, story: Story) -> bool:
    """ "Itagüí Municipality", "el municipio de Itagüí"."""
    says = story.cues.plain("of_its_own")
    for line in story.lines:
        for mention in line.mentions:
            if mention.place == place:
                at = line.word_at(mention.start)
                beside = [
                    word.folded
                    for n, word in enumerate(line.words)
                    if n == at - 2 or mention.start <= word.start < mention.end
                ]
                if not says.isdisjoint(beside):
                    return True
    return False


def _is_said(place: Place, mentions: Iterable[Mention], story: Story) -> bool:
    """ "Woolwich, south-east London", "Bogotá's Kennedy"."""
    return any(
        _says_so(one, other, line, story)
        for line in story.lines
        for one in line.mentions
        if one.place is not None and one.place.geonameid == place.geonameid
        for other in line.mentions
        if other in mentions
    )


def _says_so(part: Mention, whole: Mention, line: Line, story: Story) -> bool:
    place, city = part.place, _city_named(whole)
    if place is None or city is None:
        return False
    if whole.end <= part.start:
        owner = line.sentence.text[whole.end - line.sentence.start : part.start - line.sentence.start]
        return owner.strip() in ("'s", "’s") and in_one_division(city, place)
    between = [word.folded for word in line.words if part.end <= word.start and word.end <= whole.start]
    inside = story.cues.plain("inside")
    if len(between) > MOST_BETWEEN or _opens_a_list(whole, line, story):
        return False
    if not in_one_division(city, place):
        return all(word in inside for word in between) and apart_km(city, place) <= ACROSS_KM
    allowed = story.cues.plain("between") | inside
    return all(word in allowed for word in between)


def _opens_a_list(mention: Mention, line: Line, story: Story) -> bool:
    """ "in Soacha, Bogotá and Cali": three of a kind."""
    behind = next((word.folded for word in line.words if word.start >= mention.end), "")
    return behind in story.cues.plain("and")
