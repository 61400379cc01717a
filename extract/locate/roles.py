"""What part a place name plays: where it happened, or whose, who speaks, from where it was written."""

from __future__ import annotations

from extract.language import LanguageData
from extract.locate.dateline import in_byline, in_dateline
from extract.locate.mention import Role
from extract.locate.spans import Span

_SPEAKER_REACH = 2  # tokens between a place and "resident": "a Zitacuaro, Michoacan, resident"


def role_of(span: Span, language: LanguageData) -> Role:
    """The first that holds, in the order of how sure it is."""
    if span.metonym:
        return "metonym"
    if span.demonym:
        return "demonym"
    if _in_organisation(span, language):
        return "organisation"
    if in_dateline(span) or in_byline(span):
        return "dateline"
    if _whose_home(span, language):
        return "speaker"
    if _speaks(span, language):
        return "speaker" if span.line.word(span.first - 1) in ("of", "de") else "metonym"
    return "place"


def _in_organisation(span: Span, language: LanguageData) -> bool:
    """Within a longer name that a model, a list or a word such as "Cartel" makes an organisation's.

    "outside Kabul University" is a spot all the same: sites with a preposition before them are places.
    """
    line = span.line
    if line.in_phrase(span.first, span.last):
        return True
    for first, last, label in line.names:
        if first <= span.first and span.last <= last and (first, last) != (span.first, span.last) and label == "ORG":
            return not _is_site(span, first, last, language)
    if _preposition_before(span, span.first, language):
        return False
    behind = line.word(span.last + 1)
    if behind in language.organisation_nouns and line.capital[span.last + 1]:
        return True
    return not line.shouted and _organisation_before(span, language)


def _is_site(span: Span, first: int, last: int, language: LanguageData) -> bool:
    """A building of that name, and the text says in, at or outside it."""
    line = span.line
    if not {line.folded[first], line.folded[last]} & language.site_nouns:
        return False
    return _preposition_before(span, first, language)


def _preposition_before(span: Span, first: int, language: LanguageData) -> bool:
    line = span.line
    at = first - 1
    if line.word(at) in ("the", "el", "la", "los", "las"):
        at -= 1
    return line.word(at) in language.place_prepositions and line.word(at) != "de"


def _organisation_before(span: Span, language: LanguageData) -> bool:
    """ "Cartel Nueva Generación Jalisco", "Bank of China", "la fiscalía de Jalisco"."""
    line = span.line
    if line.word(span.first - 1) in ("of", "de"):
        noun = line.word(span.first - 2)
        if noun in language.organisation_nouns and noun not in language.site_nouns:
            return True
    at = span.first - 1
    while at >= 0 and span.first - at < 5:
        if line.capital[at] and line.folded[at] in language.organisation_nouns:
            return True
        if not line.capital[at] and line.folded[at] not in ("of", "de", "del", "the", "la"):
            return False
        at -= 1
    return False


def _whose_home(span: Span, language: LanguageData) -> bool:
    """ "a Zitacuaro, Michoacan, resident", "vecinos de Tapalpa", "a Gaza-based analyst": who tells it is from there."""
    line = span.line
    if line.word(span.last + 1) == "-" and line.word(span.last + 2) == "based":
        return True
    if line.word(span.first - 1) in ("of", "de", "from") and line.word(span.first - 2) in language.speaker_nouns:
        return True
    last = span.last
    parent = span.parent
    if parent is not None and parent.line is line:
        last = parent.last
    return any(line.word(last + step) in language.speaker_nouns for step in range(1, _SPEAKER_REACH + 1))


def _speaks(span: Span, language: LanguageData) -> bool:
    line = span.line
    if line.word(span.last + 1) not in language.speech_verbs:
        return False
    before = line.word(span.first - 1)
    return before not in language.place_prepositions or before == "de"
