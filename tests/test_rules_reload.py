"""Saved = live within two seconds; a broken file leaves the old rules in force."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.reload import LOOK_EVERY_S, SETTLE_S, LiveRules, Reload
from rules.load import load_rules
from tests.fakes_rulelang import pack, rule, write

# The two seconds are LOOK_EVERY_S and SETTLE_S of bot.reload and the reading itself; a busy machine gets round to it
# later and nothing is wrong, so these tests wait.
PATIENCE_S = 30.0


def live(folder: Path) -> LiveRules:
    rules = load_rules([folder]).rules
    assert rules is not None
    return LiveRules(rules, [folder])


@contextlib.asynccontextmanager
async def watching(rules: LiveRules) -> AsyncIterator[asyncio.Queue[Reload]]:
    stop, seen = asyncio.Event(), asyncio.Queue[Reload]()

    async def follow() -> None:
        async for reload in rules.watch(stop):
            await seen.put(reload)

    task = asyncio.create_task(follow())
    await asyncio.sleep(0.2)
    yield seen
    stop.set()
    await asyncio.wait_for(task, PATIENCE_S)


def test_where_the_system_tells_nothing_a_look_still_comes_in_time_for_two_seconds() -> None:
    assert LOOK_EVERY_S + SETTLE_S <= 1.5  # half a second to read the rules again


async def test_a_saved_file_is_live_without_being_asked_for(tmp_path: Path) -> None:
    write(tmp_path, pack(rule()))
    rules = live(tmp_path)
    async with watching(rules) as seen:
        write(tmp_path, pack(rule(), rule("second", "grenade")))
        reload = await asyncio.wait_for(seen.get(), PATIENCE_S)
    assert reload.applied
    assert reload.new == ("second",)
    assert [each.id for each in rules.in_force().rules] == ["blast", "second"]


async def test_a_file_put_in_place_of_the_old_one_is_seen(tmp_path: Path) -> None:
    write(tmp_path, pack(rule()))
    rules = live(tmp_path)
    async with watching(rules) as seen:
        fresh = write(tmp_path, pack(rule(words="bomb, grenade")), name=".mine.yaml.new")
        fresh.replace(tmp_path / "mine.yaml")
        reload = await asyncio.wait_for(seen.get(), PATIENCE_S)
    assert reload.changed == ("blast",)


async def test_a_broken_file_keeps_the_old_rules_and_names_the_line(tmp_path: Path) -> None:
    write(tmp_path, pack(rule()))
    rules = live(tmp_path)
    before = rules.in_force()
    async with watching(rules) as seen:
        write(tmp_path, pack(rule(more="severty: danger")))
        broken = await asyncio.wait_for(seen.get(), PATIENCE_S)
        assert not broken.applied
        assert rules.in_force() is before
        assert "severty" in str(broken.problems[0])
        assert str(broken.problems[0]).startswith(str(tmp_path / "mine.yaml") + ":")
        assert rules.problems == broken.problems

        write(tmp_path, pack(rule(more="severity: danger")))
        mended = await asyncio.wait_for(seen.get(), PATIENCE_S)
    assert mended.applied
    assert rules.problems == ()


async def test_a_link_to_itself_in_the_folder_is_told_and_ends_nothing(tmp_path: Path) -> None:
    write(tmp_path, pack(rule()))
    rules = live(tmp_path)
    before = rules.in_force()
    async with watching(rules) as seen:
        (tmp_path / "loop.yaml").symlink_to("loop.yaml")
        write(tmp_path, pack(rule(words="bomb, grenade")))
        broken = await asyncio.wait_for(seen.get(), PATIENCE_S)
        assert rules.in_force() is before
        assert "symbolic links" in broken.problems[0].message
        (tmp_path / "loop.yaml").unlink()
        write(tmp_path, pack(rule(words="bomb, grenade, mine")))
        assert (await asyncio.wait_for(seen.get(), PATIENCE_S)).applied


async def test_mending_a_file_back_to_what_it_was_is_told_too(tmp_path: Path) -> None:
    write(tmp_path, pack(rule()))
    rules = live(tmp_path)
    async with watching(rules) as seen:
        write(tmp_path, "rules: [")
        assert not (await asyncio.wait_for(seen.get(), PATIENCE_S)).applied
        write(tmp_path, pack(rule()))
        mended = await asyncio.wait_for(seen.get(), PATIENCE_S)
    assert mended.applied
    assert (mended.new, mended.gone, mended.changed) == ((), (), ())


async def test_touching_a_file_or_saving_something_else_is_no_reload(tmp_path: Path) -> None:
    path = write(tmp_path, pack(rule()))
    rules = live(tmp_path)
    async with watching(rules) as seen:
        os.utime(path)
        (tmp_path / "notes.txt").write_text("nothing to do with rules")
        write(tmp_path, "rules: [", name=".mine.yaml.swp")
        await asyncio.sleep(1.5)
        assert seen.empty()


async def test_a_removed_rule_is_named(tmp_path: Path) -> None:
    write(tmp_path, pack(rule()))
    extra = write(tmp_path, pack(rule("second", "grenade"), head=""), name="more.yaml")
    rules = live(tmp_path)
    async with watching(rules) as seen:
        extra.unlink()
        reload = await asyncio.wait_for(seen.get(), PATIENCE_S)
    assert reload.gone == ("second",)


async def test_a_file_written_bit_by_bit_gives_one_reload_and_no_false_complaint(tmp_path: Path) -> None:
    path = write(tmp_path, pack(rule()))
    rules = live(tmp_path)
    text = pack(rule(), rule("second", "grenade"))
    async with watching(rules) as seen:
        with path.open("w", encoding="utf-8") as file:
            for start in range(0, len(text), 80):
                file.write(text[start : start + 80])
                file.flush()
                await asyncio.sleep(0.03)
        reload = await asyncio.wait_for(seen.get(), PATIENCE_S)
        assert seen.empty()
    assert reload.applied


async def test_where_the_system_tells_nothing_the_files_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_watch(*folders: Path, **options: object) -> AsyncIterator[object]:
        raise OSError(28, "no watches left")

    monkeypatch.setattr("bot.reload.awatch", no_watch)
    write(tmp_path, pack(rule()))
    rules = live(tmp_path)
    async with watching(rules) as seen:
        write(tmp_path, pack(rule(), rule("second", "grenade")))
        assert (await asyncio.wait_for(seen.get(), PATIENCE_S)).applied


async def test_a_folder_made_anew_is_watched_again(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    folder.mkdir()
    write(folder, pack(rule()))
    rules = live(folder)
    async with watching(rules) as seen:
        (folder / "mine.yaml").unlink()
        folder.rmdir()
        gone = await asyncio.wait_for(seen.get(), PATIENCE_S)
        assert not gone.applied
        folder.mkdir()
        write(folder, pack(rule(), rule("second", "grenade")))
        back = await asyncio.wait_for(seen.get(), PATIENCE_S)
    assert back.applied


def test_whoever_took_a_set_reads_on_with_all_of_it(tmp_path: Path) -> None:
    write(tmp_path, pack(rule(), rule("second", "grenade")))
    rules = live(tmp_path)
    taken = rules.in_force()
    write(tmp_path, pack(rule("third", "mortar")))
    rules.reload()
    assert [each.id for each in taken.rules] == ["blast", "second"]
    assert [each.id for each in rules.in_force().rules] == ["third"]


def test_reading_the_same_again_is_no_reload(tmp_path: Path) -> None:
    write(tmp_path, pack(rule()))
    assert live(tmp_path).reload() is None
