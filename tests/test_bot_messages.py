"""The sentences: both languages alike, marks, escaping and sizes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fakes_people import WORDINGS
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import COMMANDS
from bot.messages.load import FOLDER, WordingError, load_wording
from bot.messages.text import PART_LIMIT, Span, cut, fill, parts_of, placeholders, to_html, to_plain, units
from bot.messages.wording import Forms, Wording
from rules.rule import Severity

ENGLISH, SPANISH = WORDINGS["en"], WORDINGS["es"]
TELEGRAM_LIMIT = 4096


def forms(text: Forms) -> dict[str, str]:
    return {"": text} if isinstance(text, str) else dict(text)


def test_every_language_has_every_sentence() -> None:
    for wording in WORDINGS.values():
        assert set(wording.texts) == set(ENGLISH.texts), wording.language


@pytest.mark.parametrize("key", sorted(ENGLISH.texts))
def test_a_sentence_has_the_same_placeholders_in_every_language(key: str) -> None:
    for wording in WORDINGS.values():
        mine, theirs = forms(ENGLISH.texts[key]), forms(wording.texts[key])
        assert set(mine) == set(theirs), "one and other, or neither"
        for form in mine:
            assert placeholders(mine[form]) == placeholders(theirs[form]), (wording.language, form)


@pytest.mark.parametrize("wording", WORDINGS.values(), ids=list(WORDINGS))
def test_marks_are_closed_and_nothing_is_left_empty(wording: Wording) -> None:
    for key, text in wording.texts.items():
        for form in forms(text).values():
            assert form.strip(), key
            assert form.count("**") % 2 == 0, key
            for row in form.split("\n"):
                assert row.count("**") % 2 == 0, f"{key}: bold text must end in its own line"


def test_no_sentence_is_dead() -> None:
    """Every key is named in the code, whole or by the part before a value."""
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py") if "demo" not in path.parts
    )
    named = set(re.findall(r'"([a-z_]+\.[a-z_0-9]+)"', code))
    stems = set(re.findall(r"""f["']([a-z_]+\.[a-z_]*)\{""", code))
    texts = (key for key in ENGLISH.texts if not key.startswith("talk."))  # read by key, see the tests of talk
    said = (key.removesuffix("_in_group") for key in texts)  # `Visit.here` adds it
    dead = [key for key in said if key not in named and not any(key.startswith(stem) for stem in stems)]
    assert dead == []


def test_commands_and_severities_have_words() -> None:
    for command in COMMANDS:
        assert ENGLISH.has(f"command.{command.name}")
    for severity in Severity:
        assert ENGLISH.has(f"severity.{severity.word}")


def test_menu_texts_fit_telegrams_menu() -> None:
    for wording in WORDINGS.values():
        for command in COMMANDS:
            assert 1 <= len(wording.text(f"command.{command.name}")) <= 256


def test_a_value_is_never_read_as_a_mark() -> None:
    line = fill("**{name}** and {other}", {"name": "a**b{other}<i>", "other": "&"})
    assert to_html([line]) == "<b>a**b{other}&lt;i&gt;</b> and &amp;"
    assert to_plain([line]) == "a**b{other}<i> and &"


def test_a_link_is_escaped_once_and_stands_behind_its_words_in_plain() -> None:
    line = (Span('say "a" & b', url='https://x.example/?a=1&b="2"'),)
    assert to_html([line]) == '<a href="https://x.example/?a=1&amp;b=&quot;2&quot;">say "a" &amp; b</a>'
    assert to_plain([line]) == 'say "a" & b <https://x.example/?a=1&b="2">'


def test_a_hole_in_a_sentence_is_an_error() -> None:
    with pytest.raises(KeyError):
        fill("{missing}", {})


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("short", 10, "short"),
        ("one two three four", 10, "one two…"),
        ("one two three four", 12, "one two thr…"),
        ("unbreakable", 6, "unbre…"),
        ("🔥🔥🔥", 5, "🔥🔥…"),
        ("a\nb\t c", 10, "a b c"),
        ("", 5, ""),
    ],
)
def test_text_is_cut_by_utf16_units_at_a_word(text: str, limit: int, short: str) -> None:
    assert cut(text, limit) == short
    assert units(cut(text, limit)) <= limit


@given(st.lists(st.text(max_size=3000), max_size=8), st.booleans())
def test_every_part_fits_whatever_is_put_in(texts: list[str], linked: bool) -> None:
    lines = [(Span(text.replace("\n", " "), url="https://x.example/" if linked else None),) for text in texts]
    for part in parts_of(lines):
        assert units(part.plain) <= TELEGRAM_LIMIT
        assert part.html.count("<a ") == part.html.count("</a>")


def test_a_long_text_becomes_several_parts_and_loses_nothing_between_lines() -> None:
    lines = [(Span(f"line {number} " + "x" * 80),) for number in range(200)]
    parts = parts_of(lines)
    assert len(parts) > 1
    assert "\n".join(part.plain for part in parts).split("\n") == [to_plain([line]) for line in lines]


def test_a_line_longer_than_a_part_is_cut() -> None:
    (part,) = parts_of([(Span("word " * 3000, bold=True),)])
    assert units(part.plain) <= PART_LIMIT
    assert part.html.endswith("…</b>")


def test_many_links_are_spread_so_that_telegram_keeps_them() -> None:
    lines = [(Span("a", url="https://x.example/"), Span("b", bold=True)) for _ in range(120)]
    for part in parts_of(lines):
        assert part.html.count("<a ") + part.html.count("<b>") <= 100


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("alert:\n  title: one\n  title: two\n", "xx.yaml:3:3"),
        ("alert:\n  - a list\n", "alert must be a sentence"),
        ("just a text", "sections of sentences"),
        ("alert: [", "xx.yaml:2:1"),
    ],
)
def test_a_broken_message_file_says_where(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "xx.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WordingError, match=re.escape(said)):
        load_wording(path)
