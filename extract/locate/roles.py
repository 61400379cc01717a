"""What part a place name plays: where it happened, or whose, who speaks, from where it was written."""

from __future__ import annotations

from extract.language import LanguageData
from extract.locate.mention import Role
from extract.locate.spans import Span

_OPENING = 12  # tokens within which a dateline ends: "SAN SALVADOR, El Salvador, March 3 (Agency) -"
_DASHES = frozenset({"-", "–", "—", "--", "_"})


def role_of(span: Span, language: LanguageData) -> Role:
    if span.demonym:
        return "demonym"
    if _in_metonym(span, language):
        return "metonym"
    if _in_organisation(span, language):
        return "organisation"
    if _in_dateline(span):
        return "dateline"
    if _speaks(span, language):
        return "metonym"
    return "place"


def _in_metonym(span: Span, language: LanguageData) -> bool:
    return span.key in language.metonyms


def _in_organisation(span: Span, language: LanguageData) -> bool:
    line = span.line
    for first, last, label in line.names:
        if first <= span.first and span.last <= last and (first, last) != (span.first, span.last):
            return label == "ORG"
    return False


def _in_dateline(span: Span) -> bool:
    line = span.line
    if span.first > 4:
        return False
    for at in range(span.last + 1, min(len(line.folded), _OPENING)):
        if line.folded[at] in _DASHES and line.gap(at - 1) > 0:
            return line.texts[span.first].isupper() or any(text == "(" for text in line.texts[:at])
    return False


def _speaks(span: Span, language: LanguageData) -> bool:
    line = span.line
    return (
        line.word(span.last + 1) in language.speech_verbs
        and line.word(span.first - 1) not in language.place_prepositions
    )
