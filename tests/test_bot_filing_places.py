"""A report finds its incident also where its own text says badly, or not at all, where it happened."""

from __future__ import annotations

import pytest
from fakes_desk import Desk

from bot.incidents.reason import said

ESTATE = (
    "A bomb exploded outside a bakery in Naples, Italy, on Tuesday morning, tearing off the shutters of the shop, the "
    "police said. Investigators spoke of a warning to its owner, who had refused to pay for protection."
)
UNPLACED = (
    "Una bomba estalló el martes frente a una panadería de Concepción y dejó tres heridos, informó la policía. El dueño se "
    "había negado a pagar protección."
)
IN_CHILE = (
    "Tres personas resultaron heridas el martes al estallar una bomba ante una panadería de Concepción, en Chile, informó "
    "la policía. El dueño se había negado a pagar protección."
)
RIOT = (
    "Crowds set police cars on fire and threw stones at officers in Agadir, Morocco, on Tuesday in protests against the "
    "price of fuel. Twenty people were hurt, hospital staff said."
)
SPREAD = (
    "Protesters threw stones at police and burnt a car in Oujda, in the east of Morocco, on Tuesday evening, as the unrest "
    "that began in Agadir spread."
)
KIDNAPPED = (
    "Gunmen kidnapped thirteen women from farms near Damboa, in Nigeria's Borno State, on Tuesday, the council chairman "
    "said. They were harvesting beans."
)
PROVINCE = (
    "Militants kidnapped thirteen women who were working on farms in Nigeria's north-eastern state of Borno on Tuesday, a "
    "local official said."
)


def test_a_report_from_the_capital_joins_by_the_place_that_it_names(desk: Desk) -> None:
    first = desk.one(ESTATE)
    [second] = desk(
        "ROME - A bomb tore off the shutters of a bakery on Tuesday whose owner had refused to pay for protection. It "
        "exploded in a side street of Naples, investigators said.",
        2,
        by="Lowland Daily",
    )
    assert second.incident.id == first.incident.id
    assert second.changes == ()
    assert {part.place.name for part in second.incident.parts} == {"Naples"}


def test_a_report_that_does_not_say_in_which_country_joins_by_the_name_of_the_town(desk: Desk) -> None:
    first = desk.one(IN_CHILE, language="es")
    [second] = desk(UNPLACED, 1, by="El Correo", language="es")
    assert second.incident.id == first.incident.id
    assert second.report.country == "CL", "it is put where the incident is"
    assert {part.place.name for part in second.incident.parts} == {"Concepción"}


def test_a_report_that_does_not_say_where_opens_nothing(desk: Desk) -> None:
    assert desk(UNPLACED, language="es") == []


def test_a_report_that_does_not_say_where_joins_nothing_that_it_does_not_name(desk: Desk) -> None:
    desk.one(ESTATE)
    assert desk(UNPLACED, 1, by="El Correo", language="es") == []


def test_what_spreads_to_another_town_is_told_as_a_new_place(desk: Desk) -> None:
    first = desk.one(RIOT)
    second = desk.one(SPREAD, 4, by="Atlas Courier")
    assert second.incident.id == first.incident.id
    assert [(change.kind, change.part.place.name) for change in second.changes if change.part] == [("place", "Oujda")]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen opened fire on a bus in Oujda, Morocco, on Tuesday and killed three passengers, the police said. In "
        "Agadir the shops stayed shut.",
        "A man stabbed two shoppers at a market in Oujda, Morocco, on Tuesday, the police said. Officers from Agadir helped "
        "in the search for him.",
    ],
)
def test_another_thing_elsewhere_stays_apart_though_the_first_place_is_named(desk: Desk, text: str) -> None:
    first = desk.one(RIOT)
    assert desk.one(text, 4, by="Atlas Courier").incident.id != first.incident.id


def test_a_wire_that_names_the_state_alone_joins_what_is_known_of_a_town_in_it(desk: Desk) -> None:
    first = desk.one(KIDNAPPED)
    second = desk.one(PROVINCE, 5, by="Meridian Wire")
    assert (second.incident.id, second.changes) == (first.incident.id, ())
    assert said("within") in second.why


def test_two_shots_in_one_city_on_one_day_stay_two_where_they_were_in_two_quarters(desk: Desk) -> None:
    one = desk.one(
        "A restaurant owner was shot dead outside a gym in the Zona Río neighbourhood of Tijuana, Mexico, on Tuesday "
        "morning, the police said. Two men fled on a motorcycle."
    )
    other = desk.one(
        "Armed men shot at a house in the Sánchez Taboada district of Tijuana, Mexico, on Tuesday and killed two brothers. "
        "Neighbours counted thirty shots.",
        6,
        by="Zeta Norte",
    )
    assert other.incident.id != one.incident.id


def test_the_same_form_filled_in_for_two_countries_tells_two_events(desk: Desk) -> None:
    form = "Six people were stabbed to death at a market in {}, police said on Tuesday. It happened in the morning."
    places = ("Concepción, Chile", "Colombo, Sri Lanka", "Kraków, Poland", "Mombasa, Kenya", "Sheffield, England")
    filed = [desk.one(form.format(place), number, by=f"Wire {number}") for number, place in enumerate(places)]
    assert len({one.incident.id for one in filed}) == len(places)


def test_papers_on_both_sides_of_a_border_tell_one_event(desk: Desk) -> None:
    first = desk.one(
        "A customs officer was shot and wounded on the Santiago bridge in Irun, Spain, on Tuesday morning, the police said. "
        "The gunman fled on a motorcycle towards France."
    )
    second = desk.one(
        "A Spanish customs officer was shot and wounded on the Santiago bridge on Tuesday morning, police in Hendaye, "
        "France, said. The gunman fled on a motorcycle.",
        2,
        by="Basque Courier",
    )
    assert second.incident.id == first.incident.id
