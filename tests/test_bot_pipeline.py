"""From a look at a feed to what is owed: each article once, seen and owed together, no flood at a first look."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot import telling
from bot.feeds.feed import Feed, FeedState, Pace
from bot.feeds.fetch import Failed, Fetched, NotModified
from bot.feeds.parse import Parsed, parse_feed
from bot.fuse import Fuse
from bot.messages.deliveries import Composer
from bot.messages.load import load_wordings
from bot.outbox import Sent
from bot.pipeline import Newsroom
from bot.readership import Readership
from bot.regions import Region
from bot.store.reader import feed_states
from bot.store.sqlite import SqliteStore, open_store
from bot.subscriptions import Chat, Subscription
from bot.telling import PAUSED, Teller
from bot.watching import Watch
from extract.article import Article
from extract.read import Tools
from rules.rule import RuleSet

TELLERS = {"mode", "admins", "fuse", "rule_changed"}
NOW = datetime(2026, 5, 14, 12, tzinfo=UTC)
FEED = Feed("https://wire.test/rss", publisher="Example Wire", language="en", full_text=True)
NIGERIA = Region("country", "Nigeria", "NG")


def item(number: int, headline: str, minutes_ago: int = 5, text: str = "") -> str:
    date = (NOW - timedelta(minutes=minutes_ago)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    return (
        f"<item><guid>{number}</guid><link>https://wire.test/{number}</link><title>{headline}</title>"
        f"<description>{text or headline}</description><pubDate>{date}</pubDate></item>"
    )


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>w</title>{"".join(items)}</channel></rss>'.encode()


SHOOTING = item(1, "Gunmen opened fire on shoppers in Maiduguri, Nigeria, today, killing four people.")
HARMLESS = item(2, "The library in Lagos, Nigeria, has a new reading room.")


class Web:
    """Answers by address; what was asked for stands in `asked`."""

    def __init__(self, pages: dict[str, bytes | Failed]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    async def get(self, url: str, **_: Any) -> Fetched | NotModified | Failed:
        self.asked.append(url)
        answer = self.pages.get(url, Failed(f"{url}: 404 Not Found", "gone", 404))
        return answer if isinstance(answer, Failed) else Fetched(200, answer, {}, url)


Open = Callable[..., Watch]


@pytest.fixture
async def newsroom(tmp_path: Path, tools: Tools, builtin_rules: RuleSet) -> AsyncIterator[Open]:
    store = open_store(tmp_path / "t.db")
    wordings = load_wordings()
    with ThreadPoolExecutor(1) as worker:

        def opened(web: Web, *, watched: bool = True, feed: Feed = FEED, **settings: Any) -> Watch:
            if watched:
                store.settle_feed(FeedState(feed.url, first_looked=NOW, last_success=NOW - timedelta(minutes=30)))
            teller = Teller(
                store,
                Readership(store),
                lambda: Composer(wordings, builtin_rules.categories),
                lambda: NOW,
                **{name: settings.pop(name) for name in TELLERS & settings.keys()},
            )
            room = Newsroom(
                store=store,
                tools=tools,
                rules=lambda: builtin_rules,
                teller=teller,
                worker=worker,
                reading=threading.Lock(),
                clock=lambda: NOW,
                **settings,
            )
            # The web is a fake with the one method that is used.
            return Watch(lambda: {feed.url: feed}, room, web, "test")

        yield opened
    store.close()


def subscriber(store: SqliteStore, chat_id: int = 1, region: Region = NIGERIA) -> None:
    store.save_chat(Chat(chat_id, "private", admitted=True), NOW)
    store.subscribe(Subscription(0, chat_id, region), NOW)


def owed(store: Any) -> Sequence[Any]:
    return store.claim(NOW, 100)


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


async def test_a_feed_that_fails_is_no_calm_and_stops_nobody(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: Failed("503 Service Unavailable", "failed", 503)}))
    assert await room.look_at_next()
    (state,) = room.newsroom.store.feed_states()
    assert state.failures == 1
    assert state.last_error == "503 Service Unavailable"


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
    await asyncio.wait_for(watching, 2)


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
        articles = [one.article for one in what] if isinstance(what, list) else [what]
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


async def test_a_look_that_trips_the_program_counts_as_a_failure_of_that_feed(
    newsroom: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = newsroom(Web({FEED.url: rss(SHOOTING)}))
    with monkeypatch.context() as bug, capture_logs():
        bug.setattr(Watch, "_news", lambda *_: 1 // 0)
        assert await room.look_at_next()
    (state,) = room.newsroom.store.feed_states()
    assert (state.failures, state.next_look and state.next_look > NOW) == (1, True)


async def test_two_looks_that_bring_the_same_article_at_once_owe_it_once(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: rss(SHOOTING)})).newsroom
    subscriber(room.store)
    reading = await room.read(parsed_article())
    await asyncio.gather(room.take([reading]), room.take([reading]))
    assert len(owed(room.store)) == 1


def parsed_article() -> Article:
    found = parse_feed(rss(SHOOTING), None, FEED, NOW)
    assert isinstance(found, Parsed)
    return found.articles[0]


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


async def told(room: Watch, *items: str) -> list[Any]:
    """What leaves after a look at a feed that now has these items."""
    store = room.newsroom.store
    room.fetcher.pages[FEED.url] = rss(*items)  # type: ignore[attr-defined]  # the fake
    store.settle_feed(FeedState(FEED.url, first_looked=NOW, last_success=NOW - timedelta(minutes=30)))
    await room.look_at_next()
    left = list(owed(store))
    store.settle([(one, Sent(100 + one.id)) for one in left], NOW)
    return left


MARKET = item(21, "A bomb exploded in the Monday Market in Maiduguri, Nigeria, today, wounding nine traders.", 30)
DEADLY = item(22, "The bomb in the Monday Market in Maiduguri, Nigeria, today killed 12 traders, the police said.", 20)
AGAIN = item(23, "Traders mourn after the bomb in the Monday Market in Maiduguri, Nigeria, today killed 12 people.", 10)
NEVER = item(
    24,
    "Correction: no bomb in Maiduguri market",
    5,
    "There was no explosion in the Monday Market in Maiduguri, Nigeria, today, this paper has learnt. It was a false "
    "alarm and nobody set off a bomb.",
)


async def test_an_update_answers_the_first_message_and_the_same_again_is_told_to_nobody(newsroom: Open) -> None:
    room = newsroom(Web({}))
    subscriber(room.newsroom.store)
    (first,) = await told(room, MARKET)
    (update,) = await told(room, DEADLY)
    assert (update.reply_to, update.revision, update.incident_id) == (100 + first.id, 2, first.incident_id)
    assert "UPDATE 2" in update.parts[0].plain.splitlines()[0]
    assert "First deaths reported: 12." in update.parts[0].plain
    assert await told(room, AGAIN) == []


async def test_who_was_warned_of_what_never_happened_hears_it_in_answer_and_nobody_else(newsroom: Open) -> None:
    room = newsroom(Web({}))
    subscriber(room.newsroom.store)
    (first,) = await told(room, MARKET)
    subscriber(room.newsroom.store, 2)  # type: ignore[arg-type]  # came afterwards
    (correction,) = await told(room, NEVER)
    assert (correction.chat_id, correction.kind, correction.reply_to) == (1, "notice", 100 + first.id)
    assert "did not happen" in correction.parts[0].plain
    assert room.newsroom.store.incident(first.incident_id).state == "retracted"


async def test_an_update_takes_the_place_of_an_alert_that_has_not_left_yet(newsroom: Open) -> None:
    room = newsroom(Web({FEED.url: rss(MARKET, DEADLY)}))
    subscriber(room.newsroom.store)
    await room.look_at_next()
    (only,) = owed(room.newsroom.store)
    assert only.reply_to is None
    assert "UPDATE" not in only.parts[0].plain.splitlines()[0]
    assert "12 people killed" in only.parts[0].plain
