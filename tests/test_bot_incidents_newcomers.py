"""Orders told in passing, marches for the dead, one deed told as another, late papers: no news; and their true twins."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes_people import GUADALAJARA, JALISCO, MEXICO, NOW, TAPALPA, incident, part, source
from test_bot_incidents_updates import kinds, report

from bot.incidents import Incident, Part, Source
from bot.incidents.changes import Change
from bot.incidents.ending import Cleared
from bot.incidents.telling import Telling
from bot.pipeline import together
from rules.match import Facts
from rules.rule import Severity

SHOTS = incident(part(TAPALPA))
PAPER, POLICE, EMBASSY = source("Other Paper"), source("Police", official=True), source("Embassy", official=True)
DEADLY = incident(part(TAPALPA, "vehicle_attack", Severity.SERIOUS, facts=Facts(dead=3)))
WARNED = replace(incident(part(TAPALPA, "official_alert")), sources=(EMBASSY,))
RIOT = incident(part(TAPALPA, "riot", facts=Facts(dead=2)))


def order(kind: str, by: Source = PAPER, words: tuple[str, ...] = ("curfew",), opening: str = "") -> list[str]:
    """What a report that tells of an order changes; `opening`: its title and first sentence."""
    told = replace(part(TAPALPA, kind), words=words)
    return kinds(SHOTS, report(part(TAPALPA), told, by=by, opening=opening))


@pytest.mark.parametrize("kind", ["curfew", "shelter_in_place"])
def test_an_order_is_news_where_its_paper_opens_with_it_and_not_where_it_comes_to_it_further_down(kind: str) -> None:
    assert order(kind, opening="curfew in tapalpa\nthe governor ordered one") == ["part"]
    assert order(kind, opening="shots in tapalpa\nthree men fired on a bar") == []


def test_an_authority_s_own_order_is_news_wherever_it_stands() -> None:
    assert "part" in order("curfew", POLICE, opening="shots in tapalpa\nthree men fired on a bar")


def test_that_an_authority_warns_is_told_by_itself_and_not_by_a_paper() -> None:
    assert order("official_alert", opening="officials warn of a curfew") == []
    assert kinds(SHOTS, report(part(TAPALPA, "official_alert"), by=POLICE)) == ["part", "official"]


@pytest.mark.parametrize(("kind", "expected"), [("shelter_in_place", []), ("curfew", ["part"])])
def test_to_stay_inside_is_not_told_again_after_an_authority_s_warning_and_a_curfew_is(
    kind: str, expected: list[str]
) -> None:
    told = replace(part(TAPALPA, kind), words=("stay",))
    assert kinds(WARNED, report(told, opening="embassy tells its staff to stay at home")) == expected


@pytest.mark.parametrize(
    ("what", "told", "expected"),
    [
        ("a march that mourns them", part(TAPALPA, "protest", Severity.DANGER, facts=Facts(dead=3)), []),
        ("a strike for them", part(TAPALPA, "strike", Severity.DANGER, facts=Facts(dead=2)), []),
        ("another deed of which people died", part(TAPALPA, "explosion", facts=Facts(dead=5)), ["part"]),
        ("a riot there", part(TAPALPA, "riot"), ["part"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_the_dead_are_mourned_by_is_slighter_than_their_death(what: str, told: Part, expected: list[str]) -> None:
    assert kinds(DEADLY, report(told, dies=True)) == expected, what


@pytest.mark.parametrize(
    ("what", "before", "told", "expected"),
    [
        ("hostages in the riot", RIOT, part(TAPALPA, "kidnapping", facts=Facts(dead=2)), []),
        ("the same somewhere in the country", RIOT, part(MEXICO, "kidnapping", facts=Facts(dead=2)), []),
        ("more died of it", RIOT, part(TAPALPA, "kidnapping", facts=Facts(dead=7)), ["part"]),
        ("it counts none", RIOT, part(TAPALPA, "kidnapping"), ["part"]),
        ("as many died in the next town", RIOT, part(GUADALAJARA, "riot", facts=Facts(dead=2)), ["place"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_counts_the_dead_that_were_told_of_there_is_that_deed_in_other_words(
    what: str, before: Incident, told: Part, expected: list[str]
) -> None:
    assert kinds(before, report(told)) == expected, what


def test_a_town_is_in_reach_of_a_country_only_where_no_nearer_place_was_told_of() -> None:
    afar = replace(GUADALAJARA, geonameid=7, name="Monterrey", admin1="MX.19", lat=25.7, lon=-100.3)
    somewhere = incident(part(MEXICO, "riot"))
    here_too = incident(part(TAPALPA, "riot"), part(MEXICO, "kidnapping"))
    assert kinds(somewhere, report(part(afar, "riot"))) == ["place"]
    assert kinds(here_too, report(part(afar, "riot"))) == []
    assert kinds(here_too, report(part(afar, "riot"), spreads=True)) == ["place"]
    assert kinds(here_too, report(part(GUADALAJARA, "riot"))) == ["place"], "the same state"


def test_a_paper_of_before_tells_of_no_new_place_but_of_first_deaths() -> None:
    early = replace(report(part(GUADALAJARA)), told=NOW - timedelta(hours=2))
    assert kinds(SHOTS, early) == []
    assert kinds(SHOTS, replace(early, told=NOW + timedelta(hours=2))) == ["place"]
    deadly = replace(report(part(TAPALPA, facts=Facts(dead=4))), told=NOW - timedelta(hours=2))
    assert kinds(SHOTS, deadly) == ["dead"]


# one article, one message


def told(revision: int, *changes: Change, before: Incident | None = SHOTS, number: int = 1) -> Telling:
    return Telling(replace(SHOTS, id=number, revision=revision), "Paper", "feed", before, changes)


DEATHS, GRAVER = Change("dead", part(TAPALPA), 0, 3), Change("severity", part(JALISCO), 3, 4)


def test_what_one_article_changes_of_an_incident_twice_is_told_once() -> None:
    (one,) = together([told(2, DEATHS), told(3, GRAVER)])
    assert (one.changes, one.incident.revision, one.before) == ((DEATHS, GRAVER), 3, SHOTS)


def test_what_an_article_opens_and_adds_to_is_told_as_new() -> None:
    (one,) = together([told(1, before=None), told(2, DEATHS)])
    assert (one.changes, one.incident.revision, one.before) == ((), 2, None)


def test_two_incidents_of_one_article_are_told_apart_and_so_are_an_end_and_what_came_before() -> None:
    assert len(together([told(2, DEATHS), told(2, GRAVER, number=2)])) == 2
    clear = replace(told(3), clear=Cleared(part(TAPALPA, "all_clear"), whole=True))
    assert len(together([told(2, DEATHS), clear])) == 2
