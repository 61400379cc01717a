"""`tocsin feeds`: what a feed holds and what is odd about it; how feeds are doing; lists in and out."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import command_line
from bot.feeds.feed import FeedState
from bot.store.sqlite import open_store
from tests.fakes_feeds import SAMPLES, rss

FILES = Path(__file__).parent / "data" / "feeds"
FIELDS = {"key", "url", "title", "published", "text", "lang", "kind", "point", "areas", "level", "dangers"}


def run(*words: str) -> tuple[int, list[str], str]:
    done = CliRunner().invoke(command_line(), ["feeds", *words])
    return done.exit_code, done.stdout.splitlines(), done.stderr


@pytest.mark.parametrize("file", sorted(FILES.iterdir()), ids=lambda path: path.stem)
def test_each_sample_gives_its_item_as_a_line_of_json(file: Path) -> None:
    code, lines, told = run("check", str(file))
    assert code == 0
    (item,) = map(json.loads, lines)
    assert set(item) == FIELDS
    assert item["title"]
    assert f": 1 item, read as {file.stem}, told apart by" in told


def test_what_is_odd_about_a_feed_is_told(tmp_path: Path) -> None:
    file = tmp_path / "odd.xml"
    file.write_bytes(
        b"\n " + rss("<guid>1</guid><title>A \x08</title><pubDate>soon</pubDate>", "<guid>1</guid><title>B</title>")
    )
    code, lines, told = run("check", str(file))
    assert (code, len(lines)) == (0, 2)
    for odd in (
        "white space before",
        "control characters",
        "item 1: not a date: 'soon'",
        "item 2: no date",
        "guid.link",
    ):
        assert odd in told


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>", "wants to see a human"),
        ("", "empty"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_feed_ends_with_1_and_the_rest_is_looked_at(tmp_path: Path, content: str | None, why: str) -> None:
    file = tmp_path / "bad.xml"
    if content is not None:
        file.write_text(content)
    code, lines, told = run("check", str(file), str(FILES / "rss.xml"))
    assert (code, len(lines)) == (1, 1)
    assert why in told


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("www.example.org/rss", "a web address begins with http:// or https://"),
        ("http://127.0.0.1:9/rss", "--allow-host"),
        ("http://me:hidden@127.0.0.1:9/rss?key=hidden", "http://127.0.0.1:9/rss?key=…: port 9"),
    ],
)
def test_an_address_that_cannot_be_read_is_named_once_with_a_way_out_and_without_secrets(
    address: str, told: str
) -> None:
    code, lines, said = run("check", address)
    assert (code, lines) == (1, [])
    assert told in said
    assert "hidden" not in said
    assert all(line.count("127.0.0.1:9") <= 1 for line in said.splitlines())


def test_an_unknown_type_is_refused_with_those_that_are_known(tmp_path: Path) -> None:
    code, _, _ = run("check", "--type", "teletext", str(FILES / "rss.xml"))
    assert code != 0


def configured(folder: Path) -> Path:
    path = folder / "config.yaml"
    path.write_text(
        "data_dir: .\nfeeds:\n  - url: https://a.test/rss\n    publisher: Paper A\n    language: es\n"
        "  - url: https://b.test/rss\n    publisher: 'B & <C>'\n"
    )
    return path


def test_the_report_shows_how_each_feed_is_doing(tmp_path: Path) -> None:
    now = datetime(2026, 5, 14, 12, tzinfo=UTC)
    store = open_store(tmp_path / "tocsin.db")
    store.settle_feed(FeedState("https://a.test/rss", looks=4, unchanged=3, gaps=2, last_success=now, next_look=now))
    store.settle_feed(
        FeedState("https://x.test/rss", failures=3, last_error="403 Forbidden", next_look=now + timedelta(1))
    )
    store.close()
    code, lines, _ = run("report", "-c", str(configured(tmp_path)))
    assert code == 0
    shown = "\n".join(lines)
    for word in ("Paper A", "75%", "2026-05-14", "never looked", "3 in a row", "403"):
        assert word in shown


def test_the_report_tells_feeds_of_one_publisher_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    path = tmp_path / "config.yaml"
    entries = (
        ("https://a.test/world", "Paper"),
        ("https://a.test/home", "Paper"),
        ("https://a.test/?key=hidden", "''"),
    )
    path.write_text(
        "data_dir: .\nfeeds:\n" + "".join(f"  - url: {url}\n    publisher: {name}\n" for url, name in entries)
    )
    shown = "\n".join(run("report", "-c", str(path))[1])
    for name in ("Paper https://a.test/world", "Paper https://a.test/home", "https://a.test/?key=…", "UTC"):
        assert name in shown
    assert "hidden" not in shown


def test_a_list_of_feeds_comes_back_as_it_went_out(tmp_path: Path) -> None:
    config = configured(tmp_path)
    code, lines, _ = run("export", "-c", str(config))
    assert code == 0
    (tmp_path / "list.opml").write_text("\n".join(lines))
    code, lines, _ = run("import", str(tmp_path / "list.opml"))
    again = tmp_path / "again.yaml"
    again.write_text("\n".join(lines))
    assert run("export", "-c", str(again))[1] == run("export", "-c", str(config))[1]


def test_every_known_source_is_a_line_of_a_valid_config(tmp_path: Path) -> None:
    code, lines, _ = run("catalogue")
    assert code == 0
    whole = tmp_path / "all.yaml"
    whole.write_text("\n".join(line.replace("  # - ", "  - ").replace("  #   ", "    ") for line in lines))
    code, lines, _ = run("export", "-c", str(whole))
    assert code == 0
    assert sum("xmlUrl" in line for line in lines) >= len(SAMPLES)
