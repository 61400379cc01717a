"""What an update is, and who hears of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fakes_people import (
    GUADALAJARA,
    JALISCO,
    MEXICO,
    NOW,
    TAPALPA,
    ZAPOPAN,
    incident,
    part,
    source,
    subscription,
)

from bot.audience import Audience
from bot.incidents import Incident, Part, Source
from bot.incidents.changes import changes
from bot.incidents.content import Content
from bot.incidents.families import kinship, one_deed, spoken_beside
from bot.incidents.growing import grow
from bot.incidents.known import Known, first_known
from bot.incidents.report import Report, quiet_hours
from bot.regions import region_from_place
from bot.schedule import muted
from bot.subscriptions import Alert, Chat, Withheld, concerns, decide, updates_for
from extract.places import Place
from rules.match import Facts
from rules.rule import QUIET_HOURS, Category, Severity

HOUR = timedelta(hours=1)


def report(*parts: Part, by: Source | None = None, main: Part | None = None, **content: Any) -> Report:
    return Report("MX", main or parts[0], parts, by or source("Other Paper"), "tells", NOW, Content("en", **content))


def known(one: Incident, **content: Any) -> Known:
    return first_known(report(*one.parts, by=one.sources[0], **content))


def kinds(before: Incident, told: Report, **content: Any) -> list[str]:
    return [change.kind for change in changes(before, known(before, **content), grow(before, told), told)]


def asked(place: Place, chat_id: int = 1, radius: float | None = None, **more: Any) -> Any:
    return subscription(chat_id, region_from_place(place, radius), **more)


CALM = incident(part(TAPALPA, severity=Severity.SERIOUS, facts=Facts()))
DUCK = (("en", ("Lie down.",)),)
STABBED = incident(part(TAPALPA, "stabbing"))
CURFEW = incident(part(TAPALPA), part(TAPALPA, "curfew"))
DEADLY = incident(part(TAPALPA, severity=Severity.SERIOUS, facts=Facts(dead=2)))


# update or not


@pytest.mark.parametrize(
    ("what", "before", "told", "expected"),
    [
        ("first deaths", CALM, report(part(TAPALPA, facts=Facts(dead=1))), ["dead"]),
        ("a toll ten times as high", DEADLY, report(part(TAPALPA, facts=Facts(dead=20))), ["toll"]),
        (
            "graver, as more died",
            DEADLY,
            report(part(TAPALPA, severity=Severity.DANGER, facts=Facts(dead=5))),
            ["severity"],
        ),
        ("another town, which the report is about", CALM, report(part(GUADALAJARA)), ["place"]),
        ("a curfew there", CALM, report(part(TAPALPA, "curfew")), ["part"]),
        ("an order that the report only mentions", CALM, report(part(TAPALPA), part(TAPALPA, "curfew")), ["part"]),
        (
            "a graver word of who told it before",
            CALM,
            report(part(TAPALPA, "shooting", Severity.DANGER), by=CALM.sources[0]),
            ["severity"],
        ),
        (
            "a graver word for what was slight",
            incident(part(TAPALPA, "protest", Severity.NOTICE)),
            report(part(TAPALPA, "riot")),
            ["severity"],
        ),
        ("something new to do", CALM, report(replace(part(TAPALPA), actions=DUCK)), ["actions"]),
        ("an authority speaks", CALM, report(part(TAPALPA), by=source("Police", official=True)), ["official"]),
        ("the town, where only the country was known", incident(part(MEXICO)), report(part(TAPALPA)), ["place"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_update_is(what: str, before: Incident, told: Report, expected: list[str]) -> None:
    assert kinds(before, told) == expected, what


@pytest.mark.parametrize(
    ("what", "before", "told"),
    [
        ("the same again", CALM, report(part(TAPALPA, facts=Facts()))),
        ("a few more dead", DEADLY, report(part(TAPALPA, facts=Facts(dead=3)))),
        (
            "graver by a toll that crept up",
            DEADLY,
            report(part(TAPALPA, severity=Severity.DANGER, facts=Facts(dead=4))),
        ),
        ("fewer dead", DEADLY, report(part(TAPALPA, facts=Facts(dead=1)))),
        ("graver words for the same", CALM, report(part(TAPALPA, severity=Severity.DANGER, facts=Facts(ongoing=True)))),
        ("a town named in passing", CALM, report(part(TAPALPA), part(GUADALAJARA))),
        ("only the country named", CALM, report(part(MEXICO))),
        ("a march beside it", CALM, report(part(TAPALPA, "protest", Severity.NOTICE))),
        ("another paper's graver word for the same", CALM, report(part(TAPALPA, "shooting", Severity.DANGER))),
        ("the end of one deed told as another", STABBED, report(part(TAPALPA, "shooting"))),
        ("an order for another town, in passing", CALM, report(part(TAPALPA), part(GUADALAJARA, "curfew"))),
        ("the same to do as before", incident(replace(part(TAPALPA), actions=DUCK)), report(part(TAPALPA))),
        ("the same order again", CURFEW, report(part(TAPALPA), part(TAPALPA, "curfew"))),
        ("a second paper", CALM, report(part(TAPALPA, "shooting"))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_update_is(what: str, before: Incident, told: Report) -> None:
    assert kinds(before, told) == [], what


@pytest.mark.parametrize(("deaths", "now"), [(None, None), (12, 12)])
def test_a_headline_that_tells_of_deaths_is_the_first_word_of_them(deaths: int | None, now: int | None) -> None:
    told = report(part(TAPALPA, facts=Facts()), tells_of_deaths=True, deaths=deaths)
    (change,) = changes(CALM, known(CALM), grow(CALM, told), told)
    assert (change.kind, change.now) == ("dead", now)
    assert kinds(CALM, told, fatal=True) == []


ELSEWHERE = replace(TAPALPA, admin1="MX.11")


def test_a_town_of_a_state_that_was_told_of_is_no_new_place() -> None:
    before = incident(part(ZAPOPAN))
    told_of = first_known(report(part(ZAPOPAN), part(JALISCO)))
    told = report(part(TAPALPA))
    assert changes(before, told_of, grow(before, told), told) == ()


@pytest.mark.parametrize("said", [{"spreads": True}, {"apart": "a second attack"}], ids=str)
def test_another_state_is_a_new_place_where_the_report_says_that_it_spread_or_struck_again(
    said: dict[str, Any],
) -> None:
    assert kinds(incident(part(ZAPOPAN)), report(part(ELSEWHERE), **said)) == ["place"]


@pytest.mark.parametrize("place", [ELSEWHERE, replace(TAPALPA, country="US", admin1="US.TX")], ids=["state", "country"])
def test_a_place_elsewhere_without_a_word_of_spreading_is_a_street_or_a_namesake_and_no_news(place: Place) -> None:
    assert kinds(incident(part(ZAPOPAN)), report(part(place))) == []


def test_first_deaths_are_told_also_where_they_fell_in_a_place_that_is_not_news() -> None:
    told = report(part(ELSEWHERE, facts=Facts(dead=4)))
    assert kinds(incident(part(ZAPOPAN, facts=Facts())), told) == ["dead"]


# news of the end

OVER = part(TAPALPA, "all_clear", Severity.NOTICE, facts=Facts())


def test_the_first_paper_that_tells_of_the_end_is_told_of_and_ends_nothing() -> None:
    told = report(OVER, by=source("Town Crier"))
    (change,) = changes(CALM, known(CALM), grow(CALM, told), told)
    assert (change.kind, change.publisher) == ("over", "Town Crier")
    assert grow(CALM, told).incident.state == "open"


@pytest.mark.parametrize(
    ("what", "before", "told"),
    [
        ("told by a paper before", incident(part(TAPALPA), OVER), report(OVER)),
        ("the end of something elsewhere", CALM, report(replace(OVER, place=ZAPOPAN))),
        ("one thing over and another not", CALM, report(OVER, part(TAPALPA, facts=Facts()))),
        ("an end after the end", replace(CALM, state="all_clear"), report(OVER)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_news_of_the_end_is(what: str, before: Incident, told: Report) -> None:
    assert kinds(before, told) == [], what


def test_a_headline_with_the_known_toll_outweighs_a_greater_number_in_its_text() -> None:
    told = part(TAPALPA, severity=Severity.SERIOUS, facts=Facts(dead=4000))
    assert kinds(DEADLY, report(told, deaths=2)) == []
    assert kinds(DEADLY, report(told, deaths=4000)) == ["toll"]


def test_a_text_that_has_the_known_toll_counts_something_else_by_its_greater_number() -> None:
    before = incident(part(TAPALPA, severity=Severity.SERIOUS, facts=Facts(dead=18, hurt=5)))
    told = part(TAPALPA, severity=Severity.SERIOUS, facts=Facts(dead=4000, hurt=500))
    assert kinds(before, report(told)) == ["toll", "toll"]
    assert kinds(before, report(told, numbers=frozenset({5, 18, 4000}))) == []
    assert kinds(before, report(told, numbers=frozenset({18, 4000}), deaths=4000)) == ["toll", "toll"]


def test_the_first_count_of_deaths_told_of_before_is_no_first_death() -> None:
    assert kinds(CALM, report(part(TAPALPA, facts=Facts(dead=2))), fatal=True) == []


# who hears


def grown(before: Incident, told: Report) -> tuple[Incident, list[Any]]:
    growth = grow(before, told)
    found = changes(before, known(before), growth, told)
    return replace(growth.incident, revision=2), list(found)


def heard(before: Incident, told: Report, *people: Any) -> list[Alert]:
    after, found = grown(before, told)
    return updates_for(before, after, found, people, NOW)


def test_a_new_town_is_told_where_it_is_and_headed_by_it() -> None:
    far, near = asked(TAPALPA, 1, 10), asked(GUADALAJARA, 2, 10)
    (alert,) = heard(CALM, report(part(GUADALAJARA)), far, near)
    assert (alert.chat_id, alert.matches[0].part.place) == (2, GUADALAJARA)


def test_who_follows_the_whole_state_hears_of_the_new_town() -> None:
    (alert,) = heard(CALM, report(part(GUADALAJARA)), asked(JALISCO))
    assert [change.kind for change in alert.changes] == ["place"]


def test_a_report_that_changes_nothing_is_told_to_nobody() -> None:
    assert heard(CALM, report(part(TAPALPA)), asked(JALISCO), asked(MEXICO, 2), asked(TAPALPA, 3, 10)) == []


def test_who_asked_for_danger_only_hears_when_it_becomes_danger() -> None:
    danger = report(part(TAPALPA, severity=Severity.DANGER, facts=Facts(dead=12)))
    (alert,) = heard(DEADLY, danger, asked(JALISCO, least=Severity.DANGER))
    assert alert.severity is Severity.DANGER


def test_who_asked_for_two_sources_hears_with_the_second_and_not_with_a_copy() -> None:
    careful = asked(JALISCO, two_sources=True)
    assert decide(CALM, careful, NOW) == Withheld(careful, "unconfirmed")
    assert len(heard(CALM, report(part(TAPALPA)), careful)) == 1
    copy = replace(source("Other Paper"), copies=CALM.sources[0].publisher)
    assert heard(CALM, report(part(TAPALPA), by=copy), careful) == []
    danger = incident(part(TAPALPA, severity=Severity.DANGER))
    assert concerns(danger, careful, NOW) is not None


def test_a_graver_turn_breaks_the_mute_of_the_incident_and_a_new_town_does_not() -> None:
    chat = Chat(1, "private", muted_incidents=((7, NOW + HOUR),))
    danger = report(part(TAPALPA, severity=Severity.DANGER, facts=Facts(dead=12)))
    for told, expected in ((danger, None), (report(part(GUADALAJARA)), "incident")):
        (alert,) = heard(replace(DEADLY, id=7), told, asked(JALISCO))
        assert muted(alert, chat, NOW) == expected


def test_a_region_muted_under_an_alert_still_tells_what_is_graver() -> None:
    quiet = asked(JALISCO, muted_until=NOW + HOUR, muted_to=Severity.SERIOUS)
    assert decide(CALM, quiet, NOW) == Withheld(quiet, "muted")
    danger = incident(part(TAPALPA, severity=Severity.DANGER))
    assert concerns(danger, quiet, NOW) is not None
    assert Audience([quiet]).concerned(danger, NOW) == [quiet]
    everything = asked(JALISCO, muted_until=NOW + HOUR)
    assert decide(danger, everything, NOW) == Withheld(everything, "muted")


# parts


def test_what_lasts_by_its_nature_stays_open_longer() -> None:
    categories = {"siege": Category("siege", Severity.CAUTION, {}, {}, quiet_hours=90)}
    siege, unsaid = replace(part(TAPALPA), category="siege"), replace(part(TAPALPA), category="cattle_theft")
    assert quiet_hours([unsaid, siege], categories) == 90
    assert quiet_hours([unsaid], categories) == quiet_hours([], categories) == QUIET_HOURS


def test_at_one_place_an_attack_and_its_answer_are_one_deed_and_a_bomb_beside_a_march_is_none() -> None:
    assert one_deed("stabbing", "shooting")
    assert one_deed("violent_protest", "shooting")
    assert not one_deed("protest", "explosion")
    assert not one_deed("shooting", "strike")


@pytest.mark.parametrize(
    ("kind", "spoken", "kinds_told", "also", "beside"),
    [
        ("riot", {"riot"}, ["explosion"], {"explosion", "shooting"}, True),
        ("explosion", {"shooting"}, ["riot"], {"riot"}, True),
        ("riot", {"riot"}, ["explosion"], {"explosion"}, False),
        ("strike", {"strike"}, ["shooting"], {"shooting"}, False),
        ("riot", set(), ["explosion"], set(), False),
    ],
)
def test_one_paper_tells_the_deed_that_another_only_speaks_of(
    kind: str, spoken: set[str], kinds_told: list[str], also: set[str], beside: bool
) -> None:
    assert kinship(kind, kinds_told[0]) == "strange"
    assert spoken_beside(kind, spoken, kinds_told, also) == beside


def test_kinds_that_papers_mix_up_are_akin_and_an_operators_own_is_akin_to_itself() -> None:
    assert kinship("shooting", "terrorism") == "related"
    assert kinship("shooting", "strike") == "strange"
    assert kinship("shooting", "official_alert") == "order"
    assert kinship("cattle_theft", "cattle_theft") == "same"
    assert kinship("cattle_theft", "shooting") == "strange"


def test_parts_of_one_thing_are_one_with_the_exact_place_and_the_greater_toll() -> None:
    wide = incident(part(JALISCO, facts=Facts(dead=1, hurt=4)))
    (only,) = grow(wide, report(part(TAPALPA, facts=Facts(dead=3)))).incident.parts
    assert (only.place, only.facts.dead, only.facts.hurt) == (TAPALPA, 3, 4)


def test_neighbouring_towns_of_one_shooting_are_one_part_and_of_a_fire_and_a_bomb_two() -> None:
    here = incident(part(GUADALAJARA, "shooting"))
    assert len(grow(here, report(part(ZAPOPAN, "shooting"))).incident.parts) == 1
    assert len(grow(here, report(part(ZAPOPAN, "arson"))).incident.parts) == 2


def test_of_very_many_sources_the_first_and_the_last_are_kept() -> None:
    one = CALM
    for number in range(60):
        by = replace(source(f"Paper {number}"), article_key=f"a{number}")
        one = grow(one, report(part(TAPALPA), by=by)).incident
    assert len(one.sources) == 40
    assert one.sources[0] == CALM.sources[0]
    assert one.sources[-1].publisher == "Paper 59"
