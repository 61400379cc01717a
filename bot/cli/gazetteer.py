"""`tocsin gazetteer`: what the gazetteer holds; an operator's own places."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from extract.gazetteer import SqliteGazetteer

DataDir = Annotated[Path | None, typer.Option(help="Where the compiled gazetteer lies.")]


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="What the gazetteer holds, and places of your own.", invoke_without_command=True)
    group.callback()(show)
    group.command("add")(add)
    app.add_typer(group, name="gazetteer")


def data_folder(data_dir: Path | None) -> Path:
    if data_dir is not None:
        return data_dir
    from bot.config import default_data_dir

    return default_data_dir()


def opened(data_dir: Path | None) -> SqliteGazetteer:
    """The gazetteer, compiled under a progress bar when that is needed."""
    from extract.gazetteer import open_gazetteer

    with _bar() as progress:
        return open_gazetteer(data_folder(data_dir), progress=progress)


@contextmanager
def _bar() -> Iterator[Callable[[str, int, int], None]]:
    """A bar on stderr that is drawn from the first step on, so never when there is nothing to do."""
    from rich.console import Console
    from rich.progress import Progress, TaskID

    bar = Progress(console=Console(stderr=True), transient=True)
    task: TaskID | None = None

    def progress(what: str, done: int, total: int) -> None:
        nonlocal task
        if task is None:
            bar.start()
            task = bar.add_task(what, total=total)
        bar.update(task, description=f"Gazetteer: {what}", completed=done, total=total)

    try:
        yield progress
    finally:
        if task is not None:
            bar.stop()


def show(context: typer.Context, data_dir: DataDir = None) -> None:
    """What is in it, from which versions, and how large it is."""
    if context.invoked_subcommand is not None:
        return
    from extract.gazetteer.compiling import stamp_of, summary

    path = opened(data_dir).path
    print(f"{path}  {path.stat().st_size / 1e6:.0f} MB")
    for what, count in summary(path):
        print(f"  {what:<10} {count:>9,}")
    print("made from")
    for what, version in (stamp_of(path) or {}).items():
        print(f"  {what:<14} {version}")
    print("Place data: GeoNames (geonames.org), CC BY 4.0; names: Unicode CLDR")


def add(
    file: Annotated[Path, typer.Argument(help="CSV, TSV or YAML with name, lat, lon; or a GeoNames dump (MX.txt).")],
    data_dir: DataDir = None,
) -> None:
    """Add places of your own: name, lat, lon, and if you like aliases (a|b), parent, kind, population."""
    from extract.gazetteer.adding import add_places

    with _bar() as progress:
        added = add_places(file, data_folder(data_dir), progress=progress)
    for problem in added.problems:
        print(problem, file=sys.stderr)
    print(f"{added.taken:,} places of {file.name} are in the gazetteer.")
    if added.problems:
        raise typer.Exit(1)
