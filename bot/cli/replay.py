"""`tocsin replay`: what the bot would have told whom, article by article."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.cli.lines import BadLineError, lines_of

if TYPE_CHECKING:
    from bot.cli.replaying import Told
    from bot.config import Config
    from extract.read import Tools

T = TypeVar("T")


def register(app: typer.Typer) -> None:
    app.command("replay")(replay)


def replay(
    articles: Annotated[
        Path, typer.Argument(help="JSON Lines: {id, published, publisher, official?, url?, lang?, title?, text}.")
    ],
    subscribers: Annotated[
        Path, typer.Option(help='JSON Lines: {chat, region, ...}, the region as typed to /subscribe ("Leeds 40km").')
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    database: Annotated[
        Path | None, typer.Option(help="Keep the database there, and continue what an earlier replay left in it.")
    ] = None,
    rules: Annotated[
        list[str] | None, typer.Option(help="Rule files or folders; builtin = those that ship. May be repeated.")
    ] = None,
    data_dir: Annotated[Path | None, typer.Option(help="Where the compiled gazetteer lies.")] = None,
) -> None:
    """Run articles through the whole bot on their own clock and print what was told to whom, and why.

    The order of the file is the order of arrival; the clock never goes back. Nothing is sent and nothing is fetched.
    """
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    from bot.app import reading_tools
    from bot.cli.terminal import log_to_stderr, progress_bar
    from bot.config import Config, Mistakes, default_data_dir

    log_to_stderr(False, quiet=True)
    for path in (articles, subscribers):
        if not path.is_file():
            raise Mistakes([f"{path}: no such file"])
    with progress_bar() as progress:
        tools = reading_tools(data_dir or default_data_dir(), progress)
    with TemporaryDirectory(prefix="tocsin-replay-") as folder:
        where = database.absolute() if database else Path(folder) / "replay.db"
        config = Config(data_dir=where.parent, database=where, access="open", rules=tuple(rules or ["builtin"]))
        if not asyncio.run(_replay(config, tools, articles, subscribers, as_json)):
            raise typer.Exit(1)


async def _replay(config: Config, tools: Tools, articles: Path, subscribers: Path, as_json: bool) -> bool:
    """Whether every line could be used."""
    from bot.app import build
    from bot.cli.replaying import ArticleClock, Letterbox, Replay, read_article_line
    from bot.cli.subscribers import read_subscriber
    from bot.limits import UNLIMITED

    clock, letterbox = ArticleClock(), Letterbox()
    app = build(config, letterbox, tools, clock=clock, limits=UNLIMITED)
    file = Lines()
    counts: Counter[str] = Counter()
    try:
        run = Replay(app, letterbox, clock)
        composer = app.desk.composer()
        read = partial(
            read_subscriber, gazetteer=tools.gazetteer, categories=composer.categories, wordings=composer.wordings
        )
        people = list(file.read(subscribers, read))
        file.note(subscribers, (note for person in people for note in person.notes))
        run.subscribe(people)
        for article in file.read(articles, read_article_line):
            counts["articles"] += 1
            for told in await run.take(article):
                print(json.dumps(told.as_json(), ensure_ascii=False) if as_json else _row(told), flush=True)
                counts[told.action if told.chat is None else "messages"] += told.action != "held"
    finally:
        await app.close()
    if not as_json:
        print(", ".join(f"{count} {what}" for what, count in counts.items()))
    return file.good


class Lines:
    """The files of a run, a line at a time; what cannot be used is told on stderr and left out."""

    def __init__(self) -> None:
        self.good = True

    def read(self, path: Path, read: Callable[[bytes | None], T]) -> Iterator[T]:
        with path.open("rb") as stream:
            for number, line in lines_of(stream):
                try:
                    value = read(line)
                except BadLineError as bad:
                    self.good = False
                    print(f"{path}:{number}: {bad}", file=sys.stderr, flush=True)
                else:
                    yield value

    def note(self, path: Path, notes: Iterable[str]) -> None:
        for note in dict.fromkeys(notes):
            print(f"{path}: note: {note}", file=sys.stderr, flush=True)


def _row(told: Told) -> str:
    incident = "" if told.incident is None else f"#{told.incident}.{told.revision}"
    chat = "" if told.chat is None else f"to {told.chat}"
    return f"{told.article or '':16.16}  {incident:8} {told.action:10} {chat:14.14} {told.why}"
