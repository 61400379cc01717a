"""Sentences without the clauses that only remind of another event."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.incidents.lexicon import DEEDS
from extract.text import Sentence, fold
from rules.reminded import reminders, reminds

Clauses = Sequence[tuple[str, int, int]]  # (field, first, last)


def without_reminders(sentence: Sentence) -> Sentence:
    """Without the clauses that tell of another event."""
    clauses, text = reminders(sentence.text), sentence.text
    if not clauses:
        return sentence
    for first, last in clauses:
        text = text[:first] + " " * (last - first) + text[last:]
    kept = tuple(one for one in sentence.tokens if not reminds(sentence.text, one.start - sentence.start))
    return replace(sentence, text=text, tokens=kept)


def left_out(sentences: Iterable[Sentence], kept: Iterable[Sentence]) -> Clauses:
    """(field, first, last) of each clause that was left out of these sentences."""
    whole = {(one.field, one.start): one for one in sentences}
    return [
        (one.field, one.start + first, one.start + last)
        for one in kept
        if one is not whole[one.field, one.start]
        for first, last in reminders(whole[one.field, one.start].text)
    ]


def within(clauses: Clauses, field: str, at: int) -> bool:
    return any(where == field and first <= at < last for where, first, last in clauses)


def tells_deed(sentences: Iterable[Sentence]) -> bool:
    words = (token for one in sentences for token in one.tokens)
    return any(fold(token.text) in DEEDS or fold(token.lemma) in DEEDS for token in words)
