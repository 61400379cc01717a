"""Reports of one event become one incident; who was warned hears of what changed, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes_desk import NOON, Desk

from bot.filing import unite
from bot.incidents.content import Content
from bot.incidents.reason import said
from bot.store import reports
from extract.read import Tools
from rules.rule import RuleSet

MARKET = (
    "An explosion tore through the Monday Market in Maiduguri, Nigeria, on Tuesday morning, wounding nine people, "
    "the police said. Traders ran from the grain stalls when the bomb went off at about 11:10. Soldiers closed "
    "the road to the railway terminus and moved stallholders out of the Monday Market."
)
MARKET_ES = (
    "Una bomba estalló este martes en un mercado de Maiduguri, en Nigeria, y dejó nueve heridos, informó la policía. "
    "La explosión se produjo hacia las 11:10 entre los puestos de grano."
)
TEACHERS = (
    "Gunmen shot dead two teachers at a school in the Bulumkutu district of Maiduguri, Nigeria, on Tuesday evening, "
    "the police said. Pupils hid under their desks. A second attack on the city within hours, it is not linked to "
    "the bombing of the Monday Market, officers said."
)
JOS = "Gunmen opened fire on a bus near Jos, Nigeria, on Tuesday, killing three passengers, the police said."
FOLLOW_UP = (
    "Twelve people have died after the explosion that tore through the Monday Market in Maiduguri, Nigeria, on Tuesday, "
    "the emergency agency said. Nine others are still in hospital. The bomb had been hidden among the grain stalls."
)
COURT = (
    "A court in Maiduguri, Nigeria, sentenced a man to life in prison on Friday for the bombing of the Monday Market, "
    "where an explosion wounded nine people among the grain stalls. The judge said that the trial had been fair."
)
DENIAL = (
    "There was no explosion at the Monday Market in Maiduguri, Nigeria, on Tuesday, the paper said on its site. It was a "
    "false alarm: a grain stall had fallen, and nobody set off a bomb."
)
CLEAR = (
    "The police gave the all-clear in Maiduguri, Nigeria, on Tuesday evening after the bombing of the Monday Market."
)

# one event or another


def test_a_second_paper_joins_what_the_first_told_and_changes_nothing(desk: Desk) -> None:
    first = desk.one(MARKET)
    second = desk.one(
        "Nine people were hurt when a bomb exploded in the Monday Market in Maiduguri, Nigeria, on Tuesday, hospital "
        "staff said. Soldiers sealed the grain stalls and the terminus road.",
        1,
        by="Borno Standard",
    )
    assert (second.incident.id, second.changes) == (first.incident.id, ())
    assert second.joined
    assert said("same_place", place="Maiduguri") in second.why


def test_a_paper_in_another_language_joins(desk: Desk) -> None:
    first = desk.one(MARKET)
    assert desk.one(MARKET_ES, 2, by="El Correo", language="es").incident.id == first.incident.id


def test_two_attacks_in_one_city_on_one_day_stay_two_when_the_text_says_so(desk: Desk) -> None:
    bombing, shooting = desk.one(MARKET), desk.one(TEACHERS, 7, by="Borno Standard")
    assert shooting.incident.id != bombing.incident.id
    assert shooting.why[0] == said("not_incident", number=bombing.incident.id)
    again = desk.one(TEACHERS.replace("Pupils hid", "Children hid"), 8, by="Lagos Mirror")
    assert again.incident.id == shooting.incident.id


def test_two_that_an_admin_calls_one_are_one_from_then_on(desk: Desk) -> None:
    bombing, shooting = desk.one(MARKET), desk.one(TEACHERS, 7, by="Borno Standard")
    with desk.store.write():
        unite(bombing.incident, shooting.incident, desk.store, NOON + timedelta(hours=8))
    later = desk.one(TEACHERS.replace("two teachers", "three teachers"), 9, by="Lagos Mirror")
    assert later.incident.id == bombing.incident.id, "never under the one that is hidden"
    assert not later.incident.trial
    assert {one.publisher for one in later.incident.sources} == {"Example Wire", "Borno Standard", "Lagos Mirror"}
    assert len(desk.store.reports(bombing.incident.id)) == 3
    again = desk.one(MARKET.replace("wounding nine", "wounding eleven"), 10, by="Kano Post")
    assert again.incident.id == bombing.incident.id, "what the first told is remembered as well"


def test_another_town_is_another_event(desk: Desk) -> None:
    assert desk.one(MARKET).incident.id != desk.one(JOS, 1).incident.id


def test_the_same_words_of_another_town_are_no_copy(desk: Desk) -> None:
    first = desk.one("Gunmen opened fire on shoppers in Kano, Nigeria, today, killing four people.")
    second = desk.one("Gunmen opened fire on shoppers in Jos, Nigeria, today, killing four people.")
    assert first.incident.id != second.incident.id


def test_the_same_place_a_week_later_is_another_event(desk: Desk) -> None:
    later = MARKET.replace("Monday Market", "Custom Market").replace("nine", "four").replace("grain", "cattle")
    assert desk.one(MARKET).incident.id != desk.one(later, 24 * 7, by="Borno Standard").incident.id


@pytest.mark.parametrize(("hours", "over"), [(3, True), (96, False)])
def test_how_long_a_kind_stays_open_is_for_its_category_to_say(
    tmp_path: Path, tools: Tools, builtin_rules: RuleSet, hours: int, over: bool
) -> None:
    explosion = replace(builtin_rules.categories["explosion"], quiet_hours=hours)
    rules = replace(builtin_rules, categories={**builtin_rules.categories, "explosion": explosion})
    desk = Desk(tmp_path / "t.db", tools, rules)
    desk.one(MARKET)
    later = desk.one(FOLLOW_UP, 20, by="Borno Standard")
    assert any(reason.key == "joined.over" for reason in later.why) is over
    desk.store.close()


# the same article again


def test_a_changed_guid_a_changed_headline_and_a_copy_a_day_later_join_in_silence(desk: Desk) -> None:
    first = desk.one(MARKET, title="Bomb at market", url="https://news.example/market")
    for again in (
        desk.one(MARKET, 1, title="Bomb at market", key="other-guid", url="https://news.example/market"),
        desk.one(MARKET, 2, title="Nine hurt in Maiduguri blast", url="https://news.example/market"),
        desk.one(MARKET, 26, by="Plateau Courier"),
    ):
        assert (again.incident.id, again.changes) == (first.incident.id, ())
    assert first.incident.revision == again.incident.revision == 1


def test_an_article_that_comes_late_and_was_written_first_joins(desk: Desk) -> None:
    first = desk.one(MARKET, 5)
    late = desk.one(MARKET.replace("wounding nine people", "wounding several people"), 0, by="Borno Standard")
    assert (late.incident.id, late.changes) == (first.incident.id, ())


def test_a_restart_in_the_middle_changes_nothing(tmp_path: Path, tools: Tools, builtin_rules: RuleSet) -> None:
    outcomes = []
    for restarted in (False, True):
        desk = Desk(tmp_path / f"{restarted}.db", tools, builtin_rules)
        told = []
        for text, hours, by in ((MARKET, 0, "A"), (JOS, 1, "B"), (FOLLOW_UP, 3, "C"), (TEACHERS, 7, "D")):
            if restarted:
                desk.restart()
            told += [(one.incident.id, one.changes, one.why) for one in desk(text, hours, by=by)]
        outcomes.append(told)
        desk.store.close()
    assert outcomes[0] == outcomes[1]


# updates and ends


def test_first_deaths_are_an_update_and_the_same_toll_again_is_none(desk: Desk) -> None:
    desk.one(MARKET)
    deaths = desk.one(FOLLOW_UP, 3, by="Borno Standard")
    assert "dead" in {change.kind for change in deaths.changes}
    assert deaths.incident.revision == 2
    assert desk.one(FOLLOW_UP.replace("Twelve people", "At least 12 people"), 4, by="Lagos Mirror").changes == ()


@pytest.mark.parametrize(
    ("title", "text", "language", "now"),
    [
        ("Twelve dead in Maiduguri market bombing", MARKET, "en", 12),
        ("Doce muertos por la bomba en un mercado de Maiduguri", MARKET_ES, "es", 12),
        ("Nurse dies after Maiduguri bombing", MARKET, "en", None),
        ("Muere una enfermera tras la bomba de Maiduguri", MARKET_ES, "es", 1),
        ("No one dead after Maiduguri bombing", MARKET, "en", 0),
        ("Ningún muerto por la bomba de Maiduguri", MARKET_ES, "es", 0),
    ],
)
def test_deaths_that_a_headline_tells_of_first_are_an_update(
    desk: Desk, title: str, text: str, language: str, now: int | None
) -> None:
    desk.one(MARKET)
    told = desk.one(text, 3, title=title, by="Borno Standard", language=language)
    assert [one.now for one in told.changes if one.kind == "dead"] == ([] if now == 0 else [now])


def test_the_first_official_word_is_an_update_and_the_second_is_none(desk: Desk) -> None:
    desk.one(MARKET)
    official = desk.one(MARKET, 1, by="Borno State Police", official=True)
    assert [change.kind for change in official.changes] == ["official"]
    assert desk.one(MARKET, 2, by="Emergency Agency", official=True).changes == ()


def test_a_trial_days_later_opens_nothing(desk: Desk) -> None:
    first = desk.one(MARKET)
    assert all(not one.changes and one.incident.id == first.incident.id for one in desk(COURT, 72, by="Lagos Mirror"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Maiduguri: El Kanemi won the derby in Maiduguri, Nigeria, on Tuesday after a penalty shootout, 4-3.", "en"),
        ("Maiduguri: El Kanemi ganó el derbi de Maiduguri, Nigeria, este martes en la tanda de penaltis, 4-3.", "es"),
        ("A film about the bombing of a railway opens in Maiduguri, Nigeria, on Tuesday, the cinema said.", "en"),
        ("Una película sobre el bombardeo de una vía férrea se estrena en Maiduguri, Nigeria, este martes.", "es"),
    ],
)
def test_what_tells_of_something_else_in_that_city_on_that_day_is_no_source(
    desk: Desk, text: str, language: str
) -> None:
    desk.one(MARKET)
    assert desk(text, 2, by="Savannah Post", language=language) == []


def test_a_house_that_takes_its_report_back_retracts_it(desk: Desk) -> None:
    first = desk.one(MARKET, by="Borno Standard")
    denied = desk.one(DENIAL, 2, by="Borno Standard")
    assert denied.incident.id == first.incident.id
    assert [change.kind for change in denied.changes] == ["retracted"]
    assert desk.store.incident(first.incident.id).state == "retracted"


def test_one_papers_denial_of_anothers_report_is_an_update_and_a_second_ones_retracts(desk: Desk) -> None:
    desk.one(MARKET, by="Borno Standard")
    assert [change.kind for change in desk.one(DENIAL, 2, by="Lagos Mirror").changes] == ["denied"]
    other = DENIAL.replace("a grain stall had fallen", "what fell was a water tank of the traders")
    assert [change.kind for change in desk.one(other, 3, by="Kano Times").changes] == ["retracted"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("There was no explosion at the bus terminal, Maiduguri police said: a transformer had burst.", "en"),
        ("No hubo ninguna explosión en la terminal de autobuses, informó la policía de Maiduguri.", "es"),
    ],
)
def test_a_denial_that_names_the_place_only_by_who_speaks_is_one(desk: Desk, text: str, language: str) -> None:
    desk.one("A bomb exploded at the bus terminal in Maiduguri, Nigeria, today, wounding two people.", by="Star")
    (denied,) = desk(text, 2, by="Star", language=language)
    assert [change.kind for change in denied.changes] == ["retracted"]


def test_a_denial_of_nothing_known_is_filed_nowhere(desk: Desk) -> None:
    assert desk(DENIAL) == []
    assert desk.store.incidents(NOON - timedelta(days=1)) == []


def test_why_a_report_joined_or_not_is_kept(desk: Desk) -> None:
    first = desk.one(MARKET, key="one", by="Borno Standard")
    desk.one(MARKET_ES, 1, key="two", by="El Correo", language="es")
    told = desk.store.reports(first.incident.id)
    assert [(one.source.publisher, one.joined) for one in told] == [("Borno Standard", False), ("El Correo", True)]
    assert all(one.why for one in told)
    assert said("same_place", place="Maiduguri") in told[1].why
    assert desk.store.report_of("El Correo", "two") == told[1]


# what it costs


def test_however_many_are_open_only_a_bounded_number_is_weighed(desk: Desk) -> None:
    filed = desk.one(MARKET)
    with desk.store.write():
        for number in range(300):
            known = desk.store.known(filed.incident.id)
            assert known is not None
            desk.store.remember(desk.store.add_incident(filed.incident).id, known, Content(prints=(number,)))
    assert len(desk.store.candidates(filed.report)) <= 50


@pytest.mark.parametrize("query", [reports._near(3), reports._named(3), reports._ALIKE, reports._KNOWN, reports._GISTS])
def test_candidates_are_found_by_indexes_alone(desk: Desk, query: str) -> None:
    names = ("spot0", "spot1", "spot2", "since", "until", "told", "most", "prints", "least", "alike", "ids")
    numbered = query == reports._named(3)
    plan = desk.store._rows(f"EXPLAIN QUERY PLAN {query}", (1, 2, 3, 9) if numbered else dict.fromkeys(names, "[]"))
    details = [row["detail"] for row in plan]
    few = ("json_each", "(subquery", "SUBQUERY")  # rows that another step of the plan gives
    assert not [one for one in details if one.startswith("SCAN") and not any(word in one for word in few)], details
    assert any(one.startswith("SEARCH") for one in details), details
