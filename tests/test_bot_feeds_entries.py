"""Documents put together in odd ways: entries alone or within each other, entities of their own, sections without an end."""

from __future__ import annotations

import pytest

from bot.feeds.feed import Feed
from tests.fakes_feeds import read, refused, rss

ATOM = "xmlns='http://www.w3.org/2005/Atom'"


def titles(document: str) -> list[str]:
    return [article.title for article in read(document).articles]


def entry(title: str, inside: str = "") -> str:
    return f"<entry><id>{title}</id>{inside}<title>{title}</title></entry>"


@pytest.mark.parametrize(
    "document",
    [
        f"<entry {ATOM}><id>1</id><title>Shots</title></entry>",
        f"<?xml version='1.0'?>\n<!-- one --><?style x?>\n<entry {ATOM}><title>Shots</title></entry>",
        "<a:entry xmlns:a='http://www.w3.org/2005/Atom'><a:title>Shots</a:title></a:entry>",
    ],
)
def test_an_atom_entry_may_be_a_document_of_its_own(document: str) -> None:
    assert titles(document) == ["Shots"]


@pytest.mark.parametrize(
    "document",
    [
        "<list><entry><title>Shots</title></entry></list>",
        "<answer><item><title>Shots</title></item></answer>",
        "<entries/>",
    ],
)
def test_other_xml_with_entries_in_it_is_no_feed(document: str) -> None:
    assert "not RSS, RDF or Atom" in refused(document).why


def test_entries_within_an_entry_follow_it() -> None:
    inner = entry("B", entry("C"))
    assert titles(f"<feed {ATOM}>{entry('A', inner)}{entry('D')}</feed>") == ["A", "B", "C", "D"]
    quoted = f"<content type='application/xml'>{inner}</content>"
    assert titles(f"<feed {ATOM}>{entry('A', quoted)}</feed>") == ["A", "B", "C"]
    assert titles("<rss><channel><item><item><title>B</title></item><title>A</title></item></channel></rss>") == [
        "A",
        "B",
    ]


def test_an_entry_that_is_only_talked_of_stays_where_it_is() -> None:
    for spoken in ("<![CDATA[<item><title>B</title></item>]]>", "&lt;item&gt;B&lt;/item&gt;", "<!-- <item> -->"):
        assert titles(rss(f"<description>{spoken} x</description><br/><title>A</title>").decode()) == ["A"]


def test_items_that_are_not_closed_are_told_apart_all_the_same() -> None:
    assert titles("<rss><channel><item><title>A</title><item><title>B</title></channel></rss>") == ["A", "B"]
    assert titles("<rss><channel></item><item><title>A</title></item></channel></rss>") == ["A"]


@pytest.mark.parametrize(
    "declared",
    ["<!ENTITY city 'Celaya'>", '<!ENTITY city "Celaya">', '\n<!ENTITY mark "&#33;">\n<!ENTITY city "Celaya">\n'],
)
def test_an_entity_that_the_document_declares_is_read(declared: str) -> None:
    item = "<item><title>Shots in &city;</title></item>"
    assert titles(f"<!DOCTYPE rss [{declared}]><rss><channel>{item}</channel></rss>") == ["Shots in Celaya"]


@pytest.mark.parametrize("doctype", ["", "<!DOCTYPE rss SYSTEM 'rss.dtd'>", "<!DOCTYPE rss [<!ENTITY other 'x'>]>"])
def test_an_entity_that_nobody_declares_loses_no_item(doctype: str) -> None:
    items = "<item><title>Le&oacute;n &amp; &nbsp;&unheard; B</title></item><item><title>C</title></item>"
    assert titles(f"{doctype}<rss><channel>{items}</channel></rss>") == ["Le\u00f3n & &unheard; B", "C"]


def test_an_entity_never_brings_a_file_or_a_flood() -> None:
    lines = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 20))
    for declared in (
        "<!ENTITY city SYSTEM 'file:///etc/hostname'>",
        f"<!ENTITY e0 'flood'>{lines}<!ENTITY city '&e19;'>",
    ):
        document = f"<!DOCTYPE rss [{declared}]><rss><channel><item><title>Shots &city;</title></item></channel></rss>"
        assert len(titles(document)[0]) < 40


@pytest.mark.parametrize("beginning", ["<!--x", "<![CDATA[", "&", " \n"])
def test_a_hundred_thousand_beginnings_without_an_end_are_read_to_the_end(beginning: str) -> None:
    # What is looked for from each of them anew takes hours: that this test ends is what it shows.
    assert len(read("<rss><channel><item><title>A</title></item>" + beginning * 100_000).articles) >= 1


def test_a_title_of_dashes_is_read_to_the_end() -> None:
    document = rss("<title>" + "-" * 400_000 + "</title>", "<title>Peru - Level 2: Caution</title>")
    assert [article.level for article in read(document, Feed("https://a.example/", type="statedept")).articles] == [
        None,
        "Level 2: Caution",
    ]
