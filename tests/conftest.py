"""What every test shares: Telegram's waits as timedeltas, and the real gazetteer, tools and rules, built once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import structlog

os.environ.setdefault("PTB_TIMEDELTA", "1")

from fakes_desk import Desk
from fakes_news import Open, newsroom_in
from fakes_people import Town, town
from fakes_telegram import World

from bot.app import rule_set
from extract.gazetteer import open_gazetteer
from extract.gazetteer.sqlite import SqliteGazetteer
from extract.read import Tools, load_tools
from rules.rule import RuleSet

# Kept between runs: compiling takes most of a minute, and the stamp renews it when the data change.
DATA_DIR = Path(__file__).parents[1] / ".test-data"


@pytest.fixture(autouse=True)
def _plain_log() -> Iterator[None]:
    """A command that asks for quiet asks for the whole process: the next test hears everything again."""
    yield
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def data_dir() -> Path:
    return DATA_DIR


@pytest.fixture(scope="session")
def gazetteer(data_dir: Path) -> SqliteGazetteer:
    return open_gazetteer(data_dir)


@pytest.fixture(scope="session")
def tools(gazetteer: SqliteGazetteer) -> Tools:
    return load_tools(gazetteer)


@pytest.fixture(scope="session")
def builtin_rules(gazetteer: SqliteGazetteer) -> RuleSet:
    return rule_set(["builtin"], gazetteer)


@pytest.fixture
def desk(tmp_path: Path, tools: Tools, builtin_rules: RuleSet) -> Iterator[Desk]:
    """A newsroom with nothing told yet."""
    with closing(Desk(tmp_path / "t.db", tools, builtin_rules)) as opened:
        yield opened


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """An empty database with a Telegram in this process and a clock at noon."""
    made = World(tmp_path)
    with closing(made):
        yield made


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Town]:
    """The bot with nobody in it yet."""
    with town(tmp_path) as opened:
        yield opened


@pytest.fixture
def newsroom(tmp_path: Path, tools: Tools, builtin_rules: RuleSet) -> Iterator[Open]:
    """Opens a watch over one feed, with the rules that ship."""
    with newsroom_in(tmp_path, tools, builtin_rules) as opened:
        yield opened
