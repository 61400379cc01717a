"""How well and how fast places are found: python -m bench.places FOLDER

FOLDER holds labelled articles, one *.jsonl a collection with lines {"id", "text", "mentions"}, and the `score.py`
that judges them. Articles are read as `tocsin extract` reads them. The weights that ship were learned from such
articles: of those, `bench.learn_places --half` tells what to expect on others. The last line gives words a second
on one core, and the share of the speed that the language model alone has in the same run.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does, and what "on one core" means

import importlib.util
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.cli.extract import as_json
from bot.config import default_data_dir
from bot.reading import Reading
from extract.article import Article
from extract.gazetteer import open_gazetteer
from extract.read import Tools, load_tools, read_many
from extract.model import BATCH

WITHOUT_DEMONYMS = ("geovirus",)  # collections that do not mark "Mexican", "French"
COLUMNS = ("country", "admin1", "e2e161", "rec_overlap", "rec_exact")


def main(folder: Path) -> int:
    if not (folder / "score.py").is_file():
        print(f"{folder}: no score.py here; give the folder that holds the labelled articles", file=sys.stderr)
        return 2
    started = time.perf_counter()
    data_dir = default_data_dir()
    data_dir.mkdir(parents=True, exist_ok=True)
    tools = load_tools(open_gazetteer(data_dir))
    next(read_many([Article("first", "", "Two men were shot in London on Monday.")], tools))  # loads every table
    print(f"ready in {time.perf_counter() - started:.1f} s")
    collections = {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        for path in sorted(folder.glob("*.jsonl"))
    }
    docs = [doc for own in collections.values() for doc in own]
    begun = time.process_time()
    found = dict(_answers(docs, tools))
    spent = time.process_time() - begun
    table_of(collections, found, folder)
    words = sum(len(doc["text"].split()) for doc in docs)
    bare = _bare_speed([doc["text"] for doc in docs], tools)
    print(
        f"{words / spent:,.0f} words/s; the model's names alone {bare:,.0f} words/s; ratio {words / spent / bare:.2f}"
    )
    return 0


def table_of(
    collections: Mapping[str, Sequence[Mapping[str, Any]]],
    found: Mapping[str, Sequence[Mapping[str, Any]]],
    folder: Path,
) -> None:
    """Print what the folder's own scorer makes of the answers, a line a collection."""
    scorer = _scorer(folder / "score.py")
    print(f"{'':10}{'docs':>5}" + "".join(f"{name:>13}" for name in COLUMNS) + f"{'exact id':>10}   F1; exact id in %")
    hits = linked = 0.0
    for stem, docs in collections.items():
        name = stem.split("_")[0]
        result = scorer.score(docs, found, demonyms=name not in WITHOUT_DEMONYMS)
        ids = sum(m.get("geonameid") is not None and m.get("lat") is not None for d in docs for m in d["mentions"])
        hits, linked = hits + result["exact_id"] * ids, linked + ids
        row = "".join(f"{result[column]['f1']:13.1f}" for column in COLUMNS)
        print(f"{name:10}{len(docs):5}{row}{result['exact_id'] if ids else float('nan'):10.1f}")
    print(f"exact id over all: {hits / max(1.0, linked):.1f}")


def _answers(docs: Sequence[dict[str, Any]], tools: Tools) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    articles = [Article(str(doc["id"]), doc.get("title") or "", doc["text"], language=doc.get("lang")) for doc in docs]
    for extraction in read_many(articles, tools):
        reading = Reading(extraction.article, extraction, (), "no_rule", "")
        yield extraction.article.key, as_json(extraction.article.key, reading)["places"]


def _bare_speed(texts: Sequence[str], tools: Tools) -> float:
    """Words a second of the model's name recogniser with nothing around it."""
    nlp = tools.splitter("en").nlp
    others = [name for name in nlp.pipe_names if name != "ner"]
    with nlp.select_pipes(disable=others):
        begun = time.process_time()
        for doc in nlp.pipe(texts, batch_size=BATCH):
            len(doc.ents)
        return sum(len(text.split()) for text in texts) / (time.process_time() - begun)


def _scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("usage: python -m bench.places FOLDER", file=sys.stderr)
        raise SystemExit(2)
    raise SystemExit(main(Path(sys.argv[1])))
