"""What the outbox keeps of texts and pictures: each shared one once, none longer than it is needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from fakes_telegram import NOON, World, owed

from bot.outbox import MessagePart, Photo, Refused, Sent


def test_the_text_of_an_answer_is_forgotten_once_it_is_sent(world: World) -> None:
    world.people(1)
    world.owe(owed(1, "a secret answer", kind="reply"), owed(1, "an alert"))
    for one in world.store.claim(NOON, 2):
        world.store.settle([(one, Sent(1))], NOON)
    rows = world.store._rows("SELECT body FROM deliveries")
    assert not any("secret" in row["body"] for row in rows)
    assert [one.parts[0].plain for one in world.store.alerts_sent(1)] == ["an alert"]


def test_a_picture_is_erased_with_its_answer_and_its_id_is_kept_for_the_next(world: World) -> None:
    world.people(1)
    world.owe(owed(1, kind="reply", photo=Photo("map-7", "QUJDRA==")))
    [asked] = world.store.claim(NOON, 1)
    world.store.settle([(asked, Sent(1, "id-of-it"))], NOON)
    assert world.store.photo("map-7") == "id-of-it"
    assert world.store.photo("map-8") is None
    assert not any("QUJDRA==" in row["body"] for row in world.store._rows("SELECT body FROM deliveries"))
    assert world.store.forget_old(NOON + timedelta(days=31))["photos"] == 1


def test_a_picture_telegram_does_not_know_any_more_is_forgotten_and_the_words_go_alone(world: World) -> None:
    world.people(1)
    world.owe(owed(1, "Guadalajara", kind="reply", photo=Photo("map-7", "QUJDRA==")))
    [asked] = world.store.claim(NOON, 1)
    world.store.settle([(asked, Sent(1, "id-of-it"))], NOON)
    world.owe(owed(1, "Guadalajara", kind="reply", photo=Photo("map-7", file_id="id-of-it")))
    [asked] = world.store.claim(NOON, 1)
    world.store.settle([(asked, Refused("wrong file identifier", "no_photo"))], NOON)
    [again] = world.store.claim(NOON, 1)
    assert (again.photo, again.parts[0].plain) == (None, "Guadalajara")
    assert world.store.photo("map-7") is None


def test_a_text_that_many_are_owed_is_kept_once_and_goes_with_the_last_of_them(world: World) -> None:
    world.people(1, 2, 3)
    world.owe(*(owed(chat, "the same for all") for chat in (1, 2, 3)), owed(1, "for one alone"))
    assert [row["body"].count("the same for all") for row in world.store._rows("SELECT body FROM texts")] == [2]
    said = {one.id: one.parts[0].plain for one in world.store.claim(NOON, 9)}
    assert list(said.values()) == ["the same for all"] * 3 + ["for one alone"]
    for chat in (1, 2):
        world.store.erase_chat(chat)
        assert world.store._rows("SELECT count(*) AS n FROM texts") == [{"n": 1}]
    world.store.erase_chat(3)
    assert world.store._rows("SELECT count(*) AS n FROM texts") == [{"n": 0}]


def test_answers_share_no_text_even_when_they_say_the_same(world: World) -> None:
    world.people(1, 2)
    world.owe(owed(1, "Done.", kind="reply"), owed(2, "Done.", kind="reply"))
    assert world.store._rows("SELECT count(*) AS n FROM texts") == [{"n": 0}]


def test_a_shared_text_outlives_no_delivery_and_no_delivery_outlives_it(world: World) -> None:
    world.people(1, 2)
    world.owe(owed(1, "same"), owed(2, "same"))
    [first] = world.store.claim(NOON, 1)
    world.store.settle([(first, Sent(1))], NOON)
    world.store.forget_old(NOON + timedelta(days=40))  # the second was never sent, and is still readable
    assert [one.parts[0].plain for one in world.store.in_state("due")] == ["same"]
    world.store.claim(NOON + timedelta(days=40), 1)  # marks it as expired
    world.store.forget_old(NOON + timedelta(days=80))
    assert world.store._rows("SELECT count(*) AS n FROM texts") == [{"n": 0}]


def test_every_field_of_a_delivery_survives_the_database(world: World) -> None:
    whole = owed(1, thread_id=3, reply_to=4, silent=True, incident_id=5, revision=6, region_key="admin1:MX.14")
    whole = replace(whole, parts=(MessagePart("<b>ñ</b>", "ñ"), MessagePart("2", "2")), document=("a.txt", "x"))
    whole = replace(whole, photo=Photo("map", "QUJDRA=="))
    [number] = world.owe(whole)
    [back] = world.store.claim(NOON, 1)
    assert back == replace(whole, id=number)
