"""What an article says of its event, and what it only reminds of."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from fakes_desk import Desk

from bot.incidents.content import ages_in, content_of
from bot.incidents.families import kinship
from bot.incidents.phrases import LOOKS_BACK
from extract.article import Article
from extract.read import Tools, read
from extract.text import fold

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
