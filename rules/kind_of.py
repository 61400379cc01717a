"""Which kind of event an article reads like, where its rules name several kinds of one event, or a wrong one.

"Shot" is said of a robbery, a siege and a riot too: a rule hears the word, and not the company it keeps. A linear model
over the same pieces of words as `rules.about` (`bench/train_kinds.py`) weighs the kinds against one another. It makes
no alert: of several kinds that exclude one another it keeps the likeliest, and where another kind is far likelier, one
that a rule of ours stands for, what was found is told as that. It names the words that spoke.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.about import About, rarity
from rules.finding import GateResult
from rules.kinds import TOLD_AS_SAID, TOLD_BY_ORDER
from rules.pieces import SHARE, WORDS, Seen, loud, loudest, pieces_of

# A kind that another of the same event is so many times likelier than is not told beside it: of two kinds of one place
# hardly any is left to the less likely, of two of different towns more, as they may be two events (of writers that the
# weights have not seen, 3 to 60 do alike).
HERE, ELSEWHERE = 1.2, 15.0
# Nor is a rule's own kind told where any other is so much likelier, and at least so likely: that one is told then.
# By weights that saw nothing of the writer, on 5,160 articles, with LOUDLY and the kinds levelled (`train_kinds`):
# category in English .874 -> .887, in Spanish .903 -> .908, against 3 times and 40 %.
TIMES, LEAST = 2.5, 0.2
# Words of these stand in news of other kinds ("shots", "a bomb", "set on fire"): as good as so much less likely.
LOUDLY: Mapping[str, float] = {"shooting": 0.7, "explosion": 0.7, "arson": 0.45}
# Surer must be what alarms a whole country (a parliament that burns is no coup) and what calls an alarm off.
SURE: Mapping[str, float] = {"coup": 0.6, "all_clear": 0.75}
# What may be no news at all is told only as a kind that it reads like: below UNSURE of `about` the odds of news, by how
# likely it is of that kind, make so much at the least; an order is news by being given. Of 7,680 articles whose writers
# the weights had not seen this keeps 22 of 147 false alarms quiet, and 5 of 4,250 reports.
UNSURE, LEAST_LIKE = 0.6, 0.25
SCALE = 50  # the file holds weights in fiftieths, as whole numbers

Numbers = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Model:
    """`of`: kind of clue -> clue -> its row in `weights` (clues x kinds of event), and how rare it is."""

    kinds: tuple[str, ...]
    bias: Numbers
    of: Mapping[str, Mapping[str, tuple[int, float]]]
    weights: Numbers


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The weights that come with Tocsin."""
    raw = json.loads(files("rules").joinpath("kind_of.json").read_text(encoding="utf-8"))
    of: dict[str, dict[str, tuple[int, float]]] = {}
    rows: list[list[int]] = []
    for clue_kind in SHARE:
        known = of.setdefault(clue_kind, {})
        for clue, (times, *weights) in raw[clue_kind].items():
            known[clue] = (len(rows), rarity(times, raw["articles"]))
            rows.append(weights)
    weights_of = np.array(rows, dtype=np.float32) / SCALE
    return Model(tuple(raw["kinds"]), np.array(raw["bias"], dtype=float), of, weights_of)


@dataclass(frozen=True, slots=True)
class Kinds:
    """What kinds of event an article reads like; `likely`: each kind's probability, together 1."""

    title: str
    text: str
    likely: Mapping[str, float]
    model: Model

    @property
    def likeliest(self) -> str:
        return max(self.likely, key=lambda kind: self.likely[kind])

    def without(self, denied: Collection[str]) -> Kinds:
        """What is left where it is said that these did not happen."""
        left = {kind: 0.0 if kind in denied else likely for kind, likely in self.likely.items()}
        total = sum(left.values())
        return replace(self, likely={kind: likely / total for kind, likely in left.items()}) if total else self

    def speaking(self, kind: str, against: str) -> str:
        """The words that speak for one kind and against another."""
        one, other = self.model.kinds.index(kind), self.model.kinds.index(against)

        def moved(word: str, clue_kinds: tuple[str, ...]) -> float:
            return _moved(word, clue_kinds, self.model, one, other)

        return "”, “".join(loudest(self.title, self.text, moved, towards=True))


def read(title: str, text: str, found: Seen, model: Model | None = None) -> Kinds:
    """The kinds of an article of which `found` are the clues (`rules.pieces.seen`)."""
    model = model or shipped()
    return Kinds(title, text, dict(zip(model.kinds, _likely(found, model).tolist(), strict=True)), model)


