"""Rule files become one rule set: fields, defaults, which files are read, versions."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from rules.load import load_rules
from rules.rule import Near, Raise, Severity
from tests.fakes_rulelang import FULL, SHELLS, load, only_rule, pack, rule, rule_set, write


def test_every_field_of_an_entry_reaches_the_rule(tmp_path: Path) -> None:
    loaded = load(tmp_path, pack(FULL, head=SHELLS))
    mortar = only_rule(loaded)
    assert mortar.any_of == ("mortar", "howitzer", "opened fire")
    assert (mortar.all_of, mortar.none_of, mortar.only_from) == (("military",), ("film",), ("official",))
    assert mortar.near == (Near(("fell", "landed"), 5),)
    assert mortar.raise_to == (Raise(Severity.DANGER, dead=3, ongoing=True),)
    assert (mortar.severity, mortar.fresh_days, mortar.status) == (Severity.DANGER, 2, "trial")
    assert mortar.speaks == "if_alone"
    assert mortar.actions == {"en": ("Stay indoors.", "Keep away from windows.")}
    assert [(each.alert, each.title, str(each.date), each.place) for each in mortar.examples] == [
        (True, "Shelling", "2026-05-14", "Kharkiv"),
        (False, "", "None", ""),
    ]
    assert mortar.source == f"{tmp_path}/mine.yaml:9"
    assert mortar.examples[0].line == 27


def test_what_is_left_out_takes_its_default(tmp_path: Path) -> None:
    blast = only_rule(load(tmp_path, pack(rule())))
    assert (blast.severity, blast.fresh_days, blast.status, blast.language) == (None, None, "live", "en")
    assert blast.speaks == "always"
    assert (blast.near, blast.raise_to, blast.only_from) == ((), (), ())


def test_categories_have_severity_names_sign_actions_and_freshness(tmp_path: Path) -> None:
    head = """
categories:
  flood:
    severity: caution
    sign: 🌊
    names: {en: Flood, es: Inundación}
    actions: {en: [Go to higher ground.], es: [Suba a un lugar alto.]}
    fresh_days: 1
    quiet_hours: 60
"""
    flood = rule_set(load(tmp_path, pack(rule().replace("explosion", "flood"), head=head))).categories["flood"]
    assert (flood.severity, flood.sign, flood.fresh_days, flood.quiet_hours) == (Severity.CAUTION, "🌊", 1, 60)
    assert flood.names == {"en": "Flood", "es": "Inundación"}
    assert flood.actions["es"] == ("Suba a un lugar alto.",)


def test_a_later_file_changes_a_category_field_by_field(tmp_path: Path) -> None:
    write(tmp_path, pack(rule()), "1.yaml")
    write(tmp_path, "categories: {explosion: {severity: danger, names: {en: Blast}}}", "2.yaml")
    explosion = rule_set(load_rules([tmp_path])).categories["explosion"]
    assert explosion.severity is Severity.DANGER
    assert explosion.names == {"en": "Blast", "es": "Explosión"}


def test_a_folder_is_read_with_those_below_it_and_hidden_files_are_not(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / ".git").mkdir()
    write(tmp_path, pack(rule()), "a.yaml")
    write(tmp_path / "deep", pack(rule("second", "grenade"), head=""), "b.yml")
    write(tmp_path, "rules: [", ".a.yaml.swp")
    write(tmp_path, "rules: [", ".b.yaml")
    write(tmp_path / ".git", "rules: [", "c.yaml")
    write(tmp_path, "not rules", "README.md")
    loaded = load_rules([tmp_path])
    assert len(rule_set(loaded).rules) == 2
    assert [path.name for path in loaded.files] == ["a.yaml", "b.yml"]


def test_a_file_reached_twice_is_a_problem(tmp_path: Path) -> None:
    path = write(tmp_path, pack(rule()))
    link = tmp_path / "link.yaml"
    link.symlink_to(path)
    told = [problem.message for problem in load_rules([path, tmp_path]).problems]
    assert told == [
        f'this file is reached twice, by "{path}" and by "{tmp_path}"; name it once',
        f'this file is reached twice, by "{path}" and by "{tmp_path}"; name it once',
    ]


def test_a_path_that_is_not_there_and_a_folder_without_rules_are_problems(tmp_path: Path) -> None:
    write(tmp_path, pack(rule()), "rules.yaml")
    (tmp_path / "empty").mkdir()
    told = [str(each) for each in load_rules([tmp_path / "ruels.yaml", tmp_path / "empty"]).problems]
    assert told == [
        f"{tmp_path}/empty:1:1: no .yaml file in this folder; name the folder that holds your rules",
        f'{tmp_path}/ruels.yaml:1:1: no such file or folder; did you mean "{tmp_path}/rules.yaml"?',
    ]
    assert "did you mean" in load_rules(["buildin"]).problems[0].message


def test_links_that_lead_nowhere_or_to_themselves_and_pipes_are_problems_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").symlink_to("nowhere.yaml")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")  # nobody writes to it: a start would wait for ever
    told = [f"{Path(each.file).name}: {each.message}" for each in load_rules([tmp_path]).problems]
    assert told == [
        "gone.yaml: no such file",
        "loop.yaml: cannot be read: too many levels of symbolic links",
        "pipe.yaml: the file is empty; it should hold rules:",
    ]
    alone = [load_rules([tmp_path / name]).problems[0].message for name in ("gone.yaml", "loop.yaml")]
    assert alone == ["a link that leads nowhere; mend or remove it"] * 2


def test_one_broken_file_does_not_hide_what_is_wrong_with_the_next(tmp_path: Path) -> None:
    write(tmp_path, "rules: [", "a.yaml")
    write(tmp_path, pack(rule(more="severty: danger")), "b.yaml")
    files = [Path(problem.file).name for problem in load_rules([tmp_path]).problems]
    assert files == ["a.yaml", "b.yaml"]


def test_a_folder_copied_beside_its_original_gives_duplicate_ids(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    write(tmp_path / "a", pack(rule()))
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    told = [each.message for each in load_rules([tmp_path / "a", tmp_path / "b"]).problems]
    assert len(told) == 1
    assert told[0].startswith('the id "blast" is already taken at ')


def test_a_version_changes_with_what_decides_and_not_with_examples_or_position(tmp_path: Path) -> None:
    first = only_rule(load(tmp_path, pack(rule())))
    moved = only_rule(load(tmp_path, "# a comment\n" + pack(rule()).replace("went off", "exploded")))
    wider = only_rule(load(tmp_path, pack(rule(words="bomb, grenade"))))
    assert first.version == moved.version != wider.version


def test_the_set_has_a_new_version_when_a_rule_is_switched_off(tmp_path: Path) -> None:
    on = rule_set(load(tmp_path, pack(rule(), rule("second", "grenade"))))
    off = rule_set(load(tmp_path, pack(rule(), rule("second", "grenade", "status: off"))))
    assert on.version != off.version


def test_the_shipped_files_load_without_a_problem_or_a_warning() -> None:
    loaded = load_rules(["builtin"])
    assert [str(each) for each in (*loaded.problems, *loaded.warnings)] == []
