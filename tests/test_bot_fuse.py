"""When alerts wait for somebody to look, and when they must not."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from fakes_telegram import NOON, World, owed

from bot.fuse import Fuse, held, wait_for
from bot.incidents import Incident, Part, Source
from extract.places import Place
from rules.match import Facts
from rules.rule import Severity

MEXICO = Place(3996063, "Mexico", "country", "MX", None, None, 23.0, -102.0)


def incident(*publishers: str, official: bool = False) -> Incident:
    sources = tuple(Source(one, "Clash", None, "en", official, NOON, one) for one in publishers)
    return Incident(7, "MX", (Part("clash", Severity.DANGER, MEXICO, "clash.en", "", Facts()),), sources, NOON, NOON)


@pytest.mark.parametrize(
    ("chats", "lately", "changed", "publishers", "official", "waits"),
    [
        (201, 0, None, ("A",), False, True),
        (150, 60, None, ("A",), False, True),  # together with what the rule owed a moment ago
        (200, 0, None, ("A",), False, False),
        (5000, 0, None, ("A", "B"), False, False),  # two publishers
        (5000, 0, None, ("A", "A"), False, True),  # one publisher twice is one
        (5000, 0, None, ("A",), True, False),  # an official source
        (21, 0, NOON - timedelta(hours=2), ("A",), False, True),  # the first of a rule changed today
        (20, 0, NOON - timedelta(hours=2), ("A",), False, False),
        (21, 5, NOON - timedelta(hours=2), ("A",), False, True),  # owed by its feed, or by the rule as it was
        (21, 0, NOON - timedelta(days=2), ("A",), False, False),  # changed long ago
    ],
)
def test_the_fuse(
    chats: int, lately: int, changed: datetime | None, publishers: tuple[str, ...], official: bool, waits: bool
) -> None:
    told = incident(*publishers, official=official)
    hold = held(told, chats=chats, lately=lately, rule_changed=changed, since_change=0, now=NOON, fuse=Fuse())
    assert (hold is not None) == waits
    if hold is not None:
        assert hold.until == NOON + timedelta(minutes=10)
        assert hold.why.fields["rule"] == "clash.en"


def test_only_the_first_alert_since_the_change_is_held() -> None:
    rule = {"chats": 21, "lately": 0, "rule_changed": NOON - timedelta(hours=2), "now": NOON, "fuse": Fuse()}
    assert held(incident("A"), since_change=0, **rule) is not None
    assert held(incident("A"), since_change=1, **rule) is None


def hold_now() -> list[object]:
    hold = held(incident("A"), chats=999, lately=0, rule_changed=None, since_change=0, now=NOON, fuse=Fuse())
    assert hold is not None
    return list(
        wait_for(hold, "many chats", [owed(1, incident_id=7, rule="clash.en"), owed(2, incident_id=7, rule="clash.en")])
    )


def test_what_is_held_goes_by_itself_after_ten_minutes_and_lives_as_long_as_it_would_have(world: World) -> None:
    world.owe(*hold_now())
    assert not world.store.claim(NOON + timedelta(minutes=9), 5)
    later = world.store.claim(NOON + timedelta(minutes=10), 5)
    assert len(later) == 2
    assert later[0].expires - later[0].due == owed(1).expires - owed(1).due


def test_an_admins_word_lets_it_go_at_once_or_stops_it(world: World) -> None:
    world.owe(*hold_now())
    assert world.store.let_go(7, NOON) == 2
    assert len(world.store.claim(NOON, 5)) == 2
    world.owe(*(replace(one, incident_id=8) for one in hold_now()))
    assert world.store.cancel(8, "an admin stopped it", NOON) == 2


def test_chats_are_counted_once_by_rule_or_feed_within_the_time(world: World) -> None:
    world.owe(*(owed(chat, rule="clash.en", feed="https://a.example") for chat in (1, 2, 2)))
    world.owe(owed(3, rule="other", feed="https://a.example"))
    assert world.store.chats_owed("clash.en", "https://b.example", NOON) == 2
    assert world.store.chats_owed("new", "https://a.example", NOON) == 3
    assert world.store.chats_owed("clash.en", "https://a.example", NOON + timedelta(minutes=1)) == 0
    assert world.store.chats_owed("", "", NOON) == 0
