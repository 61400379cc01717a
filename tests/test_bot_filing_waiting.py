"""A report that met no incident waits for one: the first to tell of an attack often do not say where it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes_desk import NOON, Desk
from fakes_store import incident, report
from fakes_telegram import World
from test_bot_filing import MARKET, TEACHERS
from test_bot_incidents_silent import COOKING, UNHEARD

from bot.filing import WAITING, may_wait
from bot.incidents.content import Content
from bot.incidents.known import first_known
from bot.incidents.report import Report
from bot.store import Seen, loose
from extract.article import Article

NOWHERE = (
    "Traders ran from the grain stalls of the Monday Market when a bomb went off on Tuesday at about 11:10. The road to "
    "the railway terminus is closed."
)
SHOTS = "Gunmen opened fire on a bus on Tuesday, killing three passengers. The driver fled into a sesame field."


def publishers(desk: Desk, number: int) -> list[str]:
    stored = desk.store.incident(number)
    assert stored is not None
    return [one.publisher for one in stored.sources]


def test_what_does_not_say_where_is_a_source_of_the_incident_that_the_next_report_opens(desk: Desk) -> None:
    assert desk(NOWHERE, title="Blast at Monday Market", by="Market Radio") == []
    opened, waited = desk(MARKET, 1)
    assert not opened.joined
    assert (waited.waited, waited.incident.id) == (True, opened.incident.id)
    assert [one.publisher for one in opened.incident.sources] == ["Example Wire", "Market Radio"]
    assert publishers(desk, opened.incident.id) == ["Example Wire", "Market Radio"]


def test_nobody_is_told_a_second_time_by_what_waited(desk: Desk) -> None:
    deadly = NOWHERE.replace("a bomb went off", "a bomb killed two people")
    desk(deadly, title="Blast at Monday Market", by="Market Radio")
    opened, waited = desk(MARKET, 1)
    assert (waited.changes, waited.before) == ((), waited.incident), "the first message is still to be written"
    assert opened.incident.revision == 1
    assert max(part.facts.dead or 0 for part in opened.incident.parts) == 2, "and tells all that is known"


def test_what_no_rule_hears_waits_as_well(desk: Desk) -> None:
    assert desk(UNHEARD, title="Monday Market sealed off", by="Borno Standard") == []
    opened, waited = desk(MARKET, 1)
    assert (waited.report.stance, waited.incident.id) == ("mentions", opened.incident.id)


def test_one_that_joins_brings_the_next_along(desk: Desk) -> None:
    """The second names what the first did, and only with its words is the third known."""
    desk(NOWHERE, title="Blast at Monday Market", by="Market Radio")
    desk(UNHEARD, 0.5, title="Monday Market sealed off", by="Borno Standard")
    opened, *waited = desk(MARKET, 1)
    assert {one.report.source.publisher for one in waited} == {"Market Radio", "Borno Standard"}
    assert publishers(desk, opened.incident.id) == ["Example Wire", "Market Radio", "Borno Standard"]


def test_it_is_filed_once(desk: Desk) -> None:
    desk(NOWHERE, title="Blast at Monday Market", by="Market Radio")
    opened, _ = desk(MARKET, 1)
    [later] = desk(MARKET.replace("wounding nine", "wounding eleven"), 2, by="Kano Post")
    assert (later.incident.id, later.waited) == (opened.incident.id, False)
    assert len(desk.store.reports(opened.incident.id)) == 3


def test_it_waits_over_a_restart(desk: Desk) -> None:
    desk(NOWHERE, title="Blast at Monday Market", by="Market Radio")
    desk.restart()
    assert [one.waited for one in desk(MARKET, 1)] == [False, True]


@pytest.mark.parametrize(
    ("what", "text", "title"),
    [
        ("another attack that says nowhere", SHOTS, "Gunmen fire on bus"),
        ("the same market, of something else", COOKING, "Festival of northern cooking opens"),
        ("an attack that its text calls another", TEACHERS.replace("Maiduguri, Nigeria", "the city"), "Two dead"),
    ],
)
def test_what_is_of_something_else_waits_on(desk: Desk, what: str, text: str, title: str) -> None:
    assert desk(text, title=title, by="Market Radio") == []
    [opened] = desk(MARKET, 1)
    assert publishers(desk, opened.incident.id) == ["Example Wire"], what


def test_what_was_told_days_before_is_of_something_else(desk: Desk) -> None:
    desk(NOWHERE, title="Blast at Monday Market", by="Market Radio")
    assert len(desk(MARKET, WAITING / timedelta(hours=1) + 1)) == 1


def test_the_same_headline_of_the_same_publisher_goes_along_once_more(desk: Desk) -> None:
    for hours in (0, 0.5):
        desk(NOWHERE, hours, title="Blast at Monday Market", by="Market Radio", url="https://market.example/blast")
    opened, *waited = desk(MARKET, 1)
    assert len(waited) == 2
    assert publishers(desk, opened.incident.id) == ["Example Wire", "Market Radio", "Market Radio"]


def test_only_what_may_tell_of_an_event_waits() -> None:
    told = report(incident())
    ended = replace(told, main=replace(told.main, category="all_clear"))
    silent = replace(told, stance="mentions")
    assert may_wait(told)
    assert may_wait(replace(silent, likely=0.9))
    assert may_wait(silent), "nothing is known against it"
    assert not may_wait(ended), "it ends what was told before"
    assert not may_wait(replace(silent, likely=0.1))
    assert not may_wait(replace(told, stance="follows")), "what it follows was news already"
    assert not may_wait(replace(told, stance="denies"))


# in the store


def named(name: str) -> Report:
    return replace(report(incident()), content=Content("en", toponyms=frozenset({name})))


def test_an_article_that_waited_is_known_to_be_of_the_incident(world: World) -> None:
    store, told = world.store, named("tapalpa")
    key = told.source.article_key
    store.record_article(
        Seen(Article(key, "Clash", "Text", feed="a", published=NOON), NOON, "no_place", "it says nowhere")
    )
    stored = store.add_incident(incident())
    store.keep_loose(told, "a")
    [kept] = store.loose(told, first_known(told), WAITING)
    assert (kept.report, kept.feed) == (told, "a")
    store.no_longer_loose(kept, stored.id)
    [seen] = store.articles()
    assert (seen.incident_id, seen.outcome) == (stored.id, "no_place")
    assert store.loose(told, first_known(told), WAITING) == []


def test_of_many_that_wait_only_those_that_share_most_are_looked_at(world: World) -> None:
    store = world.store
    told = replace(report(incident()), content=Content("en", toponyms=frozenset({"tapalpa", "ferreria"})))
    for at in range(loose.MOST_LOOKED_AT + 5):
        store.keep_loose(replace(told, content=Content("en", toponyms=frozenset({"tapalpa"})), trial=at == 0), "a")
    store.keep_loose(told, "b")
    found = store.loose(told, first_known(told), WAITING)
    assert len(found) == loose.MOST_LOOKED_AT
    assert "b" in {one.feed for one in found}
    assert not any(one.report.trial for one in found), "the oldest of those that share as little are left out"


def test_no_more_wait_than_there_is_room_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loose, "MOST_KEPT", 3)
    for name in ("first", "second", "third", "fourth"):
        world.store.keep_loose(named(name), "a")
    assert len(world.store._rows("SELECT 1 FROM loose_reports")) == 3
    assert len(world.store._rows("SELECT DISTINCT loose_id FROM loose_marks")) == 3, "their marks go with them"
