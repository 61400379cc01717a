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
        ("Guadalajara 🇲🇽", "Guadalajara", "MX"),
        ("🇪🇸 toledo", "Toledo", "ES"),
        ("Guadalajara, Jal., México", "Guadalajara", "MX"),
        ("Col. Roma, CDMX, México", "Mexico City", "MX"),
        ("sanluispotosi", "San Luis Potosí", "MX"),
        ("losangeles", "Los Angeles", "US"),
        ("guadljra", "Guadalajara", "MX"),
        ("albaquerqe", "Albuquerque", "US"),
        ("imnnneapolis", "Minneapolis", "US"),
        ("cerca de Monterrey", "Monterrey", "MX"),
        ("in guadalajra", "Guadalajara", "MX"),
        ("mexico city airport", "Mexico City", "MX"),
        ("la gran manzana", "New York City", "US"),
        ("B/quilla", "Barranquilla", "CO"),
        ("Sgo. del Estero", "Santiago del Estero", "AR"),
        ("Sto. Domingo", "Santo Domingo", "DO"),
        ("conce chile", "Concepción", "CL"),
        ("bsb", "Brasília", "BR"),
        ("RCA", "Central African Republic", "CF"),
        ("kzn", "KwaZulu-Natal", "ZA"),
        ("hants", "Hampshire", "GB"),
        ("Oax.", "Oaxaca", "MX"),
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


@pytest.mark.parametrize("typed", ["qwerty", "thanks", "buenas noches", "xyz", "jajaja", "good morning", "zqx"])
def test_what_is_no_name_is_not_taken_for_one_written_short(gazetteer: SqliteGazetteer, typed: str) -> None:
    assert gazetteer.lookup(typed) == ()


def test_a_flag_alone_is_its_country_whatever_its_letters_spell(gazetteer: SqliteGazetteer) -> None:
    assert [match.place.name for match in gazetteer.lookup("🇮🇳")] == ["India"]
    assert [match.place.name for match in gazetteer.lookup("🏴󠁧󠁢󠁳󠁣󠁴󠁿")] == ["Scotland"]
    assert gazetteer.lookup("🇽🇽") == ()


def test_what_holds_the_place_is_no_answer_itself(gazetteer: SqliteGazetteer) -> None:
    assert "Jalisco" not in [match.place.name for match in gazetteer.lookup("Guadalajara, Jalisco, México")]


def test_short_forms_never_stand_before_the_very_name(gazetteer: SqliteGazetteer) -> None:
    for typed, name in (("Bari", "Bari"), ("Alicante", "Alicante"), ("Paris", "Paris")):
        assert gazetteer.lookup(typed)[0].place.name == name


def test_names_that_are_only_typed_are_not_read_in_a_text(gazetteer: SqliteGazetteer) -> None:
    for typed in ("kzn", "bga", "la gran manzana", "mardel", "rca"):
        assert gazetteer.lookup(typed), typed
        assert not any(one.via != "abbreviation" for one in gazetteer.candidates(typed)), typed


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("LA county", "Los Angeles County"),
        ("L.A. County", "Los Angeles County"),
        ("Philly county", "Philadelphia County"),
        ("Lake county", "Lake County"),
        ("Lofa county", "Lofa County"),
    ],
)
def test_a_county_goes_by_the_short_form_of_its_city_too(gazetteer: SqliteGazetteer, typed: str, name: str) -> None:
    assert gazetteer.lookup(typed)[0].place.name == name


@pytest.mark.parametrize("typed", ["Zaragoza en México", "Zaragoza, Mexico"])
def test_in_what_holds_it_a_town_stands_before_a_city_that_once_had_its_name(
    gazetteer: SqliteGazetteer, typed: str
) -> None:
    assert [match.place.name for match in gazetteer.lookup(typed)][:3] == ["Zaragoza"] * 3


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Odessa, Ukraine", "Odesa"),
        ("Nikolaev Ukraine", "Mykolayiv"),
        ("Juárez en Chihuahua", "Juárez"),
        ("Saigon, Vietnam", "Ho Chi Minh City"),
        ("Bombay India", "Mumbai"),
        ("Obregón, México", "Ciudad Obregón"),
    ],
)
def test_another_name_of_a_city_still_leads_to_it_within_what_holds_it(
    gazetteer: SqliteGazetteer, typed: str, name: str
) -> None:
    assert gazetteer.lookup(typed)[0].place.name == name


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


@pytest.mark.parametrize(
    ("typed", "name", "division"),
    [
        ("Woolwich", "Woolwich", "GB.ENG"),  # of unknown population, but a quarter of London
        ("Woolwich, London", "Woolwich", "GB.ENG"),
        ("woolwich london", "Woolwich", "GB.ENG"),
        ("Woolwich, London, UK", "Woolwich", "GB.ENG"),
        ("Saint-Denis, Paris", "Saint-Denis", "FR.11"),
        ("Petare, Caracas", "Petare", "VE.15"),  # across a border of divisions
        ("Woolwich, Maine", "Woolwich", "US.ME"),
        ("Tottenham, Ontario", "Tottenham", "CA.08"),
        ("East London", "East London", "ZA.05"),  # a city, and no east of London
        ("Centro, CDMX", "Mexico City", "MX.09"),
        ("Zona 10, Ciudad de Guatemala", "Guatemala City", "GT.07"),
        ("old town, Lviv", "Lviv", "UA.15"),
        ("Centro, Tabasco", "Centro", "MX.27"),  # there is one
        ("Moss Side, Manchester", "Manchester", "GB.ENG"),
        ("westlands nairobi", "Nairobi County", "KE.05"),
        ("Camden", "Camden", "US.NJ"),  # no less than a quarter
        ("Manchester", "Manchester", "GB.ENG"),  # no parish of Jamaica
        ("Savannah", "Savannah", "US.GA"),
        ("Victoria", "Victoria", "AU.07"),  # a division as large as its namesakes stays in front
        ("Oklahoma", "Oklahoma", "US.OK"),
    ],
)
def test_first_comes_the_place_that_is_most_likely_meant(
    gazetteer: SqliteGazetteer, typed: str, name: str, division: str
) -> None:
    first = gazetteer.lookup(typed)[0].place
    assert (first.name, first.admin1) == (name, division)


def test_only_what_was_typed_with_its_holder_is_told(gazetteer: SqliteGazetteer) -> None:
    assert gazetteer.lookup("Woolwich, London")[0].told
    assert gazetteer.lookup("downtown Bogotá")[0].told
    assert not gazetteer.lookup("Victoria Island")[0].told
    assert not gazetteer.lookup("Woolwich")[0].told
    assert not gazetteer.lookup("Moss Side, Manchester")[0].told
