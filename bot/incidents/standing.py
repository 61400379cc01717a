"""How a report stands to an incident by place, kind and time: the signs that its gist shows already."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from math import log10
from typing import NamedTuple

from bot.incidents.families import CROWDS, Kinship, kinship, spoken_beside
from bot.incidents.gist import Scene
from bot.incidents.glance import LONG_AGO, MOST_DAYS, MOST_SILENCE
from bot.incidents.known import Known, Spot
from bot.incidents.nearness import APART, named, relation, tied
from bot.incidents.reason import Why, said
from bot.incidents.report import Report

Signs = dict[str, tuple[float, Why | None]]  # None: it counts, and says nothing to a reader
Outline = Known | Scene

SILENCE_SAID_H = 12
_ALONGSIDE: Mapping[Kinship, int] = {"same": 0, "related": 1, "order": 2, "strange": 3}
# In a large city there are several of these on any day; two bombs or two coups are mostly one.
_EVERYDAY = frozenset({"shooting", "stabbing", "violent_crime", "armed_attack", "protest"})
# What a sign says to a reader; one that is not here says nothing.
_WHY: Mapping[str, Why] = {
    **{
        sign: partial(said, sign) for sign in ("kind_same", "kind_related", "kind_order", "kind_strange", "kind_spoken")
    },
    "kind_beside": partial(said, "kind_spoken"),
    "looks_back": partial(said, "looks_back"),
}
_NEXT_TO = frozenset({"near", "quarter"})
_TIED = ("place_named", "place_beside", "place_abroad", "place_mistaken")


class _Pair(NamedTuple):
    """A part of the report and a spot of the incident: the nearest are the first, then the most akin."""

    rank: int
    alongside: int
    part: int  # which of the report's
    place: str
    why: Why
    akin: Kinship


class Standing:
    """Of one report, for as many incidents as there are: many of them lie at the same few spots."""

    def __init__(self, report: Report, weights: Mapping[str, float]) -> None:
        main = report.main
        about = [
            one for one in report.parts if main.category == one.category or main.place.geonameid == one.place.geonameid
        ]
        self._report, self._weights = report, weights
        self._about = about or [main]
        self._crowd = _crowd_at(report)
        self._pairs: dict[tuple[object, ...], _Pair] = {}
        self._bounds: dict[tuple[int, bool, bool, bool], float] = {}

    def signs(self, known: Known) -> Signs:
        """Of place and kind, then of time."""
        found = self._nearest(known)
        if found is None:
            return self._times(known)
        place, why = found.place, found.why
        if place in _NEXT_TO:
            if tie := named(self._report, known, near=True):
                place, why = f"{place}_{tie[0]}", tie[1]
        elif found.rank >= APART:
            if tie := named(self._report, known):
                place, why = tie
            elif self._goes_through(place, known):
                place, why = "wave", partial(said, "wave")
        kinds: Signs = {sign: (self._value(sign), _WHY.get(sign)) for sign in self._kinds(found, known)}
        return {f"place_{place}": (1.0, why), **kinds, **self._times(known)}

    def most(self, scene: Scene, *, own: bool, site: bool, name: bool) -> float:
        """No sum of the signs of place and kind is above it. `own`: the report's own place may have been named with the
        incident; `site`: one may name a site that the other names; `name`: they may share any name."""
        key = (id(scene), own, site, name)  # the same object for the same places, and kept by whoever asks
        most = self._bounds.get(key)
        if most is None:
            most = self._bounds[key] = self._most(scene, own=own, site=site, name=name)
        return most

    def _most(self, scene: Scene, *, own: bool, site: bool, name: bool) -> float:
        found = self._nearest(scene)
        if found is None:
            return 0.0
        weights, place = self._weights, found.place
        most = sum([weights.get(sign, 0.0) * self._value(sign) for sign in self._kinds(found, scene)])
        if place in _NEXT_TO:
            return most + max([weights.get(f"place_{place}{tie}", 0.0) for tie in ("", "_named", "_beside", "_abroad")])
        if found.rank < APART:
            return most + weights.get(f"place_{place}", 0.0)
        places = [f"place_{place}"]
        if self._goes_through(place, scene):
            places.append("place_wave")
        if own:
            places += _TIED
        elif tie := tied(self._report, scene.spots):
            places = [f"place_{tie[0]}"]
        elif self._report.main.place.country is None:
            places.append("place_tied")
        elif site or (name and self._abroad(scene)):
            places.append("place_astray")
        return most + max([weights.get(place, 0.0) for place in places])

    def _abroad(self, scene: Scene) -> bool:
        return all(spot.country not in (None, self._report.main.place.country) for spot in scene.spots)

    def _goes_through(self, place: str, known: Outline) -> bool:
        """Something that is told of many parts of the country at once, and not of this one yet."""
        if place not in ("other_town", "other_division") or not known.wave:
            return False
        return not known.countrywide or self._report.main.category in CROWDS

    def _nearest(self, known: Outline) -> _Pair | None:
        """The best pair of what the report is about and a part of the incident."""
        spots = known.spots
        if len(spots) == 1:
            return self._pair(spots[0])
        return min(map(self._pair, spots), key=lambda pair: pair[:3], default=None)

    def _pair(self, spot: Spot) -> _Pair:
        key = (spot.geonameid, spot.category, spot.kind, spot.lat, spot.lon)
        found = self._pairs.get(key)
        if found is None:
            beside = [self._beside(number, spot) for number in range(len(self._about))]
            found = self._pairs[key] = beside[0] if len(beside) == 1 else min(beside, key=lambda pair: pair[:3])
        return found

    def _beside(self, number: int, spot: Spot) -> _Pair:
        part = self._about[number]
        rank, place, why = relation(part.place, spot)
        akin = kinship(part.category, spot.category)
        return _Pair(rank, _ALONGSIDE[akin], number, place, why, akin)

    def _kinds(self, found: _Pair, known: Outline) -> list[str]:
        """The signs of kind, and what goes with them."""
        report, akin = self._report, found.akin
        main, spoken = report.main, report.content.deeds
        signs = ["crowd"] if found.place in ("same", "near") and main.place.population else []
        if not main.category:
            heard = any(kinship(deed, spot.category) in ("same", "related") for deed in spoken for spot in known.spots)
            signs.append("kind_spoken" if heard else "kind_none")
        elif akin == "strange" and spoken_beside(
            main.category, spoken, [spot.category for spot in known.spots], known.deeds
        ):
            signs.append("kind_beside")
        else:
            signs.append(f"kind_{akin}")
            if akin == "same" and main.category not in _EVERYDAY:
                signs.append("kind_rare")
        if report.content.looks_back:
            signs.append("looks_back")
        return signs

    def _value(self, sign: str) -> float:
        return self._crowd if sign == "crowd" else 1.0

    def _times(self, known: Known) -> Signs:
        report = self._report
        (first, last), (began, ended) = known.days, known.told
        day, told = report.day, report.told
        between = told - ended if told > ended else began - told if told < began else None
        hours = 0.0 if between is None else between.total_seconds() / 3600
        later = report.content.looks_back  # what comes of a deed has days of its own
        silence = partial(said, "silence", hours=round(hours)) if hours > SILENCE_SAID_H else None
        signs: Signs = {"silence_back" if later else "silence": (min(hours / 24, MOST_SILENCE), silence)}
        if hours > known.quiet_hours:
            signs["over"] = (1.0, lambda: said("over"))
        if first <= day <= last:
            signs["day_same"] = (1.0, lambda: said("same_day", day=day.isoformat()))
            return signs
        days = (first - day).days if day < first else (day - last).days
        dated = report.main.event_date is not None
        if report.content.days and any(first <= one <= last for one in report.content.days):
            signs["day_named"] = (1.0, lambda: said("day_named"))
        elif days == 1:
            signs["day_next_dated" if dated else "day_next"] = (1.0, lambda: said("next_day"))
        else:
            back = later and not (dated and days > LONG_AGO)
            sort = "_back" if back else "_dated" if dated else ""
            signs[f"days_apart{sort}"] = (1.0 if back else min(days, MOST_DAYS), lambda: said("days_apart", days=days))
        return signs


def _crowd_at(report: Report) -> float:
    """How large the place is, in powers of ten from a town of 100,000: the larger, the likelier are two such deeds."""
    return min(max(log10(max(report.main.place.population, 1)) - 5, -1.5), 2.0)
