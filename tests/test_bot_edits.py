"""Edits of rules are remembered: across a restart, and when they were made while the bot was down."""

from __future__ import annotations

from datetime import timedelta

from fakes_telegram import NOON, World

from bot.edits import RuleEdits
from rules.rule import Rule, RuleSet, Status


def rules(*status: Status, **versions: str) -> RuleSet:
    made = tuple(
        Rule(name, "shooting", "en", ("gunmen",), version=version, status=status[0] if status else "live")
        for name, version in versions.items()
    )
    return RuleSet(made, {}, "")


def edits(world: World) -> RuleEdits:
    return RuleEdits(world.store, world.clock)


def test_on_the_first_day_no_rule_counts_as_edited(world: World) -> None:
    first = edits(world)
    first.note(rules(a="1", b="1"))
    assert (first.when("a"), first.when("b"), first.when("unknown")) == (None, None, None)


def test_a_changed_a_new_and_a_switched_rule_are_edited_and_the_others_are_not(world: World) -> None:
    mine = edits(world)
    mine.note(rules(a="1", b="1"))
    world.clock.move(hours=1)
    mine.note(rules(a="2", b="1", c="1"))
    assert [mine.when(one) for one in "abc"] == [world.clock(), None, world.clock()]
    mine.note(rules("trial", b="1"))
    assert mine.when("b") == world.clock()
    assert mine.when("a") is None  # gone


def test_an_edit_is_still_an_edit_after_a_restart(world: World) -> None:
    before = edits(world)
    before.note(rules(a="1"))
    before.note(rules(a="2"))
    world.clock.move(hours=3)
    after = edits(world)
    after.note(rules(a="2"))
    assert after.when("a") == NOON


def test_an_edit_made_while_the_bot_was_down_counts_from_its_start(world: World) -> None:
    edits(world).note(rules(a="1", b="1"))
    world.clock.move(days=2)
    after = edits(world)
    after.note(rules(a="1", b="2"))
    assert (after.when("a"), after.when("b")) == (None, world.clock())


def test_an_edit_is_forgotten_after_a_week(world: World) -> None:
    mine = edits(world)
    mine.note(rules(a="1"))
    mine.note(rules(a="2"))
    world.clock.move(days=7, seconds=1)
    mine.note(rules(a="2"))
    assert mine.when("a") is None
    assert world.clock() - NOON > timedelta(days=7)
