"""YAML with positions: what is read, what is refused, and where the finger points."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

import pytest
from counting import calls
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from extract.marks import Marked, Problem, did_you_mean, problems_from, read_file, read_marked


def data(text: str) -> Any:
    marked, problems = read_marked(text, "f.yaml")
    assert problems == []
    assert marked is not None
    return marked.data


def told(text: str) -> list[str]:
    return [str(problem) for problem in read_marked(text, "f.yaml")[1]]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("NO", "NO"),
        ("yes", "yes"),
        ("off", "off"),
        ("22:30", "22:30"),
        ("1:20", "1:20"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("+49", "+49"),
        ("2026-03-04", "2026-03-04"),
        (".inf", ".inf"),
        ("9" * 5000, "9" * 5000),
        ("2013", 2013),
        ("-3", -3),
        ("1.5", 1.5),
        ("true", True),
        ("false", False),
        ("~", None),
        ("null", None),
        ("'2013'", "2013"),
        ('"true"', "true"),
        ("'~'", "~"),
        ("bombe à retardement 💥", "bombe à retardement 💥"),
    ],
)
def test_a_scalar_becomes_what_its_writer_meant(written: str, read: object) -> None:
    value = data(f"key: {written}\n")["key"]
    assert value == read
    assert type(value) is type(read)


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("NO", "yes or no"),
        ("2013", "a number"),
        ("010", "a number"),
        ("22:30", "a time of day"),
        ("2026-03-04", "a date"),
        ("~", "nothing"),
        ("'NO'", ""),
        ('"2013"', ""),
        ("attack", ""),
        ("9mm", ""),
        ("e-mail", ""),
        ("nota", ""),
    ],
)
def test_what_other_readers_would_make_of_it_is_known(written: str, kind: str) -> None:
    marked, _ = read_marked(f"- {written}\n", "f.yaml")
    assert marked is not None
    assert marked.spot((0,)).reads_as == kind


def test_every_value_has_its_line_and_column() -> None:
    marked, _ = read_marked("rules:\n  - id: a\n    words: [x, yy, z]\n", "f.yaml")
    assert marked is not None
    spot = marked.spot(("rules", 0, "words", 1))
    assert (spot.line, spot.column) == (3, 16)
    assert str(marked.problem(("rules", 0, "id"), "wrong", at_key=True)) == "f.yaml:2:5: wrong"
    assert str(marked.problem(("rules", 0, "id"), "wrong")) == "f.yaml:2:9: wrong"


def test_a_path_that_is_not_there_points_at_the_nearest_thing_that_is() -> None:
    marked, _ = read_marked("a:\n  b: 1\n", "f.yaml")
    assert marked is not None
    assert str(marked.problem(("a", "c", 4), "missing")) == "f.yaml:2:3: missing"


def test_an_empty_text_is_nothing_and_no_problem() -> None:
    assert data("") is None
    assert data("# only a comment\n") is None


def test_a_byte_order_mark_in_front_is_not_text() -> None:
    assert data("\ufeffa: b") == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\na: 2\n", 'f.yaml:2:1: "a" is already set on line 1; keep one of the two'),
        ("- {b: 1,\n   b: 2}\n", 'f.yaml:2:4: "b" is already set on line 1; keep one of the two'),
        ("a: &x 1\n", "f.yaml:1:4: &x is an anchor, which is not read here; remove it"),
        ("a: b\nc: *x\n", "f.yaml:2:4: *x refers to another value; write the value out here"),
        ("a: !!python/name:x y\n", "f.yaml:1:4: !!python/name:x is a tag, which is not read here; remove it"),
        (
            "a: 1\n---\nb: 2\n",
            "f.yaml:2:1: another document starts here; one file holds one, so remove this ---",
        ),
        ("a:\n\t- b\n", "f.yaml:2:1: a tab indents this line; use spaces"),
        ("a:\n  - b\n \t- c\n", "f.yaml:3:2: a tab indents this line; use spaces"),
        ("a: 'b\nc: d\n", "f.yaml:1:4: this quote is never closed"),
        ("a: [b,\nc: d\n", "f.yaml:1:4: this bracket is never closed"),
        (
            "a: Dead: three\n",
            "f.yaml:1:8: a colon where none can be; put the text in quotes, or check the indentation",
        ),
        ("a: @home\n", "f.yaml:1:4: text cannot start with @; put it in quotes"),
        ('a: "\\d+"\n', "f.yaml:1:5: a backslash in double quotes starts an escape; use single quotes"),
        ("a: b\x07c\n", "f.yaml:1:5: control character U+0007; remove it"),
        ("a: b\u202ec\n", "f.yaml:1:5: control character U+202E; remove it"),
        ('a: "\\0"\n', "f.yaml:1:4: the text holds the control character U+0000; remove it"),
        ("? [a]\n: b\n", "f.yaml:1:3: a name was expected in front of the colon, not a list or a mapping"),
    ],
)  # fmt: skip  # a table or a paragraph of words, not one a line
def test_a_mistake_is_one_line_that_says_where_what_and_what_would_be_right(text: str, line: str) -> None:
    assert told(text) == [line]


def test_all_mistakes_are_told_at_once_and_what_can_be_read_is_kept() -> None:
    marked, problems = read_marked("a: 1\na: 2\nb: *x\nc: &y z\n", "f.yaml")
    assert [problem.line for problem in problems] == [2, 3, 4]
    assert marked is not None
    assert marked.data == {"a": 1, "b": None, "c": "z"}
    assert marked.refused == {("b",)}


A_FIFTH_OF_A_SECOND = 1_500_000  # function calls, on the machine this was measured on
BOMBS = {
    "ten megabytes": "a: b\n" * 2_000_000,
    "brackets a hundred thousand deep": "[" * 100_000,
    "braces a hundred thousand deep": "{" * 100_000,
    "dashes three hundred thousand deep": "- " * 300_000,
    "question marks": "? " * 100_000,
    "anchors that multiply": "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 400)),
    "half a million values": "a: [" + "a," * 490_000 + "]",
    "a hundred thousand keys": "".join(f"k{n}: 1\n" for n in range(99_000)),
    "the same key over and over": "a:\n" * 100_000,
    "only tabs": "\t" * 900_000,
    "only control characters": "\x01\n" * 300_000,
    "a quote that is never closed": "'" * 999_999,
    "colons": "a: b: " * 100_000,
    "bangs": "!" * 900_000,
    "directives": "%a\n" * 200_000,
}  # fmt: skip  # a table or a paragraph of words, not one a line


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_is_refused_after_little_work(bomb: str) -> None:
    problems: list[Problem] = []
    assert calls(lambda: problems.extend(read_marked(BOMBS[bomb], "f.yaml")[1])) < A_FIFTH_OF_A_SECOND
    assert problems
    assert len(problems) <= 210


@settings(max_examples=400, deadline=None)
@given(
    st.text(alphabet=st.one_of(st.sampled_from("ab:-[]{}\"'\n \t#&*!|>%@`?,~01\\\x00"), st.characters()), max_size=80)
)
def test_no_text_whatever_raises(text: str) -> None:
    marked, problems = read_marked(text, "f.yaml")
    assert marked is not None or problems
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)


def test_a_file_that_is_missing_a_folder_or_not_utf8_is_a_problem(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("a: b\nc: Bogotá\n".encode("latin-1"))
    assert [p.message for p in read_file(tmp_path / "none.yaml")[1]] == ["no such file"]
    assert [p.message for p in read_file(tmp_path)[1]] == ["cannot be read: is a directory"]
    assert [str(p) for p in read_file(latin, name="latin.yaml")[1]] == [
        "latin.yaml:2:9: byte 0xe1 is not UTF-8; save the file as UTF-8"
    ]


def test_a_file_of_ten_megabytes_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"a: b\n" * 2_000_000)
    marked, problems = read_file(path)
    assert marked is None
    assert "larger than 1,000,000 bytes" in problems[0].message
    assert calls(lambda: read_file(path)) < 100


class Feed(BaseModel):
    model_config = ConfigDict(extra="forbid")
    url: str
    every: int = Field(300, ge=30)
    kind: Literal["news", "warning"] = "news"


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid")
    feeds: list[str | Feed] = []
    words: list[str] = []
    shadow: bool = False


def misfits(text: str) -> list[str]:
    marked, problems = read_marked(text, "c.yaml")
    assert isinstance(marked, Marked)
    try:
        Settings.model_validate(marked.data)
    except ValidationError as error:
        problems += problems_from(error, marked, Settings)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("wrods: [a]", 'c.yaml:1:1: unknown field "wrods"; did you mean "words"?'),
        ("colour: red", 'c.yaml:1:1: unknown field "colour"; known here: feeds, shadow, words'),
        ("feeds:\n  - urll: x", 'c.yaml:2:5: unknown field "urll"; did you mean "url"?\nc.yaml:2:5: "url" is missing'),
        ("words: [a, 2013]", 'c.yaml:1:12: 2013 reads as a number; for the word write "2013" in quotes'),
        ("words: [true]", 'c.yaml:1:9: true reads as yes or no; for the word write "true" in quotes'),
        ("", "c.yaml:1:1: the file is empty; fields (name: value) was meant"),
        ("# later\n", "c.yaml:1:1: the file is empty; fields (name: value) was meant"),
        ("words: [a, [b]]", "c.yaml:1:12: a list stands where a word was meant"),
        ("words:", "c.yaml:1:7: nothing stands here; a list was meant"),
        ("words: bomb", 'c.yaml:1:8: "bomb" stands where a list was meant; write [bomb]'),
        ("shadow: perhaps", 'c.yaml:1:9: "perhaps" stands where true or false was meant'),
        ("feeds: [7]", 'c.yaml:1:9: "7" stands where a word or fields (name: value) was meant'),
        ("feeds: [{url: a, every: 3}]", 'c.yaml:1:25: "3": input should be greater than or equal to 30'),
        (
            "feeds: [{url: a, kind: wraning}]",
            'c.yaml:1:24: "wraning" is not one of news, warning; did you mean "warning"?',
        ),
        ("- a", "c.yaml:1:1: a list stands where fields (name: value) was meant"),
    ],
)  # fmt: skip  # a table or a paragraph of words, not one a line
def test_what_does_not_fit_the_model_is_told_at_its_place(text: str, line: str) -> None:
    assert sorted(misfits(text)) == sorted(line.split("\n"))


def test_a_value_that_was_refused_is_not_complained_of_twice() -> None:
    assert misfits("words: *x") == ["c.yaml:1:8: *x refers to another value; write the value out here"]


def test_a_plain_no_still_switches_off() -> None:
    assert misfits("shadow: no") == []


@pytest.mark.parametrize(
    ("word", "hint"),
    [("severty", '; did you mean "severity"?'), ("any-of", '; did you mean "any_of"?'), ("xyz", ""), ("", "")],
)
def test_the_nearest_word_is_offered_only_when_it_is_near(word: str, hint: str) -> None:
    assert did_you_mean(word, ["severity", "any_of", "status"]) == hint


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ('"Fire!" he shouted', 'behind the closing "; put the whole of it in single quotes'),
        ("'Fire!' he shouted", "behind the closing '; put the whole of it in double quotes"),
        ("[Oslo] Two died", "behind the closing ]; put the whole of it in quotes"),
        ("> quoted", "text that starts with > or | must be in quotes"),
    ],
)
def test_a_sentence_that_yaml_would_cut_is_told_to_be_quoted(item: str, told: str) -> None:
    _, problems = read_marked(f"alert:\n  - {item}\n", "mine.yaml")
    assert [problem.line for problem in problems] == [2]
    assert told in problems[0].message
    good, none = read_marked(f"alert:\n  - {json.dumps(item)}\n", "mine.yaml")
    assert none == []
    assert good is not None
    assert good.data == {"alert": [item]}
