"""The place of the event, never that of the speaker, the paper or the passport."""

from __future__ import annotations

import pytest

from extract.locate import Role
from rules.match import match
from tests.fakes_matching import one_rule, reading

BOMB = one_rule("blast", "bomb", "clash", "explosion")
BOMBA = one_rule("bomba", "explosion", language="es")


def places(text: str, *, language: str = "en", title: str = "", roles: dict[str, Role] | None = None) -> list[str]:
    extraction = reading(text, language=language, title=title, roles=roles)
    findings = match(BOMB if language == "en" else BOMBA, extraction, weigh=False)
    return sorted(f.place.name if f.place else "-" for f in findings if f.stopped is None)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("A blast in Gao, in northern Mali, killed four.", ["Gao"]),
        ("Leaders from Tokyo to Paris condemned Tuesday's bomb at a wedding hall in Kabul.", ["Kabul"]),
        ("Bombs went off in Baghdad and, across the border, in Damascus on Tuesday.", ["Baghdad", "Damascus"]),
        ("Niger and Nigeria border clash kills 12.", ["Niger", "Nigeria"]),
        ("The market in Gao was full. A bomb killed four people there.", ["Gao"]),
        ("A bomb killed four people.", ["-"]),
        ("Gao buried its dead. The bomb went off at the market, halfway between Kabul and Baghdad.", ["Gao"]),
        ("A bomb exploded in Kabul. Hours later a blast was heard in Baghdad.", ["Baghdad", "Kabul"]),
        ("Mali mourns. The president of Mali spoke. A bomb killed four people.", ["Mali"]),
    ],
)
def test_the_place_is_where_it_happened(text: str, where: list[str]) -> None:
    assert places(text) == where


@pytest.mark.parametrize("role", ["speaker", "organisation", "metonym"])
def test_a_name_in_another_role_places_nothing(role: Role) -> None:
    assert places("Paris said a bomb had killed four people.", roles={"Paris": role}) != ["Paris"]


def test_a_dateline_gives_way_to_any_place_and_serves_when_there_is_none() -> None:
    roles: dict[str, Role] = {"PARIS": "dateline"}
    assert places("PARIS, May 14 - A bomb killed four near Gao.", roles=roles) == ["Gao"]
    assert places("PARIS, May 14 - A bomb killed four in the market.", roles=roles) == ["Paris"]


def test_a_nationality_alone_gives_the_country_and_not_against_a_place() -> None:
    roles: dict[str, Role] = {"Mexico": "demonym"}
    assert places("A bomb killed two Mexico tourists.", roles=roles) == ["Mexico"]
    assert places("A bomb killed two Mexico tourists in Baghdad.", roles=roles) == ["Baghdad"]


def test_places_that_hold_one_another_are_one() -> None:
    assert places("A bomb exploded in Mexico. The bomb had been left in Tapalpa, Jalisco.") == ["Tapalpa"]


def test_spanish_is_read_alike() -> None:
    assert places("Una bomba mató a cuatro cerca de Gao, en Mali.", language="es") == ["Gao"]
    assert places("Bombas en Baghdad y en Damascus el martes.", language="es") == ["Baghdad", "Damascus"]


def test_a_title_takes_its_place_from_the_lead() -> None:
    assert places("The attack happened at a market in Gao.", title="Bomb kills four") == ["Gao"]


def test_the_reason_names_the_words() -> None:
    (finding,) = match(BOMB, reading("A blast in Gao killed four."))
    assert "“blast”" in finding.why
    assert "Gao" in finding.why


def test_this_city_is_the_one_an_article_was_filed_from() -> None:
    roles: dict[str, Role] = {"Gao": "dateline"}
    assert places("Gao — Guards slept. A bomb killed four people in this city. Mali mourns.", roles=roles) == ["Gao"]
    assert places("Gao — Los guardias dormían. Una bomba mató aquí a cuatro.", language="es", roles=roles) == ["Gao"]
    # said of another town, or with another place named as such, it is not
    assert places("Gao — Guards slept. A bomb killed four here in Kabul.", roles=roles) == ["Kabul"]


def test_an_article_that_names_no_place_near_it_speaks_of_the_country_it_was_filed_from() -> None:
    roles: dict[str, Role] = {"Gao": "dateline"}
    talk = "France spoke. France paid. Mali is poor. Nobody came. It was late. It was dark. A bomb killed four people."
    assert places(f"Gao — {talk}", roles=roles) == ["Mali"]
    assert places(talk) == ["France"]


