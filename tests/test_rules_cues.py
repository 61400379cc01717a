"""Words of gates and facts: every language that rules are written in has all of them, and a slip is pointed at."""

from pathlib import Path

from fakes_matching import shipped

from rules.cues import TERMS, WORDS, read_cues
from rules.cues import shipped as shipped_cues


def test_every_language_of_the_packs_has_words_for_every_gate_and_fact() -> None:
    languages = {rule.language for rule in shipped().rules}
    for code in languages:
        cues = shipped_cues()[code]
        assert [name for name in TERMS if not cues.get(name)] == [], code
        assert [name for name in WORDS if not cues.plain(name)] == [], code


def test_a_rule_set_carries_the_words_it_was_loaded_with() -> None:
    assert shipped().cues["es"].plain("and") == {"y", "e", "o"}


def test_every_slip_in_a_file_of_words_is_pointed_at(tmp_path: Path) -> None:
    file = tmp_path / "xx.yaml"
    file.write_text('terms:\n  denail: >-\n    hoax\n  drill: /mock(/\nwords:\n  and: "y, e"\n', encoding="utf-8")
    _, problems = read_cues(file)
    told = [str(problem) for problem in problems]
    assert 'rules/cues/xx.yaml:2:3: no gate or fact asks for "denail"; did you mean "denial"?' in told
    assert any("xx.yaml:4:" in one and "not a valid pattern" in one for one in told)
    assert any('needs "denial"' in one for one in told)
    assert any('needs "between"' in one for one in told)


def test_terms_stand_between_commas_over_as_many_lines_as_they_need(tmp_path: Path) -> None:
    file = tmp_path / "xx.yaml"
    file.write_text('terms:\n  drill: >-\n    mock exercise,\n    "war games"\n', encoding="utf-8")
    cues, _ = read_cues(file)
    assert cues.get("drill") == ("mock exercise", '"war games"')
