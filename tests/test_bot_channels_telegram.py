"""Deliveries as calls of the Bot API: what is sent, what each fault means, and that others agree."""

from __future__ import annotations

import base64
import json
import logging
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fakes_telegram import TOKEN, World, owed
from telegram.error import BadRequest, NetworkError, TelegramError

from bot.channels import ChannelDownError, ChannelStoppedError
from bot.channels.faults import Fault, FaultKind
from bot.channels.markup import MarkupError, read_html, units
from bot.channels.outcomes import outcome_of
from bot.channels.rooms import Person
from bot.channels.telegram import TelegramChannel, make_bot
from bot.outbox import (
    Button,
    Gone,
    MessagePart,
    Moved,
    NotSent,
    Outcome,
    Photo,
    Refused,
    RetryAfter,
    Sent,
    Stop,
    Uncertain,
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    with closing(made):
        made.people(1)
        yield made


FAULTS: list[tuple[FaultKind, type[Outcome]]] = [
    ("drop_before", NotSent),
    ("hang_after", Uncertain),
    ("abort_after", Uncertain),
    ("502_before", Uncertain),
    ("502_after", Uncertain),
    ("badjson_after", Uncertain),
    ("429", RetryAfter),
    ("429_bare", RetryAfter),
    ("401", Stop),
    ("blocked", Gone),
    ("chat_not_found", Gone),
    ("thread_gone", Refused),
    ("reply_gone", Refused),
    ("bad_markup", Refused),
    ("refused", Refused),
]


@pytest.mark.parametrize(("kind", "outcome"), FAULTS)
async def test_every_fault_has_its_outcome(world: World, kind: FaultKind, outcome: type[Outcome]) -> None:
    world.telegram.fault(Fault(kind))
    assert isinstance(await world.channel.send(owed(1)), outcome)
    assert isinstance(await world.channel.send(owed(1)), Sent)


@pytest.mark.parametrize(
    ("kind", "mend"),
    [("thread_gone", "no_thread"), ("reply_gone", "no_reply"), ("bad_markup", "plain"), ("refused", None)],
)
async def test_a_refusal_says_what_may_be_tried_once(world: World, kind: FaultKind, mend: str | None) -> None:
    world.telegram.fault(Fault(kind))
    outcome = await world.channel.send(owed(1))
    assert isinstance(outcome, Refused)
    assert outcome.mend == mend


async def test_a_told_wait_is_as_long_as_told(world: World) -> None:
    world.telegram.fault(Fault("429", retry_after=30))
    assert await world.channel.send(owed(1)) == RetryAfter(timedelta(seconds=30))


async def test_a_group_that_moved_says_where_to(world: World) -> None:
    world.telegram.migrate(-5, -1000000000005)
    assert await world.channel.send(owed(-5)) == Moved(-1000000000005)


def test_a_bad_request_is_told_before_the_network_error_it_derives_from() -> None:
    assert issubclass(BadRequest, NetworkError)
    assert isinstance(outcome_of(BadRequest("Chat not found")), Gone)
    assert isinstance(outcome_of(BadRequest("Message is too long")), Refused)
    assert isinstance(outcome_of(NetworkError("who knows")), Uncertain)
    assert isinstance(outcome_of(TelegramError("Invalid server response")), Uncertain)


async def test_a_real_connection_that_is_refused_was_certainly_not_sent() -> None:
    channel = TelegramChannel(make_bot(TOKEN, api_base="http://127.0.0.1:9"))
    assert isinstance(await channel.send(owed(1)), NotSent)
    with pytest.raises(ChannelDownError):
        await channel.check()
    await channel.close()


# what is sent


async def test_an_alert_is_html_without_preview_with_its_buttons_under_the_last_part(world: World) -> None:
    button = Button("Why this?", "v1:why:7")
    parts = (MessagePart("<b>one</b>", "one"), MessagePart("two &amp; three", "two & three"))
    delivery = owed(1, parts=parts, buttons=((button,),))
    await world.channel.send(delivery)
    await world.channel.send(replace(delivery, part_done=1))
    first, second = world.telegram.messages[1]
    assert first["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert "reply_markup" not in first
    assert second["text"] == "two & three"
    assert second["reply_markup"] == {"inline_keyboard": [[{"text": "Why this?", "callback_data": "v1:why:7"}]]}
    assert all(params["link_preview_options"] == {"is_disabled": True} for _, params in world.telegram.requests)


async def test_a_repeat_says_so_in_the_readers_language(world: World) -> None:
    await world.channel.send(owed(1, "Tiroteo", repeat=True, repeat_mark="(repetición)"))
    assert world.texts(1) == ["(repetición)\nTiroteo"]


async def test_a_repeat_of_the_longest_message_still_fits_and_is_marked(world: World) -> None:
    text = "🔴" * 2048
    await world.channel.send(owed(1, parts=(MessagePart(text, text),), repeat=True))
    [said] = world.texts(1)
    assert said.startswith("(repeat)\n🔴")
    assert units(said) <= 4096


async def test_plain_text_is_sent_as_it_is(world: World) -> None:
    await world.channel.send(owed(1, parts=(MessagePart("<b>a<", "a < b"),), plain=True))
    assert world.texts(1) == ["a < b"]


async def test_an_update_answers_the_first_message_and_comes_also_when_that_is_gone(world: World) -> None:
    await world.channel.send(owed(1))
    await world.channel.send(owed(1, reply_to=1))
    assert isinstance(await world.channel.send(owed(1, reply_to=99)), Sent)
    assert world.telegram.messages[1][1]["reply_to_message"]["message_id"] == 1


async def test_a_location_is_asked_for_by_a_keyboard(world: World) -> None:
    await world.channel.send(owed(1, buttons=((Button("Share", request_location=True),),)))
    _, params = world.telegram.requests[-1]
    assert params["reply_markup"]["keyboard"] == [[{"text": "Share", "request_location": True}]]


async def test_a_file_goes_with_its_caption(world: World) -> None:
    assert isinstance(await world.channel.send(owed(1, "All I keep", document=("me.json", "{}"))), Sent)
    assert world.telegram.messages[1][0]["caption"] == "All I keep"


async def test_a_picture_goes_with_caption_and_buttons_and_a_second_time_by_its_id(world: World) -> None:
    drawn = Photo("map-7", base64.b64encode(b"\x89PNG").decode())
    first = await world.channel.send(owed(1, "Guadalajara", photo=drawn, buttons=((Button("Back", "v1:back:7"),),)))
    assert isinstance(first, Sent)
    assert first.file_id is not None
    again = await world.channel.send(owed(1, "Guadalajara", photo=Photo("map-7", file_id=first.file_id)))
    assert isinstance(again, Sent)
    assert again.file_id == first.file_id
    message = world.telegram.messages[1][0]
    assert message["caption"] == "Guadalajara"
    assert message["reply_markup"]["inline_keyboard"][0][0]["text"] == "Back"
    assert [params["photo"] for _, params in world.telegram.requests] == ["attached", first.file_id]


async def test_an_answer_in_text_names_no_picture(world: World) -> None:
    assert await world.channel.send(owed(1)) == Sent(1)


async def test_a_picture_that_cannot_be_shown_may_be_tried_without(world: World) -> None:
    unknown = owed(1, photo=Photo("map-7", file_id="of another bot"))
    refused = await world.channel.send(unknown)
    assert isinstance(refused, Refused)
    assert refused.mend == "no_photo"
    world.telegram.fault(Fault("no_pictures", "sendPhoto"))  # a group that lets nobody send pictures is not gone
    refused = await world.channel.send(owed(1, photo=Photo("map-7", base64.b64encode(b"\x89PNG").decode())))
    assert isinstance(refused, Refused)
    assert refused.mend == "no_photo"
    too_long = owed(1, "x" * 1025, photo=Photo("map-7", base64.b64encode(b"\x89PNG").decode()))
    refused = await world.channel.send(too_long)
    assert isinstance(refused, Refused)
    assert refused.mend == "no_photo"


# the other way


async def test_updates_come_raw_and_once_acknowledged_no_more(world: World) -> None:
    first = world.telegram.say(1, "/start", user=Person(1, "Ana", "es"))
    [update] = await world.channel.updates(0, 0)
    assert update["message"]["text"] == "/start"
    assert update["message"]["from"]["language_code"] == "es"
    assert json.loads(json.dumps(update)) == update
    assert len(await world.channel.updates(0, 0)) == 1
    assert await world.channel.updates(first + 1, 0) == []


async def test_a_press_is_answered_and_the_keyboard_edited_in_place(world: World) -> None:
    await world.channel.send(owed(1, buttons=((Button("Yes", "v1:yes:1"),),)))
    world.telegram.press_label(1, "Yes")
    [update] = await world.channel.updates(0, 0)
    query = update["callback_query"]
    assert query["data"] == "v1:yes:1"
    watched = world.telegram.watch()
    await world.channel.answer(query["id"], "Done")
    await world.channel.edit(1, query["message"]["message_id"], owed(1, "Changed"))
    await world.channel.edit(
        1, query["message"]["message_id"], owed(1, parts=(), buttons=((Button("Back", "v1:b:1"),),))
    )
    assert [watched.get_nowait().kind for _ in range(3)] == ["answered", "edited", "edited"]
    assert world.texts(1) == ["Changed"]
    assert world.telegram.messages[1][0]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Back"


async def test_answers_and_edits_that_fail_hurt_nobody(world: World) -> None:
    await world.channel.answer("no such query")
    await world.channel.edit(1, 99, owed(1))


async def test_who_leads_a_group(world: World) -> None:
    world.telegram.open_chat(-5).admins.add(10)
    assert await world.channel.is_admin(-5, 10)
    assert not await world.channel.is_admin(-5, 11)
    assert not await world.channel.is_admin(-999, 10)


async def test_a_second_listener_takes_over_and_the_first_is_told(world: World) -> None:
    import asyncio

    first = asyncio.create_task(world.channel.updates(0, 5))
    await asyncio.sleep(0.01)
    second = asyncio.create_task(world.channel.updates(0, 0.05))
    with pytest.raises(ChannelStoppedError, match="another program"):
        await first
    assert await second == []


async def test_a_revoked_token_stops_listening(world: World) -> None:
    world.telegram.token = "1:another"
    with pytest.raises(ChannelStoppedError):
        await world.channel.updates(0, 0)
    with pytest.raises(ChannelStoppedError):
        await world.channel.check()


async def test_neither_token_nor_words_reach_the_log(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    channel = TelegramChannel(make_bot(TOKEN, api_base="http://127.0.0.1:9"))
    await channel.send(owed(1, "SECRETWORD"))
    await channel.close()
    world.telegram.fault(Fault("badjson_after"))
    await world.channel.send(owed(1, "SECRETWORD"))
    assert "a-token-for-tests" not in caplog.text
    assert "SECRETWORD" not in caplog.text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<b>a</b>", "a"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("AT&T", "AT&T"),
        ('<a href="https://x.example/?a=1&amp;b=2">x</a>', "x"),
        ("<b>a <i>b</i></b>", "a b"),
    ],
)
def test_markup_that_telegram_reads(html: str, text: str) -> None:
    assert read_html(html)[0] == text


@pytest.mark.parametrize(
    "html", ["<b>a", "a</b>", "<b>a</i>", "<p>a</p>", "a < b", "<b><i>a</b></i>", "<script>x</script>"]
)
def test_markup_that_telegram_refuses(html: str) -> None:
    with pytest.raises(MarkupError):
        read_html(html)


@pytest.mark.parametrize(
    ("kind", "done"), [("drop_before", False), ("502_before", False), ("429", False), ("refused", True), (None, True)]
)
async def test_a_menu_is_worth_another_attempt_only_where_telegram_could_not_be_asked(
    world: World, kind: FaultKind | None, done: bool
) -> None:
    if kind:
        world.telegram.fault(Fault(kind, method="setMyCommands"))
    assert await world.channel.set_commands({"start": "begin"}) is done


@pytest.mark.parametrize("where", ["pinned_message", "reply_to_message"])
async def test_an_update_about_a_message_nobody_can_read_any_more_is_kept_like_any_other(
    world: World, where: str
) -> None:
    """Telegram dates such a message 0. An update that raises would come again at every start, and end the bot each time."""
    chat = {"id": 1, "type": "private", "first_name": "Ana"}
    old = {"message_id": 5, "date": 0, "chat": chat}
    world.telegram._push({"message": {"message_id": 6, "date": 0, "chat": chat, where: old}})
    world.telegram.say(1, "/help")
    pinned, after = await world.channel.updates(0, 0)
    assert json.loads(json.dumps(pinned)) == pinned
    assert after["message"]["text"] == "/help"
