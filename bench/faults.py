"""kill -9 at random moments while thousands of deliveries and commands are under way; the ledger's verdict.

The bot's side (sender, listener, database) runs in a process that is killed again and again; the
loopback Telegram runs in another and keeps its own ledger of what reached a chat. Afterwards both
are compared: grave alerts at least once and every repeat marked, lesser ones at most once and each
one not known delivered listed as uncertain, commands done exactly once, no row without a state.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("PTB_TIMEDELTA", "1")

from bot.channels.telegram import TelegramChannel, make_bot
from bot.limits import Limits
from bot.listening import Listener
from bot.outbox import Delivery, MessagePart, expiry, priority
from bot.sending import Sender
from bot.store.sqlite import SqliteStore, open_store
from bot.subscriptions import Chat
from rules.rule import Severity

TOKEN = "7000000001:bench-token-of-nobody"  # noqa: S105 - of nobody
HERE = Path(__file__).parent
# As fast as 30/s with answers of 100 ms, ten times over.
LIMITS = Limits(per_second=300, chat_gap_s=0, group_most=10**9, connections=48)
ANSWER_S = 0.1
MARK = "(repeat)\n"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the two ledgers say together; `faults` is empty when everything held."""

    kills: int
    deliveries: int
    commands: int
    seconds: float
    repeats: int
    uncertain: int
    faults: tuple[str, ...]

    def __str__(self) -> str:
        head = (
            f"{self.kills} times kill -9 in {self.deliveries} deliveries and {self.commands} commands, "
            f"{self.seconds:.0f} s: {self.repeats} repeats, all marked; {self.uncertain} uncertain, all listed"
        )
        return "\n".join([head, *(self.faults or ("held: nothing lost, nothing twice, nothing unrecorded",))])


@contextmanager
def loopback(folder: Path, *options: str) -> Iterator[tuple[str, Path]]:
    """A Telegram in a process of its own: its address and its ledger."""
    ledger = folder / "ledger.jsonl"
    command = [sys.executable, str(HERE / "telegram_server.py"), str(ledger), *options]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert server.stdout is not None
        with server.stdout as out:
            yield out.readline().strip(), ledger
    finally:
        server.kill()
        server.wait()


def ask(address: str, **wish: Any) -> dict[str, Any]:
    """Tell the loopback Telegram something only a test may."""
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{address}/control", json.dumps(wish).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        answered: dict[str, Any] = json.load(answer)
        return answered


def torment(folder: Path, *, deliveries: int, commands: int, kills: int, seed: int = 1) -> Verdict:
    """Run it all; `folder` must be empty."""
    chance = random.Random(seed)
    begin = time.monotonic()
    database = folder / "tocsin.db"
    owe(database, deliveries)
    with loopback(folder, "--answer-s", str(ANSWER_S)) as (address, ledger):
        asked = 0
        for kill in range(kills):
            with worker(database, address) as process:
                while asked < commands * (kill + 1) // kills:
                    ask(address, chat_id=1 + asked % 7, say=f"/count {asked}")
                    asked += 1
                if kill % 2 == 0:
                    wait_for_more(ledger)  # each second one strikes in the midst of sending, however slow the start is
                time.sleep(chance.uniform(0.02, 2 * deliveries / LIMITS.per_second / kills))
                process.send_signal(signal.SIGKILL)
        with worker(database, address, "--until-idle") as process:
            process.wait(timeout=300)
        reached = [json.loads(line)["text"] for line in ledger.read_text(encoding="utf-8").splitlines()]
    return judge(database, reached, deliveries, commands, kills, time.monotonic() - begin)


def wait_for_more(ledger: Path, within_s: float = 5.0) -> None:
    """Until something more has reached a chat."""
    before = ledger.stat().st_size if ledger.exists() else 0
    end = time.monotonic() + within_s
    while time.monotonic() < end and (ledger.stat().st_size if ledger.exists() else 0) == before:
        time.sleep(0.005)


@contextmanager
def worker(database: Path, address: str, *options: str) -> Iterator[subprocess.Popen[str]]:
    """The bot's side in a process, from the moment it works."""
    command = [sys.executable, str(HERE / "faults.py"), "--worker", str(database), address, *options]
    environment = os.environ | {"PYTHONPATH": str(HERE.parent)}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        with process.stdout as out:
            out.readline()
            yield process
    finally:
        process.kill()
        process.wait()


