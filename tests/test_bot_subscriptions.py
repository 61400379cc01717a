"""Who is told about an incident, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fakes_people import (
    AUSTIN,
    GUADALAJARA,
    JALISCO,
    MEXICO,
    NOW,
    TAPALPA,
    TEXAS,
    ZAPOPAN,
    incident,
    part,
    source,
    subscription,
)

from bot.incidents import Incident
from bot.regions import region_from_place
from bot.subscriptions import Alert, Subscription, Withheld, alerts_for, decide
from extract.places import Place
from rules.rule import Severity

CLASH = incident(part(TAPALPA))
HOUR = timedelta(hours=1)


def asked(place: Place, chat_id: int = 1, radius: float | None = None, **changes: Any) -> Subscription:
    return subscription(chat_id, region_from_place(place, radius), **changes)


def told(one: Incident, *subscriptions: Subscription) -> list[Alert]:
    return alerts_for(one, subscriptions, NOW)


ALERTS: list[tuple[str, Incident, Subscription]] = [
    ("the state it happened in", CLASH, asked(JALISCO)),
    ("the country it happened in", CLASH, asked(MEXICO)),
    ("a city whose radius reaches it", CLASH, asked(GUADALAJARA, radius=100)),
    ("one of the categories asked for", CLASH, asked(JALISCO, categories=frozenset({"armed_clash"}))),
    ("just severe enough", CLASH, asked(JALISCO, least=Severity.SERIOUS)),
    ("a mute that is over", CLASH, asked(JALISCO, muted_until=NOW)),
    ("a trip under way", CLASH, asked(JALISCO, starts=NOW - HOUR, until=NOW + HOUR)),
    ("a muted word that is part of another word", CLASH, asked(JALISCO, mute_words=("gun",))),
    ("a radius for another kind of event", CLASH, asked(GUADALAJARA, radius=100, radii=(("shooting", 5.0),))),
    ("danger that names only the country", incident(part(MEXICO, severity=Severity.DANGER)), asked(JALISCO)),
    ("danger that names only the state", incident(part(JALISCO, severity=Severity.DANGER)), asked(GUADALAJARA)),
    (
        "an official word that names only the country",
        incident(part(MEXICO, severity=Severity.CAUTION), sources=(source(official=True),)),
        asked(GUADALAJARA),
    ),
]  # fmt: skip  # a table or a paragraph of words, not one a line
QUIET: list[tuple[str, Incident, Subscription]] = [
    ("another country", CLASH, asked(TEXAS)),
    ("a city too far away", CLASH, asked(GUADALAJARA)),
    ("another category", CLASH, asked(JALISCO, categories=frozenset({"shooting"}))),
    ("not severe enough", CLASH, asked(JALISCO, least=Severity.DANGER)),
    ("muted", CLASH, asked(JALISCO, muted_until=NOW + HOUR)),
    ("a trip that is over", CLASH, asked(JALISCO, until=NOW)),
    ("a trip to come", CLASH, asked(JALISCO, starts=NOW + HOUR)),
    ("a muted word in the headline", CLASH, asked(JALISCO, mute_words=("Soldiers",))),
    ("a muted phrase in the headline", CLASH, asked(JALISCO, mute_words=("clash in Tapalpa",))),
    ("official sources only", CLASH, asked(JALISCO, official_only=True)),
    ("a narrower radius for this kind", CLASH, asked(GUADALAJARA, radius=100, radii=(("armed_clash", 5.0),))),
    ("serious, and only the country is named", incident(part(MEXICO)), asked(JALISCO)),
    ("serious, and only the state is named", incident(part(JALISCO)), asked(GUADALAJARA)),
    (
        "danger somewhere in the country, not wanted",
        incident(part(MEXICO, severity=Severity.DANGER)),
        asked(GUADALAJARA, countrywide=False),
    ),
    ("danger somewhere in another country", incident(part(MEXICO, severity=Severity.DANGER)), asked(AUSTIN)),
    ("a rule on trial", replace(CLASH, trial=True), asked(JALISCO)),
]  # fmt: skip  # a table or a paragraph of words, not one a line


@pytest.mark.parametrize(("what", "one", "wanted"), ALERTS, ids=[row[0] for row in ALERTS])
def test_it_alerts(what: str, one: Incident, wanted: Subscription) -> None:
    assert len(told(one, wanted)) == 1, what


@pytest.mark.parametrize(("what", "one", "wanted"), QUIET, ids=[row[0] for row in QUIET])
def test_it_stays_quiet(what: str, one: Incident, wanted: Subscription) -> None:
    assert told(one, wanted) == [], what


def test_one_alert_for_a_chat_names_each_of_its_regions() -> None:
    alerts = told(CLASH, asked(MEXICO, number=1), asked(GUADALAJARA, radius=100, number=2), asked(TEXAS, number=3))
    assert len(alerts) == 1
    assert [match.why for match in alerts[0].matches] == ["within 100 km of Guadalajara", "in Mexico"]


def test_topics_of_one_group_are_told_apart() -> None:
    alerts = told(
        CLASH, asked(JALISCO, -5, thread_id=7), asked(MEXICO, -5, thread_id=8), asked(JALISCO, -5, thread_id=7)
    )
    assert [(alert.chat_id, alert.thread_id) for alert in alerts] == [(-5, 7), (-5, 8)]


def test_the_severest_part_that_was_asked_for_heads_the_alert() -> None:
    both = incident(part(ZAPOPAN, "shelling", Severity.DANGER), part(GUADALAJARA, "shooting"))
    (alert,) = told(both, asked(JALISCO, categories=frozenset({"shooting"})))
    assert alert.matches[0].part.category == "shooting"
    assert alert.severity is Severity.SERIOUS


def test_a_place_inside_beats_a_report_that_names_only_the_country() -> None:
    both = incident(part(MEXICO, "explosion", Severity.DANGER), part(TAPALPA, "shooting", Severity.DANGER))
    (alert,) = told(both, asked(JALISCO))
    assert (alert.matches[0].part.place, alert.matches[0].countrywide) == (TAPALPA, False)


def test_a_report_of_the_whole_country_says_so() -> None:
    (alert,) = told(incident(part(MEXICO, severity=Severity.DANGER)), asked(JALISCO))
    assert alert.matches[0].countrywide
    assert alert.matches[0].why == "somewhere in Mexico"


def test_an_all_clear_that_ends_an_incident_passes_filters() -> None:
    ended = incident(part(TAPALPA, "all_clear", Severity.NOTICE), revision=3)
    picky = asked(JALISCO, least=Severity.DANGER, categories=frozenset({"shooting"}))
    assert len(told(ended, picky)) == 1
    assert told(replace(ended, revision=1), picky) == []


# the same decision, with its reason

REPORT = incident(part(MEXICO))
DANGER = incident(part(MEXICO, severity=Severity.DANGER))
WITHHELD: list[tuple[str, Incident, Subscription, str]] = [
    ("another place", CLASH, asked(AUSTIN), "elsewhere"),
    ("another place comes before a mute", CLASH, asked(AUSTIN, muted_until=NOW + HOUR), "elsewhere"),
    ("a radius that does not reach it", CLASH, asked(GUADALAJARA), "elsewhere"),
    ("only the country is named, and it is not grave", REPORT, asked(JALISCO), "wider_area"),
    ("such reports are switched off", DANGER, asked(JALISCO, countrywide=False), "no_wider_area"),
    ("a trip to come", CLASH, asked(JALISCO, starts=NOW + HOUR), "not_begun"),
    ("a trip that is over", CLASH, asked(JALISCO, until=NOW), "over"),
    ("a muted region", CLASH, asked(JALISCO, muted_until=NOW + HOUR), "muted"),
    ("official sources only", CLASH, asked(JALISCO, official_only=True), "official_only"),
    ("another kind", CLASH, asked(JALISCO, categories=frozenset({"shooting"})), "kind"),
    ("not grave enough", CLASH, asked(JALISCO, least=Severity.DANGER), "severity"),
    ("a muted word", CLASH, asked(JALISCO, mute_words=("football", "soldiers")), "word"),
]  # fmt: skip  # a table or a paragraph of words, not one a line


@pytest.mark.parametrize(("what", "one", "asking", "reason"), WITHHELD, ids=[row[0] for row in WITHHELD])
def test_what_holds_back_is_named(what: str, one: Incident, asking: Subscription, reason: str) -> None:
    found = decide(one, asking, NOW)
    assert isinstance(found, Withheld), what
    assert found.reason == reason
    assert alerts_for(one, [asking], NOW) == []


def test_the_muted_word_itself_is_named() -> None:
    found = decide(CLASH, asked(JALISCO, mute_words=("football", "soldiers")), NOW)
    assert isinstance(found, Withheld)
    assert found.word == "soldiers"
