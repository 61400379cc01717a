"""`tocsin feeds`: look at a feed before it is configured; report on those that are read."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from bot.feeds.fetch import Fetcher
    from bot.feeds.parse import NotAFeed, Parsed
    from extract.article import Article

SHOWN = 20  # of what is odd about one document

feeds = typer.Typer(help="Look at feeds.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(feeds, name="feeds")


@feeds.command("check")
def check(
    addresses: Annotated[list[str], typer.Argument(help="Web addresses or files.")],
    kind: Annotated[str, typer.Option("--type", help="The format, where it cannot be told by looking.")] = "auto",
    allow_host: Annotated[
        list[str] | None, typer.Option(help="A host that may be fetched although its network is private.")
    ] = None,
) -> None:
    """Print each item as a JSON line, and on stderr what is odd about the feed."""
    from bot.config import Mistakes
    from bot.feeds.formats import FEED_TYPES

    if kind != "auto" and kind not in FEED_TYPES:
        raise Mistakes([f"--type {kind}: unknown; known are auto, {', '.join(sorted(FEED_TYPES))}"])
    failed = asyncio.run(_check_all(addresses, kind, allow_host or []))
    if failed:
        raise typer.Exit(1)


async def _check_all(addresses: list[str], kind: str, allow: list[str]) -> bool:
    from bot.feeds.addresses import without_secrets
    from bot.feeds.fetch import Fetcher
    from bot.feeds.parse import few

    failed = False
    async with Fetcher(allow_hosts=allow) as fetcher:
        for address in addresses:
            parsed = await _read(address, kind, fetcher)
            shown = without_secrets(address) if _on_the_web(address) else address
            if isinstance(parsed, str):
                failed = True
                print(parsed if parsed.startswith(shown) else f"{shown}: {parsed}", file=sys.stderr)
                if "allow_hosts" in parsed:
                    print(f"{shown}: for this look, --allow-host names it", file=sys.stderr)
                continue
            for article in parsed.articles:
                print(json.dumps(as_json(article), ensure_ascii=False))
            for note in few(parsed.notes, SHOWN):
                print(f"{shown}: {note}", file=sys.stderr)
            number = "1 item" if len(parsed.articles) == 1 else f"{len(parsed.articles)} items"
            print(f"{shown}: {number}, read as {parsed.type}, told apart by {parsed.key_rule}", file=sys.stderr)
    return failed


async def _read(address: str, kind: str, fetcher: Fetcher) -> Parsed | str:
    """The items, or why there are none."""
    from bot.feeds.feed import Feed
    from bot.feeds.fetch import Fetched, NotModified
    from bot.feeds.parse import Parsed, parse_feed

    now = datetime.now(UTC)
    if _on_the_web(address):
        answer = await fetcher.get(address)
        if not isinstance(answer, Fetched):
            return "not modified" if isinstance(answer, NotModified) else answer.why
        found: Parsed | NotAFeed = parse_feed(
            answer.body, answer.content_type, Feed(address, type=kind), now, url=answer.final_url
        )
    else:
        try:
            body = await asyncio.to_thread(Path(address).read_bytes)
        except OSError as error:
            return f"cannot be read: {error.strerror}; a web address begins with http:// or https://"
        found = parse_feed(body, None, Feed(address, type=kind), now)
    return found if isinstance(found, Parsed) else found.why


def _on_the_web(address: str) -> bool:
    return address.startswith(("http://", "https://"))


def as_json(article: Article) -> dict[str, Any]:
    """The documented shape of one item."""
    point = next((area for area in article.areas if area.lat is not None), None)
    return {
        "key": article.key,
        "url": article.url,
        "title": article.title,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
        "lang": article.language,
        "kind": article.kind,
        "point": [point.lat, point.lon] if point else None,
        "areas": [{name: value for name, value in asdict(area).items() if value is not None} for area in article.areas],
        "level": article.level,
        "dangers": list(article.dangers),
    }


@feeds.command("report")
def report(
    config: Annotated[Path | None, typer.Option("--config", "-c", help="The config file.")] = None,
) -> None:
    """How the configured feeds are doing: last success, share of unchanged answers, next look, gaps, last error."""
    from rich.console import Console
    from rich.table import Table

    from bot.config import find_config, load_config
    from bot.feeds.addresses import without_secrets
    from bot.store.reader import feed_states

    settings = load_config(find_config(config))
    states = {state.url: state for state in feed_states(settings.database_path, settings.database_key)}
    table = Table(box=None)
    for heading in ("feed", "last success (UTC)", "unchanged", "next look (UTC)", "gaps", "last error"):
        table.add_column(heading, overflow="fold")
    feeds_of = Counter(feed.publisher for feed in settings.feeds)
    configured = {feed.url: _named(feed.publisher, feed.url, feeds_of[feed.publisher]) for feed in settings.feeds}
    added = {url: without_secrets(url) for url in states if url not in configured}  # in chat, or once configured
    for url, name in {**configured, **added}.items():
        state = states.get(url)
        if state is None:
            table.add_row(name, "never", "", "", "", "never looked at")
            continue
        share = f"{state.unchanged / state.looks:.0%}" if state.looks else ""
        error = f"{state.failures} in a row: {state.last_error}" if state.failures else ""
        success = f"{state.last_success:%Y-%m-%d %H:%M}" if state.last_success else "never"
        coming = f"{state.next_look:%H:%M}" if state.next_look else ""
        table.add_row(name, success, share, coming, str(state.gaps), error)
    Console().print(table)


def _named(publisher: str, url: str, feeds: int) -> str:
    """By its publisher; one of several feeds of a publisher, or of nobody, by its address too."""
    from bot.feeds.addresses import without_secrets

    return publisher if publisher and feeds == 1 else f"{publisher} {without_secrets(url)}".strip()


@feeds.command("catalogue")
def catalogue() -> None:
    """Print the sources that are known as lines for `feeds:` of the config; those that are off begin with #."""
    from bot.feeds.catalogue import as_config, entries

    print(as_config(entries()), end="")


@feeds.command("export")
def export(
    config: Annotated[Path | None, typer.Option("--config", "-c", help="The config file.")] = None,
) -> None:
    """Print the configured feeds as OPML."""
    from bot.config import find_config, load_config
    from bot.feeds.opml import write

    print(write([feed.feed() for feed in load_config(find_config(config)).feeds]), end="")


@feeds.command("import")
def import_(file: Annotated[Path, typer.Argument(help="An OPML file of any reader.")]) -> None:
    """Print the feeds of an OPML file as lines for `feeds:` of the config. None of them is official."""
    from bot.config import Mistakes
    from bot.feeds.catalogue import as_config
    from bot.feeds.opml import OpmlError, read

    try:
        found, odd = read(file.read_bytes())
    except OSError as error:
        raise Mistakes([f"{file}: {error.strerror or error}"]) from None
    except OpmlError as error:
        raise Mistakes([f"{file}: {error}"]) from None
    for line in odd:
        print(f"{file}: {line}", file=sys.stderr)
    print(as_config(found), end="")
