"""Fields as other rule languages call them: told what they are called here, and judged below that too."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes_rulelang import CATEGORIES, lines, pack, rule

WORDS = "the words of a rule stand under any_of, all_of or none_of"
PLACE = "a rule names no places: where it happened is read from each article, and people choose where in the chat"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("match: {any: [attack]}", [f'14:5: unknown field "match"; {WORDS}']),
        ("keywords: [bomb, 2013]", [f'14:5: unknown field "keywords"; {WORDS}', "14:22: 2013 reads as a number; for the word write '\"2013\"'"]),
        ("match: {any: [hts]}", [f'14:5: unknown field "match"; {WORDS}', "14:19: \"hts\" has only 3 letters, too few to be looked for in all its forms; write it as an exact word: '\"hts\"'"]),
        ("match: {regex: '(kill|shoot'}", [f'14:5: unknown field "match"; {WORDS}', "14:20: not a valid pattern: missing ): (kill|shoot"]),
        ("match: {regex: '(kill|shoot)'}", [f'14:5: unknown field "match"; {WORDS}']),
        ("conditon: selection", ['14:5: unknown field "conditon"; conditions are written as any_of, all_of, none_of and near']),
        ("countries: [NO, DE]", [f'14:5: unknown field "countries"; {PLACE}', "14:17: NO reads as yes or no; for the word write '\"NO\"'"]),
        ("enabled: true", ['14:5: unknown field "enabled"; status: live, trial or off says whether a rule is in use']),
        ("yields: true", ['14:5: unknown field "yields"; did you mean speaks: if_alone? It gives way where an always rule alerts for the same country']),
        ("only_if_sure: true", ['14:5: unknown field "only_if_sure"; did you mean speaks: if_sure? It waits until the article surely reads like news']),
        ("level: high", ['14:5: unknown field "level"; how bad it is stands under severity: notice, caution, serious or danger']),
    ],
)  # fmt: skip  # a table, not one a line
def test_a_field_of_another_rule_language_is_told_its_name_here(tmp_path: Path, more: str, told: list[str]) -> None:
    assert lines(tmp_path, pack(rule(more=more))) == [f"mine.yaml:{line}" for line in told]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("severty: danger", '14:5: unknown field "severty"; did you mean "severity"?'),
        ("any_off: [grenade]", '14:5: unknown field "any_off"; did you mean "any_of"?'),
        ("statuss: off", '14:5: unknown field "statuss"; did you mean "status"?'),
    ],
)
def test_a_slip_in_a_field_of_ours_is_still_that_field(tmp_path: Path, more: str, told: str) -> None:
    assert lines(tmp_path, pack(rule(more=more))) == [f"mine.yaml:{told}"]


def test_fields_of_a_rule_outside_rules_are_sent_there_and_their_values_judged(tmp_path: Path) -> None:
    assert lines(tmp_path, "language: en\nid: blast\nseverity: hgih\nany_of: bomb\n") == [
        'mine.yaml:2:1: "id" belongs to a rule; write it in an entry under rules:, below "- id: ..."',
        'mine.yaml:3:1: "severity" belongs to a rule; write it in an entry under rules:, below "- id: ..."',
        'mine.yaml:3:11: "hgih" is not one of notice, caution, serious, danger',
        'mine.yaml:4:1: "any_of" belongs to a rule; write it in an entry under rules:, below "- id: ..."',
        'mine.yaml:4:9: "bomb" stands where a list was meant; write [bomb]',
    ]


def test_a_field_that_nothing_is_like_is_told_what_is_known(tmp_path: Path) -> None:
    (told,) = lines(tmp_path, "xylophone: [loud]\n")
    assert told == 'mine.yaml:1:1: unknown field "xylophone"; known here: categories, language, rules, words'


def test_what_stands_behind_a_further_dashed_line_is_judged_as_part_of_the_file(tmp_path: Path) -> None:
    first = pack(rule(words="$bombs", more="severty: danger"), head="words: {bombs: [bomb]}\n" + CATEGORIES)
    text = first + "---\nrules:" + rule("second", "'', $bombs") + "---\n"
    assert lines(tmp_path, text) == [
        'mine.yaml:15:5: unknown field "severty"; did you mean "severity"?',
        "mine.yaml:16:1: another document starts here; one file holds one, so remove this ---",
        "mine.yaml:20:14: an empty word would match everything; remove it",
        "mine.yaml:24:1: another document starts here; one file holds one, so remove this ---",
    ]


def test_a_file_that_begins_with_dashes_has_one_document(tmp_path: Path) -> None:
    assert lines(tmp_path, "---\n" + pack(rule())) == []
