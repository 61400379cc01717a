"""Other ways in than feeds: a watched folder and POST /articles. Never official, nothing lost, nothing twice."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.feeds.drop import Folder
from bot.feeds.handed import article_from, articles_from
from bot.handing import FolderWatch
from bot.messages.deliveries import Composer
from bot.messages.load import load_wordings
from bot.pipeline import Newsroom
from bot.posting import ArticleServer
from bot.readership import Readership
from bot.regions import Region
from bot.store import Seen, StoreBusyError
from bot.store.codec import SEEN
from bot.store.sqlite import open_store
from bot.subscriptions import Chat, Subscription
from bot.telling import Teller
from extract.read import Tools
from rules.rule import RuleSet

NOW = datetime(2026, 5, 14, 12, tzinfo=UTC)
SHOOTING = "Gunmen opened fire on shoppers in Maiduguri, Nigeria, today, killing four people."
HARMLESS = "The library in Lagos, Nigeria, has a new reading room."
PAGE = f"<html><head><title>Shots in Maiduguri</title></head><body><article><h1>Shots</h1><p>{SHOOTING}</p>{'<p>Traders closed their stalls and soldiers kept the roads shut until noon.</p>' * 4}</article></body></html>"
TOKEN = "a-token-nobody-guesses"


@pytest.fixture
def newsroom(tmp_path: Path, tools: Tools, builtin_rules: RuleSet) -> Iterator[Newsroom]:
    store = open_store(tmp_path / "t.db")
    store.save_chat(Chat(1, "private", admitted=True), NOW)
    store.subscribe(Subscription(0, 1, Region("country", "Nigeria", "NG")), NOW)
    wordings = load_wordings()
    with ThreadPoolExecutor(1) as worker:
        yield Newsroom(
            store=store,
            tools=tools,
            rules=lambda: builtin_rules,
            teller=Teller(store, Readership(store), lambda: Composer(wordings, builtin_rules.categories), lambda: NOW),
            worker=worker,
            reading=threading.Lock(),
            clock=lambda: NOW,
        )
    store.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "incoming"
    inside.mkdir()
    return inside


def put(folder: Path, name: str, content: str | bytes, seconds_ago: float = 60) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    os.utime(path, (NOW.timestamp() - seconds_ago,) * 2)
    return path


def lying(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", f"Shots in Maiduguri\n\n{SHOOTING}\n"),
        ("a.html", PAGE),
        ("a.html", f"<html><head><title>Maiduguri</title></head><body><p>{SHOOTING}</p></body></html>"),
        ("a.htm", f"<p>{SHOOTING.replace('Gunmen opened', 'Armed men opened')} <br>More follows.</p>"),
        ("a.json", json.dumps({"title": "Shots", "text": SHOOTING, "publisher": "Desk"})),
        ("a.json", json.dumps([{"text": HARMLESS}, {"id": 7, "text": SHOOTING, "date": "2026-05-14"}])),
    ],
)
async def test_a_file_in_the_folder_is_read_alerts_and_is_moved_aside(
    newsroom: Newsroom, folder: Path, name: str, content: str
) -> None:
    put(folder, name, content)
    assert await FolderWatch(Folder(folder), newsroom).look() == 1
    assert lying(folder) == [f"read/{name}"]
    (delivery,) = newsroom.store.claim(NOW, 10)
    assert "Maiduguri" in delivery.parts[0].plain
    assert not any(seen.article.official for seen in newsroom.store.articles())


def test_half_an_emoji_in_any_field_is_written_down_as_a_mark() -> None:
    half = r'"\ud83d"'
    (article,), problems = articles_from(
        f'{{"text": {half}, "title": {half}, "id": {half}, "publisher": {half}, "url": "https://a.example/\\ud83d"}}',
        most=1,
        feed="post",
        publisher="",
    )
    assert not problems
    SEEN.dump_json(Seen(article, NOW, "quiet", ""))
    assert (article.title, article.url) == ("?", "https://a.example/?")


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("url", "javascript:alert(1)", "not a web address"),
        ("url", "paper.example/a", "not a web address"),
        ("lang", "english", "write it as en"),
        ("lang", "e", "write it as en"),
        ("country", "Peru", "such as PE"),
        ("country", "pe", "such as PE"),
    ],
)
def test_an_address_or_language_that_is_none_is_named(field: str, value: str, why: str) -> None:
    _, (problem,) = articles_from(json.dumps({"text": SHOOTING, field: value}), most=1, feed="post", publisher="")
    assert why in problem
    assert value in problem


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("url", "https://a.example/1", "https://a.example/1"),
        ("url", "", None),
        ("lang", "en-US", "en"),
        ("lang", "es_MX", "es"),
        ("lang", "ES", "es"),
        ("lang", "", None),
        ("lang", None, None),
        ("country", "PE", "PE"),
        ("country", "", None),
    ],
)
def test_addresses_and_languages_as_others_write_them_are_read(field: str, value: str | None, read: str | None) -> None:
    (article,), _ = articles_from(json.dumps({"text": SHOOTING, field: value}), most=1, feed="post", publisher="")
    assert {"url": article.url, "lang": article.language, "country": article.country}[field] == read


async def test_the_same_words_dropped_again_alert_nobody_again(newsroom: Newsroom, folder: Path) -> None:
    watch = FolderWatch(Folder(folder), newsroom)
    for name in ("a.txt", "b.txt"):
        put(folder, name, f"Shots\n{SHOOTING}")
    assert await watch.look() == 2
    assert len(newsroom.store.claim(NOW, 10)) == 1


async def test_a_file_that_cannot_be_read_is_refused_with_its_reason_and_the_rest_goes_on(
    newsroom: Newsroom, folder: Path
) -> None:
    put(folder, "1.json", '[{"text": "', 90)
    put(folder, "2.html", "<html><head><title>404 Not Found</title></head><body>Nothing</body></html>", 80)
    put(folder, "3.json", json.dumps([{"title": "no text"}, {"text": SHOOTING}]), 70)
    put(folder, "4.txt", "\n \n", 65)
    assert await FolderWatch(Folder(folder), newsroom).look() == 4
    refused = [f"refused/{n}{why}" for n in ("1.json", "2.html", "3.json", "4.txt") for why in ("", ".why")]
    assert lying(folder) == refused
    assert 'article 1: no "text"' in (folder / "refused/3.json.why").read_text()
    assert len(newsroom.store.claim(NOW, 10)) == 1


async def test_what_is_still_being_written_hidden_linked_or_of_another_kind_is_left_alone(
    newsroom: Newsroom, folder: Path, tmp_path: Path
) -> None:
    put(folder, "growing.txt", SHOOTING, 0.5)
    put(folder, ".hidden.txt", SHOOTING)
    put(folder, "picture.png", b"x")
    (folder / "link.txt").symlink_to(put(tmp_path, "outside.txt", SHOOTING))
    assert await FolderWatch(Folder(folder), newsroom).look() == 0
    assert len(lying(folder)) == 4


async def test_a_folder_that_is_gone_is_an_empty_one(newsroom: Newsroom, folder: Path) -> None:
    assert await FolderWatch(Folder(folder / "gone"), newsroom).look() == 0


async def test_a_file_that_cannot_be_moved_away_is_not_read_for_ever(
    newsroom: Newsroom, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "a.txt", SHOOTING)
    watch = FolderWatch(Folder(folder), newsroom)

    def stays(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Folder, "done", stays)
    assert [await watch.look(), await watch.look()] == [1, 0]


async def test_a_busy_database_leaves_the_file_for_later(
    newsroom: Newsroom, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "a.txt", SHOOTING)
    watch = FolderWatch(Folder(folder), newsroom)

    async def busy(*_: object) -> None:
        raise StoreBusyError("locked")

    with monkeypatch.context() as trouble:
        trouble.setattr(Newsroom, "take", busy)
        assert await watch.look() == 0
    assert await watch.look() == 1
    assert len(newsroom.store.claim(NOW, 10)) == 1


def test_a_name_that_is_taken_is_not_written_over(folder: Path) -> None:
    for words in ("one", "two"):
        Folder(folder).done(put(folder, "a.txt", words))
    assert sorted(path.read_text() for path in (folder / "read").iterdir()) == ["one", "two"]


@pytest.fixture
async def post(newsroom: Newsroom) -> AsyncIterator[Any]:
    server = ArticleServer(newsroom, host="127.0.0.1", port=0, token=TOKEN)
    host, port = await server.open()
    async with httpx.AsyncClient(base_url=f"http://{host}:{port}", trust_env=False) as client:

        async def sent(content: object, token: str | None = TOKEN, **headers: str) -> httpx.Response:
            asked = {"content-type": "application/json", **headers}
            if token is not None:
                asked["authorization"] = f"Bearer {token}"
            body = content if isinstance(content, bytes) else json.dumps(content).encode()
            return await client.post("/articles", content=body, headers=asked)

        yield sent
    await server.close()


async def test_posted_articles_are_answered_with_what_became_of_each(newsroom: Newsroom, post: Any) -> None:
    answer = await post([{"id": "a", "text": SHOOTING}, {"id": "b", "text": HARMLESS}])
    assert answer.status_code == 200
    assert answer.json()["articles"][0]["outcome"] == "incident"
    assert all(one["why"] for one in answer.json()["articles"])
    again = await post({"id": "a", "text": SHOOTING})
    assert again.json()["articles"][0]["outcome"] == "known"
    assert len(newsroom.store.claim(NOW, 10)) == 1
    assert not any(seen.article.official for seen in newsroom.store.articles())


@pytest.mark.parametrize(
    ("content", "token", "headers", "status"),
    [
        ({"text": SHOOTING}, None, {}, 401),
        ({"text": SHOOTING}, "wrong", {}, 401),
        ({"text": SHOOTING}, TOKEN, {"content-type": "text/plain"}, 415),
        (b'{"text": ', TOKEN, {}, 400),
        ({"title": "no text"}, TOKEN, {}, 400),
        ([{"text": "x"}] * 101, TOKEN, {}, 400),
        ({"text": "x" * 2_200_000}, TOKEN, {}, 413),
        (b"[" * 100_000, TOKEN, {}, 400),
    ],
)
async def test_what_may_not_be_posted_is_refused_and_nothing_of_it_kept(
    newsroom: Newsroom, post: Any, content: object, token: str | None, headers: dict[str, str], status: int
) -> None:
    assert (await post(content, token, **headers)).status_code == status
    assert newsroom.store.articles() == []


async def test_a_busy_database_is_told_to_come_back(
    newsroom: Newsroom, post: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def busy(*_: object) -> None:
        raise StoreBusyError("locked")

    monkeypatch.setattr(Newsroom, "take", busy)
    answer = await post({"text": SHOOTING})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_nothing_handed_in_can_say_that_it_is_official() -> None:
    article = article_from({"id": "1", "text": "x", "official": True, "kind": "warning"})
    assert (article.official, article.kind) == (False, "news")


def test_every_article_of_a_list_that_is_wrong_is_named() -> None:
    _, problems = articles_from(
        '[1, {"text": "a"}, {"text": 2}, {"text": "b", "date": "soon"}]', most=9, feed="post", publisher=""
    )
    assert [problem.partition(":")[0] for problem in problems] == ["article 1", "article 3", "article 4"]
