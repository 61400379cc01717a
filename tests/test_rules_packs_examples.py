"""The shipped packs against the real reading: every example does what it is there to show, in both languages."""

from __future__ import annotations

import pytest

from bot.app import rule_set
from extract.read import Tools
from rules.rule import Example, Rule, RuleSet
from tests.held_examples import of_rule, told

RULES = rule_set(["builtin"]).rules
EXAMPLES = [pytest.param(rule, one, id=f"{rule.id}:{one.line}") for rule in RULES for one in rule.examples]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_example_does_what_it_shows(rule: Rule, example: Example, tools: Tools, builtin_rules: RuleSet) -> None:
    found = told(rule, example, tools, builtin_rules)
    if example.alert:
        assert of_rule(rule, found)
        assert all(finding.place is not None for finding in of_rule(rule, found))
    else:
        assert [finding.why for finding in found] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_has_as_many_twins_as_alerts(rule: Rule) -> None:
    quiet = sum(not one.alert for one in rule.examples)
    assert quiet * 2 >= len(rule.examples)
