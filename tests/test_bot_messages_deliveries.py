"""Who is owed which message, in which order and how long; what several readers share; the digest."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from fakes_messages import BIG, COMPOSER, TZ, MinistryLine, asked
from fakes_people import (
    JALISCO,
    MEXICO,
    NOW,
    TAPALPA,
    TEXAS,
    ZAPOPAN,
    chat,
    incident,
    part,
)

from bot.incidents import Incident
from bot.messages.deliveries import deliveries_for
from bot.messages.digest import digest_for
from bot.outbox import Warned
from bot.subscriptions import Alert, Subscription, alerts_for
from rules.rule import Severity


def owed(one: Incident, *mine: Subscription, now: datetime = NOW, **settings: Any) -> list[Any]:
    return deliveries_for(alerts_for(one, mine, now), {1: chat(**settings)}, COMPOSER, now)


def test_the_graver_the_sooner_the_longer() -> None:
    by_severity = [owed(incident(part(TAPALPA, severity=severity)), asked(JALISCO))[0] for severity in Severity]
    assert [one.priority for one in by_severity] == sorted((one.priority for one in by_severity), reverse=True)
    lives = [one.expires - one.created for one in by_severity]
    assert lives == sorted(lives)


def test_a_channel_goes_before_a_group_and_a_group_before_a_person() -> None:
    order = [owed(BIG, asked(JALISCO), kind=kind)[0].priority for kind in ("channel", "supergroup", "private")]
    assert order == sorted(set(order))


@pytest.mark.parametrize(
    "settings",
    [
        {"active": False},
        {"banned": True},
        {"muted_until": NOW + timedelta(hours=1)},
        {"muted_incidents": ((7, NOW + timedelta(hours=1)),)},
    ],
    ids=["stopped", "shut out", "muted", "this incident muted"],
)
def test_nothing_is_owed_to_a_chat_that_wants_none(settings: dict[str, Any]) -> None:
    assert owed(BIG, asked(JALISCO), **settings) == []


def test_nothing_is_owed_to_a_chat_that_is_not_known() -> None:
    assert deliveries_for(alerts_for(BIG, [asked(JALISCO)], NOW), {}, COMPOSER, NOW) == []


def test_an_update_answers_the_first_message() -> None:
    alerts = alerts_for(replace(BIG, revision=2), [asked(JALISCO)], NOW)
    (one,) = deliveries_for(alerts, {1: chat()}, COMPOSER, NOW, told={(1, None): Warned(1, None, 55, alerts=1)})
    assert (one.reply_to, one.revision) == (55, 2)


@pytest.mark.parametrize(("had", "number"), [(1, "UPDATE 1"), (2, "UPDATE 2")])
def test_updates_are_numbered_as_this_reader_had_them(had: int, number: str) -> None:
    """Revisions that told only of other regions would leave gaps, and make him look for messages he never got."""
    alerts = alerts_for(replace(BIG, revision=5), [asked(JALISCO)], NOW)
    (one,) = deliveries_for(alerts, {1: chat()}, COMPOSER, NOW, told={(1, None): Warned(1, None, 55, alerts=had)})
    assert number in one.parts[0].plain.split("\n")[0]


def test_an_all_clear_reaches_only_those_who_were_warned() -> None:
    clear = incident(part(TAPALPA, "all_clear", Severity.NOTICE), revision=2)
    alerts: list[Alert] = alerts_for(clear, [asked(JALISCO)], NOW)
    assert len(deliveries_for(alerts, {1: chat()}, COMPOSER, NOW, told={(1, None): Warned(1, None, 55, alerts=1)})) == 1
    assert deliveries_for(alerts, {1: chat()}, COMPOSER, NOW, told={}) == []


def test_a_thousand_readers_of_one_country_share_one_text_and_each_language_has_its_own() -> None:
    readers = {one: replace(chat(language="es" if one % 2 else "en"), id=one) for one in range(1, 1001)}
    asking = [replace(asked(MEXICO), id=one, chat_id=one) for one in readers]
    texts = Counter(one.parts[0].plain for one in deliveries_for(alerts_for(BIG, asking, NOW), readers, COMPOSER, NOW))
    assert sorted(texts.values()) == [500, 500]


@pytest.mark.parametrize(
    ("mine", "settings"),
    [
        (asked(JALISCO), {}),
        (replace(asked(MEXICO), label="my project"), {}),
        (asked(MEXICO), {"timezone": "Asia/Tokyo"}),
        (asked(MEXICO), {"nationality": "DE"}),
        (asked(MEXICO), {"kind": "supergroup", "roll_call": True}),
    ],
    ids=["another region", "a name of one's own", "another clock", "another passport", "a group with a roll call"],
)
def test_who_reads_something_else_gets_his_own_text(mine: Subscription, settings: dict[str, Any]) -> None:
    readers = {1: chat(), 2: replace(chat(**settings), id=2)}
    consular = replace(COMPOSER, consular=lambda nationality, country: MinistryLine())
    alerts = alerts_for(BIG, [asked(MEXICO), replace(mine, id=2, chat_id=2)], NOW)
    one, other = deliveries_for(alerts, readers, consular, NOW)
    assert (one.parts, one.buttons) != (other.parts, other.buttons)
    assert deliveries_for(alerts[1:], readers, consular, NOW) == [other]


def test_a_repeat_will_be_marked_in_the_readers_language() -> None:
    assert [owed(BIG, asked(JALISCO), language=one)[0].repeat_mark for one in ("en", "es")] == [
        "(repeat)",
        "(repetición)",
    ]


def test_the_reader_of_a_chat_gets_his_language() -> None:
    assert "PELIGRO" in owed(BIG, asked(JALISCO), language="es")[0].parts[0].plain
    assert "DANGER" in owed(BIG, asked(JALISCO), language="xx")[0].parts[0].plain


def test_a_digest_holds_what_waited_and_nothing_else() -> None:
    day = [
        incident(part(TAPALPA, "protest", Severity.NOTICE), number=1),
        incident(part(ZAPOPAN, "shooting", Severity.CAUTION), number=2),
        incident(part(TAPALPA), number=3),
        incident(part(TEXAS, "protest", Severity.NOTICE), number=4),
    ]
    one = digest_for(chat(digest_hour=8), [asked(JALISCO)], day, COMPOSER, NOW, TZ)
    assert one is not None
    text = one.parts[0].plain
    assert "Digest: 2 lesser events" in text
    assert text.index("Shooting in Zapopan") < text.index("Protest in Tapalpa")
    assert "Armed clash" not in text


def test_an_empty_digest_is_not_sent() -> None:
    assert digest_for(chat(digest_hour=8), [asked(JALISCO)], [incident(part(TAPALPA))], COMPOSER, NOW, TZ) is None
