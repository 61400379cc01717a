"""Are reports of one event one incident, and is nobody told twice? python -m bench.joining_score (make bench-replay).

Runs each part of bench/replay (or those named) through `tocsin replay`'s own code and prints

- B-cubed precision, recall and F1 of article -> incident (Bagga and Baldwin 1998): over all articles of events, those
  that stayed quiet counted as an incident each, and over those that gave an incident at all;
- messages a subscriber and event beyond real updates, and how many of those who should hear did;
- stray messages: to people whom the event does not concern, mostly because a namesake elsewhere was meant;
- articles that should have stayed quiet and did not.

--errors lists them by event, and by article who was told again or was not told what changed;
--write FOLDER leaves the corpus as articles.jsonl and subscribers.jsonl instead.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does

import asyncio
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.replay_corpus import PARTS, Corpus, named, part_name, read_corpus
from bot.app import build, reading_tools
from bot.cli.replaying import ArticleClock, Letterbox, Replay, Told, read_article_line
from bot.cli.subscribers import read_subscriber
from bot.cli.terminal import log_to_stderr
from bot.config import Config, default_data_dir
from bot.limits import UNLIMITED
from extract.read import Tools

MESSAGES = ("new", "update", "all_clear", "retraction")


@dataclass(frozen=True, slots=True)
class BCubed:
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(found: Mapping[str, object], gold: Mapping[str, str]) -> BCubed:
    """Each article's own precision and recall, averaged. `found` and `gold` have the same keys."""
    clusters: dict[object, set[str]] = defaultdict(set)
    events: dict[str, set[str]] = defaultdict(set)
    for article, event in gold.items():
        clusters[found[article]].add(article)
        events[event].add(article)
    precision = recall = 0.0
    for article, event in gold.items():
        together = len(clusters[found[article]] & events[event])
        precision += together / len(clusters[found[article]])
        recall += together / len(events[event])
    return BCubed(precision / max(1, len(gold)), recall / max(1, len(gold)))


@dataclass(frozen=True, slots=True)
class Score:
    """`beyond`: messages a subscriber and event without those that real updates account for; 1 is what it should be.
    `unheard` of `concerned` pairs of event and subscriber had no message. `stray`: (article, chat) of the messages to
    chats that do not follow the article's event, or that tell of no event at all."""

    every: BCubed
    filed: BCubed
    quiet: tuple[str, ...]  # articles of events that gave no incident
    false_alarms: tuple[str, ...]
    beyond: float
    concerned: int
    unheard: tuple[tuple[str, str], ...]  # (event, chat)
    stray: tuple[tuple[str, str], ...]
    incidents: Mapping[str, Mapping[int, tuple[str, ...]]]  # event -> incident -> articles


def score(corpus: Corpus, told: Iterable[Told]) -> Score:
    truth = {article.id: article for article in corpus.articles}
    incident: dict[str, int] = {}
    messages: Counter[tuple[str, str]] = Counter()
    stray: list[tuple[str, str]] = []
    for one in told:
        if one.article is None or one.incident is None:
            continue
        if one.chat is None:
            incident.setdefault(one.article, one.incident)
        elif one.action in MESSAGES:
            event, chat = truth[one.article].event, str(one.chat)
            if event is None or chat not in corpus.follow[event]:
                stray.append((one.article, chat))
            if event is not None:
                messages[event, chat] += 1
    gold = {
        article.id: article.event
        for article in corpus.articles
        if article.event and (article.id in incident or not article.follows)
    }
    filed = {article: event for article, event in gold.items() if article in incident}
    by_event: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for article, event in filed.items():
        by_event[event][incident[article]].append(article)
    updates = Counter(article.event for article in corpus.articles if article.update)
    beyond = [max(1, count - updates[event]) for (event, _), count in messages.items()]
    pairs = [(event, region) for event, regions in corpus.follow.items() for region in regions]
    return Score(
        every=b_cubed({article: incident.get(article, article) for article in gold}, gold),
        filed=b_cubed(incident, filed),
        quiet=tuple(article for article in gold if article not in incident),
        false_alarms=tuple(article.id for article in corpus.articles if not article.event and article.id in incident),
        beyond=sum(beyond) / max(1, len(beyond)),
        concerned=len(pairs),
        unheard=tuple(pair for pair in pairs if pair not in messages),
        stray=tuple(stray),
        incidents={event: {n: tuple(a) for n, a in found.items()} for event, found in by_event.items()},
    )


