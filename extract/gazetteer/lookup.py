"""A name as a person types it -> places, best first, each with the reason."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from extract.divisions import bare
from extract.gazetteer.guesses import (
    Found,
    begun,
    clipped,
    contracted,
    misspelt,
    twice_misspelt,
    without_gaps,
)
from extract.gazetteer.named import Names
from extract.gazetteer.names import key
from extract.gazetteer.peopled import people
from extract.gazetteer.prior import LIFT, rank
from extract.gazetteer.qualified import BETWEEN, HOLDER_ONLY, QUALIFIED, at_first_comma, qualified, qualified_guess
from extract.gazetteer.shortened import written_out
from extract.gazetteer.typed import flags, is_article, says_where, without_part_of_city, without_words_around
from extract.gazetteer.worth import CODE_OF_DIVISION, WEAK, WORTH, worth_of
from extract.places import Match, Place, distance_km
from extract.suburbs import LARGE

# Decades of population.
_JUST_BEHIND = 0.01
_VILLAGE = 4.5  # decades of population: no more than 30,000 people
MOST_WORDS_WITH_HOLDER = 4  # behind which nothing but the holder is known
_OF_THE_LARGEST = 0.05
_MUCH_LARGER = 2  # times the people
_LITTLE, _FAR_LARGER = 5.0, 2.0  # decades of population
_WRITTEN_SHORT = 0.3  # what it takes off a name's worth
_WORD_FOR_KIND = 1.0  # likewise
_WHY = {
    "name": "that is its name",
    "nickname": "a nickname of it",
    "alias": "another name of it",
    "abbreviation": "short for it",
    "code": "a code for it",
    "part": "the telling part of its name",
    "initials": "the first letters of its name",
}


def lookup(gazetteer: Names, query: str, limit: int) -> Sequence[Match]:
    """The name as typed, "city parent", written short, spellings one slip away, names that begin so: each weighed by
    population.

    All that bears the very name comes first, so that an ambiguous name shows its meanings.
    """
    plain, codes = flags(query)
    for code in codes:
        holder = gazetteer.admin1(code) if "." in code else gazetteer.country(code)
        if holder is not None:
            if not key(plain):
                return (Match(holder, "its flag"),)[:limit]
            plain = f"{plain}, {holder.name}"
    folded = key(plain)
    found = _find(gazetteer, plain, folded) if folded else []
    found += [city for each in _best(found)[:limit] for city in _seat(gazetteer, each, folded)]
    weighed = _before_little_divisions([_with_people(gazetteer, each) for each in found])
    likelier = tuple(_without_doubles(_best(weighed)))
    ordered = _exact_first(likelier if plain.rstrip().endswith(".") else _one_of_a_sort(likelier))
    return tuple(Match(each.place, each.why, each.told) for each in ordered)[:limit]


def _with_people(gazetteer: Names, each: Found) -> Found:
    """London's Woolwich, of which no population is known, counts more than a small town of that name in Maine."""
    if each.place.population or not each.exact or each.worth < WORTH["name"]:
        return each
    return replace(each, worth=each.worth + math.log10(people(gazetteer, each.place) + 10) - math.log10(10))


def _before_little_divisions(found: Sequence[Found]) -> Iterator[Found]:
    """Who sends "Manchester" means the city and no parish of Jamaica; a larger division stays in front."""
    for each in found:
        named = each.exact and each.worth >= WORTH["name"]
        little = (
            each.place.kind == "admin1"
            and named
            and any(
                other.place.kind == "city"
                and other.exact
                and other.worth >= each.worth
                and other.place.admin1 != each.place.admin1
                and other.place.population > _MUCH_LARGER * each.place.population
                for other in found
            )
        )
        yield replace(each, worth=each.worth - LIFT["admin1"]) if little else each


def _best(found: Iterable[Found]) -> list[Found]:
    """Each place once, the likelier first; that it bears the name counts before how it was guessed."""
    best: dict[int, Found] = {}
    for each in sorted(found, key=lambda each: (-each.exact, -each.score)):
        best.setdefault(each.place.geonameid, each)
    return sorted(best.values(), key=lambda each: -each.score)


