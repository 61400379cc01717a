"""Fit the weights of joining to parts of the replay corpus: python -m bench.learn_joining [part ...].

Without names, to those that are there to work on. Each article is held beside every incident that the store offers it,
as it stands when all before it in its part were joined rightly; each part has a store of its own, so that weeks do not
mix. The weights are the hand-set ones of `PRIOR`, moved only as far as the corpus asks for: logistic regression with a
ridge around them, so that a sign the corpus hardly shows keeps what was thought of it.
"""

from __future__ import annotations

import argparse
import json
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.replay_corpus import FITTED, PARTS, Told, named, part_name, read_corpus
from bot.app import reading_tools, rule_set
from bot.cli.replaying import read_article_line
from bot.config import default_data_dir
from bot.filing import reports_in
from bot.incidents.growing import grow, opened
from bot.incidents.joining import FILE, weighed
from bot.incidents.known import first_known, grown
from bot.incidents.placing import settled
from bot.reading import Reading, read_article
from bot.store.sqlite import SqliteStore, open_store
from extract.places import Gazetteer
from extract.read import Tools
from rules.rule import RuleSet

RIDGE = 3.0  # how much a weight's distance from the hand-set one counts
STEPS = 1500
RATE = 0.02
# Hand-set, before any corpus: log-odds that a report and an incident are one event.
PRIOR: Mapping[str, float] = {
    "one": -2.2,
    "place_same": 2.2, "place_near": 0.9, "place_quarter": 0.3,
    "place_near_named": 1.5, "place_near_beside": 0.3, "place_near_abroad": 0.0,
    "place_quarter_named": 1.0, "place_quarter_beside": 0.0, "place_quarter_abroad": 0.0, "quarter_other": -1.0,
    "place_within": 0.8, "place_same_division": 0.8, "place_neighbour": -0.2,
    "place_same_country": -0.3, "place_country": -0.3, "place_namesake": 0.0, "place_other_town": -2.5,
    "place_other_division": -5.0, "place_wave": -0.5, "place_named": 0.6, "place_beside": -1.5,
    "place_abroad": -2.5, "place_astray": -2.5, "place_other_country": -9.0, "place_nowhere": -1.5, "spreads": 0.8,
    "place_tied": 0.6,
    "kind_same": 1.0, "kind_related": 0.5, "kind_order": 0.0, "kind_none": -0.7, "kind_spoken": 0.5,
    "kind_strange": -1.5, "kind_beside": 0.0, "kind_rare": 0.4, "looks_back": 0.5, "crowd": -0.4,
    "day_same": 0.6, "day_named": 0.4, "day_next": 0.0, "day_next_dated": -1.0, "days_apart": -0.5,
    "days_apart_dated": -1.0, "days_apart_back": -0.3, "silence": -0.25, "silence_back": -0.15, "over": -0.6,
    "copy": 4.0, "copy_elsewhere": 0.0, "alike": 5.0, "words": 4.0, "apart": -4.0,
    "names": 0.5, "toponyms": 0.7, "nothing": -1.2, "names_none": -0.8, "site_same": 0.9, "site_other": -1.4,
    "notions": 0.15, "notions_part": 0.6, "numbers": 0.4, "ages_same": 0.6, "ages_other": -0.8,
    "hour_same": 0.8, "hour_other": -0.8,
    "dead_same": 0.8, "dead_one": 0.0, "dead_grown": 0.1, "dead_fewer": -0.3, "dead_far": -0.8,
    "hurt_same": 0.7, "hurt_one": 0.0, "hurt_grown": 0.1, "hurt_fewer": -0.2, "hurt_far": -0.4,
}  # fmt: skip  # a table or a paragraph of words, not one a line


# Not fitted: these weeks show too little of it. A kind that is only spoken of is no reason as good as one that is told.
HELD: Mapping[str, float] = {"kind_beside": 0.0}


@dataclass(frozen=True, slots=True)
class Pair:
    """A report beside an incident, and whether they are one event."""

    signs: Mapping[str, float]
    one: bool


