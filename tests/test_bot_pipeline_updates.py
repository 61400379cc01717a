"""What a later article of the same event owes: an update in answer, a word that it never happened, or nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from fakes_news import FEED, NOW, Open, Web, item, owed, rss, subscriber

from bot.feeds.feed import FeedState
from bot.outbox import Sent
from bot.watching import Watch


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
    assert "UPDATE 1" in update.parts[0].plain.splitlines()[0]
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
