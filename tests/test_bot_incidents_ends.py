"""Who counts as one voice, and how an incident ends."""

from __future__ import annotations

from dataclasses import replace

import pytest
from fakes_people import GUADALAJARA, JALISCO, NOW, TAPALPA, TEXAS, incident, part, source
from test_bot_incidents_updates import CALM, asked, report

from bot.incidents import Incident, Source
from bot.incidents.content import agency_of, prints_of, shared
from bot.incidents.ending import cleared, denied
from bot.incidents.report import Report
from bot.incidents.voices import voices
from bot.subscriptions import ends_for
from extract.places import Place
from rules.rule import Severity

# voices


def test_two_papers_are_two_voices() -> None:
    assert voices([source("Daily Star"), source("Evening Post")]) == 2


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("two feeds of one house", source("Daily Star - World")),
        ("a copy of its text", replace(source("Evening Post"), copies="Daily Star")),
        ("one agency's text", replace(source("Evening Post"), agency="meridian news")),
        ("one address and a word of the name", replace(source("Star Online"), url="https://www.news.example/b")),
    ],
)
def test_one_voice_is(why: str, other: Source) -> None:
    first = replace(source("Daily Star"), agency="meridian news" if other.agency else "")
    assert voices([first, other]) == 1, why


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("LAGOS (Coastal Wire) — Gunmen opened fire.", "coastal wire"),
        ("Hombres armados dispararon. (EFE)", "efe"),
        ("Gunmen opened fire. With reporting by Meridian News", "meridian news"),
        ("Gunmen opened fire, and they hurt four (two of them badly).", ""),
    ],
)
def test_an_agency_is_known_by_its_credit(text: str, agency: str) -> None:
    assert agency_of(text) == agency


def test_prints_tell_a_copy_from_a_rewrite() -> None:
    text = (
        "Nine people were hurt when a bomb went off among the stalls of the grain market on Tuesday, the police said."
    )
    assert shared(prints_of(text), prints_of(f"(Wire) - {text}")) > 0.6
    rewrite = (
        "A bomb among the grain stalls wounded nine on Tuesday, said officers, who closed the market and its roads."
    )
    assert shared(prints_of(text), prints_of(rewrite)) == 0
    assert prints_of("Bomb at market") == ()


# ends


def clear(place: Place, *, official: bool = True) -> Report:
    return report(part(place, "all_clear", Severity.NOTICE), by=source("Civil Protection", official=official))


def test_an_official_all_clear_for_a_wider_area_ends_it_and_reaches_those_concerned() -> None:
    end = cleared(CALM, clear(JALISCO))
    assert end is not None
    assert end.whole
    after = replace(CALM, state="all_clear", revision=2)
    (alert,) = ends_for(CALM, after, end, (), [asked(TAPALPA, 1, 10), asked(TEXAS, 2)], NOW)
    assert (alert.chat_id, alert.matches[0].part.category) == (1, "all_clear")


def test_an_all_clear_for_one_town_of_two_ends_that_town_alone() -> None:
    two = incident(part(TAPALPA), part(GUADALAJARA))
    end = cleared(two, clear(TAPALPA))
    assert end is not None
    assert not end.whole
    reached = ends_for(two, two, end, (), [asked(TAPALPA, 1, 10), asked(GUADALAJARA, 2, 10)], NOW)
    assert [alert.chat_id for alert in reached] == [1]


def test_news_of_an_all_clear_is_none() -> None:
    assert cleared(CALM, clear(TAPALPA, official=False)) is None


STAR, POST, TIMES = source("Daily Star"), source("Evening Post"), source("Kano Times")
TOLD = incident(part(TAPALPA), sources=(STAR,))


@pytest.mark.parametrize(
    ("incident_", "denials", "takes_back", "ruling"),
    [
        (TOLD, (STAR,), True, "retracted"),
        (TOLD, (STAR,), False, "noted"),
        (TOLD, (POST,), True, "denied"),
        (TOLD, (POST, TIMES), True, "retracted"),
        (TOLD, (POST, replace(TIMES, copies="Evening Post")), True, "denied"),
        (TOLD, (source("Police", official=True),), True, "retracted"),
        (replace(TOLD, sources=(STAR, POST, TIMES)), (STAR,), True, "denied"),
        (replace(TOLD, sources=(source("Police", official=True),)), (POST, TIMES), True, "denied"),
    ],
)
def test_what_a_denial_comes_to(
    incident_: Incident, denials: tuple[Source, ...], takes_back: bool, ruling: str
) -> None:
    judged = denied(incident_, denials, takes_back=takes_back)
    assert judged.ruling == ruling
    assert judged.why
