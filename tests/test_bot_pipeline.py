"""From a look at a feed to what is owed: each article once, seen and owed together, whatever fails between."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any

import pytest
from fakes_news import FEED, HARMLESS, NOW, SHOOTING, Open, Web, item, owed, rss, subscriber
from structlog.testing import capture_logs

from bot import telling
from bot.feeds.feed import FeedState
from bot.feeds.parse import Parsed, parse_feed
from bot.fuse import Fuse
from bot.pipeline import Newsroom
from bot.regions import Region
from bot.store.sqlite import SqliteStore
from bot.telling import PAUSED
from extract.article import Article
from rules import about, doubt, kind_of, plainest, wording


async def test_an_attack_is_owed_to_who_asked_and_harmless_news_to_nobody(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: rss(SHOOTING, HARMLESS)}))
    subscriber(room.newsroom.store)
    subscriber(room.newsroom.store, 2, Region("country", "Mexico", "MX"))
    assert await room.look_at_next()
    (delivery,) = owed(room.newsroom.store)
    assert delivery.chat_id == 1
    assert "Maiduguri" in delivery.parts[0].plain.splitlines()[0]
    assert sorted(seen.outcome[:7] for seen in room.newsroom.store.articles()) == ["inciden", "no_rule"]


async def test_a_second_look_at_the_same_items_owes_nothing_new(newsroom: Open) -> None:
    web = Web({FEED.url: rss(SHOOTING)})
    room = newsroom(web)
    subscriber(room.newsroom.store)
    await room.look_at_next()
    assert len(owed(room.newsroom.store)) == 1
    room.newsroom.store.settle_feed(FeedState(FEED.url, first_looked=NOW, last_success=NOW))
    await room.look_at_next()
    assert len(web.asked) == 2
    assert room.newsroom.tally.articles == 1


async def test_after_a_crash_between_two_articles_the_rest_is_read_and_nothing_twice(
    newsroom: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = item(3, "A bomb exploded at a market in Kano, Nigeria, this morning, wounding nine people.")
    room = newsroom(Web({FEED.url: rss(SHOOTING, second)}))
    subscriber(room.newsroom.store)
    take, calls = Newsroom._take, []

    def crash_at_the_second(self: Newsroom, readings: Any) -> None:
        calls.append(readings)
        if len(calls) == 2:
            raise PowerFailure
        take(self, readings)

    with monkeypatch.context() as power:
        power.setattr(Newsroom, "_take", crash_at_the_second)
        with pytest.raises(PowerFailure):
            await room.look_at_next()
    room.newsroom.store.settle_feed(FeedState(FEED.url, first_looked=NOW, last_success=NOW - timedelta(minutes=30)))
    await room.look_at_next()
    assert len(owed(room.newsroom.store)) == 2
    assert len(room.newsroom.store.articles()) == 2


class PowerFailure(BaseException):
    pass


def without_power_after(store: SqliteStore, number: int) -> list[int]:
    """So many transactions end; none begins after them. The list counts those that were begun."""
    begun: list[int] = []
    write = store.write

    @contextmanager
    def until_then(**how: bool) -> Iterator[None]:
        if store._owner != threading.get_ident():
            if len(begun) >= number:
                raise PowerFailure
            begun.append(1)
        with write(**how):
            yield

    store.write = until_then  # type: ignore[method-assign]
    return begun


@pytest.mark.parametrize("number", range(14))
async def test_wherever_the_power_fails_while_articles_are_filed_everybody_hears_of_each_event_once(
    newsroom: Open, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Every transaction of a look is the last one once; then the program starts again and looks again."""
    monkeypatch.setattr(telling, "STEP", 2)
    second = item(3, "A bomb exploded at a market in Kano, Nigeria, this morning, wounding nine people.")
    room = newsroom(Web({FEED.url: rss(SHOOTING, second, HARMLESS)}))
    store = room.newsroom.store
    for chat in range(1, 6):
        subscriber(store, chat)
    begun = without_power_after(store, number)
    with suppress(PowerFailure):
        await room.look_at_next()
        assert len(begun) < 14  # so none of its transactions was left out
    del store.write
    store.settle_feed(FeedState(FEED.url, first_looked=NOW, last_success=NOW - timedelta(minutes=30)))
    room.newsroom.teller.catch_up()  # as the program does when it starts
    await room.look_at_next()
    told = Counter((one.chat_id, one.incident_id) for one in store.claim(NOW, 1000))
    assert len(told) == 10
    assert set(told.values()) == {1}
    assert not store.untold()
    assert len(store.articles()) == 3


