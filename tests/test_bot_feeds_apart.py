"""Documents are read in a process of their own: the same answers, and one that hangs takes nothing along."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator

import pytest

from bot.feeds.apart import BESIDE, Apart
from bot.feeds.parse import NotAFeed, Parsed
from tests.fakes_feeds import FEED, NOW, rss

DOCUMENT = rss(
    "<guid>1</guid><title>Shots in Celaya</title><pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate>",
    "<guid>2</guid><title>Interés: «señal» 😀 \u2028 x</title>",
)
PAGE = (
    b"<html><head><title>T</title></head><body><article>"
    + b"<p>Words of a witness on the road.</p>" * 9
    + b"</article></body></html>"
)


@pytest.fixture
async def apart() -> AsyncIterator[Apart]:
    reader = Apart()
    yield reader
    await reader.aclose()


async def fed(reader: object, body: bytes) -> Parsed | NotAFeed:
    return await reader.feed(body, "application/xml", FEED, NOW, key_rule=None, url=FEED.url)  # type: ignore[attr-defined, no-any-return]


async def test_the_answer_is_the_same_as_in_this_process(apart: Apart) -> None:
    for body in (
        DOCUMENT,
        b"<html>nothing</html>",
        rss(*(f"<guid>{n}</guid><title>N {n}</title>" for n in range(450))),
    ):
        assert await fed(apart, body) == await fed(BESIDE, body)
    for page in (PAGE, b"", b"<html><head><title>404 Not Found</title></head></html>"):
        asked = (page, "https://news.example/a", "text/html", NOW)
        assert await apart.page(*asked) == await BESIDE.page(*asked)


async def test_many_at_once_get_their_own_answers(apart: Apart) -> None:
    bodies = [rss(f"<guid>{n}</guid><title>Story {n}</title>") for n in range(20)]
    found = await asyncio.gather(*(fed(apart, body) for body in bodies))
    assert [one.articles[0].key for one in found if isinstance(one, Parsed)] == [str(n) for n in range(20)]


async def test_one_that_hangs_is_ended_and_the_next_is_read() -> None:
    reader = Apart(0.3, command=[sys.executable, "-c", "print('ready', flush=True)\nwhile True: pass"])
    began = time.monotonic()
    answer = await fed(reader, DOCUMENT)
    assert isinstance(answer, NotAFeed)
    assert "within 0.3 s" in answer.why
    assert reader._process is None
    assert time.monotonic() - began < 30  # and not for ever
    page = await reader.page(PAGE, "https://news.example/a", "text/html", NOW)
    assert (page.text, page.kind) == (None, "empty")
    await reader.aclose()


@pytest.mark.parametrize(
    "code",
    [
        "raise SystemExit(3)",
        "print('hello')",
        "print('ready'); raise SystemExit(3)",
        "print('ready\\nnonsense')",
        "print('ready\\nParsed 5 {}')",
    ],
)
async def test_one_that_breaks_down_or_talks_nonsense_is_a_failure_with_a_reason(code: str) -> None:
    reader = Apart(20, command=[sys.executable, "-c", code])
    answer = await fed(reader, DOCUMENT)
    assert isinstance(answer, NotAFeed)
    assert "broke down" in answer.why
    await reader.aclose()


async def test_a_look_that_is_called_off_leaves_no_half_answer_for_the_next(apart: Apart) -> None:
    big = rss(*(f"<guid>{n}</guid><title>Big {n}</title>" for n in range(2000)))
    task = asyncio.create_task(fed(apart, big))
    await asyncio.sleep(0.05)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    answer = await fed(apart, DOCUMENT)
    assert isinstance(answer, Parsed)
    assert len(answer.articles) == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only some systems limit a process's memory")
async def test_a_document_that_devours_memory_is_refused() -> None:
    code = (
        "import bot.feeds.apart as a, sys; a._limit(700_000_000); a.parse_feed = lambda *_, **__: bytes(10**9);"
        "a._serve(sys.stdin.buffer, sys.stdout.buffer, 30)"
    )
    reader = Apart(30, command=[sys.executable, "-c", code])
    answer = await fed(reader, DOCUMENT)
    assert isinstance(answer, NotAFeed)
    assert "memory" in answer.why
    await reader.aclose()
