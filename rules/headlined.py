"""The one town that a headline names, against another that only its text names: there the event is, as a rule.

On articles that several hands wrote for the measure it was the headline's in 24 of 26 cases where the other stood with
the deed in the lead and far away, and in 21 of 23 where it stood further down or merely beside the deed.
"""

from __future__ import annotations

from extract.locate import Mention
from extract.locate.links import contains
from extract.places import Place
from extract.suburbs import apart_km, may_hold
from extract.text import fold
from rules.city_of import city_of
from rules.misplaced import misplaced
from rules.story import Line, Story

FAR_KM = 60.0  # nearer ones may be the village or the next town where the lead says that it was
_WITHIN_A_COUNTRY = frozenset({"city", "admin2", "admin1"})


def headlined(place: Place, story: Story, *, firmly: bool) -> Mention | None:
    """What the headline names instead of `place`; None where that may be right.

    `firmly`: the title or the lead itself says that it was there.
    """
    if place.kind not in _WITHIN_A_COUNTRY:
        return None
    mention = _only_one(story)
    if mention is None or mention.place is None:
        return None
    titled = mention.place
    if contains(titled, place) or contains(place, titled) or fold(titled.name) == fold(place.name):
        return None
    if _is_part(titled, place, story):
        return None
    if firmly and (may_hold(titled, place) or apart_km(titled, place) <= FAR_KM):
        return None
    return mention


def is_deed_apart(line: Line, story: Story) -> bool:
    """ "Hours later gunmen shot dead two policemen in Mastung", below a bomb in Quetta."""
    sentence = f" {' '.join(word.folded for word in line.words)} "
    return any(f" {phrase} " in sentence for phrase in story.cues.plain("deed_apart"))


def _is_part(titled: Place, place: Place, story: Story) -> bool:
    """ "Fire in Lekki", which is in Lagos."""
    city = city_of(place, story)
    return may_hold(place, titled) or (city is not None and (may_hold(city, titled) or contains(titled, city)))


def _only_one(story: Story) -> Mention | None:
    """The headline's place, where it names one alone that the text names again."""
    known = story.memo.get("headlined", story)
    if known is not story:
        return known if isinstance(known, Mention) else None
    named = [one for one in story.extraction.mentions if one.place is not None and one.place.kind in _WITHIN_A_COUNTRY]
    titled = [one for one in named if one.field == "title" and one.role == "place"]
    found = None
    if titled and len({one.place.geonameid for one in titled if one.place}) == 1:
        own = titled[0].place
        again = any(one.field == "text" and one.place == own for one in named)
        found = titled[0] if again and own is not None and own.geonameid not in misplaced(story) else None
    story.memo["headlined"] = found
    return found
