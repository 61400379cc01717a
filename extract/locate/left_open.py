"""When the likeliest place is still too doubtful to be named: None is an answer."""

from __future__ import annotations

from extract.language import LanguageData
from extract.locate.context import Context
from extract.locate.found import LEAST_OTHERS, Found
from extract.locate.groups import Group
from extract.places import Place, distance_km

LEAST_TRUST = 0.22
ONE_SPOT_KM = 60.0
GREAT_CITY, MUCH_LARGER = 1_000_000, 2
LITTLE_SHARE, MOST_SHARE = 0.05, 0.6  # of what the other names weigh: its own country's, another country's
WELL_KNOWN_CITY, ITS_SHARE = 200_000, 0.6  # people; of the people of all cities of that name


def is_left_open(found: Found, focus: Context, language: LanguageData) -> bool:
    """Nothing may be said of it; `focus` is what the whole document is about."""
    if _is_far_namesake(found, focus):
        return True
    if found.choice is None or found.trust >= LEAST_TRUST or not language.place_prepositions:
        return False
    if found.span.demonym and language.demonyms_any_case:
        return False  # the list is sure
    return not (_all_on_one_spot(found) or _by_far_the_largest(found))


def _all_on_one_spot(found: Found) -> bool:
    """Town, township and district of one name: which of them is meant makes no odds to anybody near."""
    own, choice = found.group, found.choice
    if own is None or choice is None or choice.place.admin1 is None or len(own.candidates) < 2:
        return False
    return all(
        each.place.admin1 == choice.place.admin1
        and distance_km(each.place.lat, each.place.lon, choice.place.lat, choice.place.lon) <= ONE_SPOT_KM
        for each in own.candidates
    )


def _by_far_the_largest(found: Found) -> bool:
    """A great city needs no neighbours to be meant: a German tourist in Barcelona is in no Barcelona of Brazil."""
    own, choice = found.group, found.choice
    if own is None or choice is None or choice.place.population < GREAT_CITY or choice.place.kind != "city":
        return False
    others = (
        each.place.population
        for each in own.candidates
        if each.place.kind == "city" and each.place.geonameid != choice.place.geonameid
    )
    return choice.place.population >= MUCH_LARGER * max(others, default=0)


def _is_far_namesake(found: Found, focus: Context) -> bool:
    """A town that only its name speaks for, while all the rest of the text is about another country: "Alameda" in the
    news of Santiago is a street there, not the town in California. A well-known city is meant all the same."""
    own, choice = found.group, found.choice
    if own is None or choice is None or choice.place.kind not in ("city", "admin2") or own.parents:
        return False
    rest = focus.total - own.weight
    if rest < LEAST_OTHERS or choice.place.country is None:
        return False
    mine: dict[str, float] = {}
    for each, likely in zip(own.candidates, own.chances, strict=True):
        if each.place.country:
            mine[each.place.country] = mine.get(each.place.country, 0.0) + own.weight * likely
    shares = {code: (mass - mine.get(code, 0.0)) / rest for code, mass in focus.country.items()}
    if shares.get(choice.place.country, 0.0) > LITTLE_SHARE or max(shares.values(), default=0.0) < MOST_SHARE:
        return False
    if _is_of_its_division(own, choice.place):
        return False
    people = [each.place.population for each in own.candidates if each.place.kind == "city"]
    return choice.place.population < WELL_KNOWN_CITY or choice.place.population < ITS_SHARE * sum(people)


def _is_of_its_division(own: Group, city: Place) -> bool:
    """Kherson, whichever is meant: a division as well known as a city bears its name, and no other does. Port of Spain:
    a lesser one, beside which nothing else in the world is called so."""
    divisions = [each.place for each in own.candidates if each.place.kind == "admin1"]
    if not divisions or any(one.admin1 != city.admin1 for one in divisions):
        return False
    well_known = divisions[0].population >= WELL_KNOWN_CITY
    return well_known or all(each.place.admin1 == city.admin1 for each in own.candidates)
