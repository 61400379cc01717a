"""What names mean, held against the real data."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import pytest

from extract.gazetteer import SqliteGazetteer
from extract.gazetteer.names import key
from extract.gazetteer.sources import city_names, shipped_yaml
from extract.gazetteer.typed_names import BY_CODE, nicknames_of_cities
from extract.places import Candidate, Gazetteer, Place


def first(found: Sequence[Candidate]) -> tuple[str, str | None, str | None]:
    place = found[0].place
    return place.kind, place.country, place.admin1


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Oklahoma", ("admin1", "US", "US.OK")),
        ("Africa", ("continent", None, None)),
        ("África", ("continent", None, None)),
        ("Georgia", ("country", "GE", None)),
        ("China", ("country", "CN", None)),
        ("Niger", ("country", "NE", None)),
        ("Nigeria", ("country", "NG", None)),
        ("Guinea", ("country", "GN", None)),
        ("Equatorial Guinea", ("country", "GQ", None)),
        ("Guinea-Bissau", ("country", "GW", None)),
        ("Papua New Guinea", ("country", "PG", None)),
        ("Kosovo", ("country", "XK", None)),
        ("Taiwan", ("country", "TW", None)),
        ("Hong Kong", ("country", "HK", None)),
        ("Western Sahara", ("country", "EH", None)),
        ("Palestine", ("country", "PS", None)),
        ("Ivory Coast", ("country", "CI", None)),
        ("Holland", ("country", "NL", None)),
        ("the Netherlands", ("country", "NL", None)),
        ("Burma", ("country", "MM", None)),
        ("Zaire", ("country", "CD", None)),
        ("DR Congo", ("country", "CD", None)),
        ("Congo-Brazzaville", ("country", "CG", None)),
        ("U.K.", ("country", "GB", None)),
        ("EE.UU.", ("country", "US", None)),
        ("the States", ("country", "US", None)),
        ("Middle East", ("region", None, None)),
        ("Oriente Medio", ("region", None, None)),
        ("Sahel", ("region", None, None)),
        ("the Balkans", ("region", None, None)),
        ("América Latina", ("region", None, None)),
        ("Calif.", ("admin1", "US", "US.CA")),
        ("Jal.", ("admin1", "MX", "MX.14")),
        ("N.L.", ("admin1", "MX", "MX.19")),
        ("Coah.", ("admin1", "MX", "MX.07")),
        ("Chis.", ("admin1", "MX", "MX.05")),
        ("Edomex", ("admin1", "MX", "MX.15")),
        ("NSW", ("admin1", "AU", "AU.02")),
        ("Donetsk Oblast", ("admin1", "UA", "UA.05")),
        ("Estado de Jalisco", ("admin1", "MX", "MX.14")),
        ("Rapides Parish", ("admin2", "US", "US.LA")),
        ("Krasnohorivka", ("city", "UA", "UA.05")),
        ("Мехико", ("admin1", "MX", "MX.09")),
        ("القاهرة", ("admin1", "EG", "EG.11")),
    ],
)
def test_a_bare_name_means_first(
    gazetteer: SqliteGazetteer, name: str, meaning: tuple[str, str | None, str | None]
) -> None:
    assert first(gazetteer.candidates(name)) == meaning


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Congo", {"CD", "CG"}),
        ("Georgia", {"GE", "US.GA"}),
        ("Washington", {"US.WA", "US.DC"}),
        ("Córdoba", {"AR.05", "ES.51", "MX.30", "CO.12"}),
        ("Guadalajara", {"MX.14", "ES.54"}),
        ("San José", {"CR.08", "UY.16"}),
        ("Tripoli", {"LY", "LB", "US"}),
        ("Victoria", {"AU.07", "CA.02", "SC"}),
        ("Santiago", {"CL.12", "DO.25"}),
        ("Santa Cruz", {"AR.20", "BO.08", "US.CA"}),
    ],
)
def test_an_ambiguous_name_keeps_its_meanings(gazetteer: SqliteGazetteer, name: str, codes: set[str]) -> None:
    places = [each.place for each in gazetteer.candidates(name)]
    held = {place.admin1 for place in places} | {place.country for place in places}
    assert codes <= held


@pytest.mark.parametrize(
    "name", ["Soviet Union", "Yugoslavia", "Czechoslovakia", "Prussia Empire", "(((", "", " ", "…"]
)
def test_what_is_no_place_today_means_nothing(gazetteer: SqliteGazetteer, name: str) -> None:
    assert not [each for each in gazetteer.candidates(name) if each.place.kind in ("country", "region")]


@pytest.mark.parametrize("name", ["Gotham", "Peach State", "mx"])
def test_nicknames_and_bare_country_codes_are_never_read_in_a_text(gazetteer: SqliteGazetteer, name: str) -> None:
    assert all(each.place.population < 100_000 for each in gazetteer.candidates(name))


def test_it_is_what_the_rest_asks_for(gazetteer: SqliteGazetteer) -> None:
    as_protocol: Gazetteer = gazetteer
    assert as_protocol.place(3530597) == gazetteer.place(3530597)


def test_codes_and_parents(gazetteer: SqliteGazetteer) -> None:
    guadalajara = gazetteer.place(4005539)
    assert guadalajara is not None
    assert guadalajara.timezone == "America/Mexico_City"
    assert [parent.name for parent in gazetteer.parents(guadalajara)] == ["Guadalajara", "Jalisco", "Mexico"]
    mexico = gazetteer.country("mx")
    assert mexico is not None
    assert (mexico.admin1, gazetteer.parents(mexico)) == (None, ())
    assert gazetteer.country("ZZ") is None
    assert gazetteer.admin1("MX.99") is None
    assert gazetteer.place(1) is None


def test_a_slip_is_mended_only_inside_the_parent(gazetteer: SqliteGazetteer) -> None:
    jalisco, bavaria = gazetteer.admin1("MX.14"), gazetteer.admin1("DE.02")
    assert jalisco is not None
    assert bavaria is not None
    assert "Tapalpa" in {each.place.name for each in gazetteer.slips("Talpalpa", within=jalisco)}
    assert gazetteer.slips("Talpalpa", within=bavaria) == ()
    assert gazetteer.slips("Tap", within=jalisco) == ()


def test_the_nearest_town(gazetteer: SqliteGazetteer) -> None:
    here = gazetteer.nearest(20.677, -103.347)
    assert here is not None
    assert here.name == "Guadalajara"
    assert gazetteer.nearest(-50.0, -150.0) is None
    taveuni = gazetteer.nearest(-16.85, 179.99, within_km=80)  # across the date line
    assert taveuni is not None
    assert taveuni.country == "FJ"


def test_divisions_lie_where_they_are(gazetteer: SqliteGazetteer) -> None:
    for code, lat, lon in (
        ("CA.02", 54.5, -124.5),
        ("RU.15", 66.0, 171.0),
        ("FJ.05", -18.0, 178.0),
        ("AU.08", -25, 122),
    ):
        place = gazetteer.admin1(code)
        assert place is not None
        assert abs(place.lat - lat) < 4, place
        assert abs((place.lon - lon + 180) % 360 - 180) < 6, place


def names_found(gazetteer: SqliteGazetteer, text: str, *, any_case: bool = False) -> list[str]:
    return [text[span.start : span.end] for span in gazetteer.names_in(text, any_case=any_case)]


def test_names_in_running_text(gazetteer: SqliteGazetteer) -> None:
    text = "Shells fell on Port-au-Prince, St. Louis, San Luis Potosí and Coeur d’Alene; N.L. was calm. Київ too."
    assert names_found(gazetteer, text) == [
        "Port-au-Prince", "St. Louis", "San Luis Potosí", "Coeur d’Alene", "N.L.", "Київ",
    ]  # fmt: skip  # a table or a paragraph of words, not one a line


def test_a_name_does_not_run_over_the_end_of_a_sentence(gazetteer: SqliteGazetteer) -> None:
    assert names_found(gazetteer, "They fled from Tijuana. Mexico said nothing.") == ["Tijuana", "Mexico"]


def test_lower_case_words_are_names_only_when_asked(gazetteer: SqliteGazetteer) -> None:
    assert names_found(gazetteer, "balacera en guadalajara anoche") == []
    assert "guadalajara" in names_found(gazetteer, "balacera en guadalajara anoche", any_case=True)
    assert "NUEVO LEON" in names_found(gazetteer, "ATACAN PUESTO EN NUEVO LEON")


def test_threads_may_share_it(gazetteer: SqliteGazetteer) -> None:
    found: list[Place] = []

    def look() -> None:
        found.extend(
            gazetteer.lookup(f"guadalajra {'jalisco' if threading.get_ident() % 2 else ''}")[0].place for _ in "ab"
        )

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {place.geonameid for place in found} == {4005539}
    assert len(found) == 12


def test_every_short_form_finds_its_city(gazetteer: SqliteGazetteer) -> None:
    for more in (*city_names(), *nicknames_of_cities()):
        for name, via in more.names.items():
            meant = [each.place for each in gazetteer.named(key(name))]
            assert any(more.within in (place.country, place.admin1) for place in meant), (more.city, name, via)


def test_every_division_and_country_of_ours_exists(gazetteer: SqliteGazetteer) -> None:
    for code in (code for name in BY_CODE for code in shipped_yaml(f"nicknames/{name}")):
        parts = code.count(".")
        held = (gazetteer.country, gazetteer.admin1, gazetteer.admin2)[parts](code)
        assert held is not None, code
    for code in shipped_yaml("divisions.yaml"):
        assert gazetteer.admin1(code), code
    for code in shipped_yaml("countries.yaml"):
        assert gazetteer.country(code), code
    for row in shipped_yaml("regions.yaml"):
        assert gazetteer.candidates(row["name"]), row["name"]
        for code in (*row.get("countries", ()), *([row["country"]] if "country" in row else ())):
            assert gazetteer.country(code), (row["name"], code)


@pytest.mark.parametrize(
    ("written", "kind", "country"),
    [
        ("Mt. Pleasant", "city", "US"),
        ("Ft. Worth", "city", "US"),
        ("S. Sudan", "country", "SS"),
        ("Republic of Armenia", "country", "AM"),
        ("Kingdom of Spain", "country", "ES"),
        ("Guma LGA", "admin2", "NG"),
        ("Loudon Co.", "admin2", "US"),
    ],
)
def test_short_words_are_written_out_and_kinds_taken_off(
    gazetteer: SqliteGazetteer, written: str, kind: str, country: str
) -> None:
    assert (kind, country) in [(each.place.kind, each.place.country) for each in gazetteer.candidates(written)]


@pytest.mark.parametrize("written", ["Apple Co.", "Ministry of State", "Republic of Tapalpa", "Department"])
def test_a_kind_is_taken_off_a_division_only(gazetteer: SqliteGazetteer, written: str) -> None:
    assert all(each.place.kind in ("admin1", "admin2") for each in gazetteer.candidates(written))


def test_every_spot_lies_in_the_division_it_names(gazetteer: SqliteGazetteer) -> None:
    for row in shipped_yaml("spots.yaml"):
        held = [each.place for each in gazetteer.candidates(row["name"]) if each.place.admin1 == row["within"]]
        assert held, row["name"]
        town = gazetteer.nearest(held[0].lat, held[0].lon)
        assert town is not None
        assert town.admin1 == row["within"], row["name"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("el Líbano", "LB"), ("Líbano", "LB"), ("Jersón", "UA"), ("Atenas", "GR"), ("Nápoles", "IT"), ("Marsella", "FR"),
        ("Sicilia", "IT"), ("Toscana", "IT"), ("Córcega", "FR"), ("Yenín", "PS"), ("Cisjordania", "PS"), ("El Alto", "BO"),
        ("Ginebra", "CH"), ("Bruselas", "BE"), ("Jartum", "SD"), ("Pionyang", "KP"), ("Nueva York", "US"), ("Belén", "BR"),
    ],
)  # fmt: skip  # a table or a paragraph of words, not one a line
def test_places_abroad_by_their_spanish_names(gazetteer: SqliteGazetteer, name: str, code: str) -> None:
    assert gazetteer.candidates(name)[0].place.country == code
