"""A thousand feeds on this machine, a fifth of them misbehaving: is every one looked at in time, and at what cost?

python -m bench.feeds                       1,000 feeds, each due once a minute, for three minutes
python -m bench.feeds --feeds 200 --seconds 60
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import logging
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "1")

import httpx
import structlog

from bench.idle import lag
from bench.publishers import MANY, address
from bot.app import build, reading_tools
from bot.running import App
from bot.channels.inprocess import InProcessTelegram
from bot.channels.telegram import TelegramChannel, make_bot
from bot.cli.run import keep_for_good
from bot.config import Config, default_data_dir
from bot.demo.server import resolve as loopback_only
from bot.feeds.apart import Apart
from bot.feeds.feed import Feed, FeedState
from bot.feeds.fetch import DEADLINE_S, Fetched, Fetcher
from bot.feeds.parse import Parsed
from bot.reading import read_article
from bot.regions import Region
from bot.store import Store
from bot.subscriptions import Chat, Subscription
from extract.article import Article
from extract.read import Tools

P95_S, LAG_MS, MEMORY_MB, MANY_S = 2.0, 50.0, 400.0, 2.0


async def resolve(host: str, port: int) -> Sequence[str]:
    return [host] if host.startswith("127.") else await loopback_only(host, port)


def megabytes(pid: int | str) -> float:
    """Resident memory of a process, as Linux tells it."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0


def with_children() -> float:
    found = [pid for task in Path("/proc/self/task/").glob("*/children") for pid in task.read_text().split()]
    return megabytes("self") + sum(megabytes(pid) for pid in found)


def watch_delays(store: Store) -> list[tuple[str, float]]:
    """(feed, seconds after its look was due) of every look but a feed's first, as they begin."""
    delays: list[tuple[str, float]] = []
    lease = store.lease_feeds

    def timed(*args: Any) -> Sequence[FeedState]:
        leased = lease(*args)
        now = datetime.now(UTC)
        delays.extend((state.url, (now - state.next_look).total_seconds()) for state in leased if state.next_look)
        return leased

    store.lease_feeds = timed  # type: ignore[assignment, method-assign]  # the bot's own store, watched from outside
    return delays


async def many_items(base: str) -> float:
    """Seconds to read a feed of 5,000 items, as the bot reads it."""
    reader = Apart()
    async with Fetcher(allow_hosts=["127.1.0.1"], resolve=resolve) as fetcher:
        answer = await fetcher.get(base)
        assert isinstance(answer, Fetched), answer
        feed = Feed(base)
        took = []
        for _ in range(3):
            began = time.monotonic()
            found = await reader.feed(answer.body, "", feed, datetime.now(UTC), key_rule=None, url=base)
            took.append(time.monotonic() - began)
            assert isinstance(found, Parsed)
            assert len(found.articles) == MANY
    await reader.aclose()
    return min(took)


def together(folder: Path, tools: Tools, feeds: Sequence[Feed], hosts: Sequence[str]) -> App:
    telegram = InProcessTelegram()
    telegram.open_chat(1)
    channel = TelegramChannel(make_bot("1:in-this-process", request=telegram.request))
    fetcher = Fetcher(allow_hosts=hosts, resolve=resolve)
    app = build(Config(data_dir=folder, access="open"), channel, tools, feeds=feeds, fetcher=fetcher)
    app.warm = keep_for_good
    app.store.save_chat(Chat(1, "private", admitted=True), datetime.now(UTC))
    app.store.subscribe(Subscription(0, 1, Region("country", "Mexico", "MX")), datetime.now(UTC))
    return app


def machine(idle: subprocess.Popen[str]) -> float:
    """How late a program that does nothing was at worst since the last time of asking, in milliseconds."""
    assert idle.stdin is not None
    assert idle.stdout is not None
    idle.stdin.write("\n")
    idle.stdin.flush()
    return float(idle.stdout.readline())


