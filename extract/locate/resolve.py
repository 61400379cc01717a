"""From possible spans to chosen ones, and from names to the one place each means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from extract.language import LanguageData
from extract.locate.evidence import Told, evidence, known_as, label_of, told_by, total
from extract.locate.home import home_shares
from extract.locate.links import contains, link_parents
from extract.locate.quarters import keep_quarters_home
from extract.locate.ranking import (
    Context,
    Group,
    chance,
    chances_of,
    context_of,
    context_signs,
    group,
    kinds_asked,
    prior_signs,
    scores_of,
)
from extract.locate.spans import Line, Span, possible_spans
from extract.locate.sure import is_first_name, is_led_in, is_torn, is_unmistakable
from extract.locate.weights import Weights
from extract.places import Candidate, Gazetteer, Place, distance_km
from extract.text import Sentence

LEAST_LIKELY = 0.12  # below this a span takes no part; above it, the other names may still speak for it
NEVER = -30.0
SURE = 3.0  # such as a demonym written without a capital, which is a plain word: the list decides
LEAST_NAME = 0.36
SHORTEST_SLIP = 5  # letters; among shorter names one edit leads anywhere
MOST_PARENTS = 3
LEAST_ALONE = 0.2  # as LEAST_LIKELY, where there are no other names to speak for it
WELL_KNOWN = frozenset({"country", "region", "admin1", "metropolis", "city"})  # all that a language without words gives
LEAST_OTHERS = 0.4  # weight of all other names below which they say nothing, for there are none
LEAST_TRUST = 0.26
PASSES = 2
ONE_SPOT_KM = 60.0
GREAT_CITY, MUCH_LARGER = 1_000_000, 2
LITTLE_SHARE, MOST_SHARE = 0.05, 0.6  # of what the other names weigh: its own country's, another country's
WELL_KNOWN_CITY, ITS_SHARE = 200_000, 0.6  # people; of the people of all cities of that name


@dataclass(slots=True, eq=False)
class Found:
    """A span with the group it belongs to, None where the gazetteer knows nothing of the name."""

    span: Span
    group: Group | None
    chance: float = 0.0  # that it is a place name
    trust: float = 0.0  # that the chosen place is right
    choice: Candidate | None = None
    runners_up: tuple[Place, ...] = ()


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
        if is_first_name(span, language) or is_torn(span, language):
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


def rank(groups: Sequence[Group], language: LanguageData, weights: Weights, home: Mapping[str, float]) -> None:
    """Fills in each group's chances."""
    priors = [prior_signs(own, language) for own in groups]
    for own, rows in zip(groups, priors, strict=True):
        own.chances = chances_of(scores_of(rows, weights.prior))
    before = [scores_of(rows, weights.context) for rows in priors]
    for _ in range(PASSES):
        context = context_of(groups, home)
        fresh = []
        for own, alone in zip(groups, before, strict=True):
            beside = scores_of(context_signs(own, context), weights.context)
            fresh.append(chances_of([one + other for one, other in zip(alone, beside, strict=True)]))
        for own, chances in zip(groups, fresh, strict=True):
            own.chances = chances


def choose(span: Span, own: Group, parents: dict[str, Group]) -> tuple[Candidate, tuple[Place, ...]]:
    """The group's best, unless what stands right behind this very span, or "state of" before it, rules it out."""
    order = sorted(range(len(own.chances)), key=own.chances.__getitem__, reverse=True)
    parent = parents.get(span.parent.key) if span.parent is not None else None
    if parent is not None and parent is not own:
        holder = _holder(parent, own)
        if holder is not None and not contains(holder, own.candidates[order[0]].place):
            order.sort(key=lambda number: not contains(holder, own.candidates[number].place))
    asked = kinds_asked(span)
    if asked:
        order.sort(key=lambda number: own.candidates[number].place.kind not in asked)
    others = tuple(own.candidates[number].place for number in order[1:4])
    return own.candidates[order[0]], others


