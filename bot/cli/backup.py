"""`tocsin backup` and `tocsin restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Config = Annotated[Path | None, typer.Option("--config", "-c", help="The config file.")]


def register(app: typer.Typer) -> None:
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist yet.")], config: Config = None
) -> None:
    """Copy the database into FILE; safe while the bot runs."""
    from bot.config import Mistakes, find_config, load_config
    from bot.store import StoreError
    from bot.store.backup import back_up

    settings = load_config(find_config(config))
    try:
        size = back_up(settings.database_path, file, settings.database_key)
    except StoreError as error:
        raise Mistakes([str(error)]) from error
    typer.echo(f"{file}: {size / 1e6:.1f} MB. It holds people's chats and regions: keep it as safe as the database.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `tocsin backup` wrote.")], config: Config = None
) -> None:
    """Put the backup FILE in place of the database; the bot must not be running."""
    from datetime import datetime

    from bot.config import Mistakes, find_config, load_config
    from bot.store import StoreError
    from bot.store import backup as copies

    settings = load_config(find_config(config))
    database = settings.database_path
    try:
        aside = copies.restore(file, database, datetime.now().astimezone(), settings.database_key)
    except StoreError as error:
        raise Mistakes([str(error)]) from error
    kept = f" What was there before is now {aside}." if aside else ""
    typer.echo(f"{database}: restored from {file}.{kept}")
