"""Rules that can never find anything, and what it costs to tell."""

from __future__ import annotations

from counting import calls

from rules.lint import never_fires
from rules.rule import Rule

PLACES = tuple(f"market number {n}" for n in range(200))
OTHERS = tuple(f"theatre number {n}" for n in range(200))


def rule(any_of: tuple[str, ...], none_of: tuple[str, ...]) -> Rule:
    return Rule(id="blast.en", category="explosion", language="en", any_of=any_of, none_of=none_of)


def test_a_rule_whose_every_word_is_excluded_can_never_fire() -> None:
    assert never_fires(rule(("car bomb", "truck bomb"), ("bomb",))) == (
        "this rule can never fire: none_of excludes all that any_of looks for (car bomb, truck bomb)"
    )


def test_a_rule_with_one_word_left_can_fire() -> None:
    assert never_fires(rule(("car bomb", "grenade"), ("bomb",))) is None


def test_the_first_word_that_is_free_ends_the_search() -> None:
    few, many = rule(PLACES[:1], OTHERS), rule(PLACES, OTHERS)
    never_fires(few)  # what is kept of the words is the same for both
    assert calls(lambda: never_fires(many)) == calls(lambda: never_fires(few))
