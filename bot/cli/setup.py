"""`tocsin init` and `tocsin check`."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    app.command("init")(init)
    app.command("check")(check)


def init(
    path: Annotated[Path, typer.Argument(help="The file to write.")] = Path("config.yaml"),
) -> None:
    """Write a config in which every key is explained and has its default."""
    from bot.config import Mistakes

    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(example_config())
    except FileExistsError:
        raise Mistakes([f"{path}: exists already, and stays as it is. Name another file, or move this one."]) from None
    except OSError as error:
        raise Mistakes([f"{path}: cannot be written: {error.strerror}."]) from None
    # The token may end up in it: for its owner's eyes only.
    path.chmod(0o600)
    print(f"{path} is written. Next: put your token in, then `tocsin check`, then `tocsin run`.")


def example_config() -> str:
    """config.example.yaml: beside the package in a wheel, at the top of a checkout."""
    shipped = resources.files("bot").joinpath("config.example.yaml")
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    return (Path(__file__).parents[2] / "config.example.yaml").read_text(encoding="utf-8")


def check(
    config: Annotated[Path | None, typer.Option("--config", "-c", help="The config file.")] = None,
    offline: Annotated[bool, typer.Option("--offline", help="Do not ask Telegram whether the token is valid.")] = False,
) -> None:
    """Name every problem of config, rules, feeds and token at once."""
    import asyncio

    from bot.checking import examine
    from bot.config import find_config

    report = asyncio.run(examine(find_config(config), ask_telegram=not offline))
    for note in report.notes:
        print(note)
    for problem in report.problems:
        typer.echo(problem, err=True)
    if report.problems:
        raise typer.Exit(1)
    print("No problem found.")
