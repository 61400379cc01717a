"""How plainly each sentence of an article tells of an event; the article goes by its plainest ones.

An article may talk for pages and report one attack in a line. A linear model scores each sentence by its words (names
left out), by what rules and cues find in it, how these stand together, and what they find beside it; the article's
log-odds are the soft maximum over its sentences. It learns from labels of whole articles: nobody has to say which
sentence it was. Trained by `bench/train_doubt.py`. It gives signs to `rules.doubt`; alone it decides nothing.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

from extract.text import Token
from rules.groups import Judged
from rules.story import Line, Story

SHARPNESS = 0.7  # of the soft maximum: towards 0 the plainest sentence speaks alone
NEIGHBOUR = 0.5  # what a sentence beside it says of a sentence
FRESH_DAYS, WEEKS_DAYS = 7, 60  # ages of a day that are told apart
LEAD, LATE = 2, 8  # sentences
FAR = 4.0  # log-odds beyond which a sentence says no more
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
_KEPT = _CONTENT | {"AUX", "ADP", "SCONJ", "PRON", "DET", "PART"}
_BREAK, _NAME, _NUMBER = "|", "^", "#"
_HARM = frozenset({"cue dead", "cue hurt", "cue hard", "cue actor", "cue kidnapped", "cue site"})
_BESIDE = "~"

Clues = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sentences:
    """`of`: clue -> how rare it is (idf), and its weight."""

    bias: float
    of: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Plainness:
    """The article's log-odds, and each sentence's."""

    odds: float
    of: tuple[float, ...]

    def signs(self, lines: Iterable[int]) -> dict[str, float]:
        """For a finding told in these sentences, 0 to 1 each: how plain they are, and how near the plainest."""
        best = max(self.of[number] for number in lines)
        behind = max(self.of) - best
        return {
            "a sentence tells it plainly": _share(best),
            "told in the plainest sentence": max(0.0, 1 - behind / FAR),
        }


@lru_cache(maxsize=8)
def shipped(language: str) -> Sentences | None:
    """The weights of a language; None where there are none."""
    file = files("rules").joinpath(f"plainest.{language}.json")
    if not file.is_file():
        return None
    raw = json.loads(file.read_text(encoding="utf-8"))
    return Sentences(raw["bias"], {clue: (row[0], row[1]) for clue, row in raw["weights"].items()})


def plainness(sentences: Sequence[Clues], weights: Sentences) -> Plainness | None:
    """None for an article without sentences."""
    if not sentences:
        return None
    scores = tuple(_score(clues, weights) for clues in sentences)
    return Plainness(pooled(scores) + weights.bias, tuple(score + weights.bias for score in scores))


def pooled(scores: Sequence[float]) -> float:
    """The soft maximum, less what many sentences alone would add."""
    most = max(scores)
    total = sum(math.exp((score - most) / SHARPNESS) for score in scores)
    return most + SHARPNESS * math.log(total / math.sqrt(len(scores)))


def loudness(clue: str, times: float, idf: float) -> float:
    """What a clue counts in its sentence before that is scaled to length one."""
    return math.sqrt(times) * idf * (NEIGHBOUR if clue.startswith(_BESIDE) else 1.0)


def _score(clues: Clues, weights: Sentences) -> float:
    known = [(clue, loudness(clue, times, weights.of[clue][0])) for clue, times in clues.items() if clue in weights.of]
    length = math.sqrt(sum(value * value for _, value in known)) or 1.0
    return sum(value * weights.of[clue][1] for clue, value in known) / length


def clues_of(story: Story, judged: Iterable[Judged]) -> tuple[Clues, ...]:
    """What the model sees of each sentence, in order; empty where no tagger ran, which cannot tell names from words."""
    if not any(token.tag for line in story.lines for token in line.sentence.tokens):
        return ()
    found: list[set[str]] = [set() for _ in story.lines]
    for one in judged:
        stopped = one.stopped
        found[one.sighting.line.number].add(f"rule {one.case.category}" if stopped is None else f"gate {stopped.gate}")
    for line, own in zip(story.lines, found, strict=True):
        own.update(f"cue {name}" for term in line.hits for name in story.cues.kinds.get(term, ()))
    words = [_words(line, story.published) for line in story.lines]
    return tuple(_sentence(number, words, found) for number in range(len(story.lines)))


def _sentence(number: int, words: Sequence[Counter[str]], found: Sequence[set[str]]) -> Clues:
    clues: Counter[str] = Counter(words[number])
    clues.update(dict.fromkeys(found[number], 1))
    clues.update(dict.fromkeys(_together(words[number], found[number]), 1))
    clues.update({"at the start": number == 0, "in the lead": number < LEAD, "late": number > LATE})
    weighed = {clue: float(times) for clue, times in clues.items() if times}
    for near in (number - 1, number + 1):
        if 0 <= near < len(found):
            for clue in found[near]:
                name = _BESIDE + clue
                weighed[name] = weighed.get(name, 0.0) + NEIGHBOUR
    return weighed


def _together(words: Counter[str], found: set[str]) -> set[str]:
    """Pairs of what was found, with days and numbers: a rule beside a fresh day, the dead beside attackers."""
    ages = {word for word in words if word.startswith("@") and " " not in word}
    if any(_NUMBER in word.split() for word in words):
        ages.add(_NUMBER)
    strong = {one for one in found if one.startswith("rule ") or one in _HARM}
    every = found | ages
    return {" + ".join(sorted((one, other))) for one in strong for other in every if one != other}


def _words(line: Line, published: date | None) -> Counter[str]:
    """Words and pairs of neighbours; names, numbers and days stand as such."""
    counted: Counter[str] = Counter()
    before = _BREAK
    for token in line.sentence.tokens:
        word, is_content = _reduced(token, line, published)
        if word == before and word[0] in "^@":
            continue
        if is_content:
            counted[word] += 1
            if token.pos == "VERB":
                counted[f"{word}/{token.tag}"] += 1
        if word != _BREAK and before != _BREAK:
            counted[f"{before} {word}"] += 1
        before = word
    return counted


def _reduced(token: Token, line: Line, published: date | None) -> tuple[str, bool]:
    """What stands for a token, and whether it counts alone."""
    for mention in line.mentions:
        if mention.start <= token.start < mention.end:
            return _NAME + mention.role, False
    for day in line.dates:
        if day.start <= token.start < day.end:
            return _age(day.last, published), True
    if token.pos == "NUM":
        return _NUMBER, False
    if token.pos == "PROPN":
        return _NAME, False
    if token.pos in _KEPT and token.text.isalpha():
        return token.lemma.lower(), token.pos in _CONTENT
    return _BREAK, False


def _age(day: date | None, published: date | None) -> str:
    if day is None or published is None:
        return "@a day"
    days = (published - day).days
    return "@ahead" if days < 0 else "@fresh" if days <= FRESH_DAYS else "@weeks" if days <= WEEKS_DAYS else "@old"


def _share(odds: float) -> float:
    return 0.5 + max(-FAR, min(FAR, odds)) / (2 * FAR)
