"""Streets, stadiums and rivers that bear a place's name do not lie there: "calle Venezuela", "Delhi Road"."""

from __future__ import annotations

from extract.language import LanguageData
from extract.locate.line import Line
from extract.locate.spans import Span

_OF = frozenset({"de", "del", "of"})
_ARTICLES = frozenset({"el", "la", "los", "las", "the"})
_ANY = frozenset({"un", "una", "cada", "alguna", "ninguna", "otra", "a", "an", "any", "every"})


def is_named_after(span: Span, language: LanguageData) -> bool:
    """The name belongs to what the noun beside it says, or is that noun: "Alameda" of "Alameda de Hércules"."""
    return _is_street_behind(span, language) or _is_bearer_before(span, language) or _is_itself(span, language)


def _is_street_behind(span: Span, language: LanguageData) -> bool:
    """ "Delhi Road", "Damascus Gate"; "Chicago St. Patrick's Day parade" is no street."""
    line, at = span.line, span.last + 1
    if line.word(at) not in language.street_nouns or not _follows(line, at):
        return False
    return not (line.word(at).endswith(".") and at + 1 < len(line.tokens) and _follows(line, at + 1))


def _is_bearer_before(span: Span, language: LanguageData) -> bool:
    """ "estadio Monterrey"; with "de" only a street is called so: "el estadio de Monterrey" stands in it, and so does
    whatever happens on "una calle de Toledo"."""
    line, at = span.line, span.first - 1
    if _says_what_it_is(span, language):
        return False
    if line.word(at) in language.street_nouns or line.word(at) in language.bearing_nouns:
        return True
    if line.word(at) in _ARTICLES:
        at -= 1
    if line.word(at) not in _OF:
        return False
    return line.word(at - 1) in language.street_nouns and line.word(at - 2) not in _ANY


def _says_what_it_is(span: Span, language: LanguageData) -> bool:
    """ "la novena avenida de la Ciudad de Guatemala": no street is called after a city in so many words."""
    line, at = span.line, span.first
    return line.word(at + 1) in _OF and f"{line.word(at)} {line.word(at + 1)}" in language.place_nouns_before


def _is_itself(span: Span, language: LanguageData) -> bool:
    line, at = span.line, span.last + 1
    if span.first != span.last or line.shouted:
        return False
    if span.key not in language.street_nouns and span.key not in language.bearing_nouns:
        return False
    if line.word(at) in _OF:
        at += 1
        if line.word(at) in _ARTICLES:
            at += 1
    return at < len(line.tokens) and line.stands_out[at]


def _follows(line: Line, at: int) -> bool:
    """A word in capitals with one space before it."""
    return line.stands_out[at] and line.gap(at - 1) == 1
