"""Rule files become one rule set, or every mistake at its line."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.places import Candidate, Match, Place
from rules.load import Loaded, load_rules
from rules.rule import Near, Raise, Rule, RuleSet, Severity
from tests.fakes_rulelang import CATEGORIES, pack, rule, write

FULL = """
  - id: mortar.en
    category: explosion
    severity: danger
    any_of: [$shells, "opened fire"]
    all_of: [military]
    none_of: [film]
    near:
      - any_of: [fell, landed]
        within: 5
    only_from: [official]
    raise:
      - {to: danger, dead: 3, ongoing: true}
    fresh_days: 2
    actions: {en: [Stay indoors., Keep away from windows.]}
    status: trial
    examples:
      alert:
        - {text: Mortars fell on Kharkiv., title: Shelling, date: 2026-05-14, place: Kharkiv}
      quiet: [A mortar in the museum.]
"""
SHELLS = "words: {shells: [mortar, howitzer]}\n" + CATEGORIES


def load(folder: Path, text: str) -> Loaded:
    return load_rules([write(folder, text)])


def lines(folder: Path, text: str) -> list[str]:
    """Problems without the folder in front."""
    return [str(problem).removeprefix(f"{folder}/") for problem in load(folder, text).problems]


def rule_set(loaded: Loaded) -> RuleSet:
    assert loaded.problems == ()
    assert loaded.rules is not None
    return loaded.rules


def only_rule(loaded: Loaded) -> Rule:
    (found,) = rule_set(loaded).rules
    return found


def test_every_field_of_an_entry_reaches_the_rule(tmp_path: Path) -> None:
    loaded = load(tmp_path, pack(FULL, head=SHELLS))
    mortar = only_rule(loaded)
    assert mortar.any_of == ("mortar", "howitzer", "opened fire")
    assert (mortar.all_of, mortar.none_of, mortar.only_from) == (("military",), ("film",), ("official",))
    assert mortar.near == (Near(("fell", "landed"), 5),)
    assert mortar.raise_to == (Raise(Severity.DANGER, dead=3, ongoing=True),)
    assert (mortar.severity, mortar.fresh_days, mortar.status) == (Severity.DANGER, 2, "trial")
    assert mortar.actions == {"en": ("Stay indoors.", "Keep away from windows.")}
    assert [(each.alert, each.title, str(each.date), each.place) for each in mortar.examples] == [
        (True, "Shelling", "2026-05-14", "Kharkiv"),
        (False, "", "None", ""),
    ]
    assert mortar.source == f"{tmp_path}/mine.yaml:9"
    assert mortar.examples[0].line == 26


def test_what_is_left_out_takes_its_default(tmp_path: Path) -> None:
    blast = only_rule(load(tmp_path, pack(rule())))
    assert (blast.severity, blast.fresh_days, blast.status, blast.language) == (None, None, "live", "en")
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
"""
    flood = rule_set(load(tmp_path, pack(rule().replace("explosion", "flood"), head=head))).categories["flood"]
    assert (flood.severity, flood.sign, flood.fresh_days) == (Severity.CAUTION, "🌊", 1)
    assert flood.names == {"en": "Flood", "es": "Inundación"}
    assert flood.actions["es"] == ("Suba a un lugar alto.",)


def test_a_later_file_changes_a_category_field_by_field(tmp_path: Path) -> None:
    write(tmp_path, pack(rule()), "1.yaml")
    write(tmp_path, "categories: {explosion: {severity: danger, names: {en: Blast}}}", "2.yaml")
    explosion = rule_set(load_rules([tmp_path])).categories["explosion"]
    assert explosion.severity is Severity.DANGER
    assert explosion.names == {"en": "Blast", "es": "Explosión"}


# one's own pack on top of another


def on_top(folder: Path, mine: str) -> Loaded:
    shipped = write(folder, pack(rule(), rule("second", "grenade")), "shipped.yaml")
    own = folder / "own"
    own.mkdir()
    return load_rules([shipped, write(own, mine)])


def by_id(loaded: Loaded) -> dict[str, Rule]:
    return {each.id: each for each in rule_set(loaded).rules}


def test_a_shipped_rule_is_switched_off_by_two_words(tmp_path: Path) -> None:
    rules = by_id(on_top(tmp_path, "rules:\n  - {extends: blast, status: off}\n"))
    assert (rules["blast"].status, rules["second"].status) == ("off", "live")


def test_extending_in_place_adds_to_lists_and_replaces_single_values(tmp_path: Path) -> None:
    mine = """
rules:
  - extends: blast
    any_of: [petard]
    none_of: [festival]
    severity: danger
    examples: {quiet: [Petards at the festival.]}
"""
    blast = by_id(on_top(tmp_path, mine))["blast"]
    assert blast.any_of == ("bomb", "petard")
    assert blast.none_of == ("festival",)
    assert blast.severity is Severity.DANGER
    assert [each.alert for each in blast.examples] == [True, False, False]


