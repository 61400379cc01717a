"""A place or a kind that is new to an incident and yet no news to those who were warned of it."""

from __future__ import annotations

import pytest
from fakes_people import GUADALAJARA, TAPALPA, ZAPOPAN, incident, part
from test_bot_incidents_updates import kinds, report

from bot.incidents import Incident
from bot.incidents.phrases import PARTLY
from bot.incidents.report import Report
from extract.text import fold
from rules.finding import Facts
from rules.rule import Severity

SHOTS = incident(part(TAPALPA))
SUBURB = incident(part(ZAPOPAN, "arson"))
LOCKED = incident(part(TAPALPA, "shelter_in_place"))
TAKEN = incident(part(TAPALPA, "kidnapping"))
FREED = part(TAPALPA, "all_clear", Severity.NOTICE)


def test_a_place_that_was_named_with_the_incident_is_no_new_place() -> None:
    named = frozenset({"guadalajara"})
    there = report(part(GUADALAJARA))
    assert kinds(SHOTS, there) == ["place"]
    assert kinds(SHOTS, there, toponyms=named) == []
    assert kinds(SHOTS, there, names=named) == [], "a paper may have taken it for a mere name"


def test_a_place_that_was_named_is_news_once_it_spread_there() -> None:
    there = report(part(GUADALAJARA), spreads=True)
    passing = report(part(TAPALPA), part(GUADALAJARA), spreads=True)
    assert kinds(SHOTS, there, toponyms=frozenset({"guadalajara"})) == ["place"]
    assert kinds(SHOTS, passing, toponyms=frozenset({"guadalajara"})) == []


@pytest.mark.parametrize("kind", ["curfew", "shelter_in_place"])
def test_an_order_for_a_place_that_was_named_is_news(kind: str) -> None:
    told = report(part(GUADALAJARA, kind))
    assert kinds(SHOTS, told, toponyms=frozenset({"guadalajara"})) == ["part"]


def test_the_city_of_a_suburb_is_no_new_place_and_the_next_town_is() -> None:
    assert kinds(SUBURB, report(part(GUADALAJARA, "riot"))) == []
    assert kinds(incident(part(TAPALPA, "arson")), report(part(GUADALAJARA, "riot"))) == ["place"]


def test_a_blast_that_hurt_people_in_the_suburb_of_a_city_with_burning_buses_is_news() -> None:
    burning = incident(part(GUADALAJARA, "arson"))
    assert kinds(burning, report(part(ZAPOPAN, "explosion", facts=Facts(hurt=11)))) == ["place"]
    assert kinds(burning, report(part(ZAPOPAN, "explosion"))) == []


def test_where_people_were_ordered_inside_what_happens_in_a_town_that_was_named_is_news() -> None:
    ordered = incident(part(TAPALPA), part(TAPALPA, "shelter_in_place"))
    assert kinds(ordered, report(part(GUADALAJARA)), toponyms=frozenset({"guadalajara"})) == ["place"]


@pytest.mark.parametrize(
    ("spoken", "told"), [("shooting", "armed_attack"), ("stabbing", "stabbing"), ("protest", "violent_protest")]
)
def test_the_deed_behind_an_order_is_no_news_where_the_order_was_told_with_it(spoken: str, told: str) -> None:
    deed = report(part(TAPALPA, told))
    assert kinds(LOCKED, deed) == ["part"], "an order alone says nothing of its cause"
    assert kinds(LOCKED, deed, deeds=frozenset({spoken})) == []


@pytest.mark.parametrize(
    ("what", "before", "told"),
    [
        ("graver than the order", LOCKED, report(part(TAPALPA, "shooting", Severity.DANGER))),
        ("another deed than the one that was spoken of", LOCKED, report(part(TAPALPA, "explosion"))),
        ("a further order", LOCKED, report(part(TAPALPA, "curfew"))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_was_not_told_with_the_order_is_news(what: str, before: Incident, told: Report) -> None:
    assert kinds(before, told, deeds=frozenset({"shooting", "curfew", "protest"})) == ["part"], what


def test_some_of_the_captives_let_go_is_no_end_and_all_of_them_is() -> None:
    assert kinds(TAKEN, report(FREED, partly=True)) == []
    assert kinds(TAKEN, report(FREED)) == ["over"]


@pytest.mark.parametrize(
    "title",
    [
        "Two of four abducted aid workers freed near Baidoa",
        "Three of the kidnapped students escape",
        "Some of the hostages released, others still held",
        "Liberan a dos de los cuatro secuestrados",
        "Rescatan a tres de los trabajadores plagiados; los demás siguen cautivos",
        "Liberan a una maestra, cinco permanecen secuestradas",
    ],
)
def test_a_text_says_that_only_some_are_free(title: str) -> None:
    assert PARTLY.search(fold(title))


@pytest.mark.parametrize(
    "title",
    [
        "Freed: all six abducted teachers back home",
        "Askira women regain freedom",
        "Siege at hotel ends after 14 hours, 17 dead",
        "Curfew lifted in Bareilly, internet to return tonight",
        "Liberan a los cuatro secuestrados",
        "Rescatan con vida al ganadero secuestrado",
        "Cuatro de los muertos eran de Jalisco",
    ],
)
def test_a_text_says_that_it_is_over_for_all(title: str) -> None:
    assert not PARTLY.search(fold(title))
