"""kill -9 of a real `tocsin run` while it files what feeds bring: nothing lost, nothing twice (make bench-faults).

Feeds and Telegram are on loopback, each kill strikes at a random moment after the bot has fetched a feed that shows
new items. At the end every item must be recorded once, be one incident, and have reached everybody whom it concerns,
once or with the mark of a repeat; and no feed may be left waiting for a bot that is gone.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bench.faults import MARK, TOKEN, loopback
from bot.regions import Region
from bot.store.sqlite import open_store
from bot.subscriptions import Chat, Subscription

PAPERS = 4
READERS = 3  # chats that follow a country
PROMPT_S = 60.0  # a feed is looked at again within it, however the bot before ended
QUIET_S = 6.0  # nothing has arrived for so long: all is told
# One event a country, no two alike: so nothing is joined, and whatever is told twice is a fault.
PLACES = (
    "MX Guadalajara, Mexico; CO Medellín, Colombia; PE Arequipa, Peru; EC Guayaquil, Ecuador; AR Rosario, Argentina; "
    "CL Concepción, Chile; BO Cochabamba, Bolivia; PY Asunción, Paraguay; PK Lahore, Pakistan; IN Kolkata, India; "
    "BD Chittagong, Bangladesh; NP Kathmandu, Nepal; LK Colombo, Sri Lanka; NG Kano, Nigeria; KE Mombasa, Kenya; "
    "ZA Durban, South Africa; MZ Nampula, Mozambique; GH Kumasi, Ghana; EG Alexandria, Egypt; IQ Mosul, Iraq; "
    "TR Izmir, Turkey; UA Odesa, Ukraine; PL Kraków, Poland; FR Marseille, France"
)
HAPPENED = (
    ("Gunmen kill {dead} officers in {city}", "Gunmen opened fire on a patrol in {place}, killing {dead} officers."),
    ("Bomb kills {dead} in {city}", "A bomb went off outside a bank in {place} and killed {dead} passers-by."),
    ("{dead} stabbed to death in {city}", "A man with a knife stabbed {dead} people to death on a bus in {place}."),
    (
        "Suicide attack leaves {dead} dead in {city}",
        "A suicide bomber struck a mosque in {place}; {dead} worshippers died.",
    ),
    (
        "Militants kill {dead} soldiers in {city}",
        "Militants attacked a checkpoint in {place} and killed {dead} soldiers.",
    ),
    (
        "Arson attack on nightclub in {city}",
        "Attackers set fire to a nightclub in {place}; {dead} guests were burned to death.",
    ),
    (
        "{dead} shot dead at a party in {city}",
        "Masked men shot dead {dead} guests at a birthday party in {place}.",
    ),
)


@dataclass(frozen=True, slots=True)
class News:
    title: str
    text: str
    country: str
    number: int

    @property
    def chats(self) -> range:
        """Those who follow its country."""
        return range(1 + self.number * READERS, 1 + (self.number + 1) * READERS)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What database and ledger say together; `faults` is empty when everything held."""

    kills: int
    struck: int  # kills that left some of the items of their round unrecorded, or some of their alerts unsent
    items: int
    owed: int
    repeats: int
    faults: tuple[str, ...]

    def __str__(self) -> str:
        head = (
            f"{self.kills} times kill -9 while {self.items} items were filed, {self.struck} of them in the midst: "
            f"{self.owed} alerts owed, {self.repeats} repeats, all marked"
        )
        return "\n".join([head, *(self.faults or ("held: nothing lost, nothing twice, no feed left waiting",))])


