"""The quick reader finds what feedparser finds, or leaves the document to it."""

from __future__ import annotations

import os
import re
from unittest.mock import patch

import pytest
from counting import calls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.feeds import ordinary
from bot.feeds.charset import Decoded
from bot.feeds.formats import FEED_TYPES
from bot.feeds.item import Items, WrongFormatError
from tests.fakes_feeds import FEED, SAMPLES

FORMATS = ("rss", "statedept", "usembassy", "reliefweb", "fcdo", "cap")  # all that go by the names of feedparser
NAMESPACES = (
    "xmlns:atom='http://www.w3.org/2005/Atom' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0' "
    "xmlns:media='http://search.yahoo.com/mrss/' xmlns:slash='http://purl.org/rss/1.0/modules/slash/' "
    "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/' xmlns:wfw='http://wellformedweb.org/CommentAPI/'"
)
ATOM = "xmlns='http://www.w3.org/2005/Atom'"


def found(document: str) -> list[Items | str]:
    answers: list[Items | str] = []
    for name in FORMATS:
        try:
            answers.append(FEED_TYPES[name].parse(Decoded(document, "utf-8"), FEED))
        except WrongFormatError as error:
            answers.append(str(error))
    return answers


def found_by_feedparser(document: str) -> list[Items | str]:
    with patch.object(ordinary, "read", return_value=None):
        return found(document)


def channel(inside: str, more: str = "") -> str:
    return f"<rss version='2.0' {NAMESPACES}{more}><channel>{inside}</channel></rss>"


def feed(inside: str, more: str = "") -> str:
    return f"<feed {ATOM} {NAMESPACES}{more}>{inside}</feed>"


WORDS = st.sampled_from(
    [
        "", " ", "Shots in Celaya", " Two\n killed ", "Tiroteo en Le\u00f3n", "Le\u00c3\u00b3n", "\u0093quoted\u0094", "\u00c2\u00a0x", "a &lt;b&gt;bold&lt;/b&gt; word", "<![CDATA[<p>Near & far</p>]]>",
        "Q&amp;A", "R&amp;amp;D", "&#8211; &#x2014;", "two<![CDATA[ halves]]>", "en", "es-MX", "2026-11-24T08:00:00Z", "Tue, 24 Nov 2026 08:00:00 GMT", "x<!-- remark -->y",
        "https://a.example/1", "http:///a.example/2?x=1&amp;y=2", "/relative", "tag:a.example,2026:1", "https://a.example/\u00e9", "4711", "Level 3: Reconsider Travel", "\U0001f534",
    ]
)  # fmt: skip  # a table or a paragraph of words, not one a line
ATTRIBUTES = {
    "link": ["", " href='https://a.example/3'", " href='/4' rel='alternate' type='text/html'", " href='https://a.example/5' rel='self'", " rel='Alternate'",
             " href='https://a.example/6' rel='enclosure' type='audio/mpeg' length='5'", " href='https://a.example/7.xml' type='application/cap+xml'", " title='x' hreflang='en' href='http:////a.example/8'"],
    "guid": ["", " isPermaLink='false'", " isPermaLink='true'", " isPermaLink='FALSE'"],
    "category": ["", " domain='Threat-Level'", " term='a' scheme='Threat-Level'", " term='' label='b'", " term='a'"],
    "enclosure": [" url='https://a.example/9.mp3' type='Audio/MPEG' length='1'", "", " url='https://a.example/10.cap'"],
    "source": ["", " url='https://b.example/rss'"],
    **{name: ["", " type='html'", " type='text'", " type='TEXT/HTML'"] for name in ("title", "summary", "content")},
    **{name: [" xmlns='com-wordpress:feed-additions:1'"] for name in ("site", "post-id")},
    "media:content": [" url='https://a.example/11.jpg' medium='image'"],
}  # fmt: skip  # a table or a paragraph of words, not one a line
INSIDE = {
    "image": "<url>https://a.example/12.png</url><title>t</title><link>https://a.example/13</link>",
    "media:content": "<media:credit role='author'>C</media:credit>",
    "skipHours": "<hour>3</hour>",
}
OF_RSS = re.findall(
    r"\S+",
    "title link guid description content:encoded pubDate dc:date category source enclosure atom:link author comments "
    "dc:creator feedburner:origLink media:content media:thumbnail media:credit slash:comments wfw:commentRss "
    "post-id",
)
OF_ATOM = re.findall(r"\S+", "title link id summary content published updated category author rights media:thumbnail")
OF_RSS_CHANNEL = re.findall(
    r"\S+",
    "title link atom:link description language image ttl pubDate lastBuildDate category sy:updatePeriod skipHours "
    "dc:language dc:date dc:rights dc:publisher site",
)
OF_ATOM_CHANNEL = re.findall(r"\S+", "title link id subtitle updated generator author logo icon rights category")
UNUSUAL = [
    "<title>again</title>", "<link href=''/>", "<guid ispermalink='false'>https://a.example/14</guid>", "<media:title>M</media:title>",
    "<media:content><media:description>D</media:description></media:content>", "<description>again</description>", "<b/>",
    "<title type='xhtml'><div>x</div></title>", "<summary type='application/xml'>e</summary>", "<content src='/15'/>", "<title xml:lang='es'>t</title>",
    "<updated>2026-11-20</updated>", "<dc:date>2026-11-20</dc:date><dc:date>2026-11-21</dc:date>", "<image><title>t</title></image>", "<title>a<br/>b</title>",
    "<enclosure href='https://a.example/16'/>", "<enclosure url=''/>", "<link url='/17'/>", "<category foo='x'>c</category>", "<dc:subject>s</dc:subject>",
    "<source><title>t</title></source>", "<comments xml:base='https://b.example/'>/c</comments>", "<subtitle>s</subtitle>", "<title>&nbsp;</title>",
    "<x:y xmlns:x='urn:x'>z</x:y>", "<dc:z xmlns:dc='urn:z'>z</dc:z>", "<title xmlns='urn:t'>t</title>", "<item><title>within</title></item>", "</item>",
    "<entry><title>within</title></entry>", "<description xmlns:media='urn:m'>d</description>", "<link>/18<b/></link>", "<pubDate zone='z'>2026</pubDate>",
]  # fmt: skip  # a table or a paragraph of words, not one a line


