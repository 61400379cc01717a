"""Train the weights of `rules.doubt` on labelled articles: python bench/train_doubt.py DATA [--out rules/doubt.json].

DATA is a folder with muc4_train.jsonl and crosswalk_muc.json (the format of MUC-4 as JSON Lines: id, text, date,
events with category and country). The examples of the shipped rules count as articles too, so that present-day
sentences in both languages keep their say. Logistic regression with a Gaussian prior, by Newton's method.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from bot.app import reading_tools, rule_set
from bot.config import default_data_dir
from extract.article import Article
from extract.read import Tools, read, read_many
from rules.match import WEIGHED, candidates
from rules.rule import RuleSet

PRIOR = 3.0  # precision of the Gaussian on each weight
EXAMPLE_WEIGHT = 3.0  # an example of ours counts as so many candidates of the corpus
LEAST = 0.3  # the best F1 for category and country in five-fold cross-validation lies between 0.25 and 0.35
EXAMPLE_DAY = date(2026, 5, 14)
Row = tuple[dict[str, float], float, float]  # signs, label, weight


def corpus_rows(data: Path, tools: Tools, rules: RuleSet) -> Iterator[Row]:
    """Candidates of the corpus, labelled by whether the annotators have such an event in that country."""
    mapped = json.loads((data / "crosswalk_muc.json").read_text(encoding="utf-8"))
    lines = [json.loads(line) for line in (data / "muc4_train.jsonl").read_text(encoding="utf-8").splitlines()]
    articles = (
        Article(d["id"], d.get("title") or "", d["text"], language="en", published=_day(d.get("date"))) for d in lines
    )
    for line, extraction in zip(lines, read_many(articles, tools), strict=True):
        for one in candidates(rules, extraction, fresh_days=60):
            kind = mapped.get(one.category, one.category)
            if kind is None or one.category not in WEIGHED:
                continue
            kinds = set(kind if isinstance(kind, list) else [kind])
            hits = [e for e in line["events"] if kinds & set(_many(e["category"])) and _in(e, one.place)]
            if hits and all(e.get("optional") for e in hits):
                continue
            yield dict(one.signs), float(bool(hits)), 1.0


def example_rows(tools: Tools, rules: RuleSet) -> Iterator[Row]:
    """Candidates of the rules' own examples."""
    for rule in rules.rules:
        for example in rule.examples:
            day = example.date or EXAMPLE_DAY
            published = datetime(day.year, day.month, day.day, tzinfo=UTC)
            article = Article("example", example.title, example.text, language=rule.language, published=published)
            for one in candidates(rules, read(article, tools)):
                if one.category in WEIGHED:
                    yield dict(one.signs), float(example.alert), EXAMPLE_WEIGHT


def fit(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Weights of the columns and, last, the bias."""
    x = np.c_[x, np.ones(len(x))]
    beta = np.zeros(x.shape[1])
    prior = np.eye(x.shape[1]) * PRIOR
    prior[-1, -1] = 1e-6
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ beta))
        step = np.linalg.solve((x * (w * p * (1 - p))[:, None]).T @ x + prior, x.T @ (w * (p - y)) + prior @ beta)
        beta -= step
        if np.abs(step).max() < 1e-7:
            break
    return beta


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path("rules/doubt.json"))
    parser.add_argument("--data-dir", type=Path, default=default_data_dir())
    options = parser.parse_args()
    tools, rules = reading_tools(options.data_dir), rule_set(["builtin"])
    rows = [*corpus_rows(options.data, tools, rules), *example_rows(tools, rules)]
    write(rows, options.out)
    return 0


def write(rows: list[Row], out: Path) -> None:
    names = sorted({name for signs, _, _ in rows for name in signs})
    x = np.array([[signs.get(name, 0.0) for name in names] for signs, _, _ in rows])
    beta = fit(x, np.array([label for _, label, _ in rows]), np.array([weight for *_, weight in rows]))
    made = {
        "made_by": "bench/train_doubt.py",
        "from": "MUC-4 train (public domain) and the examples of the shipped rules",
        "candidates": len(rows),
        "least": LEAST,
        "bias": round(float(beta[-1]), 4),
        "weights": {name: round(float(value), 4) for name, value in zip(names, beta, strict=False)},
        "means": {name: round(float(value), 4) for name, value in zip(names, x.mean(axis=0), strict=True)},
    }
    out.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


def _many(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _in(event: dict[str, object], place: object) -> bool:
    country = getattr(place, "country", None)
    return event.get("country") is None or country in _many(event["country"])


def _day(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


if __name__ == "__main__":
    sys.exit(main())
