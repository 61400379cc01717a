"""Where the text itself says that one place contains another: X, Y; X (Y); X in Y."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extract.language import LanguageData
from extract.locate.line import Line
from extract.locate.spans import Span
from extract.places import Place

_ARTICLES = frozenset({"the", "el", "la"})
MOST_BETWEEN = 3  # "X in the Y", "X, in Y", "X, a town in Y"


def link_parents(line: Line, spans: Sequence[Span], language: LanguageData) -> None:
    """Give each span the first longest span behind it that can contain one of its candidates."""
    by_first: dict[int, list[Span]] = {}
    for span in spans:
        if span.candidates and not span.demonym:
            by_first.setdefault(span.first, []).append(span)
    for span in spans:
        if span.demonym:
            continue
        for far in _behind(span, line, by_first, language):
            if _can_contain(far, span, said=_is_said(far, language)):
                span.parent = far
                far.holds = far.holds or bool(span.candidates)
                break


def _behind(span: Span, line: Line, by_first: Mapping[int, list[Span]], language: LanguageData) -> Sequence[Span]:
    at = span.last + 1
    if line.word(at) in language.area_nouns and line.word(at + 1) in ("of", "de"):
        return by_first.get(at + 2, ())  # "the Makeen area of South Waziristan"
    while line.word(at) in language.site_nouns and at - span.last <= MOST_BETWEEN and not line.stands_out[at]:
        at += 1  # "Liberia airport in Costa Rica"
    if line.word(at) in (",", "("):
        at += 1
        if line.word(at) in language.inside_words:
            at += 1
    elif line.word(at) in language.inside_words:
        at += 1
    else:
        return ()
    if line.word(at) in _ARTICLES:
        at += 1
    return by_first.get(at, ())


def _is_said(far: Span, language: LanguageData) -> bool:
    """ "in Costa Rica", "in the Congo": what stands before it is no list."""
    line, at = far.line, far.first - 1
    return line.word(at - 1 if line.word(at) in _ARTICLES else at) in language.inside_words


def _can_contain(far: Span, near: Span, *, said: bool) -> bool:
    if near.candidates and not said and _in_a_row(near, far):
        return False
    parents = [each.place for each in far.candidates if each.place.kind in ("country", "admin1", "admin2")]
    if not near.candidates:
        return bool(parents)
    return any(contains(parent, each.place) for parent in parents for each in near.candidates)


LARGE = 100_000  # people


def _in_a_row(near: Span, far: Span) -> bool:
    """ "China, Japan", "Texas, Oklahoma": two of a kind, though Japan has a village China and Oklahoma a Texas County.

    "Georgia, U.S." is none: the state of that name is large.
    """
    one, other = near.candidates[0].place, far.candidates[0].place
    if one.kind != other.kind or one.kind not in ("country", "admin1"):
        return False
    if one.kind == "admin1" and one.country != other.country:
        return False
    return not any(
        each.via == "name" and each.place.population >= LARGE and contains(other, each.place)
        for each in near.candidates
    )


def contains(parent: Place, place: Place) -> bool:
    """By codes alone; nothing contains itself."""
    if parent.geonameid == place.geonameid:
        return False
    if parent.kind == "country":
        return place.country == parent.country and place.kind != "country"
    if parent.kind == "admin1":
        return place.admin1 is not None and place.admin1 == parent.admin1 and place.kind not in ("country", "admin1")
    if parent.kind == "admin2":
        return place.admin2 is not None and place.admin2 == parent.admin2 and place.kind == "city"
    return False