def _holder(parent: Group, own: Group) -> Place | None:
    """The likeliest meaning of the parent that holds any meaning of its own: "Washington, D.C.", where D.C. is a name
    of the city too."""
    by_chance = sorted(zip(parent.chances, parent.candidates, strict=True), key=lambda each: -each[0])
    return next(
        (each.place for _, each in by_chance if any(contains(each.place, mine.place) for mine in own.candidates)), None
    )


def resolution_evidence(found: Found) -> list[str]:
    """What the weighing of candidates says of the span and of the choice."""
    own, choice = found.group, found.choice
    if own is None or choice is None:
        return ["nothing known"]
    likely = own.chances[own.best]
    place = choice.place
    steps = min(9, int(likely * 10))
    size = len(str(place.population)) if place.kind == "city" else place.kind
    return [
        f"likely {steps}",
        f"likely {steps}, size {size}",
        f"size {size}",
        f"choices {min(8, len(own.candidates))}",
        f"via {choice.via}",
    ]


def context_evidence(found: Found, shares: tuple[float, float, float]) -> list[str]:
    """How the choice sits with the rest of the document: shares of its country, its division, and nearness."""
    choice = found.choice
    if choice is None:
        return ["nothing known"]
    level = "whole" if choice.place.kind in ("country", "continent", "region") else choice.place.kind
    country, division, near = (_step(share) for share in shares)
    return [f"{level}, country {country}", f"{level}, division {division}", f"{level}, near {near}"]


def _home_evidence(place: Place, home: Mapping[str, float]) -> list[str]:
    """Whether the choice lies in the country whose news this seems to be."""
    if place.country is None or not home:
        return ["home unknown"]
    here = home.get(place.country, 0.0)
    there = max((share for code, share in home.items() if code != place.country), default=0.0)
    said = "here" if here > there else "elsewhere"
    level = "whole" if place.kind == "country" else "division" if place.kind == "admin1" else "spot"
    return [f"home {said} {_step(max(here, there))}", f"home {said} of {level}"]


def _step(share: float) -> int:
    return 0 if share < 0.02 else 1 if share < 0.1 else 2 if share < 0.25 else 3 if share < 0.5 else 4


def mend_slips(spans: Iterable[Span], gazetteer: Gazetteer, language: LanguageData) -> None:
    """A name nobody knows is a slip of the pen only where a parent stands right behind it."""
    for span in spans:
        if span.candidates or span.parent is None or span.metonym or len(span.key) < SHORTEST_SLIP:
            continue
        if span.longer or label_of(span).endswith("PERSON") or span.line.folded[span.last] in language.spot_nouns:
            continue
        for parent in span.parent.candidates[:MOST_PARENTS]:
            if parent.place.kind in ("country", "admin1", "admin2"):
                slips = gazetteer.slips(span.text, within=parent.place)
                if slips:
                    span.candidates = slips
                    span.parent.holds = True
                    break


def find(
    sentences: Sequence[Sentence], gazetteer: Gazetteer, language: LanguageData, weights: Weights, publisher: str | None
) -> list[Found]:
    """The spans that are place names, each with the place it means or None, in reading order."""
    lines, spans = read_lines(sentences, gazetteer, language)
    told, kept = likely_spans(lines, spans, language, weights)
    home = home_shares(lines, language, publisher)
    kept_found = weighed(kept, language, weights, home)
    focus = context_of(_groups_of(kept_found), home)
    out = []
    for found, signs in zip(kept_found, context_of_choices(kept_found, home), strict=True):
        own = found.span.signs
        found.chance = chance(total([*own, *signs], weights.name_in_context))
        found.trust = chance(total([*signs, *own[1:5]], weights.trust))
        if not found.span.metonym and not _is_name(found, told, language, alone="no other names" in signs):
            continue
        if (
            found.choice is not None
            and found.trust < LEAST_TRUST
            and language.place_prepositions
            and not _all_on_one_spot(found)
            and not _by_far_the_largest(found)
        ) or _is_far_namesake(found, focus):
            found.choice = None
        out.append(found)
    return out