def test_what_is_fired_against_a_town_lands_there() -> None:
    assert places("Mexico condemned it. A bomb was fired against Baghdad.") == ["Baghdad"]
    assert places("Mali condenó la bomba contra Gao.", language="es") == ["Gao"]


def test_a_country_that_acts_is_not_where_it_happens() -> None:
    assert places("France used a bomb to hit the port of Damascus on Tuesday.") == ["Damascus"]
    assert places("France exploded a bomb on Tuesday.") == ["France"]  # no other place is named


WARN = one_rule("warned", category="official_alert")
INSIDE = one_rule("inside", category="shelter_in_place")


def test_a_ministry_that_warns_sits_elsewhere() -> None:
    text = "Shots fell in Gao. Mali shut its border. In Paris the foreign ministry warned travellers."
    found = {f.place.name for f in match(WARN, reading(text), weigh=False) if f.place}
    assert "Paris" not in found


def test_who_orders_people_inside_orders_it_at_home_and_who_speaks_of_a_bomb_need_not_be_there() -> None:
    roles: dict[str, Role] = {"Baghdad": "speaker"}
    (order,) = match(INSIDE, reading("The police of Baghdad asked people to stay inside.", roles=roles), weigh=False)
    assert order.place is not None
    assert order.place.name == "Baghdad"
    assert places("Baghdad said a bomb had killed four people.", roles=roles) == ["-"]


@pytest.mark.parametrize(
    ("title", "text", "where"),
    [
        ("Mexico", "Location: State of Jalisco (including Tapalpa). Citizens are warned.", ["Jalisco"]),
        ("Mexico", "Location: Tapalpa, Jalisco. Citizens are warned.", ["Tapalpa"]),
        ("Mexico", "Locations: Tapalpa, Jalisco, and Gao. Citizens are warned.", ["Gao", "Tapalpa"]),
        ("Mali", "Areas affected: Mali. Citizens are warned.", ["Mali"]),
        # what is said of one town there is told of it alone
        ("Iraq", "Location: Iraq. Citizens in Baghdad are warned.", ["Baghdad"]),
        # nothing that is known
        ("Mexico", "Location: the coast. Citizens are warned.", ["Mexico"]),
    ],
)
def test_a_warning_is_for_the_places_that_its_line_of_places_lists(title: str, text: str, where: list[str]) -> None:
    said = reading(text, title=f"Alert: citizens in {title} warned")
    assert sorted(f.place.name for f in match(WARN, said, weigh=False) if f.place) == where


def test_a_spanish_warning_has_such_a_line_too_and_other_news_beside_it_is_placed_as_always() -> None:
    told = reading("Ubicación: Jalisco (Tapalpa). Aviso. Una bomba en Kabul.", language="es")
    aviso = one_rule("aviso", category="official_alert", language="es")
    assert [f.place.name for f in match(aviso, told, weigh=False) if f.place] == ["Jalisco"]
    assert [f.place.name for f in match(BOMBA, told, weigh=False) if f.place] == ["Kabul"]


@pytest.mark.parametrize(
    "text",
    [
        "Gao woke early. A bomb went off in a minibus as passengers for Kabul took their seats.",
        "Gao woke early. The bomb went off and no buses to Kabul leave.",
        "Gao woke early. A bomb went off beside the Kabul road.",
        "Gao woke early. A bomb closed the Kabul and Baghdad roads.",
    ],
)
def test_where_a_bus_or_a_road_leads_it_did_not_happen(text: str) -> None:
    assert places(text) == ["Gao"]


def test_a_way_that_leads_somewhere_does_for_want_of_another_place() -> None:
    assert places("A bomb went off on the Kabul road.") == ["Kabul"]
    assert places("A bomb in Gao hit the Kabul road.") == ["Gao"]


def test_a_spanish_bus_leads_elsewhere_too() -> None:
    assert places("Gao despertó. Una bomba estalló entre los pasajeros para Kabul.", language="es") == ["Gao"]


def test_what_the_headline_names_goes_before_a_name_that_merely_stands_beside() -> None:
    beside = "The bomb went off early, and Kabul was told."
    assert places(beside, title="Gao wakes to smoke") == ["Gao"]
    assert places(beside) == ["Kabul"]
    assert places("The bomb went off in Kabul.", title="Gao wakes to smoke") == ["Kabul"]  # it stands as the place
    assert places(beside, title="Kabul wakes to smoke, Gao sleeps") == ["Kabul"]
