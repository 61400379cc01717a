"""Telling very many people: nothing is owed twice or not at all, whatever ends the program, and nobody waits long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fakes_people import CATEGORIES, GUADALAJARA, JALISCO, MEXICO, TAPALPA, WORDINGS, ZAPOPAN, incident, part
from fakes_telegram import NOON, World

from bot import telling
from bot.fuse import Fuse
from bot.incidents import Incident
from bot.incidents.changes import Change
from bot.incidents.reason import Reason
from bot.incidents.telling import Announcement, Telling
from bot.messages.deliveries import Composer
from bot.outbox import Delivery, Sent
from bot.readership import Readership
from bot.regions import region_from_place
from bot.subscriptions import Chat, Subscription
from bot.telling import PAUSED, Teller
from extract.places import Place
from rules.rule import Severity

ADMIN = 99


def teller(world: World, **settings: Any) -> Teller:
    composer = Composer(WORDINGS, CATEGORIES, lambda country: ("911",))
    fuse = settings.pop("fuse", Fuse(chats=10**6))
    readers = Readership(world.store)
    return Teller(world.store, readers, lambda: composer, world.clock, admins=(ADMIN,), fuse=fuse, **settings)


def ask(world: World, *chats: int) -> None:
    with world.store.write():
        for chat in chats:
            world.store.save_chat(Chat(chat, "private", "es" if chat % 2 else "en", admitted=True), NOON)
            world.store.subscribe(Subscription(0, chat, region_from_place(MEXICO)), NOON)


def happened(world: World, **more: Any) -> Telling:
    stored = world.store.add_incident(incident(part(TAPALPA, severity=Severity.DANGER)))
    return world.store.to_tell(Telling(stored, "A paper", "https://a.example/rss", **more))


def owed(world: World) -> list[Delivery]:
    return sorted(world.store.in_state("due", limit=10_000), key=lambda one: one.id)


def chats(deliveries: list[Delivery]) -> list[int]:
    return [one.chat_id for one in deliveries]


def updated(world: World, before: Incident) -> Telling:
    after = replace(before, revision=2, parts=(*before.parts, part(JALISCO, "explosion")), updated=NOON)
    world.store.replace_incident(after)
    change = Change("part", after.parts[1])
    return world.store.to_tell(Telling(after, "A paper", "https://a.example/rss", before, (change,)))


def test_everybody_is_told_and_then_it_is_done(world: World) -> None:
    ask(world, *range(1, 8))
    told = teller(world).tell(happened(world))
    assert chats(told) == chats(owed(world)) == list(range(1, 8))
    assert world.store.untold() == []


def test_what_is_told_of_survives_the_database_whole(world: World) -> None:
    first = happened(world)
    second = updated(world, first.incident)
    assert world.store.untold() == [first, second]


@pytest.mark.parametrize("steps_done", [0, 1, 2, 3])
def test_a_program_that_ends_between_two_steps_goes_on_where_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch, steps_done: int
) -> None:
    monkeypatch.setattr(telling, "STEP", 3)
    ask(world, *range(1, 11))
    mine = teller(world)
    left = steps_done

    def ends() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt

    open_ = happened(world)
    whole_put = mine.put

    def put(telling: Telling, some: Any) -> None:
        ends()
        whole_put(telling, some)

    with monkeypatch.context() as broken:
        broken.setattr(Teller, "put", lambda self, telling, some: put(telling, some))
        with pytest.raises(KeyboardInterrupt):
            mine.tell(open_)
    assert len(owed(world)) == 3 * steps_done
    world.reopen()
    again = teller(world)
    assert again.catch_up() == 10 - 3 * steps_done
    assert sorted(chats(owed(world))) == list(range(1, 11))
    assert again.catch_up() == 0


def test_who_came_meanwhile_is_told_too_and_who_left_is_not(world: World) -> None:
    ask(world, 1, 2)
    happened(world)
    world.store.unsubscribe(1)
    ask(world, 3)
    world.reopen()
    teller(world).catch_up()
    assert chats(owed(world)) == [2, 3]


def test_two_open_tellings_are_told_in_their_order_and_the_later_takes_the_place_of_the_earlier(world: World) -> None:
    ask(world, 1, 2)
    first = happened(world)
    updated(world, first.incident)
    teller(world).catch_up()
    assert [(one.chat_id, one.revision) for one in owed(world)] == [(1, 2), (2, 2)]
    assert world.store.queue_counts() == {"due": 2, "cancelled": 2}


def all_sent(world: World) -> None:
    for delivery in world.store.claim(NOON, 10):
        world.store.settle([(delivery, Sent(5))], NOON)


def spread(world: World, before: Incident, place: Place) -> Incident:
    """One more place, as a revision of its own."""
    revision = before.revision + 1
    after = replace(before, revision=revision, parts=(*before.parts, replace(part(place), since=revision)))
    world.store.replace_incident(after)
    change = Change("place", after.parts[-1])
    world.store.to_tell(Telling(after, "A paper", "https://a.example/rss", before, (change,)))
    return after


@pytest.mark.parametrize(("sent_first", "news"), [(False, ["Guadalajara", "Zapopan"]), (True, ["Guadalajara"])])
def test_an_update_that_takes_the_place_of_one_that_waits_tells_its_new_places_too(
    world: World, sent_first: bool, news: list[str]
) -> None:
    ask(world, 2)
    first = happened(world)
    teller(world).catch_up()
    all_sent(world)
    second = spread(world, first.incident, ZAPOPAN)
    teller(world).catch_up()
    if sent_first:
        all_sent(world)
    spread(world, second, GUADALAJARA)
    teller(world).catch_up()
    [update] = owed(world)
    told = [line for line in update.parts[0].plain.splitlines() if "Now also in" in line]
    assert [name for name in ("Guadalajara", "Zapopan") if any(name in line for line in told)] == news


def test_nothing_is_owed_while_everything_is_paused_and_it_is_done_with(world: World) -> None:
    ask(world, 1)
    world.store.set_value(PAUSED, "a drill")
    assert teller(world).tell(happened(world)) == []
    assert world.store.untold() == []


def test_in_shadow_only_admins_see_it(world: World) -> None:
    ask(world, 1, 2)
    [shown] = teller(world, mode="shadow").tell(happened(world))
    assert (shown.chat_id, shown.silent) == (ADMIN, True)


def test_a_correction_reaches_exactly_those_who_were_warned(world: World) -> None:
    world.people(1, 2)
    ask(world, 1, 2)
    mine = teller(world)
    first = happened(world)
    mine.tell(first)
    [sent] = world.store.claim(NOON, 1)
    world.store.sending([sent.id], NOON)
    world.store.settle([(sent, Sent(5))], NOON)
    back = replace(first.incident, state="retracted", revision=2)
    world.store.replace_incident(back)
    ask(world, 3)
    [correction] = mine.tell(world.store.to_tell(Telling(back, "A paper", "f", first.incident)))
    assert (correction.chat_id, correction.reply_to) == (sent.chat_id, 5)
    assert world.store.queue_counts() == {"sent": 1, "cancelled": 1, "due": 1}


def warned(world: World, *chat_ids: int) -> Telling:
    """An incident that these were warned of."""
    world.people(*chat_ids)
    ask(world, *chat_ids)
    first = happened(world)
    teller(world).tell(first)
    for delivery in world.store.claim(NOON, 100):
        world.store.sending([delivery.id], NOON)
        world.store.settle([(delivery, Sent(5))], NOON)
    return first


def broken_off(world: World, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """The program ends when something is owed for the `after`th time."""
    enqueue, left = world.store.enqueue, after

    def ends(deliveries: Iterable[Delivery]) -> Sequence[int]:
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return enqueue(deliveries)

    with monkeypatch.context() as broken:
        broken.setattr(world.store, "enqueue", ends)
        with pytest.raises(KeyboardInterrupt):
            teller(world).catch_up()
    world.reopen()


@pytest.mark.parametrize("steps_done", [0, 1, 2])
def test_a_correction_that_is_broken_off_reaches_everybody_once(
    world: World, monkeypatch: pytest.MonkeyPatch, steps_done: int
) -> None:
    monkeypatch.setattr(telling, "STEP", 3)
    first = warned(world, *range(1, 9))
    back = replace(first.incident, state="retracted", revision=2, trial=True)
    why = Reason("incident.said", {"text": "It was a drill."})
    world.store.to_tell(Telling(back, "", "", first.incident, why=why))
    broken_off(world, monkeypatch, steps_done)
    assert teller(world).catch_up() == 8 - 3 * steps_done
    told = owed(world)
    assert sorted(chats(told)) == list(range(1, 9))
    assert all("It was a drill." in one.parts[0].plain for one in told)
    assert {one.reply_to for one in told} == {5}


def test_who_has_stopped_gets_no_correction(world: World) -> None:
    first = warned(world, 1, 2)
    world.store.save_chat(Chat(1, "private", admitted=True, active=False), NOON)
    back = replace(first.incident, state="retracted", revision=2)
    assert chats(teller(world).tell(world.store.to_tell(Telling(back, "A paper", "f", first.incident)))) == [2]


@pytest.mark.parametrize("steps_done", [0, 1, 2])
def test_the_operators_word_reaches_everybody_once_in_his_language(
    world: World, monkeypatch: pytest.MonkeyPatch, steps_done: int
) -> None:
    monkeypatch.setattr(telling, "STEP", 3)
    ask(world, -5, *range(1, 8))
    world.store.save_chat(Chat(50, "private", admitted=True, active=False), NOON)
    world.store.save_chat(Chat(51, "private", admitted=True, banned=True), NOON)
    world.store.save_chat(Chat(52, "private"), NOON)
    world.store.to_tell(Announcement("We move <tonight>."))
    broken_off(world, monkeypatch, steps_done)
    assert teller(world).catch_up() == 8 - 3 * steps_done
    told = {one.chat_id: one for one in owed(world)}
    assert sorted(told) == [-5, *range(1, 8)]
    assert len(owed(world)) == 8
    assert told[2].parts[0].plain.startswith("✉️ From the person who runs this bot")
    assert told[1].parts[0].plain.startswith("✉️ De quien administra este bot")
    assert all(one.silent and one.kind == "notice" and "&lt;tonight&gt;" in one.parts[0].html for one in told.values())
    assert world.store.untold() == []


def test_the_operators_word_is_owed_in_steps_of_a_few_hundred(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(world, *range(1, 1201))
    world.store.to_tell(Announcement("Hello."))
    sizes: list[int] = []
    enqueue = world.store.enqueue
    monkeypatch.setattr(world.store, "enqueue", lambda many: sizes.append(len(many)) or enqueue(many))
    assert teller(world).catch_up() == 1200
    assert max(sizes) <= telling.STEP <= 500


def test_the_fuse_counts_all_of_them_and_the_admin_hears_of_it_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "STEP", 3)
    ask(world, *range(1, 11))
    told = teller(world, fuse=Fuse(chats=9)).tell(happened(world))
    assert all(one.held and one.due == NOON + timedelta(minutes=10) for one in told)
    notices = [one for one in owed(world) if one.kind == "notice"]
    assert chats(notices) == [ADMIN]


def test_a_rule_changed_two_hours_ago_that_has_alerted_since_is_held_no_more(world: World) -> None:
    ask(world, *range(1, 5))
    world.clock.move(hours=2)
    mine = teller(world, fuse=Fuse(fresh_chats=3), rule_changed=lambda rule: NOON)
    assert all(one.held for one in mine.tell(happened(world)))
    world.clock.move(hours=1)
    assert not any(one.held for one in mine.tell(happened(world)))


def test_thousands_are_told_in_transactions_of_a_few_hundred(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waits for the database has it after one step, because its lock is fair (`bot/store/fairness.py`)."""
    ask(world, *range(1, 1501))
    mine = teller(world)
    mine.readers.refresh()
    open_ = happened(world)
    sizes: list[int] = []
    put = world.store.enqueue

    def enqueue(deliveries: Iterable[Delivery]) -> Sequence[int]:
        numbers = put(deliveries)
        sizes.append(len(numbers))
        return numbers

    monkeypatch.setattr(world.store, "enqueue", enqueue)
    assert len(mine.tell(open_)) == 1500
    assert sum(sizes) == 1500
    assert max(sizes) <= telling.STEP <= 500