def read_part(part: str, tools: Tools, rules: RuleSet) -> list[tuple[Told, Reading]]:
    """Every article with what the rules make of it, in the order they came."""
    return [
        (told, read_article(read_article_line(json.dumps(told.line).encode()), tools, rules, gated=True))
        for told in read_corpus(part).articles
    ]


def pairs(
    read: Sequence[tuple[Told, Reading]], gazetteer: Gazetteer, rules: RuleSet, store: SqliteStore
) -> Iterator[Pair]:
    """Of each article in turn; it then goes where it belongs, whatever the weights say."""
    events: dict[int, str | None] = {}
    for told, reading in read:
        now = reading.article.published
        if now is None:
            continue
        for report in reports_in(reading, gazetteer.parents, rules.categories, now):
            beside = weighed(report, store.candidates(report))
            yield from (Pair(like.signs, _one(events[candidate.incident], told)) for candidate, like in beside)
            own = [pair for pair in beside if _one(events[pair[0].incident], told)]
            candidate, like = max(own, key=lambda pair: pair[1].score, default=(None, None))
            if candidate is None and report.stance == "tells" and report.country:
                incident = store.add_incident(opened(report, now)).id
                store.remember(incident, first_known(report), report.content)
                events[incident] = told.event
            elif candidate is not None and like is not None:
                before = store.incident(candidate.incident)
                if before is None:
                    continue
                report = settled(report, before)
                store.replace_incident(grow(before, report).incident)
                known = grown(candidate.recall(), report, copy=like.copy)
                store.remember(candidate.incident, known, report.content)


def _one(event: str | None, told: Told) -> bool:
    return event is not None and event == told.event


def pairs_of(read: Sequence[tuple[Told, Reading]], gazetteer: Gazetteer, rules: RuleSet) -> list[Pair]:
    """Those of one part, on a store that knows no other."""
    with TemporaryDirectory(prefix="tocsin-joining-") as folder:
        store = open_store(Path(folder) / "joining.db")
        try:
            return list(pairs(read, gazetteer, rules, store))
        finally:
            store.close()


def fit(rows: Sequence[Pair]) -> dict[str, float]:
    """Weights by Adam over the whole set."""
    names = sorted(PRIOR)
    column = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for at, row in enumerate(rows):
        for sign, value in row.signs.items():
            table[at, column[sign]] = value
    target = np.array([row.one for row in rows], dtype=float)
    prior = np.array([PRIOR[name] for name in names])
    weights, mean, spread = prior.copy(), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        error = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30))) - target
        slope = table.T @ error + RIDGE * (weights - prior)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        rate = RATE * (1 - step / (STEPS + 1))
        weights -= rate * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return _from_country({name: float(HELD.get(name, weights[column[name]])) for name in PRIOR})


def _from_country(weights: Mapping[str, float]) -> dict[str, float]:
    """Every pair has one sign of place, so that a share of them all may as well stand under "one": here it is settled
    that to know the country alone says nothing. Reasons are told by their weight, and the place is to be one."""
    share = weights["place_country"]
    moved = {name: -share if name.startswith("place_") else share if name == "one" else 0.0 for name in weights}
    return {name: round(weight + moved[name], 2) for name, weight in weights.items()}


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", type=part_name, default=FITTED, metavar="part", help=", ".join(PARTS))
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), help="where the compiled gazetteer lies")
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    return parser


def main() -> int:
    options = arguments().parse_args()
    tools = reading_tools(options.data_dir)
    rules = rule_set(["builtin"], tools.gazetteer)
    rows: list[Pair] = []
    for part in named(options.parts):
        rows += pairs_of(read_part(part, tools, rules), tools.gazetteer, rules)
    weights = fit(rows)
    print(f"{len(rows)} pairs, {sum(row.one for row in rows)} of them one event")
    for name, weight in weights.items():
        print(f"{name:22} {PRIOR[name]:6.2f} -> {weight:6.2f}")
    if options.write:
        FILE.write_text(json.dumps(weights, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
