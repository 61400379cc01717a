"""What is wrong with a rule beyond its shape: terms that hit too much, rules that never fire."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import re2

from extract.marks import did_you_mean
from extract.text import fold
from rules.rule import Rule

SLOTS = ("place", "number", "date", "words")
LEAST_LETTERS = 4  # a shorter word is often a syllable of others, or an abbreviation with two meanings
MAX_TERM = 200
PATTERN_MEMORY = 1 << 20  # bytes for one compiled pattern: repetition bombs are refused, not compiled

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")


def term_problem(term: str) -> str | None:
    """What is wrong with one term and what would be right; None when it is fine."""
    text = term.strip()
    if not text:
        return "an empty word would match everything; remove it"
    if len(text) > MAX_TERM:
        return f"longer than {MAX_TERM} characters; a term is a word or a short phrase"
    if text.startswith("/"):
        return _pattern_problem(text)
    if '"' in text:
        return _exact_problem(text)
    return _slot_problem(text) or _word_problem(text)


def compile_pattern(term: str) -> re2._Regexp:
    """A /pattern/ term compiled: case is ignored, time is linear. Raises re2.error."""
    options = re2.Options()
    options.max_mem = PATTERN_MEMORY
    options.log_errors = False
    options.case_sensitive = False
    return re2.compile(term[1:-1], options)


def _pattern_problem(text: str) -> str | None:
    if len(text) < 3 or not text.endswith("/"):
        return "a pattern begins and ends with /, such as /ak-?47/"
    if re.search(r"\(\?(=|!|<=|<!)", text):
        return "patterns know no lookahead or lookbehind (they run in linear time); use none_of or near instead"
    if re.search(r"\\[1-9]", text):
        return "patterns know no references back to a group (they run in linear time); write the words out"
    try:
        pattern = compile_pattern(text)
    except re2.error as error:
        said = error.args[0] if error.args else "not a pattern"
        return f"not a valid pattern: {said.decode('utf-8', 'replace') if isinstance(said, bytes) else said}"
    if pattern.search(""):
        return "this pattern matches everything, even nothing; name at least one letter"
    return None


def _exact_problem(text: str) -> str | None:
    if text.count('"') != 2 or not (text.startswith('"') and text.endswith('"')):
        return f"exact words stand between two double quotes, such as '\"{text.replace(chr(34), '').strip()}\"'"
    if not _WORD.search(text):
        return "nothing stands between the quotes; an empty word would match everything"
    if "*" in text:
        return "within double quotes * is not a wildcard; leave the quotes out, or the *"
    return None


def _slot_problem(text: str) -> str | None:
    for slot in re.findall(r"<([^<>]*)>", text):
        if slot not in SLOTS:
            return f"unknown slot <{slot}>{did_you_mean(slot, SLOTS)} (slots are {', '.join(f'<{s}>' for s in SLOTS)})"
    rest = re.sub(r"<[^<>]*>", " ", text)
    if "<" in rest or ">" in rest:
        return "a slot is written <place>, <number>, <date> or <words>"
    if rest != text and not _WORD.search(rest):
        return "a slot alone matches too much; put a word beside it"
    return None


def _word_problem(text: str) -> str | None:
    words = text.split()
    for word in words:
        if "*" in word[:-1]:
            return f'* stands only at the end of a word; "{word}" has it elsewhere'
    if not _WORD.search(re.sub(r"<[^<>]*>", " ", text)):
        return f'"{text}" holds no letter or number; a word was meant'
    if len(words) > 1:
        return None
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


def never_fires(rule: Rule) -> str | None:
    """Why the rule can never find anything; None when it can."""
    blocked = [term for term in rule.any_of if covered(term, rule.none_of)]
    if rule.any_of and len(blocked) == len(rule.any_of):
        return f"this rule can never fire: none_of excludes all that any_of looks for ({_listed(blocked)})"
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
        if (
            other.id != rule.id
            and other.status == "live"
            and not narrower
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
    exact = wide.startswith('"')
    if exact and not term.startswith('"'):
        return False  # another form of the word may be what was found
    return any(
        all(_word_covers(word, have) for word, have in zip(needed, there[start:], strict=False))
        for start in range(len(there) - len(needed) + 1)
    )


def _word_covers(wide: str, word: str) -> bool:
    return word.startswith(wide[:-1]) if wide.endswith("*") else wide == word


def _words(term: str) -> list[str]:
    return fold(term.strip('" ')).split()


def _same_words(one: Rule, other: Rule) -> bool:
    return set(one.any_of) == set(other.any_of)


def _listed(terms: Sequence[str]) -> str:
    shown = ", ".join(terms[:3])
    return shown if len(terms) <= 3 else f"{shown} and {len(terms) - 3} more"
