"""Sightings with their gates' answers and places -> groups: one for each kind of news at a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rules.attach import Attachment, Spot, contains
from rules.case import Case
from rules.finding import GateResult
from rules.kinds import BROUGHT_ABOUT, GENERAL, KILLS_UNAIMED, REPEATED, TOLD_BESIDE
from rules.scan import Sighting


@dataclass(frozen=True, slots=True)
class Judged:
    """A sighting with its gates' answers and its place."""

    case: Case
    gates: tuple[GateResult, ...]
    attachment: Attachment

    @property
    def stopped(self) -> GateResult | None:
        return next((gate for gate in self.gates if not gate.passed), None)

    @property
    def sighting(self) -> Sighting:
        return self.case.sighting


@dataclass(slots=True)
class Group:
    """Sightings of one category at one place."""

    category: str
    spot: Spot | None
    members: list[Judged]

    @property
    def lines(self) -> set[int]:
        return {one.sighting.line.number for one in self.members}


def grouped(judged: Sequence[Judged]) -> list[Group]:
    """One group for each category and place; a place that holds another joins it, and none joins any."""
    groups: list[Group] = []
    placed = [(one, spot) for one in judged for spot in (one.attachment.spots or (None,))]
    placed.sort(key=lambda pair: (_RANK.get(pair[1].strength, 4) if pair[1] else 5, _wide(pair[1]), -_score(pair[1])))
    for one, spot in placed:
        group = _home(groups, one, spot)
        if group is None:
            groups.append(Group(one.case.category, spot, [one]))
        elif one not in group.members:
            group.members.append(one)
    return groups


_RANK: Mapping[str, int] = {"here": 0, "near": 1, "focus": 2, "dateline": 3}


def _wide(spot: Spot | None) -> int:
    return 1 if spot and spot.place.kind == "country" else 0


def _score(spot: Spot | None) -> float:
    return spot.score if spot else 0.0


def _home(groups: Sequence[Group], one: Judged, spot: Spot | None) -> Group | None:
    for group in groups:
        if group.category != one.case.category:
            continue
        if spot is None or group.spot is None or contains(spot.place, group.spot.place):
            return group
        if contains(group.spot.place, spot.place):
            group.spot = spot
            return group
    return None


def concrete(judged: Sequence[Judged]) -> list[Judged]:
    """Without the general kinds that a concrete one explains in the same sentence.

    What a rule of everyday words hears explains nothing that a firmer rule tells.
    """
    kinds: dict[int, set[str]] = {}
    firm_kinds: dict[int, set[str]] = {}
    for one in judged:
        if one.stopped is None:
            number = one.sighting.line.number
            kinds.setdefault(number, set()).add(one.case.category)
            if one.sighting.rule.speaks == "always":
                firm_kinds.setdefault(number, set()).add(one.case.category)
    return [
        one
        for one in judged
        if not GENERAL.get(one.case.category, frozenset())
        & (firm_kinds if one.sighting.rule.speaks == "always" else kinds).get(one.sighting.line.number, set())
    ]


def without_repeats(groups: Sequence[Group], alive: Sequence[Group]) -> list[Group]:
    """Without a general kind where one of `alive` tells a concrete one of the same place, or that it takes up again."""
    return [
        group
        for group in groups
        if not any(
            other.category in REPEATED.get(group.category, frozenset())
            and not (other.category in KILLS_UNAIMED and _tells_murder(group))
            and not (other.category == "armed_clash" and not _of_two_sides(group))
            and not _is_the_news(group, other)
            and (_same_place(other.spot, group.spot) or _taken_up(group, other))
            for other in alive
        )
        and not any(_brought_about(other, group) for other in alive)
    ]


def firm(groups: Sequence[Group], alive: Sequence[Group]) -> list[Group]:
    """Without what only rules of everyday words tell, where a firmer one of `alive` tells of the same country."""
    surer = [group for group in alive if not only_everyday(group)]
    return [
        group
        for group in groups
        if not (only_everyday(group) and any(_same_country(group.spot, one.spot) for one in surer))
    ]


def only_everyday(group: Group) -> bool:
    """Whether no rule that speaks always has a part in it."""
    return all(one.sighting.rule.speaks != "always" for one in group.members)


