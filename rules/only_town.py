"""The one town of a country that an article names, for an event that is put no nearer than that country."""

from __future__ import annotations

from collections.abc import Iterable

from extract.locate import Mention
from extract.locate.links import contains
from extract.places import Place
from rules.kinds import NATIONWIDE, ORDERED_AT_HOME
from rules.story import Story


def only_town(country: Place, category: str, story: Story, *, named_there: bool) -> Place | None:
    """What the article names as a place, or else by its police, schools and the like; None where it names nothing so,
    or several of which none lies in all the others.

    `named_there`: the country stands beside the event itself, so that what may be ordered or called for all of a
    country was.
    """
    if named_there and category in NATIONWIDE:
        return None
    theirs = {"organisation", "speaker"} if category in ORDERED_AT_HOME else {"organisation"}
    mentions = story.extraction.mentions
    for roles in ({"place"}, theirs):
        named = _inside(country, (one for one in mentions if one.role in roles))
        if named:
            return next((one for one in named if all(one == other or contains(other, one) for other in named)), None)
    return None


def _inside(country: Place, mentions: Iterable[Mention]) -> list[Place]:
    """Each once."""
    places = (one.place for one in mentions)
    return list({place.geonameid: place for place in places if place is not None and contains(country, place)}.values())
