"""`tocsin chat` with lines piped in: each is answered before the next, and the end of input ends it."""

from __future__ import annotations

from pathlib import Path

import typer
from typer.testing import CliRunner

from bot.cli import chat
from bot.store.sqlite import open_store


def test_a_piped_conversation_is_answered_line_by_line(tmp_path: Path, data_dir: Path, gazetteer: object) -> None:
    database = tmp_path / "tocsin.db"
    (tmp_path / "config.yaml").write_text(f"data_dir: {data_dir}\ndatabase: {database}\naccess: open\n")
    app = typer.Typer()
    chat.register(app)
    lines = "/subscribe guadalajara\n1\n/regions\n/export\n"
    result = CliRunner().invoke(app, ["-c", str(tmp_path / "config.yaml")], input=lines)
    assert result.exception is None, result.exception
    first, pressed, regions, export = (part for part in result.output.split("> ")[1:])
    assert "[1] Guadalajara, Jalisco, Mexico" in first
    assert "Guadalajara, Jalisco, Mexico" in pressed
    assert "Guadalajara" in regions
    assert "(file)" in export
    assert not database.exists(), "the real bot's database is left alone"
    store = open_store(tmp_path / "tocsin.chat.db")
    assert [one.region.name for one in store.subscriptions(chat.YOU)] == ["Guadalajara"]
    assert store.inbox_pending() == []
    store.close()


def test_a_second_conversation_on_the_same_database_is_answered_too(
    tmp_path: Path, data_dir: Path, gazetteer: object
) -> None:
    (tmp_path / "config.yaml").write_text(f"data_dir: {data_dir}\ndatabase: {tmp_path / 'tocsin.db'}\naccess: open\n")
    app = typer.Typer()
    chat.register(app)
    for _ in range(2):
        result = CliRunner().invoke(app, ["-c", str(tmp_path / "config.yaml")], input="/subscribe jalisco\n/regions\n")
        assert result.exception is None, result.exception
        assert "Jalisco" in result.output.split("> /regions")[1]