def _seat(gazetteer: Names, division: Found, folded: str) -> Iterator[Found]:
    """The city a division is called after, where only a short form or by-name was typed: "Oax." may mean either."""
    if (
        division.place.kind == "admin1"
        and division.worth > CODE_OF_DIVISION
        and (name := key(division.place.name)) != folded
    ):
        for each in gazetteer.named(name):
            if each.via == "name" and each.place.kind == "city" and each.place.admin1 == division.place.admin1:
                city = replace(division, place=each.place, why=f"the city of that name in {division.place.name}")
                yield replace(city, worth=city.worth + division.score - city.score - _JUST_BEHIND)


def _find(gazetteer: Names, query: str, folded: str) -> list[Found]:
    """Everything the query may mean, from what is certain to what is guessed; guesses only where they are needed."""
    named = gazetteer.named(folded)
    found = [*_exact(gazetteer, folded), *qualified(gazetteer, query)]
    if not found and (rest := without_part_of_city(query)):
        whole = [each for each in _find(gazetteer, rest, key(rest)) if each.exact]
        if whole:
            return [replace(each, told=True) for each in whole]
    if any(each.worth >= QUALIFIED for each in found):
        if not named:  # "centro de Madrid" may be the quarter of that name, or Madrid
            found += [each for rest in without_words_around(folded) for each in _exact(gazetteer, rest)]
        return found
    if not found:
        for rest in without_words_around(folded):
            found = [*_exact(gazetteer, rest), *qualified(gazetteer, rest)]
            if found and not is_article(folded, rest):
                where = says_where(folded, rest)  # "downtown Bogotá" is Bogotá
                return [replace(each, told=each.told or (where and each.worth >= WORTH["alias"])) for each in found]
            if found:  # "el Oyo" may be Oyo, or El Oro
                found = [replace(each, exact=False) for each in found]
                break
        found += without_gaps(gazetteer, folded)
    found += misspelt(gazetteer, folded)
    if not found:
        found += qualified_guess(gazetteer, query)
        found += _said_to_hold(gazetteer, query, {each.place.geonameid for each in found})
    if all(each.via in WEAK for each in named) and not any(each.exact for each in found if each.worth > 2):
        found += clipped(gazetteer, folded)
        slips = {each.place.geonameid for each in found}
        found += (each for each in contracted(gazetteer, folded) if each.place.geonameid not in slips)
    if not found:
        found += begun(gazetteer, folded)
    if all(not each.exact and rank(each.place) < _VILLAGE for each in found):
        found += twice_misspelt(gazetteer, folded)
    if not found:
        for rest in without_words_around(folded):
            found += misspelt(gazetteer, rest)
    if not found:
        found += _last_named(gazetteer, folded)
    return found


def _said_to_hold(gazetteer: Names, query: str, known: Collection[int]) -> Iterator[Found]:
    """The city or division behind a place of which nothing is known, "Moss Side, Manchester"; and what bears the name
    of that place elsewhere."""
    part, rest = at_first_comma(query)
    holders = [each for each in _find(gazetteer, rest, key(rest)) if each.exact] if rest else []
    if not holders:
        return
    most = max(each.worth for each in holders)
    largest = max(each.place.population for each in holders)
    for each in _before_little_divisions(holders):
        likely = each.worth >= most - LIFT["admin1"] and each.place.population >= _OF_THE_LARGEST * largest
        if likely and each.place.geonameid not in known:
            yield replace(each, worth=each.worth - HOLDER_ONLY, why="said to hold it", exact=False, told=False)
    for each in _exact(gazetteer, key(part)):
        if each.worth >= WORTH["alias"] and each.place.geonameid not in known:
            yield replace(each, worth=each.worth - HOLDER_ONLY - LIFT["admin1"], why="so called elsewhere", exact=False)


def _last_named(gazetteer: Names, folded: str) -> Iterator[Found]:
    """Likewise without a comma, "westlands nairobi": something well known, and no sentence before it."""
    words = folded.split()
    if len(words) > MOST_WORDS_WITH_HOLDER or BETWEEN.intersection(words):
        return
    for at in range(1, len(words)):
        for each in _exact(gazetteer, " ".join(words[at:])):
            if each.exact and each.worth >= WORTH["alias"] and each.place.population >= LARGE:
                yield replace(each, worth=each.worth - HOLDER_ONLY, why="said to hold it", exact=False)


