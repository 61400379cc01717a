"""Binding places to channels, from the operator's own chat."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes_people import ADMIN, TAPALPA, Town, incident, part, town

from rules.rule import Severity

CHANNEL, OTHER = -1_000_000_005_001, -1_000_000_005_002


RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats",
    "can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip  # a table or a paragraph of words, not one a line
BOT = {"id": 7, "is_bot": True, "first_name": "T"}


def became(here: Town, channel: int, title: str, by: int, status: str, **more: Any) -> None:
    content = {
        "my_chat_member": {
            "chat": {"id": channel, "type": "channel", "title": title},
            "from": {"id": by, "is_bot": False, "first_name": "Op"},
            "date": 1,
            "old_chat_member": {"status": "left", "user": BOT},
            "new_chat_member": {"status": status, "user": BOT, **more},
        }
    }
    here.update(channel, content)


def made_admin(here: Town, channel: int, title: str, by: int = ADMIN) -> None:
    """The bot becomes an admin of a channel."""
    room = here.telegram.open_chat(channel, title=title)
    room.type = "channel"
    became(here, channel, title, by, "administrator", **dict.fromkeys(RIGHTS, False))


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as opened:
        opened.say(ADMIN, "/start")
        made_admin(opened, CHANNEL, "City Alerts")
        yield opened


def test_whoever_adds_the_bot_is_told_what_comes_next(here: Town) -> None:
    assert here.last(ADMIN).startswith("I can post in City Alerts now.")
    assert "/channel City Alerts Guadalajara 40km from serious" in here.last(ADMIN)
    assert here.telegram.messages.get(CHANNEL, []) == [], "nothing is posted in the channel itself"


def test_somebody_else_is_told_to_ask_the_operator(here: Town) -> None:
    here.say(1, "/start")
    made_admin(here, OTHER, "Ana's news", by=1)
    assert "only the person who runs this bot" in here.last(1)


def test_a_place_is_bound_and_its_alerts_are_posted(here: Town) -> None:
    (said,) = here.say(ADMIN, "/channel city alerts Jalisco shooting, explosion from serious")
    assert said.startswith("✅ City Alerts is told of Jalisco, Mexico from now on.")
    (one,) = here.store.subscriptions(CHANNEL)
    assert (one.categories, one.least) == ({"shooting", "explosion"}, Severity.SERIOUS)
    here.warn(incident(part(TAPALPA, "shooting")))
    assert here.last(CHANNEL).startswith("🟠 SERIOUS · Shooting · Tapalpa, Jalisco")
    assert here.buttons(CHANNEL) == ["🗺 Map"], "an answer there would be for everybody"
    assert here.store.acts(1)[0][1] == f"channel {CHANNEL}: Jalisco"


def test_the_only_channel_need_not_be_named(here: Town) -> None:
    here.say(ADMIN, "/channel Jalisco")
    assert [one.region.name for one in here.store.subscriptions(CHANNEL)] == ["Jalisco"]


def test_namesakes_are_asked_about_with_what_was_wished(here: Town) -> None:
    here.say(ADMIN, "/channel City Alerts Guadalajara 40km shooting from danger")
    here.press(ADMIN, "Guadalajara, Castille")
    (one,) = here.store.subscriptions(CHANNEL)
    assert (one.region.country, one.region.radius_km, one.least) == ("ES", 40, Severity.DANGER)
    assert one.categories == {"shooting"}


def test_channels_are_listed_and_a_place_is_taken_away(here: Town) -> None:
    made_admin(here, OTHER, "City Alerts Two")
    here.say(ADMIN, "/channel City Alerts Jalisco")
    here.say(ADMIN, "/channel City Alerts Two Texas")
    (listed,) = here.say(ADMIN, "/channel")
    assert "I can post in 2 channels" in listed
    assert "• City Alerts: Jalisco" in listed
    assert "• City Alerts Two: Texas" in listed
    here.say(ADMIN, "/channel City Alerts Two")
    here.press(ADMIN, "🗑 Texas")
    assert here.store.subscriptions(OTHER) == []
    assert len(here.store.subscriptions(CHANNEL)) == 1


def test_a_channel_has_a_language(here: Town) -> None:
    here.say(ADMIN, "/channel Jalisco")
    assert "language: es" in here.say(ADMIN, "/channel City Alerts lang es")[0]
    here.warn(incident(part(TAPALPA)))
    assert here.last(CHANNEL).startswith("🟠 GRAVE")


def test_a_channel_that_threw_the_bot_out_hears_nothing(here: Town) -> None:
    here.say(ADMIN, "/channel Jalisco")
    became(here, CHANNEL, "City Alerts", ADMIN, "kicked", until_date=0)
    here.warn(incident(part(TAPALPA)))
    assert here.telegram.messages.get(CHANNEL, []) == []
    assert "in no channel yet" in here.say(ADMIN, "/channel")[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/channel Xyzzy", "I know no place called “Xyzzy”"),
        ("/channel City Alerts Jalisco from awful", "“awful” is not a severity"),
        ("/channel City Alertsville", "I know no place called"),
    ],
)
def test_wrong_use_shows_how(here: Town, typed: str, said: str) -> None:
    assert said in here.say(ADMIN, typed)[0]
    assert here.store.subscriptions(CHANNEL) == []


def test_with_two_channels_one_must_be_named(here: Town) -> None:
    made_admin(here, OTHER, "Sea News")
    assert "does not begin with the name of a channel" in here.say(ADMIN, "/channel Jalisco")[0]


def test_nobody_else_binds_a_channel(here: Town) -> None:
    assert "I know no /channel" in here.say(1, "/channel Jalisco")[0]
    here.press_data(1, f"v1:chan:{CHANNEL}.g4004156")
    here.press_data(1, f"v1:chandel:{CHANNEL}.1")
    assert here.store.subscriptions(CHANNEL) == []


def test_a_press_in_a_channel_is_never_answered_with_a_post(here: Town) -> None:
    here.say(ADMIN, "/channel Jalisco")
    here.warn(incident(part(TAPALPA)))
    assert here.press_data(CHANNEL, "v1:why:1") == []
    assert here.toast == "This button is from an older message. Please ask again."