async def test_shadow_mode_tells_only_the_admins(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: rss(SHOOTING)}), mode="shadow", admins=(99,))
    subscriber(room.newsroom.store)
    await room.look_at_next()
    (delivery,) = owed(room.newsroom.store)
    assert delivery.chat_id == 99
    assert "1 chat" in delivery.parts[0].plain
    assert delivery.silent


async def test_while_an_admin_has_paused_alerts_news_is_read_but_nothing_owed(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: rss(SHOOTING)}))
    subscriber(room.newsroom.store)
    room.newsroom.store.set_value(PAUSED, NOW.isoformat())
    await room.look_at_next()
    assert owed(room.newsroom.store) == []
    assert room.newsroom.tally.incidents == 1


async def test_a_rule_that_would_tell_very_many_waits_and_the_admins_hear_at_once(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: rss(SHOOTING)}), admins=(99,), fuse=Fuse(chats=2))
    for chat in (1, 2, 3):
        subscriber(room.newsroom.store, chat)
    await room.look_at_next()
    (notice,) = owed(room.newsroom.store)
    assert notice.chat_id == 99
    assert "incident 1" in notice.parts[0].plain
    later = room.newsroom.store.claim(NOW + timedelta(minutes=11), 10)
    assert {delivery.chat_id for delivery in later if delivery.kind == "alert"} == {1, 2, 3}


async def test_the_first_alert_of_a_rule_just_edited_waits_beyond_a_few_chats(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: rss(SHOOTING)}), fuse=Fuse(fresh_chats=1), rule_changed=lambda rule: NOW)
    for chat in (1, 2):
        subscriber(room.newsroom.store, chat)
    await room.look_at_next()
    assert owed(room.newsroom.store) == []


@pytest.mark.parametrize("where", ["_read_whole", "_take"])
async def test_an_item_that_trips_the_program_stops_no_other(
    newsroom: Open, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    room = newsroom(Web({FEED.url: rss(HARMLESS, SHOOTING)}))
    subscriber(room.newsroom.store)
    works = getattr(Newsroom, where)

    def trips(self: Newsroom, what: Any, *more: Any) -> Any:
        articles = [getattr(one, "article", one) for one in what]
        if any("library" in article.title for article in articles):
            raise ZeroDivisionError
        return works(self, what, *more)

    with monkeypatch.context() as bug, capture_logs() as logged:
        bug.setattr(Newsroom, where, trips)
        assert await room.look_at_next()
    (state,) = room.newsroom.store.feed_states()
    assert state.failures == 0
    assert len(owed(room.newsroom.store)) == 1
    assert sorted(seen.outcome for seen in room.newsroom.store.articles()) == ["fault", "incident"]
    assert [entry["event"] for entry in logged if entry["log_level"] == "error"]


async def test_two_looks_that_bring_the_same_article_at_once_owe_it_once(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: rss(SHOOTING)})).newsroom
    subscriber(room.store)
    reading = await room.read(parsed_article())
    await asyncio.gather(room.take([reading]), room.take([reading]))
    assert len(owed(room.store)) == 1


async def test_once_warm_the_first_alert_loads_no_weights_anymore(newsroom: Open) -> None:
    room = newsroom(Web({})).newsroom
    tables = (about.shipped, kind_of.shipped, wording.shipped, plainest.shipped, doubt.shipped, doubt.shipped_whole)
    for table in tables:
        table.cache_clear()
    await room.warm_up()
    loaded = [table.cache_info().misses for table in tables]
    assert (await room.read(parsed_article())).alerts
    assert loaded[:2] == [1, 1]  # megabytes each
    assert [table.cache_info().misses for table in tables] == loaded


def parsed_article() -> Article:
    found = parse_feed(rss(SHOOTING), None, FEED, NOW)
    assert isinstance(found, Parsed)
    return found.articles[0]
