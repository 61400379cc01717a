"""A place together with what holds it, as people type the two: "Springfield, IL", "guadalajara en jalisco"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extract.divisions import bare
from extract.gazetteer.guesses import Found, clipped, contracted, misspelt
from extract.gazetteer.named import Named, Names
from extract.gazetteer.names import key, resembles
from extract.gazetteer.shortened import written_out
from extract.gazetteer.worth import WEAK, worth_of
from extract.places import Place
from extract.suburbs import LARGE, may_be_addressed

# Words between a place and what holds it, in what people type: "guadalajara en jalisco", "paris in texas".
BETWEEN = frozenset(("in", "en", "of", "de", "del", "from", "near", "cerca", "da", "do", "em", "the", "la", "el"))
_SPLIT = re.compile(r"[,;/()\[\]|]+")
MOST_WORDS = 9  # of a query that is tried in parts; longer ones are no name
MOST_PARTS = 6  # between commas

# Decades of population, beside what the way of being named is worth.
QUALIFIED = 4.5  # the parent was named too: more of the query is explained
_CODE_IN_PARENT = 2.0  # "So Cal" is hardly Soria in Castile
_SLIP_IN_PARENT = 3.5
HOLDER_ONLY = 4.0  # taken off what holds a place that is not known
_OF_OTHER_NAME = 1.5  # Tijuana was once called Zaragoza too; of Mexico's Zaragozas it is the last one thinks of


def at_first_comma(query: str) -> tuple[str, str]:
    """ "Moss Side, Manchester, UK" -> ("Moss Side", "Manchester, UK"); nothing behind it where there is none."""
    first, _, rest = _SPLIT.sub(",", query).strip(" ,").partition(",")
    return first.strip(), rest.strip(" ,")


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
        if cut == 1 and inner[0] in BETWEEN:  # "en Monterrey" asks about no place of the name "En"
            continue
        while len(outer) > 1 and outer[0] in BETWEEN:
            yield " ".join(inner), " ".join(outer)
            outer = outer[1:]
        yield " ".join(inner), " ".join(outer)
    for cut in range(1, len(words)):
        yield " ".join(words[cut:]), " ".join(words[:cut])


def _meanings(gazetteer: Names, folded: str) -> Iterator[Named]:
    """What a part of a query means, also written short."""
    yield from gazetteer.named(folded)
    for whole in written_out(folded):
        yield from (each for each in gazetteer.named(whole) if each.via not in WEAK)


def _outers(gazetteer: Names, folded: str, *, cities: bool) -> list[Place]:
    named = [*_meanings(gazetteer, folded)]
    for shorter in bare(folded):
        named += [each for each in gazetteer.named(shorter) if each.place.kind in ("admin1", "admin2")]
    return [each.place for each in named if each.place.kind != "city" or (cities and _has_quarters(each))]


def _has_quarters(each: Named) -> bool:
    return each.via not in WEAK and each.place.population >= LARGE


def qualified(gazetteer: Names, query: str) -> Iterator[Found]:
    """Places that lie in what is named with them: "Springfield, IL", "Woolwich, London", "palermo buenos aires"."""
    told: str | None = None
    cities = not gazetteer.named(key(query))  # "East London" is a city
    for inner, outer in _at_commas(query):
        if told in (None, inner):  # "Guadalajara, Jalisco, México" does not ask for Jalisco
            for each in _inside(gazetteer, inner, outer, cities=cities):
                told = inner
                yield each
    for inner, outer in _at_gaps(query):
        yield from _inside(gazetteer, inner, outer, cities=cities)


def _inside(gazetteer: Names, inner: str, outer: str, *, cities: bool) -> Iterator[Found]:
    inners = [*_meanings(gazetteer, inner)]
    if inners:
        outers = _outers(gazetteer, outer, cities=cities)
        within = [(each, why) for each in inners if (why := _within(gazetteer, each.place, outers))]
        borne = any(each.via == "name" for each, _ in within)
        for each, why in within:
            more = _CODE_IN_PARENT if each.via in WEAK else QUALIFIED
            if borne and each.via == "alias" and not resembles(inner, key(each.place.name)):
                more -= _OF_OTHER_NAME
            yield Found(each.place, worth_of(each) + more, why, exact=True, told=each.via not in WEAK)


def _within(gazetteer: Names, place: Place, outers: Sequence[Place]) -> str | None:
    """Which of `outers` holds the place, said for people."""
    around = {parent.geonameid for parent in gazetteer.parents(place)}
    for outer in outers:
        if outer.geonameid in around or may_be_addressed(outer, place):
            return f"in {outer.name}"
    return None


def qualified_guess(gazetteer: Names, query: str) -> Iterator[Found]:
    """One of the two names is written short or has a slip: "guadalajara jalsico", "conce chile"."""
    for inner, outer in dict.fromkeys((*_at_commas(query), *_at_gaps(query))):
        outers = _outers(gazetteer, outer, cities=True)
        if outers:
            for guess in _guesses(gazetteer, inner):
                if why := _within(gazetteer, guess.place, outers):
                    yield Found(guess.place, _SLIP_IN_PARENT + guess.worth / 4, f"{guess.why}, {why}")
        inners = gazetteer.named(inner)
        if inners:
            near = [guess.place for guess in _guesses(gazetteer, outer) if guess.place.kind != "city"]
            for each in inners:
                if why := _within(gazetteer, each.place, near):
                    yield Found(each.place, _SLIP_IN_PARENT, why)


def _guesses(gazetteer: Names, folded: str) -> Iterator[Found]:
    yield from misspelt(gazetteer, folded)
    yield from clipped(gazetteer, folded)
    yield from contracted(gazetteer, folded)