def test_extending_under_another_id_leaves_the_first_rule_as_it_was(tmp_path: Path) -> None:
    rules = by_id(on_top(tmp_path, "rules:\n  - {id: blast.mine, extends: blast, any_of: [petard], status: trial}\n"))
    assert (rules["blast"].any_of, rules["blast"].status) == (("bomb",), "live")
    assert (rules["blast.mine"].any_of, rules["blast.mine"].status) == (("bomb", "petard"), "trial")


def test_replacing_inherits_nothing(tmp_path: Path) -> None:
    mine = "language: en\nrules:" + rule("blast", "petard").replace("id:", "replaces:")
    rules = by_id(on_top(tmp_path, mine))
    assert rules["blast"].any_of == ("petard",)
    assert set(rules) == {"blast", "second"}


def test_replacing_under_another_id_takes_the_old_one_away(tmp_path: Path) -> None:
    mine = "language: en\nrules:" + rule("petard", "petard", "replaces: blast")
    assert set(by_id(on_top(tmp_path, mine))) == {"petard", "second"}


@pytest.mark.parametrize(
    ("mine", "line"),
    [
        (
            "rules:\n  - {extends: blats, status: off}",
            'own/mine.yaml:2:15: extends refers to nothing: no rule has the id "blats"; did you mean "blast"?',
        ),
        (
            "rules:\n  - {extends: blast, replaces: blast}",
            "own/mine.yaml:2:32: extends and replaces exclude each other; keep one",
        ),
        (
            "language: es\nrules:\n  - {extends: blast, any_of: [bomba]}",
            'own/mine.yaml:3:15: "blast" is written for en, this file for es; put the words into a file for en',
        ),
        (
            "rules:\n  - {extends: late, status: off}\n  - {id: late, extends: blast}",
            'own/mine.yaml:2:15: "late" comes further down; put it above this rule',
        ),
        (
            "rules:\n  - {id: second, extends: blast}",
            'own/mine.yaml:2:10: the id "second" is already taken at shipped.yaml:15; choose another, '
            "or write extends: or replaces: to change that rule",
        ),
    ],
)
def test_a_change_that_cannot_be_made_is_a_problem(tmp_path: Path, mine: str, line: str) -> None:
    told = [str(problem).replace(f"{tmp_path}/", "") for problem in on_top(tmp_path, mine).problems]
    assert told == [line]


def test_a_word_or_condition_that_can_be_extended_may_come_first(tmp_path: Path) -> None:
    """Files are read by name; a change may stand in a file that comes before the rule it changes."""
    write(tmp_path, "rules:\n  - {extends: blast, status: off}\n", "a.yaml")
    write(tmp_path, pack(rule()), "b.yaml")
    assert by_id(load_rules([tmp_path]))["blast"].status == "off"


# which files


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


def test_one_broken_file_does_not_hide_what_is_wrong_with_the_next(tmp_path: Path) -> None:
    write(tmp_path, "rules: [", "a.yaml")
    write(tmp_path, pack(rule(more="severty: danger")), "b.yaml")
    files = [Path(problem.file).name for problem in load_rules([tmp_path]).problems]
    assert files == ["a.yaml", "b.yaml"]


# mistakes: each is one line that says where, what, and what would be right


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


# versions


def test_a_version_changes_with_what_decides_and_not_with_examples_or_position(tmp_path: Path) -> None:
    first = only_rule(load(tmp_path, pack(rule())))
    moved = only_rule(load(tmp_path, "# a comment\n" + pack(rule()).replace("went off", "exploded")))
    wider = only_rule(load(tmp_path, pack(rule(words="bomb, grenade"))))
    assert first.version == moved.version != wider.version


def test_the_set_has_a_new_version_when_a_rule_is_switched_off(tmp_path: Path) -> None:
    on = rule_set(load(tmp_path, pack(rule(), rule("second", "grenade"))))
    off = rule_set(load(tmp_path, pack(rule(), rule("second", "grenade", "status: off"))))
    assert on.version != off.version


# bombs and noise


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
def test_bombs_are_settled_in_under_a_second(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    begun = time.process_time()
    load_rules([path])
    assert time.process_time() - begun < 1


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


def test_the_shipped_files_load_without_a_problem_or_a_warning() -> None:
    loaded = load_rules(["builtin"])
    assert [str(each) for each in (*loaded.problems, *loaded.warnings)] == []


def test_a_folder_copied_beside_its_original_gives_duplicate_ids(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    write(tmp_path / "a", pack(rule()))
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    told = [each.message for each in load_rules([tmp_path / "a", tmp_path / "b"]).problems]
    assert len(told) == 1
    assert told[0].startswith('the id "blast" is already taken at ')
