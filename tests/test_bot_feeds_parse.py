"""Documents as strangers write them: every item is kept, told apart, dated and readable."""

import re

import pytest
from counting import calls

from bot.feeds.catalogue import as_config, entries
from bot.feeds.dates import published
from bot.feeds.feed import Feed
from bot.feeds.formats import FEED_TYPES
from bot.feeds.markup import line, plain
from bot.feeds.opml import OpmlError
from bot.feeds.opml import read as read_opml
from bot.feeds.opml import write as write_opml
from bot.feeds.parse import Parsed, parse_feed
from bot.store import Seen
from bot.store.codec import SEEN
from tests.fakes_feeds import NOW, SAMPLES, read, refused, rss


def keys(parsed: Parsed) -> list[str]:
    return [article.key for article in parsed.articles]


def test_one_guid_for_all_items_does_not_make_them_one():
    one = "<guid>same</guid><link>https://news.example/a</link><title>Shots in Lagos</title>"
    two = "<guid>same</guid><link>https://news.example/b</link><title>Blast in Kabul</title>"
    parsed = read(rss(one, two))
    assert len(parsed.articles) == 2
    assert parsed.key_rule == "guid.link"


def test_same_guid_and_link_still_leaves_two_items():
    items = [f"<guid>x</guid><link>https://news.example/</link><title>Story {n}</title>" for n in range(3)]
    assert len(set(keys(read(rss(*items))))) == 3


def test_an_item_printed_twice_is_one_item():
    item = "<guid>a1</guid><link>https://news.example/a</link><title>Shots</title>"
    assert keys(read(rss(item, item))) == ["a1"]


def test_a_guid_that_follows_the_headline_keeps_its_key():
    first = read(rss("<guid>https://news.example/5820/blast-heard</guid><title>Blast heard</title>"))
    later = read(rss("<guid>https://news.example/5820/four-dead-in-blast</guid><title>Four dead</title>"))
    assert keys(first) == keys(later)


@pytest.mark.parametrize("stem", ["2026/1124", "2026", "20261124"])
def test_a_date_in_the_address_is_no_identity(stem: str):
    first = read(rss(f"<guid>https://news.example/{stem}/one-story</guid><title>One</title>"))
    later = read(rss(f"<guid>https://news.example/{stem}/another-story</guid><title>Other</title>"))
    assert keys(first) != keys(later)


def test_a_stored_rule_is_kept_when_the_document_changes():
    item = "<guid>a1</guid><link>https://news.example/a</link><title>Shots</title>"
    assert read(rss(item), key_rule="guid.link").key_rule == "guid.link"
    assert keys(read(rss(item), key_rule="guid.link")) != keys(read(rss(item), key_rule="guid"))


def test_no_guid_link_or_date_is_told_apart_by_its_words():
    parsed = read(rss("<title>Curfew in Goma</title>", "<guid></guid><title>Curfew in Beni</title>"))
    assert len(set(keys(parsed))) == 2
    assert all(article.published is None for article in parsed.articles)


def test_a_control_character_does_not_lose_the_feed():
    parsed = read(rss("<guid>1</guid><title>Gunmen \x08attack bus</title>", "<guid>2</guid><title>Next</title>"))
    assert [article.title for article in parsed.articles] == ["Gunmen attack bus", "Next"]


@pytest.mark.parametrize(
    "reference", ["&#8;", "&#x1F;", "&#xD800;", "&#57343;", "&#xFFFF;", "&#99999999999;", "&#x110000;"]
)
@pytest.mark.parametrize("name", ["rss", "mofa", "cap"])
def test_a_reference_to_what_is_no_character_loses_no_item(reference: str, name: str):
    body = (
        SAMPLES[name]
        .replace("Shots", f"Shots{reference}")
        .replace("注意", f"注意{reference}")
        .replace("Danger", f"Danger{reference}")
    )
    assert [article.title for article in read(body).articles] == [
        article.title for article in read(SAMPLES[name]).articles
    ]


def test_an_item_that_is_nothing_but_a_link_is_told_by_its_address():
    parsed = read(rss("<link>https://paper.example/2026/11/gunmen-kill-three-officers-in-puebla.html</link>"))
    assert parsed.articles[0].title == "gunmen kill three officers in puebla"


@pytest.mark.parametrize(
    "link", ["https://paper.example/", "https://paper.example/a/18745-23.html", "javascript:a-b-c-d"]
)
def test_an_address_that_says_nothing_is_no_headline(link: str):
    assert not read(rss(f"<link>{link}</link>")).articles


