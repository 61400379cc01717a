"""Looking at feeds: first looks, feeds that fail, indexes, items served for months or under new names."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fakes_news import FEED, HARMLESS, NOW, SHOOTING, Open, Web, item, owed, rss, subscriber
from structlog.testing import capture_logs

from bot import reading, watching
from bot.feeds.feed import Feed, FeedState, Pace
from bot.feeds.fetch import Failed
from bot.feeds.index import MOST
from bot.feeds.silence import answers
from bot.store.reader import feed_states
from bot.watching import Watch
from extract.article import Article
from extract.read import Extraction
from tests.fakes_reading import batches


async def test_a_first_look_records_old_items_without_an_alert(newsroom: Open) -> None:
    old = item(4, "Gunmen opened fire in Jos, Nigeria, today, killing two people.", minutes_ago=600)
    room = newsroom(Web({FEED.url: rss(old)}), watched=False)
    subscriber(room.newsroom.store)
    await room.look_at_next()
    assert owed(room.newsroom.store) == []
    assert [seen.outcome for seen in room.newsroom.store.articles()] == ["silent_first_look"]


async def test_a_first_look_sends_a_few_alerts_and_one_summary_of_the_rest(newsroom: Open) -> None:
    towns = ("Kano", "Jos", "Maiduguri", "Kaduna")
    items = [
        item(10 + n, f"Gunmen opened fire on shoppers in {town}, Nigeria, today, killing four people.")
        for n, town in enumerate(towns)
    ]
    room = newsroom(Web({FEED.url: rss(*items)}), watched=False, first_look_alerts=2)
    subscriber(room.newsroom.store)
    await room.look_at_next()
    sent = owed(room.newsroom.store)
    assert sorted(delivery.kind for delivery in sent) == ["alert", "alert", "notice"]
    assert "2" in next(delivery for delivery in sent if delivery.kind == "notice").parts[0].plain


async def test_a_teaser_with_a_rule_word_is_read_from_its_page(newsroom: Open) -> None:
    page = (
        "<html><body><article><h1>Blast</h1><p>A bomb exploded at a market in Kano, Nigeria, on Thursday morning, "
        "killing three people and wounding nine, the police said. Rescuers searched the stalls for more victims "
        "while soldiers closed the roads around the market.</p></article></body></html>"
    )
    feed = Feed(FEED.url, publisher="Example Wire", language="en")
    web = Web(
        {FEED.url: rss(item(5, "Bomb explodes at market", text="Read more.")), "https://wire.test/5": page.encode()}
    )
    room = newsroom(web, feed=feed)
    subscriber(room.newsroom.store)
    await room.look_at_next()
    assert web.asked == [FEED.url, "https://wire.test/5"]
    assert "Kano" in owed(room.newsroom.store)[0].parts[0].plain


async def test_a_page_that_cannot_be_had_leaves_the_feeds_own_words(newsroom: Open) -> None:
    feed = Feed(FEED.url, publisher="Example Wire", language="en")
    room = newsroom(Web({FEED.url: rss(SHOOTING)}), feed=feed)
    subscriber(room.newsroom.store)
    await room.look_at_next()
    assert len(owed(room.newsroom.store)) == 1


async def test_a_feed_that_fails_is_no_calm_and_stops_nobody(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: Failed("503 Service Unavailable", "failed", 503)}))
    assert await room.look_at_next()
    (state,) = room.newsroom.store.feed_states()
    assert state.failures == 1
    assert state.last_error == "503 Service Unavailable"


NO_ROOM = "BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"  # in SQLite's own words


async def test_what_a_full_disk_stopped_is_looked_at_again_in_half_a_minute_and_told_once(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: rss(SHOOTING)}))
    store = room.newsroom.store
    subscriber(store)
    database = store._writer.conn
    database.execute(f"CREATE TEMP TRIGGER no_room BEFORE INSERT ON main.articles {NO_ROOM}")
    await room.look_at_next()
    database.execute("DROP TRIGGER no_room")
    assert owed(store) == []
    (state,) = store.feed_states()
    assert state.next_look == NOW + timedelta(seconds=30)
    store.settle_feed(replace(state, next_look=NOW))
    await room.look_at_next()
    assert len(owed(store)) == 1


async def test_a_look_that_a_full_disk_stopped_holds_its_feed_no_longer(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: rss(SHOOTING)}))
    store = room.newsroom.store
    database = store._writer.conn
    database.execute(f"CREATE TEMP TRIGGER no_room BEFORE INSERT ON main.articles {NO_ROOM}")
    await room.look_at_next()
    database.execute("DROP TRIGGER no_room")
    assert store.lease_feeds([FEED.url], "another", NOW + timedelta(seconds=31), 600)


async def test_a_full_disk_is_said_once_however_often_a_feed_falls_due(
    newsroom: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "IDLE_S", 0.001)
    room = newsroom(Web({}), watched=False)
    store = room.newsroom.store
    tries: list[Any] = []
    lease = store.lease_feeds

    def tried(*asked: Any) -> Any:
        tries.append(asked)
        return lease(*asked)

    monkeypatch.setattr(store, "lease_feeds", tried)
    store._writer.conn.execute(f"CREATE TEMP TRIGGER no_room BEFORE INSERT ON main.feeds {NO_ROOM}")
    stop = asyncio.Event()
    with capture_logs() as log:
        running = asyncio.create_task(room.run(stop))
        async with asyncio.timeout(30):
            while len(tries) < 5:  # noqa: ASYNC110 - tries are counted
                await asyncio.sleep(0.001)
        stop.set()
        await running
    assert sum("no room left" in str(line) for line in log) == 1


async def looked_at_with_a_clock_a_day_ahead(newsroom: Open, web: Web) -> Watch:
    room = newsroom(web)
    room.newsroom.clock = lambda: NOW + timedelta(days=1)
    assert await room.look_at_next()
    web.asked.clear()
    room.newsroom.clock = lambda: NOW
    return room


async def test_a_clock_that_is_set_back_a_day_leaves_no_feed_unread_for_a_day(newsroom: Open) -> None:
    web = Web({FEED.url: rss(HARMLESS)})
    room = await looked_at_with_a_clock_a_day_ahead(newsroom, web)
    assert await room.look_at_next()
    assert web.asked == [FEED.url]
    assert not await room.look_at_next()  # once, and then as ever


async def test_a_start_after_the_clock_was_set_back_reads_at_once(newsroom: Open) -> None:
    web = Web({FEED.url: rss(HARMLESS)})
    await looked_at_with_a_clock_a_day_ahead(newsroom, web)
    assert await newsroom(web, watched=False).look_at_next()


async def test_an_answer_from_a_clock_that_was_ahead_hides_no_silence(newsroom: Open) -> None:
    web = Web({FEED.url: rss(HARMLESS)})
    room = await looked_at_with_a_clock_a_day_ahead(newsroom, web)
    web.pages[FEED.url] = Failed("503 Service Unavailable", "failed", 503)
    await room.look_at_next()
    (state,) = room.newsroom.store.feed_states()
    hours = timedelta(hours=3)
    assert not answers([FEED], {FEED.url: state}, NOW + hours + timedelta(minutes=1), after=hours)


async def test_a_clock_that_is_kept_right_makes_no_feed_due(newsroom: Open) -> None:
    web = Web({FEED.url: rss(HARMLESS)})
    room = newsroom(web)
    await room.look_at_next()
    room.newsroom.clock = lambda: NOW - timedelta(seconds=2)
    assert not await room.look_at_next()


HUB = Feed("https://hub.test/index.atom", publisher="Civil protection", language="en", country="NG", official=True)
INDEX = (
    b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Hub</title><entry><id>urn:1</id><title>Danger in Kano</title>"
    b"<updated>2026-05-14T11:50:00Z</updated><link type='application/cap+xml' href='https://hub.test/1'/></entry></feed>"
)

DANGER = (
    b"<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>1</identifier><sender>s</sender>"
    b"<sent>2026-05-14T11:45:00+00:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope><info>"
    b"<category>Security</category><event>Attack in Kano</event><headline>Gunmen attack the market of Kano: stay indoors"
    b"</headline><severity>Extreme</severity><expires>2026-05-14T23:45:00+00:00</expires><area><areaDesc>Kano</areaDesc>"
    b"<circle>12.0,8.52 12</circle></area></info></alert>"
)


async def test_an_alert_that_an_index_names_is_told_once_however_often_the_index_is_read(newsroom: Open) -> None:
    web = Web({HUB.url: INDEX, "https://hub.test/1": DANGER})
    room = newsroom(web, feed=HUB)
    subscriber(room.newsroom.store)
    await room.look_at_next()
    [delivery] = owed(room.newsroom.store)
    assert "Kano" in delivery.parts[0].plain.splitlines()[0]
    room.newsroom.store.settle_feed(FeedState(HUB.url, first_looked=NOW, last_success=NOW))
    await room.look_at_next()
    assert web.asked == [HUB.url, "https://hub.test/1", HUB.url]


async def test_an_alert_that_could_not_be_had_is_asked_for_although_its_index_has_not_changed(newsroom: Open) -> None:
    web = Web({HUB.url: INDEX, "https://hub.test/1": Failed("503", "failed", 503)})
    room = newsroom(web, feed=HUB)
    subscriber(room.newsroom.store)
    await room.look_at_next()
    assert not owed(room.newsroom.store)
    [state] = room.newsroom.store.feed_states()
    assert state.etag is None
    web.pages["https://hub.test/1"] = DANGER
    room.newsroom.store.settle_feed(FeedState(HUB.url, first_looked=NOW, last_success=NOW))
    await room.look_at_next()
    assert len(owed(room.newsroom.store)) == 1


async def test_an_index_of_very_many_keeps_nothing_else_waiting(
    newsroom: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []
    monkeypatch.setattr(Article, "__eq__", lambda one, other: compared.append(one) or one is other)
    head, entry = INDEX.split(b"<entry>")
    entries = b"".join(b"<entry>" + entry.removesuffix(b"</feed>").replace(b":1<", b":%d<" % n) for n in range(400))
    room = newsroom(
        Web({HUB.url: head + entries + b"</feed>", "https://hub.test/1": Failed("503", "failed", 503)}), feed=HUB
    )
    await room.look_at_next()
    assert room.newsroom.store.feed_states()[0].items == 400
    assert len(compared) < 400


async def test_an_alert_behind_many_that_never_answer_is_told_at_the_next_look(newsroom: Open) -> None:
    head, entry = INDEX.removesuffix(b"</feed>").split(b"<entry>")
    dead = [entry.replace(b":1<", b":dead%d<" % n).replace(b"/1'", b"/dead'") for n in range(MOST)]
    web = Web(
        {
            HUB.url: head + b"".join(b"<entry>" + one for one in (*dead, entry)) + b"</feed>",
            "https://hub.test/dead": Failed("403", "blocked", 403),
            "https://hub.test/1": DANGER,
        }
    )
    room = newsroom(web, feed=HUB)
    subscriber(room.newsroom.store)
    await room.look_at_next()
    assert not owed(room.newsroom.store)
    room.newsroom.store.settle_feed(FeedState(HUB.url, first_looked=NOW, last_success=NOW))
    await room.look_at_next()
    assert len(owed(room.newsroom.store)) == 1


async def test_what_is_odd_about_a_feed_takes_one_line_of_the_log_a_look(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: b"<rss version='2.0'><channel>" + b"<item/>" * 100 + b"</channel></rss>"}))
    with capture_logs() as logs:
        await room.look_at_next()
    [line] = [line["note"] for line in logs if "note" in line]
    assert line.startswith("item 1: neither title nor text, left out; item 2: ")
    assert line.endswith("; and 98 more")  # 97 items like them, and how many of all are different


async def test_what_was_learnt_of_a_feed_is_kept_across_a_restart(newsroom: Open, tmp_path: Path) -> None:
    moved = FeedState(
        FEED.url, etag='"a"', last_modified="Tue", first_looked=NOW, last_success=NOW, last_full=NOW, next_look=NOW,
        failures=2, last_error="503", items=7, key_rule="guid.link", moved_to="https://new.test/rss", moved_since=NOW,
        pace=Pace(600.0, (1, 2), (6,)), type="rss", looks=9, unchanged=5, gaps=1, told_down=True,
    )  # fmt: skip  # a table or a paragraph of words, not one a line
    newsroom(Web({}), watched=False).newsroom.store.settle_feed(moved)
    assert list(feed_states(tmp_path / "t.db")) == [moved]  # as another program finds it on the disk


async def test_the_watch_ends_when_told_to(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: rss()}))
    stop = asyncio.Event()
    watching = asyncio.create_task(room.run(stop))
    await asyncio.sleep(0)
    stop.set()
    await asyncio.wait_for(watching, 30)


async def test_a_look_that_trips_the_program_counts_as_a_failure_of_that_feed(
    newsroom: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = newsroom(Web({FEED.url: rss(SHOOTING)}))
    with monkeypatch.context() as bug, capture_logs():
        bug.setattr(Watch, "_news", lambda *_: 1 // 0)
        assert await room.look_at_next()
    (state,) = room.newsroom.store.feed_states()
    assert (state.failures, state.next_look and state.next_look > NOW) == (1, True)


async def test_what_a_feed_shows_for_months_is_not_forgotten_and_never_new_again(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: rss(SHOOTING)}))
    store = room.newsroom.store
    subscriber(store)
    await room.look_at_next()
    for day in range(1, 40):
        later = NOW + timedelta(days=day)
        store.still_there(FEED.url, ["1"], later)
        store.forget_old(later)
    assert len(store.articles()) == 1
    store.forget_old(NOW + timedelta(days=39 + 15))
    assert store.articles() == []


async def test_new_guids_for_everything_alert_nobody_again(newsroom: Open) -> None:
    stories = [item(n, f"The library in Lagos has {n} new books.", minutes_ago=60 + n) for n in range(4)]
    old = item(9, "Gunmen opened fire on shoppers in Maiduguri, Nigeria, today, killing four people.", minutes_ago=50)
    web = Web({FEED.url: rss(*stories, old)})
    room = newsroom(web)
    subscriber(room.newsroom.store)
    await room.look_at_next()
    web.pages[FEED.url] = rss(*stories, old).replace(b"<guid>", b"<guid>moved-")
    room.newsroom.store.settle_feed(
        FeedState(FEED.url, first_looked=NOW, last_success=NOW - timedelta(minutes=5), items=5)
    )
    await room.look_at_next()
    assert len(owed(room.newsroom.store)) == 1
    assert {seen.outcome for seen in room.newsroom.store.articles(limit=5)} == {"silent_first_look"}


# read together


def shot(number: int, town: str, minutes_ago: int) -> str:
    return item(number, f"Gunmen opened fire on shoppers in {town}, Nigeria, today, killing four people.", minutes_ago)


async def test_what_waits_is_read_together_and_told_in_its_order(
    newsroom: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    together = batches(monkeypatch)
    towns = ("Kano", "Jos", "Maiduguri", "Kaduna", "Sokoto", "Enugu", "Ibadan", "Lagos", "Katsina", "Makurdi")
    quiet = [item(90 + n, f"The library in {town} has a new reading room.", 100 - n) for n, town in enumerate(towns)]
    items = [shot(10 + n, town, 100 - n) for n, town in enumerate(towns)]
    room = newsroom(Web({FEED.url: rss(*quiet, *reversed(items))}))
    subscriber(room.newsroom.store)
    await room.look_at_next()
    assert together == [8, 2]
    told = [one.incident_id for one in sorted(owed(room.newsroom.store), key=lambda one: one.id)]
    heads = [room.newsroom.store.incident(number or 0) for number in told]
    assert [one.head.place.name for one in heads if one is not None] == list(towns)


async def test_an_article_that_cannot_be_read_spoils_none_of_those_read_with_it(
    newsroom: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = reading._judged

    def trips(extraction: Extraction, *more: Any) -> Any:
        if "Jos" in extraction.article.title:
            raise ZeroDivisionError
        return judged(extraction, *more)

    monkeypatch.setattr(reading, "_judged", trips)
    towns = ("Kano", "Jos", "Maiduguri", "Kaduna")
    room = newsroom(Web({FEED.url: rss(*(shot(n, town, 9 - n) for n, town in enumerate(towns)))}))
    subscriber(room.newsroom.store)
    await room.look_at_next()
    assert len(owed(room.newsroom.store)) == 3
    outcomes = {seen.article.key: seen.outcome for seen in room.newsroom.store.articles()}
    assert [outcomes[str(n)] for n in range(4)] == ["incident", "fault", "incident", "incident"]


async def test_what_is_at_hand_does_not_wait_for_the_page_of_the_next(newsroom: Open) -> None:
    whole = "Gunmen opened fire on shoppers in Kano, Nigeria, today, killing four people, the police said. " * 8
    feed = Feed(FEED.url, publisher="Example Wire", language="en")
    known: list[int] = []

    class Slow(Web):
        async def get(self, url: str, **more: Any) -> Any:
            if url == "https://wire.test/2":
                known.append(len(owed(room.newsroom.store)))
            return await super().get(url, **more)

    web = Slow({FEED.url: rss(item(1, "Shooting in Kano", 9, whole), item(2, "Bomb explodes at market", 8, "More."))})
    room = newsroom(web, feed=feed)
    subscriber(room.newsroom.store)
    await room.look_at_next()
    assert known == [1]
