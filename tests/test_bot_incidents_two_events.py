"""Two events near one another stay two, and what is held all over a country is one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from fakes_people import source

from bot.incidents.content import Content, content_of
from bot.incidents.incident import Part
from bot.incidents.joining import Candidate, load_weights, weighed
from bot.incidents.known import first_known
from bot.incidents.phrases import APART, COUNTRYWIDE
from bot.incidents.report import Report, Stance
from extract.article import Article
from extract.places import Place
from extract.read import Tools, read
from extract.text import fold
from rules.match import Facts
from rules.rule import Severity

NOON = datetime(2026, 5, 13, 12, tzinfo=UTC)
CITY = Place(1, "Cali", "city", "CO", "CO.29", None, 3.44, -76.52, 2_400_000)
TOWN = Place(2, "Jamundí", "city", "CO", "CO.29", None, 3.26, -76.54, 110_000)
FAR = Place(3, "Pasto", "city", "CO", "CO.20", None, 1.21, -77.28, 380_000)


def told(
    place: Place, kind: str = "shooting", *, on: date | None = None, stance: Stance = "tells", **said: object
) -> Report:
    part = Part(kind, Severity.SERIOUS, place, "rule", "why", Facts(), on)
    content = Content("en", **said)  # type: ignore[arg-type]  # fields of several types, by name
    return Report("CO", part, (part,), source("Paper"), stance, NOON, content)


def signs(report: Report, before: Report) -> set[str]:
    [(_, like)] = weighed(report, [Candidate.of(1, first_known(before))])
    return set(like.signs)


@pytest.mark.parametrize(
    ("mine", "theirs", "other"),
    [
        ({"cali", "siloe"}, {"cali", "aguablanca"}, True),
        ({"cali", "siloe"}, {"cali", "siloe"}, False),
        ({"cali", "barrio siloe"}, {"cali", "siloe"}, False),
        ({"cali"}, {"cali", "aguablanca"}, False),
        ({"cali", "^valle del cauca"}, {"cali", "aguablanca"}, False),
    ],
    ids=["another quarter", "the same", "the same in more words", "none named", "only the division named"],
)
def test_a_quarter_that_was_not_named_speaks_for_another_event(mine: set[str], theirs: set[str], other: bool) -> None:
    found = signs(told(CITY, toponyms=frozenset(mine)), told(CITY, toponyms=frozenset(theirs)))
    assert ("quarter_other" in found) is other


def test_a_quarter_that_the_other_paper_takes_for_a_mere_name_is_the_same() -> None:
    before = told(CITY, toponyms=frozenset({"cali", "terminal"}), names=frozenset({"siloe"}))
    assert "quarter_other" not in signs(told(CITY, toponyms=frozenset({"siloe"})), before)


@pytest.mark.parametrize(
    ("mine", "sign"),
    [((), "place_near"), (("jamundi",), "place_near_named"), (("jamundi", "cali"), "place_near_beside")],
    ids=["the town is not named", "the town is named", "both are named"],
)
def test_of_a_city_and_a_town_beside_it_the_names_tell_which_is_meant(mine: tuple[str, ...], sign: str) -> None:
    assert sign in signs(told(CITY, toponyms=frozenset(mine)), told(TOWN))
    weights = load_weights()
    assert weights["place_near_named"] > weights["place_near"]


@pytest.mark.parametrize(
    ("kind", "countrywide", "sign"),
    [
        ("strike", True, "place_wave"),
        ("strike", False, "place_other_division"),
        ("shooting", True, "place_other_division"),
    ],
)
def test_a_strike_that_is_told_of_the_whole_country_reaches_its_towns_and_a_shooting_does_not(
    kind: str, countrywide: bool, sign: str
) -> None:
    assert sign in signs(told(FAR, kind), told(CITY, kind, countrywide=countrywide))


def test_a_shooting_elsewhere_is_no_part_of_a_countrywide_strike() -> None:
    assert "place_other_division" in signs(told(FAR), told(CITY, "strike", countrywide=True))


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("Truckers blocked roads in 17 of 32 states", True),
        ("Bloqueos en 17 estados por el paro nacional", True),
        ("The nationwide strike began", True),
        ("La protesta se extiende al resto del país", True),
        ("Truckers blocked the road to the airport", False),
        ("Marchan maestros en la capital del estado", False),
    ],
)
def test_what_is_held_all_over_a_country_says_so(text: str, wide: bool) -> None:
    assert bool(COUNTRYWIDE.search(fold(text))) is wide


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("Police say the cases have nothing in common", True),
        ("No hay indicios de que tenga que ver con lo ocurrido por la tarde", True),
        ("Horas antes hubo un atentado distinto", True),
        ("The shops have nothing in the window", False),
        ("No hay nada que ver en la plaza", False),
    ],
)
def test_that_two_things_are_two_is_said_in_many_words(text: str, apart: bool) -> None:
    assert bool(APART.search(fold(text))) is apart


@pytest.mark.parametrize(
    ("on", "sign"), [(date(2025, 5, 10), "days_apart_dated"), (date(2026, 5, 9), "days_apart_back")]
)
def test_what_comes_of_a_deed_of_last_year_is_of_another_than_yesterdays(on: date, sign: str) -> None:
    trial = told(CITY, on=on, stance="follows", looks_back=True)
    assert sign in signs(trial, told(CITY))


AMBUSH = (
    "Gunmen ambushed a patrol in Mastung, Pakistan, on Wednesday, killing seven officers, hours after a bombing at a bus "
    "station in Quetta left 13 dead."
)
EMBOSCADA = (
    "Hombres armados mataron a siete agentes en una emboscada en Mastung, Pakistán, este miércoles. Horas antes, un "
    "atentado en una estación de Quetta dejó trece muertos."
)
OPENED = (
    "The market in Maiduguri, Nigeria, was open again on Wednesday, two days after a bombing there killed 24 people."
)


@pytest.mark.parametrize(("text", "language"), [(AMBUSH, "en"), (EMBOSCADA, "es")])
def test_names_and_numbers_of_the_event_before_are_not_those_of_this_one(
    text: str, language: str, tools: Tools
) -> None:
    content = content_of(read(Article("a", "", text, language=language, published=NOON), tools))
    assert 7 in content.numbers
    assert 13 not in content.numbers
    assert "mastung" in content.toponyms
    assert "quetta" not in content.toponyms


def test_where_nothing_else_happened_the_deed_before_is_what_it_tells_of(tools: Tools) -> None:
    content = content_of(read(Article("a", "", OPENED, published=NOON), tools))
    assert 24 in content.numbers
