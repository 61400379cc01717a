"""Which names are places, and which place each means.

Spans that might be names are listed (`spans`) and linked to the parents the text gives them (`links`);
what speaks for each is weighed (`evidence`); all of one name are taken together (`groups`), and one place is
chosen for them (`ranking`) beside all the others of the document (`context`), or none (`left_open`). `resolve`
puts this together; then each occurrence is told what part it plays (`roles`).
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.language import LanguageData
from extract.locate.mention import Mention, Role
from extract.locate.resolve import find
from extract.locate.roles import role_of
from extract.locate.weights import load_weights
from extract.locate.why import reason
from extract.places import Gazetteer
from extract.text import Sentence

__all__ = ["Mention", "Role", "locate"]


def locate(
    sentences: Sequence[Sentence],
    gazetteer: Gazetteer,
    language: LanguageData,
    *,
    home: str | None = None,
    model: bool = True,
) -> tuple[Mention, ...]:
    """Every place name in reading order, with the place it means or None, and why.

    `home` is the ISO 3166-1 alpha-2 code of the publisher's country, where it is known. `model` says
    whether a trained model has marked the names of these sentences.
    """
    found = find(sentences, gazetteer, language, load_weights(model=model), home)
    return tuple(
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
