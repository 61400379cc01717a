"""Train `rules/about.json`: python -m bench.train_about [--out FILE]. Everything it learns from lies in this project.

Articles of `bench/present_day`, one week of `bench/replay` that is to work on (`tune`), and the examples of the shipped
rules. Prints, for articles not seen (five folds, each event's reports of a replay in one fold), how many reports and
how many others would stay quiet at each probability.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bench.fitting import fit_words
from bot.app import rule_set
from rules.about import Words, clues, probability, shares

HERE = Path(__file__).parent
OWN_WEIGHT = 3.0  # an article of ours counts as so many examples of a rule: those are one sentence, without a headline
PRIOR = 0.05
SEEN_IN = 2  # a clue that fewer articles (events, in a replay) hold has no weight
COMMON = 0.4  # nor one that so large a share of them holds: it says nothing
FOLDS = 5
LEAST = 0.15
UNREAD = frozenset({"seventh", "eighth"})  # nothing is learnt from them (seventh: its Spanish errors were read)


@dataclass(frozen=True, slots=True)
class Piece:
    """An article or an example: its clues, whether it is news of violence, and what it must share a fold with."""

    found: frozenset[str]
    is_news: bool
    own: bool
    group: str


def pieces() -> Iterator[Piece]:
    """Everything there is to learn from."""
    for path in sorted((HERE / "present_day").glob("*.jsonl")):
        if path.stem in UNREAD:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            events = article["events"]
            if not events or not all(event.get("optional") for event in events):
                yield from _both_ways(article["title"], article["text"], bool(events), article["id"])
    yield from _replay(HERE / "replay" / "tune.yaml")
    for rule in rule_set(["builtin"]).rules:
        for example in rule.examples:
            yield _piece(example.title, example.text, example.alert, f"{rule.id} {example.text}", own=False)


def _both_ways(title: str, text: str, is_news: bool, group: str) -> Iterator[Piece]:
    """With its headline, and as one text where a feed knows no headlines."""
    yield _piece(title, text, is_news, group)
    yield _piece("", f"{title}. {text}", is_news, group)


def _replay(path: Path) -> Iterator[Piece]:
    told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    for event in told["events"]:
        for article in event["articles"]:
            if "text" in article and not article.get("follows"):
                yield from _both_ways(article["title"], article["text"], True, event["id"])
    for article in told.get("noise", ()):
        yield from _both_ways(article["title"], article["text"], False, article["title"])


def _piece(title: str, text: str, is_news: bool, group: str, *, own: bool = True) -> Piece:
    return Piece(frozenset(clues(title, text)), is_news, own, group)


def fitted(learnt: Sequence[Piece]) -> Words:
    """The weights that these pieces give."""
    told: dict[str, set[str]] = {}
    for one in learnt:
        told.setdefault(one.group, set()).update(one.found)
    seen = Counter(clue for found in told.values() for clue in found)
    known = sorted(clue for clue, times in seen.items() if SEEN_IN <= times <= COMMON * len(told))
    rows = []
    for one in learnt:
        held = one.found.intersection(known)
        rows.append(dict.fromkeys(held, shares(held)))
    truth = np.array([one.is_news for one in learnt], dtype=float)
    weight = np.array([OWN_WEIGHT if one.own else 1.0 for one in learnt])
    column, bias = fit_words(rows, known, truth, weight, PRIOR)
    return Words(round(bias, 3), {clue: round(float(w), 2) for clue, w in zip(known, column, strict=True)}, LEAST)


def unseen(learnt: Sequence[Piece]) -> list[float]:
    """Each piece's probability by weights made without its fold."""
    fold = [zlib.crc32(one.group.encode()) % FOLDS for one in learnt]
    found = [0.0] * len(learnt)
    for number in range(FOLDS):
        words = fitted([one for one, own in zip(learnt, fold, strict=True) if own != number])
        for at, one in enumerate(learnt):
            if fold[at] == number:
                found[at] = probability(dict.fromkeys(one.found, ""), words)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=HERE.parent / "rules" / "about.json")
    options = parser.parse_args()
    learnt = list(pieces())
    likely = unseen(learnt)
    own = [(p, one.is_news) for p, one in zip(likely, learnt, strict=True) if one.own]
    news, others = sum(is_news for _, is_news in own), sum(not is_news for _, is_news in own)
    print(f"{len(learnt)} pieces; {news} reports and {others} others of our own, each unseen by its weights:")
    for least in (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6):
        lost = sum(is_news and p < least for p, is_news in own) / news
        quiet = sum(not is_news and p < least for p, is_news in own) / others
        print(f"below {least:.2f}: {lost:6.1%} of the reports, {quiet:6.1%} of the others")
    words = fitted(learnt)
    weights = {clue: weight for clue, weight in words.of.items() if weight}
    body = {
        "made by": "bench/train_about.py from bench/present_day, bench/replay/tune.yaml and the rules' examples",
        "pieces": len(learnt),
        "least": words.least,
        "bias": words.bias,
        "weights": weights,
    }
    options.out.write_text(json.dumps(body, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    print(f"{options.out.name}: {len(weights)} weights, {options.out.stat().st_size / 1e3:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
