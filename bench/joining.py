"""How long joining takes beside a week of open reports: python -m bench.joining (make bench-joining).

Fills a database with `--reports` reports of invented incidents (a third of them in one large city, a quarter in one
country) and then files new ones, half of them further reports of what is known. Prints milliseconds for finding and
weighing candidates, by the clock and of the processor alone (the clock counts what other programs take away), for
filing in a transaction of its own, and the memory of the process before and after.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.filing import file_report
from bot.incidents.content import Content
from bot.incidents.growing import opened
from bot.incidents.incident import Part, Source
from bot.incidents.joining import join
from bot.incidents.known import first_known
from bot.incidents.reason import said
from bot.incidents.report import Report
from bot.store.sqlite import SqliteStore, open_store
from extract.places import Place
from rules.match import Facts
from rules.rule import Severity

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
WEEK_S = 7 * 24 * 3600
KINDS = ("shooting", "explosion", "armed_clash", "protest", "kidnapping", "shelling", "arson")
MEASURED = 400
STEP = 500


def places(chance: random.Random) -> list[Place]:
    """A metropolis, a large country's towns, and a thousand towns of elsewhere."""
    metropolis = Place(1, "Metropolis", "city", "AA", "AA.01", None, 19.4, -99.1, 9_000_000)
    towns = [
        Place(100 + n, f"Town{n}", "city", "BB", f"BB.{n % 30:02}", None, chance.uniform(8, 13), chance.uniform(4, 13))
        for n in range(300)
    ]
    others = [
        Place(
            1000 + n,
            f"Elsewhere{n}",
            "city",
            f"{chr(67 + n % 20)}{chr(65 + n % 26)}",
            f"X{n % 26}.{n % 9:02}",
            None,
            chance.uniform(-50, 60),
            chance.uniform(-120, 140),
        )
        for n in range(1000)
    ]
    return [metropolis] * 500 + towns + others


def report(number: int, place: Place, chance: random.Random, told: datetime) -> Report:
    """What an article of a few paragraphs leaves behind."""
    words = frozenset(f"word{chance.randrange(4000)}" for _ in range(30))
    part = Part(
        chance.choice(KINDS), Severity.SERIOUS, place, "bench", "bench", Facts(dead=chance.choice((None, 1, 2, 5)))
    )
    source = Source(
        f"Paper {number % 300}", f"Headline {number}", f"https://p.example/{number}", "en", False, told, f"{number}"
    )
    content = Content(
        language="en",
        names=frozenset(f"name{chance.randrange(20000)}" for _ in range(8)),
        words=words,
        toponyms=frozenset({place.name.lower(), f"suburb{chance.randrange(3000)}", f"road{chance.randrange(3000)}"}),
        notions=frozenset(chance.sample(("market", "school", "bus", "police", "bridge", "farm", "prison"), 2)),
        numbers=frozenset({chance.randrange(3, 90)}),
        prints=tuple(sorted(chance.randrange(2**32) for _ in range(16))),
    )
    return Report(place.country or "", part, (part,), source, "tells", told, content)


def fill(store: SqliteStore, where: Sequence[Place], count: int, chance: random.Random) -> Iterator[Report]:
    """Every report an incident of its own: the worst case, as nothing is joined away."""
    for start in range(0, count, STEP):
        with store.write():
            for number in range(start, min(count, start + STEP)):
                told = NOW - timedelta(seconds=chance.uniform(0, WEEK_S))
                one = report(number, chance.choice(where), chance, told)
                incident = store.add_incident(opened(one, told)).id
                store.file_report(incident, one, "bench", joined=False, why=(said("nothing_near"),))
                store.remember(incident, first_known(one), one.content)
                if number % 97 == 0:
                    yield one


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=50_000)
    options = parser.parse_args()
    chance = random.Random(8)
    where = places(chance)
    with TemporaryDirectory(prefix="tocsin-joining-") as folder:
        store = open_store(Path(folder) / "joining.db")
        try:
            began = time.perf_counter()
            kept = list(fill(store, where, options.reports, chance))
            print(f"{options.reports} open reports of a week, written in {time.perf_counter() - began:.0f} s")
            _measure(store, where, kept, chance)
        finally:
            store.close()
    return 0


def _measure(store: SqliteStore, where: Sequence[Place], kept: Sequence[Report], chance: random.Random) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    finding, worked, filing, joined, offered = [], [], [], 0, []
    for number in range(MEASURED):
        if number % 2:
            new = report(10_000_000 + number, chance.choice(where), chance, NOW)
        else:
            old = chance.choice(kept)
            told = old.told + timedelta(hours=1)
            same = report(20_000_000 + number, old.main.place, chance, told)
            new = Report(old.country, old.main, old.parts, same.source, "tells", told, old.content)
        began, work = time.perf_counter(), time.process_time()
        candidates = store.candidates(new)
        verdict = join(new, candidates)
        finding.append(time.perf_counter() - began)
        worked.append(time.process_time() - work)
        offered.append(len(candidates))
        joined += verdict.incident is not None
        began = time.perf_counter()
        with store.write():
            file_report(new, "bench", store, NOW)
        filing.append(time.perf_counter() - began)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"candidates a report: {statistics.mean(offered):.0f}, at most {max(offered)}; joined {joined} of {MEASURED}")
    print(f"finding and weighing: {_spread(finding)}; processor: {_spread(worked)}")
    print(f"filing, committed to disk: {_spread(filing)}")
    print(f"memory: {before // 1024} MB before, {after // 1024} MB after")


def _spread(seconds: Sequence[float]) -> str:
    ordered = sorted(1000 * one for one in seconds)
    return f"median {statistics.median(ordered):.1f} ms, 95 % below {ordered[int(len(ordered) * 0.95)]:.1f} ms"


if __name__ == "__main__":
    raise SystemExit(main())