async def replayed(corpus: Corpus, tools: Tools, folder: Path) -> list[Told]:
    """What the whole bot does with the corpus, subscribers and all."""
    clock, letterbox = ArticleClock(), Letterbox()
    config = Config(data_dir=folder, database=folder / "replay.db", access="open")
    app = build(config, letterbox, tools, clock=clock, limits=UNLIMITED)
    try:
        run = Replay(app, letterbox, clock)
        composer = app.desk.composer()
        run.subscribe(
            [
                read_subscriber(json.dumps(line).encode(), tools.gazetteer, composer.categories, composer.wordings)
                for line in corpus.subscribers
            ]
        )
        told: list[Told] = []
        for article in corpus.articles:
            told += await run.take(read_article_line(json.dumps(article.line).encode()))
        return told
    finally:
        await app.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", type=part_name, default=PARTS, metavar="part", help=", ".join(PARTS))
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), help="where the compiled gazetteer lies")
    parser.add_argument("--errors", action="store_true", help="list what went wrong, by event")
    parser.add_argument("--write", type=Path, metavar="FOLDER", help="write the corpus for `tocsin replay`, no scoring")
    options = parser.parse_args()
    log_to_stderr(False, quiet=True)
    parts = named(options.parts)
    if options.write:
        _write(read_corpus(*parts), options.write)
        return 0
    tools = reading_tools(options.data_dir)
    print(f"{'part':7}{'articles':>9}{'events':>7}{'P':>7}{'R':>7}{'F1':>7}{'filed F1':>10}{'beyond':>8}", end="")
    print(f"{'heard':>10}{'stray':>7}{'quiet':>7}{'false':>7}")
    for part in parts:
        corpus = read_corpus(part)
        with TemporaryDirectory() as folder:
            told = asyncio.run(replayed(corpus, tools, Path(folder)))
        found = score(corpus, told)
        heard = f"{found.concerned - len(found.unheard)}/{found.concerned}"
        print(f"{part:7}{len(corpus.articles):9}{len(corpus.follow):7}", end="")
        print(
            f"{found.every.precision:7.3f}{found.every.recall:7.3f}{found.every.f1:7.3f}{found.filed.f1:10.3f}", end=""
        )
        print(f"{found.beyond:8.2f}{heard:>10}{len(found.stray):7}{len(found.quiet):7}{len(found.false_alarms):7}")
        if options.errors:
            _list_errors(found, told)
            _list_messages(corpus, told)
    return 0


def _write(corpus: Corpus, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in (
        ("articles", [dict(article.line) | {"event": article.event} for article in corpus.articles]),
        ("subscribers", corpus.subscribers),
    ):
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")


def _list_errors(found: Score, told: Iterable[Told]) -> None:
    why = {one.article: one for one in told if one.chat is None}
    shared: dict[int, set[str]] = defaultdict(set)
    for event, incidents in found.incidents.items():
        for number in incidents:
            shared[number].add(event)
    for event, incidents in found.incidents.items():
        if len(incidents) > 1:
            print(f"split   {event}: " + "; ".join(f"#{n} {', '.join(articles)}" for n, articles in incidents.items()))
    for number, events in shared.items():
        if len(events) > 1:
            print(f"merged  #{number}: {', '.join(sorted(events))}")
    for article in found.quiet:
        print(f"quiet   {article}: {why[article].why}")
    for article in found.false_alarms:
        print(f"false   {article}: {why[article].why}")
    for event, chat in found.unheard:
        print(f"unheard {event}: {chat}")
    for article, chat in found.stray:
        print(f"stray   {article}: {chat}")


def missed(corpus: Corpus, told: Iterable[Told]) -> dict[str, tuple[str, ...]]:
    """Articles that say something that those warned before should be told -> who follows the event and was not told of
    it by them. Another article may have told it before."""
    sent = {(one.article, str(one.chat)) for one in told if one.chat is not None and one.action in MESSAGES}
    wished = [
        (article.id, corpus.follow[article.event]) for article in corpus.articles if article.update and article.event
    ]
    left = {name: tuple(chat for chat in follow if (name, chat) not in sent) for name, follow in wished}
    return {name: chats for name, chats in left.items() if chats}


def _list_messages(corpus: Corpus, told: Sequence[Told]) -> None:
    """Articles by which people who had been warned of the event were told again, though it changes nothing for them,
    and those whose news somebody did not get by them."""
    truth = {article.id: article for article in corpus.articles}
    heard: set[tuple[str, object]] = set()
    again: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        article = truth.get(one.article or "")
        if one.chat is None or one.action not in MESSAGES or article is None or article.event is None:
            continue
        if (article.event, one.chat) in heard and not article.update:
            again[article.id].append(one)
        heard.add((article.event, one.chat))
    for article_id, lines in again.items():
        print(f"again   {article_id}: {lines[0].action}.{lines[0].revision} to {len(lines)}: {lines[0].why}")
    why = {one.article: one.why for one in told if one.chat is None}
    for article_id, chats in missed(corpus, told).items():
        print(f"missed  {article_id}: {truth[article_id].update}: not to {', '.join(chats)}: {why.get(article_id, '')}")


if __name__ == "__main__":
    sys.exit(main())
