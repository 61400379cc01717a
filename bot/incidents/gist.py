"""The gist of an incident: by it is seen at a glance whether a report can be of it at all.

Forty incidents are held beside every report, and to read all that is remembered of each takes longer than to weigh
them. Where it was and of which kind stands in the gist as it is; of names, words and numbers there are only marks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from struct import Struct
from typing import NamedTuple
from zlib import crc32

import numpy as np

from bot.incidents.known import Known, Spot

MARKS = np.dtype("<u4")
FIGURES = Struct("<13q3?")


class Figures(NamedTuple):
    """When it was, and how much is known of it."""

    began: int  # microseconds since 1970: when the first report was published, and the last
    ended: int
    first: int  # ordinals of the days on which it happened
    last: int
    quiet_hours: int
    names: int  # how many
    words: int  # how many in that language in which fewest are known
    notions: int  # how many
    dead_least: int  # the least and the most that anybody told of; 0 = nobody did
    dead_most: int
    hurt_least: int
    hurt_most: int
    reports: int
    sites: bool  # whether any is known, as with the following
    ages: bool
    times: bool


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an incident is and of which kind: of its `Known` what says so."""

    country: str
    spots: tuple[Spot, ...]
    wave: bool = False
    countrywide: bool = False
    trial: bool = False
    deeds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Gist:
    """`figures`: as FIGURES packs them; `marks`: a number (MARKS) for each name, word and print that is remembered, in
    no order. Two words may have one mark, so what they show is the most that can be shared and not what is."""

    scene: Scene
    figures: bytes
    marks: bytes


def gist_of(known: Known) -> Gist:
    scene = Scene(known.country, known.spots, known.wave, known.countrywide, known.trial, known.deeds)
    (first, last), (began, ended) = known.days, known.told
    (dead_least, dead_most), (hurt_least, hurt_most) = known.dead or (0, 0), known.hurt or (0, 0)
    figures = Figures(
        began=microseconds(began),
        ended=microseconds(ended),
        first=first.toordinal(),
        last=last.toordinal(),
        quiet_hours=known.quiet_hours,
        names=len(known.names),
        words=min(map(len, known.words.values()), default=0),
        notions=len(known.notions),
        dead_least=dead_least,
        dead_most=dead_most,
        hurt_least=hurt_least,
        hurt_most=hurt_most,
        reports=known.reports,
        sites=bool(known.sites),
        ages=bool(known.ages),
        times=bool(known.times),
    )
    return Gist(scene, FIGURES.pack(*figures), np.fromiter(_marks(known), MARKS).tobytes())


def microseconds(moment: datetime) -> int:
    """Since 1970: differences are as exact as those of moments."""
    return (moment - _EPOCH) // _MICROSECOND


def mark(sort: str, word: str | int) -> int:
    """A number for a word of one sort: "name" and "site" tell apart whether "Roma" was a person or a quarter."""
    return crc32(f"{sort} {word}".encode())


def words_in(language: str) -> str:
    """The sort of the words of a language."""
    return f"word {language}"


def _marks(known: Known) -> Iterator[int]:
    sorts: tuple[tuple[str, Iterable[str | int]], ...] = (
        ("name", known.names),
        ("toponym", known.toponyms),
        ("site", known.sites),
        ("notion", known.notions),
        ("number", known.numbers),
        ("age", known.ages),
        ("language", (language for language, words in known.words.items() if words)),
        *((words_in(language), words) for language, words in known.words.items()),
    )
    for sort, words in sorts:
        for word in words:
            yield mark(sort, word)
    for _, prints in known.texts:
        yield from prints
