"""The index over many subscriptions agrees with asking each of them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from counting import calls
from fakes_people import (
    ATLAS,
    CATEGORIES,
    GUADALAJARA,
    JALISCO,
    MEXICO,
    NOW,
    PLACES,
    TAPALPA,
    ZAPOPAN,
    incident,
    part,
    source,
    subscription,
)

from bot.audience import Audience
from bot.incidents import Incident
from bot.regions import circle, region_from_place
from bot.subscriptions import Subscription, alerts_for, concerns
from extract.places import Place
from rules.rule import Severity


def somebody(chance: random.Random, number: int) -> Subscription:
    """Mixed as people are: cities most, then states, countries and shared locations."""
    place = chance.choice(PLACES)
    if chance.random() < 0.2:
        lat, lon = chance.uniform(-60, 70), chance.uniform(-180, 180)
        region = circle(lat, lon, chance.choice((5, 25, 100, 500)), "x", ATLAS.nearest(lat, lon))
    else:
        region = region_from_place(place, chance.choice((None, 5, 100, 500)))
    return subscription(
        number,
        region,
        number,
        categories=frozenset(chance.sample(sorted(CATEGORIES), chance.choice((0, 0, 1, 3)))),
        least=chance.choice(list(Severity)),
        official_only=chance.random() < 0.1,
        countrywide=chance.random() < 0.8,
        muted_until=chance.choice((None, None, NOW, NOW + timedelta(hours=1))),
        starts=chance.choice((None, None, NOW, NOW + timedelta(hours=1))),
        until=chance.choice((None, None, NOW, NOW + timedelta(hours=1))),
        radii=chance.choice(((), (("shooting", 400.0),), (("armed_clash", 1.0),))),
        mute_words=chance.choice(((), (), ("soldiers",))),
    )


def something(chance: random.Random) -> Incident:
    parts = [
        part(chance.choice(PLACES), chance.choice(sorted(CATEGORIES)), chance.choice(list(Severity)))
        for _ in range(chance.randint(1, 4))
    ]
    told = (source(official=chance.random() < 0.3),)
    return incident(*parts, sources=told, revision=chance.choice((1, 2)))


@pytest.mark.parametrize("seed", range(40))
def test_it_finds_exactly_those_whom_asking_each_would_find(seed: int) -> None:
    chance = random.Random(seed)
    everybody = [somebody(chance, number) for number in range(300)]
    audience = Audience(everybody)
    for _ in range(10):
        one = something(chance)
        assert alerts_for(one, audience.concerned(one, NOW), NOW) == alerts_for(one, everybody, NOW)


@pytest.mark.parametrize(
    ("place", "other"), [(TAPALPA, "austin"), (JALISCO, "zapopan"), (MEXICO, "guadalajara"), (ZAPOPAN, "texas")]
)
def test_it_leaves_out_whom_it_does_not_concern(place: Place, other: str) -> None:
    far = region_from_place(ATLAS.lookup(other)[0].place)
    assert Audience([subscription(1, far)]).concerned(incident(part(place)), NOW) == []


def test_a_trial_concerns_nobody_and_nobody_concerns_nothing() -> None:
    trial = replace(incident(part(TAPALPA)), trial=True)
    assert Audience([subscription(1, region_from_place(JALISCO))]).concerned(trial, NOW) == []
    assert Audience([]).concerned(incident(part(TAPALPA)), NOW) == []


def test_a_circle_across_the_date_line_is_reached_from_both_sides() -> None:
    region = circle(0.0, 179.9, 100, "x", None)
    there = replace(TAPALPA, lat=0.0, lon=-179.9)
    assert len(Audience([subscription(1, region)]).concerned(incident(part(there)), NOW)) == 1


def test_many_categories_of_an_operators_own_still_match() -> None:
    crowd = [
        subscription(number, region_from_place(JALISCO), number, categories=frozenset({f"own_{number}"}))
        for number in range(100)
    ]
    one = incident(part(TAPALPA, "own_90"))
    assert [alert.chat_id for alert in alerts_for(one, Audience(crowd).concerned(one, NOW), NOW)] == [90]


def test_a_hundred_thousand_are_asked_with_far_less_work_than_one_by_one() -> None:
    chance = random.Random(3)
    crowd = []
    for number in range(100_000):
        lat, lon = chance.uniform(-50, 65), chance.uniform(-180, 180)
        crowd.append(subscription(number, circle(lat, lon, 50, "x", None), number))
    crowd += [subscription(-number, region_from_place(GUADALAJARA), number) for number in range(200)]
    audience = Audience(crowd)
    one = incident(part(ZAPOPAN), part(MEXICO, "explosion"))
    at_once = calls(lambda: audience.rows(one, NOW))
    hundredth = calls(lambda: [concerns(one, who, NOW) for who in crowd[:1000]])
    assert at_once < hundredth, "a hundred times less work at least"
