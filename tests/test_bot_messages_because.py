"""Reasons in words: each has its sentence in every language, with the fields that it is given."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes_people import WORDINGS

import bot
from bot.incidents.reason import Reason
from bot.messages.because import because
from bot.messages.text import placeholders
from bot.messages.wording import Wording

HERE = Path(bot.__file__).parent
MAKERS = (*sorted((HERE / "incidents").glob("*.py")), HERE / "filing.py", HERE / "fuse.py", HERE / "store/reports.py")


def made(tree: ast.AST) -> Iterator[tuple[str, frozenset[str] | None]]:
    """Every key that stands in the code as it is, with the names of its fields; None where they are not to be seen."""
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or not call.args or not isinstance(call.args[0], ast.Constant):
            continue
        match call.func:
            case ast.Name(id="said"):
                yield f"joined.{call.args[0].value}", frozenset(str(one.arg) for one in call.keywords)
            case ast.Name(id="Reason"):
                fields = call.args[1] if len(call.args) > 1 else None
                names = fields.keys if isinstance(fields, ast.Dict) else None
                yield (
                    str(call.args[0].value),
                    None
                    if names is None
                    else frozenset(name.value for name in names if isinstance(name, ast.Constant)),
                )


MADE = sorted(
    {(key, fields) for path in MAKERS for key, fields in made(ast.parse(path.read_text(encoding="utf-8")))},
    key=lambda one: one[0],
)


def test_reasons_are_found_in_the_code() -> None:
    assert {"joined.over", "ruled.denied", "fuse.many"} <= {key for key, _ in MADE}


@pytest.mark.parametrize("wording", WORDINGS.values(), ids=list(WORDINGS))
@pytest.mark.parametrize(("key", "fields"), MADE, ids=[key for key, _ in MADE])
def test_a_reason_has_a_sentence_with_just_its_fields(
    key: str, fields: frozenset[str] | None, wording: Wording
) -> None:
    assert wording.has(key)
    if fields is not None:
        assert placeholders(wording.template(key, {})) == fields


GIVEN = (
    Reason("joined.same_place", {"place": "León"}),
    Reason("joined.kind_same"),
    Reason("joined.days_apart", {"days": 3}, against=True),
)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "same place (León); same kind (although: 3 days apart)"),
        ("es", "el mismo lugar (León); el mismo tipo (en contra: con 3 días de diferencia)"),
    ],
)
def test_what_speaks_against_stands_in_brackets(language: str, expected: str) -> None:
    assert because(GIVEN, WORDINGS[language]) == expected


def test_without_anything_against_there_are_no_brackets() -> None:
    assert because(GIVEN[:2], WORDINGS["en"]) == "same place (León); same kind"


def test_a_reason_that_a_newer_version_no_longer_knows_shows_its_name() -> None:
    assert because([Reason("joined.moon", {"phase": "full"})], WORDINGS["en"]) == "joined.moon"


def test_no_reason_says_nothing() -> None:
    assert because([], WORDINGS["es"]) == ""
