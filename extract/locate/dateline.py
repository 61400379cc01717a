"""Whether a name stands in the dateline: from where an article was filed, not where something happened."""

from __future__ import annotations

from extract.locate.line import Line
from extract.locate.spans import Span

_OPENING = 14  # tokens within which a dateline ends: "SAN SALVADOR, El Salvador, March 3 (Agency) -"
_FARTHEST = 6  # tokens before the last name of a dateline
_LONGEST_BYLINE = 12  # tokens
_BY, _FROM, _STOPS = frozenset({"by", "por"}), frozenset({"in", "en"}), frozenset(".!?")
_VERBS = frozenset({"VERB", "AUX"})
_DASHES = frozenset({"-", "–", "—", "--", "_"})


def in_dateline(span: Span) -> bool:
    """At the head of the text, before the sign that ends it: "KABUL, Afghanistan (AP) -", "MORELIA, Mich.-",
    "RAIPUR: Two men", and "LIMA. Two men", which is a sentence of its own."""
    line = span.line
    if span.first > _FARTHEST or line.sentence.start > 0 or line.sentence.field == "title":
        return False
    if line.shouted and span.first == 0 and [*line.folded[span.last + 1 :]] == ["."]:
        return True
    for at in range(span.last + 1, min(len(line.folded), _OPENING)):
        if _ends_dateline(span, at):
            return True
        if not (line.capital[at] or not line.folded[at][0].isalpha() or _is_of_a_day(line, at)):
            return False
    return False


def in_byline(span: Span) -> bool:
    """ "By Ana Reyes in Nairobi", "Por Ana Ruiz en Caracas": a line that says who wrote it and from where."""
    line = span.line
    if line.sentence.start > 0 or line.sentence.field == "title" or line.folded[0] not in _BY:
        return False
    if len(line.tokens) > _LONGEST_BYLINE or line.folded[-1] in _STOPS or span.last < len(line.tokens) - _FARTHEST:
        return False
    return line.word(span.first - 1) in _FROM and not any(token.pos in _VERBS for token in line.tokens)


def _is_of_a_day(line: Line, at: int) -> bool:
    """The month behind its day: "LIMA, 3 mar -", "LIMA, 3 de marzo -"."""
    return any(line.word(at - back).isdecimal() for back in (1, 2))


def _ends_dateline(span: Span, at: int) -> bool:
    line = span.line
    sign = line.folded[at]
    if sign in _DASHES:
        return line.gap(at - 1) > 0 or line.folded[at - 1].endswith(".")
    if sign == ":":
        return span.text.isupper() and at == span.last + 1 and not line.shouted
    return sign == ".-"
