"""Train `rules/kind_of.json`: python -m bench.train_kinds [--out FILE]. Everything it learns from lies in this project.

Reports of `bench/present_day` (not those to measure with) and the examples of the shipped rules that must alert. Prints
for each file, by weights made without it, how often the likeliest kind is right, and one of the two likeliest.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.fitting import Numbers, fit_softmax
from bench.train_about import HERE, SEEN_IN, UNSEEN, ClueTable
from bot.app import rule_set
from rules.kind_of import SCALE, normed
from rules.pieces import SHARE, Seen, seen

PRIOR = 0.03
# How far each kind's bias is levelled for how many reports it has: of ours one in ten is a shooting, and one in sixty a
# coup. By weights that saw nothing of the writer, on 5,160 articles, with `rules.kind_of`'s limits of today: category
# in English .874 -> .887, in Spanish .903 -> .908 (0.35 to 1 do alike).
LEVELLED = 0.5
EXAMPLES = "examples"
WRITER = re.compile(r"(hands\d?)(_unread)?")  # several writers share such a file, and its other half is by the same
BY_ITS_WRITER = 3  # letters of an id


@dataclass(frozen=True, slots=True)
class Report:
    """An article's clues, the kinds that are right for it, and whose hand wrote it."""

    found: Seen
    kinds: frozenset[str]
    hand: str


def reports() -> Iterator[Report]:
    """Everything there is to learn from."""
    for path in sorted((HERE / "present_day").glob("*.jsonl")):
        if path.stem in UNSEEN:
            continue
        for line in path.read_text(encoding="utf-8").splitlines():
            article = json.loads(line)
            told = [event["category"] for event in article["events"] if not event.get("optional")]
            hand = _hand(path.stem, article["id"])
            if told:
                kinds = frozenset(kind for category in told for kind in category)
                yield Report(seen(article["title"], article["text"]), kinds, hand)
    for rule in rule_set(["builtin"]).rules:
        if rule.speaks == "if_surest":
            continue  # its category is never told
        for example in rule.examples:
            if example.alert:
                yield Report(seen(example.title, example.text), frozenset({rule.category}), EXAMPLES)


def _hand(file: str, article: str) -> str:
    """Who wrote it: both halves of a plan are by the same."""
    shared = WRITER.fullmatch(file)
    return f"{shared[1]} {article[:BY_ITS_WRITER]}" if shared else file.removesuffix("_unread")


class Taught:
    """Reports as a table of clues, from which the weights of all kinds are fitted together."""

    def __init__(self, learnt: Sequence[Report]) -> None:
        self.learnt = learnt
        self.kinds = sorted({kind for one in learnt for kind in one.kinds})
        self.clues = ClueTable([one.found for one in learnt], SEEN_IN)
        self.truth = np.array([[kind in one.kinds for kind in self.kinds] for one in learnt], dtype=float)

    def weights(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """By the reports where `rows` is 1 alone: clues x kinds, and the kinds' biases."""
        return fit_softmax(self.clues.table.only(rows), self.truth, rows, PRIOR)

    def levelled(self, bias: Numbers) -> Numbers:
        """The biases, less for a kind of many reports and more for one of few."""
        reports = (self.truth / self.truth.sum(axis=1, keepdims=True)).sum(axis=0)
        found: Numbers = bias - LEVELLED * np.log(reports / reports.mean())
        return found

    def unseen(self, hand: str) -> Numbers:
        """The reports of one hand x kinds: probabilities by weights made without that hand."""
        mine = np.array([one.hand == hand for one in self.learnt])
        beta, bias = self.weights((~mine).astype(float))
        odds = np.array([self.clues.table.times(column) for column in beta.T]).T + self.levelled(bias)
        return normed(odds[mine])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=HERE.parent / "rules" / "kind_of.json")
    parser.add_argument("--hands", nargs="*", help="hands to leave out in turn and to tell of; none = only the weights")
    options = parser.parse_args()
    taught = Taught(list(reports()))
    hands = sorted({one.hand for one in taught.learnt} - {EXAMPLES}) if options.hands is None else options.hands
    for hand in hands:
        _tell(taught, hand)
    beta, bias = taught.weights(np.ones(len(taught.learnt)))
    _write(taught, beta, bias, options.out)
    print(f"{options.out.name}: {len(beta)} clues, {options.out.stat().st_size / 1e3:.0f} kB")
    return 0


def _tell(taught: Taught, hand: str) -> None:
    likely = taught.unseen(hand)
    truth = taught.truth[[one.hand == hand for one in taught.learnt]].astype(bool)
    order = np.argsort(-likely, axis=1)
    right = np.take_along_axis(truth, order, axis=1)
    first, second = right[:, 0].mean(), right[:, :2].any(axis=1).mean()
    print(
        f"{hand:12}{len(truth):5} reports: the likeliest kind right {first:6.1%}, one of two {second:6.1%}", flush=True
    )


def _write(taught: Taught, beta: Numbers, bias: Numbers, path: Path) -> None:
    """A clue a line, so that a change can be read: in how many reports it stands, and each kind's weight."""
    head = {
        "made by": "bench/train_kinds.py from bench/present_day and the rules' examples",
        "articles": len(taught.learnt),
        "kinds": taught.kinds,
        "bias": [round(float(one), 3) for one in taught.levelled(bias)],
    }
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    whole = np.rint(beta * SCALE).astype(int)
    for clue_kind in SHARE:
        rows = [
            f"{json.dumps(clue, ensure_ascii=False)}:{json.dumps([times, *weights.tolist()], separators=(',', ':'))}"
            for (own, clue, times), weights in zip(taught.clues.times, whole, strict=True)
            if own == clue_kind
        ]
        lines.append(f"{json.dumps(clue_kind)}: {{\n" + ",\n".join(rows) + "\n}")
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