def _same_country(one: Spot | None, other: Spot | None) -> bool:
    return one is None or other is None or one.place.country == other.place.country


def exclusive(groups: Sequence[Group]) -> list[dict[int, bool]]:
    """For each group the numbers of those of the same country that it cannot be told beside, as one event is of one
    kind, and of each whether it is told of the same place.

    What rules on trial alone tell reaches the editors only and speaks against none.
    """
    return [
        {}
        if group.category in TOLD_BESIDE
        else {
            number: _same_place(other.spot, group.spot)
            for number, other in enumerate(groups)
            if other is not group
            and other.category not in TOLD_BESIDE
            and not _on_trial(other)
            and not (other.category in KILLS_UNAIMED and _tells_murder(group))
            and not (group.category in KILLS_UNAIMED and _tells_murder(other))
            and _same_country(group.spot, other.spot)
        }
        for group in groups
    ]


def _on_trial(group: Group) -> bool:
    return all(one.sighting.rule.status == "trial" for one in group.members)


def _brought_about(other: Group, group: Group) -> bool:
    """ "Curfew in Managua", and below "after robberies by armed groups": why it was ordered is no news of its own."""
    return (
        group.category in BROUGHT_ABOUT.get(other.category, frozenset())
        and min(other.lines) < min(group.lines)
        and _same_place(other.spot, group.spot)
    )


def _is_the_news(group: Group, other: Group) -> bool:
    """ "Armoured van robbed", and far below "neighbours filmed the gunfight": the headline says what kind it is."""
    titled = [one.case.story for one in group.members if one.sighting.line.sentence.field == "title"]
    return group.category == "violent_crime" and bool(titled) and not other.lines & titled[0].lead


def _taken_up(group: Group, told: Group) -> bool:
    """ "The minister, who was in Bogotá, blamed rebels for the attacks": what was told before, wherever he stood."""
    again = (one.case.before_is("definite") and one.case.cue("attributed") is not None for one in group.members)
    return min(group.lines) > min(told.lines) and all(again)


def _tells_murder(group: Group) -> bool:
    """ "the rebels murdered a family and blew up the town hall": a murder is a deed of its own."""
    return _said_by(group, "murder")


def _of_two_sides(group: Group) -> bool:
    """ "The exchange of fire lasted an hour" takes up a clash; shots of one side beside it are no repetition."""
    return group.category != "shooting" or _said_by(group, "two_sides")


def two_sided(group: Group) -> bool:
    """A clash told in words that say it of two sides: "soldiers and a gang shot at each other"."""
    return group.category == "armed_clash" and _said_by(group, "two_sides")


def _said_by(group: Group, cue: str) -> bool:
    """Whether one of its own words is of this kind."""
    return any(
        hit.first <= one.sighting.trigger.last and one.sighting.trigger.first <= hit.last
        for one in group.members
        for hit in one.sighting.line.all_hits(one.case.cues.get(cue))
    )


def _same_place(one: Spot | None, other: Spot | None) -> bool:
    if one is None or other is None:
        return True
    return contains(one.place, other.place) or contains(other.place, one.place)


# What is said of other days: below the lead it is background.
BACKGROUND = frozenset({"old", "history", "statistics"})


def _in_lead(one: Judged) -> bool:
    return one.sighting.line.number in one.case.story.lead


def titles_held_to_text(judged: Sequence[Judged]) -> list[Judged]:
    """A title says too little to be judged alone: where all that the text tells of its kind was stopped, so is it."""
    told: dict[str, list[Judged]] = {}
    for one in judged:
        lookalike = one.stopped is not None and one.stopped.gate == "lookalike"  # "riot police" tells nothing of a riot
        # "In 2014 girls were kidnapped too", far below, says nothing of what the headline tells
        behind = one.stopped is not None and one.stopped.gate in BACKGROUND and not _in_lead(one)
        if one.sighting.line.sentence.field == "text" and not lookalike and not behind:
            told.setdefault(one.case.category, []).append(one)
    held = []
    for one in judged:
        same = told.get(one.case.category, [])
        if one.sighting.line.sentence.field == "title" and same and all(other.stopped for other in same):
            one = replace(one, gates=same[0].gates)
        held.append(one)
    return held
