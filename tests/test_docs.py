"""What exists is documented: commands and flags in the README, config keys in the example."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from pydantic import BaseModel

from bot.cli import command_line
from bot.commands import COMMANDS
from bot.config import Config, FeedSettings, load_config

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "config.example.yaml").read_text(encoding="utf-8")


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its name; those of a group after the group."""
    for name, command in vars(typer.main.get_command(command_line()))["commands"].items():
        yield name, command
        yield from getattr(command, "commands", {}).items()


@pytest.mark.parametrize(("name", "command"), [pytest.param(*one, id=one[0]) for one in commands()])
def test_every_command_and_flag_stands_in_the_readme(name: str, command: Any) -> None:
    assert re.search(rf"`[^`]*\b{re.escape(name)}\b[^`]*`", README), f"{name} is not in the README"
    flags = [parameter.opts for parameter in command.params if parameter.opts[0].startswith("-")]
    missing = [opts for opts in flags if not any(flag in README for flag in opts)]
    assert missing == []


def test_every_command_of_an_admin_stands_in_the_readme() -> None:
    missing = [command.name for command in COMMANDS if command.operator and f"`/{command.name}" not in README]
    assert missing == []


def test_there_are_commands_to_look_at() -> None:
    assert {"init", "check", "demo", "chat", "run", "extract", "try", "backup"} <= {name for name, _ in commands()}


def keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from keys(field.annotation)


@pytest.mark.parametrize("key", [*keys(Config), *keys(FeedSettings)])
def test_every_config_key_stands_in_the_example_with_a_comment(key: str) -> None:
    lines = EXAMPLE.splitlines()
    at = next((n for n, line in enumerate(lines) if re.match(rf"\s*(- |# )?{key}:", line)), None)
    assert at is not None, f"{key} is not in config.example.yaml"
    block = lines[max(0, at - 4) : at + 1]
    assert any("#" in line for line in block), f"{key} has no comment in config.example.yaml"


def test_the_example_is_a_valid_config_with_the_defaults_it_claims(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(EXAMPLE, encoding="utf-8")
    read = load_config(path, environment={})
    for name in Config.model_fields:
        if name not in ("feeds", "data_dir", "rules"):
            assert getattr(read, name) == Config.model_fields[name].get_default(call_default_factory=True), name


def test_the_example_names_no_key_that_does_not_exist() -> None:
    known = {*keys(Config), *keys(FeedSettings)}
    for line in EXAMPLE.splitlines():
        written = re.match(r"\s*(?:- |# )?([a-z_]+):(?:\s|$)", line)
        if written and written[1] not in ("open", "live", "shadow", "list", "invite"):
            assert written[1] in known, written[1]
    assert isinstance(yaml.safe_load(EXAMPLE), dict)
