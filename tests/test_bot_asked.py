"""A page or text somebody asks about is fetched and read, or it is said why not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from bot.asked import Asked, examine
from bot.feeds.fetch import Failed, Fetched, Fetcher
from bot.reading import Reading
from extract.article import Article

NOW = datetime(2026, 2, 23, 15, tzinfo=UTC)
URL = "https://paper.example/a"
PAGE = (
    "<html><head><title>Clash in Tapalpa</title></head><body><article><h1>Clash in Tapalpa</h1><p>"
    + "Soldiers and gunmen fought for an hour near the market of Tapalpa on Sunday, neighbours said. " * 6
    + "</p></article></body></html>"
).encode()


class Web:
    def __init__(self, answer: Fetched | Failed) -> None:
        self.answer = answer
        self.asked: list[str] = []

    async def get(self, url: str, **_: Any) -> Fetched | Failed:
        self.asked.append(url)
        return self.answer


async def read(article: Article) -> Reading:
    return Reading(article, None, (), "no_rule_word", "No word of any rule stands in it.")


async def test_a_text_is_read_as_of_today_without_the_network() -> None:
    web = Web(Failed("never asked", "failed"))
    found = await examine(Asked(text="Shots in Tapalpa"), cast("Fetcher", web), read, NOW)
    assert found.reading is not None
    assert (found.reading.article.text, found.reading.article.published) == ("Shots in Tapalpa", NOW)
    assert (web.asked, found.fetched) == ([], False)


async def test_a_page_is_read_by_its_main_text() -> None:
    web = Web(Fetched(200, PAGE, {}, URL))
    found = await examine(Asked(url=URL), cast("Fetcher", web), read, NOW)
    assert found.reading is not None
    article = found.reading.article
    assert "fought for an hour" in article.text
    assert (article.url, article.publisher, found.fetched) == (URL, "paper.example", True)


async def test_a_page_that_is_not_there_is_no_reading() -> None:
    found = await examine(Asked(url=URL), cast("Fetcher", Web(Failed("404 Not Found", "gone", 404))), read, NOW)
    assert (found.reading, found.why, found.fetched) == (None, "404 Not Found", True)


async def test_a_page_without_an_article_says_what_it_holds() -> None:
    body = b"<html><body><p>Menu</p></body></html>"
    found = await examine(Asked(url=URL), cast("Fetcher", Web(Fetched(200, body, {}, URL))), read, NOW)
    assert found.reading is None
    assert found.why
