"""`tocsin demo`: the real pipeline on sample feeds, in this terminal, without any account."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from bot.channels.inprocess import InProcessTelegram
    from bot.demo.server import Served
    from bot.running import App
    from extract.read import Tools

ALL_WITHIN_S = 50.0  # after set-up; whoever gives a folder of ten thousand articles sees as many as fit
MOST_LISTED = 40
# What the gates are called in a sentence for people; others are shown by their own name.
ENDINGS = {
    "no_rule_word": "no word of any rule",
    "no_rule": "no rule's conditions met",
    "no_place": "it does not say where",
}


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    feeds: Annotated[
        Path | None, typer.Option(help="Your own feed files (.xml, .rss, .atom, .json) and pages (.html).")
    ] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where the compiled gazetteer lies.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more of what happens.")] = False,
) -> None:
    """Read sample feeds served on this machine and show what four subscribers get to see."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    from rich.console import Console

    from bot.app import reading_tools
    from bot.cli.terminal import log_to_stderr, progress_bar
    from bot.config import Mistakes, default_data_dir
    from bot.demo.day import SamplesError
    from bot.demo.server import serve

    log_to_stderr(verbose, quiet=not verbose)
    with progress_bar() as progress:
        tools = reading_tools(data_dir or default_data_dir(), progress)
    console = Console(width=None if os.isatty(1) else 100, highlight=False)
    try:
        with serve(feeds) as served, TemporaryDirectory(prefix="tocsin-demo-") as folder:
            asyncio.run(_day(served, tools, Path(folder), console))
    except SamplesError as error:
        raise Mistakes([str(error)]) from None


async def _day(served: Served, tools: Tools, folder: Path, console: Console) -> None:
    from bot.app import build
    from bot.channels.inprocess import InProcessTelegram
    from bot.channels.telegram import TelegramChannel, make_bot
    from bot.config import Config
    from bot.demo.server import resolve
    from bot.feeds.fetch import Fetcher
    from bot.limits import UNLIMITED

    clock = _ticking(served.day.clock or _newest(served))
    telegram = InProcessTelegram(clock=clock)
    fetcher = Fetcher(allow_hosts=served.allow_hosts, resolve=resolve, now=clock)
    app = build(
        Config(data_dir=folder, access="open"),
        TelegramChannel(make_bot("1:in-this-process", request=telegram.request)),
        tools,
        clock=clock,
        feeds=served.feeds,
        fetcher=fetcher,
        limits=UNLIMITED,
    )
    try:
        names = _subscribe_readers(app, served, telegram)
        console.print(f"[bold]{len(served.feeds)} feeds[/] on {served.base}, it is {clock():%A %d %B %Y, %H:%M} UTC.\n")
        got = await _watch(app, telegram, names, console)
        _incidents(app, console)
        _table(app, names, got, console)
    finally:
        await app.close()


def _ticking(start: datetime) -> Callable[[], datetime]:
    """The day's own clock: it starts there and goes on at the usual pace."""
    offset = start - datetime.now(UTC)
    return lambda: datetime.now(UTC) + offset


def _newest(served: Served) -> datetime:
    """Where no clock is stated: the date of the newest item that is not in the future."""
    from bot.feeds.parse import Parsed, parse_feed

    now = datetime.now(UTC)
    dates = []
    for feed in served.feeds:
        path = served.day.folder / feed.url.removeprefix(f"{served.base}/")
        parsed = parse_feed(path.read_bytes(), None, feed, now) if path.is_file() else None
        if isinstance(parsed, Parsed):
            dates += [article.published for article in parsed.articles if article.published is not None]
    return max((date for date in dates if date <= now), default=now)


def _subscribe_readers(app: App, served: Served, telegram: InProcessTelegram) -> dict[int, str]:
    """Chat ids with who they are and what they asked for."""
    from bot.feeds.feed import FeedState
    from bot.subscriptions import Chat, Subscription

    now = app.desk.now()
    names = {}
    for number, reader in enumerate(served.day.readers, 1):
        telegram.open_chat(number, title=reader.name)
        app.store.save_chat(Chat(number, "private", language=reader.language, admitted=True, title=reader.name), now)
        app.store.subscribe(Subscription(0, number, reader.region), now)
        around = f", {reader.region.radius_km:.0f} km around" if reader.region.radius_km else ""
        names[number] = f"{reader.name} ({reader.region.name}{around})"
    for feed in served.feeds:
        # As if these feeds had been watched for long: a first look would keep older items quiet.
        app.store.settle_feed(FeedState(feed.url, first_looked=now, last_success=now))
    return names


async def _watch(app: App, telegram: InProcessTelegram, names: dict[int, str], console: Console) -> Counter[int]:
    """Look at every feed once, send what is owed, and show each message as it arrives."""
    seen = telegram.watch()
    got: Counter[int] = Counter()
    loop = asyncio.get_running_loop()
    end = loop.time() + ALL_WITHIN_S
    try:
        async with asyncio.timeout_at(end):
            while await app.watch.look_at_next():
                with app.tally.stage("send"):
                    await app.sender.drain()
                while not seen.empty():
                    event = seen.get_nowait()
                    got[event.chat_id] += 1
                    _show(event.message, names[event.chat_id], console)
    except TimeoutError:
        console.print(f"[yellow]Cut off after {ALL_WITHIN_S:.0f} s; what was read until then is counted.[/]")
    return got


def _show(message: dict[str, Any], name: str, console: Console) -> None:
    from rich.console import Group
    from rich.panel import Panel
    from rich.text import Text

    from bot.cli.screen import buttons, shown

    rows = [Text("  ".join(f"[ {button['text']} ]" for button in row), style="cyan") for row in buttons(message)]
    console.print(Panel(Group(shown(message), *rows), title=f"to {name}", title_align="left"))


def _incidents(app: App, console: Console) -> None:
    """All that was found, told to somebody or not: a folder may speak of places that nobody here watches."""
    from rich.table import Table

    table = Table(title="What was found", title_justify="left", title_style="bold", box=None, padding=(0, 2))
    for heading in ("incident", "place", "country", "severity", "headline"):
        table.add_column(heading, overflow="ellipsis", no_wrap=True)
    found = app.store.incidents(datetime.min.replace(tzinfo=UTC))
    for incident in sorted(found, key=lambda one: one.id)[:MOST_LISTED]:
        head = incident.head
        kind = head.category.replace("_", " ")
        table.add_row(kind, head.place.name, incident.country, incident.severity.word, incident.sources[0].title)
    if found:
        console.print(table)
        console.print(f"... and {len(found) - MOST_LISTED} more" if len(found) > MOST_LISTED else "")


def _table(app: App, names: dict[int, str], got: Counter[int], console: Console) -> None:
    from rich.table import Table

    tally = app.tally
    quiet = sum(tally.quiet.values())
    table = Table(show_header=False, box=None, padding=(0, 2))
    table.add_row("articles read", str(tally.articles))
    table.add_row("stayed quiet", str(quiet))
    for gate, count in tally.quiet.most_common():
        table.add_row(f"  {ENDINGS.get(gate, gate)}", str(count))
    table.add_row("incidents", str(tally.incidents))
    table.add_row("alerts", str(tally.alerts))
    for chat, name in names.items():
        table.add_row(f"  to {name}", str(got[chat]))
    table.add_row("milliseconds a run, by stage", "")
    for stage, (runs, seconds) in tally.stages.items():
        table.add_row(f"  {stage} ({runs} times)", f"{1000 * seconds / max(1, runs):.1f}")
    console.print(table)
