"""The command line, one file a command group."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import typer

# Each has `register(app)`; heavy libraries are imported inside the commands, so that --help is quick.
GROUPS = (
    "setup",
    "demo",
    "chat",
    "run",
    "health",
    "extract",
    "replay",
    "places",
    "rules",
    "feeds",
    "gazetteer",
    "backup",
)

FINE, PROBLEMS_FOUND, STOPPED = 0, 1, 130  # 2, wrong use, is the command line library's own


def command_line() -> typer.Typer:
    """All commands; also what the docs test reads."""
    app = typer.Typer(
        name="tocsin",
        help="Reads the news and warns people on Telegram when violence breaks out where they are.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    for name in GROUPS:
        importlib.import_module(f"bot.cli.{name}").register(app)
    return app


def run_command_line(arguments: Sequence[str]) -> int:
    """The exit code: 0 fine, 1 problems found, 2 wrong use. A user's mistake never shows a stack trace."""
    from bot.config import Mistakes
    from bot.store import StoreError

    command = typer.main.get_command(command_line())
    try:
        command.main(args=list(arguments), prog_name="tocsin")
    except SystemExit as leave:
        return leave.code if isinstance(leave.code, int) else FINE
    except Mistakes as mistakes:
        for line in mistakes.lines:
            print(line, file=sys.stderr)
        return PROBLEMS_FOUND
    except StoreError as error:  # a full disk, say: it names the file and what to do
        print(error, file=sys.stderr)
        return PROBLEMS_FOUND
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return STOPPED
    return FINE
