"""Which names are places, and which place each means.

Names are found (`spans`), each gets what the gazetteer knows (`candidates`), one is chosen for the
whole document at once (`resolve`), and each occurrence is told what part it plays (`roles`).
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.language import LanguageData
from extract.locate.mention import Mention, Role
from extract.locate.resolve import resolve
from extract.locate.spans import find_spans
from extract.places import Gazetteer
from extract.text import Sentence

__all__ = ["Mention", "Role", "locate"]


def locate(
    sentences: Sequence[Sentence], gazetteer: Gazetteer, language: LanguageData, *, home: str | None = None
) -> tuple[Mention, ...]:
    """Every place name in reading order, with the place it means or None, and why.

    `home` is the ISO 3166-1 alpha-2 code of the publisher's country, where it is known.
    """
    spans = find_spans(sentences, gazetteer, language)
    return tuple(
        Mention(span.field, span.start, span.end, span.text, span.role, choice.place, choice.why, choice.runners_up)
        for span, choice in zip(spans, resolve(spans, gazetteer, home), strict=True)
    )
