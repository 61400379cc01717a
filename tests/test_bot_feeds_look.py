"""Manners and safety: what is asked, what is refused, what is remembered."""

from dataclasses import replace
from datetime import timedelta

import httpx
import pytest

from bot.demo.server import resolve, serve
from bot.feeds.feed import FeedState
from bot.feeds.fetch import Failed, Fetched, Fetcher
from bot.feeds.look import Look, Manners, look, renamed_before
from bot.feeds.pages import article_text, is_teaser
from extract.article import Article
from tests.fakes_feeds import FEED, NOW, rss, web

GOOD = rss("<guid>1</guid><title>Shots</title><pubDate>Wed, 25 Nov 2026 11:30:00 GMT</pubDate>")


async def looked(state: FeedState, answer, at=NOW, **options) -> Look:
    return await look(FEED, state, web(answer), at, random=lambda: 0.0, **options)


def fresh() -> FeedState:
    return FeedState(FEED.url)


async def test_a_good_look_remembers_validators_and_asks_again_in_time():
    seen = await looked(fresh(), lambda request: httpx.Response(200, content=GOOD, headers={"etag": '"a"'}))
    assert (seen.outcome, seen.state.etag, seen.state.next_look) == ("read", '"a"', NOW + timedelta(seconds=300))
    asked: list[str | None] = []

    def unchanged(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers.get("if-none-match"))
        return httpx.Response(304)

    again = await looked(seen.state, unchanged, NOW + timedelta(minutes=5))
    assert (again.outcome, again.state.unchanged, asked) == ("unchanged", 1, ['"a"'])
    await looked(again.state, unchanged, NOW + timedelta(hours=25))
    assert asked[-1] is None  # a whole document once a day


async def test_validators_of_a_bad_document_are_not_kept():
    seen = await looked(
        fresh(), lambda request: httpx.Response(200, content=b"<html></html>", headers={"etag": '"bad"'})
    )
    assert (seen.outcome, seen.state.etag, seen.state.last_success) == ("not_a_feed", None, None)


@pytest.mark.parametrize(
    ("status", "outcome"), [(401, "blocked"), (403, "blocked"), (429, "blocked"), (500, "failed"), (404, "failed")]
)
async def test_a_refusal_is_never_nothing_new(status: int, outcome: str):
    good = replace(fresh(), etag='"a"', last_success=NOW, last_full=NOW)
    seen = await looked(good, lambda request: httpx.Response(status, headers={"retry-after": "7200"}))
    assert (seen.outcome, seen.state.failures, seen.state.etag) == (outcome, 1, '"a"')
    assert seen.state.next_look == NOW + timedelta(hours=2)


async def test_down_and_mended_are_told_once():
    state, told = fresh(), []
    for _ in range(10):
        seen = await looked(state, lambda request: httpx.Response(500))
        state, told = seen.state, [*told, seen.down]
    assert told.count(True) == 1
    mended = await looked(state, lambda request: httpx.Response(200, content=GOOD))
    assert mended.mended
    assert mended.state.failures == 0


async def test_intervals_grow_with_failures_up_to_an_hour():
    state, waits = fresh(), []
    for _ in range(8):
        state = (await looked(state, lambda request: httpx.Response(500))).state
        waits.append((state.next_look - NOW).total_seconds())
    assert waits[:3] == [600, 1200, 2400]
    assert waits[-1] == 3600


@pytest.mark.parametrize(
    ("asked", "hour", "minutes"),
    [
        ("", 12, 5),
        ("<ttl>10</ttl>", 12, 10),
        ("<ttl>2</ttl>", 12, 5),  # oftener than the operator wants is not asked
        ("<ttl>60</ttl>", 12, 15),  # what many systems write unasked: a warning does not wait for it
        ("<skipHours><hour>12</hour><hour>13</hour></skipHours>", 12, 15),
        ("<skipHours><hour>12</hour></skipHours>", 14, 5),
        ("<skipHours><hour>24</hour></skipHours>", 0, 15),  # as RSS 0.91 counts them
        ("<skipDays><day>Wednesday</day></skipDays>", 12, 15),
        ("<skipDays><day>Sunday</day></skipDays>", 12, 5),
        ("<skipHours><hour>noon</hour></skipHours><ttl>soon</ttl>", 12, 5),
    ],
)
async def test_what_a_publisher_asks_for_lengthens_the_interval_but_not_beyond_a_quarter_of_an_hour(
    asked: str, hour: int, minutes: int
):
    at = NOW.replace(hour=hour)
    body = rss("<guid>1</guid><title>Shots</title>", head=asked)
    seen = await looked(fresh(), lambda request: httpx.Response(200, content=body, headers={"etag": '"a"'}), at)
    assert seen.state.next_look == at + timedelta(minutes=minutes)
    again = await looked(seen.state, lambda request: httpx.Response(304), at)
    assert again.state.next_look == at + timedelta(minutes=minutes)