def _one_of_a_sort(found: Sequence[Found]) -> Sequence[Found]:
    """Among the first three guesses one is a slip and one is a name written short, where there are both."""
    guesses = [each for each in found if not each.exact]
    for slip in (True, False):
        at = next((at for at, each in enumerate(guesses) if each.slip is slip), 0)
        if at > 2:
            guesses.insert(2, guesses.pop(at))
    waiting = iter(guesses)
    return [each if each.exact else next(waiting) for each in found]


def _exact_first(found: Sequence[Found]) -> Sequence[Found]:
    """What was typed exactly stands before what may have been meant; beside a little town a far larger place may
    come second."""
    exact = [each for each in found if each.exact]
    near = [each for each in found if not each.exact]
    if not exact or not near:
        return found
    own = next((each for each in exact[1:] if each.worth == WORTH["name"]), None)
    if own is not None and exact[0].worth < own.worth:  # a hamlet of that very name beside a land that is called so too
        exact = [exact[0], own, *(each for each in exact[1:] if each is not own)]
    little = rank(exact[0].place) < _LITTLE
    second = near[:1] if little and rank(near[0].place) > rank(exact[0].place) + _FAR_LARGER else []
    return [*exact[:1], *second, *exact[1:], *near[len(second) :]]


def _without_doubles(found: Iterable[Found]) -> Iterator[Found]:
    """Municipality and city of one name are one place to whoever types it: the lesser of the two goes to the end, and
    where both are guesses the municipality."""
    kept: list[Found] = []
    doubles: list[Found] = []
    for each in found:
        at = next((at for at, other in enumerate(kept) if _same(each.place, other.place)), None)
        if at is None:
            kept.append(each)
        elif each.place.kind == "city" and kept[at].place.kind == "admin2" and not kept[at].exact:
            doubles.append(kept[at])
            kept[at] = each
        else:
            doubles.append(each)
    yield from kept
    yield from doubles


def _same(one: Place, other: Place) -> bool:
    kinds = {one.kind, other.kind}
    if kinds not in ({"city", "admin2"}, {"city"}) or one.admin1 != other.admin1 or one.country != other.country:
        return False
    return key(one.name) in key(other.name) and distance_km(one.lat, one.lon, other.lat, other.lon) < 15


def _exact(gazetteer: Names, folded: str) -> Iterator[Found]:
    for each in gazetteer.named(folded):
        yield Found(each.place, worth_of(each), _WHY[each.via], exact=each.via not in ("part", "initials"))
    for whole in written_out(folded):
        for each in gazetteer.named(whole):
            if each.via not in WEAK:
                yield Found(
                    each.place, worth_of(each) - _WRITTEN_SHORT, f"{each.place.name}, written short", exact=True
                )
    for shorter in bare(folded):
        for each in gazetteer.named(shorter):
            if each.place.kind in ("admin1", "admin2") and each.via in ("name", "alias"):
                worth = WORTH["alias"] - _WORD_FOR_KIND
                yield Found(each.place, worth, "that division, without the word for its kind", exact=True)
            elif folded == f"the {shorter}":
                yield Found(each.place, WORTH[each.via], _WHY[each.via], exact=each.via not in WEAK)
            elif each.via in ("alias", "abbreviation", "nickname") and folded.startswith(shorter):
                yield from _called_after(gazetteer, each.place, key(each.place.name) + folded.removeprefix(shorter))


def _called_after(gazetteer: Names, place: Place, called: str) -> Iterator[Found]:
    """The division of that name around a place for which another name was typed: "LA county", "Philly county"."""
    for each in gazetteer.named(called):
        if each.place.kind in ("admin1", "admin2") and each.place.admin1 == place.admin1 and each.via not in WEAK:
            yield Found(each.place, WORTH["abbreviation"], f"{each.place.name}, by another name", exact=True)
