"""One's own pack on top of another: extended, replaced, switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

from rules.load import Loaded, load_rules
from rules.rule import Rule, Severity
from tests.fakes_rulelang import pack, rule, rule_set, write


def on_top(folder: Path, mine: str) -> Loaded:
    shipped = write(folder, pack(rule(), rule("second", "grenade")), "shipped.yaml")
    own = folder / "own"
    own.mkdir()
    return load_rules([shipped, write(own, mine)])


def by_id(loaded: Loaded) -> dict[str, Rule]:
    return {each.id: each for each in rule_set(loaded).rules}


def test_a_shipped_rule_is_switched_off_by_two_words(tmp_path: Path) -> None:
    rules = by_id(on_top(tmp_path, "rules:\n  - {extends: blast, status: off}\n"))
    assert (rules["blast"].status, rules["second"].status) == ("off", "live")


def test_extending_in_place_adds_to_lists_and_replaces_single_values(tmp_path: Path) -> None:
    mine = """
rules:
  - extends: blast
    any_of: [petard]
    none_of: [festival]
    severity: danger
    examples: {quiet: [Petards at the festival.]}
"""
    blast = by_id(on_top(tmp_path, mine))["blast"]
    assert blast.any_of == ("bomb", "petard")
    assert blast.none_of == ("festival",)
    assert blast.severity is Severity.DANGER
    assert [each.alert for each in blast.examples] == [True, False, False]


def test_extending_under_another_id_leaves_the_first_rule_as_it_was(tmp_path: Path) -> None:
    rules = by_id(on_top(tmp_path, "rules:\n  - {id: blast.mine, extends: blast, any_of: [petard], status: trial}\n"))
    assert (rules["blast"].any_of, rules["blast"].status) == (("bomb",), "live")
    assert (rules["blast.mine"].any_of, rules["blast.mine"].status) == (("bomb", "petard"), "trial")


def test_replacing_inherits_nothing(tmp_path: Path) -> None:
    mine = "language: en\nrules:" + rule("blast", "petard").replace("id:", "replaces:")
    rules = by_id(on_top(tmp_path, mine))
    assert rules["blast"].any_of == ("petard",)
    assert set(rules) == {"blast", "second"}


def test_replacing_under_another_id_takes_the_old_one_away(tmp_path: Path) -> None:
    mine = "language: en\nrules:" + rule("petard", "petard", "replaces: blast")
    assert set(by_id(on_top(tmp_path, mine))) == {"petard", "second"}


@pytest.mark.parametrize(
    ("mine", "line"),
    [
        (
            "rules:\n  - {extends: blats, status: off}",
            'own/mine.yaml:2:15: extends refers to nothing: no rule has the id "blats"; did you mean "blast"?',
        ),
        (
            "rules:\n  - {extends: blast, replaces: blast}",
            "own/mine.yaml:2:32: extends and replaces exclude each other; keep one",
        ),
        (
            "language: es\nrules:\n  - {extends: blast, any_of: [bomba]}",
            'own/mine.yaml:3:15: "blast" is written for en, this file for es; put the words into a file for en',
        ),
        (
            "rules:\n  - {extends: late, status: off}\n  - {id: late, extends: blast}",
            'own/mine.yaml:2:15: "late" comes further down; put it above this rule',
        ),
        (
            "rules:\n  - {id: second, extends: blast}",
            'own/mine.yaml:2:10: the id "second" is already taken at shipped.yaml:15; choose another, '
            "or write extends: or replaces: to change that rule",
        ),
    ],
)
def test_a_change_that_cannot_be_made_is_a_problem(tmp_path: Path, mine: str, line: str) -> None:
    told = [str(problem).replace(f"{tmp_path}/", "") for problem in on_top(tmp_path, mine).problems]
    assert told == [line]


def test_a_word_or_condition_that_can_be_extended_may_come_first(tmp_path: Path) -> None:
    """Files are read by name; a change may stand in a file that comes before the rule it changes."""
    write(tmp_path, "rules:\n  - {extends: blast, status: off}\n", "a.yaml")
    write(tmp_path, pack(rule()), "b.yaml")
    assert by_id(load_rules([tmp_path]))["blast"].status == "off"