async def test_a_first_look_is_no_flood_and_a_later_one_is_news():
    old = rss("<guid>1</guid><title>Old</title><pubDate>Tue, 24 Nov 2026 11:00:00 GMT</pubDate>")
    first = await looked(fresh(), lambda request: httpx.Response(200, content=old))
    assert first.silent(first.articles[0])
    second = await looked(first.state, lambda request: httpx.Response(200, content=old), NOW + timedelta(minutes=5))
    assert not second.silent(second.articles[0])
    woken = await looked(second.state, lambda request: httpx.Response(200, content=old), NOW + timedelta(days=2))
    assert woken.silent(woken.articles[0])


def shown(times: list[int], now=NOW) -> Look:
    articles = tuple(Article(str(n), f"Story {n}", "", published=now - timedelta(minutes=n)) for n in times)
    return Look(articles, fresh(), (), "read")


@pytest.mark.parametrize(
    ("minutes_ago", "unseen", "looked_minutes_ago", "renamed"),
    [
        ([10, 90, 200, 300, 400], 5, 60, True),  # all unknown, most of it old: new guids
        ([10, 20, 30, 40, 50, 90], 6, 60, False),  # a busy hour
        ([10, 90, 200, 300, 400], 2, 60, False),  # most of it is known
        ([90, 200], 2, 60, False),  # a small feed may well be all new
        ([10, 90, 200, 300, 400], 5, None, False),  # never looked at before: a first look has its own rule
    ],
)
def test_a_feed_whose_items_all_got_new_names_brings_no_flood(
    minutes_ago: list[int], unseen: int, looked_minutes_ago: int | None, renamed: bool
):
    earlier = replace(fresh(), items=5)
    if looked_minutes_ago is not None:
        earlier = replace(earlier, last_success=NOW - timedelta(minutes=looked_minutes_ago))
    seen = shown(minutes_ago)
    before = renamed_before(seen, [article.key for article in seen.articles[:unseen]], earlier)
    assert before == (earlier.last_success if renamed else None)
    assert renamed_before(seen, [article.key for article in seen.articles], replace(earlier, items=0)) is None


async def test_a_gap_is_told():
    state = replace(fresh(), first_looked=NOW - timedelta(hours=2), last_success=NOW - timedelta(hours=2))
    items = [
        f"<guid>{n}</guid><title>{n}</title><pubDate>Wed, 25 Nov 2026 11:{n}:00 GMT</pubDate>" for n in range(10, 59)
    ]
    seen = await looked(state, lambda request: httpx.Response(200, content=rss(*items)))
    assert (len(seen.articles), seen.state.gaps) == (49, 1)


async def test_a_permanent_redirect_is_believed_after_a_week():
    def moved(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/feed.xml":
            return httpx.Response(301, headers={"location": "https://news.example/new.xml"})
        return httpx.Response(200, content=GOOD)

    seen = await looked(fresh(), moved)
    assert seen.state.moved_to == "https://news.example/new.xml"
    asked: list[str] = []

    def direct(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, content=GOOD)

    week = replace(seen.state, last_full=NOW + timedelta(days=8))
    await looked(week, direct, NOW + timedelta(days=8))
    assert asked == ["/new.xml"]


async def test_the_sample_day_is_served_and_unchanged_the_second_time():
    with serve() as day:
        async with Fetcher(allow_hosts=day.allow_hosts, resolve=resolve) as fetcher:
            for feed in day.feeds:
                first = await look(feed, FeedState(feed.url), fetcher, day.day.clock or NOW)
                second = await look(feed, first.state, fetcher, day.day.clock or NOW)
                assert (first.outcome, second.outcome) == ("read", "unchanged")
                for article in first.articles:
                    if is_teaser(article) and not feed.full_text:
                        page = await fetcher.get(article.url or "")
                        assert isinstance(page, Fetched)
                        assert len(article_text(page.body, article.url).text or "") > len(article.text)


async def test_anybodys_folder_is_served_with_its_pages(tmp_path):
    (tmp_path / "a.xml").write_bytes(rss("<guid>1</guid><link>https://far.example/x/story.html</link><title>T</title>"))
    (tmp_path / "story.html").write_text("<html><body><p>Words</p></body></html>")
    with serve(tmp_path) as day:
        async with Fetcher(allow_hosts=day.allow_hosts, resolve=resolve) as fetcher:
            seen = await look(day.feeds[0], FeedState(day.feeds[0].url), fetcher, NOW, manners=Manners())
            assert isinstance(await fetcher.get(seen.articles[0].url or ""), Fetched)
            assert isinstance(await fetcher.get("https://far.example/other"), Failed)
        assert not day.feeds[0].official
