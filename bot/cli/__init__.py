"""The command line, one file a command group."""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Sequence

import click
import typer

# Each has `register(app)`; heavy libraries are imported inside the commands, so that --help is quick.
GROUPS = (
    "setup",
    "demo",
    "chat",
    "run",
    "extract",
    "places",
    "rules",
    "feeds",
    "gazetteer",
    "backup",
)

FINE, PROBLEMS_FOUND, WRONG_USE = 0, 1, 2


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

    try:
        result = typer.main.get_command(command_line()).main(
            args=list(arguments), prog_name="tocsin", standalone_mode=False
        )
    except click.exceptions.Exit as leave:
        return leave.exit_code
    except click.ClickException as wrong:
        wrong.show()
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        print("Stopped.", file=sys.stderr)
        return 128 + signal.SIGINT
    except Mistakes as mistakes:
        for line in mistakes.lines:
            print(line, file=sys.stderr)
        return PROBLEMS_FOUND
    except BrokenPipeError:
        # The reader went away (`| head`): nobody is left to tell, and Python must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return result if isinstance(result, int) else FINE
