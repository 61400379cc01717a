"""Every shipped rule does what its own examples say."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import rules.load
from extract.article import Article
from extract.read import Extraction, Tools, read
from rules.examples import failures, judge
from rules.match import Facts, Finding, GateResult
from rules.rule import Example, Rule, RuleSet, Severity
from rules.schema import json_schema

RULE = Rule("blast.en", "explosion", "en", ("bomb",), source="mine.yaml:3")


def found(rule: str = "blast.en", category: str = "explosion", gate: GateResult | None = None) -> Finding:
    gates = (gate,) if gate else ()
    return Finding(rule, "1", category, Severity.SERIOUS, None, None, Facts(), (), gates, "on “bomb”")


def test_every_shipped_example_holds(builtin_rules: RuleSet, tools: Tools) -> None:
    def as_read(article: Article) -> Extraction:
        return read(article, tools)

    assert [f"{f.source} {f.rule.id} {f.why}: {f.example.text}" for f in failures(builtin_rules, as_read)] == []


def test_every_shipped_rule_has_at_least_six_examples_of_which_half_are_quiet(builtin_rules: RuleSet) -> None:
    few = [
        rule.id
        for rule in builtin_rules.rules
        if len(rule.examples) < 6 or sum(not example.alert for example in rule.examples) < 3
    ]
    assert few == []


def test_every_category_has_rules_in_both_languages(builtin_rules: RuleSet) -> None:
    languages = defaultdict(set)
    for rule in builtin_rules.rules:
        languages[rule.category].add(rule.language)
    assert {slug for slug in builtin_rules.categories if languages[slug] != {"en", "es"}} == set()
    assert len(builtin_rules.categories) == 23


def test_an_alert_example_needs_a_finding_that_passes_every_gate() -> None:
    stopped = found(gate=GateResult("old", False, "it was in 2019"))
    assert judge(RULE, Example("x", alert=True), (found(),)) is None
    assert "old" in (judge(RULE, Example("x", alert=True), (stopped,)) or "")
    assert "no word" in (judge(RULE, Example("x", alert=True), ()) or "")


def test_a_quiet_example_may_fire_other_rules_but_not_its_own() -> None:
    assert judge(RULE, Example("x", alert=False), (found(rule="other.en"),)) is None
    assert "must stay quiet" in (judge(RULE, Example("x", alert=False), (found(),)) or "")


def test_the_shipped_schema_is_the_loaders_own() -> None:
    path = Path(rules.load.__file__).with_name("rule.schema.json")
    assert json.loads(path.read_text(encoding="utf-8")) == json_schema()
