"""Of many incidents the likeliest is found without each being weighed whole."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest

from bot.incidents import joining
from bot.incidents.content import Content
from bot.incidents.incident import Part, Source
from bot.incidents.joining import Candidate, join, likeliest, weighed
from bot.incidents.known import first_known, grown
from bot.incidents.report import Report, Stance
from bot.incidents.standing import Standing
from extract.places import Place
from rules.match import Facts
from rules.rule import Severity

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
PLACES = (
    Place(1, "Metropolis", "city", "AA", "AA.01", None, 19.4, -99.1, 9_000_000),
    Place(2, "Suburb", "city", "AA", "AA.01", None, 19.5, -99.2, 40_000),
    Place(3, "Far Town", "city", "AA", "AA.02", None, 17.0, -96.0, 90_000),
    Place(4, "North", "admin1", "AA", "AA.01", None, 19.6, -99.0),
    Place(5, "Republic", "country", "AA", None, None, 20.0, -100.0),
    Place(6, "Metropolis", "city", "BB", "BB.04", None, 40.0, 3.0, 200_000),
)
KINDS = ("shooting", "explosion", "armed_clash", "protest", "kidnapping", "curfew", "")
WORDS = [f"word{number}" for number in range(60)]
NAMES = [f"name{number}" for number in range(25)]
TOWNS = ["metropolis", "suburb", "far town", "^north", "hillside", "riverside", *NAMES[:3]]


T = TypeVar("T")


def some(chance: random.Random, among: Iterable[T], most: int) -> frozenset[T]:
    all_of_them = list(among)
    return frozenset(chance.sample(all_of_them, chance.randint(0, min(most, len(all_of_them)))))


def made(chance: random.Random) -> Report:
    """A report whose signs meet those of others in every way and number."""
    told = NOON + timedelta(minutes=chance.randint(-6000, 6000))
    facts = Facts(dead=chance.choice((None, 1, 2, 40)), hurt=chance.choice((None, 1, 3, 60)))
    day = chance.choice((None, told.date()))
    parts = tuple(
        Part(chance.choice(KINDS), Severity.SERIOUS, chance.choice(PLACES), "rule", "why", facts, event_date=day)
        for _ in range(chance.choice((1, 1, 2)))
    )
    content = Content(
        language=chance.choice(("en", "en", "es")),
        names=some(chance, NAMES, 9),
        sites=some(chance, NAMES, 3),
        words=some(chance, WORDS, 40),
        notions=some(chance, ("market", "school", "bus", "bridge", "farm", "prison"), 6),
        numbers=some(chance, range(3, 40), 12),
        ages=some(chance, range(16, 30), 3),
        times=some(chance, range(0, 1440, 20), 2),
        prints=tuple(sorted(chance.sample(range(26), chance.choice((0, 16))))),
        toponyms=some(chance, TOWNS, 5),
        days=frozenset({(told + timedelta(days=chance.randint(-3, 3))).date()} if chance.random() < 0.3 else ()),
        spreads=chance.random() < 0.2,
        apart="a second attack" if chance.random() < 0.2 else "",
        looks_back=chance.random() < 0.3,
        deeds=some(chance, KINDS[:-1], 2),
    )
    source = Source(f"Paper {chance.randint(0, 9)}", "Headline", None, content.language, False, told, "key")
    stance: Stance = chance.choice(("tells", "tells", "denies", "follows", "mentions"))
    return Report(parts[0].place.country or "", parts[0], parts, source, stance, told, content, chance.random() < 0.1)


def candidates(chance: random.Random, number: int) -> list[Candidate]:
    found = []
    for incident in range(1, number + 1):
        known = first_known(made(chance))
        for _ in range(chance.choice((0, 0, 1, 3))):
            known = grown(known, made(chance), copy=chance.random() < 0.2)
        found.append(Candidate.of(incident, known))
    return found


@pytest.mark.parametrize("seed", range(60))
def test_the_likeliest_is_the_first_of_the_best_of_all_weighed_whole(seed: int) -> None:
    chance = random.Random(seed)
    beside = candidates(chance, 60)
    beside += [Candidate.of(100 + one.incident, one.recall()) for one in beside[:5]]  # alike to the last bit
    for report in [made(chance) for _ in range(5)]:
        candidate, like = max(weighed(report, beside), key=lambda pair: pair[1].score)
        found = likeliest(report, beside)
        assert found is not None
        assert (found[0], found[1].score, dict(found[1].signs)) == (candidate, like.score, dict(like.signs))
        assert list(found[1].signs) == list(like.signs)
        assert found[1].why(joined=True) == like.why(joined=True)
        assert found[1].why(joined=False) == like.why(joined=False)


@pytest.mark.parametrize("seed", range(60))
def test_nothing_weighs_more_than_what_is_seen_at_a_glance(seed: int) -> None:
    """Whoever gives `joining` a new sign that speaks for one event adds it to `glance`."""
    chance = random.Random(1000 + seed)
    beside = candidates(chance, 25)
    weights = joining.load_weights()
    for report in [made(chance) for _ in range(5)]:
        held = weighed(report, beside)
        bounds = joining._glance(report, Standing(report, weights), [one for one, _ in held]).most()
        for (_, like), bound in zip(held, bounds, strict=True):
            assert like.score <= bound + joining.SLACK, like.signs


def test_the_made_cases_show_every_sign_that_speaks_for_one_event() -> None:
    chance = random.Random(7)
    seen: set[str] = set()
    for _ in range(40):
        seen |= {sign for _, like in weighed(made(chance), candidates(chance, 40)) for sign in like.signs}
    speaking = {sign for sign, weight in joining.load_weights().items() if weight > 0}
    assert {sign for sign in speaking - seen if not sign.startswith("place_")} == set()  # those are not estimated


def test_beside_a_copy_nothing_else_is_weighed_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    report = Report("AA", *_shot(PLACES[0]), "tells", NOON, _text(range(16)))
    copied = first_known(report)
    others = [first_known(Report("AA", *_shot(PLACES[0]), "tells", NOON, _text(range(99, 115)))) for _ in range(40)]
    beside = [Candidate.of(number, one) for number, one in enumerate([*others[:20], copied, *others[20:]])]
    calls: list[Any] = []
    whole = joining._likeness
    monkeypatch.setattr(joining, "_likeness", lambda *args, **kwargs: calls.append(args) or whole(*args, **kwargs))
    verdict = join(report, beside)
    assert (verdict.incident, verdict.copy) == (20, True)
    assert len(calls) == 1


def test_where_nothing_is_near_nothing_is_the_likeliest() -> None:
    report = made(random.Random(1))
    assert likeliest(report, []) is None
    assert join(report, []).incident is None


@pytest.mark.parametrize(("deeds", "sign"), [({"riot"}, "kind_beside"), ({"strike"}, "kind_strange")])
def test_the_kind_that_a_report_speaks_of_beside_the_one_it_tells_is_heard(deeds: set[str], sign: str) -> None:
    riot, blast = (Part(kind, Severity.SERIOUS, PLACES[0], "rule", "why", Facts()) for kind in ("riot", "explosion"))
    source = _shot(PLACES[0])[2]
    known = first_known(Report("AA", riot, (riot,), source, "tells", NOON, Content("en")))
    told = Report("AA", blast, (blast,), source, "tells", NOON, Content("en", deeds=frozenset(deeds)))
    [(_, like)] = weighed(told, [Candidate.of(1, known)])
    assert {one for one in like.signs if one.startswith("kind_")} == {sign}


def _shot(place: Place) -> tuple[Part, tuple[Part, ...], Source]:
    part = Part("shooting", Severity.SERIOUS, place, "rule", "why", Facts())
    return part, (part,), Source("Paper", "Headline", None, "en", False, NOON, "key")


def _text(prints: Iterable[int]) -> Content:
    sketch = tuple(prints)
    return Content("en", words=frozenset(f"word{one}" for one in sketch), prints=sketch)
