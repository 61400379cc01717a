"""Train `rules/doubt.json`, `wording.en.json`, `plainest.en.json`: python -m bench.train_doubt DATA [--out rules].

DATA is a folder with muc4_train.jsonl and crosswalk_muc.json (the format of MUC-4 as JSON Lines: id, text, date,
events with category and country); the corpus' other files stay unseen, to measure by. Files of
`bench/present_day` count as articles too, so that present-day news in both languages keep their say.

First the models of wording and of plain sentences, then the weights of the signs, then those of the whole article.
What one step learns from the step before comes from models that did not see the article (five folds), as it will for
every article to come.
Prints how findings are told from talk, and reports from other articles, always unseen.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from bench.fitting import fit_newton, fit_words
from bot.app import reading_tools, rule_set
from bot.config import default_data_dir
from extract.article import Article
from extract.read import Extraction, Tools, read_many
from bench.train_plainest import fit_plainest
from rules.doubt import SPEAKS, whole_signs
from rules.kinds import WEIGHED
from rules.match import Candidate, Material, material
from rules.plainest import Plainness, Sentences, plainness
from rules.rule import RuleSet
from rules.spoken_lists import shipped as spoken_lists
from rules.spoken_of import company
from rules.weighing import TOLD_OF
from rules.wording import REPORT, Reading, Wording, grams, loud, read_wording, unit

PRIOR = 3.0  # precision of the Gaussian on each sign's weight
WORDS_PRIOR = 0.2  # and on each word's
OWN_WEIGHT = 3.0  # a candidate of our articles counts as so many of the corpus
OWN_WORDS_WEIGHT = 1.0
OWN_WHOLE_WEIGHT = 2.0  # and one of our articles, for the second step
SEEN_IN = 5  # a word that fewer articles hold has no weight
LEAST, BESIDE = 0.27, 0.4  # best for relevance and for category and country together, on articles not seen
WHOLE_LEAST = 0.4  # of an article's own probability: relevance told best from .35 to .45, on articles not seen
WHOLE_PRIOR = 1.0
FOLDS = 5
BLOCK = 25  # articles that share a fold: those next to each other tell of the same events
MUC_FRESH_DAYS = 60
OWN = Path(__file__).parent / "present_day"
OWN_FILES = ("first", "second", "third", "fourth", "fifth", "sixth", "harmless")  # seventh, eighth: unseen, to measure
MODELS = (REPORT, "attack", "bombing", "kidnapping", "arson")


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article and what people found in it: (kinds, countries, optional); `own` = ours, not the corpus'."""

    extraction: Extraction
    events: tuple[tuple[frozenset[str], frozenset[str], bool], ...]
    own: bool = False

    def holds(self, kinds: Iterable[str], country: str | None = None) -> float | None:
        """1 when there is such an event, 0 when not, None when only an optional one."""
        wanted = set(kinds)
        hits = [
            optional
            for own, countries, optional in self.events
            if wanted & own and (country is None or not countries or country in countries)
        ]
        return None if hits and all(hits) else float(bool(hits))

    @property
    def is_report(self) -> float | None:
        return None if self.events and all(o for *_, o in self.events) else float(bool(self.events))


def corpus(data: Path, tools: Tools) -> list[Labelled]:
    return list(_labelled(data / "muc4_train.jsonl", tools, {}))


def own_articles(data: Path, tools: Tools) -> list[Labelled]:
    """The present-day articles, in the corpus' kinds."""
    return [one for name in OWN_FILES for one in _labelled(OWN / f"{name}.jsonl", tools, _kinds(data))]


def _labelled(path: Path, tools: Tools, kinds: Mapping[str, Sequence[str]]) -> Iterator[Labelled]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    articles = (
        Article(d["id"], d.get("title") or "", d["text"], language=d["lang"], published=_day(d.get("date")))
        for d in lines
    )
    for line, extraction in zip(lines, read_many(articles, tools), strict=True):
        events = tuple(
            (
                frozenset(one for kind in _many(event["category"]) for one in kinds.get(kind, (kind,))),
                frozenset(_many(event.get("country"))),
                bool(event.get("optional")),
            )
            for event in line["events"]
        )
        yield Labelled(extraction, events, own=bool(kinds))