class Papers:
    """Feeds on loopback that show what was published so far."""

    def __init__(self) -> None:
        self.shown: list[list[str]] = [[] for _ in range(PAPERS)]
        self.asked = [0] * PAPERS
        papers = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                number = int(self.path.strip("/").partition(".")[0])
                head = f"<title>Paper {number}</title><link>http://127.0.0.1/</link>"
                body = f"<rss version='2.0'><channel>{head}{''.join(papers.shown[number])}</channel></rss>".encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/rss+xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                papers.asked[number] += 1

            def log_message(self, *args: object) -> None:
                """Silent."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def url(self, number: int) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/{number}.xml"

    def asked_since(self, before: list[int]) -> bool:
        """Every one of them was."""
        return all(now > then for now, then in zip(self.asked, before, strict=True))

    def publish(self, number: int, news: News) -> None:
        date = format_datetime(datetime.now(UTC))
        self.shown[number].append(
            f"<item><guid>{news.title}</guid><title>{news.title}</title>"
            f"<description>{news.text}</description><pubDate>{date}</pubDate></item>"
        )


def all_news() -> list[News]:
    today = f"{datetime.now(UTC):%A}"
    found = []
    for number, entry in enumerate(PLACES.split("; ")):
        code, _, place = entry.partition(" ")
        title, text = HAPPENED[number % len(HAPPENED)]
        words = {"place": place, "city": place.partition(",")[0], "dead": 4 + number}
        found.append(News(title.format(**words), f"{text.format(**words)} It happened on {today}.", code, number))
    return found


def torment(folder: Path, *, kills: int, seed: int = 1) -> Verdict:
    """Run it all; `folder` must be empty. The compiled gazetteer lies where the program expects it."""
    chance = random.Random(seed)
    papers, news = Papers(), all_news()
    chance.shuffle(news)
    database, config = folder / "tocsin.db", folder / "config.yaml"
    people(database, news)
    struck = 0
    faults: list[str] = []
    with loopback(folder) as (address, ledger):
        config.write_text(settings(papers, address, database), encoding="utf-8")
        with bot(config):
            until(lambda: all(papers.asked) and looked(database) == PAPERS, PROMPT_S)
        for kill in range(kills):
            for number, one in enumerate(news[kill * len(news) // kills : (kill + 1) * len(news) // kills]):
                papers.publish(number % PAPERS, one)
            due(database)
            before = list(papers.asked)
            with bot(config) as process:
                if not until(partial(papers.asked_since, before), PROMPT_S):
                    faults.append(f"start {kill + 2}: not every feed was looked at within {PROMPT_S:g} s")
                time.sleep(chance.uniform(0.0, 1.5))
                process.send_signal(signal.SIGKILL)
                process.wait()
            struck += unfinished(database, sum(map(len, papers.shown)))
        due(database)
        with bot(config):
            until(lambda: recorded(database) >= len(news), PROMPT_S)
            until_quiet(ledger)
        lines = [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]
    papers.server.shutdown()
    reached = [(line["chat"], line["text"]) for line in lines]
    repeats = sum(text.startswith(MARK) for _, text in reached)
    faults += judge(database, news, reached)
    return Verdict(kills, struck, len(news), len(news) * READERS, repeats, tuple(faults))


def judge(database: Path, news: list[News], reached: list[tuple[int, str]]) -> list[str]:
    faults = []
    with closing(sqlite3.connect(database)) as db:
        rows = Counter(json.loads(body)["article"]["title"] for (body,) in db.execute("SELECT body FROM articles"))
        incidents = db.execute("SELECT count(*) FROM incidents").fetchone()[0]
        untold = db.execute("SELECT count(*) FROM tellings").fetchone()[0]
        states = dict(db.execute("SELECT state, count(*) FROM deliveries WHERE kind = 'alert' GROUP BY state"))
    if incidents != len(news):
        faults.append(f"{len(news)} events, {incidents} incidents")
    if untold or set(states) - {"sent"}:
        faults.append(f"left behind: {untold} not told, deliveries {states}")
    for one in news:
        if rows[one.title] != 1:
            faults.append(f"{one.title}: recorded {rows[one.title]} times")
        for chat in one.chats:
            mine = [text for to, text in reached if to == chat and one.title in text]
            plain = sum(not text.startswith(MARK) for text in mine)
            if not mine:
                faults.append(f"{one.title}: chat {chat} never heard of it")
            if plain > 1:
                faults.append(f"{one.title}: chat {chat} heard of it {plain} times without a mark")
    return faults


def people(database: Path, news: list[News]) -> None:
    """Some who follow each country."""
    store = open_store(database)
    now = datetime.now(UTC)
    for one in news:
        for chat in one.chats:
            store.save_chat(Chat(chat, "private", admitted=True), now)
            store.subscribe(Subscription(0, chat, Region("country", one.country, one.country)), now)
    store.close()


def settings(papers: Papers, address: str, database: Path) -> str:
    feeds = "".join(
        f"  - {{url: '{papers.url(one)}', publisher: 'Paper {one}', language: en, full_text: true}}\n"
        for one in range(PAPERS)
    )
    return (
        f"database: {database}\naccess: open\ntelegram: {{token: '{TOKEN}', api_base: '{address}'}}\n"
        f"fetching: {{allow_hosts: [127.0.0.1]}}\nfeeds:\n{feeds}"
    )


@contextmanager
def bot(config: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`tocsin run`, ended as `systemctl stop` would unless it was killed before."""
    command = [sys.executable, "-m", "bot", "run", "--config", str(config)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)}
    with (config.parent / "log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


def until(held: Callable[[], bool], within_s: float) -> bool:
    """Wait for it; False when it did not come to hold in time."""
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if held():
            return True
        time.sleep(0.02)
    return False


def until_quiet(ledger: Path, within_s: float = 90.0) -> None:
    """Until nothing more has reached a chat for a while."""
    size, since = -1, time.monotonic()
    end = time.monotonic() + within_s
    while time.monotonic() < end and time.monotonic() - since < QUIET_S:
        now = ledger.stat().st_size if ledger.exists() else 0
        if now != size:
            size, since = now, time.monotonic()
        time.sleep(0.1)


def due(database: Path) -> None:
    """Each feed falls due, as if its interval were over; leases stay as the bot before left them."""
    with closing(sqlite3.connect(database)) as db, db:
        db.execute("UPDATE feeds SET next_look = '2000-01-01T00:00:00+00:00'")


def looked(database: Path) -> int:
    return _count(database, "SELECT count(*) FROM feeds WHERE next_look IS NOT NULL")


def recorded(database: Path) -> int:
    return _count(database, "SELECT count(*) FROM articles")


def unfinished(database: Path, published: int) -> bool:
    """The kill struck in the midst: something was still to be recorded, to be told or to be sent."""
    left = _count(database, "SELECT count(*) FROM deliveries WHERE state != 'sent'")
    return recorded(database) < published or left + _count(database, "SELECT count(*) FROM tellings") > 0


def _count(database: Path, question: str) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=10)) as db:
        found: int = db.execute(question).fetchone()[0]
        return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        verdict = torment(Path(folder), kills=chosen.kills, seed=chosen.seed)
    print(verdict)
    return 1 if verdict.faults else 0


if __name__ == "__main__":
    sys.exit(main())
