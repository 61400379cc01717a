"""How fast and in which order messages leave: order, rate, scale and latency, measured against the loopback Telegram.

python bench/delivery.py              everything; the rate over 10,000 chats alone takes six minutes
python bench/delivery.py --chats 600  the same with fewer chats
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

os.environ.setdefault("PTB_TIMEDELTA", "1")

import structlog

from bench.faults import TOKEN, ask, loopback
from bench.feed_to_chat import waits
from bot.app import reading_tools, rule_set
from bot.audience import Audience
from bot.channels.table import CHANNELS, channel_for
from bot.channels.telegram import TelegramChannel, make_bot
from bot.cli.run import keep_for_good
from bot.config import default_data_dir
from bot.fuse import Fuse
from bot.incidents import Incident, Part, Source
from bot.incidents.telling import Telling
from bot.limits import limits_for
from bot.messages.deliveries import Composer
from bot.messages.load import load_wordings
from bot.outbox import Delivery, MessagePart, expiry, priority
from bot.readership import Readership
from bot.regions import Region
from bot.sending import Sender
from bot.store.sqlite import SqliteStore, open_store
from bot.subscriptions import Chat, Subscription, alerts_for
from bot.telling import Teller
from extract.places import Place
from rules.match import Facts
from rules.rule import Severity

ALLOWED = 30.0
PARTS = ("order", "enqueueing", "telling", "matching", "matching many", "latency", "paid", "rate")
Say = Callable[[str], None]


def now() -> datetime:
    return datetime.now(UTC)


def alert(chat_id: int, severity: Severity = Severity.CAUTION, text: str = "An alert", region: str = "") -> Delivery:
    at = now()
    return Delivery(
        id=0,
        chat_id=chat_id,
        kind="alert",
        parts=(MessagePart(f"<b>{text}</b>", text),),
        severity=severity,
        priority=priority("alert", severity),
        created=at,
        due=at,
        expires=expiry("alert", severity, at),
        region_key=region,
    )


async def order(folder: Path, say: Say, chats: int) -> bool:
    """A danger alert put into a running broadcast: when does it arrive, and behind how many?"""
    store = open_store(folder / "order.db")
    store.enqueue(alert(1000 + one, region=str(one % 5)) for one in range(chats))
    with loopback(folder, "--answer-s", "0.1") as (address, ledger):
        channel = TelegramChannel(make_bot(TOKEN, api_base=address))
        stop = asyncio.Event()
        running = asyncio.create_task(Sender(store, channel, now).run(stop))
        waits = []
        for attempt in range(20):
            await asyncio.sleep(random.uniform(0.4, 0.6))
            text = f"danger {attempt}"
            await asyncio.to_thread(store.enqueue, [alert(10 + attempt, Severity.DANGER, text)])
            begin = time.monotonic()
            while text not in ledger.read_text(encoding="utf-8"):  # noqa: ASYNC110 - another process writes it
                await asyncio.sleep(0.002)
            waits.append(time.monotonic() - begin)
        stop.set()
        await running
        await channel.close()
    store.close()
    worst = max(waits)
    say(f"order: a danger alert put into a broadcast of {chats:,} arrives after {worst * 1000:.0f} ms at worst (0.2 s)")
    return worst < 0.2


async def rate(folder: Path, say: Say, chats: int) -> bool:
    """A broadcast at the default rate against limits enforced to the letter."""
    store = open_store(folder / "rate.db")
    store.enqueue(alert(1000 + one, region=str(one % 5)) for one in range(chats))
    with loopback(folder, "--per-second", "30", "--answer-s", "0.08") as (address, ledger):
        channel = TelegramChannel(make_bot(TOKEN, api_base=address))
        await Sender(store, channel, now).drain()
        too_many = ask(address)["too_many"]
        await channel.close()
        times = [json.loads(line)["at"] for line in ledger.read_text(encoding="utf-8").splitlines()]
    store.close()
    reached = (len(times) - 1) / (times[-1] - times[0])
    share = reached / ALLOWED
    say(f"rate: {len(times):,} chats at {reached:.2f}/s, {share:.1%} of 30/s (97 %), {too_many} answers of 429 (0)")
    return share >= 0.97 and not too_many and len(times) == chats


async def paid(folder: Path, say: Say, chats: int) -> bool:
    """With `per_second: 1000` against answers of 80 ms."""
    store = open_store(folder / "paid.db")
    store.enqueue(alert(1000 + one) for one in range(chats))
    with loopback(folder, "--answer-s", "0.08") as (address, ledger):
        channel = CHANNELS[channel_for(1000)](TOKEN, address)
        await Sender(store, channel, now, limits=limits_for(1000)).drain()
        await channel.close()
        times = [json.loads(line)["at"] for line in ledger.read_text(encoding="utf-8").splitlines()]
    store.close()
    reached: float = (len(times) - 1) / (times[-1] - times[0])
    say(f"paid: {len(times):,} chats at {reached:.0f}/s with 1000/s allowed and answers of 80 ms (900/s)")
    return reached >= 900


async def enqueueing(folder: Path, say: Say, number: int) -> bool:
    """Many deliveries at once, and how long a command waits for the database meanwhile."""
    store = open_store(folder / "enqueue.db")
    pattern, at = alert(0), now()
    owed = [replace(pattern, chat_id=one, created=at, due=at, region_key=str(one % 50)) for one in range(number)]
    took, worked, waits = await beside_commands(store, lambda: store.enqueue(owed))
    store.close()
    say(
        f"enqueueing: {number:,} deliveries in {took:.2f} s, {worked:.2f} s of it working (3 s for 100,000); "
        f"commands waited {max(waits) * 1000:.0f} ms at worst, "
        f"{statistics.median(waits) * 1000:.0f} ms usually (100 ms)"
    )
    return took * 100_000 / number < 3 and max(waits) < 0.1


async def telling(folder: Path, say: Say, number: int) -> bool:
    """An incident that so many have asked about: from its record to the last of what is owed."""
    store = open_store(folder / "telling.db")
    at = now()
    with store.write():
        for one in range(1, number + 1):
            store.save_chat(Chat(one, "private", "es" if one % 3 else "en", admitted=True), at)
            store.subscribe(Subscription(0, one, Region("country", "Mexico", "MX")), at)
    readers = Readership(store)
    readers.refresh()
    keep_for_good()  # as `tocsin run` does once it has read who listens
    composer = Composer(load_wordings(), rule_set(["builtin"]).categories)
    teller = Teller(store, readers, lambda: composer, now, fuse=Fuse(chats=10**9))
    told = store.to_tell(Telling(store.add_incident(an_incident()), "A paper", "https://paper.example/rss"))
    took, worked, waits = await beside_commands(store, lambda: teller.tell(told))
    store.close()
    say(
        f"telling: {number:,} readers of one country found, worded and enqueued in {took:.2f} s, {worked:.2f} s of it "
        f"working; commands waited {max(waits) * 1000:.0f} ms at worst, "
        f"{statistics.median(waits) * 1000:.0f} ms usually (100 ms)"
    )
    return max(waits) < 0.1


async def beside_commands(store: SqliteStore, work: Callable[[], object]) -> tuple[float, float, list[float]]:
    """Seconds that the work took, seconds of it working, and how long each command beside it waited."""
    waits: list[float] = []
    done = asyncio.Event()

    async def commands() -> None:
        while not done.is_set():
            begin = time.monotonic()
            await asyncio.to_thread(command, store)
            waits.append(time.monotonic() - begin)
            await asyncio.sleep(0.01)

    others = asyncio.create_task(commands())
    begin, worked = time.monotonic(), time.process_time()
    await asyncio.to_thread(work)
    took, worked = time.monotonic() - begin, time.process_time() - worked
    done.set()
    await others
    return took, worked, waits


def command(store: SqliteStore) -> None:
    with store.write():
        store.set_value("settings", str(time.time()))


async def latency(folder: Path, say: Say, times: int) -> bool:
    """From a feed that shows an item to sendMessage: fifty feeds, an idle queue."""
    tools = await asyncio.to_thread(reading_tools, default_data_dir())
    measured = sorted(await waits(folder, tools, times=times))
    p95 = measured[int(0.95 * len(measured))]
    say(
        f"latency: 50 feeds, idle queue: from an item shown and due to sendMessage, "
        f"p95 {p95 * 1000:.0f} ms (1 s), usually {statistics.median(measured) * 1000:.0f} ms"
    )
    return p95 < 1.0


async def matching(say: Say, number: int) -> bool:
    """Which of so many subscriptions an incident concerns, once they are in memory."""
    begin = time.perf_counter()
    audience = Audience(many_subscriptions(number))
    indexed = time.perf_counter() - begin
    incident = an_incident()
    took = []
    for _ in range(5):
        begin = time.perf_counter()
        found = audience.concerned(incident, now())
        took.append(time.perf_counter() - begin)
    begin = time.perf_counter()
    alerts = alerts_for(incident, found, now())
    decided = time.perf_counter() - begin
    say(
        f"matching: {number:,} subscriptions in {min(took) * 1000:.1f} ms ({number / 10_000:.0f} ms), {len(alerts):,} "
        f"concerned, their reasons in {decided * 1000:.0f} ms more; made and indexed in {indexed:.1f} s"
    )
    return min(took) * 100_000 / number < 0.01


def many_subscriptions(number: int) -> list[Subscription]:
    """Countries, states and circles all over the world."""
    chance = random.Random(1)
    made = []
    for one in range(number):
        country = chance.choice(["MX", "US", "CO", "TD", "IN", "FR", "PK", "NG", "BR", "PH"])
        lat, lon = chance.uniform(-60, 70), chance.uniform(-180, 180)
        region = (
            Region("country", country, country),
            Region("admin1", "A state", country, admin1=f"{country}.{one % 30}"),
            Region("circle", "A point", country, lat=round(lat, 2), lon=round(lon, 2), radius_km=25),
        )[one % 3]
        made.append(Subscription(one + 1, one, region))
    return made


def an_incident() -> Incident:
    place = Place(3515956, "Tapalpa", "city", "MX", "MX.14", None, 19.94, -103.75)
    part = Part("armed_clash", Severity.DANGER, place, "clash", "gunmen and soldiers", Facts())
    return Incident(1, "MX", (part,), (Source("A paper", "Clash", None, "en", False, now(), "k"),), now(), now())


async def measure(chosen: argparse.Namespace, say: Say) -> bool:
    """Every figure asked for; whether all of them hold."""
    held = True
    with tempfile.TemporaryDirectory() as name:
        parts: dict[str, Callable[[Path], Awaitable[bool]]] = {
            "order": lambda folder: order(folder, say, chosen.chats),
            "enqueueing": lambda folder: enqueueing(folder, say, chosen.deliveries),
            "telling": lambda folder: telling(folder, say, chosen.deliveries),
            "matching": lambda folder: matching(say, chosen.deliveries),
            "matching many": lambda folder: matching(say, 10 * chosen.deliveries),
            "latency": lambda folder: latency(folder, say, 20),
            "paid": lambda folder: paid(folder, say, min(chosen.chats, 10_000)),
            "rate": lambda folder: rate(folder, say, chosen.chats),
        }
        for part, run in parts.items():
            if chosen.only in (None, part):
                folder = Path(name) / part
                folder.mkdir()
                held &= await run(folder)
    return held


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chats", type=int, default=10_000)
    parser.add_argument("--deliveries", type=int, default=100_000)
    parser.add_argument("--only", choices=PARTS)
    chosen = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    return 0 if asyncio.run(measure(chosen, lambda line: print(line, flush=True))) else 1


if __name__ == "__main__":
    sys.exit(main())
