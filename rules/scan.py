"""Which rules' conditions hold, and where: terms compiled once per rule set, sentences looked through once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extract.text import fold
from rules.rule import NO_CUES, Cues, Near, Rule, RuleSet
from rules.story import Line, Story
from rules.terms import Hit, Lexicon
from rules.words import WORD, words_of

CACHED_RULE_SETS = 8
NONE_OF = "none_of"  # begins the reason why a rule that had its word found nothing


@dataclass(frozen=True, slots=True)
class Sighting:
    """A rule's conditions hold in one sentence: on `trigger`, helped by `support`."""

    rule: Rule
    line: Line
    trigger: Hit
    support: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A rule set made ready for one language. `needs`: rule -> groups of terms of which each must stand somewhere."""

    rules: tuple[Rule, ...]
    triggers: Mapping[str, tuple[int, ...]]  # term -> the rules (by index) that it starts
    lexicon: Lexicon
    gate: Lexicon  # the words of `any_of` alone, but for witnesses': without one of them no rule is asked
    loose: Lexicon  # all that rules ask for, without their slots: tells cheaply which rules could match
    harm: Lexicon  # words of harm and of attackers
    cues: Cues


def compiled(rules: RuleSet, language: str) -> Compiled:
    """The rules of a language, compiled once; a rule set is known by identity and version."""
    return _compile(_Known(rules), language)


class _Known:
    """A rule set as a cache key: itself, not what it equals."""

    __slots__ = ("rules",)

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules

    def __hash__(self) -> int:
        return hash((id(self.rules), self.rules.version))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.rules is self.rules


@lru_cache(maxsize=CACHED_RULE_SETS)
def _compile(known: _Known, language: str) -> Compiled:
    rules = tuple(rule for rule in known.rules.rules if rule.language == language and rule.status != "off")
    table = known.rules.cues.get(language, NO_CUES)
    terms = [term for rule in rules for group in _groups(rule) for term in group]
    terms += [term for rule in rules for term in rule.none_of]
    terms += [term for group in table.terms.values() for term in group]
    # witnesses stand in any news: alone they make no article worth reading
    asked = [rule for rule in rules if rule.speaks != "if_surest"]
    gate = Lexicon(term for rule in asked for term in rule.any_of)
    loose = Lexicon((term for rule in asked for group in _groups(rule) for term in group), loose=True)
    harm = Lexicon(term for name in ("dead", "hurt", "actor") for term in table.get(name))
    triggers: dict[str, tuple[int, ...]] = {}
    for number, rule in enumerate(rules):
        for term in dict.fromkeys(rule.any_of):
            triggers[term] = (*triggers.get(term, ()), number)
    return Compiled(rules, triggers, Lexicon(terms), gate, loose, harm, table)


def _groups(rule: Rule) -> Iterable[tuple[str, ...]]:
    """Groups of terms; every group must have one that stands in the text."""
    yield rule.any_of
    for term in rule.all_of:
        yield (term,)
    for near in rule.near:
        yield near.any_of


def heard(ready: Compiled, story: Story) -> list[tuple[Rule, list[Line]]]:
    """The rules that have a word of `any_of` in the article, as they are ordered, and the sentences that hold one."""
    found: dict[int, list[Line]] = {}
    for line in story.lines:
        for number in {number for term in line.hits for number in ready.triggers.get(term, ())}:
            found.setdefault(number, []).append(line)
    return [(ready.rules[number], found[number]) for number in sorted(found)]


def sightings(rule: Rule, lines: Iterable[Line], story: Story) -> list[Sighting]:
    """Each of these sentences in which the rule's conditions hold, once for each trigger."""
    if not _may_read(rule, story):
        return []
    found = []
    for line in lines:
        for trigger in line.all_hits(rule.any_of):
            support = _support(rule, line, trigger, story)
            if not isinstance(support, str):
                found.append(Sighting(rule, line, trigger, support))
    return found


def missing(rule: Rule, lines: Iterable[Line], story: Story) -> tuple[Hit, Line, str] | None:
    """For a rule that had a word in these sentences and matched nowhere: the word, its sentence, what was missing."""
    for line in lines:
        for trigger in line.all_hits(rule.any_of):
            if not _may_read(rule, story):
                return trigger, line, "it reads only from " + ", ".join(rule.only_from)
            lack = _support(rule, line, trigger, story)
            if isinstance(lack, str):
                return trigger, line, lack
    return None


