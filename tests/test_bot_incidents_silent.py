"""An article that no rule hears may still be one more of an incident that is known: it alerts nobody and is a source."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fakes_desk import Desk
from fakes_people import NOW
from test_bot_filing import MARKET
from test_bot_incidents_joining import candidates, made

from bot.incidents.content import Content
from bot.incidents.joining import EVEN, FARTHEST, LEAST, LOWEST, STEEP, join, likeliest
from bot.incidents.report import Report, Stance, reports_of
from extract.article import Article
from rules.finding import GateResult
from rules.match import Facts, Finding
from rules.rule import Severity

UNHEARD = (
    "Soldiers in Maiduguri, Nigeria, kept the grain stalls of the Monday Market and the road to the railway terminus "
    "closed on Tuesday. Nine traders lie in hospital with splinters in their legs, and officers look for whoever left "
    "the device."
)
TOLL = (
    "Relatives buried the 21 victims of Tuesday's blast at the grain stalls of the Monday Market in Maiduguri, Nigeria, on "
    "Wednesday. The imam read the prayer, and the governor promised the families money."
)
COOKING = (
    "Millet soup and dried fish bring visitors to the Monday Market in Maiduguri, Nigeria, this week. The mayor opened "
    "the cooking festival with music, and the best cook of the region wins a prize and a trip to the coast."
)


def bands(likely: float | None, least: float) -> tuple[bool, bool]:
    """Whether every one above the bar was joined, and every one below it not; both kinds must come up."""
    chance = random.Random(3)
    above, below = [], []
    for _ in range(120):
        report, beside = replace(made(chance), stance="mentions", likely=likely), candidates(chance, 12)
        found = likeliest(report, beside)
        if found is None or found[1].copy:
            continue
        joined = join(report, beside).incident is not None
        (above if found[1].score > least else below).append(joined)
    assert above
    assert below
    return all(above), not any(below)


@pytest.mark.parametrize(
    ("what", "likely", "least"),
    [
        ("reads like news of violence", 0.8, LOWEST),
        ("reads like something else altogether", 0.001, EVEN + STEEP * FARTHEST),
        ("reads like either", 0.5, EVEN),
        ("in a language of which nothing was learnt", None, LEAST["mentions"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_no_rule_hears_is_held_to_what_it_reads_like(what: str, likely: float | None, least: float) -> None:
    assert bands(likely, least) == (True, True), what


@pytest.mark.parametrize("stance", ["tells", "denies", "follows"])
def test_what_a_rule_hears_is_held_to_its_stance_whatever_it_reads_like(stance: Stance) -> None:
    chance = random.Random(5)
    for _ in range(40):
        report, beside = replace(made(chance), stance=stance), candidates(chance, 12)
        other = replace(report, likely=0.99)
        assert join(report, beside).incident == join(other, beside).incident


def stopped(gate: str) -> Finding:
    """A finding without a place that a gate stopped."""
    gates = (GateResult(gate, False, "stopped"),)
    return Finding("shooting.en", "1", "shooting", Severity.SERIOUS, None, None, Facts(), (), gates, "shots")


def read(*findings: Finding, likely: Callable[[], float | None] = lambda: 0.7, **content: Any) -> tuple[Report, ...]:
    article = Article("a", "Shots", "…")
    return reports_of(article, findings, Content("en", **content), lambda place: (), NOW, likely=likely)


@pytest.mark.parametrize(
    ("gate", "stance"), [("about", "mentions"), ("denial", "denies"), ("trial", "follows"), ("correction", "corrects")]
)
def test_what_was_stopped_and_names_no_place_opens_nothing_and_may_follow(gate: str, stance: str) -> None:
    [report] = read(stopped(gate))
    assert (report.country, report.stance, report.main.place.country) == ("", stance, None)


@pytest.mark.parametrize(
    ("gate", "stance"), [("about", "follows"), ("genre", None), ("advice", "mentions"), ("denial", "denies")]
)
def test_a_toll_that_is_no_alarm_follows_its_incident_and_what_another_gate_stops_does_not(
    gate: str, stance: str | None
) -> None:
    assert [one.stance for one in read(stopped(gate), likely=lambda: 0.01, looks_back=True)] == [stance] * bool(stance)


def test_a_toll_that_reads_like_something_else_and_of_which_no_rule_hears_the_deed_is_held_to_what_it_reads_like() -> (
    None
):
    [report] = read(stopped("about"), likely=lambda: 0.01, looks_back=False)
    assert (report.stance, report.likely) == ("mentions", 0.01)


def test_a_match_or_a_film_without_a_place_speaks_of_nothing_and_neither_does_an_empty_article() -> None:
    assert read(stopped("sport")) == ()
    assert read(replace(stopped("about"), trial=True)) == ()
    assert read() == ()


def test_what_no_rule_hears_and_names_no_place_speaks_of_what_its_names_tell() -> None:
    [report] = read(sites=frozenset({"osborne"}))
    assert (report.country, report.stance, report.main.category, report.likely) == ("", "mentions", "", 0.7)


def test_only_of_what_mentions_is_asked_what_it_reads_like() -> None:
    asked: list[str] = []

    def likely() -> float:
        asked.append("asked")
        return 0.7

    read(stopped("denial"), likely=likely)
    told = replace(stopped("about"), gates=())
    read(replace(told, place=None), likely=likely)
    assert asked == []
    [report] = read(stopped("about"), likely=likely)
    assert (asked, report.likely) == (["asked"], 0.7)


def test_an_article_that_no_rule_hears_is_a_source_of_the_incident_and_no_update(desk: Desk) -> None:
    first = desk.one(MARKET)
    silent = desk.one(UNHEARD, 2, title="Monday Market sealed off", by="Borno Standard")
    assert silent.report.stance == "mentions"
    assert (silent.incident.id, silent.changes) == (first.incident.id, ())
    assert [one.publisher for one in silent.incident.sources] == ["Example Wire", "Borno Standard"]


def test_another_thing_at_the_same_market_is_none(desk: Desk) -> None:
    desk.one(MARKET)
    assert desk(COOKING, 2, title="Festival of northern cooking opens", by="Borno Standard") == []


def test_without_an_incident_it_opens_none(desk: Desk) -> None:
    assert desk(UNHEARD, title="Monday Market sealed off") == []


def test_a_toll_that_is_stopped_as_an_alarm_is_a_source_of_its_incident_and_says_nothing_new(desk: Desk) -> None:
    first = desk.one(MARKET)
    filed = desk.one(TOLL, 24, title="Funerals for the 21 victims of Maiduguri", by="Borno Standard")
    assert (filed.incident.id, filed.report.stance, filed.changes) == (first.incident.id, "follows", ())


RAMMED = (
    "A pickup truck was driven into the crowd of a street festival on Osborne Street in Winnipeg, Canada, on Tuesday. "
    "Six people were struck in what police call a deliberate attack, and the driver was arrested."
)
NOTICE = (
    "Two adults have died and fourteen people are in hospital. A 33-year-old male is in custody, and we believe that he "
    "acted alone. Osborne Street is closed to traffic."
)


def test_a_force_that_names_no_town_but_in_its_own_name_speaks_of_what_happened_in_that_street(desk: Desk) -> None:
    first = desk.one(RAMMED)
    notice = desk.one(NOTICE, 2, title="Osborne Street incident", by="Winnipeg Police Service", official=True)
    assert (notice.incident.id, notice.report.stance) == (first.incident.id, "mentions")
    assert [one.kind for one in notice.changes] == ["dead", "official"]
    [before], [after] = first.incident.parts, notice.incident.parts
    assert (before.facts.dead, after.facts.dead) == (None, 2)
    assert replace(after, facts=before.facts) == before, "and nothing else of it is the incident's"


def test_a_street_is_enough_where_the_publisher_bears_no_name_of_a_town(desk: Desk) -> None:
    first = desk.one(RAMMED)
    assert desk.one(NOTICE, 2, title="Osborne Street incident", by="Prairie Post").incident.id == first.incident.id


@pytest.mark.parametrize(
    ("what", "text", "title", "by"),
    [
        ("another street", NOTICE.replace("Osborne", "Selkirk"), "Selkirk Street incident", "Prairie Post"),
        ("the same force, of something else", "Register your bicycle with us.", "Bike week", "Winnipeg Police Service"),
        ("the same street, of something else", "Osborne Street has a bakery.", "New loaves", "Prairie Post"),
    ],
)
def test_what_has_only_a_street_or_a_name_in_common_follows_nothing(
    desk: Desk, what: str, text: str, title: str, by: str
) -> None:
    desk.one(RAMMED)
    assert desk(text, 2, title=title, by=by) == [], what
