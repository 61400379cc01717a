"""How many, by whom, where exactly, who warns; and how grave that makes it."""

from __future__ import annotations

import pytest

from rules.cues import shipped as shipped_cues
from rules.match import Facts, match
from rules.rule import Raise, Rule, RuleSet, Severity
from tests.fakes_matching import one_rule, reading, shipped

ANY = one_rule("bomb", "blast", "attack", "kidnap", "gunman", "gunmen", "strike")
CUALQUIERA = one_rule("bomba", "ataque", "secuestrar", "tiroteo", language="es")


def facts(text: str, language: str = "en") -> Facts:
    findings = match(ANY if language == "en" else CUALQUIERA, reading(text, language=language))
    assert findings, "the rule must match for its facts to be read"
    return findings[0].facts


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("A bomb killed four people and wounded six in Gao.", 4, 6),
        ("Five people were killed and 12 wounded in the attack.", 5, 12),
        ("At least seven died in the blast.", 7, None),
        ("The attack left 13 people, including 4 children, dead.", 13, None),
        ("Three gunmen killed a policeman.", 1, None),
        ("The blast injured dozens.", None, 24),
        ("The bomb went off at 10:30 near highway 9.", None, None),
        ("A bomb killed two men aged 22 and 30.", 2, None),
        ("A gunman wounded a man of 34 in Gao.", None, 1),
        ("A nurse, 41, was killed by a bomb in Gao.", 1, None),
    ],
)
def test_the_dead_and_the_hurt_are_counted(text: str, dead: int | None, hurt: int | None) -> None:
    assert (facts(text).dead, facts(text).hurt) == (dead, hurt)


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("Una bomba dejó tres muertos y cinco heridos.", 3, 5),
        ("El ataque mató a doce personas.", 12, None),
        ("Un tiroteo dejó un muerto.", 1, None),
        ("Un hombre de 34 quedó herido en un tiroteo en Gao.", None, None),
        ("La bomba estalló sin causar víctimas.", None, None),
    ],
)
def test_spanish_counts(text: str, dead: int | None, hurt: int | None) -> None:
    assert (facts(text, "es").dead, facts(text, "es").hurt) == (dead, hurt)


def test_the_taken_the_takers_and_the_site_are_named() -> None:
    told = facts("Armed men kidnapped eight pupils from a school in Gao.")
    assert (told.kidnapped, told.by, told.where) == (8, "Armed men", "school")


def test_nobody_hurt_and_still_going_on_are_told() -> None:
    assert facts("No one was hurt when a bomb went off.").nobody_hurt
    assert facts("The attack is still going on.").ongoing
    assert not facts("The attack was brief.").ongoing


def test_an_official_warning_in_the_news_names_who_warns() -> None:
    (finding,) = match(shipped(), reading("The Canadian Embassy in Gao issued a security alert today."))
    assert finding.category == "official_alert"
    assert finding.facts.reported_by == "The Canadian Embassy"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("A bomb went off in Gao.", Severity.SERIOUS),
        ("A bomb killed four people in Gao.", Severity.DANGER),
        ("A bomb wounded eleven people in Gao.", Severity.DANGER),
        ("No one was hurt when a bomb went off in Gao.", Severity.CAUTION),
    ],
)
def test_facts_make_it_graver_or_less_grave(text: str, severity: Severity) -> None:
    assert match(ANY, reading(text))[0].severity is severity


def test_an_official_source_makes_it_graver() -> None:
    assert match(ANY, reading("A bomb went off in Gao.", official=True))[0].severity is Severity.DANGER


def test_a_rule_raises_by_what_it_names() -> None:
    rule = Rule("r", "protest", "en", ("march",), severity=Severity.NOTICE, raise_to=(Raise(Severity.SERIOUS, dead=2),))
    rules = RuleSet((rule,), {}, "1", shipped_cues())
    assert match(rules, reading("The march ended; two people were killed."))[0].severity is Severity.SERIOUS
    assert match(rules, reading("The march ended; one person was killed."))[0].severity is Severity.NOTICE
