"""What an article says of its event, and what it only reminds of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fakes_desk import Desk
from fakes_people import TAPALPA, incident, part, source

from bot.incidents.content import Content, ages_in, content_of
from bot.incidents.families import kinship
from bot.incidents.joining import load_weights
from bot.incidents.known import spots_of
from bot.incidents.nearness import relation
from bot.incidents.phrases import FATAL, LOOKS_BACK, OWNS_UP, TAKEN_BACK
from bot.incidents.placing import settled
from bot.incidents.report import Report, reports_of
from extract.article import Article
from extract.places import Place
from extract.read import Tools, read
from extract.text import fold
from rules.match import Facts, Finding, GateResult
from rules.rule import Severity

WEDNESDAY = datetime(2026, 5, 13, 12, tzinfo=UTC)
BAKERY = (
    "A car bomb killed eight people outside a bakery in Homs, Syria, on Wednesday, the ministry said. No group claimed it. "
    "In December 2025 a bomb in a mosque in the Wadi Dahab district killed 31 worshippers."
)
PALACE = (
    "Soldiers shot their way into the palace in Bissau, Guinea-Bissau, on Tuesday and said that they had seized power. In "
    "Lisbon the prime minister called for calm."
)
TERMINAL = (
    "A bomb threat emptied a terminal at the airport of Lisbon, Portugal, on Tuesday afternoon, the police said. "
    "Passengers waited on the grass."
)


def test_what_an_article_reminds_of_is_not_its_own(tools: Tools) -> None:
    content = content_of(read(Article("a", "Eight killed in Homs", BAKERY, published=WEDNESDAY), tools))
    assert 8 in content.numbers
    assert not content.sites & {"wadi", "dahab"}
    assert "mosque" not in content.notions


def test_an_article_without_a_date_keeps_all_that_it_says(tools: Tools) -> None:
    content = content_of(read(Article("a", "Eight killed in Homs", BAKERY), tools))
    assert "mosque" in content.notions


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("A 16-year-old boy was stabbed", {16}),
        ("two boys aged 15 were held", {15}),
        ("Tariq Mahmood, 34, had gone out", {34}),
        ("un joven de 24 años y una mujer de 40 años", {24, 40}),
        ("condenado a una pena de 24 años de cárcel", set()),
        ("the road is closed for 30 minutes", set()),
    ],
)
def test_ages_of_people_are_known_as_such(text: str, ages: set[int]) -> None:
    assert set(ages_in(text)) == ages


@pytest.mark.parametrize(
    "text",
    [
        "Toll of market bombing reaches 24",
        "Freed: all six teachers are home",
        "Sepelio del estudiante asesinado",
        "Liberan a uno: detenido el presunto autor",
        "Curfew continues for a third night",
    ],
)
def test_what_came_of_a_deed_is_told_as_such(text: str) -> None:
    assert LOOKS_BACK.search(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen open fire on workers outside a plant",
        "Hombres no identificados atacan una comisaría",
        "Oruro despide su carnaval",
        "A murder inquiry is under way after a man was stabbed",
        "Manifestantes exigen agua y cortan la ruta",
    ],
)
def test_a_first_report_looks_back_at_nothing(text: str) -> None:
    assert not LOOKS_BACK.search(fold(text))


@pytest.mark.parametrize("kind", ["shooting", "explosion", "blockade", "armed_clash"])
def test_the_first_word_of_a_coup_is_of_its_shots_and_closed_streets(kind: str) -> None:
    assert kinship(kind, "coup") == kinship("coup", kind) == "related"
    assert kinship("kidnapping", "coup") == "strange"


def test_a_capital_abroad_that_spoke_of_an_event_is_not_its_place(desk: Desk) -> None:
    palace = desk.one(PALACE)
    assert desk.one(TERMINAL, 4, by="Iberian Post").incident.id != palace.incident.id


def test_a_toll_that_rises_joins_though_it_says_little_else(desk: Desk) -> None:
    raid = desk.one(
        "Rebels killed nine people overnight in a hamlet near Oicha, in Congo's North Kivu, on Tuesday, an administrator "
        "said. They burned houses and fled towards the forest."
    )
    [later] = desk(
        "The toll of the massacre near Oicha, in Congo's North Kivu, has been put at sixteen after volunteers found seven "
        "more bodies in cassava fields.",
        9,
        by="Congo Bulletin",
    )
    assert later.incident.id == raid.incident.id


def test_a_prayer_for_rain_in_the_same_town_joins_nothing(desk: Desk) -> None:
    desk.one(PALACE)
    assert desk("Bissau, Guinea-Bissau, prayed for rain on Tuesday, and three choirs sang on the square.", 4) == []


@pytest.mark.parametrize(
    ("text", "owns_up"),
    [
        ("Police admit villagers were abducted, after denial", True),
        ("La Policía reconoce el secuestro que había negado", True),
        ("Police deny that villagers were abducted", False),
        ("La Policía niega el secuestro", False),
    ],
)
def test_who_admits_what_he_denied_denies_nothing(text: str, owns_up: bool) -> None:
    assert bool(OWNS_UP.search(fold(text))) == owns_up


@pytest.mark.parametrize(("owns_up", "stance"), [(True, "follows"), (False, "denies")])
def test_what_is_admitted_after_a_denial_takes_nothing_back(owns_up: bool, stance: str) -> None:
    gates = (GateResult("denial", False, "it says that this did not happen"),)
    told = Finding("kidnapping.en", "1", "kidnapping", Severity.SERIOUS, TAPALPA, None, Facts(), (), gates, "taken")
    [report] = reports_of(
        Article("a", "Police admit that villagers were taken, after denial", "…"),
        [told],
        Content("en", owns_up=owns_up),
        lambda place: (),
        WEDNESDAY,
    )
    assert report.stance == stance


@pytest.mark.parametrize(
    ("sites", "names", "where"),
    [
        ({"blackstone"}, {"tapalpa", "blackstone"}, "Tapalpa"),
        (set(), {"tapalpa", "blackstone"}, "Blackstone"),
        ({"blackstone"}, {"blackstone"}, "Blackstone"),
    ],
    ids=["a street of the town that is named", "a town", "a street, and the town is not named"],
)
def test_a_street_called_like_a_town_elsewhere_is_where_the_incident_is(
    sites: set[str], names: set[str], where: str
) -> None:
    elsewhere = part(Place(9, "Blackstone", "city", "US", "US.MA", None, 42.0, -71.5, 9_000))
    content = Content("en", sites=frozenset(sites), toponyms=frozenset(names))
    told = Report("US", elsewhere, (elsewhere,), source("Paper"), "tells", WEDNESDAY, content)
    assert settled(told, incident(part(TAPALPA))).main.place.name == where


def test_two_quarters_of_one_city_are_less_near_than_a_city_and_its_quarter() -> None:
    city = Place(1, "Cali", "city", "CO", "CO.29", None, 3.45, -76.53, 2_000_000)
    one, other = (
        Place(number, name, "city", "CO", "CO.29", None, lat, -76.53, 0)
        for number, name, lat in ((2, "Siloé", 3.43), (3, "Aguablanca", 3.40))
    )
    [spot] = spots_of((part(one),))
    assert relation(other, spot)[1] == "quarter"
    assert relation(city, spot)[1] == "near"
    weights = load_weights()
    assert weights["place_quarter"] < weights["place_near"]


@pytest.mark.parametrize(
    "text",
    [
        "Ejecutan a comerciante frente a su casa",
        "Matan a dos policías en un retén",
        "Tres campesinos perdieron la vida",
        "Linchados por una turba",
        "Fatal shooting at a petrol station",
        "Two guards lost their lives",
        "The city's tenth homicide",
        "Three policemen martyred on Sariab Road",
        "Gang shooting claims four lives",
        "Perecen tres pescadores",
        "El ataque cobra cinco vidas",
    ],
)
def test_deaths_are_told_of_in_many_words(text: str) -> None:
    assert FATAL.search(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "Seis heridos en un bar",
        "El banco cobra la cuota",
        "She claims four prizes",
        "The council executed its plan",
        "Gunmen wound six",
        "Un plan ejecutivo para el puerto",
    ],
)
def test_these_words_tell_of_no_death(text: str) -> None:
    assert not FATAL.search(fold(text))


def test_what_had_not_been_is_taken_back() -> None:
    assert TAKEN_BACK.search("police said that there had been no explosion: a tyre had burst")
    assert not TAKEN_BACK.search("police said that there had been an explosion")
