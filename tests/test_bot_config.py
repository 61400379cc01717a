"""The operator's mistakes are told all at once, each with its line; the token comes from the environment first."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import Config, Mistakes, find_config, load_config


def written(folder: Path, text: str) -> Path:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(Mistakes) as caught:
        load_config(written(folder, text), environment={})
    return list(caught.value.lines)


def test_an_empty_mapping_gives_the_defaults(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, "mode: live\n"), environment={})
    assert config.access == "invite"
    assert config.database_path == config.data_dir / "tocsin.db"


def test_every_mistake_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    lines = mistakes(tmp_path, "mode: lief\nacces: open\nfeeds:\n  - url: ftp://x.test/rss\n    interval: 5\n")
    assert len(lines) == 4
    assert any(":1:" in line and "live, shadow" in line for line in lines)
    assert any(":2:" in line and "access" in line for line in lines)
    assert any(":4:" in line and "https://" in line for line in lines)
    assert any(":5:" in line for line in lines)


def test_norway_is_a_country_not_a_no(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, "feeds:\n  - url: https://x.test/rss\n    country: NO\n"), environment={})
    assert config.feeds[0].country == "NO"


def test_the_environment_gives_the_token_and_the_file_need_not(tmp_path: Path) -> None:
    path = written(tmp_path, "telegram:\n  token: 1:aaaaaaaaaaaa\n")
    assert load_config(path, {}).telegram.token == "1:aaaaaaaaaaaa"
    assert load_config(path, {"TOCSIN_TELEGRAM_TOKEN": "2:bbbbbbbbbbbb"}).telegram.token == "2:bbbbbbbbbbbb"


def test_something_that_is_no_token_is_refused_without_repeating_it(tmp_path: Path) -> None:
    (line,) = mistakes(tmp_path, "telegram:\n  token: hunter2\n")
    assert "BotFather" in line
    assert "hunter2" not in line


def test_relative_folders_are_meant_from_where_the_config_lies(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, "data_dir: data\nrules: [builtin, ./mine]\n"), environment={})
    assert config.data_dir == tmp_path / "data"
    assert config.rules == ("builtin", str(tmp_path / "mine"))


def test_a_missing_config_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(Mistakes, match="tocsin init"):
        find_config(tmp_path / "config.yaml")


def test_the_defaults_are_safe_to_start_with() -> None:
    config = Config()
    assert config.access == "invite"
    assert config.fetching.allow_hosts == ()


def test_listening_for_articles_needs_a_token_that_cannot_be_guessed(tmp_path: Path) -> None:
    path = written(tmp_path, "articles:\n  listen: 8787\n")
    with pytest.raises(Mistakes, match="TOCSIN_ARTICLES_TOKEN"):
        load_config(path, {})
    with pytest.raises(Mistakes):
        load_config(path, {"TOCSIN_ARTICLES_TOKEN": "short"})
    assert load_config(path, {"TOCSIN_ARTICLES_TOKEN": "x" * 16}).articles.token == "x" * 16


@pytest.mark.parametrize(
    ("written_as", "address"),
    [("8787", ("127.0.0.1", 8787)), ('"0.0.0.0:80"', ("0.0.0.0", 80)), ('"[::1]:80"', ("::1", 80)), ('""', None)],  # noqa: S104
)
def test_articles_are_taken_on_this_machine_alone_unless_an_address_is_written(
    tmp_path: Path, written_as: str, address: tuple[str, int] | None
) -> None:
    path = written(tmp_path, f"articles:\n  listen: {written_as}\n  token: {'x' * 16}\n")
    assert load_config(path, {}).articles.address == address


@pytest.mark.parametrize("wrong", ["house", "0", '"1.2.3.4:99999"'])
def test_what_is_no_port_is_refused(tmp_path: Path, wrong: str) -> None:
    (line,) = mistakes(tmp_path, f"articles:\n  listen: {wrong}\n")
    assert "8787" in line
