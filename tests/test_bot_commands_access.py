"""Who gets in, what a stranger is told, and who may change things in a group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes_people import ADMIN, Town, town

from bot.channels.botapi import Person

GROUP = -1_000_000_000_777
ANA, BEN = Person(1, "Ana"), Person(2, "Ben")


@pytest.fixture
def invited(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path, access="invite") as here:
        yield here


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Town]:
    with town(tmp_path) as here:
        here.telegram.open_chat(GROUP, title="Friends").admins.add(ANA.id)
        yield here


def code_from(here: Town, uses: str = "") -> str:
    (said,) = here.say(ADMIN, f"/invite {uses}".strip())
    found = re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}", said)
    assert found
    return found[0]


@pytest.mark.parametrize("said", ["/start", "Guadalajara", "/subscribe Jalisco", "/latest", "/settings", "/regions"])
def test_a_stranger_is_told_kindly_that_he_needs_a_code(invited: Town, said: str) -> None:
    (answer,) = invited.say(1, said)
    assert "by invitation" in answer
    assert invited.store.subscriptions(1) == []


@pytest.mark.parametrize("said", ["/privacy", "/about", "/help", "/deleteaccount"])
def test_a_stranger_may_ask_what_is_kept_and_have_it_erased(invited: Town, said: str) -> None:
    (answer,) = invited.say(1, said)
    assert "by invitation" not in answer


def test_a_code_typed_lets_one_person_in(invited: Town) -> None:
    code = code_from(invited)
    (answer,) = invited.say(1, code.lower().replace("-", ""))
    assert "Welcome" in answer
    assert invited.say(1, "/subscribe Jalisco")[0].startswith("✅")
    (refused,) = invited.say(2, code)
    assert "not valid" in refused


def test_a_link_with_a_code_lets_in(invited: Town) -> None:
    assert "Welcome" in invited.say(1, f"/start {code_from(invited)}")[0]


def test_a_code_for_two_lets_two_in(invited: Town) -> None:
    code = code_from(invited, "2")
    answers = [invited.say(person, code)[0] for person in (1, 2, 3)]
    assert ["Welcome" in answer for answer in answers] == [True, True, False]


@pytest.mark.parametrize("typed", ["abc", "0", "-4", "5000"])
def test_a_wrong_number_of_uses_is_explained(invited: Town, typed: str) -> None:
    assert "/invite 5" in invited.say(ADMIN, f"/invite {typed}")[0]


def test_a_code_in_an_open_bot_says_that_nobody_needs_it(opened: Town) -> None:
    assert "nobody needs a code" in opened.say(ADMIN, "/invite")[0]


def test_a_listed_bot_lets_in_the_listed_and_gives_others_their_number(tmp_path: Path) -> None:
    with town(tmp_path, access="list", listed=frozenset({1})) as here:
        assert here.say(1, "/subscribe Jalisco")[0].startswith("✅")
        assert "2" in here.say(2, "/start")[0]
        assert "listed" in here.say(2, "/start")[0]


def test_who_is_let_in_brings_the_bot_into_his_group(invited: Town) -> None:
    invited.telegram.open_chat(GROUP).admins |= {1, 2}
    invited.say(1, code_from(invited))
    assert invited.say(GROUP, "/subscribe Jalisco", user=ANA)[0].startswith("✅")
    assert "by invitation" in invited.say(GROUP - 1, "/subscribe Jalisco", user=BEN)[0]


def test_an_operators_command_is_unknown_to_others(opened: Town) -> None:
    (answer,) = opened.say(1, "/announce hello")
    assert "I know no /announce" in answer


# groups


def test_in_a_group_only_admins_change_things(opened: Town) -> None:
    assert opened.say(GROUP, "/subscribe Jalisco", user=ANA)[0].startswith("✅")
    (refused,) = opened.say(GROUP, "/subscribe Texas", user=BEN)
    assert "only its admins" in refused
    assert len(opened.store.subscriptions(GROUP)) == 1


def test_everybody_in_a_group_may_look(opened: Town) -> None:
    opened.say(GROUP, "/subscribe Jalisco", user=ANA)
    assert "Jalisco" in opened.say(GROUP, "/regions", user=BEN)[0]


def test_a_press_by_somebody_else_is_refused_in_a_word(opened: Town) -> None:
    opened.say(GROUP, "/subscribe Jalisco", user=ANA)
    opened.say(GROUP, "/regions", user=ANA)
    assert opened.press(GROUP, "🗑", user=BEN) == []
    assert opened.toast == "Only admins of this group can change this"
    opened.press(GROUP, "🗑", user=ANA)
    assert opened.store.subscriptions(GROUP) == []


def test_who_is_no_admin_any_more_is_refused(opened: Town) -> None:
    opened.say(GROUP, "/subscribe Jalisco", user=ANA)
    opened.telegram.chats[GROUP].admins.clear()
    assert "only its admins" in opened.say(GROUP, "/stop", user=ANA)[0]


def test_an_admin_who_writes_as_the_group_itself_may(opened: Town) -> None:
    room = opened.telegram.chats[GROUP].as_chat()
    message = {
        "message_id": 900,
        "date": 1,
        "chat": room,
        "from": {"id": 1087968824, "is_bot": True, "first_name": "Group"},
        "sender_chat": room,
        "text": "/subscribe Jalisco",
    }
    assert opened.update(GROUP, {"message": message})[0].startswith("✅")


def test_a_channel_that_writes_in_a_group_is_not_its_admin(opened: Town) -> None:
    message = {
        "message_id": 901,
        "date": 1,
        "chat": opened.telegram.chats[GROUP].as_chat(),
        "from": {"id": 136817688, "is_bot": True, "first_name": "Channel"},
        "sender_chat": {"id": -1_000_000_000_888, "type": "channel", "title": "Elsewhere"},
        "text": "/subscribe Jalisco",
    }
    assert "only its admins" in opened.update(GROUP, {"message": message})[0]


def test_talk_in_a_group_is_not_answered(opened: Town) -> None:
    assert opened.say(GROUP, "shall we go to Guadalajara?", user=BEN) == []
    assert opened.say(GROUP, "/unknown", user=BEN) == []
    assert opened.say(GROUP, "/start@another_bot", user=BEN) == []
    assert opened.say(GROUP, "/regions@tocsin_bot", user=BEN) != []


def test_alerts_go_to_the_topic_where_they_were_asked_for(opened: Town) -> None:
    opened.telegram.chats[GROUP].threads.add(7)
    opened.say(GROUP, "/subscribe Jalisco", user=ANA, thread_id=7)
    (one,) = opened.store.subscriptions(GROUP)
    assert one.thread_id == 7
    method, sent = opened.telegram.requests[-1]
    assert (method.lower(), sent["message_thread_id"]) == ("sendmessage", 7)


def test_a_greeting_when_added_and_silence_when_removed(opened: Town) -> None:
    def member(status: str) -> dict[str, object]:
        who = {"user": opened.telegram.me, "status": status}
        return {
            "my_chat_member": {
                "chat": opened.telegram.chats[GROUP].as_chat(),
                "from": ANA.as_user(),
                "date": 1,
                "old_chat_member": who,
                "new_chat_member": who,
            }
        }

    assert "/subscribe" in opened.update(GROUP, member("member"))[0]
    assert opened.update(GROUP, member("member")) == [], "greeted already"
    opened.say(GROUP, "/subscribe Jalisco", user=ANA)
    assert opened.update(GROUP, member("left")) == []
    chat = opened.store.chat(GROUP)
    assert chat is not None
    assert not chat.active


def test_a_person_who_blocked_the_bot_is_inactive_until_he_writes_again(opened: Town) -> None:
    opened.say(1, "/subscribe Jalisco")
    opened.update(1, {})  # nothing of ours
    opened.telegram.block(1)
    opened.say(2, "/help")
    assert not opened.store.chat(1).active
    opened.telegram.block(1, blocked=False)
    opened.say(1, "/resume")
    assert opened.store.chat(1).active


def test_a_stranger_learns_the_id_an_operator_asks_for(invited: Town) -> None:
    assert "Your Telegram id, should they ask: 4242" in invited.say(4242, "/start")[0]
