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
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from extract.marks import read_file
from extract.text import Sentence

HERE = Path(__file__).parent
FEWEST = 8  # words: in less, one word would be a large share
MOST = 0.5  # of the root of a share: one word in four says as much as more
TRADES = "people by their trade"


@lru_cache(maxsize=8)
def shipped(language: str) -> Mapping[str, str] | None:
    """Word -> its list; None for a language without lists. Raises ValueError for a broken file."""
    path = HERE / f"spoken_of.{language}.yaml"
    return read_lists(path) if path.is_file() else None


def read_lists(path: Path) -> Mapping[str, str]:
    """Word -> the list it stands in. Raises ValueError with every problem, a word of two lists among them."""
    marked, problems = read_file(path, name=f"rules/{path.name}")
    lists = marked.data if marked is not None and isinstance(marked.data, dict) else {}
    of: dict[str, str] = {}
    wrong = [str(problem) for problem in problems]
    for name, text in lists.items():
        for word in str(text).split(","):
            other = of.setdefault(word.strip().lower(), name)
            if other != name:
                wrong.append(f'rules/{path.name}: "{word.strip()}" stands in "{other}" and in "{name}"')
    if wrong or not of:
        raise ValueError("\n".join(wrong) or f"rules/{path.name}: no words")
    return MappingProxyType(of)


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
