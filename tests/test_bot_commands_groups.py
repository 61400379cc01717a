"""In a group: what is said there can be done there, and nobody but its admins changes anything by the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fakes_people import Town, town

from bot.channels.botapi import Person

GROUP = -1_000_000_000_777
ANA, BEN = Person(1, "Ana"), Person(2, "Ben")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    """A group that Ana leads and Ben is in."""
    with town(tmp_path) as opened:
        opened.telegram.open_chat(GROUP, title="Friends").admins.add(ANA.id)
        opened.say(GROUP, "/start", user=ANA)
        yield opened


@pytest.mark.parametrize(
    "act",
    [
        lambda here: here.press(GROUP, "⌨️ Type a place", user=ANA)[0],
        lambda here: here.press(GROUP, "🌍 Pick a country", user=ANA)[0],
        lambda here: here.say(GROUP, "/regions", user=ANA)[0],
        lambda here: here.say(GROUP, "/latest", user=ANA)[0],
        lambda here: here.say(GROUP, "/resume", user=ANA)[0],
        lambda here: here.say(GROUP, "/help", user=ANA)[0],
    ],
)
def test_a_place_is_named_with_the_command_because_plain_words_are_not_read(
    here: Town, act: Callable[[Town], str]
) -> None:
    said = act(here)
    assert "/subscribe " in said
    assert "end me a name" not in said
    assert "end me the name" not in said


def test_plain_words_are_no_places_there(here: Town) -> None:
    assert here.say(GROUP, "Jalisco", user=ANA) == []
    assert here.say(GROUP, "Jalisco next week", user=ANA) == []


def test_in_private_plain_words_are_what_is_asked_for(here: Town) -> None:
    assert "Send me a name" in here.say(1, "/regions")[0]
    assert "Send me the name" in here.say(1, "/help")[0]


def test_a_member_who_asks_who_it_is_does_not_start_what_an_admin_stopped(here: Town) -> None:
    here.say(GROUP, "/subscribe Jalisco", user=ANA)
    here.say(GROUP, "/stop", user=ANA)
    here.say(GROUP, "/start", user=BEN)
    kept = here.store.chat(GROUP)
    assert kept is not None
    assert not kept.active
    here.say(GROUP, "/resume", user=ANA)
    again = here.store.chat(GROUP)
    assert again is not None
    assert again.active
