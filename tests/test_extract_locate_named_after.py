"""What bears a place's name, or is a part of a city, does not lie where that name is best known; what lies there does."""

from __future__ import annotations

import pytest
from fakes_extract import places_in

from extract.read import Tools

# language, sentence, the country that must not be read, the places that must
BEARERS = [
    ("es", "Un hombre fue asesinado en la calle Venezuela de Quito.", "VE", {"Quito"}),
    ("es", "Asaltan a un hombre en la avenida Alemania, en Temuco.", "DE", {"Temuco"}),
    ("es", "Una bomba explotó en la plaza Francia de Caracas.", "FR", {"Caracas"}),
    ("es", "Un hombre fue baleado en la avenida de las Américas, en Guayaquil.", None, {"Guayaquil"}),
    ("es", "Hallan un cuerpo en el río Paraná, cerca de Rosario.", "BR", {"Rosario"}),
    ("es", "Un muerto en el Hospital Italiano de Buenos Aires.", "IT", {"Buenos Aires"}),
    ("es", "Dos apuñalados en la estación Bolívar del metro de Buenos Aires.", "CO", {"Buenos Aires"}),
    ("es", "Disparos en el estadio Monterrey de Lima dejan un herido.", "MX", {"Lima"}),
    ("es", "Un hombre fue baleado en la Alameda de Hércules, en Sevilla.", "US", {"Sevilla"}),
    ("es", "Balacera en la Costera Miguel Alemán de Acapulco deja dos muertos.", "DE", set()),
    ("es", "El embajador Juan Francés habló ayer en Lima.", "FR", {"Lima"}),
    ("en", "A man was stabbed in Delhi Road, police in Leeds said.", "IN", {"Leeds"}),
    ("en", "Gunfire was heard near Nairobi Street in Kampala.", "KE", {"Kampala"}),
    ("en", "A blast hit the Damascus Gate in Jerusalem on Friday.", "SY", {"Jerusalem"}),
    ("en", "Fans clashed at Barcelona Stadium in Guayaquil, Ecuador.", "ES", {"Guayaquil"}),
    ("en", "A bomb was found at Warsaw Station in Berlin.", "PL", {"Berlin"}),
    ("en", "A grenade exploded in Lebanon Square in Kabul.", "LB", {"Kabul"}),
    ("en", "Kenya J. Moore said two men were shot in Zapopan, Mexico.", "KE", {"Zapopan"}),
]

# language, sentence, name, its country
STILL_THERE = [
    ("es", "Un hombre fue asesinado en una calle de Medellín.", "Medellín", "CO"),
    ("es", "Disturbios en las calles de La Paz.", "La Paz", "BO"),
    ("es", "Un tiroteo en el parque de Envigado.", "Envigado", "CO"),
    ("es", "Explosión en el mercado de Iztapalapa.", "Iztapalapa", "MX"),
    ("es", "El Ejército Mexicano desplegó tropas en Sinaloa.", "Mexicano", "MX"),
    ("es", "La Policía Colombiana detuvo a tres hombres en Cali.", "Colombiana", "CO"),
    ("es", "Ataque armado en la población de Jamundí deja tres muertos.", "Jamundí", "CO"),
    ("es", "Piden a los vecinos de Jamundí no salir de sus casas.", "Jamundí", "CO"),
    ("es", "Mueren dos en la comuna de Maipú de Santiago.", "Maipú", "CL"),
    ("es", "Dos policías murieron en la autopista Cali-Palmira.", "Palmira", "CO"),
    ("es", "Balacera en la carretera México-Toluca deja dos muertos.", "Toluca", "MX"),
    ("en", "A bomb went off at Liberia airport in Costa Rica.", "Liberia", "CR"),
    ("en", "Rioting broke out in the Villawood area of Sydney.", "Villawood", "AU"),
    ("en", "Gunmen killed four in the Alexandra township of Johannesburg.", "Alexandra", "ZA"),
    ("en", "Four people were killed in the Kaduna area of Nigeria.", "Kaduna", "NG"),
    ("en", "A bomb exploded in the Athens suburb of Kifissia.", "Athens", "GR"),
    ("en", "Chicago St. Patrick's Day crowds fled when shots were fired.", "Chicago", "US"),
    ("en", "Three were shot in the streets of Nairobi on Monday.", "Nairobi", "KE"),
]