@st.composite
def elements(draw: st.DrawFn, names: list[str]) -> str:
    """Each element at most once and as it should be; now and then something else in between."""
    written = []
    for name in draw(st.lists(st.sampled_from(names), max_size=8, unique=True)):
        attributes = draw(st.sampled_from(ATTRIBUTES.get(name.removeprefix("atom:"), [""])))
        written.append(f"<{name}{attributes}>{INSIDE.get(name) or draw(WORDS)}</{name}>")
    if draw(st.integers(0, 9)) == 0:
        written.insert(draw(st.integers(0, len(written))), draw(st.sampled_from(UNUSUAL)))
    return "\n ".join(written)


@settings(
    max_examples=int(os.environ.get("TOCSIN_FUZZ", "150")), deadline=None, suppress_health_check=list(HealthCheck)
)
@given(
    elements(OF_RSS_CHANNEL),
    st.lists(elements(OF_RSS), min_size=1, max_size=2),
    elements(OF_ATOM_CHANNEL),
    st.lists(elements(OF_ATOM), min_size=1, max_size=2),
    st.sampled_from(
        ["", "", "", " xml:lang='es_MX'", " xml:lang=''", " lang='de'", " xml:base='https://a.example/b/'"]
    ),
)
def test_whatever_it_reads_it_reads_as_feedparser_does(
    rss_head: str, items: list[str], atom_head: str, entries: list[str], more: str
) -> None:
    for document in (
        channel(rss_head + "".join(f"<item>{item}</item>" for item in items), more),
        feed(atom_head + "".join(f"<entry>{entry}</entry>" for entry in entries), more),
    ):
        assert found(document) == found_by_feedparser(document)


ITEM = (
    "<title>Shots in Celaya</title><link>https://a.example/1</link><guid>1</guid><pubDate>2026-11-24</pubDate>"
    "<description>Two were hurt.</description>"
)
ENTRY = (
    "<title>Shots in Celaya</title><link href='https://a.example/1'/><id>tag:a.example,2026:1</id>"
    "<updated>2026-11-24T08:00:00Z</updated><summary type='html'>Two were hurt.</summary>"
)


@pytest.mark.parametrize(
    "document",
    [
        channel(f"<title>Paper</title><item>{ITEM}<category>Crime</category></item>"),
        channel(f"<title>Paper</title><item>{ITEM}<content:encoded><![CDATA[<p>Two</p>]]></content:encoded></item>"),
        feed(f"<title>Paper</title><entry>{ENTRY}<author><name>A</name></author></entry>", " xml:lang='en'"),
        f"<?xml-stylesheet href='/x.css'?><!-- x -->{channel(f'<item>{ITEM}</item>')}",
        SAMPLES["usembassy"],
        SAMPLES["statedept"],
        SAMPLES["fcdo"],
    ],
)
def test_what_most_publishers_write_is_ordinary(document: str) -> None:
    assert ordinary.read(document) is not None
    assert found(document) == found_by_feedparser(document)


@pytest.mark.parametrize("unusual", UNUSUAL)
def test_whatever_is_unusual_is_left_to_feedparser(unusual: str) -> None:
    assert ordinary.read(channel(f"<item>{ITEM}{unusual}</item>")) is None
    assert ordinary.read(feed(f"<entry>{ENTRY}{unusual}</entry>")) is None


@pytest.mark.parametrize(
    "document",
    [
        "<!DOCTYPE rss [<!ENTITY a 'b'>]>" + channel(f"<item>{ITEM}</item>"),
        channel(f"<item>{ITEM}</item>").replace("<rss", "<rdf"),
        channel(f"<item>{ITEM}</item>").replace("<channel>", "<channel></channel><channel>"),
        channel(f"<item about='x'>{ITEM}</item>"),
        channel(f"<item>{ITEM}</item>") + "<rss/>",
        channel(f"<item>{ITEM}</item>")[:-3],
        feed(f"<entry>{ENTRY}</entry>").replace("2005/Atom", "2003/Atom"),
        channel(f"<item>{ITEM}</item>").replace("xmlns:dc='http://purl.org/dc/elements/1.1/'", "xmlns:dc='urn:else'"),
        "\ufeff<?xml version='1.0' encoding='shift_jis'?>" + channel(f"<item>{ITEM}</item>"),
        "<?xml version='1.0' encoding='shift_jis'?>" + channel(f"<item>{ITEM}</item>"),
        "",
    ],
)
def test_a_document_that_is_unusual_as_a_whole_is_left_to_feedparser(document: str) -> None:
    assert ordinary.read(document) is None


def test_an_ordinary_feed_is_read_with_a_third_of_the_work() -> None:
    document = channel("".join(f"<item>{ITEM}</item>" for _ in range(100)))
    body, rss = Decoded(document, "utf-8"), FEED_TYPES["rss"]
    with patch.object(ordinary, "read", return_value=None):
        before = calls(lambda: rss.parse(body, FEED))
    assert calls(lambda: rss.parse(body, FEED)) < before / 3
