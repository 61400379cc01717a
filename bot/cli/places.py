"""`tocsin places`: look places up as a person types them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from extract.gazetteer import SqliteGazetteer
    from extract.places import Match

EXPECTED = 'a line looks like {"id": "1", "query": "guadalajara"}'


def register(app: typer.Typer) -> None:
    app.command("places")(places)


def places(
    name: Annotated[
        list[str] | None, typer.Argument(help="A place as you would type it; words may stand apart.")
    ] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='Read {"id", "query"} lines, write their results.')] = False,
    limit: Annotated[int, typer.Option(help="How many places at most.", min=1, max=50)] = 8,
    data_dir: Annotated[Path | None, typer.Option(help="Where the compiled gazetteer lies.")] = None,
) -> None:
    """Look a place up: name, slip of the pen, nickname, "city parent", any script. Best first."""
    from bot.cli.gazetteer import opened

    if jsonl == bool(name):
        raise typer.BadParameter("give a NAME, or --jsonl and lines on standard input", param_hint="NAME")
    gazetteer = opened(data_dir)
    if jsonl:
        failed = [problem for problem in _answer_lines(sys.stdin, gazetteer, limit) if problem]
        if failed:
            raise typer.Exit(1)
        return
    query = " ".join(name or ())
    found = gazetteer.lookup(query, limit)
    if not found:
        print(f"No place is called {query!r} or anything like it.", file=sys.stderr)
        raise typer.Exit(1)
    for line in table(found, gazetteer):
        print(line)


def _answer_lines(lines: Iterable[str], gazetteer: SqliteGazetteer, limit: int) -> Iterable[bool]:
    """One answer a line; True for each line that could not be read, which is told on stderr."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            ident, query = asked["id"], asked["query"]
            if not isinstance(query, str):
                raise TypeError
        except (json.JSONDecodeError, RecursionError, KeyError, TypeError):
            print(f'line {number}: no "id" and "query" could be read; {EXPECTED}', file=sys.stderr, flush=True)
            yield True
            continue
        results = [as_json(match) for match in gazetteer.lookup(query, limit)]
        print(json.dumps({"id": ident, "results": results}, ensure_ascii=False), flush=True)
        yield False


def as_json(match: Match) -> dict[str, Any]:
    """The documented shape of one result."""
    place = match.place
    return {
        "geonameid": place.geonameid,
        "name": place.name,
        "kind": place.kind,
        "country": place.country,
        "admin1": place.admin1,
        "population": place.population,
        "why": match.why,
    }


def table(found: Sequence[Match], gazetteer: SqliteGazetteer) -> Iterable[str]:
    """One line a place: name, what contains it, kind, population, id, why."""
    rows = []
    for match in found:
        place = match.place
        around = ", ".join(parent.name for parent in gazetteer.parents(place))
        people = f"{place.population:,}" if place.population else ""
        rows.append(
            (", ".join(filter(None, (place.name, around))), place.kind, people, str(place.geonameid), match.why)
        )
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for name, kind, people, ident, why in rows:
        cells = (name.ljust(widths[0]), kind.ljust(widths[1]), people.rjust(widths[2]), ident.rjust(widths[3]), why)
        yield "  ".join(cells)
