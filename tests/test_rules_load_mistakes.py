"""Each mistake in a rule file is one line that says where, what, and what would be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract.places import Candidate, Match, Place
from rules.load import load_rules
from tests.fakes_rulelang import CATEGORIES, lines, load, pack, rule, rule_set, write


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (rule(more="severty: danger"), '14:5: unknown field "severty"; did you mean "severity"?'),
        (rule(more="severity: hgih"), '14:15: "hgih" is not one of notice, caution, serious, danger'),
        (
            rule(more="severity: dangr"),
            '14:15: "dangr" is not one of notice, caution, serious, danger; did you mean "danger"?',
        ),
        (rule(more="category: shooting"), '14:5: "category" is already set on line 9; keep one of the two'),
        (rule(words="bomb, 2013"), '10:20: 2013 reads as a number; for the word write "2013" in quotes'),
        (rule(words="bomb, NO"), "10:20: NO reads as yes or no; for the word write '\"NO\"'"),
        (rule(words="bomb, 22:30"), "10:20: 22:30 reads as a time of day; for the word write '\"22:30\"'"),
        (rule(words="bomb, true"), '10:20: true reads as yes or no; for the word write "true" in quotes'),
        (rule(words="bomb, ''"), "10:20: an empty word would match everything; remove it"),
        (
            rule(words="bomb, hts"),
            '10:20: "hts" has only 3 letters, too few to be looked for in all its forms; '
            "write it as an exact word: '\"hts\"'",
        ),
        (rule(words="bomb, $guns"), '10:20: "$guns" refers to nothing: there is no list "guns" under words:'),
        (rule(words="bomb, /(kill|shoot/"), "10:20: not a valid pattern: missing ): (kill|shoot"),
        (
            rule(words="bomb, <plaec> hit"),
            '10:20: unknown slot <plaec>; did you mean "place"? (slots are <place>, <number>, <date>, <words>)',
        ),
        (
            rule(more="none_of: [bomb]"),
            "8:5: this rule can never fire: none_of excludes all that any_of looks for (bomb)",
        ),
        (rule().replace("explosion", "explsion"), '9:15: unknown category "explsion"; did you mean "explosion"?'),
        (rule().replace("explosion", "weather"), '9:15: unknown category "weather"; define it under categories:'),
        (
            rule(more="speaks: if_alon"),
            '14:13: "if_alon" is not one of always, if_alone, if_sure, if_surest; did you mean "if_alone"?',
        ),
        (rule(more="status: tiral"), '14:13: "tiral" is not one of live, trial, off; did you mean "trial"?'),
        (
            rule(more="near: [{any_of: [a lot], within: sentense}]"),
            '14:38: "sentense" is not one of sentence, title, lead; did you mean "sentence"?',
        ),
        (
            rule(more="raise: [{to: danger}]"),
            "14:13: raise needs a condition beside to: such as dead: 3, official: true",
        ),
        (rule(more="raise: [{to: danger, dead: yes}]"), '14:32: "yes" stands where a whole number was meant'),
        (rule(more="fresh_days: -1"), '14:17: "-1": input should be greater than or equal to 0'),
        (
            rule(ident="Blast!"),
            '8:9: "Blast!" cannot be a name; use a-z, 0-9, dot, dash and underscore, such as shelling.en',
        ),
        (
            rule().replace("      quiet: [The play bombed in London.]\n", ""),
            "11:5: examples: quiet: is missing; give a look-alike that must stay quiet",
        ),
        (
            rule().replace("      alert: [A bomb went off in Bogotá.]\n", ""),
            "11:5: examples: alert: is missing; give a sentence that must alert",
        ),
        (rule().replace("    any_of: [bomb]\n", ""), '8:5: "any_of" is missing'),
        (rule(words=""), "10:13: any_of is empty; give at least one word"),
        (rule().replace("[bomb]", "bomb"), '10:13: "bomb" stands where a list was meant; write [bomb]'),
        (rule() + "\tstatus: live\n", "14:1: a tab indents this line; use spaces"),
        (rule(words='"bomb\x0b"'), "10:19: control character U+000B; remove it"),
    ],
)
def test_a_mistake_is_told_at_its_line(tmp_path: Path, entry: str, line: str) -> None:
    told = [each.removeprefix("mine.yaml:") for each in lines(tmp_path, pack(entry))]
    assert line in told
    assert load(tmp_path, pack(entry)).rules is None


@pytest.mark.parametrize(
    ("entry", "line"),
    [
        (
            rule().replace("[A bomb went off in Bogotá.]", "\n        - Police said: a bomb went off in Bogotá."),
            "13:11: its colon makes this a field; put it in quotes: 'Police said: a bomb went off in Bogotá.'",
        ),
        (rule(words="car: bomb"), "10:14: its colon makes this a field; put it in quotes: 'car: bomb'"),
    ],
)
def test_a_sentence_with_a_colon_is_told_to_stand_in_quotes(tmp_path: Path, entry: str, line: str) -> None:
    assert lines(tmp_path, pack(entry)) == [f"mine.yaml:{line}"]


def test_all_mistakes_of_all_rules_are_told_at_once(tmp_path: Path) -> None:
    text = pack(rule(words="bomb, hts", more="severty: danger"), rule("blast", "''"), rule("third", "$nothing"))
    messages = " | ".join(lines(tmp_path, text))
    for part in ("hts", "severty", "already taken", "empty word", "refers to nothing"):
        assert part in messages


def test_a_wrong_value_does_not_bring_false_complaints_about_the_rest(tmp_path: Path) -> None:
    entry = rule(words="2013, bomb", more="severity: hgih\nnone_of: [$nothing]")
    assert len(lines(tmp_path, pack(entry))) == 3


def test_a_pack_without_language_and_one_in_an_unknown_language(tmp_path: Path) -> None:
    assert lines(tmp_path, pack(rule()).replace("language: en\n", "")) == [
        'mine.yaml:2:1: "language" is missing; write the language of the rules, such as en'
    ]
    assert lines(tmp_path, pack(rule()).replace("language: en", "language: xx"))[0].startswith(
        'mine.yaml:1:11: unknown language "xx"; known are en, es'
    )


def test_the_file_as_a_list_or_as_nothing(tmp_path: Path) -> None:
    assert lines(tmp_path, "- id: a") == ["mine.yaml:1:1: a list stands where fields (name: value) was meant"]
    assert lines(tmp_path, "") == ["mine.yaml:1:1: the file is empty; it should hold rules:"]


def test_word_lists_hold_words_and_an_unused_one_is_pointed_out(tmp_path: Path) -> None:
    head = "words:\n  guns: [rifle, $other]\n  spare: [knife]\n" + CATEGORIES
    loaded = load(tmp_path, pack(rule(words="$guns"), head=head))
    assert [each.message for each in loaded.problems] == [
        "a list of words holds words, not other lists; write the words out"
    ]
    assert [each.message for each in loaded.warnings] == [
        'the list "spare" is used by no rule; write $spare where its words should stand'
    ]


def test_a_new_category_needs_severity_and_names(tmp_path: Path) -> None:
    head = CATEGORIES + "  explosoin: {sign: 💥}\n"
    assert lines(tmp_path, pack(rule(), head=head)) == [
        'mine.yaml:6:3: the new category "explosoin" needs severity and names; did you mean "explosion"?'
    ]


def test_a_publisher_that_looks_like_official_is_a_warning(tmp_path: Path) -> None:
    loaded = load(tmp_path, pack(rule(more="only_from: [offical, La Voz]")))
    assert [each.message for each in loaded.warnings] == [
        '"offical" is taken for a publisher; did you mean "official"?'
    ]


def test_a_sentence_that_its_comma_cut_in_two_is_a_warning(tmp_path: Path) -> None:
    entry = rule().replace("[A bomb went off in Bogotá.]", "[Lead flew in Laredo, Texas, on Wednesday. Two died.]")
    told = [(each.column, each.message.split(" looks")[0]) for each in load(tmp_path, pack(entry)).warnings]
    assert told == [(36, '"Texas"'), (43, '"on Wednesday. Two died."')]
    whole = rule().replace("[A bomb went off in Bogotá.]", "['Lead flew in Laredo, Texas, today.', A bomb went off.]")
    assert load(tmp_path, pack(whole)).warnings == ()


def test_a_shadowed_rule_is_a_warning_and_loads(tmp_path: Path) -> None:
    """An update of the shipped rules must not make an operator's own pack unusable."""
    loaded = load(tmp_path, pack(rule(), rule("narrow", "car bomb")))
    assert [each.message for each in loaded.warnings] == ['"narrow" adds nothing: "blast" finds all that it finds']
    assert len(rule_set(loaded).rules) == 2


