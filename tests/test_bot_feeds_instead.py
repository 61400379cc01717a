"""An address where no feed stands: what stands there instead is told in words that help."""

from __future__ import annotations

import pytest

from bot.feeds.instead import feeds_named
from tests.fakes_feeds import refused

PAGE = "<!doctype html><html><head><title>My paper</title>{}</head><body>News.</body></html>"
RSS = "<link rel='alternate' type='application/rss+xml' title='News' href='/rss?a=1&amp;b=2'>"


def test_a_web_page_that_names_its_feeds_is_told_with_their_addresses() -> None:
    why = refused(PAGE.format(RSS)).why
    assert why == "a web page ('My paper'); the feeds it names: https://news.example/rss?a=1&b=2"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (RSS, "https://a.example/rss?a=1&b=2"),
        (
            '<LINK REL="Alternate home" TYPE="application/atom+xml" HREF="atom.xml" />',
            "https://a.example/news/atom.xml",
        ),
        ("<link href=//b.example/f.json type=application/feed+json rel=alternate>", "https://b.example/f.json"),
    ],
)
def test_feeds_are_named_in_every_usual_way(link: str, address: str) -> None:
    assert feeds_named(PAGE.format(link), "https://a.example/news/") == [address]


@pytest.mark.parametrize(
    "link",
    [
        "<link rel='stylesheet' type='text/css' href='/x.css'>",
        "<link rel='alternate' hreflang='es' href='/es/'>",
        "<link rel='alternate' type='application/rss+xml' href='javascript:alert(1)'>",
        "<link rel='alternate' type='application/rss+xml' href='http://[/'>",
        "<link rel='alternate' type='application/rss+xml'>",
        "<a href='/rss'>RSS</a>",
    ],
)
def test_other_links_are_no_feeds(link: str) -> None:
    assert feeds_named(PAGE.format(link), "https://a.example/news/") == []
    assert refused(PAGE.format(link)).why == "a web page ('My paper')"


def test_of_very_many_feeds_the_first_are_named() -> None:
    many = "".join(RSS.replace("/rss?", f"/{n}?") for n in range(50))
    assert len(feeds_named(PAGE.format(many), "https://a.example/")) == 3


def test_a_page_that_wants_a_human_is_blocked_whatever_feeds_it_names() -> None:
    found = refused(PAGE.format(RSS).replace("My paper", "Just a moment..."))
    assert found.blocked
    assert "human" in found.why


def test_a_list_of_feeds_is_told_as_one() -> None:
    assert "tocsin feeds import" in refused("<?xml version='1.0'?>\n<opml version='2.0'><body/></opml>").why
    assert "tocsin feeds import" not in refused(PAGE.format("").replace("News.", "We offer &lt;opml&gt;.")).why
