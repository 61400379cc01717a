"""A name as a person types it -> places, best first, each with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extract.gazetteer.guesses import (
    Found,
    begun,
    clipped,
    contracted,
    misspelt,
    twice_misspelt,
    without_gaps,
)
from extract.gazetteer.named import Named, Names
from extract.gazetteer.names import bare, key, resembles
from extract.gazetteer.prior import rank
from extract.gazetteer.shortened import written_out
from extract.gazetteer.typed import flags, is_article, without_words_around
from extract.places import Match, Place, distance_km

# Words between a place and what holds it, in what people type: "guadalajara en jalisco", "paris in texas".
_BETWEEN = frozenset(("in", "en", "of", "de", "del", "from", "near", "cerca", "da", "do", "em", "the", "la", "el"))
_SPLIT = re.compile(r"[,;/()\[\]|]+")
MOST_WORDS = 9  # of a query that is tried in parts; longer ones are no name
MOST_PARTS = 6  # between commas

# Decades of population that a way of being named is worth against another.
_WORTH = {
    "name": 4.0, "nickname": 3.8, "alias": 3.0, "abbreviation": 2.6, "code": 2.4, "part": 1.5, "initials": 0.5,
}  # fmt: skip  # a table or a paragraph of words, not one a line
_QUALIFIED = 4.5  # the parent was named too: more of the query is explained
_CODE_IN_PARENT = 2.0  # "So Cal" is hardly Soria in Castile
_SLIP_IN_PARENT = 3.5
_OF_OTHER_NAME = 1.5  # Tijuana was once called Zaragoza too; of Mexico's Zaragozas it is the last one thinks of
_JUST_BEHIND = 0.01
_VILLAGE = 4.5  # decades of population: no more than 30,000 people
_LITTLE, _FAR_LARGER = 5.0, 2.0  # decades of population
_CODE_OF_DIVISION = 0.0  # few people know the codes of divisions abroad
_WRITTEN_SHORT = 0.3  # what it takes off a name's worth
_WORD_FOR_KIND = 1.0  # likewise
_WEAK = frozenset(("code", "part", "initials"))  # what else was meant is asked all the same
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
    likelier = tuple(_without_doubles(_best(found)))
    ordered = _exact_first(likelier if plain.rstrip().endswith(".") else _one_of_a_sort(likelier))
    return tuple(Match(each.place, each.why) for each in ordered)[:limit]


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
        and division.worth > _CODE_OF_DIVISION
        and (name := key(division.place.name)) != folded
    ):
        for each in gazetteer.named(name):
            if each.via == "name" and each.place.kind == "city" and each.place.admin1 == division.place.admin1:
                city = replace(division, place=each.place, why=f"the city of that name in {division.place.name}")
                yield replace(city, worth=city.worth + division.score - city.score - _JUST_BEHIND)


def _find(gazetteer: Names, query: str, folded: str) -> list[Found]:
    """Everything the query may mean, from what is certain to what is guessed; guesses only where they are needed."""
    named = gazetteer.named(folded)
    found = [*_exact(gazetteer, folded), *_qualified(gazetteer, query)]
    if any(each.worth >= _QUALIFIED for each in found):
        if not named:  # "centro de Madrid" may be the quarter of that name, or Madrid
            found += [each for rest in without_words_around(folded) for each in _exact(gazetteer, rest)]
        return found
    if not found:
        for rest in without_words_around(folded):
            found = [*_exact(gazetteer, rest), *_qualified(gazetteer, rest)]
            if found and not is_article(folded, rest):
                return found
            if found:  # "el Oyo" may be Oyo, or El Oro
                found = [replace(each, exact=False) for each in found]
                break
        found += without_gaps(gazetteer, folded)
    found += misspelt(gazetteer, folded)
    if not found:
        found += _qualified_guess(gazetteer, query)
    if all(each.via in _WEAK for each in named) and not any(each.exact for each in found if each.worth > 2):
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
    return found


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
    own = next((each for each in exact[1:] if each.worth == _WORTH["name"]), None)
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


def _worth(each: Named) -> float:
    if each.via == "code" and each.place.kind in ("admin1", "admin2"):
        return _CODE_OF_DIVISION
    return _WORTH[each.via]


def _exact(gazetteer: Names, folded: str) -> Iterator[Found]:
    for each in gazetteer.named(folded):
        yield Found(each.place, _worth(each), _WHY[each.via], exact=each.via not in ("part", "initials"))
    for whole in written_out(folded):
        for each in gazetteer.named(whole):
            if each.via not in _WEAK:
                yield Found(each.place, _worth(each) - _WRITTEN_SHORT, f"{each.place.name}, written short", exact=True)
    for shorter in bare(folded):
        for each in gazetteer.named(shorter):
            if each.place.kind in ("admin1", "admin2") and each.via in ("name", "alias"):
                worth = _WORTH["alias"] - _WORD_FOR_KIND
                yield Found(each.place, worth, "that division, without the word for its kind", exact=True)
            elif folded == f"the {shorter}":
                yield Found(each.place, _WORTH[each.via], _WHY[each.via], exact=each.via not in _WEAK)
            elif each.via in ("alias", "abbreviation", "nickname") and folded.startswith(shorter):
                yield from _called_after(gazetteer, each.place, key(each.place.name) + folded.removeprefix(shorter))


def _called_after(gazetteer: Names, place: Place, called: str) -> Iterator[Found]:
    """The division of that name around a place for which another name was typed: "LA county", "Philly county"."""
    for each in gazetteer.named(called):
        if each.place.kind in ("admin1", "admin2") and each.place.admin1 == place.admin1 and each.via not in _WEAK:
            yield Found(each.place, _WORTH["abbreviation"], f"{each.place.name}, by another name", exact=True)


def _at_commas(query: str) -> Iterator[tuple[str, str]]:
    """(inner, outer) as commas part them: "Col. Roma, Guadalajara, Jalisco" is a place in the others that follow."""
    parts = [part for part in map(key, _SPLIT.split(query)) if part][:MOST_PARTS]
    for at, inner in enumerate(parts):
        for outer in reversed(parts[at + 1 :]):
            yield inner, outer
    if len(parts) > 1:
        yield parts[-1], parts[0]


def _at_gaps(query: str) -> Iterator[tuple[str, str]]:
    """(inner, outer): every way to read a query as a place and what holds it, the likelier first."""
    words = key(query).split()
    if len(words) > MOST_WORDS:
        return
    for cut in range(len(words) - 1, 0, -1):
        inner, outer = words[:cut], words[cut:]
        if cut == 1 and inner[0] in _BETWEEN:  # "en Monterrey" asks about no place of the name "En"
            continue
        while len(outer) > 1 and outer[0] in _BETWEEN:
            yield " ".join(inner), " ".join(outer)
            outer = outer[1:]
        yield " ".join(inner), " ".join(outer)
    for cut in range(1, len(words)):
        yield " ".join(words[cut:]), " ".join(words[:cut])


def _meanings(gazetteer: Names, folded: str) -> Iterator[Named]:
    """What a part of a query means, also written short."""
    yield from gazetteer.named(folded)
    for whole in written_out(folded):
        yield from (each for each in gazetteer.named(whole) if each.via not in _WEAK)


def _outers(gazetteer: Names, folded: str) -> list[Place]:
    named = [*_meanings(gazetteer, folded)]
    for shorter in bare(folded):
        named += [each for each in gazetteer.named(shorter) if each.place.kind in ("admin1", "admin2")]
    return [each.place for each in named if each.place.kind != "city"]


def _qualified(gazetteer: Names, query: str) -> Iterator[Found]:
    told: str | None = None
    for inner, outer in _at_commas(query):
        if told in (None, inner):  # "Guadalajara, Jalisco, México" does not ask for Jalisco
            for each in _inside(gazetteer, inner, outer):
                told = inner
                yield each
    for inner, outer in _at_gaps(query):
        yield from _inside(gazetteer, inner, outer)


def _inside(gazetteer: Names, inner: str, outer: str) -> Iterator[Found]:
    inners = [*_meanings(gazetteer, inner)]
    if inners:
        outers = _outers(gazetteer, outer)
        within = [(each, why) for each in inners if (why := _within(gazetteer, each.place, outers))]
        borne = any(each.via == "name" for each, _ in within)
        for each, why in within:
            qualified = _CODE_IN_PARENT if each.via in _WEAK else _QUALIFIED
            if borne and each.via == "alias" and not resembles(inner, key(each.place.name)):
                qualified -= _OF_OTHER_NAME
            yield Found(each.place, _worth(each) + qualified, why, exact=True)


def _within(gazetteer: Names, place: Place, outers: Sequence[Place]) -> str | None:
    """Which of `outers` holds the place, said for people."""
    around = {parent.geonameid for parent in gazetteer.parents(place)}
    for outer in outers:
        if outer.geonameid in around:
            return f"in {outer.name}"
    return None


def _qualified_guess(gazetteer: Names, query: str) -> Iterator[Found]:
    """One of the two names is written short or has a slip: "guadalajara jalsico", "conce chile"."""
    for inner, outer in dict.fromkeys((*_at_commas(query), *_at_gaps(query))):
        outers = _outers(gazetteer, outer)
        if outers:
            for guess in (*misspelt(gazetteer, inner), *clipped(gazetteer, inner), *contracted(gazetteer, inner)):
                if why := _within(gazetteer, guess.place, outers):
                    yield Found(guess.place, _SLIP_IN_PARENT + guess.worth / 4, f"{guess.why}, {why}")
        inners = gazetteer.named(inner)
        if inners:
            guesses = (*misspelt(gazetteer, outer), *clipped(gazetteer, outer), *contracted(gazetteer, outer))
            near = [guess.place for guess in guesses if guess.place.kind != "city"]
            for each in inners:
                if why := _within(gazetteer, each.place, near):
                    yield Found(each.place, _SLIP_IN_PARENT, why)