def test_a_link_through_a_counter_is_followed_to_the_page_itself():
    parsed = read(
        b"<rss version='2.0' xmlns:feedburner='http://rssnamespace.org/feedburner/ext/1.0'><channel><item><title>A blast</title>"
        b"<link>https://counter.example/~r/1</link><feedburner:origLink>https://paper.example/blast</feedburner:origLink></item></channel></rss>"
    )
    assert parsed.articles[0].url == "https://paper.example/blast"


def test_bare_ampersands_and_undeclared_prefixes_are_survived():
    parsed = read(rss("<guid>1</guid><title>R & D, Smith & Sons</title><odd:thing>x</odd:thing>"))
    assert parsed.articles[0].title == "R & D, Smith & Sons"


def test_a_space_in_a_namespaces_address_does_not_lose_the_feed():
    head = (
        '<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/ " xmlns:dc=" http://purl.org/dc/elements/1.1/">'
    )
    body = (
        head
        + "<channel><title>t</title><media:x/><item><title>Shots</title><dc:date>2026-11-24</dc:date></item></channel></rss>"
    )
    (article,) = read(body).articles
    assert article.published is not None


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>Attack</b> in Bamako, 5 < 10", "Attack in Bamako, 5 < 10"),
        ("Clashes &#8211; <<Sahel>> <script>x()</script>", "Clashes – <<Sahel>>"),
        ("&lt;p&gt;Twice &amp;lt;escaped&amp;gt;&lt;/p&gt;", "Twice <escaped>"),
        ("AT&amp;T &lt;unknown&gt;", "AT&T <unknown>"),
        ("a<br>b", "a b"),
        ("<marquee>Blast</marquee> <blink>in</blink> <embed src='x'>Kano", "Blast in Kano"),
    ],
)
def test_titles_are_what_a_reader_sees(markup: str, text: str):
    assert line(markup) == text


def test_paragraphs_stay_apart():
    assert plain("<p>One.</p><p>Two.</p>") == "One.\nTwo."


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("Tue, 24 Nov 2026 08:00:00 GMT", "2026-11-24T08:00"),
        ("2026-11-24 12:00:33", "2026-11-24T12:00"),
        ("Tue, 24 Nov 2026 01:21:00 America/Los_Angeles", "2026-11-24T09:21"),
        ("24 Nov 2026 22:00:00 AEST", "2026-11-24T12:00"),
        ("Tue, 24 Nov 2026 08:00:00 PST", "2026-11-24T16:00"),
        ("Tue, 24 Nov 2026", "2026-11-24T00:00"),
        ("Di, 24 Nov 2026 08:00:00 +0100", "2026-11-24T07:00"),
        ("24 de noviembre de 2026", "2026-11-24T00:00"),
        ("November 24, 2026 8:00 PM EST", "2026-11-25T01:00"),
        ("Tue, 24 Nov 2026 08:00:00 GMT+7", "2026-11-24T01:00"),
        ("20261124T120033Z", "2026-11-24T12:00"),
        ("1795521600000", "2026-11-24T12:00"),
        ("24/11/2026 10:00", "2026-11-24T10:00"),
        ("24.11.26", "2026-11-24T00:00"),
        ("Tue, 24/11/2026", "2026-11-24T00:00"),
        ("Tue, 11/24/2026 - 09:15", "2026-11-24T09:15"),
        ("Fri, 11 06 2026 08:51:49 +0100", "2026-11-06T07:51"),
        ("mié, 11/03/2026", "2026-03-11T00:00"),
        ("Fri, 06/11/2026 00:30 +0200", "2026-11-05T22:30"),
    ],
)
def test_dates_in_every_form(written: str, when: str):
    found = published(written, NOW).when
    assert found is not None
    assert found.strftime("%Y-%m-%dT%H:%M") == when


@pytest.mark.parametrize(
    "written",
    ["Tue,", "soon", "", None, "Sat, 16 Nov 2041 19:11:00 GMT", "05/06/2026", "99 Nov 2026", "Sat, 11/07/2026"],
)
def test_what_is_no_date_is_unknown_and_says_why(written: str | None):
    found = published(written, NOW)
    assert found.when is None
    assert found.note


