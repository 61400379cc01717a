"""From possible spans to chosen ones, and from names to the one place each means."""

from __future__ import annotations

from collections.abc import Sequence

from extract.language import LanguageData
from extract.locate.context import context_of
from extract.locate.evidence import Told, evidence, known_as, told_by, total
from extract.locate.found import Found, context_of_choices, groups_of, weighed
from extract.locate.groups import chance
from extract.locate.home import home_shares
from extract.locate.left_open import is_left_open
from extract.locate.line import Line
from extract.locate.links import link_parents
from extract.locate.named_after import is_named_after
from extract.locate.quarters import keep_quarters_home
from extract.locate.seat import is_name_there, is_of, named_countries, seat_of
from extract.locate.slips import mend_slips
from extract.locate.spans import Span, possible_spans
from extract.locate.sure import is_first_name, is_led_in, is_torn, is_unmistakable
from extract.locate.weights import Weights
from extract.places import Gazetteer
from extract.text import Sentence

LEAST_LIKELY = 0.12  # below this a span takes no part; above it, the other names may still speak for it
NEVER = -30.0
SURE = 3.0  # such as a demonym written without a capital, which is a plain word: the list decides
LEAST_NAME, LEAST_DEMONYM = 0.36, 0.42
LEAST_ALONE = 0.2  # as LEAST_LIKELY, where there are no other names to speak for it
WELL_KNOWN = frozenset({"country", "region", "admin1", "metropolis", "city"})  # all that a language without words gives


def find(
    lines: Sequence[Line], spans: Sequence[Span], language: LanguageData, weights: Weights, publisher: str | None
) -> list[Found]:
    """The spans that are place names, each with the place it means or None, in reading order.

    `publisher` is the ISO 3166-1 alpha-2 code of the country whose news it is, None where that is not known.
    """
    told, kept = likely_spans(lines, spans, language, weights)
    named = named_countries(kept, publisher)
    seat = seat_of(named, publisher)
    home = home_shares(lines, language, publisher, alone=named <= {publisher})
    kept_found = weighed(kept, language, weights, home, named | {publisher}, seat if publisher else None)
    focus = context_of(groups_of(kept_found), home)
    out = []
    for found, signs in zip(kept_found, context_of_choices(kept_found, home), strict=True):
        own = found.span.signs
        found.chance = chance(total([*own, *signs], weights.name_in_context))
        found.trust = chance(total([*signs, *own[1:5]], weights.trust))
        if not found.span.metonym and not _is_name(found, told, language, seat, alone="no other names" in signs):
            continue
        if not is_of(found, named | {publisher}) and is_left_open(found, focus, language):
            found.choice = None
        out.append(found)
    return out


def read_lines(
    sentences: Sequence[Sentence], gazetteer: Gazetteer, language: LanguageData
) -> tuple[list[Line], list[Span]]:
    """Every possible span with the parent the text gives it."""
    lines = [Line(number, sentence, language) for number, sentence in enumerate(sentences)]
    spans: list[Span] = []
    for line in lines:
        own = possible_spans(line, gazetteer, language)
        link_parents(line, own, language)
        mend_slips(own, gazetteer, language)
        spans += own
    keep_quarters_home(spans, language)
    return lines, spans


def likely_spans(
    lines: Sequence[Line], spans: Sequence[Span], language: LanguageData, weights: Weights
) -> tuple[Told, list[Span]]:
    """The best of those that overlap, in reading order."""
    told = told_by(lines, spans, language)
    for span in spans:
        span.signs = evidence(span, told, language)
        span.score = total(span.signs, weights.name)
        if is_first_name(span, language) or is_torn(span, language) or is_named_after(span, language):
            span.score = NEVER
        elif (
            (span.demonym and language.demonyms_any_case)
            or is_unmistakable(span, told, language)
            or is_led_in(span, language)
        ):
            span.sure = True
            span.score = max(span.score, SURE)
    taken: dict[int, set[int]] = {}
    kept = []
    for span in sorted(spans, key=lambda each: (not each.metonym, -each.score, each.first - each.last)):
        if chance(span.score) < LEAST_LIKELY and not span.metonym:
            break
        used = taken.setdefault(span.line.number, set())
        own = range(span.first, span.last + 1)
        if used.isdisjoint(own):
            used.update(own)
            kept.append(span)
    kept.sort(key=lambda each: (each.line.number, each.first))
    return told, kept


def _is_name(found: Found, told: Told, language: LanguageData, seat: str | None, *, alone: bool) -> bool:
    if not language.place_prepositions:  # nothing is known of this language: what the gazetteer calls well known
        return chance(found.span.score) >= LEAST_ALONE and known_as(found.span, language) in WELL_KNOWN
    if found.span.sure or is_name_there(found, seat, alone=alone):
        return True
    if alone and chance(found.span.score) < LEAST_ALONE:
        return False
    return found.chance >= (LEAST_DEMONYM if found.span.demonym else LEAST_NAME)