def owe(database: Path, number: int) -> None:
    """Half of them danger, half caution, each with a text of its own."""
    store = open_store(database)
    now = datetime.now(UTC)
    for chat in range(1, 8):
        store.save_chat(Chat(chat, "private", admitted=True), now)
    store.enqueue(
        Delivery(
            id=0,
            chat_id=1000 + one,
            kind="alert",
            parts=(MessagePart(f"{name} {one}", f"{name} {one}"),),
            severity=severity,
            priority=priority("alert", Severity.DANGER),  # side by side, so that both are under way at each kill
            created=now,
            due=now,
            expires=expiry("alert", severity, now),
        )
        for one in range(number)
        for name, severity in [(("grave", Severity.DANGER), ("light", Severity.CAUTION))[one % 2]]
    )
    store.close()


def judge(database: Path, reached: list[str], deliveries: int, commands: int, kills: int, seconds: float) -> Verdict:
    store = open_store(database)
    plain = Counter(text for text in reached if not text.startswith(MARK))
    marked = Counter(text.removeprefix(MARK) for text in reached if text.startswith(MARK))
    unsure = {one.parts[0].plain for one in store.in_state("uncertain", limit=10**6) if one.kind == "alert"}
    faults = []
    for one in range(deliveries):
        text = f"{('grave', 'light')[one % 2]} {one}"
        if plain[text] > 1:
            faults.append(f"{text}: {plain[text]} times without a mark")
        if one % 2 == 0 and not plain[text] + marked[text]:
            faults.append(f"{text}: never arrived")
        if one % 2 and marked[text]:
            faults.append(f"{text}: repeated, though it may arrive once at most")
        if one % 2 and not plain[text] and text not in unsure:
            faults.append(f"{text}: neither arrived nor listed as uncertain")
    done = Counter(what for _, what, _ in store.acts(limit=10**6))
    faults += [
        f"/count {one}: done {done[f'/count {one}']} times" for one in range(commands) if done[f"/count {one}"] != 1
    ]
    left = {state: number for state, number in store.queue_counts().items() if state not in ("sent", "uncertain")}
    if left:
        faults.append(f"left behind: {left}")
    recorded = sum(1 for _ in store.in_state("sent", limit=10**6)) + len(store.in_state("uncertain", limit=10**6))
    if recorded != deliveries + commands:
        faults.append(f"{deliveries + commands} owed, {recorded} recorded")
    store.close()
    return Verdict(kills, deliveries, commands, seconds, sum(marked.values()), len(unsure), tuple(faults))


async def work(database: Path, address: str, until_idle: bool) -> None:
    """The bot's side: send what is owed, do the commands; until killed, or until nothing is left."""
    store = open_store(database)
    channel = TelegramChannel(make_bot(TOKEN, api_base=address))
    stop = asyncio.Event()

    def clock() -> datetime:
        return datetime.now(UTC)

    sender = Sender(store, channel, clock, limits=LIMITS)
    listener = Listener(store, channel, lambda update: count(store, update, clock), clock, poll_s=1)
    print("works", flush=True)
    async with asyncio.TaskGroup() as group:
        group.create_task(sender.run(stop))
        group.create_task(listener.run(stop))
        while until_idle:
            await asyncio.sleep(0.2)
            waiting = ask(address)["unconfirmed"] or store.inbox_pending()
            if not waiting and listener.idle and not store.owed(clock() + timedelta(hours=1)):
                stop.set()
                break
    await channel.close()
    store.close()


async def count(store: SqliteStore, update: dict[str, Any], clock: Any) -> None:
    """A command: its effect, its answer and that it is done are one transaction."""
    await asyncio.to_thread(_count, store, update, clock())


def _count(store: SqliteStore, update: dict[str, Any], now: datetime) -> None:
    chat_id, text = update["message"]["chat"]["id"], update["message"]["text"]
    reply = Delivery(
        id=0,
        chat_id=chat_id,
        kind="reply",
        parts=(MessagePart(f"answer to {text}", f"answer to {text}"),),
        severity=Severity.NOTICE,
        priority=0,
        created=now,
        due=now,
        expires=now + timedelta(hours=1),
    )
    with store.write():
        store.record_act(chat_id, text, now)
        store.enqueue([reply])
        store.inbox_done(update["update_id"], now)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliveries", type=int, default=3000)
    parser.add_argument("--commands", type=int, default=100)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worker", nargs=2, metavar=("DATABASE", "ADDRESS"), help=argparse.SUPPRESS)
    parser.add_argument("--until-idle", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        asyncio.run(work(Path(chosen.worker[0]), chosen.worker[1], chosen.until_idle))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        verdict = torment(
            Path(folder),
            deliveries=chosen.deliveries,
            commands=chosen.commands,
            kills=chosen.kills,
            seed=chosen.seed,
        )
    print(verdict)
    return 1 if verdict.faults else 0


if __name__ == "__main__":
    sys.exit(main())
