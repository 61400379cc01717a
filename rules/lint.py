"""What is wrong with a rule beyond its shape: terms that hit too much, rules that never fire."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from extract.marks import did_you_mean
from extract.text import fold
from rules.grammar import SLOTS, UnknownSlotError, parse_term
from rules.rule import Rule

LEAST_WORDS = 3
LEAST_LETTERS = 4  # a shorter word is often a syllable of others, or an abbreviation with two meanings


def term_problem(term: str) -> str | None:
    """What is wrong with one term and what would be right; None when it is fine."""
    try:
        parsed = parse_term(term)
    except UnknownSlotError as error:
        return str(UnknownSlotError(error.slot, did_you_mean(error.slot, SLOTS)))
    except ValueError as error:
        return str(error)
    if parsed.pattern is not None or len(parsed.pieces) != 1 or parsed.pieces[0].kind == "exact":
        return None
    return _too_short(term.strip())


def written_term_problem(written: str, reads_as: str = "") -> str | None:
    """As `term_problem`, for a term as a file has it; `reads_as` is what other readers of YAML take it for."""
    if reads_as:
        return f"{written[:60]} reads as {reads_as}; for the word write '\"{written[:60]}\"'"
    return term_problem(written)


def _too_short(text: str) -> str | None:
    stem = text.rstrip("*")
    letters = sum(char.isalnum() for char in stem)
    if letters >= LEAST_LETTERS:
        return None
    if text.endswith("*"):
        return f'"{text}" has only {letters} letters before *; give at least {LEAST_LETTERS}, or list the words'
    if stem.isnumeric():
        return None
    return (
        f'"{text}" has only {letters} letters, too few to be looked for in all its forms; '
        f"write it as an exact word: '\"{text}\"'"
    )


def is_cut_off(sentence: str) -> bool:
    """Whether an example reads like the rest of another: it begins small, or is a word or two without an end."""
    words = sentence.split()
    return sentence[:1].islower() or (len(words) < LEAST_WORDS and not sentence.rstrip().endswith((".", "!", "?", "…")))


def never_fires(rule: Rule) -> str | None:
    """Why the rule can never find anything; None when it can."""
    if rule.any_of and all(covered(term, rule.none_of) for term in rule.any_of):
        return f"this rule can never fire: none_of excludes all that any_of looks for ({_listed(rule.any_of)})"
    needed = next((term for term in rule.all_of if covered(term, rule.none_of)), None)
    if needed is not None:
        return f"this rule can never fire: all_of needs {needed}, which none_of excludes"
    for near in rule.near:
        if all(covered(term, rule.none_of) for term in near.any_of):
            return f"this rule can never fire: none_of excludes all that near needs ({_listed(near.any_of)})"
    return None


def shadowed_by(rule: Rule, others: Iterable[Rule]) -> Rule | None:
    """A live rule that finds all that `rule` finds, and tells it at least as urgently."""
    if rule.status == "off" or rule.raise_to or not rule.any_of:
        return None
    for other in others:
        narrower = other.all_of or other.none_of or other.near or other.only_from
        warier = other.speaks not in ("always", rule.speaks)
        if (
            other.id != rule.id
            and other.status == "live"
            and not narrower
            and not warier
            and (other.language, other.category) == (rule.language, rule.category)
            and (other.severity or 0) >= (rule.severity or 0)
            and (rule.severity is None or other.severity is not None)
            and other.fresh_days == rule.fresh_days
            and all(covered(term, other.any_of) for term in rule.any_of)
            and not (_same_words(rule, other) and rule.id < other.id)
        ):
            return other
    return None


def covered(term: str, by: Sequence[str]) -> bool:
    """Whether wherever `term` stands, one of `by` stands too. Patterns and slots count only when identical."""
    return any(_covers(wide, term) for wide in by)


def _covers(wide: str, term: str) -> bool:
    if wide == term:
        return True
    if any(sign in wide + term for sign in "</"):
        return False
    needed, there = _words(wide), _words(term)
    if '"' in wide and not term.startswith('"'):
        return False  # another form of the word may be what was found
    return any(
        all(_word_covers(word, have) for word, have in zip(needed, there[start:], strict=False))
        for start in range(len(there) - len(needed) + 1)
    )


def _word_covers(wide: str, word: str) -> bool:
    return word.startswith(wide[:-1]) if wide.endswith("*") else wide == word


@lru_cache(maxsize=4096)  # each term is held against all the others of its rule, and those of its category
def _words(term: str) -> tuple[str, ...]:
    return tuple(fold(term.replace('"', " ")).split())


def _same_words(one: Rule, other: Rule) -> bool:
    return set(one.any_of) == set(other.any_of)


def _listed(terms: Sequence[str]) -> str:
    shown = ", ".join(terms[:3])
    return shown if len(terms) <= 3 else f"{shown} and {len(terms) - 3} more"
