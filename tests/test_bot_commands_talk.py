"""What people write to it as to a person: answered, never taken for a village in Kenya."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes_people import WORDINGS, Town, town

from bot.commands import COMMANDS, talk
from bot.commands.finding import Choice, Found, find
from extract.places import Gazetteer

LANGUAGES = tuple(WORDINGS.values())
ANSWERED = {"hello", "thanks", "noted", "bye", "follow", "please"}


@pytest.fixture
def here(tmp_path: Path, gazetteer: Gazetteer) -> Iterator[Town]:
    with town(tmp_path) as opened:
        opened.desk = replace(opened.desk, gazetteer=gazetteer)
        yield opened


def followed(here: Town) -> list[str]:
    return [one.region.name for one in here.store.subscriptions(1)]


def test_every_list_belongs_to_a_command_or_an_answer() -> None:
    names = {command.name for command in COMMANDS if not command.operator}
    for wording in LANGUAGES:
        assert {key.removeprefix("talk.") for key in wording.keys_under("talk.")} == names | ANSWERED


def test_no_word_means_two_things_and_none_is_a_large_place(gazetteer: Gazetteer) -> None:
    meanings: dict[str, str] = {}
    for wording in LANGUAGES:
        for key in wording.keys_under("talk."):
            if key in ("talk.follow", "talk.please"):
                continue
            for word in map(talk.plain, wording.text(key).split(",")):
                assert word
                assert meanings.setdefault(word, key) == key, word
                places = [one.place for one in gazetteer.candidates(word) if one.via in ("name", "alias")]
                assert all(
                    place.population < (100_000 if talk.plain(place.name) == word else 1_000_000) for place in places
                ), (word, places)


@pytest.mark.parametrize("typed", ["hello", "Hola", "Hi!", "buenas tardes", "¿Qué tal?"])
def test_a_greeting_is_greeted_and_follows_nothing(here: Town, typed: str) -> None:
    (said,) = here.say(1, typed)
    assert said.startswith("Hello! Send me the name of a place")
    assert here.buttons(1)[0] == "📍 Share my location"
    assert followed(here) == []
    here.say(1, "Kyiv")
    assert here.say(1, typed)[0].startswith("Hello! I watch 1 region for you")


@pytest.mark.parametrize(
    ("typed", "said"), [("Gracias 🙏", "You are welcome"), ("thanks", "Take care"), ("no", "Noted")]
)
def test_thanks_and_a_nod_change_nothing(here: Town, typed: str, said: str) -> None:
    assert said in here.say(1, typed)[0]
    assert followed(here) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("help", "Send me the name of a place and I will watch it"),
        ("ayuda", "Send me the name of a place and I will watch it"),
        ("how does this work?", "Everything else"),
        ("Stop!", "Stopped: you will get no more alerts"),
        ("parar", "Stopped: you will get no more alerts"),
        ("latest", "Nothing you asked to hear of was reported"),
        ("my regions", "You follow 1 region"),
        ("/ayuda", "Everything else"),
        ("/zonas", "You follow 1 region"),
        ("/suscribir Lima, Perú", "Lima"),
        ("delete my data", "Erase everything about this chat"),
    ],
)
def test_a_command_in_plain_words_or_another_language(here: Town, typed: str, said: str) -> None:
    here.say(1, "Kyiv")
    assert said in here.say(1, typed)[0]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("watch Haiti for me please", "Haiti"),
        ("I am in Kyiv", "Kyiv City"),
        ("I'm going to Nairobi", "Nairobi"),
        ("estoy en Cali", "Cali"),
        ("Avíseme de Sinaloa, por favor", "Sinaloa"),
        ("🇲🇽", "Mexico"),
        ("España", "Spain"),
        ("Addis Ababa", "Addis Ababa"),
    ],
)
def test_a_place_is_followed_with_or_without_manners(here: Town, typed: str, name: str) -> None:
    assert "I now watch" in here.say(1, typed)[0]
    assert followed(here) == [name]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("is it safe in Mexico City?", "Mexico City"),
        ("¿es seguro viajar a Caracas?", "Caracas"),
        ("my sister lives near Port-au-Prince now", "Port-au-Prince"),
    ],
)
def test_a_place_in_a_sentence_is_asked_about_and_not_followed_unasked(here: Town, typed: str, place: str) -> None:
    (said,) = here.say(1, typed)
    assert f"Shall I watch {place}" in said
    assert followed(here) == []
    here.press(1, place)
    assert len(followed(here)) == 1


@pytest.mark.parametrize("typed", ["🙏🙏", "???", "why did nobody tell me about any of this at all yesterday"])
def test_what_names_no_place_gets_an_example(here: Town, typed: str) -> None:
    (said,) = here.say(1, typed)
    assert "I only know places and commands" in said
    assert "Guadalajara" in said
    assert followed(here) == []


def test_an_unknown_command_keeps_what_was_typed_behind_it(here: Town) -> None:
    assert "Did you mean this? /subscribe Mali" in here.say(1, "/subscibe Mali")[0]


# places that need a second look


def test_a_slip_that_is_a_hamlet_offers_the_city_too(gazetteer: Gazetteer) -> None:
    found = find("Bogata", gazetteer)
    assert isinstance(found, Choice)
    assert any(place.population > 5_000_000 for place in found.places)


def test_a_city_that_is_called_nothing_like_it_is_not_offered(gazetteer: Gazetteer) -> None:
    found = find("Banana", gazetteer)
    assert isinstance(found, Choice)
    assert "London" not in {place.name for place in found.places}


def test_two_countries_of_one_name_are_asked_about(gazetteer: Gazetteer) -> None:
    found = find("Congo", gazetteer)
    assert isinstance(found, Choice)
    assert {place.country for place in found.places} >= {"CD", "CG"}


@pytest.mark.parametrize(
    ("typed", "kind", "country"),
    [
        ("Singapore", "country", "SG"),
        ("Djibouti", "country", "DJ"),
        ("Mumbai", "city", "IN"),
        ("Tijuana", "city", "MX"),
        ("Culiacán", "city", "MX"),
        ("Cali", "city", "CO"),
        ("Paris", "city", "FR"),
        ("Mexico City", "admin1", "MX"),
    ],
)
def test_what_everybody_means_is_not_asked_about(gazetteer: Gazetteer, typed: str, kind: str, country: str) -> None:
    found = find(typed, gazetteer)
    assert isinstance(found, Found)
    assert (found.place.kind, found.place.country) == (kind, country)


@pytest.mark.parametrize("typed", ["New York", "Washington", "Georgia", "Valencia", "Guadalajara", "London"])
def test_what_may_well_be_another_is_asked_about(gazetteer: Gazetteer, typed: str) -> None:
    assert isinstance(find(typed, gazetteer), Choice)


def test_a_city_that_is_its_state_is_offered_once(gazetteer: Gazetteer) -> None:
    assert isinstance(find("Nairobi", gazetteer), Found)
    slip = find("mexico citty", gazetteer)
    assert isinstance(slip, Choice)
    assert len([place for place in slip.places if place.name == "Mexico City"]) == 1


@pytest.mark.parametrize("typed", ["🇽🇽", "🇲", "AB"])
def test_no_flag_no_country(gazetteer: Gazetteer, typed: str) -> None:
    found = find(typed, gazetteer)
    assert not (isinstance(found, Found) and found.place.kind == "country")


@pytest.mark.parametrize("typed", ["Adiós", "bye!", "hasta luego", "Good night"])
def test_a_goodbye_is_no_village_in_navarre(here: Town, typed: str) -> None:
    assert here.say(1, typed) == ["Take care."]
    here.say(1, "Kyiv")
    assert here.say(1, typed) == ["Take care. I go on watching your place; /stop ends that."]
    assert len(followed(here)) == 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("/regiones", "Kyiv"),
        ("/categorias", "Kinds of events"),
        ("/exportar", "everything I keep"),
        ("/zona Tokyo", "UTC+9"),
    ],
)
def test_commands_go_by_their_spanish_names(here: Town, typed: str, name: str) -> None:
    here.say(1, "Kyiv")
    assert name in here.say(1, typed)[0]


def test_a_question_is_no_name_of_a_place(here: Town) -> None:
    assert "I only know places and commands" in here.say(1, "where is it safe?")[0]
