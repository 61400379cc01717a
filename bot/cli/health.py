"""`tocsin health`: does the bot that should be running still do its work?"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from shutil import disk_usage
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command("health")(health)


def health(
    config: Annotated[Path | None, typer.Option("--config", "-c", help="The config file.")] = None,
) -> None:
    """Say whether the running bot does its work; exit code 1 when somebody should look. Changes nothing."""
    from bot.config import Mistakes, find_config, load_config
    from bot.health import signs_in, troubles
    from bot.store import StoreError
    from bot.store.reader import alert_owed_since, feed_states, kept_values

    settings = load_config(find_config(config))
    try:
        path = settings.database_path
        free = disk_usage(path.parent).free / 1e6 if path.parent.is_dir() else None
        key = settings.database_key
        found = signs_in(kept_values(path, key), alert_owed_since(path, key), feed_states(path, key), free)
    except StoreError as error:
        raise Mistakes([str(error)]) from None
    lines = troubles(found, [feed.feed() for feed in settings.feeds], datetime.now(UTC))
    if lines:
        raise Mistakes(lines)
    typer.echo("All is well.")