def words_model(articles: Sequence[Labelled], kinds: Mapping[str, Sequence[str]]) -> Wording:
    """Fit every model on these articles."""
    counted = [grams(article.extraction) for article in articles]
    seen = Counter(word for one in counted for word in one)
    words = sorted(word for word, times in seen.items() if times >= SEEN_IN)
    idf = {word: 1 + float(np.log((1 + len(articles)) / (1 + seen[word]))) for word in words}
    rows = [unit({word: loud(n) * idf[word] for word, n in one.items() if word in idf}) for one in counted]
    weight = np.array([OWN_WORDS_WEIGHT if article.own else 1.0 for article in articles])
    columns, biases = [], []
    for model in MODELS:
        labels = [article.is_report if model == REPORT else article.holds([model]) for article in articles]
        known = [n for n, label in enumerate(labels) if label is not None]
        truth = np.array([labels[n] for n in known], dtype=float)
        column, bias = fit_words([rows[n] for n in known], words, truth, weight[known], WORDS_PRIOR)
        columns.append(column)
        biases.append(round(bias, 3))
    table = {
        word: (round(idf[word], 2), *(round(float(column[n]), 2) for column in columns)) for n, word in enumerate(words)
    }
    of = {category: next((k for k in listed if k in MODELS), REPORT) for category, listed in kinds.items()}
    return Wording(MODELS, tuple(biases), table, of)


def fold_of(number: int) -> int:
    return number // BLOCK % FOLDS


def unseen_readings(articles: Sequence[Labelled], kinds: Mapping[str, Sequence[str]]) -> list[Reading | None]:
    """Each article's wording by models made without it."""
    found: list[Reading | None] = [None] * len(articles)
    for fold in range(FOLDS):
        model = words_model([one for n, one in enumerate(articles) if fold_of(n) != fold], kinds)
        for n, article in enumerate(articles):
            if fold_of(n) == fold:
                found[n] = read_wording(article.extraction, model)
    return found


def materials(articles: Sequence[Labelled], rules: RuleSet) -> list[Material]:
    return [material(rules, one.extraction, fresh_days=None if one.own else MUC_FRESH_DAYS) for one in articles]


def plainest_model(articles: Sequence[Labelled], seen: Sequence[Material]) -> Sentences:
    taught = [(one.sentences, own.is_report) for own, one in zip(articles, seen, strict=True)]
    known = [(sentences, label) for sentences, label in taught if label is not None]
    return fit_plainest([sentences for sentences, _ in known], [label for _, label in known])