def test_a_rule_is_not_shadowed_by_one_that_speaks_more_seldom(tmp_path: Path) -> None:
    assert load(tmp_path, pack(rule(more="speaks: if_sure"), rule("narrow", "car bomb"))).warnings == ()
    both = load(tmp_path, pack(rule(more="speaks: if_sure"), rule("narrow", "car bomb", more="speaks: if_sure")))
    assert len(both.warnings) == 1


class Atlas:
    """Knows two places."""

    def candidates(self, name: str) -> list[Candidate]:
        place = Place(1, name, "city", "UA", None, None, 0, 0)
        return [Candidate(place, "name")] if name in ("Kyiv", "Kharkiv") else []

    def lookup(self, query: str, limit: int = 8) -> list[Match]:
        return [Match(Place(2, "Kyiv", "city", "UA", None, None, 0, 0), "one letter off")]


def test_a_place_that_no_gazetteer_knows_is_a_problem(tmp_path: Path) -> None:
    entry = rule().replace("[A bomb went off in Bogotá.]", "[{text: A bomb in Kyiv., place: Kyiw}]")
    loaded = load_rules([write(tmp_path, pack(entry))], gazetteer=Atlas())
    assert [each.message for each in loaded.problems] == ['unknown place "Kyiw"; did you mean "Kyiv"?']
    good = load_rules([write(tmp_path, pack(entry.replace("Kyiw", "Kyiv")))], gazetteer=Atlas())
    assert good.problems == ()


def test_an_entry_that_is_no_yaml_does_not_hide_the_mistakes_of_the_others(tmp_path: Path) -> None:
    one = rule(words='bomb, "blast', ident="one.en")
    two = rule(ident="two.en").replace("explosion", "explsion")
    three = rule(words="bomb, [", ident="three.en")
    four = rule(ident="four.en", more="severty: danger")
    told = lines(tmp_path, pack(one, two, three, four))
    assert any("this quote is never closed" in line for line in told)
    assert any('did you mean "explosion"?' in line for line in told)
    assert any("bracket" in line for line in told)
    assert any('did you mean "severity"?' in line for line in told)
    assert len(told) == 4


def test_one_broken_entry_alone_is_told_once(tmp_path: Path) -> None:
    told = lines(tmp_path, pack(rule(words='bomb, "blast')))
    assert len(told) == 1
