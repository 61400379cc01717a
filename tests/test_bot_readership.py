"""Who listens, kept in memory, is always who listens in the database."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes_people import JALISCO, MEXICO, TAPALPA, TEXAS, incident, part
from fakes_telegram import NOON, World

from bot import readership
from bot.readership import Readership
from bot.regions import Region, region_from_place
from bot.subscriptions import Chat, Subscription, alerts_for
from rules.rule import Severity

CLASH = incident(part(TAPALPA, severity=Severity.DANGER))
HERE = region_from_place(JALISCO)
ELSEWHERE = region_from_place(TEXAS)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    with closing(made):
        made.people(1, 2, 3)
        for chat in (1, 2):
            made.store.subscribe(asks(chat), NOON)
        yield made


def asks(chat: int, region: Region = HERE) -> Subscription:
    return Subscription(0, chat, region)


def told(readers: Readership) -> list[int]:
    return sorted(alert.chat_id for alert in alerts_for(CLASH, readers.concerned([CLASH], NOON), NOON))


def test_those_who_asked_are_concerned_and_nobody_else(world: World) -> None:
    world.store.subscribe(asks(3, ELSEWHERE), NOON)
    assert told(Readership(world.store)) == [1, 2]


def test_a_new_reader_is_told_at_once(world: World) -> None:
    readers = Readership(world.store)
    assert told(readers) == [1, 2]
    world.store.subscribe(asks(3), NOON)
    assert told(readers) == [1, 2, 3]


def test_a_region_that_is_given_up_or_moved_is_told_no_more(world: World) -> None:
    readers = Readership(world.store)
    assert told(readers) == [1, 2]
    world.store.unsubscribe(1)
    [second] = world.store.subscriptions(2)
    world.store.update_subscription(replace(second, region=ELSEWHERE))
    assert told(readers) == []


def test_a_mute_counts_at_once(world: World) -> None:
    readers = Readership(world.store)
    assert told(readers) == [1, 2]
    [first] = world.store.subscriptions(1)
    world.store.update_subscription(replace(first, muted_until=NOON + timedelta(hours=1)))
    assert told(readers) == [2]


def test_a_chat_that_stops_is_left_out_and_heard_again_when_it_comes_back(world: World) -> None:
    readers = Readership(world.store)
    assert told(readers) == [1, 2]
    chat = world.store.chat(1)
    assert chat is not None
    world.store.save_chat(replace(chat, active=False), NOON)
    assert told(readers) == [2]
    world.store.save_chat(replace(chat, active=True), NOON)
    assert told(readers) == [1, 2]


def test_an_erased_chat_is_forgotten(world: World) -> None:
    readers = Readership(world.store)
    assert told(readers) == [1, 2]
    world.store.erase_chat(1)
    assert told(readers) == [2]
    assert all(one.chat_id != 1 for one in readers.concerned([CLASH], NOON))


def test_a_group_that_became_a_supergroup_is_told_in_its_new_place(world: World) -> None:
    world.people(-5)
    world.store.subscribe(asks(-5), NOON)
    readers = Readership(world.store)
    assert told(readers) == [-5, 1, 2]
    world.store.move_chat(-5, -1000000000005, NOON)
    assert told(readers) == [-1000000000005, 1, 2]


def test_settings_that_concern_nobody_elses_region_read_nothing_again(world: World) -> None:
    chat = world.store.chat(1)
    assert chat is not None
    version = world.store.listening_version()
    world.store.save_chat(replace(chat, language="es", fetches=(NOON,)), NOON)
    assert world.store.listening_since(version) == (version, [])


def test_what_another_process_changed_is_seen_too(world: World) -> None:
    """A second bot is kept out, but a restored backup or an operator's hand is not."""
    readers = Readership(world.store)
    assert told(readers) == [1, 2]
    world.store._change("DELETE FROM subscriptions WHERE chat_id = 2")
    assert told(readers) == [1]


def test_after_very_many_changes_everything_is_read_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readership, "MOST_LAID_OVER", 3)
    readers = Readership(world.store)
    assert told(readers) == [1, 2]
    world.people(*range(10, 20))
    for chat in range(10, 20):
        world.store.subscribe(asks(chat), NOON)
    assert told(readers) == [1, 2, *range(10, 20)]
    world.store.subscribe(asks(3), NOON)
    assert told(readers) == [1, 2, 3, *range(10, 20)]


def test_any_run_of_changes_leaves_the_same_readers_as_the_database(world: World) -> None:
    chance = random.Random(7)
    readers = Readership(world.store)
    regions = (HERE, ELSEWHERE, region_from_place(MEXICO), region_from_place(TAPALPA, 40))
    for _ in range(150):
        chat_id = chance.choice((1, 2, 3, 4))
        match chance.randrange(6):
            case 0 | 1:
                world.store.save_chat(Chat(chat_id, "private", admitted=True, active=chance.random() < 0.8), NOON)
            case 2:
                world.store.subscribe(asks(chat_id, chance.choice(regions)), NOON)
            case 3:
                world.store.unsubscribe(chat_id)
            case 4:
                for one in world.store.subscriptions(chat_id):
                    world.store.update_subscription(replace(one, region=chance.choice(regions)))
            case 5:
                world.store.erase_chat(chat_id)
        expected = sorted(alert.chat_id for alert in alerts_for(CLASH, world.store.subscriptions(), NOON))
        assert told(readers) == expected
