"""What rules/README.md says is so: fields, gates, and a tutorial whose rule works."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import pytest

import rules.load
from extract.read import Tools, read
from rules.examples import failures
from rules.gates import GATES
from rules.load import load_rules
from rules.schema import RuleEntry
from rules.weighing import BACKGROUND

README = (Path(rules.load.__file__).with_name("README.md")).read_text(encoding="utf-8")


def rows(heading: str) -> set[str]:
    """The first cells of the table below a heading."""
    section = README.split(f"## {heading}", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([a-z_]+)` \|", section, re.M))


def blocks() -> list[str]:
    return [textwrap.dedent(block) for block in re.findall(r"^ *```yaml\n(.*?)^ *```", README, re.S | re.M)]


def test_one_row_a_field() -> None:
    fields = {info.alias or name for name, info in RuleEntry.model_fields.items()}
    assert rows("The fields of a rule") == fields


def test_one_row_a_gate() -> None:
    assert rows("Gates: why something that reads like an incident stays quiet") == {name for name, _ in GATES} | {
        BACKGROUND.gate,
        "about",
        "doubt",
        "kind",
    }


@pytest.mark.parametrize("number", range(len(blocks())))
def test_every_file_shown_loads(number: int, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(blocks()[number], encoding="utf-8")
    assert [str(problem) for problem in load_rules(["builtin", path]).problems] == []


def test_the_tutorials_rule_holds_to_its_examples(tmp_path: Path, tools: Tools) -> None:
    path = tmp_path / "ferries.yaml"
    path.write_text(next(block for block in blocks() if "ferry-piracy.en" in block), encoding="utf-8")
    loaded = load_rules(["builtin", path]).rules
    assert loaded is not None
    tried = [rule for rule in loaded.rules if rule.id == "ferry-piracy.en"]
    assert len(tried) == 1
    assert [failure.why for failure in failures(loaded, lambda article: read(article, tools), tried)] == []


def test_a_rule_switched_off_as_shown_is_off(tmp_path: Path) -> None:
    path = tmp_path / "off.yaml"
    path.write_text(next(block for block in blocks() if "extends: explosion.en" in block), encoding="utf-8")
    loaded: Any = load_rules(["builtin", path]).rules
    assert {rule.id: rule.status for rule in loaded.rules}["explosion.en"] == "off"
