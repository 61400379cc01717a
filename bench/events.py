"""Events found in labelled articles, and how fast: python bench/events.py DATA (make bench-events DATA=folder).

DATA holds muc4_dev.jsonl, muc4_train.jsonl, hard_cases.jsonl, crosswalk_muc.json and score.py, which does the
scoring. Prints a row for each file, then one for each file and language of `bench/present_day`, the project's own
articles, then articles a second: gated on a stream where four in five are harmless, and for harmless text alone.
"""

from __future__ import annotations

import argparse
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does

import importlib.util
import json
import sys
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.app import reading_tools, rule_set
from bot.cli.extract import TOGETHER
from bot.config import default_data_dir
from bot.reading import read_articles
from extract.article import Article
from extract.read import Tools, read_many
from rules.match import Finding, match
from rules.rule import RuleSet

MUC_FRESH_DAYS = 60  # MUC-4 counts what happened in the two months before the article
FILES = (("muc4_dev", MUC_FRESH_DAYS), ("muc4_train", MUC_FRESH_DAYS), ("hard_cases", None))
PRESENT_DAY = Path(__file__).parent / "present_day"
MEASURES = ("relevance", "category", "cat+country", "cat+place")
HARMLESS = (
    "The gardener planted tomatoes beside the greenhouse while neighbours painted the wooden fence green. "
    "The library added a reading room, and the orchestra rehearsed a symphony for the summer season. "
) * 11
STREAM = 200  # articles
BYTES = 2000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--data-dir", type=Path, default=default_data_dir(), help="where the compiled gazetteer lies")
    parser.add_argument("--no-weighing", action="store_true", help="rules and gates alone")
    options = parser.parse_args()
    tools, rules = reading_tools(options.data_dir), rule_set(["builtin"])
    scorer = _scorer(options.data / "score.py")
    print(f"{'file':12}" + "".join(f"{name:>13}" for name in (*MEASURES, "false alarms", "recall", "all right")))
    for name, fresh in FILES:
        path = options.data / f"{name}.jsonl"
        if path.exists():
            found = _found(path, tools, rules, fresh, weigh=not options.no_weighing)
            crosswalk = options.data / "crosswalk_muc.json"
            mapped = json.loads(crosswalk.read_text(encoding="utf-8")) if fresh and crosswalk.exists() else {}
            print(f"{name:12}" + _row(scorer, scorer.load_gold(path), found, mapped))
    for path in sorted(PRESENT_DAY.glob("*.jsonl")):
        found = _found(path, tools, rules, None, weigh=not options.no_weighing)
        gold = scorer.load_gold(path)
        for language in sorted({document["lang"] for document in gold.values()}):
            mine = {ident: document for ident, document in gold.items() if document["lang"] == language}
            print(f"{f'{path.stem} {language}':12}" + _row(scorer, mine, {ident: found[ident] for ident in mine}, {}))
    _speed(options.data / "muc4_dev.jsonl", tools, rules)
    return 0


def _found(
    path: Path, tools: Tools, rules: RuleSet, fresh: int | None, *, weigh: bool
) -> dict[str, tuple[Finding, ...]]:
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    readings = read_many((_article(line) for line in lines), tools)
    return {
        line["id"]: tuple(f for f in match(rules, one, fresh_days=fresh, weigh=weigh) if f.stopped is None)
        for line, one in zip(lines, readings, strict=True)
    }


def _row(
    scorer: ModuleType, gold: dict[str, Any], found: dict[str, tuple[Finding, ...]], mapped: dict[str, Any]
) -> str:
    overlay = set(mapped.get("_overlay", []))
    predictions = {}
    for ident, findings in found.items():
        solid = {_country(f) for f in findings if f.category not in overlay and mapped.get(f.category, "") is not None}
        rows = []
        for finding in findings:
            kind = mapped.get(finding.category, finding.category)
            if kind is None or (finding.category in overlay and _country(finding) in solid):
                continue
            kinds = "|".join(sorted(kind)) if isinstance(kind, list) else kind
            rows.append((kinds, _country(finding), scorer.norm_place(finding.town or "") or None))
        predictions[ident] = rows
    result, _ = scorer.score(gold, predictions)
    measures = result["measures"]
    figures = [measures[name]["f1"] for name in MEASURES]
    figures += [result["false_alarm_rate"], measures["relevance"]["r"], result["exact_documents"]]
    return "".join(f"{figure:13.3f}" for figure in figures)


def _speed(path: Path, tools: Tools, rules: RuleSet) -> None:
    """Articles a second on one core, of 2 kB each."""
    violent = [json.loads(line)["text"][:BYTES] for line in path.read_text(encoding="utf-8").splitlines()]
    stream = [violent[n // 5] if n % 5 == 0 else HARMLESS[:BYTES] for n in range(STREAM)]
    _gated(stream[:10], tools, rules)
    for name, texts in (("mixed, gated", stream), ("harmless", [HARMLESS[:BYTES]] * 1000)):
        began = time.perf_counter()
        _gated(texts, tools, rules)
        print(f"{name:14}{len(texts) / (time.perf_counter() - began):8.0f} articles/s")


def _gated(texts: Sequence[str], tools: Tools, rules: RuleSet) -> Iterable[Finding]:
    """As `tocsin extract --gated` reads a stream, without its JSON."""
    found: list[Finding] = []
    for first in range(0, len(texts), TOGETHER):
        articles = [Article("bench", "", text, language="en") for text in texts[first : first + TOGETHER]]
        for reading in read_articles(articles, tools, rules, gated=True):
            found += reading.findings
    return found


def _article(line: dict[str, Any]) -> Article:
    day = line.get("date")
    published = datetime.fromisoformat(day).replace(tzinfo=UTC) if day else None
    title, language = line.get("title") or "", line.get("lang")
    home = line.get("publisher")  # the paper's country, as a feed's settings give it
    return Article(line["id"], title, line["text"], language=language, published=published, country=home)


def _country(finding: Finding) -> str | None:
    return finding.place.country if finding.place else None


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
