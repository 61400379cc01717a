"""Whether an unattended bot does its work, judged from outside."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import command_line
from bot.feeds.feed import Feed, FeedState
from bot.health import HEARD_AT, STARTED_AT, TICKED_AT, Signs, signs_in, troubles
from bot.outbox import Delivery, MessagePart
from bot.store.reader import alert_owed_since, kept_values
from bot.store.sqlite import open_store
from rules.rule import Severity

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
WIRE = Feed("https://wire.example/rss", publisher="Example Wire")
WELL = Signs(
    ticked=NOW - timedelta(seconds=40),
    heard=NOW - timedelta(seconds=20),
    feeds={WIRE.url: FeedState(WIRE.url, next_look=NOW + timedelta(minutes=2))},
)


def minutes(number: float) -> datetime:
    return NOW - timedelta(minutes=number)


def test_a_bot_that_reads_hears_and_sends_is_well() -> None:
    assert troubles(WELL, [WIRE], NOW) == ()


@pytest.mark.parametrize(
    ("case", "signs"),
    [
        ("a bot that has just been started again", replace(WELL, heard=minutes(600), started=minutes(1))),
        ("a broadcast that has just begun", replace(WELL, owed_since=minutes(2))),
        ("alerts an admin paused on purpose", replace(WELL, owed_since=minutes(90), paused=True)),
        (
            "a feed whose look is a little late",
            replace(WELL, feeds={WIRE.url: FeedState(WIRE.url, next_look=minutes(10))}),
        ),
        ("a feed that failed and was not given up", replace(WELL, feeds={WIRE.url: FeedState(WIRE.url, failures=3)})),
        ("a feed that was never looked at yet", replace(WELL, feeds={})),
    ],
)
def test_nobody_is_called_for(case: str, signs: Signs) -> None:
    assert troubles(signs, [WIRE], NOW) == (), case


@pytest.mark.parametrize(
    ("signs", "said"),
    [
        (Signs(), "The bot has not run on this database yet."),
        (replace(WELL, ticked=minutes(180)), "The bot does not run: it last said so 3 h ago."),
        (replace(WELL, heard=minutes(31)), "Telegram has not answered for 31 min."),
        (replace(WELL, heard=None, started=minutes(7)), "Telegram has not answered for 7 min."),
        (replace(WELL, heard=minutes(600), started=minutes(7)), "Telegram has not answered for 7 min."),
        (replace(WELL, owed_since=minutes(12)), "An alert has been waiting to be sent for 12 min."),
        (replace(WELL, free_mb=60), "The disk is nearly full: 60 MB are left for the database."),
        (replace(WELL, halted="one in five refused"), "Alerts are paused by the bot itself: one in five refused"),
        (
            replace(WELL, feeds={WIRE.url: FeedState(WIRE.url, next_look=minutes(50))}),
            "1 of 1 feeds are not looked at in time: Example Wire.",
        ),
        (
            replace(WELL, feeds={WIRE.url: FeedState(WIRE.url, told_down=True)}),
            "1 of 1 feeds do not work: Example Wire. /feeds says why.",
        ),
    ],
)
def test_somebody_is_called_for(signs: Signs, said: str) -> None:
    assert troubles(signs, [WIRE], NOW) == (said,)


def test_all_troubles_are_told_at_once_and_a_dead_bot_is_the_only_one() -> None:
    ill = replace(WELL, heard=minutes(60), owed_since=minutes(60))
    assert len(troubles(ill, [], NOW)) == 3
    assert len(troubles(replace(ill, ticked=minutes(60)), [], NOW)) == 1


def test_many_feeds_in_trouble_are_counted_not_listed() -> None:
    feeds = [Feed(f"https://{n}.example/rss") for n in range(9)]
    states = {feed.url: FeedState(feed.url, told_down=True) for feed in feeds}
    (line,) = troubles(replace(WELL, feeds=states), feeds, NOW)
    assert line.startswith("9 of 9 feeds do not work: ")
    assert "and 6 more" in line


def test_the_signs_are_read_from_a_database_in_use(tmp_path: Path) -> None:
    path = tmp_path / "tocsin.db"
    store = open_store(path)
    store.set_value(TICKED_AT, WELL.ticked.isoformat() if WELL.ticked else None)
    alert = Delivery(
        0,
        7,
        "alert",
        (MessagePart("Shots", "Shots"),),
        Severity.DANGER,
        0,
        minutes(9),
        minutes(9),
        NOW + timedelta(hours=1),
    )
    store.enqueue([replace(alert, held=True, due=minutes(30)), alert, replace(alert, kind="reply", due=minutes(20))])
    found = signs_in(kept_values(path), alert_owed_since(path), ())
    store.close()
    assert (found.ticked, found.heard, found.owed_since) == (WELL.ticked, None, minutes(9))
    assert HEARD_AT not in kept_values(path)


def test_the_command_tells_and_gives_an_exit_code(tmp_path: Path) -> None:
    config = tmp_path / "config.yaml"
    config.write_text("data_dir: .\nfeeds:\n  - url: https://wire.example/rss\n", encoding="utf-8")
    run = CliRunner().invoke(command_line(), ["health", "-c", str(config)])
    assert run.exit_code != 0
    assert "has not run" in str(run.exception)
    now = datetime.now(UTC).isoformat()
    store = open_store(tmp_path / "tocsin.db")
    store.set_value(STARTED_AT, now)
    store.set_value(TICKED_AT, now)
    store.set_value(HEARD_AT, now)
    store.close()
    run = CliRunner().invoke(command_line(), ["health", "-c", str(config)])
    assert (run.exit_code, run.stdout) == (0, "All is well.\n")
