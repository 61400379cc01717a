"""`tocsin run`: the bot on Telegram."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.config import Config
    from extract.read import Tools


def register(app: typer.Typer) -> None:
    app.command("run")(run)


def run(
    config: Annotated[Path | None, typer.Option("--config", "-c", help="The config file.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", help="Say more of what happens.")] = False,
) -> None:
    """Run the bot on Telegram until Ctrl-C."""
    from bot.app import reading_tools
    from bot.checking import examine
    from bot.cli.terminal import log_to_stderr, progress_bar
    from bot.config import TOKEN_VARIABLE, Mistakes, find_config

    log_to_stderr(verbose)
    path = find_config(config)
    report = asyncio.run(examine(path, ask_telegram=False))
    problems = list(report.problems)
    if report.config is not None and not report.config.telegram.token:
        problems.append(f"{path}: no bot token; put it into {TOKEN_VARIABLE}, or under telegram: token:")
    if problems or report.config is None:
        raise Mistakes(problems)
    with progress_bar() as progress:
        tools = reading_tools(report.config.data_dir, progress)
    asyncio.run(_serve(report.config, tools))


async def _serve(config: Config, tools: Tools) -> None:
    from bot.app import build
    from bot.checking import telegram_channel
    from bot.cli.terminal import stop_on_signals

    stop = asyncio.Event()
    stop_on_signals(stop)
    gc.disable()  # until `keep_for_good`
    channel, username = await telegram_channel(config, down_is_a_mistake=False)
    app = build(config, channel, tools, username=username)
    app.warm = keep_for_good
    try:
        await app.run(stop)
    finally:
        await app.close()


# Of Python's garbage collector: the whole is looked through after a million new objects that stay (some 100 MB).
SELDOM = (10_000, 10, 10)


def keep_for_good() -> None:
    """Leave what was loaded at the start out of every later garbage collection: gazetteer and models are millions
    of objects that stay, and going through them halts everything, sending too, for 80 to 450 ms (measured). For the
    same reason nothing is collected while they are loaded (`gc.disable` in `_serve`), nor once at the end: of two
    hundred thousand objects all but a few hundred stay.

    What comes later is looked through less often: half a million values of one telling to a hundred thousand readers
    are no reason to halt everything for 100 ms several times.
    """
    gc.freeze()
    gc.set_threshold(*SELDOM)
    gc.enable()
