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
    from bot.config import Mistakes
    from bot.store import StoreError
    from bot.store.backup import back_up

    try:
        size = back_up(_database(config), file)
    except StoreError as error:
        raise Mistakes([str(error)]) from error
    typer.echo(f"{file}: {size / 1e6:.1f} MB. It holds people's chats and regions: keep it as safe as the database.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that `tocsin backup` wrote.")], config: Config = None
) -> None:
    """Put the backup FILE in place of the database; the bot must not be running."""
    from datetime import datetime

    from bot.config import Mistakes
    from bot.store import StoreError
    from bot.store import backup as copies

    database = _database(config)
    try:
        aside = copies.restore(file, database, datetime.now().astimezone())
    except StoreError as error:
        raise Mistakes([str(error)]) from error
    kept = f" What was there before is now {aside}." if aside else ""
    typer.echo(f"{database}: restored from {file}.{kept}")


def _database(config: Path | None) -> Path:
    from bot.config import find_config, load_config

    return load_config(find_config(config)).database_path
