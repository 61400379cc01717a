"""A place or a kind that is new to an incident and yet no news to those who were warned of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from fakes_people import GUADALAJARA, JALISCO, MEXICO, NOW, TAPALPA, ZAPOPAN, incident, part
from test_bot_incidents_updates import kinds, known, report

from bot.incidents import Incident, Part
from bot.incidents.changes import changes
from bot.incidents.content import prints_of, shared
from bot.incidents.growing import grow
from bot.incidents.known import grown
from bot.incidents.phrases import PARTLY
from bot.incidents.report import Report
from extract.text import fold
from rules.finding import Facts
from rules.rule import QUIET_HOURS, Severity

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
    ("what", "told", "expected"),
    [
        ("people were hurt there", part(GUADALAJARA, facts=Facts(hurt=2)), ["place"]),
        ("it is graver there", part(GUADALAJARA, severity=Severity.DANGER), ["place"]),
        ("one more burnt bus", part(GUADALAJARA), []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_in_a_wave_harm_in_a_town_that_was_named_is_news(what: str, told: Part, expected: list[str]) -> None:
    wave = incident(*(part(replace(TAPALPA, geonameid=state, admin1=f"MX.{state}")) for state in (11, 15, 16)))
    assert kinds(wave, report(told, spreads=True), toponyms=frozenset({"tapalpa"})) == ["place"]
    assert kinds(wave, report(told), toponyms=frozenset({"guadalajara"})) == expected, what


TEXT = prints_of(" ".join(f"Word{number} of the wire's own text stands here" for number in range(40)))
OTHER = prints_of(" ".join(f"Another{number} text altogether was written there" for number in range(40)))
NEW_LEAD = tuple(sorted((*TEXT[:11], *(one + 1 for one in TEXT[:5]))))


def copied(told: Report, prints: tuple[int, ...]) -> list[str]:
    """What a report with these prints changes where the wire's text was told."""
    told = replace(told, content=replace(told.content, prints=prints))
    return kinds(SHOTS, told, prints=TEXT)


def test_a_copy_of_a_text_tells_of_no_new_place_and_a_text_of_its_own_does() -> None:
    there = report(part(GUADALAJARA))
    assert copied(there, TEXT) == []
    assert copied(there, OTHER) == ["place"]


def test_a_wire_text_with_a_new_lead_may_tell_of_a_new_place_but_of_no_other_deed_at_the_old_one() -> None:
    assert 0.5 <= shared(NEW_LEAD, TEXT) < 0.8
    assert copied(report(part(GUADALAJARA)), NEW_LEAD) == ["place"]
    assert copied(report(part(TAPALPA, "cbrn")), NEW_LEAD) == []
    assert copied(report(part(TAPALPA, "cbrn")), OTHER) == ["part"]


def test_first_deaths_are_told_also_by_what_looks_like_a_copy() -> None:
    told = report(part(TAPALPA, facts=Facts(dead=2)), prints=TEXT)
    assert kinds(SHOTS, told, prints=TEXT) == ["dead"]


def test_a_toll_that_a_copy_told_is_not_told_again_by_the_next_copy() -> None:
    copy = report(part(TAPALPA, facts=Facts(dead=2, hurt=40)), prints=TEXT)
    after = grown(known(SHOTS, prints=TEXT), copy, copy=True)
    assert (after.fatal, after.dead, after.hurt) == (True, (2, 2), (40, 40))
    assert after.names == known(SHOTS).names, "and nothing else of it is remembered"
    assert changes(SHOTS, after, grow(SHOTS, copy), copy) == ()
    passing = grown(known(SHOTS, prints=TEXT), replace(copy, stance="mentions"), copy=True)
    assert not passing.fatal, "nobody was told of what only mentions it"


def test_a_toll_or_an_arrest_told_elsewhere_is_no_new_place_unless_people_came_to_harm_there() -> None:
    toll = {"looks_back": True}
    assert kinds(SHOTS, report(part(GUADALAJARA), **toll)) == []
    assert kinds(SHOTS, report(part(GUADALAJARA))) == ["place"]
    assert kinds(SHOTS, report(part(GUADALAJARA, facts=Facts(hurt=3)), **toll)) == ["place"]
    assert kinds(SHOTS, report(part(GUADALAJARA), spreads=True, **toll)) == ["place"]
    assert kinds(SHOTS, report(part(GUADALAJARA), apart="a second attack", **toll)) == ["place"]
    assert kinds(SHOTS, report(part(GUADALAJARA, "curfew"), **toll)) == ["part"]


def test_somewhere_in_the_country_is_no_new_place_where_a_town_was_told_of() -> None:
    graver, riot = part(MEXICO, "armed_attack", Severity.DANGER), part(MEXICO, "violent_protest")
    blocked = incident(part(TAPALPA, "blockade"))
    assert kinds(blocked, report(graver, riot, main=riot)) == []
    assert kinds(blocked, report(graver, riot, main=riot, spreads=True)) == ["place"]


def test_an_order_for_the_whole_country_is_news_where_one_town_had_it() -> None:
    curfew = incident(part(TAPALPA), part(TAPALPA, "curfew"))
    assert kinds(incident(part(TAPALPA)), report(part(MEXICO, "curfew"))) == ["part"]
    assert kinds(curfew, report(part(TAPALPA, "curfew"))) == []


def test_the_deed_behind_an_order_is_no_news_where_its_state_is_named_instead_of_the_town() -> None:
    riot = report(part(JALISCO, "riot"))
    assert kinds(LOCKED, riot) == ["part"]
    assert kinds(LOCKED, riot, deeds=frozenset({"riot"})) == []


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


QUIET_SINCE = NOW - timedelta(hours=QUIET_HOURS + 1)


def over(before: Incident, said: Report, last: datetime = NOW) -> list[str]:
    """What a report of the end changes where the last report came at that moment."""
    told = replace(known(before), told=(last, last))
    return [change.kind for change in changes(before, told, grow(before, said), said)]


def test_that_things_are_as_before_is_no_news_where_it_had_ended_by_itself() -> None:
    buried = report(FREED, looks_back=True)
    assert over(SHOTS, buried) == ["over"]
    assert over(SHOTS, buried, QUIET_SINCE) == []
    assert over(SHOTS, report(FREED), QUIET_SINCE) == ["over"], "a siege may end after days without news"


@pytest.mark.parametrize(
    ("what", "kind", "words", "expected"),
    [
        ("the airport after a coup", "coup", ("reabre el aeropuerto",), []),
        ("the road after attacks", "armed_attack", ("highway reopened",), []),
        ("the road after a blockade", "blockade", ("highway reopened",), ["over"]),
        ("the airport after a bomb alarm", "threat", ("airport reopens",), ["over"]),
        ("a truce, and the airport with it", "armed_clash", ("truce holds", "airport reopens"), ["over"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_opens_again_ends_what_had_closed_it(
    what: str, kind: str, words: tuple[str, ...], expected: list[str]
) -> None:
    before = incident(part(TAPALPA, kind))
    assert over(before, report(replace(FREED, words=words))) == expected, what


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
        "La junta reabre la frontera, aunque mantiene el toque de queda",
        "Border reopened, but the night curfew remains",
    ],
)
def test_a_text_says_that_only_some_of_it_is_over(title: str) -> None:
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
        "Truce holds but residents fear more fighting",
        "Levantan el toque de queda. La escuela sigue cerrada",
    ],
)
def test_a_text_says_that_it_is_over_for_all(title: str) -> None:
    assert not PARTLY.search(fold(title))
