"""`tocsin backup` and `tocsin restore` as an operator types them."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
import typer
from fakes_telegram import NOON
from typer.testing import CliRunner

from bot.cli import backup
from bot.config import Mistakes
from bot.store.sqlite import open_store
from bot.subscriptions import Chat


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "config.yaml").write_text("data_dir: data\n")
    with closing(open_store(tmp_path / "data" / "tocsin.db")) as store:
        store.save_chat(Chat(1, "private"), NOON)
    return tmp_path


def run(*words: str) -> str:
    app = typer.Typer()
    backup.register(app)
    result = CliRunner().invoke(app, list(words))
    if result.exception is not None:
        raise result.exception
    return result.output


def test_what_was_backed_up_comes_back(folder: Path) -> None:
    config, copy = str(folder / "config.yaml"), str(folder / "copy.db")
    assert "keep it as safe as the database" in run("backup", copy, "-c", config)
    (folder / "data" / "tocsin.db").unlink()
    assert "restored from" in run("restore", copy, "-c", config)
    with closing(open_store(folder / "data" / "tocsin.db")) as store:
        assert store.chat(1) == Chat(1, "private")


def test_a_restore_says_where_the_old_one_went(folder: Path) -> None:
    config, copy = str(folder / "config.yaml"), str(folder / "copy.db")
    run("backup", copy, "-c", config)
    assert "What was there before is now" in run("restore", copy, "-c", config)


def test_mistakes_are_one_line_each(folder: Path) -> None:
    config = str(folder / "config.yaml")
    with pytest.raises(Mistakes, match="no such file"):
        run("restore", str(folder / "none.db"), "-c", config)
    with pytest.raises(Mistakes, match="is there already"):
        run("backup", config, "-c", config)


def test_no_backup_is_restored_under_a_running_bot(folder: Path) -> None:
    config, copy = str(folder / "config.yaml"), str(folder / "copy.db")
    run("backup", copy, "-c", config)
    with (
        closing(open_store(folder / "data" / "tocsin.db")),
        pytest.raises(Mistakes, match="another Tocsin is running"),
    ):
        run("restore", copy, "-c", config)
