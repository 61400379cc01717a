"""What is erased leaves no byte behind, and what is old is forgotten in its time."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from fakes_store import fill
from fakes_telegram import NOON, World, owed

from bot.outbox import Gone, Sent
from bot.store.retention import Retention


def test_the_words_of_an_update_are_gone_from_the_file_once_it_is_done(world: World) -> None:
    world.store.inbox_add([(5, {"message": {"chat": {"id": 1}, "text": "SECRETWORD"}})], NOON)
    world.store.inbox_done(5, NOON)
    world.store.checkpoint()
    assert b"SECRETWORD" not in everything(world.folder)


def test_erasing_a_chat_leaves_no_byte_of_it_in_any_table_or_in_the_log(world: World) -> None:
    mine, others = 987654321987, 123456789123
    for chat_id, mark in ((mine, "MYMARK"), (others, "THEIRMARK")):
        fill(world, chat_id, mark)
    assert b"MYMARK" in everything(world.folder)
    world.store.erase_chat(mine)
    bytes_left = everything(world.folder)
    assert b"MYMARK" not in bytes_left
    assert mine.to_bytes(6, "big") not in bytes_left  # as SQLite writes an integer of that size
    assert b"THEIRMARK" in bytes_left
    for table in tables_with_chats(world):
        assert world.store._rows(f"SELECT * FROM {table} WHERE chat_id = ?", (mine,)) == []
        assert world.store._rows(f"SELECT * FROM {table} WHERE chat_id = ?", (others,)) != []


# What each table that names no chat holds, and why it need not be searched when somebody asks to be erased. A new table
# stands here, or has a `chat_id` by which erasing finds it.
OF_NOBODY = {
    "feeds": "what was learnt of publishers",
    "articles": "what publishers wrote",
    "incidents": "what happened, by whom it was reported",
    "reports": "which article told of which incident",
    "whereabouts": "where incidents are",
    "prints": "words that reports share",
    "loose_reports": "what publishers told of nothing that is known",
    "loose_marks": "marks of its words",
    "gists": "where incidents are, when, and marks of their words",
    "tellings": "incidents that people are to be told of, not whom",
    "texts": "what alerts say; a text that only this chat was owed goes with it",
    "photos": "names and Telegram's ids of maps",
    "listening": "numbers of subscriptions, which go with a trigger's next change",
    "blind": "numbers of subscriptions, forgotten at the next look of the vigil",
    "verdicts": "numbers of incidents",
    "kept_values": "settings of the bot",
    "_sqlite_migrations": "which migrations ran",
    "sqlite_sequence": "SQLite's own counters",
}


def test_every_table_either_names_its_chat_or_is_known_to_hold_nothing_of_a_person(world: World) -> None:
    tables = {row["name"] for row in world.store._rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables - set(tables_with_chats(world)) == set(OF_NOBODY)


def test_every_column_that_could_hold_a_persons_number_is_called_chat_id_or_is_erased_by_hand(world: World) -> None:
    columns = world.store._rows(
        "SELECT m.name AS name, c.name AS column FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    )
    suspects = {(row["name"], row["column"]) for row in columns if re.search("user|person|admin|member", row["column"])}
    assert suspects == {("roll_calls", "user_id")}  # erased by `erase_chat` beside the chats


def test_the_farewell_of_an_erased_chat_does_not_outlive_its_sending(world: World) -> None:
    fill(world, 1, "MARK")
    with world.store.write():
        world.store.erase_chat(1)
        world.owe(owed(1, "Everything is erased", kind="reply"))
    [farewell] = world.store.claim(NOON, 5)
    world.store.sending([farewell.id], NOON)
    world.store.settle([(farewell, Sent(9))], NOON)
    assert world.store.queue_counts() == {}


def test_old_things_are_forgotten_and_what_is_still_owed_is_not(world: World) -> None:
    fill(world, 1, "OLD")
    long_after = NOON + timedelta(days=400)
    gone = world.store.forget_old(long_after, Retention())
    assert all(gone.values()), gone
    assert world.store.queue_counts() == {"due": 1}
    assert [update for update, _ in world.store.inbox_pending()] == [2]
    assert world.store.chat(1) is not None
    assert world.store.subscriptions(1) != []


def test_nothing_is_forgotten_before_its_time(world: World) -> None:
    fill(world, 1, "NEW")
    assert not any(world.store.forget_old(NOON + timedelta(hours=1), Retention()).values())


def tables_with_chats(world: World) -> list[str]:
    rows = world.store._rows(
        "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = 'chat_id'"
    )
    return [row["name"] for row in rows]


def everything(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.iterdir()) if "copy" not in file.name)


def test_an_answer_that_never_left_is_erased_as_if_it_had(world: World) -> None:
    """It may quote what was typed, or name who is safe."""
    world.people(1, 2)
    world.owe(
        owed(1, "LATEWORD", kind="reply"), owed(2, "GONEWORD", kind="reply"), owed(2, "BLOCKEDWORD", kind="reply")
    )
    [_, gone, _] = world.store.claim(NOON, 5)
    world.store.sending([gone.id], NOON)
    world.store.settle([(gone, Gone("blocked"))], NOON)
    world.clock.move(hours=2)
    assert world.store.claim(world.clock(), 5) == []
    assert world.store.queue_counts() == {"expired": 1, "refused": 1, "cancelled": 1}
    world.store.checkpoint()
    left = everything(world.folder)
    assert not any(word in left for word in (b"LATEWORD", b"GONEWORD", b"BLOCKEDWORD"))
