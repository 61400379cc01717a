"""Names that were taken for a place elsewhere: "Nyanga, in the Western Cape" is no province of Gabon.

Where the text itself says what holds a place, and the place that its name was taken for does not lie there, the
gazetteer does not know the place that is meant. What holds it is known, and says where.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from extract.locate import Mention
from extract.locate.links import contains
from extract.places import Place
from extract.suburbs import LARGE, LARGER, apart_km
from rules.story import Line, Story

NEAR_KM = 100.0  # a town may be addressed by the greater one across a border
_ADDRESS = re.compile(r"(?:,\s+(?:in\s+|en\s+)?|\s+\(|\s+in\s+|\s+en\s+)(?:the\s+|el\s+|la\s+)?")
_LIST_GOES_ON = re.compile(r"\s*(?:,|&|\band\b|\bor\b|\by\b|\be\b|\bo\b)")


def misplaced(story: Story) -> frozenset[int]:
    """GeoNames ids of such places; nothing happened there."""
    known = story.memo.get("misplaced")
    if not isinstance(known, frozenset):
        known = frozenset(place.geonameid for line in story.lines for place in _of_line(line, story))
        story.memo["misplaced"] = known
    return known


def _of_line(line: Line, story: Story) -> Iterator[Place]:
    text, base = line.sentence.text, line.sentence.start
    named = sorted((one for one in line.mentions if one.role == "place"), key=lambda one: one.start)
    for part, whole in pairwise(named):
        if part.place is None or whole.place is None:
            continue
        between, behind = text[part.end - base : whole.start - base], text[whole.end - base :]
        if not _ADDRESS.fullmatch(between) or _LIST_GOES_ON.match(behind) or _acts(whole, line, story):
            continue
        said = between.strip() != ","
        if _may_hold(whole.place, part.place, said=said) and not _lies_in(part.place, whole.place):
            yield part.place


def _may_hold(whole: Place, part: Place, *, said: bool) -> bool:
    """By its kind or size; a division of another country only where more than a comma says so."""
    if part.kind == "country":
        return False
    if whole.kind == "city":
        return whole.population >= max(LARGE, LARGER * part.population)
    if whole.kind == part.kind:
        return said and whole.country != part.country
    return whole.kind in ("country", "admin1", "admin2")


def _lies_in(part: Place, whole: Place) -> bool:
    return contains(whole, part) or contains(part, whole) or apart_km(part, whole) <= NEAR_KM


def _acts(whole: Mention, line: Line, story: Story) -> bool:
    """ "In Goma, Rwanda denied it": no address."""
    after = next((word for word in line.words if word.start >= whole.end), None)
    return after is not None and story.tag_at(line, after)[:2] in ("VB", "MD")