# language, sentence, the quarter, the city
QUARTERS = [
    ("en", "Two men were stabbed in the Easton area of Bristol on Friday night.", "Easton", "Bristol"),
    ("en", "A man was shot in the Springfield area of Belfast.", "Springfield", "Belfast"),
    ("en", "A woman was shot in the Richmond district of Lagos.", "Richmond", "Lagos"),
    ("en", "Shots were fired in the Downtown district of Kingston, Jamaica.", "Downtown", "Kingston"),
    ("es", "Dos hombres fueron apuñalados en la zona de Valencia de Caracas.", "Valencia", "Caracas"),
    ("es", "Dos muertos en la zona de Triana de Sevilla.", "Triana", "Sevilla"),
    ("es", "Dos muertos en el barrio de Palermo de Bogotá.", "Palermo", "Bogotá"),
]


@pytest.mark.parametrize(("language", "text", "elsewhere", "here"), BEARERS, ids=[row[1][:50] for row in BEARERS])
def test_what_bears_the_name_of_a_place_does_not_lie_there(
    language: str, text: str, elsewhere: str | None, here: set[str], tools: Tools
) -> None:
    found = [mention for mention in places_in(text, tools, language=language) if mention.place is not None]
    assert elsewhere not in {mention.place.country for mention in found if mention.place}
    assert here <= {mention.text for mention in found}


@pytest.mark.parametrize(("language", "text", "name", "country"), STILL_THERE, ids=[row[1][:50] for row in STILL_THERE])
def test_what_happens_in_the_place_itself_is_still_there(
    language: str, text: str, name: str, country: str, tools: Tools
) -> None:
    places = {m.text: m.place for m in places_in(text, tools, language=language)}
    place = places.get(name)
    assert place is not None
    assert place.country == country


@pytest.mark.parametrize(("language", "text", "quarter", "city"), QUARTERS, ids=[row[1][:50] for row in QUARTERS])
def test_a_quarter_is_no_namesake_elsewhere_and_its_city_is_the_large_one(
    language: str, text: str, quarter: str, city: str, tools: Tools
) -> None:
    mentions = places_in(text, tools, language=language)
    whole = next(m.place for m in mentions if m.text == city)
    assert whole is not None
    assert all(m.place is None or m.place.admin1 == whole.admin1 for m in mentions if m.text == quarter)


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("en", "Tornadoes hit Harvey, Harper and Kingman counties in Kansas.", "Kingman", "admin2"),
        ("en", "Two died in the provinces of Idlib and Aleppo, Syria.", "Idlib", "admin1"),
        ("en", "Gunmen attacked a village in Idlib province after fleeing Idlib.", "Idlib", "admin1"),
        ("en", "A bomb exploded in Beirut on Monday.", "Beirut", "city"),
        ("es", "Hubo ataques en los estados de Puebla y Oaxaca.", "Puebla", "admin1"),
        ("es", "Hubo ataques en las ciudades de Puebla y Oaxaca.", "Puebla", "city"),
        ("en", "Armed men blocked roads in a dozen states of Mexico on Sunday.", "Mexico", "country"),
        ("en", "Armed men blocked roads in the states of Mexico and Puebla on Sunday.", "Mexico", "admin1"),
        ("es", "Hubo bloqueos en doce estados de México el domingo.", "México", "country"),
    ],
)
def test_the_noun_of_a_list_or_behind_a_name_says_what_kind_of_place_it_is(
    language: str, text: str, name: str, kind: str, tools: Tools
) -> None:
    place = next(m.place for m in places_in(text, tools, language=language) if m.text == name)
    assert place is not None
    assert place.kind == kind


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("CHARLESTON, W.Va. -- Two people were shot on Monday.", "CHARLESTON"),
        ("Police in Huntington, W.Va., said two people were shot.", "Huntington"),
    ],
)
def test_an_abbreviation_that_the_tokenizer_cuts_in_two_is_read_whole(text: str, town: str, tools: Tools) -> None:
    places = {m.text: m.place for m in places_in(text, tools)}
    assert {name: place and place.admin1 for name, place in places.items()} == {town: "US.WV", "W.Va.": "US.WV"}
