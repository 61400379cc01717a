"""Fit the weights of joining to parts of the replay corpus: python -m bench.learn_joining [part ...].

Without names, to those that are there to work on. Each article is held beside every incident that the store offers it,
as it stands when all before it in its part were joined rightly; each part has a store of its own, so that weeks do not
mix. The weights are those of `PRIOR`, moved only as far as the corpus asks for: logistic regression with a
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
from numpy.typing import NDArray

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

RIDGE = 10.0  # how much a weight's distance from the one before counts
STIFF = 1e6  # the same of a weight that is held
STEPS = 60
ENOUGH = 1e-6  # nats: a step that gains less is the last
# Log-odds that a report and an incident are one event: hand-set before any corpus, then fitted to the first six weeks.
PRIOR: Mapping[str, float] = {
    "one": -2.06, "place_same": 1.8, "place_near": 1.2, "place_quarter": 0.44, "place_near_named": 1.95,
    "place_near_beside": 1.3, "place_near_abroad": 0.7, "place_quarter_named": 1.4, "place_quarter_beside": 0.0,
    "place_quarter_abroad": 0.4, "quarter_other": -0.7, "place_within": 1.79, "place_same_division": 1.64,
    "place_neighbour": 0.38, "place_same_country": 0.47, "place_country": 0.0, "place_namesake": 0.58,
    "place_other_town": -1.79, "place_other_division": -4.0, "place_wave": 0.08, "place_named": 1.73,
    "place_beside": -0.29, "place_abroad": -1.85, "place_astray": -2.85, "place_other_country": -8.09,
    "place_nowhere": -0.92, "place_tied": 0.6, "spreads": 1.07, "kind_same": 0.72, "kind_related": 0.39,
    "kind_order": 0.81, "kind_none": -0.73, "kind_spoken": 0.84, "kind_strange": -1.51, "kind_beside": 0.0,
    "kind_rare": 1.27, "looks_back": 0.61, "crowd": -0.84, "day_same": 1.24, "day_named": 0.51, "day_next": -0.07,
    "day_next_dated": -0.15, "days_apart": -0.52, "days_apart_dated": -1.19, "days_apart_back": -1.09,
    "silence": -0.88, "silence_back": -0.06, "over": -0.8, "copy": 4.0, "copy_elsewhere": 0.0, "alike": 4.97,
    "words": 4.31, "apart": -3.94, "names": 0.52, "toponyms": 0.6, "nothing": -1.1, "names_none": -0.76,
    "site_same": 0.64, "site_other": -1.25, "notions": 0.21, "notions_part": 0.86, "numbers": 0.8, "ages_same": 0.72,
    "ages_other": -1.15, "hour_same": 0.66, "hour_other": -0.9, "dead_same": 1.17, "dead_one": 0.15,
    "dead_grown": 0.17, "dead_fewer": -0.49, "dead_far": -0.74, "hurt_same": 0.7, "hurt_one": -0.24,
    "hurt_grown": -0.26, "hurt_fewer": -0.1, "hurt_far": -0.78, "place_mistaken": 0.0, "names_rare": 0.3,
    "names_common": -0.3, "told_often": -0.5,
}  # fmt: skip  # a table or a paragraph of words, not one a line


# Not fitted. These weeks show too little of a kind that is only spoken of: it is no reason as good as one that is told.
# What no rule hears has a bar of its own, by noise that these weeks have none of. Many incidents are held beside every
# report here, and what says nothing then says much where a town has known but one: that nothing told in detail is the
# same, that it was in another quarter, days later, or after the incident had ended. And all is joined rightly here:
# with what is told of it an incident has ever more in common with every report, but fitted to that (-1.2) large ones
# lose their last reports.
HELD = ("kind_beside", "kind_none", "nothing", "quarter_other", "silence", "over", "told_often")


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
    """Weights by Newton's method over the whole set; a step that does not gain is halved."""
    names = sorted(PRIOR)
    column = {name: at for at, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    for at, row in enumerate(rows):
        for sign, value in row.signs.items():
            table[at, column[sign]] = value
    target = np.array([row.one for row in rows], dtype=float)
    start = np.array([PRIOR[name] for name in names])
    ridge = np.array([STIFF if name in HELD else RIDGE for name in names])

    def loss(weights: NDArray[np.float64]) -> float:
        said = (1 - 2 * target) * (table @ weights)
        return float(np.logaddexp(0, said).sum() + (ridge * (weights - start) ** 2).sum() / 2)

    weights, before = start, loss(start)
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (likely - target) + ridge * (weights - start)
        bend = (table * (likely * (1 - likely))[:, None]).T @ table + np.diag(ridge)
        step = np.linalg.solve(bend, slope)
        while (after := loss(weights - step)) > before and np.abs(step).max() > ENOUGH:
            step /= 2
        weights, gained, before = weights - step, before - after, after
        if gained < ENOUGH:
            break
    return _from_country({name: float(weights[column[name]]) for name in PRIOR})


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
