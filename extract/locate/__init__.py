"""Which names are places, and which place each means.

Spans that might be names are listed (`spans`) and linked to the parents the text gives them (`links`);
what speaks for each is weighed (`evidence`); all of one name are taken together (`groups`), and one place is
chosen for them (`ranking`) beside all the others of the document (`context`), or none (`left_open`). `resolve`
puts this together; then each occurrence is told what part it plays (`roles`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract.language import LanguageData
from extract.locate.home import told_home
from extract.locate.mention import Mention, Role
from extract.locate.resolve import find, read_lines
from extract.locate.roles import role_of
from extract.locate.weights import load_weights
from extract.locate.why import reason
from extract.places import Gazetteer
from extract.text import Sentence

__all__ = ["Mention", "Role", "locate"]


@dataclass(frozen=True, slots=True)
class Located:
    """What a text names. `home` is the country whose news it is (ISO 3166-1 alpha-2), None where nothing says so."""

    mentions: tuple[Mention, ...]
    home: str | None


def locate(
    sentences: Sequence[Sentence],
    gazetteer: Gazetteer,
    language: LanguageData,
    *,
    home: str | None = None,
    model: bool = True,
) -> Located:
    """Every place name in reading order, with the place it means or None, and why.

    `home` is the ISO 3166-1 alpha-2 code of the publisher's country, where it is known; where it is not, the text's own
    words may tell. `model` says whether a trained model has marked the names of these sentences.
    """
    lines, spans = read_lines(sentences, gazetteer, language)
    home = home or told_home(lines, language)
    found = find(lines, spans, language, load_weights(model=model), home)
    mentions = (
        Mention(
            each.span.field,
            each.span.start,
            each.span.end,
            each.span.text,
            role_of(each.span, language),
            each.choice.place if each.choice else None,
            reason(each),
            each.runners_up,
            each.choice.via if each.choice else None,
        )
        for each in found
    )
    return Located(tuple(mentions), home)
