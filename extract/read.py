"""Article -> Extraction: the one way text becomes sentences, places, dates and numbers."""

from __future__ import annotations

from dataclasses import dataclass

from extract.article import Article
from extract.dates import DateMention, NumberMention
from extract.locate import Mention
from extract.text import Sentence


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article cut up, with what it names. `language` is what it was read as ("en", "es", ...)."""

    article: Article
    language: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...]
    dates: tuple[DateMention, ...] = ()
    numbers: tuple[NumberMention, ...] = ()
