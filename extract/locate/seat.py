"""The one country a text speaks of: the only one it names, or else its publisher's."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from extract.locate.found import Found
from extract.locate.groups import Group, chance
from extract.locate.spans import Span
from extract.places import Place

TOWN = 40_000  # people
SURELY_NAMED = 0.5  # chance of being a name
LEAST_SHARE = 0.35  # of a name's chances that the likeliest place has, with what else is called so in its division
AT_HOME = 0.7  # share of a name's chances that lie in the country
LIKELY_NAME, LIKELY_WHERE_ALONE = 0.35, 0.1  # as told by its own words, where the country speaks for it


def named_countries(spans: Sequence[Span], publisher: str | None) -> frozenset[str]:
    """ISO 3166-1 alpha-2 codes of the countries that are named themselves or by what is theirs ("hondureña").

    One whose name is that of a town of the publisher's country is not for sure: Liberia in the news of Costa Rica.
    """
    countries = (
        span.candidates[0].place.country
        for span in spans
        if span.candidates
        and span.candidates[0].place.kind == "country"
        and chance(span.score) >= SURELY_NAMED
        and not _is_town_at_home(span, publisher)
    )
    return frozenset(code for code in countries if code is not None)


def _is_town_at_home(span: Span, publisher: str | None) -> bool:
    return publisher is not None and any(
        each.place.country == publisher
        and each.place.kind == "city"
        and each.via == "name"
        and each.place.population >= TOWN
        for each in span.candidates
    )


def seat_of(named: frozenset[str], publisher: str | None) -> str | None:
    """None where several are named and none of them is the publisher's."""
    if len(named) == 1:
        return next(iter(named))
    return publisher if not named or publisher in named else None


def is_of(found: Found, countries: Collection[str | None]) -> bool:
    """The place chosen lies in one of these, no other country has more of the name's chances, and within it the choice
    is no guess among many: Springfield is left open in any news of the United States."""
    own, choice = found.group, found.choice
    if own is None or choice is None or choice.place.kind == "country" or choice.place.country not in countries:
        return False
    if _there(own, choice.place) < LEAST_SHARE:
        return False
    shares = _shares(found)
    return shares.get(choice.place.country or "", 0.0) >= max(shares.values(), default=0.0)


def _there(own: Group, place: Place) -> float:
    """The chances of the place and of its namesakes in one division: León the city and León its department."""
    both = zip(own.candidates, own.chances, strict=True)
    return sum(likely for each, likely in both if each.place.admin1 == place.admin1)


def is_name_there(found: Found, seat: str | None, *, alone: bool) -> bool:
    """Hardly more than a run of capitals, but the country has a place called so, and no other country a likelier one.

    `alone`: the text has no other names.
    """
    if (
        not is_of(found, (seat,))
        or found.span.demonym
        or found.choice is None
        or found.choice.via not in ("name", "alias")
    ):
        return False
    least = LIKELY_WHERE_ALONE if alone and found.choice.via == "name" else LIKELY_NAME
    return _shares(found).get(seat or "", 0.0) >= AT_HOME and chance(found.span.score) >= least


def _shares(found: Found) -> dict[str, float]:
    """The name's chances by country."""
    shares: dict[str, float] = {}
    if found.group is not None:
        for each, likely in zip(found.group.candidates, found.group.chances, strict=True):
            if each.place.country:
                shares[each.place.country] = shares.get(each.place.country, 0.0) + likely
    return shares
