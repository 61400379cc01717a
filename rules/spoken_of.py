"""Whom and what an article speaks of: how much of it names people by their trade, families, things or politics.

A report of an attack names the people and the things it struck; talk of violence and the news of a front seldom do.
The lists (`spoken_of.<language>.yaml`) are plain English, no words of a corpus, and
a word that was never seen in training counts as much as any other of its list. They give signs of a whole article to
`rules.doubt`; alone they decide nothing.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from extract.text import Sentence

FEWEST = 8  # words: in less, one word would be a large share
MOST = 0.5  # of the root of a share: one word in four says as much as more
TRADES = "people by their trade"


def company(sentences: Sequence[Sentence], telling: Iterable[Sentence], lists: Mapping[str, str]) -> dict[str, float]:
    """The signs of an article: the shares in all its sentences, and that of trades in those that tell a finding."""
    told = shares(telling, lists)
    return shares(sentences, lists) | {f"{TRADES} where it is told": told.get(TRADES, 0.0)}


def shares(sentences: Iterable[Sentence], lists: Mapping[str, str]) -> dict[str, float]:
    """Each list, 0 to 1: the root of its share of the words, full where every fourth word is one."""
    counted: Counter[str] = Counter()
    words = 0
    for sentence in sentences:
        for token in sentence.tokens:
            if not token.text[:1].isalpha():
                continue
            words += 1
            found = _list_of(token.lemma, token.text.lower(), lists)
            if found is not None:
                counted[found] += 1
    total = max(FEWEST, words)
    return {name: min(1.0, math.sqrt(counted[name] / total) / MOST) for name in dict.fromkeys(lists.values())}


def _list_of(lemma: str, word: str, lists: Mapping[str, str]) -> str | None:
    """By the base form, or, where a tagger took the word for a name, by the word without its plural s."""
    return lists.get(lemma) or lists.get(word) or lists.get(word.removesuffix("s"))
