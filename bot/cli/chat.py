"""`tocsin chat`: the bot in this terminal, without an account."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

if TYPE_CHECKING:
    from bot.channels.botapi import BotApi
    from bot.config import Config
    from bot.running import App

YOU = 1  # the only chat there is
ANSWER_WITHIN_S = 60.0
LOOK_S = 0.01


def register(app: typer.Typer) -> None:
    app.command("chat")(chat)


def chat(
    config: Annotated[Path | None, typer.Option("--config", "-c", help="The config file.")] = None,
    language: Annotated[str, typer.Option("--lang", help="The language you would have set in Telegram.")] = "en",
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more of what happens.")] = False,
) -> None:
    """Talk to the bot here: type what you would write, press a button by its number, end with Ctrl-D.

    It reads the configured feeds and has a database of its own, so nobody else is told anything.
    """
    from bot.cli.terminal import log_to_stderr
    from bot.config import DEFAULT_CONFIG, Config, find_config, load_config

    log_to_stderr(verbose)
    alone = config is None and not DEFAULT_CONFIG.exists()
    settings = Config() if alone else load_config(find_config(config))
    asyncio.run(_talk(_for_one(settings), language))


def _for_one(config: Config) -> Config:
    """The same settings, with you as the admin and a database beside the real one."""
    database = config.database.with_name(f"{config.database.stem}.chat.db")
    return config.model_copy(update={"admins": (*config.admins, YOU), "database": database, "mode": "live"})


async def _talk(config: Config, language: str) -> None:
    from rich.console import Console

    from bot.app import build, reading_tools
    from bot.channels.inprocess import InProcessTelegram
    from bot.channels.telegram import TelegramChannel, make_bot
    from bot.channels.terminal import Terminal, converse
    from bot.cli.terminal import progress_bar, stop_on_signals
    from bot.limits import UNLIMITED

    stop = asyncio.Event()
    stop_on_signals(stop)
    # The database remembers which updates it has done: each start goes on with numbers it has not seen.
    telegram = InProcessTelegram(first_update=time.time_ns() // 1_000_000)
    channel = TelegramChannel(make_bot("1:in-this-terminal", request=telegram.request))
    me = await channel.open()
    with progress_bar() as progress:
        tools = await asyncio.to_thread(reading_tools, config.data_dir, progress)
    app = build(config, channel, tools, limits=UNLIMITED, username=me.username or "")
    console = Console(highlight=False)
    terminal = Terminal(telegram, YOU, console, language=language)
    typed = sys.stdin.isatty()
    if typed:
        console.print("Type /start to begin, /help for everything, Ctrl-D to leave.", style="dim")

    async def settled() -> None:
        await until_settled(telegram, app)

    running = asyncio.create_task(app.run(stop))
    showing = asyncio.create_task(terminal.show_for_ever())
    try:
        talking = asyncio.create_task(
            converse(terminal, lines_of(sys.stdin), settled, stop, echo=None if typed else console)
        )
        await asyncio.wait((talking, running), return_when=asyncio.FIRST_COMPLETED)
        stop.set()
        await talking
        await running
    finally:
        showing.cancel()
        terminal.show_waiting()
        await app.close()


async def until_settled(telegram: BotApi, app: App) -> None:
    """Everything said so far is handled and its answers are sent; at most a minute."""
    try:
        async with asyncio.timeout(ANSWER_WITHIN_S):
            while telegram.unconfirmed or not app.listener.idle or app.store.owed(app.desk.now()):  # noqa: ASYNC110
                await asyncio.sleep(LOOK_S)
    except TimeoutError:
        typer.echo("(no answer within a minute)", err=True)


async def lines_of(stream: TextIO) -> AsyncIterator[str]:
    """Lines as they are typed; a thread waits for them, so that alerts appear meanwhile."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[str | None] = asyncio.Queue()

    def read() -> None:
        for line in stream:
            loop.call_soon_threadsafe(queue.put_nowait, line)
        loop.call_soon_threadsafe(queue.put_nowait, None)

    threading.Thread(target=read, name="input", daemon=True).start()
    while (line := await queue.get()) is not None:
        yield line