def unseen_plainness(articles: Sequence[Labelled], seen: Sequence[Material]) -> list[Plainness | None]:
    """As `unseen_readings`."""
    found: list[Plainness | None] = [None] * len(articles)
    for fold in range(FOLDS):
        own = [n for n in range(len(articles)) if fold_of(n) != fold]
        model = plainest_model([articles[n] for n in own], [seen[n] for n in own])
        for n, one in enumerate(seen):
            if fold_of(n) == fold:
                found[n] = plainness(one.sentences, model)
    return found


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate with its signs and truth, and the number of its article."""

    candidate: Candidate
    signs: Mapping[str, float]
    truth: float | None
    weight: float
    article: int


@dataclass(frozen=True, slots=True)
class Seen:
    """What the weighing sees of an article, by models that did not see it; None where its language has none."""

    material: Material
    reading: Reading | None = None
    plain: Plainness | None = None


def rows_of(articles: Sequence[Labelled], seen: Sequence[Seen], kinds: Mapping[str, Sequence[str]]) -> list[Row]:
    of = {category: next((k for k in listed if k in MODELS), REPORT) for category, listed in kinds.items()}
    rows = []
    for number, (article, known) in enumerate(zip(articles, seen, strict=True)):
        for one in known.material.candidates:
            listed = kinds.get(one.category)
            if not listed or one.category not in WEIGHED:
                continue
            signs = {name: value for name, value in one.signs.items() if name not in LEARNT}
            if known.reading is not None:
                signs |= known.reading.signs(one.category, of)
            if known.plain is not None:
                signs |= known.plain.signs(one.lines)
            # where no place was found, the kind alone is right or wrong
            truth = article.holds(listed, one.place.country if one.place else None)
            rows.append(Row(one, signs, truth, OWN_WEIGHT if article.own else 1.0, number))
    return rows


def fit(rows: Sequence[Row], *, worded: bool) -> dict[str, Any]:
    """Weights of the signs, on the rows that have the signs of wording, or on all rows without these."""
    rows = [row for row in rows if row.truth is not None and (not worded or WORDED in row.signs)]
    names = sorted({name for row in rows for name in row.signs if worded or not _needs_a_tagger(name)})
    x = np.array([[row.signs.get(name, 0.0) for name in names] for row in rows])
    truth, weight = np.array([row.truth for row in rows], dtype=float), np.array([row.weight for row in rows])
    beta = fit_newton(x, truth, weight, PRIOR)
    return {
        "candidates": len(rows),
        "least": LEAST,
        "beside": BESIDE,
        "bias": round(float(beta[-1]), 4),
        "weights": {name: round(float(value), 4) for name, value in zip(names, beta, strict=False)},
        "means": {name: round(float(value), 4) for name, value in zip(names, x.mean(axis=0), strict=True)},
    }


def fit_whole(
    articles: Sequence[Labelled], seen: Sequence[Seen], rows: Sequence[Row], likely: Sequence[float]
) -> dict[str, Any]:
    """Weights of an article's own signs; `likely` and `seen` come from models that did not see the article."""
    best: dict[int, float] = {}
    told: dict[int, set[int]] = {}
    for row, own in zip(rows, likely, strict=True):
        best[row.article] = max(own, best.get(row.article, 0.0))
        told.setdefault(row.article, set()).update(row.candidate.lines)
    signs, truth, is_own, fold_at = [], [], [], []
    for number, likeliest in best.items():
        article, known = articles[number], seen[number]
        if known.reading is not None and known.plain is not None and article.is_report is not None:
            sentences = article.extraction.sentences
            telling = [sentences[line] for line in sorted(told[number])]
            spoken = company(sentences, telling, spoken_lists(article.extraction.language) or {})
            signs.append(whole_signs(likeliest, known.reading.odds, known.plain.odds, spoken))
            truth.append(article.is_report)
            is_own.append(article.own)
            fold_at.append(fold_of(number))
    names = sorted(signs[0])
    x, y, ours = np.array([[row[name] for name in names] for row in signs]), np.array(truth), np.array(is_own)
    weight, fold = np.where(ours, OWN_WHOLE_WEIGHT, 1.0), np.array(fold_at)
    unseen = np.zeros(len(y))
    for number in range(FOLDS):
        beta = fit_newton(x[fold != number], y[fold != number], weight[fold != number], WHOLE_PRIOR)
        unseen[fold == number] = x[fold == number] @ beta[:-1] + beta[-1]
    chance = 1 / (1 + np.exp(-unseen))
    for least in (0.35, 0.4, 0.45, 0.5, 0.55):
        kept, others = (chance >= least)[y == 1].mean(), (chance >= least)[y == 0].mean()
        print(f"at {least:.2f} and above: {kept:6.1%} of the reports, {others:6.1%} of the others")
    alone = x[:, names.index("its likeliest finding")]
    for whose, these in (("of the corpus", ~ours), ("of our own", ours)):
        print(
            f"articles {whose}: area under the curve {_area(unseen[these], y[these]):.3f}; "
            f"by the likeliest finding alone {_area(alone[these], y[these]):.3f}"
        )
    beta = fit_newton(x, y, weight, WHOLE_PRIOR)
    return {
        "articles": len(signs),
        "least": WHOLE_LEAST,
        "bias": round(float(beta[-1]), 4),
        "weights": {name: round(float(value), 4) for name, value in zip(names, beta, strict=False)},
        "usual": {
            name.removeprefix(SPEAKS): round(float(x[:, at].mean()), 4)
            for at, name in enumerate(names)
            if name.startswith(SPEAKS)
        },
    }


WORDED = "worded like a report"
# Signs that come from models of their own.
LEARNT = frozenset({WORDED, "worded like its kind", "a sentence tells it plainly", "told in the plainest sentence"})


def _needs_a_tagger(sign: str) -> bool:
    return sign in LEARNT or sign.startswith(TOLD_OF)


def likelihood(row: Row, model: Mapping[str, Any]) -> float:
    total = model["bias"] + sum(model["weights"].get(name, 0.0) * value for name, value in row.signs.items())
    return float(1 / (1 + np.exp(-total)))