async def measure(folder: Path, port: int, idle: subprocess.Popen[str], chosen: argparse.Namespace) -> bool:
    hosts = [address(number) for number in range(chosen.feeds)]
    feeds = [
        Feed(f"http://{host}:{port}/feed", publisher=f"Paper {n}", full_text=True, interval_s=chosen.interval)
        for n, host in enumerate(hosts)
    ]
    took = await many_items(feeds[0].url)
    print(f"a feed of {MANY:,} items is read in {took:.2f} s ({MANY_S:g} s)", flush=True)
    gc.disable()  # as `tocsin run` does until all is loaded
    tools = reading_tools(chosen.data_dir)
    app = together(folder, tools, feeds, hosts)
    text = "Gunmen opened fire in Celaya, Mexico, today."
    await asyncio.to_thread(read_article, Article("warm", text, text), tools, app.newsroom.rules())
    before = megabytes("self")
    delays = watch_delays(app.store)
    lags: list[float] = []
    stop, began = asyncio.Event(), time.monotonic()
    tasks = [asyncio.create_task(app.run(stop)), asyncio.create_task(lag(stop, lags))]
    while sum(state.looks > 0 for state in app.store.feed_states()) < len(feeds):  # noqa: ASYNC110 - the first looks
        await asyncio.sleep(0.5)
    print(f"{len(feeds):,} first looks took {time.monotonic() - began:.1f} s", flush=True)
    print(
        f"event loop late while all this starts: worst {max(lags):.0f} ms; the machine's {machine(idle):.0f} ms",
        flush=True,
    )
    delays.clear()
    lags.clear()
    worked, begun = time.process_time(), time.monotonic()
    await asyncio.sleep(chosen.seconds)
    busy = (time.process_time() - worked) / (time.monotonic() - begun)
    late, of_machine = list(lags), machine(idle)  # before this benchmark itself keeps the loop busy
    print(f"the bot's own process used {busy:.0%} of one core", flush=True)
    memory = with_children() - before
    overdue = [
        state.url
        for state in app.store.feed_states()
        if state.next_look and (datetime.now(UTC) - state.next_look).total_seconds() > chosen.interval + DEADLINE_S
    ]
    stop.set()
    await asyncio.gather(*tasks)
    states = app.store.feed_states()
    await app.close()
    return report(delays, (late, of_machine), memory, overdue, states, took)


def report(
    delays: Sequence[tuple[str, float]],
    lags: tuple[Sequence[float], float],
    memory: float,
    overdue: Sequence[str],
    states: Sequence[FeedState],
    took: float,
) -> bool:
    late = sorted(seconds for _, seconds in delays)
    p95 = late[int(0.95 * len(late))]
    well = sum(not state.failures for state in states)
    slow, of_machine = sorted(lags[0]), lags[1]
    print(f"{len(late):,} looks of {well:,} feeds that are well and {len(states) - well:,} that are not")
    print(f"begun after they were due: median {statistics.median(late):.2f} s, p95 {p95:.2f} s ({P95_S:g} s)")
    print(f"feeds overdue by more than their interval: {len(overdue)} (0)")
    print(
        f"event loop late: p99 {slow[int(0.99 * len(slow))]:.1f} ms, p99.9 {slow[int(0.999 * len(slow))]:.1f} ms, "
        f"worst {slow[-1]:.0f} ms ({LAG_MS:g} ms); a program that did nothing meanwhile, worst {of_machine:.0f} ms"
    )
    print(f"memory beyond the model: {memory:.0f} MB ({MEMORY_MB:g} MB)")
    return p95 < P95_S and not overdue and slow[-1] <= LAG_MS and memory < MEMORY_MB and took < MANY_S


def beside(module: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", module]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=180)
    parser.add_argument("--interval", type=float, default=60, help="seconds between looks at one feed")
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), help="where the compiled gazetteer lies")
    chosen = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with (
        tempfile.TemporaryDirectory() as name,
        beside("bench.publishers") as town,
        beside("bench.idle") as idle,
    ):
        assert town.stdout is not None
        port = int(town.stdout.readline())
        try:
            held = asyncio.run(measure(Path(name), port, idle, chosen))
            asked = httpx.get(f"http://127.0.0.1:{port}/tally", trust_env=False).json()
            print("asked: " + ", ".join(f"{kind} {count}" for kind, count in sorted(asked.items())))
        finally:
            town.terminate()
            idle.terminate()
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