def _may_read(rule: Rule, story: Story) -> bool:
    article = story.extraction.article
    if not rule.only_from:
        return True
    known = {fold(article.publisher), fold(article.feed)}
    return any(article.official if one == "official" else fold(one) in known for one in rule.only_from)


def _support(rule: Rule, line: Line, trigger: Hit, story: Story) -> tuple[Hit, ...] | str:
    """What else the rule asked for and got, or what it did not get."""
    support: list[Hit] = []
    for term in rule.all_of:
        hits = [hit for hit in line.hits.get(term, ()) if not _same_words(hit, trigger)]
        if not hits:
            return f"all_of: {term} does not stand in the sentence of {line.said(trigger)}"
        support.append(min(hits, key=lambda hit: abs(hit.first - trigger.first)))
    for near in rule.near:
        hit = _near(near, line, trigger, story)
        if hit is None:
            return f"near: none of {_listed(near.any_of)} within {_reach(near)} of {line.said(trigger)}"
        if near.within not in ("title", "lead"):
            support.append(hit)
    against = line.first_hit(rule.none_of)
    if against is not None:
        return f"{NONE_OF}: {line.said(against)} stands in the sentence"
    return tuple(support)


def _near(near: Near, line: Line, trigger: Hit, story: Story) -> Hit | None:
    if near.within == "sentence" or isinstance(near.within, int):
        hits = [hit for hit in line.all_hits(near.any_of) if not _same_words(hit, trigger)]
        best = min(hits, key=lambda hit: _gap(hit, trigger), default=None)
        if best is not None and isinstance(near.within, int) and _gap(best, trigger) > near.within:
            return None
        return best
    if near.within == "lead" and line.number not in story.lead:
        return None
    wanted = ("title",) if near.within == "title" else ("title", "text")
    for other in story.lines:
        if other.sentence.field in wanted and other.number in story.lead:
            hit = other.first_hit(near.any_of)
            if hit is not None:
                return hit
    return None


def _same_words(one: Hit, other: Hit) -> bool:
    return one.first <= other.last and other.first <= one.last


def _gap(one: Hit, other: Hit) -> int:
    """Words between two hits; 0 when they touch."""
    return max(one.first - other.last, other.first - one.last, 1) - 1


def _reach(near: Near) -> str:
    return f"{near.within} words" if isinstance(near.within, int) else f"the {near.within}"


def _listed(terms: Sequence[str]) -> str:
    return ", ".join(terms[:4]) + (" …" if len(terms) > 4 else "")


def has_rule_word(rules: RuleSet, text: str, language: str | None) -> bool:
    """Whether any rule could match: cheap, and never false where `match` would find something.

    Looks for the words alone, in any order and anywhere; in every language the rules know when
    `language` is None, since a feed may not say and may be wrong.
    """
    # a feed's word for its language may be wrong, so its rules are not the only ones asked
    known = {rule.language for rule in rules.rules}
    words = set(WORD.findall(text.lower())) | set(WORD.findall(fold(text)))
    return any(_some_rule(compiled(rules, code), text, words, code) for code in known)


def may_matter(rules: RuleSet, text: str, language: str | None) -> bool:
    """Whether a headline may belong to news a rule would match: a trigger's rarest word, or one of harm or attackers.

    Far looser than `has_rule_word`: it decides only whether a teaser's page is worth fetching.
    """
    languages = {rule.language for rule in rules.rules}
    codes = {language} if language in languages and language is not None else languages
    words = set(WORD.findall(text.lower())) | set(WORD.findall(fold(text)))
    for code in codes:
        ready = compiled(rules, code)
        if ready.gate.has_patterns or any(ready.gate.starts_term(word, code) for word in words):
            return True
        if any(ready.harm.starts_term(word, code) for word in words):
            return True
    return False


def _some_rule(ready: Compiled, text: str, words: set[str], language: str) -> bool:
    if ready.gate.has_patterns:
        return True
    if not any(ready.gate.starts_term(word, language) for word in words):
        return False
    there = ready.loose.find(words_of(text, language)).keys()
    return any(
        all(any(term in there or term.startswith("/") for term in group) for group in _groups(rule))
        for rule in ready.rules
        if rule.speaks != "if_surest"
    )