def unseen_likelihoods(rows: Sequence[Row], *, worded: bool) -> list[float]:
    found = [0.0] * len(rows)
    for fold in range(FOLDS):
        model = fit([row for row in rows if fold_of(row.article) != fold], worded=worded)
        for n, row in enumerate(rows):
            if fold_of(row.article) == fold:
                found[n] = likelihood(row, model)
    return found


def area_under_curve(likely: Sequence[float], rows: Sequence[Row]) -> float:
    """How often a true candidate of the corpus is likelier than a false one."""
    known = [(p, row.truth) for p, row in zip(likely, rows, strict=True) if row.truth is not None and not _own(row)]
    return _area(np.array([p for p, _ in known]), np.array([truth for _, truth in known]))


def _area(likely: np.ndarray, truth: np.ndarray) -> float:
    true, false = likely[truth == 1], likely[truth == 0]
    return float((true[:, None] > false[None, :]).mean() + (true[:, None] == false[None, :]).mean() / 2)


def _own(row: Row) -> bool:
    return row.weight != 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path("rules"))
    parser.add_argument("--data-dir", type=Path, default=default_data_dir())
    options = parser.parse_args()
    tools, rules = reading_tools(options.data_dir), rule_set(["builtin"])
    train(
        [*corpus(options.data, tools), *own_articles(options.data, tools)],
        rules,
        _kinds(options.data),
        options.out,
    )
    return 0


def train(articles: Sequence[Labelled], rules: RuleSet, kinds: Mapping[str, Sequence[str]], out: Path) -> list[Row]:
    english = [one for one in articles if one.extraction.language == "en"]
    others = [one for one in articles if one.extraction.language != "en"]
    wording = words_model(english, kinds)
    material_of = materials([*english, *others], rules)
    plainest = plainest_model(english, material_of[: len(english)])
    readings, plain = unseen_readings(english, kinds), unseen_plainness(english, material_of[: len(english)])
    none = [None] * len(others)
    seen = [Seen(*one) for one in zip(material_of, [*readings, *none], [*plain, *none], strict=True)]
    rows = rows_of([*english, *others], seen, kinds)
    likely = {worded: unseen_likelihoods(rows, worded=worded) for worded in (True, False)}
    for worded, own in likely.items():
        print(f"{'with' if worded else 'without'} wording: area under the curve {area_under_curve(own, rows):.3f}")
    made_by = {"made_by": "bench/train_doubt.py", "from": SOURCES}
    doubt = made_by | {
        "worded": fit(rows, worded=True),
        "unworded": fit(rows, worded=False),
        "article": fit_whole([*english, *others], seen, rows, likely[True]),
    }
    (out / "doubt.json").write_text(json.dumps(doubt, indent=1) + "\n", encoding="utf-8")
    _write_wording(made_by, wording, out / "wording.en.json")
    _write(made_by | {"bias": plainest.bias}, plainest.of, out / "plainest.en.json")
    return rows


SOURCES = "MUC-4 train (public domain) and bench/present_day"


def _write_wording(made_by: Mapping[str, str], wording: Wording, path: Path) -> None:
    head = {**made_by, "models": wording.models, "bias": wording.bias, "kinds": wording.kinds}
    _write(head, wording.weights, path)


def _write(head: Mapping[str, Any], weights: Mapping[str, tuple[float, ...]], path: Path) -> None:
    """A word a line, so that a change can be read."""
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    words = ",\n".join(f"  {json.dumps(word)}: {json.dumps(row)}" for word, row in weights.items())
    path.write_text("{\n" + ",\n".join(lines) + ',\n "weights": {\n' + words + "\n }\n}\n", encoding="utf-8")


def _kinds(data: Path) -> dict[str, list[str]]:
    """Category -> the corpus' kinds; none for what the corpus does not annotate."""
    raw = json.loads((data / "crosswalk_muc.json").read_text(encoding="utf-8"))
    return {category: _many(kind) for category, kind in raw.items() if not category.startswith("_")}


def _many(value: object) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _day(day: date | str | None) -> datetime | None:
    return datetime.fromisoformat(str(day)).replace(tzinfo=UTC) if day else None


if __name__ == "__main__":
    sys.exit(main())
