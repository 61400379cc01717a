"""An index of warnings: each alert is fetched once and read in its entry's place; nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import httpx
import pytest
from fakes_feeds import NOW, read, web

from bot.feeds.apart import BESIDE
from bot.feeds.feed import Feed
from bot.feeds.index import MOST, Opened, opened

HUB = Feed("https://hub.example/index.atom", publisher="Hub", type="cap", official=True, country="MX")


def index(*addresses: str) -> str:
    entries = "".join(
        f"<entry><id>urn:{number}</id><title>Shooting in the town, number {number}</title>"
        f"<updated>2026-11-25T11:50:00Z</updated><link type='application/cap+xml' href='{address}'/></entry>"
        for number, address in enumerate(addresses)
    )
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>Hub</title>{entries}</feed>"


def alert(identifier: str, *, status: str = "Actual", references: str = "") -> bytes:
    return (
        f"<alert xmlns='urn:oasis:names:tc:emergency:cap:1.2'><identifier>{identifier}</identifier><sender>s</sender>"
        f"<sent>2026-11-25T11:45:00+00:00</sent><status>{status}</status><msgType>Alert</msgType><scope>Public</scope>"
        f"<references>{references}</references><info><event>Civil danger</event><severity>Severe</severity>"
        "<area><areaDesc>Town</areaDesc><circle>20.5,-103.5 12</circle></area></info></alert>"
    ).encode()


async def read_all(
    addresses: list[str], answer: Callable[[httpx.Request], httpx.Response], failed: Sequence[str] = ()
) -> Opened:
    found = read(index(*addresses), HUB)
    assert len(found.documents) == len(addresses)
    return await opened(found.articles, HUB, web(answer), BESIDE, NOW, failed)


async def test_each_alert_is_read_in_its_entrys_place_under_its_own_name() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append((request.url.path, request.headers["accept"]))
        return httpx.Response(200, content=alert(request.url.path[1:]))

    found = await read_all(["/a", "https://hub.example/b"], answer)
    assert [(one.key, one.kind, one.official, one.feed) for one in found.articles] == [
        ("s,a", "warning", True, HUB.url),
        ("s,b", "warning", True, HUB.url),
    ]
    assert [one.areas[0].lat for one in found.articles] == [20.5, 20.5]
    assert (len(found.read), found.left) == (2, 0)
    assert [path for path, _ in asked] == ["/a", "/b"]
    assert all("application/cap+xml" in accepted for _, accepted in asked)


@pytest.mark.parametrize("status", [500, 503, 429, 403])
async def test_an_alert_that_cannot_be_had_just_now_is_asked_for_again(status: int) -> None:
    found = await read_all(["/a", "/b"], lambda request: _only_b(request, httpx.Response(status)))
    assert [one.key for one in found.articles] == ["s,b"]
    assert (len(found.read), found.left) == (1, 1)


@pytest.mark.parametrize(
    "answer",
    [
        httpx.Response(404),
        httpx.Response(200, content=b"<html><title>Sorry</title></html>"),
        httpx.Response(200, content=b"{}"),
        httpx.Response(200, content=index("/deeper").encode()),
        httpx.Response(302, headers={"location": "http://169.254.169.254/latest"}),
    ],
)
async def test_an_alert_that_is_gone_or_is_none_leaves_the_entrys_own_words(answer: httpx.Response) -> None:
    found = await read_all(["/a", "/b"], lambda request: _only_b(request, answer))
    assert [one.title for one in found.articles] == ["Shooting in the town, number 0", "Civil danger"]
    assert (len(found.read), found.left) == (1, 0)


async def test_an_exercise_is_known_as_read_and_tells_nothing() -> None:
    found = await read_all(["/a"], lambda request: httpx.Response(200, content=alert("a", status="Exercise")))
    assert (found.articles, len(found.read)) == ((), 1)


async def test_an_index_of_very_many_is_read_a_part_at_each_look() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=alert(request.url.path[1:]))

    found = await read_all([f"/{number}" for number in range(MOST + 7)], answer)
    assert (len(found.articles), found.left) == (MOST, 7)


async def test_alerts_that_never_answer_keep_none_behind_them_unread() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        dead = request.url.path.startswith("/dead")
        return httpx.Response(403) if dead else httpx.Response(200, content=alert(request.url.path[1:]))

    addresses = [*(f"/dead{number}" for number in range(MOST + 2)), "/a", "/b"]
    first = await read_all(addresses, answer)
    second = await read_all(addresses, answer, first.failed)
    assert (first.articles, first.left) == ((), MOST + 4)
    assert [one.key for one in second.articles] == ["s,a", "s,b"]
    assert second.left == MOST + 2
    assert asked[MOST:] == [f"/dead{MOST}", f"/dead{MOST + 1}", "/a", "/b", *asked[: MOST - 4]]


async def test_alerts_that_failed_take_turns_among_themselves_and_a_new_one_goes_first() -> None:
    addresses = [f"/{number}" for number in range(2 * MOST)]
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(503)

    failed: tuple[str, ...] = ()
    for _ in range(3):
        failed = (await read_all(addresses, answer, failed)).failed
    assert asked == [*addresses, *addresses[:MOST]]
    asked.clear()
    await read_all([*addresses, "/new"], answer, failed)
    assert asked == ["/new", *addresses[MOST:-1]]


async def test_an_alert_that_failed_and_left_the_index_is_forgotten() -> None:
    down = await read_all(["/a", "/b"], lambda request: httpx.Response(503))
    found = await read_all(["/a"], lambda request: _only_b(request, httpx.Response(503)), down.failed)
    assert found.failed == down.failed[:1]


async def test_an_entry_that_leads_nowhere_is_news_in_its_own_words() -> None:
    found = read("<rss version='2.0'><channel><item><title>Curfew in the town</title></item></channel></rss>", HUB)
    assert (found.documents, found.articles[0].title) == ((), "Curfew in the town")


async def test_no_alert_leads_into_the_operators_own_network() -> None:
    asked: list[str] = []
    found = read(index("http://127.0.0.1:8080/admin"), HUB)
    entries = [replace(one) for one in found.articles]
    fetcher = web(
        lambda request: asked.append(str(request.url)) or httpx.Response(200, content=alert("a")), resolve=None
    )
    read_ = await opened(entries, HUB, fetcher, BESIDE, NOW)
    assert asked == []
    assert [one.title for one in read_.articles] == ["Shooting in the town, number 0"]


def _only_b(request: httpx.Request, otherwise: httpx.Response) -> httpx.Response:
    return httpx.Response(200, content=alert("b")) if request.url.path == "/b" else otherwise
