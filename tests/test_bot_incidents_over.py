"""That it is over: an authority's plain word that no rule hears, who was taken and is freed, roadblocks lifted anywhere."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes_desk import Desk
from fakes_people import GUADALAJARA, TAPALPA, ZAPOPAN, incident, part, source
from test_bot_incidents_updates import CALM, kinds, known, report

from bot.incidents import Incident
from bot.incidents.changes import changes, told_of
from bot.incidents.ending import cleared
from bot.incidents.growing import grow
from bot.incidents.phrases import ENDED
from bot.incidents.report import Report
from extract.text import fold
from rules.match import Facts
from rules.rule import Severity

TAKEN = incident(part(TAPALPA, "kidnapping", facts=Facts(kidnapped=9)))


def silent(*, official: bool = True, **said: Any) -> Report:
    one = report(part(TAPALPA, "", facts=Facts()), by=source("Civil Protection", official=official), **said)
    return replace(one, stance="mentions", likely=0.9)


@pytest.mark.parametrize(
    "text",
    [
        "Nairobi: demonstrations over, normal movement resumed",
        "Lyon Part-Dieu: end of operations",
        "The evacuation order has been lifted",
        "Update: area declared clear",
        "Residents may now return home",
        "Lifting of restrictions",
        "Levantado el confinamiento en Tarragona",
        "Fin del dispositivo en la estación de Abando",
        "Situación controlada en el sector Tres Ríos",
        "Finalizó la inspección en el aeropuerto",
        "Los vecinos ya pueden salir",
    ],
)
def test_an_authority_says_in_many_words_that_it_is_over(text: str) -> None:
    assert ENDED.search(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "Two deceased, one in custody; no further threat to the public",
        "Shelter in place order for Westlake",
        "Curfew extended until Friday",
        "Evacuation: leave the zone by 6 p.m.",
        "Operation under way at the station",
        "Lifted by crane, the bus lay across the road",
        "Se mantiene el confinamiento en Tarragona",
        "Levantan barricadas en la ruta 5",
        "El control de la situación no se ha logrado",
        "No pueden transitar vehículos pesados",
    ],
)
def test_these_words_of_an_authority_end_nothing(text: str) -> None:
    assert not ENDED.search(fold(text))


@pytest.mark.parametrize(
    ("what", "told", "over"),
    [
        ("an authority that says so", silent(ended=True), True),
        ("a paper that says so", silent(ended=True, official=False), False),
        ("an authority that says nothing of it", silent(), False),
        ("of several only some may leave", silent(ended=True, partly=True), False),
        ("its news is who died", silent(ended=True, opening="search over, six dead"), False),
        ("it recalls who died", silent(ended=True, opening="search over", tells_of_deaths=True), True),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_no_rule_hears_is_an_all_clear_where_an_authority_opens_with_it(
    what: str, told: Report, *, over: bool
) -> None:
    assert (cleared(CALM, told) is not None) is over, what


def test_such_a_word_ends_what_was_told_there_and_not_the_rest() -> None:
    two = incident(part(TAPALPA), part(GUADALAJARA))
    here = cleared(two, silent(ended=True))
    assert here is not None
    assert (here.whole, here.part.place.name) == (False, "Tapalpa")
    nowhere = silent(ended=True)
    placeless = replace(nowhere, main=replace(nowhere.main, place=replace(TAPALPA, geonameid=0, name="", country=None)))
    end = cleared(CALM, placeless)
    assert end is not None
    assert (end.whole, end.part.place, end.part.category) == (True, CALM.head.place, "all_clear")


@pytest.mark.parametrize(
    ("title", "numbers", "expected"),
    [
        ("Freed: all nine teachers back home", {9}, ["over"]),
        ("Rescatan con vida al ganadero secuestrado", set(), ["over"]),
        ("Mosque captives freed", set(), ["over"]),
        ("Liberan a los nueve guardias", {9, 40}, ["over"]),
        ("Four girls walk free", {4, 9}, []),
        ("Liberan a 4 del autobús", {4}, []),
        ("Kidnappers of teachers ask for ransom", set(), []),
        ("Families pray for the captives", set(), []),
    ],
)
def test_a_headline_that_says_that_those_who_were_taken_are_free_is_an_end_unless_it_is_some_of_them(
    title: str, numbers: set[int], expected: list[str]
) -> None:
    told = report(part(TAPALPA, "kidnapping"), by=replace(source("Post"), title=title), numbers=frozenset(numbers))
    assert kinds(TAKEN, told) == expected


def test_that_they_are_free_is_told_once_and_of_nothing_but_a_kidnapping() -> None:
    told = report(part(TAPALPA, "kidnapping"), by=replace(source("Post"), title="Captives freed"))
    assert "over" not in kinds(incident(part(TAPALPA, "riot")), told)
    assert kinds(freed(TAKEN, told), told) == []


def freed(before: Incident, told: Report) -> Incident:
    """The incident once people were told."""
    growth = grow(before, told)
    after = told_of(growth.incident, changes(before, known(before), growth, told), 2)
    assert [one.category for one in after.parts] == ["kidnapping", "all_clear"]
    return after


def test_who_was_taken_is_freed_in_a_town_of_the_same_state_and_shots_do_not_end_there() -> None:
    clear = part(ZAPOPAN, "all_clear", Severity.NOTICE)
    assert kinds(TAKEN, report(clear)) == ["over"]
    assert kinds(CALM, report(clear)) == []


def test_roadblocks_in_many_states_end_where_a_paper_says_all_over_the_country() -> None:
    states = (replace(TAPALPA, geonameid=state, admin1=f"MX.{state}") for state in (11, 15, 16))
    wave = incident(*(part(state, "blockade") for state in states))
    far = part(replace(GUADALAJARA, geonameid=99, admin1="MX.19"), "all_clear", Severity.NOTICE)
    assert kinds(wave, report(far, countrywide=True)) == ["over"]
    assert kinds(wave, report(far)) == []


THREAT = (
    "Police emptied Abando station in Bilbao, Spain, on Tuesday after a bomb threat. Trains were stopped and three "
    "hundred passengers waited outside while officers with dogs searched the platforms."
)
ENDS = "The security operation at Abando station in Bilbao has ended. The station is open again and trains are running."
FALSE_ALARM = (
    "The bomb threat that emptied Abando station in Bilbao, Spain, on Tuesday was a false alarm. There was no bomb threat: "
    "a boy of fifteen had called for a joke."
)


def test_after_an_authority_s_all_clear_a_paper_s_denial_warns_nobody(desk: Desk) -> None:
    first = desk.one(THREAT, title="Bomb threat empties Bilbao station", by="Bay Post")
    desk.one(THREAT.replace("Police emptied", "Officers cleared"), 1, title="Bilbao station cleared", by="Ebro News")
    clear = desk.one(ENDS, 2, title="End of the operation at Abando", by="Basque Security Department", official=True)
    assert (clear.incident.id, clear.incident.state) == (first.incident.id, "all_clear")
    assert [one.kind for one in clear.changes] == ["all_clear"]
    denial = desk.one(FALSE_ALARM, 3, title="Bilbao bomb threat was a false alarm", by="Third Paper")
    assert (denial.incident.id, denial.report.stance, denial.changes) == (first.incident.id, "denies", ())


def test_without_it_the_denial_is_told(desk: Desk) -> None:
    first = desk.one(THREAT, title="Bomb threat empties Bilbao station", by="Bay Post")
    desk.one(THREAT.replace("Police emptied", "Officers cleared"), 1, title="Bilbao station cleared", by="Ebro News")
    denial = desk.one(FALSE_ALARM, 3, title="Bilbao bomb threat was a false alarm", by="Third Paper")
    assert denial.incident.id == first.incident.id
    assert [one.kind for one in denial.changes] == ["denied"]
