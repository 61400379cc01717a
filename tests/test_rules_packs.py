"""The rules that ship: every kind in both languages, held to their own examples."""

from __future__ import annotations

from collections import Counter

import pytest

from rules.match import match
from rules.rule import RuleSet, Severity
from tests.fakes_matching import reading, shipped

LANGUAGES = ("en", "es")


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return shipped()


def test_there_are_rules_for_every_category_in_both_languages(rules: RuleSet) -> None:
    assert len(rules.categories) == 23
    for language in LANGUAGES:
        covered = {rule.category for rule in rules.rules if rule.language == language and rule.status == "live"}
        assert covered == set(rules.categories)


def test_every_category_has_names_actions_and_links(rules: RuleSet) -> None:
    for category in rules.categories.values():
        for language in LANGUAGES:
            assert category.names[language]
            assert 3 <= len(category.actions[language]) <= 7
        assert category.sign
        assert category.links["cap"]
        assert isinstance(category.severity, Severity)


def test_actions_are_short_and_english_ones_match_spanish_ones(rules: RuleSet) -> None:
    for category in rules.categories.values():
        assert len(category.actions["en"]) == len(category.actions["es"])
        assert all(len(action) <= 90 for actions in category.actions.values() for action in actions)


def test_every_rule_has_six_examples_of_which_half_are_quiet(rules: RuleSet) -> None:
    for rule in rules.rules:
        kinds = Counter(example.alert for example in rule.examples)
        assert min(kinds[True], kinds[False]) >= 3, rule.id


def test_no_quiet_example_alerts_and_every_alert_does(rules: RuleSet) -> None:
    """Without a tagger and a gazetteer a few cannot be told: `tocsin rules test` holds them all with both."""
    wrong = Counter[bool]()
    total = Counter[bool]()
    for rule in rules.rules:
        for example in rule.examples:
            found = match(rules, reading(example.text, title=example.title, language=rule.language))
            alerts = any(finding.stopped is None for finding in found)
            total[example.alert] += 1
            wrong[example.alert] += alerts is not example.alert
    assert wrong[True] <= 0.03 * total[True]
    assert wrong[False] <= 0.05 * total[False]
