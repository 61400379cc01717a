"""/incident: what it rests on, taking it back with a word to those who were warned, and joining two that are one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes_people import ADMIN, JALISCO, TAPALPA, Town, incident, part, source, town

from bot.commands import Tell, handle_update
from bot.incidents.telling import Telling


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    """Two who follow Jalisco, the second in Spanish."""
    with town(tmp_path) as opened:
        opened.say(1, "/subscribe Jalisco")
        opened.say(2, "/subscribe Jalisco")
        opened.say(2, "/lang es")
        yield opened


def test_an_incident_shows_what_it_rests_on(here: Town) -> None:
    stored = here.warn(incident(part(TAPALPA)))
    here.press(1, "Wrong?")
    here.press(1, "Old news")
    (text,) = here.say(ADMIN, f"/incident {stored.id}")
    assert "2 chats were warned" in text
    assert "Rule armed_clash.en.test" in text
    assert "⚑ Old news: 1" in text


def test_a_retraction_reaches_those_who_were_warned_in_answer_to_the_warning(here: Town) -> None:
    stored = here.warn(incident(part(TAPALPA)))
    here.say(3, "/subscribe Jalisco")
    untouched = here.last(3)
    assert "Say why" in here.say(ADMIN, f"/incident {stored.id} retract")[0]
    (done,) = here.say(ADMIN, f"/incident {stored.id} retract The report was about 2019.")
    assert "2 chats are told" in done
    assert here.last(1).startswith("↩️ Correction: the warning “Armed clash in Tapalpa, Jalisco” was wrong.")
    assert "The report was about 2019." in here.last(1)
    assert here.last(2).startswith("↩️ Corrección")
    assert here.last(3) == untouched
    assert here.telegram.messages[1][-1]["reply_to_message"]["message_id"] > 0
    assert "Nothing you asked to hear of was reported" in here.say(1, "/latest")[0], "it is not told any more"
    assert here.store.acts(1)[0][:2] == (ADMIN, f"incident {stored.id} retract: The report was about 2019.")


def test_three_who_object_are_told_to_the_admin_who_takes_it_back_with_one_press(here: Town) -> None:
    for chat_id in (3, 4):
        here.say(chat_id, "/subscribe Jalisco")
    here.say(ADMIN, "/start")
    stored = here.warn(incident(part(TAPALPA)))
    before = here.last(ADMIN)
    for chat_id, kind in ((1, "place"), (2, "duplicate"), (3, "old"), (1, "old")):
        here.press_data(chat_id, f"v1:wrongf:{stored.id}.{kind}")
    assert here.last(ADMIN) == before, "two object; who had it before does not, and who presses twice is one"
    here.press_data(4, f"v1:wrongf:{stored.id}.place")
    here.deliver()
    assert here.last(ADMIN).startswith("⚑ 3 people say that the warning “Armed clash in Tapalpa, Jalisco” (incident 1)")
    assert "Old news: 2, Wrong place: 1" in here.last(ADMIN)
    (done,) = here.press(ADMIN, "↩️ Take it back")
    assert done == "Incident 1 is taken back; 4 chats are told."
    assert "It happened long ago." in here.last(1)
    assert "Ocurrió hace tiempo." in here.last(2), "each in his own language"
    assert here.store.acts(1)[0][:2] == (ADMIN, "incident 1 retract: old")
    here.press_data(ADMIN, "v1:retract:1")
    assert here.toast == "It was taken back already"


def test_a_fourth_who_objects_wakes_nobody_again(here: Town) -> None:
    here.say(ADMIN, "/start")
    stored = here.warn(incident(part(TAPALPA)))
    for chat_id in range(1, 5):
        here.say(chat_id, "/status")
        here.press_data(chat_id, f"v1:wrongf:{stored.id}.place")
    here.deliver()
    assert sum("people say" in str(message.get("text")) for message in here.telegram.messages[ADMIN]) == 1


def test_nobody_else_takes_a_warning_back(here: Town) -> None:
    here.warn(incident(part(TAPALPA)))
    before = here.last(2)
    here.press_data(1, "v1:retract:1")
    assert here.toast == "This button is from an older message. Please ask again."
    assert here.last(2) == before


def test_two_incidents_that_are_one_are_joined(here: Town) -> None:
    first = here.warn(incident(part(TAPALPA)))
    second = here.warn(incident(part(JALISCO, "shooting"), sources=(source("Other Paper"),)))
    assert "merge 9" in here.say(ADMIN, f"/incident {second.id} merge 77")[0]
    assert "is now part of" in here.say(ADMIN, f"/incident {second.id} merge {first.id}")[0]
    joined = here.store.incident(first.id)
    assert joined is not None
    assert {one.publisher for one in joined.sources} == {"Daily Star", "Other Paper"}
    assert joined.head.category == "armed_clash", "what the first told heads it still"
    assert "1 event in your regions" in here.say(1, "/latest")[0]
    assert "merge 9" in here.say(ADMIN, f"/incident {first.id} merge {second.id}")[0], "that one is no more"


def test_who_was_warned_of_one_that_was_joined_hears_when_it_is_taken_back(here: Town) -> None:
    here.say(3, "/subscribe Jalisco shooting")
    first = here.warn(incident(part(TAPALPA)))
    untouched = here.last(3)
    second = here.warn(incident(part(TAPALPA, "shooting")))
    assert here.last(3) != untouched, "only of the second"
    here.say(ADMIN, f"/incident {second.id} merge {first.id}")
    assert "3 chats are told" in here.say(ADMIN, f"/incident {first.id} retract It was a film set.")[0]
    assert "It was a film set." in here.last(3)


def test_a_warning_is_taken_back_once(here: Town) -> None:
    stored = here.warn(incident(part(TAPALPA)))
    here.say(ADMIN, f"/incident {stored.id} retract It was a drill.")
    corrected = here.last(1)
    assert here.say(ADMIN, f"/incident {stored.id} retract It was a film.") == ["It was taken back already"]
    assert here.last(1) == corrected


def test_the_command_that_takes_back_queues_nothing_itself(here: Town) -> None:
    """A hundred thousand may have been warned: no other command may wait for that."""
    stored = here.warn(incident(part(TAPALPA)))
    request = {"message_id": 1, "text": f"/incident {stored.id} retract It was a drill.", "date": 0}
    people = {"chat": {"id": ADMIN, "type": "private"}, "from": {"id": ADMIN, "is_bot": False, "first_name": "Op"}}
    acts = handle_update({"update_id": 10**6, "message": request | people}, here.desk)
    assert acts == (Tell(),)
    assert [one.chat_id for one in here.store.in_state("due")] == [ADMIN], "the reply alone"
    [telling] = here.store.untold()
    assert isinstance(telling, Telling)
    assert telling.taken_back


def test_a_mute_under_the_old_alert_of_one_that_was_joined_holds_for_both(here: Town) -> None:
    first = here.warn(incident(part(TAPALPA)))
    second = here.warn(incident(part(TAPALPA, "shooting")))
    here.say(ADMIN, f"/incident {second.id} merge {first.id}")
    here.press_data(1, f"v1:mute:{second.id}")
    assert here.buttons(1)[0] == "This event and its updates"
    here.press(1, "This event")
    here.press(1, "8 hours")
    chat = here.store.chat(1)
    assert chat is not None
    assert [number for number, _ in chat.muted_incidents] == [first.id]
    before = here.last(1)
    told_of_both = here.store.incident(first.id)
    assert told_of_both is not None
    here.warn_again(told_of_both, "explosion")
    assert here.last(1) == before
    assert "ACTUALIZACIÓN 2" in here.last(2), "who muted nothing hears of it"


def test_what_was_muted_before_stays_so_when_it_is_joined(here: Town) -> None:
    first = here.warn(incident(part(TAPALPA)))
    second = here.warn(incident(part(TAPALPA, "shooting")))
    here.press_data(1, f"v1:mutef:{second.id}.i.8")
    here.say(ADMIN, f"/incident {second.id} merge {first.id}")
    joined = here.store.incident(first.id)
    assert joined is not None
    assert joined.absorbed == (second.id,)
    before = here.last(1)
    here.warn_again(joined, "explosion")
    assert here.last(1) == before


@pytest.mark.parametrize("action", ["why", "map"])
def test_buttons_under_the_old_alert_show_the_one_it_was_joined_to(here: Town, action: str) -> None:
    first = here.warn(incident(part(TAPALPA)))
    second = here.warn(incident(part(JALISCO, "shooting")))
    here.say(ADMIN, f"/incident {second.id} merge {first.id}")
    (said,) = here.press_data(1, f"v1:{action}:{second.id}")
    assert "Tapalpa" in said
    assert here.say(ADMIN, f"/incident {second.id}")[0].startswith(f"Incident {second.id} is now part of {first.id}.")


def test_who_objected_to_one_that_was_joined_objects_to_both(here: Town) -> None:
    first = here.warn(incident(part(TAPALPA)))
    second = here.warn(incident(part(TAPALPA, "shooting")))
    here.press_data(1, f"v1:wrongf:{second.id}.old")
    here.say(ADMIN, f"/incident {second.id} merge {first.id}")
    assert "⚑ Old news: 1" in here.say(ADMIN, f"/incident {first.id}")[0]
