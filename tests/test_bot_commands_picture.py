"""The map under an alert: a picture when it is asked for, drawn once, and always a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes_people import MEXICO, TAPALPA, ZAPOPAN, Town, incident, part, town

from bot.map.scene import Scene
from extract.places import Place


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as opened:
        opened.say(1, "/subscribe Jalisco")
        yield opened


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pictures that were drawn."""
    names: list[str] = []
    draw = Scene.drawn

    def counted(self: Scene, gazetteer: object, name: Callable[[Place], str]) -> bytes:
        names.append(self.name)
        return draw(self, gazetteer, name)

    monkeypatch.setattr(Scene, "drawn", counted)
    return names


def test_a_press_brings_the_picture_with_the_place_and_the_link(here: Town, drawn: list[str]) -> None:
    here.warn(incident(part(TAPALPA)))
    (caption,) = here.press(1, "🗺 Map")
    assert caption == "📍 Tapalpa, Jalisco, Mexico\n🌍 OpenStreetMap"
    message = here.telegram.messages[1][-1]
    assert message["photo"]
    (link,) = [entity for entity in message["caption_entities"] if entity["type"] == "text_link"]
    assert link["url"].endswith("#map=12/19.9444/-103.7583")
    assert len(drawn) == 1


def test_nobody_waits_for_the_pencil(here: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is drawn before the command's transaction begins, so that the database is free meanwhile."""
    held: list[bool] = []
    draw = Scene.drawn

    def watched(self: Scene, gazetteer: object, name: Callable[[Place], str]) -> bytes:
        held.append(here.store._owner is not None)
        return draw(self, gazetteer, name)

    monkeypatch.setattr(Scene, "drawn", watched)
    here.warn(incident(part(TAPALPA)))
    here.press(1, "🗺 Map")
    assert held == [False]


def test_the_same_picture_is_drawn_once_whoever_asks(here: Town, drawn: list[str]) -> None:
    here.say(2, "/subscribe Jalisco")
    here.warn(incident(part(TAPALPA)))
    here.press(1, "🗺 Map")
    here.press(1, "🗺 Map")
    here.press(2, "🗺 Map")
    assert len(drawn) == 1
    photos = [message["photo"] for chat in (1, 2) for message in here.telegram.messages[chat] if "photo" in message]
    assert len(photos) == 3
    assert all(photo == photos[0] for photo in photos)


def test_another_place_is_another_picture_and_a_country_has_one_too(here: Town, drawn: list[str]) -> None:
    here.say(1, "/subscribe Mexico")
    for place in (TAPALPA, ZAPOPAN, MEXICO):
        here.warn(incident(part(place)))
        assert len(here.press(1, "🗺 Map")) == 1
    assert len(set(drawn)) == 3


def test_in_spanish_the_caption_names_the_country_in_spanish(here: Town) -> None:
    here.say(1, "/lang es")
    here.warn(incident(part(TAPALPA)))
    (caption,) = here.press(1, "🗺 Mapa")
    assert caption.startswith("📍 Tapalpa, Jalisco, México")


def test_readers_of_two_languages_have_two_pictures(here: Town, drawn: list[str]) -> None:
    here.say(2, "/subscribe Jalisco")
    here.say(2, "/lang es")
    here.warn(incident(part(TAPALPA)))
    here.press(1, "🗺 Map")
    here.press(2, "🗺 Mapa")
    assert len(set(drawn)) == 2, "Mexico City in one, Ciudad de México in the other"


def test_a_forgotten_incident_and_an_odd_button_are_answered_by_a_toast(here: Town, drawn: list[str]) -> None:
    here.warn(incident(part(TAPALPA)))
    for target in ("999", "x", ""):
        assert here.press_data(1, f"v1:map:{target}") == []
        assert here.toast
    assert drawn == []
