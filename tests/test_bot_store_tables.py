"""What is kept comes back as it went in: feeds, articles, incidents, people, updates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from fakes_people import WORDINGS
from fakes_store import JALISCO, incident, report
from fakes_telegram import NOON, World

from bot.feeds.feed import FeedState
from bot.incidents.reason import Reason
from bot.messages.because import because
from bot.regions import Region
from bot.store import Seen
from bot.subscriptions import Chat, QuietHours, Subscription
from extract.article import Article
from rules.rule import Severity


def test_a_feed_is_leased_to_one_at_a_time_and_the_longest_overdue_goes_first(world: World) -> None:
    urls = ["https://a.example", "https://b.example"]
    world.store.settle_feed(FeedState(urls[0], next_look=NOON - timedelta(minutes=1), etag="e"))
    world.store.settle_feed(FeedState(urls[1], next_look=NOON - timedelta(minutes=9)))
    (first,) = world.store.lease_feeds(urls, "me", NOON, 60)
    (second,) = world.store.lease_feeds(urls, "you", NOON, 60)
    assert (first.url, second.url, second.etag) == (urls[1], urls[0], "e")
    assert world.store.lease_feeds(urls, "me", NOON, 60) == ()
    assert world.store.lease_feeds(urls, "me", NOON + timedelta(seconds=61), 60) != ()


def test_several_feeds_are_leased_at_once_but_no_more_than_asked(world: World) -> None:
    urls = [f"https://{n}.example" for n in range(5)]
    assert [state.url for state in world.store.lease_feeds(urls, "me", NOON, 60, most=3)] == urls[:3]
    assert [state.url for state in world.store.lease_feeds(urls, "me", NOON, 60, most=9)] == urls[3:]


def test_a_feed_never_looked_at_is_due_and_one_looked_at_waits(world: World) -> None:
    (state,) = world.store.lease_feeds(["https://a.example"], "me", NOON, 60)
    assert state == FeedState("https://a.example")
    world.store.settle_feed(replace(state, next_look=NOON + timedelta(minutes=5), looks=1))
    assert world.store.lease_feeds(["https://a.example"], "me", NOON, 60) == ()
    assert world.store.feed_states() == [replace(state, next_look=NOON + timedelta(minutes=5), looks=1)]


def test_a_lease_from_before_the_clock_was_set_back_is_void(world: World) -> None:
    world.store.lease_feeds(["https://a.example"], "me", NOON, 60)
    assert world.store.lease_feeds(["https://a.example"], "you", NOON - timedelta(hours=2), 60) != ()


def test_a_feed_that_was_held_by_a_bot_that_was_killed_is_free_for_the_next_one(world: World) -> None:
    world.store.lease_feeds(["https://a.example"], "me", NOON, 600)
    world.reopen()
    assert [state.url for state in world.store.lease_feeds(["https://a.example"], "you", NOON, 600)] == [
        "https://a.example"
    ]


def test_a_start_gives_back_no_feed_before_it_is_due(world: World) -> None:
    world.store.settle_feed(FeedState("https://a.example", next_look=NOON + timedelta(minutes=5)))
    world.reopen()
    assert world.store.lease_feeds(["https://a.example"], "me", NOON, 600) == ()


def test_an_article_is_seen_in_its_own_feed_only(world: World) -> None:
    article = Article("k1", "Clash", "Text", url="https://a.example/1", feed="a", published=NOON)
    world.store.record_article(Seen(article, NOON, "quiet", "it is about sport"))
    assert world.store.unseen("a", ["k1", "k2"]) == {"k2"}
    assert world.store.unseen("b", ["k1"]) == {"k1"}
    assert world.store.articles(url="https://a.example/1") == [Seen(article, NOON, "quiet", "it is about sport")]
    assert world.store.articles(url="https://a.example/other") == []


def test_an_incident_comes_back_as_it_went_in_and_grows(world: World) -> None:
    stored = world.store.add_incident(incident())
    assert stored.id > 0
    assert world.store.incident(stored.id) == stored
    grown = replace(stored, revision=2, updated=NOON + timedelta(hours=1))
    world.store.replace_incident(grown)
    other = world.store.add_incident(incident(country="TD"))
    assert world.store.incidents(NOON) == [grown, other]
    assert world.store.incidents(NOON, "TD") == [other]
    assert world.store.incidents(NOON + timedelta(minutes=1)) == [grown]


def test_a_chat_and_its_regions_come_back_as_they_went_in(world: World) -> None:
    chat = Chat(1, "private", "es", "America/Mexico_City", admitted=True, quiet=QuietHours(1320, 420))
    world.store.save_chat(chat, NOON)
    assert world.store.chat(1) == chat
    made = world.store.subscribe(Subscription(0, 1, JALISCO, categories=frozenset({"kidnapping"})), NOON)
    assert world.store.subscription(1, made.id) == made
    again = world.store.subscribe(Subscription(0, 1, JALISCO, least=Severity.DANGER), NOON)
    assert again.id == made.id
    assert world.store.subscriptions(1) == [again]
    assert world.store.subscription(2, made.id) is None


def test_only_active_and_admitted_chats_count_as_subscribers(world: World) -> None:
    for chat in (
        Chat(1, "private", admitted=True),
        Chat(2, "private"),
        Chat(3, "private", admitted=True, active=False),
    ):
        world.store.save_chat(chat, NOON)
        world.store.subscribe(Subscription(0, chat.id, JALISCO), NOON)
    assert [one.chat_id for one in world.store.subscriptions()] == [1]


def test_a_region_moved_onto_another_leaves_one(world: World) -> None:
    city = Region("city", "Tapalpa", "MX", geonameid=1, lat=19.94, lon=-103.75, radius_km=25)
    world.store.subscribe(Subscription(0, 1, JALISCO), NOON)
    moving = world.store.subscribe(Subscription(0, 1, city), NOON)
    world.store.update_subscription(replace(moving, region=JALISCO))
    assert world.store.subscriptions(1) == [replace(moving, region=JALISCO)]


def test_an_invitation_is_good_for_as_many_as_it_says(world: World) -> None:
    world.store.add_invite("code", 9, 2, NOON)
    assert [world.store.use_invite("code", chat, NOON) for chat in (1, 2, 3)] == [True, True, False]
    assert not world.store.use_invite("guessed", 1, NOON)


def test_answers_of_people_are_kept_once_each(world: World) -> None:
    for kind in ("old", "place"):
        world.store.add_feedback(1, 7, kind, NOON)
    assert world.store.feedback(NOON) == [(1, 7, "place", NOON)]
    world.store.answer_roll_call(-5, 7, 1, "Ana", NOON)
    world.store.answer_roll_call(-5, 7, 2, "Luis", NOON + timedelta(minutes=1))
    assert world.store.roll_call(-5, 7, NOON) == ["Ana", "Luis"]
    assert world.store.roll_call(-5, 7, NOON + timedelta(seconds=30)) == ["Luis"]


def test_an_update_is_kept_until_done_and_never_taken_twice(world: World) -> None:
    update = {"update_id": 5, "message": {"chat": {"id": 1}, "text": "/start"}}
    assert world.store.inbox_add([(5, update)], NOON) == {5}
    world.reopen()
    assert world.store.inbox_pending() == [(5, update)]
    world.store.inbox_done(5, NOON)
    assert world.store.inbox_pending() == []
    assert world.store.inbox_add([(5, update)], NOON) == set()
    assert world.store.inbox_pending() == []


def test_a_reason_that_an_older_version_kept_as_a_sentence_is_still_told(world: World) -> None:
    stored = world.store.add_incident(incident())
    world.store.file_report(stored.id, report(incident()), "a", joined=True, why=(Reason("joined.over"),))
    assert [one.why for one in world.store.reports(stored.id)] == [(Reason("joined.over"),)]
    with world.store.write():
        world.store._change("UPDATE reports SET why = ?", ("same place (Leeds); same kind",))
    [old] = world.store.reports(stored.id)
    assert because(old.why, WORDINGS["es"]) == "same place (Leeds); same kind"
