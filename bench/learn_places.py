"""Learn the weights of `extract/locate` from labelled articles: python -m bench.learn_places FOLDER [--half]

FOLDER is the one `bench.places` reads. What is learned are some thousand numbers about kinds of evidence, never a
name or a word of the texts; they are written to `extract/locate/weights.json`. --half writes nothing: it learns on
every second document, scores the others, then the other way round, and prints what to expect on documents that
nobody tuned on.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bench.fitting import fit_choice, fit_logistic
from bench.places import WITHOUT_DEMONYMS, table_of
from bot.config import default_data_dir
from extract.gazetteer import open_gazetteer
from extract.language import LanguageData
from extract.locate.evidence import evidence, told_by
from extract.locate.home import home_shares, told_home
from extract.locate.context import context_of, context_signs
from extract.locate.found import Found, context_of_choices, weighed
from extract.locate.groups import Group, group
from extract.locate.ranking import chances_of, prior_signs, rank, scores_of
from extract.locate.resolve import find, likely_spans, read_lines
from extract.locate.spans import Span
from extract.locate.weights import FILE, Weights
from extract.places import Gazetteer, Place, distance_km
from extract.read import Tools, load_tools
from extract.text import Sentence

NEAR_KM = 161.0
TEASER = 2  # sentences
NAME_RIDGE, CHOICE_RIDGE = 3.0, 1.0


@dataclass(frozen=True, slots=True)
class Gold:
    """What the labels of a document say of a span."""

    mentions: Mapping[tuple[int, int], Mapping[str, Any]]
    demonyms: bool  # whether "Mexican" is labelled in this collection

    def judges(self, span: Span) -> bool:
        """False where its absence from the labels says nothing."""
        return self.demonyms or not span.demonym

    def of(self, span: Span) -> Mapping[str, Any] | None:
        return self.mentions.get((span.start, span.end))


def learn(
    documents: Sequence[tuple[Gold, Sequence[Sentence]]],
    gazetteer: Gazetteer,
    language: LanguageData,
) -> Weights:
    """Each document counts twice, whole and as the teaser a feed would give."""
    documents = [*documents, *((gold, sentences[:TEASER]) for gold, sentences in documents)]
    read = [(gold, *read_lines(sentences, gazetteer, language)) for gold, sentences in documents]
    rows, labels = [], []
    for gold, lines, spans in read:
        told = told_by(lines, spans, language)
        for span in filter(gold.judges, spans):
            rows.append(evidence(span, told, language))
            labels.append(gold.of(span) is not None)
    print(f"{len(rows)} possible spans, {sum(labels)} of them place names", file=sys.stderr)
    weights = Weights(fit_logistic(rows, labels, NAME_RIDGE), {}, {}, {}, {})

    kept = [
        (gold, home_shares(lines, language, None), *likely_spans(lines, spans, language, weights))
        for gold, lines, spans in read
    ]
    grouped = [(gold, home, group(spans)) for gold, home, _, spans in kept]
    examples = []
    for gold, _, groups in grouped:
        for own in groups:
            right = _right(own, gold)
            if any(right) and not all(right):
                examples.append((own, prior_signs(own, language), right))
    prior = fit_choice([(signs, right, own.weight) for own, signs, right in examples], CHOICE_RIDGE)
    weights = Weights(weights.name, {}, prior, {}, {})
    context: Mapping[str, float] = {}
    for turn in range(3):
        data = []
        for gold, home, groups in grouped:
            if turn == 0:
                for own in groups:
                    own.chances = chances_of(scores_of(prior_signs(own, language), prior))
            else:
                rank(groups, language, weights, home)
            around = context_of(groups, home)
            for own in groups:
                right = _right(own, gold)
                if any(right) and not all(right):
                    both = zip(prior_signs(own, language), context_signs(own, around), strict=True)
                    data.append(([before | beside for before, beside in both], right, own.weight))
        context = fit_choice(data, CHOICE_RIDGE)
        weights = Weights(weights.name, {}, prior, context, {})

    rows, labels, trust_rows, trust_labels = [], [], [], []
    for gold, home, told, spans in kept:
        found = weighed(spans, language, weights, home)
        for each, signs in zip(found, context_of_choices(found, home), strict=True):
            if not gold.judges(each.span):
                continue
            beside = evidence(each.span, told, language)
            mention = gold.of(each.span)
            rows.append([*beside, *signs])
            labels.append(mention is not None)
            if each.choice is not None and (mention is None or mention.get("lat") is not None):
                trust_rows.append([*signs, *beside[1:5]])
                trust_labels.append(mention is not None and _same(each.choice.place, mention))
    in_context = fit_logistic(rows, labels, NAME_RIDGE)
    trust = fit_logistic(trust_rows, trust_labels, NAME_RIDGE)
    return Weights(weights.name, in_context, prior, context, trust)


def _right(own: Group, gold: Gold) -> list[bool]:
    mentions = map(gold.of, own.spans)
    linked = [mention for mention in mentions if mention is not None and mention.get("lat") is not None]
    if not linked:
        return [False] * len(own.candidates)
    by_id = [any(each.place.geonameid == mention.get("geonameid") for mention in linked) for each in own.candidates]
    return by_id if any(by_id) else [any(_same(each.place, mention) for mention in linked) for each in own.candidates]


def _same(place: Place, mention: Mapping[str, Any]) -> bool:
    if place.geonameid == mention.get("geonameid"):
        return True
    if mention.get("level") == "country":
        return place.kind == "country" and place.country == mention.get("country")
    return distance_km(place.lat, place.lon, mention["lat"], mention["lon"]) <= NEAR_KM


Labelled = tuple[Mapping[str, Any], Sequence[Sentence]]  # a document of the collection, and its sentences


def gold_of(doc: Mapping[str, Any], collection: str) -> Gold:
    by_span = {(mention["start"], mention["end"]): mention for mention in doc["mentions"]}
    return Gold(by_span, demonyms=collection.split("_")[0] not in WITHOUT_DEMONYMS)


def read_folder(folder: Path, tools: Tools) -> dict[str, list[Labelled]]:
    """Collection -> its documents, cut into sentences once."""
    out: dict[str, list[Labelled]] = {}
    for path in sorted(folder.glob("*.jsonl")):
        docs = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        cut = tools.splitter("en").cut_many([("", doc["text"]) for doc in docs])
        out[path.stem] = list(zip(docs, cut, strict=True))
    return out


def both_halves(collections: Mapping[str, Sequence[Labelled]], tools: Tools, folder: Path) -> None:
    """Prints the table of documents that were not learned from."""
    language = tools.language("en")
    found: dict[str, list[dict[str, Any]]] = {}
    for half in (0, 1):
        ours = [(gold_of(doc, name), cut) for name, docs in collections.items() for doc, cut in docs[half::2]]
        weights = learn(ours, tools.gazetteer, language)
        for docs in collections.values():
            for doc, cut in docs[1 - half :: 2]:
                lines, spans = read_lines(cut, tools.gazetteer, language)
                whose = told_home(lines, language)
                found[doc["id"]] = [_answer(each) for each in find(lines, spans, language, weights, whose)]
    table_of({name: [doc for doc, _ in docs] for name, docs in collections.items()}, found, folder)


def _answer(found: Found) -> dict[str, Any]:
    place = found.choice.place if found.choice else None
    keys = ("kind", "country", "admin1", "lat", "lon", "geonameid")
    return {
        "start": found.span.start,
        "end": found.span.end,
        "role": "demonym" if found.span.demonym else "place",
        **{key: getattr(place, key) if place else None for key in keys},
    }


def _without_model(sentence: Sentence) -> Sentence:
    """As a language without a trained model cuts it: neither names nor tags."""
    tokens = tuple(replace(token, tag="", pos="") for token in sentence.tokens)
    return replace(sentence, names=(), tokens=tokens)


def main(folder: Path, *, half: bool) -> None:
    tools = load_tools(open_gazetteer(default_data_dir()))
    collections = read_folder(folder, tools)
    if half:
        both_halves(collections, tools, folder)
        return
    documents = [(gold_of(doc, name), cut) for name, docs in collections.items() for doc, cut in docs]
    unnamed = [(gold, [_without_model(sentence) for sentence in cut]) for gold, cut in documents]
    language = tools.language("en")
    learned = {
        "about": f"learned by bench/learn_places.py from {len(documents)} articles: {', '.join(collections)}",
        "model": asdict(learn(documents, tools.gazetteer, language)),
        "plain": asdict(learn(unnamed, tools.gazetteer, language)),
    }
    FILE.write_text(json.dumps(learned, indent=0, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("-")]
    if len(folders) != 1:
        print("usage: python -m bench.learn_places FOLDER [--half]", file=sys.stderr)
        raise SystemExit(2)
    main(Path(folders[0]), half="--half" in sys.argv)