def _all_on_one_spot(found: Found) -> bool:
    """Town, township and district of one name: which of them is meant makes no odds to anybody near."""
    own, choice = found.group, found.choice
    if own is None or choice is None or choice.place.admin1 is None or len(own.candidates) < 2:
        return False
    return all(
        each.place.admin1 == choice.place.admin1
        and distance_km(each.place.lat, each.place.lon, choice.place.lat, choice.place.lon) <= ONE_SPOT_KM
        for each in own.candidates
    )


def _by_far_the_largest(found: Found) -> bool:
    """A great city needs no neighbours to be meant: a German tourist in Barcelona is in no Barcelona of Brazil."""
    own, choice = found.group, found.choice
    if own is None or choice is None or choice.place.population < GREAT_CITY or choice.place.kind != "city":
        return False
    others = (
        each.place.population
        for each in own.candidates
        if each.place.kind == "city" and each.place.geonameid != choice.place.geonameid
    )
    return choice.place.population >= MUCH_LARGER * max(others, default=0)


def _is_far_namesake(found: Found, focus: Context) -> bool:
    """A town that only its name speaks for, while all the rest of the text is about another country: "Alameda" in the
    news of Santiago is a street there, not the town in California. A well-known city is meant all the same."""
    own, choice = found.group, found.choice
    if own is None or choice is None or choice.place.kind not in ("city", "admin2") or own.parents:
        return False
    rest = focus.total - own.weight
    if rest < LEAST_OTHERS or choice.place.country is None:
        return False
    mine: dict[str, float] = {}
    for each, likely in zip(own.candidates, own.chances, strict=True):
        if each.place.country:
            mine[each.place.country] = mine.get(each.place.country, 0.0) + own.weight * likely
    shares = {code: (mass - mine.get(code, 0.0)) / rest for code, mass in focus.country.items()}
    if shares.get(choice.place.country, 0.0) > LITTLE_SHARE or max(shares.values(), default=0.0) < MOST_SHARE:
        return False
    people = [each.place.population for each in own.candidates if each.place.kind == "city"]
    return choice.place.population < WELL_KNOWN_CITY or choice.place.population < ITS_SHARE * sum(people)


def _is_name(found: Found, told: Told, language: LanguageData, *, alone: bool) -> bool:
    if not language.place_prepositions:  # nothing is known of this language: what the gazetteer calls well known
        return chance(found.span.score) >= LEAST_ALONE and known_as(found.span, language) in WELL_KNOWN
    if found.span.sure:
        return True
    if alone and chance(found.span.score) < LEAST_ALONE:
        return False
    return found.chance >= LEAST_NAME


def _groups_of(found: Iterable[Found]) -> list[Group]:
    return list({id(each.group): each.group for each in found if each.group is not None}.values())


def weighed(kept: Sequence[Span], language: LanguageData, weights: Weights, home: Mapping[str, float]) -> list[Found]:
    groups = group(kept)
    rank(groups, language, weights, home)
    by_key = {own.key: own for own in groups}
    found = []
    for span in kept:
        own = by_key.get(span.key)
        each = Found(span, own)
        if own is not None:
            each.choice, each.runners_up = choose(span, own, by_key)
        found.append(each)
    return found


def context_of_choices(found: Sequence[Found], home: Mapping[str, float]) -> list[list[str]]:
    """For each, the evidence that comes from all the others."""
    context = context_of(_groups_of(found), home)
    signs = []
    for each in found:
        own = each.group
        if own is None or each.choice is None:
            signs.append(["nothing known"])
            continue
        (row,) = context_signs(own, context, [own.best])
        at_home = _home_evidence(each.choice.place, home)
        if context.total - own.weight < LEAST_OTHERS:
            alone = ["no other names", f"no other names, {each.choice.place.kind}"]
            signs.append([*resolution_evidence(each), *at_home, *alone, f"no other names, {at_home[0]}"])
            continue
        shares = (
            max((value for name, value in row.items() if name.startswith("country share")), default=0.0),
            max((value for name, value in row.items() if name.startswith("division share")), default=0.0),
            row.get("near", 0.0),
        )
        signs.append([*resolution_evidence(each), *at_home, *context_evidence(each, shares)])
    return signs