def test_relative_links_follow_xml_base():
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example/n/"><title>t</title>
    <entry xml:base="2026/11/"><id>e1</id><title>Blast</title><link href="port"/></entry></feed>"""
    assert read(atom).articles[0].url == "https://news.example/n/2026/11/port"


def test_a_link_never_runs_anything():
    assert read(rss("<guid>1</guid><link>javascript:alert(1)</link><title>x</title>")).articles[0].url is None


def test_points_and_boxes_of_georss_are_used():
    head = '<rss version="2.0" xmlns:georss="http://www.georss.org/georss"><channel><title>t</title>'
    body = head + "<item><guid>1</guid><title>a</title><georss:point>20.7 -103.3</georss:point></item>"
    body += "<item><guid>2</guid><title>b</title><georss:box>-18 179 -16 -179</georss:box></item></channel></rss>"
    point, box = read(body).articles
    assert (point.areas[0].lat, point.areas[0].lon, point.areas[0].radius_km) == (20.7, -103.3, None)
    assert box.areas[0].lat == -17
    assert abs(box.areas[0].lon or 0) == 180
    assert 100 < (box.areas[0].radius_km or 0) < 250


def test_a_json_feed_is_recognised():
    body = '{"version":"https://jsonfeed.org/version/1.1","title":"t","items":[{"id":7,"url":"/a","content_html":"<p>Hi</p>"},3]}'
    parsed = read(body)
    assert [(article.key, article.text or article.title) for article in parsed.articles] == [("7", "Hi")]
    assert any("item 2" in note for note in parsed.notes)


def test_a_captcha_page_is_blocked_and_not_calm():
    found = refused("<!DOCTYPE html><html><head><title>Just a moment...</title></head><body></body></html>")
    assert found.blocked
    assert "human" in found.why


@pytest.mark.parametrize("body", ["", "<html><body>Error</body></html>", "oops", "{", "[1]", "<rss"])
def test_what_is_no_feed_is_refused_with_a_reason(body: str):
    assert refused(body).why


def test_entity_bombs_and_deep_nesting_are_refused_quickly():
    bomb = "<!DOCTYPE r [" + "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 400)) + "]>"
    assert "entities" in refused(f"{bomb}<rss><channel><title>&e9;</title></channel></rss>").why
    assert "deep" in refused("<rss><channel>" + "<a>" * 100_000).why


def test_external_entities_are_not_read(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    body = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss version="2.0"><channel><item><title>A &x;</title></item></channel></rss>'
    assert "hidden" not in str(read(body))


def test_ten_times_the_items_take_about_ten_times_the_work():
    def work(number: int) -> int:
        date = "<pubDate>Tue, 24 Nov 2026 08:00:00 GMT</pubDate>"
        body = rss(*(f"<guid>{n}</guid><title>Story {n}</title>{date}" for n in range(number)))
        return calls(lambda: read(body))

    assert len(read(rss(*(f"<guid>{n}</guid><title>Story {n}</title>" for n in range(2000)))).articles) == 2000
    assert work(2000) < 11 * work(200)  # bench.feeds holds 5,000 to two seconds


@pytest.mark.parametrize("name", FEED_TYPES)
def test_every_format_has_a_sample_it_reads_and_recognises(name: str):
    named = read(SAMPLES[name], Feed("https://news.example/f", type=name))
    assert named.articles == read(SAMPLES[name], Feed("https://news.example/f")).articles
    assert len(named.articles) == 1
    assert name in {known.feed.type for known in entries()}


@pytest.mark.parametrize(
    ("name", "country", "level"),
    [
        ("statedept", "AZ", "Level 3: Reconsider Travel"),
        ("fcdo", "GE", None),
        ("fcdo_json", "HT", "advises against all travel"),
        ("smartraveller", "IR", "Do not travel"),
        ("auswaertiges_amt", "HT", "Reisewarnung"),
        ("canada", "MX", "exercise a high degree of caution"),
        ("mofa", "MX", "十分注意してください"),
    ],
)
def test_the_country_and_level_a_source_gives_are_used(name: str, country: str, level: str | None):
    article = read(SAMPLES[name]).articles[0]
    assert [area.country for area in article.areas] == [country]
    assert article.level == level
    assert article.kind == "warning"
    assert not article.official  # that is the operator's word alone


@pytest.mark.parametrize("name", FEED_TYPES)
def test_whatever_zone_a_source_writes_its_times_are_kept_in_utc(name: str):
    when = read(SAMPLES[name]).articles[0].published
    assert when is None or not when.utcoffset()


@pytest.mark.parametrize("name", [name for name in FEED_TYPES if SAMPLES[name].startswith(("{", "["))])
def test_half_an_emoji_anywhere_in_json_can_be_written_down(name: str):
    for at in (found.start() for found in re.finditer(r'(?<=[\w ])"', SAMPLES[name])):
        body = SAMPLES[name][:at] + r"\ud83d" + SAMPLES[name][at:]
        parsed = parse_feed(body.encode(), None, Feed("https://news.example/f", type=name), NOW)
        for article in parsed.articles if isinstance(parsed, Parsed) else ():
            SEEN.dump_json(Seen(article, NOW, "quiet", ""))


def test_an_empty_list_of_german_warnings_is_a_failure():
    assert "failed" in refused('{"response":{}}').why


def test_exercises_are_left_out_and_cancels_end_what_they_name():
    exercise = SAMPLES["cap"].replace("Actual", "Exercise")
    cancel = (
        SAMPLES["cap"].replace(">Alert<", ">Cancel<").replace("<scope>", "<references>s,i,2026</references><scope>")
    )
    assert read(exercise).articles == ()
    found = read(cancel).articles[0]
    assert (found.kind, found.supersedes) == ("cancel", ("s,i",))


def test_an_area_that_is_only_described_lies_in_the_senders_country():
    body = SAMPLES["cap"].replace("<circle>20.5,-103.5 12</circle>", "")
    (area,) = read(body, Feed("https://cp.example/cap", type="cap", country="MX")).articles[0].areas
    assert (area.name, area.country, area.lat) == ("Town", "MX", None)


def test_no_warning_in_force_is_an_empty_list():
    assert read("<alerts></alerts>", Feed("https://cp.example/cap", type="cap")).articles == ()


def test_an_index_of_warnings_is_recognised_and_names_the_addresses_of_the_warnings():
    parsed = read(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Hub</title><entry><id>urn:1</id><title>Danger in the town</title>"
        "<link href='/page/1'/><link type='application/cap+xml' href='/cap/1'/></entry></feed>"
    )
    [entry] = parsed.articles
    assert (entry.url, parsed.documents, parsed.type) == ("https://news.example/cap/1", (entry.key,), "cap")
    assert any("index" in note for note in parsed.notes)


def test_news_that_links_to_pages_is_no_index_of_warnings():
    parsed = read(rss("<guid>1</guid><title>Protest</title><link>https://news.example/1.xml</link>"))
    assert (parsed.documents, parsed.type) == ((), "rss")


def test_the_dangers_a_warning_states_are_kept():
    body = SAMPLES["cap"].replace("<event>", "<category>Met</category><category>Safety</category><event>")
    assert read(body).articles[0].dangers == ("Met", "Safety")
    embassy = Feed("https://mx.usembassy.gov/f", type="usembassy", country="MX")
    for title, dangers in (("Weather Alert: storm", ("Met",)), ("Security Alert: roadblocks", ())):
        assert (
            read(SAMPLES["usembassy"].replace("Security Alert: roadblocks", title), embassy).articles[0].dangers
            == dangers
        )


def test_an_alert_in_two_languages_is_one_alert():
    info = SAMPLES["cap"].partition("<info>")[2].partition("</info>")[0]
    two = SAMPLES["cap"].replace(
        "<info>", f"<info>{info.replace('>en<', '>es<').replace('Danger', 'Peligro')}</info><info>", 1
    )
    assert [article.title for article in read(two).articles] == ["Danger"]
    assert [article.title for article in read(two, Feed("https://a.example/", language="es")).articles] == ["Peligro"]


def test_opml_comes_back_as_it_went_out():
    feeds = [Feed("https://a.example/?x=1&y=2", publisher='A "quoted" <name>', language="es")]
    assert read_opml(write_opml(feeds).encode())[0] == feeds


@pytest.mark.parametrize("written", ["feed://a.example/rss", "feed:http://a.example/rss", "FEED://a.example/rss"])
def test_an_address_of_the_old_feed_scheme_is_a_web_address(written: str):
    assert read_opml(f"<opml><body><outline xmlUrl='{written}'/></body></opml>".encode()) == (
        [Feed("http://a.example/rss")],
        [],
    )


@pytest.mark.parametrize("body", [b"", b"<html/>", b'<!DOCTYPE x [<!ENTITY a "b">]><opml/>'])
def test_what_is_no_opml_is_refused(body: bytes):
    with pytest.raises(OpmlError):
        read_opml(body)


def test_the_catalogue_writes_itself_as_settings():
    assert "official: true" in as_config(entries())
