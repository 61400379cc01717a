"""Whose dead a report counts, and that people are told of the first ones once, whoever tells of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from fakes_desk import Desk
from fakes_people import TAPALPA, incident, part, source
from test_bot_filing import MARKET
from test_bot_incidents_silent import NOTICE, RAMMED
from test_bot_incidents_updates import CALM, kinds, known, report
from test_extract_dates import WORDS

from bot.filing import Filed
from bot.incidents.changes import changes
from bot.incidents.deaths import counted, told_as_news
from bot.incidents.growing import grow, opened
from bot.incidents.known import first_known, grown
from bot.incidents.report import Report
from extract.dates import find_numbers
from extract.text import Sentence
from rules.match import Facts
from rules.rule import Severity

DEATHS = {"tells_of_deaths": True, "deaths_first": 2}
STRIKE = incident(part(TAPALPA, "strike", Severity.NOTICE, facts=Facts()))


def count_in(text: str, language: str) -> int | None:
    sentence = Sentence(0, "title", 0, len(text), text, ())
    return counted(text, find_numbers([sentence], WORDS.get(language)))


@pytest.mark.parametrize(
    ("text", "language", "dead"),
    [
        ("Twelve dead in market bombing", "en", 12),
        ("Two people killed in Saltivka, 17 injured", "en", 2),
        ("Two adults have died and fourteen people are in hospital", "en", 2),
        ("Blast kills at least nine", "en", 9),
        ("Tres muertos y catorce heridos por una motobomba", "es", 3),
        ("Mueren 12 personas en un mercado", "es", 12),
        ("Un ataque mata a quince campesinos", "es", 15),
        ("Plateau: death toll in Bokkos raid climbs to 34", "en", 34),
        ("La cifra de muertos en Haití asciende a 34", "es", 34),
        ("Suben a seis los muertos", "es", 6),
        ("Toll of market bombing reaches 24", "en", 24),
        ("El saldo de la cuenta asciende a 34 millones tras morir el dueño", "es", None),
        ("Bill for toll road rises to 34 million after man dies", "en", None),
        ("Ammonia leak kills worker, thousands flee", "en", None),
        ("Guard found dead, 74 students missing", "en", None),
        ("16-year-old dies after football game", "en", None),
        ("Killed at 22 minutes past noon", "en", None),
        ("Muere un joven de 22 años en Valencia", "es", None),
        ("Un fallecido y 108 arrestos", "es", None),
        ("Muere baleado en la Posta 3", "es", None),
    ],
)
def test_a_count_of_dead_is_that_beside_the_word_and_no_other(text: str, language: str, dead: int | None) -> None:
    assert count_in(text, language) == dead


@pytest.mark.parametrize(
    ("text", "news"),
    [
        ("Driver killed as strike turns violent", True),
        ("Un manifestante muerto en Lima durante el paro", True),
        ("Police fire on strikers: three dead", True),
        ("Bus drivers strike over the murder of three of them", False),
        ("Curfew in coastal towns after ten people died this week", False),
        ("Paro de transportistas por el asesinato de tres choferes", False),
        ("Toque de queda tras la matanza en la que murieron diez personas", False),
    ],
)
def test_deaths_that_are_the_reason_of_a_strike_or_an_order_are_not_its_news(text: str, news: bool) -> None:
    assert told_as_news(text) is news


@pytest.mark.parametrize("category", ["strike", "protest", "blockade", "curfew", "official_alert"])
def test_what_kills_nobody_by_itself_is_not_told_with_the_dead_that_it_answers(category: str) -> None:
    before = incident(part(TAPALPA, category, Severity.NOTICE, facts=Facts()))
    told = report(part(TAPALPA, category, Severity.NOTICE, facts=Facts(dead=48)), tells_of_deaths=True)
    assert kinds(before, told) == []
    assert opened(told, told.told).head.facts.dead is None, "nor does the first message say so"
    assert not first_known(told).fatal
    assert first_known(told).dead == (48, 48), "two reports that count the same are still alike by it"


def test_who_dies_in_a_strike_is_told_also_where_others_before_were_counted() -> None:
    reason = report(part(TAPALPA, "strike", Severity.NOTICE, facts=Facts(dead=48)), tells_of_deaths=True)
    news = report(part(TAPALPA, "strike", Severity.NOTICE, facts=Facts(dead=1)), tells_of_deaths=True, dies=True)
    after = grown(first_known(reason), reason, copy=False)
    assert [(one.kind, one.now) for one in changes(STRIKE, after, grow(STRIKE, news), news)] == [("dead", 1)]


def test_who_reads_the_first_report_knows_of_its_deaths_and_a_later_one_must_say_so_first() -> None:
    assert first_known(report(part(TAPALPA, facts=Facts()), fatal=True)).fatal
    assert not grown(known(CALM), report(part(TAPALPA, facts=Facts()), fatal=True), copy=False).fatal


@pytest.mark.parametrize(
    ("what", "official", "likely", "said", "expected"),
    [
        ("an authority", True, 0.9, DEATHS, ["dead", "official"]),
        ("a paper that reads like news of violence", False, 0.9, DEATHS, ["dead"]),
        ("a paper that hardly does", False, 0.2, DEATHS, []),
        ("a paper in a language that nothing was learnt of", False, None, DEATHS, []),
        ("an authority that tells of none", True, 0.9, {"fatal": True}, ["official"]),
    ],
)
def test_first_deaths_that_no_rule_hears_are_told_where_it_is_surely_news(
    what: str, official: bool, likely: float | None, said: dict[str, Any], expected: list[str]
) -> None:
    told = silent(official=official, likely=likely, **said)
    assert kinds(CALM, told) == expected, what
    assert grown(known(CALM), told, copy=False).fatal is ("dead" in expected)


def silent(*, official: bool, likely: float | None, **said: Any) -> Report:
    one = report(part(TAPALPA, "", facts=Facts()), by=source("Police", official=official), **said)
    return replace(one, stance="mentions", likely=likely)


def counts(filed: Filed) -> list[tuple[str, int | None]]:
    return [(one.kind, one.now) for one in filed.changes]


def test_an_authority_s_first_deaths_are_told_with_its_first_word_and_not_again_by_the_next_paper(desk: Desk) -> None:
    desk.one(RAMMED)
    notice = desk.one(NOTICE, 2, title="Osborne Street incident", by="Winnipeg Police Service", official=True)
    assert counts(notice) == [("dead", 2), ("official", None)]
    wire = RAMMED.replace("Six people were struck", "Two people were killed and six struck")
    assert counts(desk.one(wire, 3, title="Two killed as truck rams festival in Winnipeg", by="Northgate Wire")) == []


FURTHER_DOWN = (
    "Officers are on Osborne Street in Winnipeg after a pickup truck was driven into a festival crowd on Tuesday. A male is "
    "in custody. Regrettably three people lost their lives. Osborne Street is closed to traffic."
)


@pytest.mark.parametrize(
    ("by", "official", "expected"), [("Winnipeg Police Service", True, 3), ("Prairie Post", False, 0)]
)
def test_an_authority_s_notice_is_all_news_and_a_paper_s_fourth_sentence_is_none(
    desk: Desk, by: str, official: bool, expected: int
) -> None:
    desk.one(RAMMED)
    told = desk.one(FURTHER_DOWN, 2, title="Osborne Street incident", by=by, official=official)
    assert [one.now or 0 for one in told.changes if one.kind == "dead"] == [expected] * bool(expected)


def test_the_first_paper_that_tells_of_deaths_is_heard_where_the_authority_told_of_none(desk: Desk) -> None:
    desk.one(RAMMED)
    calm = NOTICE.replace("Two adults have died and fourteen", "Sixteen")
    notice = desk.one(calm, 2, title="Osborne Street incident", by="Winnipeg Police Service", official=True)
    assert counts(notice) == [("official", None)]
    wire = RAMMED.replace("Six people were struck", "Two people were killed and six struck")
    told = desk.one(wire, 3, title="Two killed as truck rams festival in Winnipeg", by="Northgate Wire")
    assert ("dead", 2) in counts(told)


def test_a_number_that_counts_something_else_in_the_headline_is_not_told_as_dead(desk: Desk) -> None:
    desk.one(MARKET)
    told = desk.one(MARKET, 3, title="Trader dies after Maiduguri bombing, thousands flee", by="Borno Standard")
    assert counts(told) == [("dead", None)]
