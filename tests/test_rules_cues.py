"""Words of gates and facts: every language that rules are written in has all of them, and a slip is pointed at."""

from pathlib import Path

from fakes_matching import shipped

from rules.cues import FACTS, GATES, GRAMMAR, read_cues
from rules.cues import shipped as shipped_cues


def test_every_language_of_the_packs_has_words_for_every_gate_and_fact() -> None:
    languages = {rule.language for rule in shipped().rules}
    for code in languages:
        cues = shipped_cues()[code]
        assert [name for name in GATES + FACTS if not cues.get(name)] == [], code
        assert [name for name in GRAMMAR if not cues.plain(name)] == [], code


def test_a_rule_set_carries_the_words_it_was_loaded_with() -> None:
    assert shipped().cues["es"].plain("and") == {"y", "e", "o"}


def test_every_slip_in_a_file_of_words_is_pointed_at(tmp_path: Path) -> None:
    (tmp_path / "gates.xx.yaml").write_text("terms:\n  denail: >-\n    hoax\n  drill: /mock(/\n", encoding="utf-8")
    (tmp_path / "grammar.xx.yaml").write_text('words:\n  and: "y, e"\n', encoding="utf-8")
    told = [str(problem) for problem in read_cues(tmp_path, "xx")[1]]
    assert 'rules/cues/gates.xx.yaml:2:3: no gate or fact asks for "denail"; did you mean "denial"?' in told
    assert any("gates.xx.yaml:4:" in one and "not a valid pattern" in one for one in told)
    assert any('needs "denial"' in one for one in told)
    assert any("grammar.xx.yaml:" in one and 'needs "between"' in one for one in told)


def test_a_language_that_lacks_one_of_its_files_is_told_which(tmp_path: Path) -> None:
    (tmp_path / "gates.xx.yaml").write_text("terms: {}\n", encoding="utf-8")
    told = [str(problem) for problem in read_cues(tmp_path, "xx")[1]]
    assert any(one.startswith("rules/cues/facts.xx.yaml:1:1: ") for one in told)


def test_a_word_in_the_file_of_another_topic_is_pointed_at(tmp_path: Path) -> None:
    (tmp_path / "facts.xx.yaml").write_text("terms:\n  drill: mock exercise\n", encoding="utf-8")
    told = [str(problem) for problem in read_cues(tmp_path, "xx")[1]]
    assert any(one.startswith('rules/cues/facts.xx.yaml:2:3: no gate or fact asks for "drill"') for one in told)


def test_terms_stand_between_commas_over_as_many_lines_as_they_need(tmp_path: Path) -> None:
    text = 'terms:\n  drill: >-\n    mock exercise,\n    "war games"\n'
    (tmp_path / "gates.xx.yaml").write_text(text, encoding="utf-8")
    cues, _ = read_cues(tmp_path, "xx")
    assert cues.get("drill") == ("mock exercise", '"war games"')
