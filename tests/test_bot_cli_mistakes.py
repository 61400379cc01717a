"""What cannot go on is said in lines that a person can act on, never with a stack trace."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from bot import checking
from bot.cli import PROBLEMS_FOUND, run_command_line
from bot.config import Mistakes
from bot.store import StoreFullError


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (StoreFullError("tocsin.db: no room left on the disk"), "tocsin.db: no room left on the disk\n"),
        (Mistakes(["config.yaml:3: one", "config.yaml:9: two"]), "config.yaml:3: one\nconfig.yaml:9: two\n"),
    ],
)
def test_a_command_that_fails_says_why_in_plain_lines(
    trouble: Exception, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def examine(*_: object, **__: object) -> NoReturn:
        raise trouble

    (tmp_path / "config.yaml").write_text("", encoding="utf-8")
    monkeypatch.setattr(checking, "examine", examine)
    assert run_command_line(["check", "--config", str(tmp_path / "config.yaml")]) == PROBLEMS_FOUND
    assert capsys.readouterr() == ("", said)
