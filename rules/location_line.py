"""The line in which a warning itself says where: "Location: State of Jalisco, parts of Michoacán".

Embassies, ministries and civil protection write one above what they warn of, and name no place there again.
"""

from __future__ import annotations

from extract.locate import Mention
from extract.locate.links import contains
from extract.places import Place
from extract.text import fold
from rules.story import Line, Story

MARK = ":"
_Named = tuple[Mention, Place]
IN_AN_ADDRESS = 2  # characters between a town and its state: "Tapalpa, Jalisco"


def places_listed(story: Story) -> tuple[Mention, ...]:
    """The resolved places of the first such line, in its order; none where an article has no such line.

    A state stands for its towns ("State of Jalisco (including Guadalajara)"), a town for the state of its address
    ("Tapalpa, Jalisco"), and anything for the country around it.
    """
    return next((found for line in story.lines if _labelled(line, story) and (found := _listed(line))), ())


def _labelled(line: Line, story: Story) -> bool:
    """Whether it opens with one of the labels and a colon."""
    if line.sentence.field != "text" or MARK not in line.sentence.text:
        return False
    label = line.sentence.text.split(MARK, 1)[0].strip(" *•-–")
    return fold(label) in story.cues.plain("location")


def _listed(line: Line) -> tuple[Mention, ...]:
    named = [(one, one.place) for one in line.mentions if one.role == "place" and one.place is not None]
    meant = [one for one in named if not any(_around(one, other) for other in named)]
    return tuple(one[0] for one in meant if not any(_told_by(other, one) for other in meant))


def _around(outer: _Named, town: _Named) -> bool:
    """The country of a place, or the state of its address, says no more than the place does."""
    return contains(outer[1], town[1]) and (
        outer[1].kind == "country" or 0 <= outer[0].start - town[0].end <= IN_AN_ADDRESS
    )


def _told_by(other: _Named, one: _Named) -> bool:
    """In a state that is listed, or named twice."""
    return contains(other[1], one[1]) or (other[1] == one[1] and other[0].start < one[0].start)
