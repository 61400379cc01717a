"""The dead-man's switch: told once when no source of a region answers, and once when one does again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.feeds.feed import Feed, FeedState
from bot.feeds.silence import blind_since
from bot.messages.deliveries import Composer
from bot.messages.load import load_wordings
from bot.outbox import Delivery
from bot.pipeline import Newsroom
from bot.readership import Readership
from bot.regions import Region
from bot.store.sqlite import open_store
from bot.subscriptions import Chat, QuietHours, Subscription
from bot.telling import Teller
from bot.vigil import GRACE, STEP, Vigil
from extract.read import Tools
from rules.rule import RuleSet

NOW = datetime(2026, 5, 14, 12, tzinfo=UTC)
AFTER = timedelta(hours=3)
WORLD = Feed("https://world.test/rss")
MEXICO = Feed("https://mx.test/rss", country="MX")
JALISCO = Region("admin1", "Jalisco", "MX", timezone="America/Mexico_City")
NIGERIA = Region("country", "Nigeria", "NG")


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


class Post:
    """A vigil with its store and clock, and what it has owed since it was last asked."""

    def __init__(self, newsroom: Newsroom, feeds: tuple[Feed, ...]) -> None:
        self.room = newsroom
        self.clock: Clock = newsroom.clock
        self.feeds = feeds
        self.restart()

    def restart(self) -> None:
        self.vigil = Vigil(lambda: {feed.url: feed for feed in self.feeds}, self.room, AFTER)

    def answered(self, feed: Feed) -> None:
        self.room.store.settle_feed(FeedState(feed.url, first_looked=NOW, last_success=self.clock.now))

    def chat(self, number: int, *regions: Region, **chat: object) -> None:
        self.room.store.save_chat(replace(Chat(number, "private", admitted=True), **chat), self.clock.now)
        for region in regions:
            self.room.store.subscribe(Subscription(0, number, region), self.clock.now)

    def watch(self, hours: float, *answering: Feed) -> list[Delivery]:
        """What is owed while the clock goes on, ten minutes at a time."""
        owed: list[Delivery] = []
        for _ in range(int(hours * 6)):
            self.clock.now += timedelta(minutes=10)
            for feed in answering:
                self.answered(feed)
            self.vigil.look()
            claimed = self.room.store.claim(self.clock.now, 50)
            self.room.store.sending([one.id for one in claimed], self.clock.now)
            owed += claimed
        return owed


@pytest.fixture
def post(tmp_path: Path, tools: Tools, builtin_rules: RuleSet) -> Iterator[Callable[..., Post]]:
    store = open_store(tmp_path / "t.db")
    wordings = load_wordings()
    with ThreadPoolExecutor(1) as worker:
        clock = Clock()
        room = Newsroom(
            store=store,
            tools=tools,
            rules=lambda: builtin_rules,
            teller=Teller(store, Readership(store), lambda: Composer(wordings, builtin_rules.categories), clock),
            worker=worker,
            reading=threading.Lock(),
            clock=clock,
        )
        yield lambda *feeds: Post(room, feeds)
    store.close()


def test_subscribers_hear_once_that_silence_is_not_calm_and_once_that_it_is_over(post: Callable[..., Post]) -> None:
    watch = post(WORLD)
    watch.chat(1, NIGERIA)
    watch.answered(WORLD)
    (blind,) = watch.watch(12)
    assert "Nigeria" in blind.parts[0].plain
    assert "Silence is not calm" in blind.parts[0].plain
    assert "14 May, 12:00" in blind.parts[0].plain  # when a source was last heard
    (mended,) = watch.watch(6, WORLD)
    assert "answer again" in mended.parts[0].plain


def test_while_one_source_of_the_world_answers_nobody_is_told_anything(post: Callable[..., Post]) -> None:
    watch = post(WORLD, replace(WORLD, url="https://other.test/rss"))
    watch.chat(1, NIGERIA, JALISCO)
    assert watch.watch(12, WORLD) == []


def test_only_the_regions_nobody_watches_any_more_are_named(post: Callable[..., Post]) -> None:
    watch = post(MEXICO, replace(MEXICO, url="https://ng.test/rss", country="NG"))
    watch.chat(1, NIGERIA, JALISCO)
    (told,) = watch.watch(12, MEXICO)
    assert "Nigeria" in told.parts[0].plain
    assert "Jalisco" not in told.parts[0].plain


def test_several_regions_of_one_chat_are_one_message_in_its_language(post: Callable[..., Post]) -> None:
    watch = post(WORLD)
    watch.chat(1, NIGERIA, JALISCO, language="es", timezone="America/Mexico_City")
    watch.answered(WORLD)
    (told,) = watch.watch(12)
    assert "Nigeria y Jalisco" in told.parts[0].plain
    assert "06:00 (UTC−6)" in told.parts[0].plain


def test_a_restart_neither_repeats_nor_forgets(post: Callable[..., Post]) -> None:
    watch = post(WORLD)
    watch.chat(1, NIGERIA)
    assert len(watch.watch(5)) == 1
    watch.restart()
    assert watch.watch(5) == []
    assert len(watch.watch(1, WORLD)) == 1


def test_after_a_night_switched_off_the_sources_are_asked_before_anybody_is_told(post: Callable[..., Post]) -> None:
    watch = post(WORLD)
    watch.chat(1, NIGERIA)
    watch.answered(WORLD)
    watch.clock.now += timedelta(hours=9)
    watch.vigil.look()
    assert watch.room.store.claim(watch.clock.now, 9) == []
    assert watch.watch(1, WORLD) == []


def test_a_machine_that_slept_asks_first_too(post: Callable[..., Post]) -> None:
    watch = post(WORLD)
    watch.chat(1, NIGERIA)
    assert watch.watch(1, WORLD) == []
    watch.clock.now += timedelta(hours=9)
    assert watch.watch(1, WORLD) == []


def test_sources_that_never_answered_are_blind_too(post: Callable[..., Post]) -> None:
    watch = post(WORLD)
    watch.chat(1, NIGERIA)
    assert len(watch.watch(4)) == 1


def test_quiet_hours_take_the_sound_and_a_mute_waits_for_its_end(post: Callable[..., Post]) -> None:
    watch = post(WORLD)
    watch.chat(1, NIGERIA, quiet=QuietHours(0, 24 * 60 - 1))
    watch.chat(2, NIGERIA, muted_until=NOW + timedelta(hours=8))
    first = watch.watch(7)
    assert [(one.chat_id, one.silent) for one in first] == [(1, True)]
    assert [one.chat_id for one in watch.watch(2)] == [2]


def test_a_trip_that_has_not_begun_is_nobodys_worry_yet(post: Callable[..., Post]) -> None:
    watch = post(WORLD)
    watch.chat(1)
    watch.room.store.subscribe(Subscription(0, 1, NIGERIA, starts=NOW + timedelta(days=3)), NOW)
    assert watch.watch(12) == []


def test_an_ended_subscription_is_forgotten_without_a_word(post: Callable[..., Post]) -> None:
    watch = post(WORLD)
    watch.chat(1, NIGERIA)
    assert len(watch.watch(5)) == 1
    watch.room.store.unsubscribe(1)
    assert watch.watch(1, WORLD) == []
    assert not watch.room.store.blind()


@pytest.mark.parametrize("kind", ["statedept", "fcdo", "canada"])
def test_a_ministrys_list_of_advice_answers_all_year_and_says_nothing_of_today(
    post: Callable[..., Post], kind: str
) -> None:
    advice = Feed("https://ministry.test/advice", type=kind)
    watch = post(WORLD, advice)
    watch.chat(1, NIGERIA)
    watch.answered(WORLD)
    (told,) = watch.watch(12, advice)
    assert "Silence is not calm" in told.parts[0].plain


def test_a_list_of_advice_is_known_as_one_by_what_it_was_read_as(post: Callable[..., Post]) -> None:
    advice = Feed("https://ministry.test/advice")
    watch = post(advice)
    watch.room.store.settle_feed(FeedState(advice.url, last_success=NOW, type="smartraveller"))
    watch.chat(1, NIGERIA)
    assert watch.watch(12) == []  # there is no source that could fall silent


def test_an_official_source_of_events_counts_as_one(post: Callable[..., Post]) -> None:
    embassy = Feed("https://mx.embassy.test/alert", type="usembassy", official=True)
    watch = post(WORLD, embassy)
    watch.chat(1, NIGERIA)
    assert watch.watch(12, embassy) == []


def test_while_nothing_changes_everybody_is_not_read_again_each_minute(
    post: Callable[..., Post], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = post(WORLD)
    watch.chat(1, NIGERIA)
    assert len(watch.watch(5)) == 1
    asked = []
    everybody = watch.room.store.subscriptions
    monkeypatch.setattr(watch.room.store, "subscriptions", lambda: asked.append(1) or everybody())
    for _ in range(60):
        watch.clock.now += timedelta(minutes=1)
        watch.vigil.look()
    assert len(asked) <= 7
    watch.chat(2, NIGERIA)
    watch.clock.now += timedelta(minutes=1)
    watch.vigil.look()
    assert [one.chat_id for one in watch.room.store.claim(watch.clock.now, 9)] == [2]  # who comes is told at once


def test_hundreds_are_told_in_steps_and_a_crash_between_two_leaves_the_rest_to_the_next_look(
    post: Callable[..., Post], monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = post(WORLD)
    number = 2 * STEP + 5
    with watch.room.store.write():
        for chat in range(1, number + 1):
            watch.chat(chat, NIGERIA)
    assert watch.watch(3) == []
    put, calls = watch.room.store.enqueue, []

    def ends_at_the_second(owed: list[Delivery]) -> object:
        calls.append(len(owed))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return put(owed)

    with monkeypatch.context() as power:
        power.setattr(watch.room.store, "enqueue", ends_at_the_second)
        with pytest.raises(KeyboardInterrupt):
            watch.watch(1)
    assert max(calls) <= STEP
    watch.clock.now += timedelta(minutes=1)
    watch.vigil.look()
    claimed = watch.room.store.claim(watch.clock.now, 10_000)
    assert sorted(one.chat_id for one in claimed) == list(range(1, number + 1))


@pytest.mark.parametrize(
    ("interval_s", "hours", "blind"),
    [(300, 2.9, False), (300, 3.1, True), (7200, 5.9, False), (7200, 6.1, True)],
)
def test_a_slow_source_has_three_of_its_intervals(interval_s: float, hours: float, blind: bool) -> None:
    feed = replace(WORLD, interval_s=interval_s)
    states = {feed.url: FeedState(feed.url, last_success=NOW)}
    since = blind_since([feed], states, NOW + timedelta(hours=hours), after=AFTER, begun=NOW - GRACE)
    assert (since == NOW) is blind


def test_where_there_is_no_source_there_is_none_to_miss() -> None:
    assert blind_since([], {}, NOW, after=AFTER, begun=NOW - timedelta(days=1)) is None
