"""Does a report tell of an incident that is known, or of another? A weighing of signs that says why.

Each sign is a number (mostly 0 or 1); its weight is in log-odds, and the sum says how likely the two
are one event (Fellegi and Sunter 1969: record linkage). Weights: `weights.json`; what each sign says to a
reader: the sentences under `joined` in bot/messages.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import log
from pathlib import Path

from bot.incidents.gist import Gist, gist_of
from bot.incidents.glance import SLACK, Glance
from bot.incidents.known import Known
from bot.incidents.reason import Reasons, said
from bot.incidents.report import Report, Stance
from bot.incidents.signs import names_signs, nothing_shared, text_signs, things_signs, toll_signs, words_of
from bot.incidents.standing import Signs, Standing

FILE = Path(__file__).with_name("weights.json")
# What must be reached. A denial must be surer, for it may take an incident back; and what tells of something else, for
# it would stand as a source under an alert that it has nothing to do with.
# What tells: by weeks held out of the fitting. Higher, events fall apart; lower, two of one city run together, and
# then nobody hears of the second.
LEAST: Mapping[Stance, float] = {"tells": -0.45, "denies": 0.5, "corrects": 0.5, "follows": 0.0, "mentions": 1.2}
# What no rule hears is held to how likely it reads like news of violence (`Report.likely`): EVEN where that is an even
# chance, and STEEP less or more for each unit of its log-odds, up to FARTHEST of them, but not below LOWEST. On six
# weeks with every report muted in turn: of 827 whose incident was open 741 join it and 7 another; of 3,960 articles of
# something else, put into its town on its day, 61 join.
EVEN, STEEP, LOWEST, FARTHEST = 0.0, 1.0, -0.6, 4.0
_ELSEWHERE = frozenset({"place_other_town", "place_other_division", "place_other_country"})
_APART_YET = _ELSEWHERE | {"place_wave", "place_named", "place_beside", "place_neighbour"}
_WIDE = frozenset({"place_wave", "place_country", "place_same_country"})
# Of a reason only what counts is told, and not much of it.
SLIGHT = 0.25  # log-odds
MOST_AGREE, MOST_AGAINST = 4, 2


@dataclass(frozen=True, slots=True)
class Candidate:
    """An incident that may be meant: its gist, and `recall` for all that is remembered of it."""

    incident: int
    gist: Gist
    recall: Callable[[], Known]

    @classmethod
    def of(cls, incident: int, known: Known) -> Candidate:
        return cls(incident, gist_of(known), lambda: known)


@dataclass(frozen=True, slots=True)
class Likeness:
    """A report beside an incident: the sum of the signs that count; each sign's value and reason in `found`."""

    score: float
    found: Signs

    @property
    def signs(self) -> Mapping[str, float]:
        return {sign: value for sign, (value, _) in self.found.items()}

    @property
    def copy(self) -> bool:
        return "copy" in self.found

    def why(self, *, joined: bool) -> Reasons:
        """The weightiest signs, those that speak for the outcome first."""
        return _why(self.found, joined=joined)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`incident` None = an event of its own; `why` is given either way."""

    incident: int | None
    score: float
    why: Reasons
    copy: bool = False


def join(report: Report, candidates: Iterable[Candidate]) -> Verdict:
    """The likeliest incident, when it is likely enough."""
    found = likeliest(report, candidates)
    if found is None:
        return Verdict(None, 0.0, (said("nothing_near"),))
    candidate, like = found
    if like.score > _least(report) or (like.copy and like.score > LEAST["tells"]):
        return Verdict(candidate.incident, like.score, like.why(joined=True), like.copy)
    return Verdict(None, like.score, (said("not_incident", number=candidate.incident), *like.why(joined=False)))


def _least(report: Report) -> float:
    """The sum of signs that a report must reach."""
    if report.stance == "mentions" and report.likely is not None:
        return max(LOWEST, EVEN - STEEP * _log_odds(report.likely))
    return LEAST[report.stance]


def _log_odds(likely: float) -> float:
    odds = log(max(likely, 1e-9) / max(1 - likely, 1e-9))
    return min(max(odds, -FARTHEST), FARTHEST)


def likeliest(report: Report, candidates: Iterable[Candidate]) -> tuple[Candidate, Likeness] | None:
    """The first of those that weigh most in `weighed`: what cannot come up to the best is not weighed whole."""
    fit, standing = _fit(report, candidates), Standing(report, load_weights())
    glance = _glance(report, standing, fit)
    bounds = zip(glance.most(), range(0, -len(fit), -1), strict=True)
    first = _first(report, fit, standing)
    best: tuple[float, int, Likeness] | None = None
    for bound, at in sorted(bounds, reverse=True):
        if best is not None and bound + SLACK < best[0]:
            break
        one = fit[-at]
        like = _likeness(report, one.recall(), standing, glance.rare, first=one is first)
        if best is None or (like.score, at) > best[:2]:
            best = like.score, at, like
    return None if best is None else (fit[-best[1]], best[2])


def weighed(report: Report, candidates: Iterable[Candidate]) -> list[tuple[Candidate, Likeness]]:
    """The report beside each of them, weighed whole."""
    fit, standing = _fit(report, candidates), Standing(report, load_weights())
    first = _first(report, fit, standing)
    rare = _glance(report, standing, fit).rare
    return [(one, _likeness(report, one.recall(), standing, rare, first=one is first)) for one in fit]


def _fit(report: Report, candidates: Iterable[Candidate]) -> list[Candidate]:
    return [one for one in candidates if one.gist.scene.trial == report.trial]


def _first(report: Report, fit: Iterable[Candidate], standing: Standing) -> Candidate | None:
    """Where the report says "a second attack", the first is the earliest one there."""
    if not report.content.apart:
        return None
    here = ((one, one.recall()) for one in fit)
    told = [(known.told[0], one.incident, one) for one, known in here if not standing.signs(known).keys() & _ELSEWHERE]
    return min(told, key=lambda each: each[:2])[2] if told else None


def _likeness(report: Report, known: Known, standing: Standing, rare: frozenset[str], *, first: bool) -> Likeness:
    """How far a report and an incident speak for one event; `first`: the one that a second would come after; `rare`:
    names that few of them have."""
    where = standing.signs(known)
    here = where.keys().isdisjoint(_ELSEWHERE)
    found: Signs = {"one": (1.0, None), **where}
    if report.content.spreads and where.keys() & _APART_YET:
        found["spreads"] = (1.0, lambda: said("spreads"))
    found.update(text_signs(report, known, here=here, first=first))
    found.update(names_signs(report, known, rare))
    if where.keys() & _WIDE:  # of a whole country: there are other streets and towns
        for sign in ("quarter_other", "site_other"):
            found.pop(sign, None)
    found.update(things_signs(report, known))
    found.update(toll_signs(report, known))
    if nothing_shared(report, known, found):
        found["nothing"] = (1.0, lambda: said("nothing_shared"))
    return Likeness(_sum(found, load_weights()), found)


def _sum(signs: Signs, weights: Mapping[str, float]) -> float:
    return sum([weights.get(sign, 0.0) * value for sign, (value, _) in signs.items()])


def _glance(report: Report, standing: Standing, fit: Sequence[Candidate]) -> Glance:
    main = frozenset(word for part in report.parts for word in words_of(part.place.name))
    return Glance(report, main, standing, load_weights(), [one.gist for one in fit])


@cache
def load_weights() -> Mapping[str, float]:
    weights: Mapping[str, float] = json.loads(FILE.read_text(encoding="utf-8"))
    return weights


def _why(found: Signs, *, joined: bool) -> Reasons:
    weights = load_weights()
    shares = [(weights.get(sign, 0.0) * value, why) for sign, (value, why) in found.items() if why]
    side = 1 if joined else -1
    told = sorted(((share * side, why) for share, why in shares if abs(share) >= SLIGHT), key=lambda pair: -pair[0])
    agree = [why() for share, why in told if share > 0][:MOST_AGREE] or [said("little")]
    against = [replace(why(), against=True) for share, why in reversed(told) if share < 0][:MOST_AGAINST]
    return (*agree, *against)
