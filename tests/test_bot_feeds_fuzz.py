"""Documents damaged at random: no parser raises, hangs, or gives back what others could not digest.

`TOCSIN_FUZZ=20000` makes it that many documents of each kind instead of a few.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.feeds.dates import published
from bot.feeds.drop import Dropped, Folder
from bot.feeds.feed import Feed
from bot.feeds.formats import FEED_TYPES
from bot.feeds.handed import articles_from
from bot.feeds.markup import line, plain
from bot.feeds.opml import OpmlError
from bot.feeds.opml import read as read_opml
from bot.feeds.pages import PageText, article_text
from bot.feeds.parse import NotAFeed, Parsed, parse_feed
from bot.store import Seen
from bot.store.codec import SEEN
from tests.fakes_feeds import FEED, NOW, SAMPLES

EACH_S = 30.0  # no document may hang: all of them are small, and a machine may be slow
quick = settings(
    max_examples=int(os.environ.get("TOCSIN_FUZZ", "60")), deadline=None, suppress_health_check=list(HealthCheck)
)

# Pieces that have broken feed readers before, among plain noise.
PIECES = st.sampled_from(
    [
        b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?xml", b"?>", b"&#0;", b"&#x1F;", b"&#xD800;", b"&#99999999;",
        b"<item>", b"</item>", b"<entry>", b"</channel>", b"<!DOCTYPE x [", b"<!ENTITY a 'b'>", b"&a;", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf",
        b"\xed\xa0\x80", b"\xf0\x9f", b"{", b"}", b"[", b"null", b'"', b"\\ud83d", b"1e999", b"-1", b"99999999999999999999", b"NaN",
        b"<a " * 50, b"<div>" * 250, b"=" * 50, b"xmlns:x=''", b" xml:base='http://[/'", b"http://[::1", b"Tue, 99 Foo 2026",
    ]
)  # fmt: skip  # a table or a paragraph of words, not one a line
NOISE = st.one_of(
    PIECES, st.binary(max_size=30), st.text(max_size=20).map(lambda text: text.encode("utf-8", "replace"))
)
DAMAGE = st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 60), NOISE), min_size=1, max_size=6)


def damaged(body: bytes, damage: list[tuple[int, int, bytes]]) -> bytes:
    for at, cut, piece in damage:
        at = at % (len(body) + 1)
        body = body[:at] + piece + body[at + cut :]
    return body


class Stopwatch:
    def __enter__(self) -> None:
        self._began = time.process_time()

    def __exit__(self, *_: object) -> None:
        assert time.process_time() - self._began < EACH_S


@quick
@given(
    st.sampled_from(sorted(SAMPLES)), DAMAGE, st.sampled_from([None, "text/xml; charset=utf-16", "x/y; charset=koi8-r"])
)
def test_no_damage_to_a_feed_raises_or_hangs(
    name: str, damage: list[tuple[int, int, bytes]], header: str | None
) -> None:
    body = damaged(SAMPLES[name].encode(), damage)
    for feed in (FEED, Feed("https://news.example/f", type=name)):
        with Stopwatch():
            found = parse_feed(body, header, feed, NOW)
        assert isinstance(found, Parsed | NotAFeed)
        if isinstance(found, Parsed):
            for article in found.articles:
                assert article.key
                assert article.title
                assert article.published is None or article.published <= NOW
                assert article.url is None or article.url.startswith(("http://", "https://"))
                SEEN.dump_json(Seen(article, NOW, "quiet", ""))  # the store can write it down


@quick
@given(st.sampled_from(sorted(FEED_TYPES)), st.lists(NOISE, max_size=12))
def test_no_noise_is_a_feed_that_raises(name: str, pieces: list[bytes]) -> None:
    with Stopwatch():
        assert isinstance(
            parse_feed(b"".join(pieces), None, Feed("https://a.example/", type=name), NOW), Parsed | NotAFeed
        )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "items",
                    "response",
                    "data",
                    "articles",
                    "details",
                    "alert_status",
                    "eng",
                    "date-published",
                    "timestamp",
                    "id",
                    "title",
                    "url",
                    "country",
                    "parts",
                    "lastModified",
                    "advisory-state",
                    "MX",
                    "1",
                    "content_html",
                    "text",
                    "date",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@quick
@given(st.sampled_from(["jsonfeed", "gdelt", "canada", "auswaertiges_amt", "fcdo_json", "auto"]), JSON)
def test_no_shape_of_json_raises(name: str, value: object) -> None:
    body = json.dumps(value).encode()
    assert isinstance(parse_feed(body, None, Feed("https://a.example/", type=name), NOW), Parsed | NotAFeed)
    articles, problems = articles_from(body, most=5, feed="post", publisher="")
    assert articles or problems or value == []
    for article in articles:
        SEEN.dump_json(Seen(article, NOW, "quiet", ""))


PAGE = (
    "<html><head><title>T</title><meta property='article:published_time' content='2026-05-14'></head><body><article><p>"
    + "Words. " * 60
)


@quick
@given(DAMAGE)
def test_no_damage_to_a_page_raises_or_hangs(damage: list[tuple[int, int, bytes]]) -> None:
    with Stopwatch():
        assert isinstance(article_text(damaged(PAGE.encode(), damage), "https://a.example/x", now=NOW), PageText)


@quick
@given(
    st.one_of(
        st.text(max_size=60), st.floats(), st.from_regex(r"\w{3}, \d{1,2} \w{3} \d{2,4} \d\d:\d\d(:\d\d)? \S{1,6}")
    )
)
def test_no_date_raises_or_lies_in_the_future(written: str | float) -> None:
    when = published(written, NOW).when
    assert when is None or when <= NOW


@quick
@given(st.lists(NOISE, max_size=12))
def test_no_markup_raises_or_hangs_and_no_list_of_feeds_does(pieces: list[bytes]) -> None:
    text = b"".join(pieces).decode("utf-8", "replace")
    with Stopwatch():
        assert "\n" not in line(text)
        plain(text)
        with suppress(OpmlError):
            read_opml(b"<opml><body>" + text.encode() + b"</body></opml>")


@quick
@given(st.sampled_from([".txt", ".html", ".json"]), st.lists(NOISE, max_size=8))
def test_no_file_in_the_folder_raises(suffix: str, pieces: list[bytes]) -> None:
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(b"".join(pieces))
        file.flush()
        assert isinstance(Folder(Path(file.name).parent).read(Path(file.name), NOW), Dropped)