def _likely(found: Seen, model: Model) -> Numbers:
    odds = model.bias.copy()
    for clue_kind, share in SHARE.items():
        known = model.of.get(clue_kind, {})
        rows, values = [], []
        for clue, times in found[clue_kind].items():
            where = known.get(clue)
            if where is not None:
                rows.append(where[0])
                values.append(loud(times) * where[1])
        if rows:
            told = np.array(values)
            odds += share / math.sqrt(float(told @ told)) * (told @ model.weights[rows])
    return normed(odds)


def normed(odds: Numbers) -> Numbers:
    """Log-odds as probabilities that together make 1 (softmax); the last axis holds the kinds."""
    parts = np.exp(odds - odds.max(axis=-1, keepdims=True))
    found: Numbers = parts / parts.sum(axis=-1, keepdims=True)
    return found


def _moved(word: str, clue_kinds: tuple[str, ...], model: Model, one: int, other: int) -> float:
    total = 0.0
    clues = [(WORDS, word), *((kind, piece) for kind in clue_kinds for piece in pieces_of(word))]
    for kind, clue in clues:
        where = model.of.get(kind, {}).get(clue)
        if where is not None:
            row, rare = where
            total += SHARE[kind] * rare * float(model.weights[row, one] - model.weights[row, other])
    return total


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is told of one finding: whether at all, and as which kind; the reason where that is not the rule's word."""

    kind: str
    gate: GateResult | None = None


def verdicts(
    told: Sequence[str],
    excluded: Sequence[Mapping[int, bool]],
    kinds: Kinds,
    may_be: Callable[[str], bool],
    firm: Collection[int] = (),
) -> list[Verdict]:
    """For each of the kinds told: is it that one? `excluded`: the numbers of those that it cannot be told beside
    -> whether they are told of the same place; `firm`: those whose own words leave no doubt of their kind.

    `may_be`: does a rule stand for this kind? A kind that the model does not know is left alone, and so are whose deed
    it was and a curfew.
    """
    found = []
    weighed = {kind: likely * LOUDLY.get(kind, 1.0) for kind, likely in kinds.likely.items()}
    likeliest = max(weighed, key=lambda kind: weighed[kind])
    said = {told[number] for number in firm}
    sure = kinds.likely[likeliest] >= max(LEAST, SURE.get(likeliest, 0.0)) and may_be(likeliest)
    for at, kind in enumerate(told):
        own = weighed.get(kind)
        if own is None or kind in TOLD_AS_SAID or at in firm:
            found.append(Verdict(kind))
            continue
        rivals = {
            told[other]: 1.0 if other in firm else weighed[told[other]] / (HERE if same_place else ELSEWHERE)
            for other, same_place in excluded[at].items()
            if told[other] in weighed and told[other] != kind and (same_place or other not in firm)
        }
        best = max(rivals, key=lambda rival: rivals[rival], default=kind)
        elsewhere = sure and weighed[likeliest] >= TIMES * own
        if best in said:
            found.append(Verdict(kind, GateResult("kind", False, f"words of its own say that it is {best}")))
        elif rivals.get(best, 0.0) > own or (elsewhere and weighed[best] > own):
            found.append(Verdict(kind, _gate(kinds, best, kind, passed=False)))
        elif elsewhere:
            found.append(Verdict(likeliest, _gate(kinds, likeliest, kind, passed=True)))
        else:
            found.append(Verdict(kind))
    return found


def held_to_news(verdict: Verdict, kinds: Kinds, read: About | None) -> Verdict:
    """The verdict, or that it stays quiet: hardly news, and hardly of the kind that it would be told as."""
    likely = kinds.likely.get(verdict.kind)
    if likely is None or read is None or read.likely >= UNSURE or verdict.kind in TOLD_BY_ORDER | TOLD_AS_SAID:
        return verdict
    if read.odds * likely >= LEAST_LIKE or (verdict.gate is not None and not verdict.gate.passed):
        return verdict
    why = f"it reads like {verdict.kind} by {likely:.0%} only, and like news by {read.likely:.0%}"
    return Verdict(verdict.kind, GateResult("kind", False, why))


def _gate(kinds: Kinds, kind: str, instead_of: str, *, passed: bool) -> GateResult:
    words = kinds.speaking(kind, instead_of)
    rather = f"it reads rather like {kind} (“{words}”: {kinds.likely[kind]:.0%}) than like {instead_of}"
    return GateResult("kind", passed, f"{rather} ({kinds.likely[instead_of]:.0%})")
