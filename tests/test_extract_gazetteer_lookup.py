"""Names as people type them."""

from __future__ import annotations

import pytest

from extract.gazetteer import SqliteGazetteer


def top(gazetteer: SqliteGazetteer, typed: str, count: int = 3) -> list[tuple[str, str | None]]:
    return [(match.place.name, match.place.country) for match in gazetteer.lookup(typed)[:count]]


@pytest.mark.parametrize(
    ("typed", "name", "country"),
    [
        ("cdmx", "Mexico City", "MX"),
        ("guadalajra", "Guadalajara", "MX"),
        ("Nuevo Leon", "Nuevo León", "MX"),
        ("N.L.", "Nuevo León", "MX"),
        ("Мехико", "Mexico City", "MX"),
        ("مدينة مكسيكو", "Mexico City", "MX"),
        ("東京", "Tokyo", "JP"),
        ("Kyiv", "Kyiv", "UA"),
        ("Kiev", "Kyiv", "UA"),
        ("ivory coast", "Côte d’Ivoire", "CI"),
        ("holland", "Netherlands", "NL"),
        ("paris texas", "Paris", "US"),
        ("cordoba veracruz", "Córdoba", "MX"),
        ("san jose cr", "San José", "CR"),
        ("Springfield, IL", "Springfield", "US"),
        ("Paris (Texas)", "Paris", "US"),
        ("texas paris", "Paris", "US"),
        ("guadalajara en jalisco", "Guadalajara", "MX"),
        ("león guanajuato", "León de los Aldama", "MX"),
        ("bangor, maine", "Bangor", "US"),
        ("Wilmington, DE", "Wilmington", "US"),
        ("long beach ca", "Long Beach", "US"),
        ("Krasnohorivka, Donetsk Oblast", "Krasnohorivka", "UA"),
        ("krasnohorivka donetsk", "Krasnohorivka", "UA"),
        ("guadalajra jalisco", "Guadalajara", "MX"),
        ("guadalajara jalsico", "Guadalajara", "MX"),
        ("municipio de tapalpa", "Tapalpa", "MX"),
        ("nyc", "New York City", "US"),
        ("la", "Los Angeles", "US"),
        ("the big apple", "New York City", "US"),
        ("bsas", "Buenos Aires", "AR"),
        ("gaza", "Gaza", "PS"),
        ("mx", "Mexico", "MX"),
        ("san luis poto", "San Luis Potosí", "MX"),
        ("tlajomulco zuniga", "Tlajomulco de Zúñiga", "MX"),
    ],
)
def test_found_in_the_first_three(gazetteer: SqliteGazetteer, typed: str, name: str, country: str) -> None:
    assert (name, country) in top(gazetteer, typed)


def test_a_parent_leaves_no_place_outside_it_in_front(gazetteer: SqliteGazetteer) -> None:
    for typed, code in (("paris texas", "US.TX"), ("wilmington de", "US.DE"), ("guadalajara españa", "ES.54")):
        assert gazetteer.lookup(typed)[0].place.admin1 == code, typed


@pytest.mark.parametrize(
    "typed", ["Washington", "Guadalajara", "Córdoba", "San José", "Santiago", "Victoria", "Georgia"]
)
def test_an_ambiguous_name_shows_at_least_two_meanings(gazetteer: SqliteGazetteer, typed: str) -> None:
    assert len({(match.place.country, match.place.admin1) for match in gazetteer.lookup(typed)}) >= 2


def test_city_and_municipality_of_one_name_do_not_push_other_meanings_out(gazetteer: SqliteGazetteer) -> None:
    assert {"MX", "ES"} <= {country for _, country in top(gazetteer, "Guadalajara")}


def test_what_was_typed_exactly_stands_before_a_guess(gazetteer: SqliteGazetteer) -> None:
    assert gazetteer.lookup("Tapalpa")[0].place.name == "Tapalpa"
    assert gazetteer.lookup("Bran")[0].place.name == "Bran"


@pytest.mark.parametrize(
    "typed", ["", "   ", "((((", "zzzzqqqqxxxx", "a" * 5000, "x y z " * 300, "\x00", '" OR 1=1 --']
)
def test_nonsense_finds_nothing_and_breaks_nothing(gazetteer: SqliteGazetteer, typed: str) -> None:
    assert all(match.why for match in gazetteer.lookup(typed))


def test_nothing_like_it_is_an_answer(gazetteer: SqliteGazetteer) -> None:
    assert gazetteer.lookup("zzzzqqqqxxxx") == ()


def test_every_answer_says_why(gazetteer: SqliteGazetteer) -> None:
    for typed, why in (
        ("Tokyo", "that is its name"),
        ("nyc", "short for it"),
        ("Gotham", "a nickname of it"),
        ("Kiev", "another name of it"),
        ("guadalajra", "one slip from Guadalajara"),
        ("paris texas", "in Texas"),
    ):
        assert why in [match.why for match in gazetteer.lookup(typed)], typed


def test_no_more_than_asked_for(gazetteer: SqliteGazetteer) -> None:
    assert len(gazetteer.lookup("San José", limit=3)) == 3
