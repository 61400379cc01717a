"""Rule files made to hang or to break the loader: settled at once, never an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from counting import calls
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rules.load import load_rules
from tests.fakes_rulelang import FULL, SHELLS, load, pack, rule, write


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n" * 2_000_000,
        "[" * 200_000,
        "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 200)),
        pack(rule(words="/(((a{1000}){1000}){1000})/")),
        pack(rule(words="/" + "(" * 90 + "a" + ")" * 90 + "*/")),
        pack(rule(words="/" + "(a|" * 60 + "/")),
    ],
    ids=["ten megabytes", "depth", "anchors", "repetition", "groups", "alternatives"],
)
def test_bombs_are_settled_after_little_work(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    assert calls(lambda: load_rules([path])) < 1_500_000  # a fifth of a second where it was measured


KEYS = ("id", "category", "any_of", "none_of", "near", "raise", "examples", "extends", "replaces", "status", "within")
VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-5, 3000),
        st.text(max_size=8),
        st.sampled_from(["bomb", "$x", "/a/", "blast"]),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.sampled_from(["language", "words", "categories", "rules", "x"]), VALUES, max_size=4),
    st.lists(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6), max_size=3),
)
def test_no_shape_of_file_whatever_raises(tmp_path: Path, top: dict[str, object], entries: list[object]) -> None:
    import yaml

    text = yaml.safe_dump({**top, "rules": entries} if entries else top, allow_unicode=True)
    loaded = load(tmp_path, text)
    assert (loaded.rules is None) == bool(loaded.problems)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 400), st.integers(0, 30), st.text(alphabet="[]{}:-'\"#\n\t &*!|>%@$/0N", max_size=4))
def test_a_good_file_with_a_hole_in_it_never_raises(tmp_path: Path, start: int, length: int, patch: str) -> None:
    good = pack(rule(), FULL, head=SHELLS)
    loaded = load(tmp_path, good[:start] + patch + good[start + length :])
    assert (loaded.rules is None) == bool(loaded.problems)
