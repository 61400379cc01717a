"""Learn the weights of `extract/locate` from labelled articles: python -m bench.learn_places FOLDER [--half]

FOLDER holds *_tune.jsonl as `bench/places.py` reads them. What is learned is a few hundred numbers about
kinds of evidence, never a name or a word of the texts. --half learns on every second document only and
writes nothing, so that the other half can be used to see what to expect on documents nobody tuned on.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from bench.fitting import fit_choice, fit_logistic
from extract.language import LanguageData
from extract.locate.evidence import evidence, told_by
from extract.locate.ranking import Group, context_of, context_signs, group, prior_signs, weigh
from extract.locate.resolve import Weights, context_of_choices, likely_spans, rank, read_lines, weighed
from extract.places import Gazetteer, Place, distance_km
from extract.text import Sentence

Gold = Mapping[tuple[int, int], Mapping[str, Any]]
NEAR_KM = 161.0
TEASER = 2  # sentences
NAME_RIDGE, CHOICE_RIDGE = 3.0, 1.0


def learn(
    documents: Sequence[tuple[Sequence[Mapping[str, Any]], Sequence[Sentence]]],
    gazetteer: Gazetteer,
    language: LanguageData,
) -> Weights:
    """`documents` are (gold mentions, sentences). Each counts twice, whole and as the teaser a feed would give."""
    documents = [*documents, *((gold, sentences[:TEASER]) for gold, sentences in documents)]
    read = [(_by_span(gold), *read_lines(sentences, gazetteer, language)) for gold, sentences in documents]
    rows, labels = [], []
    for gold, lines, spans in read:
        told = told_by(lines, spans, language)
        for span in spans:
            rows.append(evidence(span, told, language))
            labels.append((span.start, span.end) in gold)
    print(f"{len(rows)} possible spans, {sum(labels)} of them place names", file=sys.stderr)
    weights = Weights(fit_logistic(rows, labels, NAME_RIDGE), {}, {}, {}, {})

    kept = [(gold, *likely_spans(lines, spans, language, weights)) for gold, lines, spans in read]
    grouped = [(gold, group(spans)) for gold, _, spans in kept]
    examples = []
    for gold, groups in grouped:
        for own in groups:
            right = _right(own, gold)
            if any(right) and not all(right):
                examples.append((own, prior_signs(own, language), right))
    prior = fit_choice([(signs, right, own.weight) for own, signs, right in examples], CHOICE_RIDGE)
    weights = Weights(weights.name, {}, prior, {}, {})
    context: Mapping[str, float] = {}
    for turn in range(3):
        data = []
        for gold, groups in grouped:
            if turn == 0:
                for own in groups:
                    own.chances = weigh(prior_signs(own, language), prior)
            else:
                rank(groups, language, weights, None)
            around = context_of(groups)
            for own in groups:
                right = _right(own, gold)
                if any(right) and not all(right):
                    both = zip(prior_signs(own, language), context_signs(own, around, None), strict=True)
                    data.append(([before | beside for before, beside in both], right, own.weight))
        context = fit_choice(data, CHOICE_RIDGE)
        weights = Weights(weights.name, {}, prior, context, {})

    rows, labels, trust_rows, trust_labels = [], [], [], []
    for gold, told, spans in kept:
        found = weighed(spans, language, weights, None)
        for each, signs in zip(found, context_of_choices(found), strict=True):
            own = evidence(each.span, told, language)
            rows.append([*own, *signs])
            labels.append((each.span.start, each.span.end) in gold)
            if each.choice is not None:
                mention = gold.get((each.span.start, each.span.end))
                if mention is None or mention.get("lat") is not None:
                    trust_rows.append([*signs, *own[1:5]])
                    trust_labels.append(mention is not None and _same(each.choice.place, mention))
    in_context = fit_logistic(rows, labels, NAME_RIDGE)
    trust = fit_logistic(trust_rows, trust_labels, NAME_RIDGE)
    return Weights(weights.name, in_context, prior, context, trust)


def _by_span(gold: Sequence[Mapping[str, Any]]) -> Gold:
    return {(mention["start"], mention["end"]): mention for mention in gold}


def _right(own: Group, gold: Gold) -> list[bool]:
    mentions = [gold[span.start, span.end] for span in own.spans if (span.start, span.end) in gold]
    linked = [mention for mention in mentions if mention.get("lat") is not None]
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
