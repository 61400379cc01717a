"""The bot as a whole: people write, news comes in, and warnings go out, through the real parts."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fakes_people import TAPALPA, incident, part
from structlog.testing import capture_logs

from bot.app import build, reading_tools
from bot.channels.faults import Fault
from bot.channels.inprocess import InProcessTelegram
from bot.channels.telegram import TelegramChannel, make_bot
from bot.checking import examine, telegram_channel
from bot.config import Config, Mistakes, TelegramSettings
from bot.feeds.feed import Feed, FeedState
from bot.feeds.fetch import Failed, Fetched
from bot.health import HEARD_AT, STARTED_AT, TICKED_AT, signs_in
from bot.incidents.telling import Telling
from bot.limits import UNLIMITED
from bot.running import App
from bot.store import StoreBusyError
from extract.read import Tools
from rules.rule import Severity

DAY = datetime(2026, 2, 23, 18, tzinfo=UTC)
FEED = Feed("https://wire.test/rss", publisher="Example Wire", language="en", full_text=True)
# The facts of a real day, told in words of our own.
ARTICLE = (
    "Violence spread through several Mexican states on Sunday after soldiers killed a cartel leader. "
    "He died in a shootout with troops in Talpalpa, Jalisco, Mexico, during a raid that the United States supported "
    "with intelligence, the White House said. Gunmen blew up petrol stations and blocked roads with burning cars "
    "across Mexico, and the U.S. Embassy in Mexico issued a security alert. "
    "The Jalisco New Generation Cartel was blamed. A resident of Zitacuaro, Michoacan, told Al Jazeera that people "
    "were afraid."
)


class Web:
    def __init__(self, body: bytes) -> None:
        self.body = body

    async def get(self, url: str, **_: Any) -> Fetched | Failed:
        return Fetched(200, self.body, {}, url) if url == FEED.url else Failed("404", "gone", 404)

    async def aclose(self) -> None:
        """Nothing is open."""


def rss(title: str, text: str) -> bytes:
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>w</title><item><guid>1</guid><title>{title}</title>'
        f"<link>https://wire.test/1</link><description>{text}</description>"
        "<pubDate>Mon, 23 Feb 2026 12:00:00 GMT</pubDate></item></channel></rss>"
    ).encode()


Open = Callable[..., Any]


@pytest.fixture
def running(tmp_path: Path, tools: Tools) -> Open:
    @asynccontextmanager
    async def opened(
        body: bytes = rss("Nothing", "Nothing happened."), faults: Sequence[Fault] = ()
    ) -> AsyncIterator[tuple[App, InProcessTelegram]]:
        telegram = InProcessTelegram(clock=lambda: DAY)
        telegram.faults += faults
        app = build(
            Config(data_dir=tmp_path, access="open", admins=(99,)),
            TelegramChannel(make_bot("1:test", request=telegram.request)),
            tools,
            clock=lambda: DAY,
            feeds=[FEED],
            fetcher=Web(body),  # type: ignore[arg-type]  # a fake with the two methods that are used
            limits=UNLIMITED,
        )
        app.store.settle_feed(FeedState(FEED.url, first_looked=DAY, last_success=DAY, next_look=DAY.replace(hour=20)))
        stop = asyncio.Event()
        task = asyncio.create_task(app.run(stop))
        try:
            yield app, telegram
        finally:
            stop.set()
            await asyncio.wait_for(task, 30)
            await app.close()

    return opened


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not true():  # noqa: ASYNC110 - the fake Telegram has no event for everything one may wait for
            await asyncio.sleep(0.01)


def texts(telegram: InProcessTelegram, chat_id: int) -> list[str]:
    return [str(message.get("text", "")) for message in telegram.messages[chat_id] if message["from"]["is_bot"]]


async def settled(app: App, telegram: InProcessTelegram) -> None:
    await until(lambda: not telegram.unconfirmed and app.listener.idle and not app.store.owed(DAY))


async def test_two_subscribers_get_one_message_each_for_a_day_of_violence_and_texas_none(running: Open) -> None:
    async with running(rss("Violence erupts in Mexico after cartel leader is killed", ARTICLE)) as (app, telegram):
        for chat, place in ((1, "Jalisco"), (2, "Mexico"), (3, "Texas")):
            telegram.say(chat, f"/subscribe {place}")
            await settled(app, telegram)
        # "Mexico" is a country, a state and a city: the first button is the country.
        for chat in (1, 2, 3):
            if not app.store.subscriptions(chat):
                last = [message for message in telegram.messages[chat] if message.get("reply_markup")][-1]
                telegram.press(chat, last["message_id"], last["reply_markup"]["inline_keyboard"][0][0]["callback_data"])
                await settled(app, telegram)
        before = {chat: len(telegram.messages[chat]) for chat in (1, 2, 3)}
        app.store.settle_feed(FeedState(FEED.url, first_looked=DAY, last_success=DAY))
        await until(lambda: bool(app.store.articles()))
        await settled(app, telegram)
        news = {chat: texts(telegram, chat)[-1] for chat in (1, 2)}
        assert {chat: len(telegram.messages[chat]) - before[chat] for chat in (1, 2, 3)} == {1: 1, 2: 1, 3: 0}
        assert "Tapalpa" in news[1].splitlines()[0]
        assert "Mexico" in news[2]
        assert app.store.incidents(DAY.replace(day=1), "US") == []


async def test_an_unknown_command_and_plain_nonsense_are_answered(running: Open) -> None:
    async with running() as (app, telegram):
        telegram.say(1, "/subscrib jalisco")
        telegram.say(1, "asdfghjkl")
        await settled(app, telegram)
        answers = texts(telegram, 1)
        assert len(answers) == 2
        assert "/subscribe" in answers[0]


async def test_a_fault_in_a_command_is_answered_and_the_next_command_works(
    running: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running() as (app, telegram):
        with monkeypatch.context() as broken:
            broken.setattr("bot.updates.handle_update", _fails)
            telegram.say(1, "/help")
            await settled(app, telegram)
        telegram.say(1, "/help")
        await settled(app, telegram)
        assert len(texts(telegram, 1)) == 2


def _fails(*_: Any, **__: Any) -> None:
    raise ZeroDivisionError


async def test_a_token_that_is_taken_away_stops_the_bot_and_says_why(tmp_path: Path, tools: Tools) -> None:
    telegram = InProcessTelegram()
    telegram.token = "2:another"
    channel = TelegramChannel(make_bot("1:test", request=telegram.request))
    app = build(Config(data_dir=tmp_path), channel, tools, feeds=[])
    with pytest.raises(Mistakes, match="token"):
        await asyncio.wait_for(app.run(asyncio.Event()), 30)
    await app.close()


async def test_two_bots_on_one_database_are_refused_with_one_line(tmp_path: Path, tools: Tools) -> None:
    channel = TelegramChannel(make_bot("1:test", request=InProcessTelegram().request))
    app = build(Config(data_dir=tmp_path), channel, tools, feeds=[])
    with pytest.raises(Mistakes, match="another"):
        build(Config(data_dir=tmp_path), channel, tools, feeds=[])
    await app.close()


async def test_check_names_broken_rules_and_config_alike(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("language: en\nrules:\n  - id: x\n    severty: hgih\n", encoding="utf-8")
    path = tmp_path / "config.yaml"
    path.write_text("rules: [builtin, ./mine.yaml]\n", encoding="utf-8")
    report = await examine(path, ask_telegram=False)
    assert any('did you mean "severity"' in problem for problem in report.problems)
    path.write_text("rules: builtin\nmode: lief\n", encoding="utf-8")
    assert len((await examine(path, ask_telegram=False)).problems) == 2


async def test_a_server_that_comes_up_before_its_network_reads_on_and_keeps_what_is_owed(tmp_path: Path) -> None:
    nobody_there = "http://127.0.0.1:9"
    config = Config(data_dir=tmp_path, telegram=TelegramSettings(token="1:0123456789", api_base=nobody_there))
    with pytest.raises(Mistakes, match="cannot be reached"):
        await telegram_channel(config)
    channel, username = await telegram_channel(config, down_is_a_mistake=False)
    await channel.close()
    assert username == ""


async def test_the_bots_name_is_known_from_an_earlier_start_when_telegram_is_down(tmp_path: Path, tools: Tools) -> None:
    names = []
    for learnt in ("guard_bot", ""):
        telegram = InProcessTelegram(clock=lambda: DAY)
        channel = TelegramChannel(make_bot("1:test", request=telegram.request))
        app = build(Config(data_dir=tmp_path), channel, tools, clock=lambda: DAY, username=learnt)
        names.append(app.desk.username)
        await app.close()
    assert names == ["guard_bot", "guard_bot"]


async def test_a_running_bot_leaves_signs_of_life(running: Open) -> None:
    async with running() as (app, telegram):
        telegram.say(7, "/about")
        for _ in range(200):
            if app.listener.answered is not None:
                break
            await asyncio.sleep(0.01)
        app._tick()
        signs = signs_in({name: app.store.value(name) for name in (STARTED_AT, TICKED_AT, HEARD_AT)}, None, ())
    assert (signs.started, signs.ticked, signs.heard) == (DAY, DAY, DAY)


async def test_a_database_that_is_locked_for_a_while_ends_nothing(
    running: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds: list[int] = []

    def locked_at_first(desk: Any) -> int:
        rounds.append(len(rounds))
        if len(rounds) < 3:
            raise StoreBusyError("tocsin.db: the database is locked by another program")
        return 0

    monkeypatch.setattr("bot.running.TIDY_EVERY_S", 0.01)
    monkeypatch.setattr("bot.running.tidy", locked_at_first)
    async with running() as (app, telegram):
        await until(lambda: len(rounds) > 3)
        telegram.say(1, "/help")
        await settled(app, telegram)
        assert len(texts(telegram, 1)) == 1


async def test_the_menu_is_set_once_telegram_can_be_reached_and_said_once_until_then(
    running: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.running.MENU_AGAIN_S", 0.01)
    with capture_logs() as logs:
        async with running(faults=[Fault("drop_before", method="setMyCommands", times=3)]) as (_, telegram):
            await until(lambda: len(telegram.commands) == 7)
    attempts = sum(method == "setMyCommands" for method, _ in telegram.requests)
    assert attempts == 3 + 7, "an attempt ends with the first that is not heard"
    assert [one["event"] for one in logs if "menu" in one["event"]] == ["the menu of commands waits for Telegram"]


async def test_what_a_command_wrote_down_is_told_at_once(running: Open) -> None:
    async with running() as (app, telegram):
        telegram.say(1, "/subscribe Jalisco")
        telegram.say(99, "/announce We move tonight.")
        await settled(app, telegram)
        telegram.press_label(99, "Send")
        await until(lambda: any("We move tonight." in text for text in texts(telegram, 1)))
        await settled(app, telegram)  # the message is out before it is ticked off
        assert app.store.untold() == []


async def test_what_was_not_finished_telling_is_told_by_the_running_bot(running: Open) -> None:
    async with running() as (app, telegram):
        telegram.say(1, "/subscribe Jalisco")
        await settled(app, telegram)
        before = len(texts(telegram, 1))
        stored = app.store.add_incident(incident(part(TAPALPA, severity=Severity.DANGER)))
        app.store.to_tell(Telling(stored, "A paper", FEED.url))
        app.newsroom.worker.submit(app.newsroom.teller.catch_up).result(20)
        await settled(app, telegram)
        assert len(texts(telegram, 1)) == before + 1
        assert app.store.untold() == []


@pytest.mark.parametrize(
    "error", [sqlite3.OperationalError("database or disk is full"), PermissionError(13, "Permission denied")]
)
def test_a_folder_that_cannot_hold_the_gazetteer_is_named_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def cannot(*_: object) -> Path:
        raise error

    monkeypatch.setattr("extract.gazetteer.compiled", cannot)
    with pytest.raises(Mistakes) as mistakes:
        reading_tools(tmp_path)
    [line] = mistakes.value.lines
    assert line.startswith(f"{tmp_path}: the gazetteer cannot be kept there (")
    assert "`data_dir`" in line


def test_a_file_where_the_data_folder_should_be_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    with pytest.raises(Mistakes, match=r"\((File exists|Not a directory)\)"):
        reading_tools(tmp_path / "data")
