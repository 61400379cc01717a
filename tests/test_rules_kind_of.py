"""One event is told as one kind: of several kinds that rules name, the one the article reads like."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rules.about import About
from rules.finding import GateResult
from rules.kind_of import Kinds, Model, Verdict, held_to_news, read, shipped, verdicts
from rules.match import Finding, match
from rules.pieces import OPENING, PIECES, WORDS, seen
from rules.rule import RuleSet
from tests.fakes_matching import one_rule, reading

MODEL = Model(
    ("arson", "shooting"),
    np.zeros(2),
    {PIECES: {" fir": (0, 1.0)}, OPENING: {}, WORDS: {"shot": (1, 1.0)}},
    np.array([[4.0, -4.0], [-4.0, 4.0]]),
)
KNIFE = (
    "Man stabs three at tram stop in Gao",
    "A man with a kitchen knife stabbed three passengers at a tram stop in Gao on Wednesday, police said. They were "
    "treated for stab wounds to the neck and arms. Officers shot at the attacker and took the blade from him.",
)
MAY_BE = frozenset({"arson", "shooting", "stabbing", "riot"})


def weighed(**likely: float) -> Kinds:
    return Kinds("", "", likely, replace(MODEL, kinds=tuple(likely), weights=np.zeros((2, len(likely)))))


def told(kinds: Kinds, *found: str, may_be: frozenset[str] = MAY_BE, same_place: bool = True) -> list[str]:
    """The kinds told where each finding excludes all others."""
    others = [{at: same_place for at in range(len(found)) if at != number} for number in range(len(found))]
    answers = verdicts(found, others, kinds, may_be.__contains__)
    return [one.kind for one in answers if one.gate is None or one.gate.passed]


def together(*sets: RuleSet, source: str = "rules/packs/some.en.yaml:1") -> RuleSet:
    rules = (replace(r, id=f"{r.id}-{n}", source=source) for n, one in enumerate(sets) for r in one.rules)
    return replace(sets[0], rules=tuple(rules))


def alerts(found: tuple[Finding, ...]) -> list[str]:
    return [finding.category for finding in found if finding.stopped is None]


def test_what_the_model_has_not_seen_leaves_the_kinds_alike() -> None:
    likely = read("Xyzzy", "plugh", seen("Xyzzy", "plugh"), MODEL).likely
    assert likely["arson"] == likely["shooting"] == pytest.approx(0.5)


def test_a_kind_is_likely_by_the_words_and_pieces_that_speak_for_it_and_the_reason_names_them() -> None:
    text = "They shot him, and no fires burned."
    assert read("", "they shot", seen("", "they shot"), MODEL).likeliest == "shooting"
    assert read("", "fires", seen("", "fires"), MODEL).likeliest == "arson"
    assert read("", text, seen("", text), MODEL).speaking("arson", "shooting").startswith("fires")


def test_of_kinds_that_exclude_one_another_a_much_likelier_one_is_told_alone() -> None:
    assert told(weighed(shooting=0.1, stabbing=0.5, riot=0.4), "shooting", "stabbing") == ["stabbing"]


def test_kinds_that_are_about_as_likely_are_both_told() -> None:
    assert told(weighed(protest=0.39, stabbing=0.41, riot=0.2), "protest", "stabbing") == ["protest", "stabbing"]


def test_of_two_places_two_kinds_are_told_unless_one_is_far_likelier() -> None:
    likely = weighed(protest=0.22, stabbing=0.48, riot=0.3)
    assert told(likely, "protest", "stabbing") == ["stabbing"]
    assert told(likely, "protest", "stabbing", same_place=False) == ["protest", "stabbing"]
    assert told(weighed(protest=0.1, stabbing=0.6), "protest", "stabbing", same_place=False) == ["stabbing"]


def test_a_kind_that_excludes_none_is_told_beside_one_that_is_likelier() -> None:
    kinds = weighed(protest=0.3, stabbing=0.7)
    assert [one.gate for one in verdicts(("protest", "stabbing"), [{}, {}], kinds, MAY_BE.__contains__)] == [
        None,
        None,
    ]


def test_where_another_kind_is_far_likelier_what_was_found_is_told_as_that() -> None:
    assert told(weighed(shooting=0.05, riot=0.8, stabbing=0.15), "shooting") == ["riot"]
    assert told(weighed(shooting=0.15, riot=0.5, stabbing=0.35), "shooting") == ["riot"]


def test_it_is_told_as_the_rule_says_where_the_other_kind_is_not_much_likelier_or_itself_unlikely() -> None:
    others = {"arson": 0.18, **dict.fromkeys("abcdef", 0.08)}
    assert told(weighed(stabbing=0.2, riot=0.45, arson=0.35), "stabbing") == ["stabbing"]
    assert told(weighed(stabbing=0.05, riot=0.19, **others), "stabbing") == ["stabbing"]
    assert told(weighed(stabbing=0.05, riot=0.21, **others), "stabbing") == ["riot"]


def test_shots_and_bombs_which_every_kind_of_news_has_give_way_sooner_and_nothing_gives_way_to_them_so_soon() -> None:
    assert told(weighed(shooting=0.25, riot=0.45, stabbing=0.3), "shooting") == ["riot"]
    assert told(weighed(explosion=0.25, riot=0.45, stabbing=0.3), "explosion") == ["riot"]
    assert told(weighed(riot=0.2, shooting=0.55, stabbing=0.25), "riot") == ["riot"]
    assert told(weighed(riot=0.15, shooting=0.6, stabbing=0.25), "riot") == ["shooting"]


def test_a_coup_which_alarms_a_whole_country_is_told_instead_only_where_it_is_sure() -> None:
    may_be = frozenset({"coup", "riot"})
    assert told(weighed(riot=0.05, coup=0.55, arson=0.4), "riot", may_be=may_be) == ["riot"]
    assert told(weighed(riot=0.05, coup=0.65, arson=0.3), "riot", may_be=may_be) == ["coup"]


def test_a_deed_is_told_as_an_all_clear_only_where_that_is_sure() -> None:
    may_be = frozenset({"explosion", "all_clear"})
    assert told(weighed(explosion=0.2, all_clear=0.7, arson=0.1), "explosion", may_be=may_be) == ["explosion"]
    assert told(weighed(explosion=0.1, all_clear=0.8, arson=0.1), "explosion", may_be=may_be) == ["all_clear"]


def test_no_kind_is_told_that_no_rule_stands_for() -> None:
    assert told(weighed(shooting=0.05, riot=0.8), "shooting", may_be=frozenset({"shooting"})) == ["shooting"]


def test_of_two_that_would_be_told_as_a_third_only_the_likelier_is() -> None:
    assert told(weighed(shooting=0.03, arson=0.05, riot=0.9), "shooting", "arson") == ["riot"]


@pytest.mark.parametrize("kind", ["piracy", "terrorism", "curfew"])
def test_a_kind_of_ones_own_whose_deed_it_was_and_a_curfew_are_left_alone(kind: str) -> None:
    likely = {"riot": 0.9} if kind == "piracy" else {"riot": 0.9, kind: 0.001}
    assert told(weighed(**likely), kind) == [kind]


def test_an_order_to_stay_in_is_told_beside_what_it_is_for_and_as_that_where_nothing_else_tells_it() -> None:
    likely = weighed(shelter_in_place=0.1, shooting=0.8, riot=0.1)
    beside = verdicts(("shelter_in_place", "shooting"), [{}, {}], likely, lambda kind: kind != "shooting")
    assert [one.kind for one in beside] == ["shelter_in_place", "shooting"]
    assert told(likely, "shelter_in_place") == ["shooting"]


def test_police_shots_that_end_a_stabbing_make_no_shooting_of_it_and_why_not_says_so() -> None:
    rules = together(one_rule("stabbed", category="stabbing"), one_rule("shot", category="shooting"))
    found = match(rules, reading(KNIFE[1], title=KNIFE[0]))
    assert alerts(found) == ["stabbing"]
    (stopped,) = [finding.stopped for finding in found if finding.stopped is not None]
    assert stopped.gate == "kind"
    assert stopped.why.startswith("it reads rather like stabbing (“")


def test_rules_alone_decide_where_the_weighing_is_off() -> None:
    rules = together(one_rule("kitchen knife", category="stabbing"), one_rule("shot", category="riot"))
    found = match(rules, reading(KNIFE[1], title=KNIFE[0]), weigh=False)
    assert sorted(alerts(found)) == ["riot", "stabbing"]


def test_a_wrong_kind_alone_is_told_as_the_right_one_and_its_reason_says_why() -> None:
    rules = together(one_rule("tram stop", category="riot"), one_rule("never said", category="stabbing"))
    (finding,) = match(rules, reading(KNIFE[1], title=KNIFE[0]))
    assert finding.category == "stabbing"
    assert finding.stopped is None
    assert "it reads rather like stabbing" in finding.why
    assert finding.gates[-1].gate == "kind"


def test_a_rule_of_ones_own_tells_its_kind_whatever_the_article_reads_like() -> None:
    rules = together(
        one_rule("tram stop", category="riot"), one_rule("stabbed", category="stabbing"), source="my.yaml:1"
    )
    assert sorted(alerts(match(rules, reading(KNIFE[1], title=KNIFE[0])))) == ["riot", "stabbing"]


def test_an_official_article_and_a_text_without_a_headline_are_told_as_the_rules_say() -> None:
    rules = together(one_rule("tram stop", category="riot"), one_rule("never said", category="stabbing"))
    assert alerts(match(rules, reading(KNIFE[1], title=KNIFE[0], official=True))) == ["riot"]
    assert alerts(match(rules, reading(KNIFE[1]))) == ["riot"]


def test_a_rule_on_trial_keeps_no_rule_quiet() -> None:
    trial = one_rule("stabbed", category="stabbing")
    trial = replace(trial, rules=tuple(replace(rule, status="trial") for rule in trial.rules))
    found = match(together(trial, one_rule("shot", category="shooting")), reading(KNIFE[1], title=KNIFE[0]))
    assert "shooting" in alerts(found)


def test_the_pieces_of_an_article_are_seen_once_for_all_that_weigh_them(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def watched(title: str, text: str) -> object:
        calls.append(title)
        return seen(title, text)

    monkeypatch.setattr("rules.weighing.seen", watched)
    monkeypatch.setattr("rules.about.seen", watched)
    match(one_rule("stabbed", category="stabbing"), reading(KNIFE[1], title=KNIFE[0]))
    assert len(calls) == 1


def test_the_shipped_weights_are_small_know_our_kinds_and_are_learnt_from_this_project() -> None:
    path = Path(__file__).parents[1] / "rules" / "kind_of.json"
    assert path.stat().st_size < 6_000_000
    assert "train_kinds" in path.read_text(encoding="utf-8")[:200]
    assert len(shipped().kinds) == 23


def test_words_that_leave_no_doubt_of_their_kind_are_told_as_they_say_and_alone_at_their_place() -> None:
    likely = weighed(armed_clash=0.05, shooting=0.9, riot=0.05)
    here, elsewhere = [{1: True}, {0: True}], [{1: False}, {0: False}]
    kinds = ("armed_clash", "shooting")
    alone = verdicts(kinds, here, likely, MAY_BE.__contains__, firm=(0,))
    assert [one.kind for one in alone if one.gate is None] == ["armed_clash"]
    assert alone[1].gate is not None
    assert not alone[1].gate.passed
    beside = verdicts(kinds, elsewhere, likely, MAY_BE.__contains__, firm=(0,))
    assert [one.gate for one in beside] == [None, None]


def test_soldiers_and_a_gang_that_shoot_at_each_other_are_a_clash_however_much_it_reads_like_a_shooting(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rules.match.kinds_of", lambda story, denied: weighed(armed_clash=0.05, shooting=0.9))
    text = "Soldiers and a gang {} in Gao on Wednesday, and two people died."
    for words, kinds in (("fired shots at each other", ["armed_clash"]), ("fired shots", ["shooting"])):
        clash = one_rule(words.removeprefix("fired shots "), category="armed_clash")
        rules = together(clash, one_rule("nothing at all", category="shooting"))
        found = match(rules, reading(text.format(words), title="Shots in Gao"))
        assert alerts(found) == kinds


def test_what_is_told_as_another_kind_passes_that_kinds_gates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rules.match.kinds_of", lambda story, denied: weighed(protest=0.05, strike=0.9))
    rules = together(one_rule("assembly", category="protest"), one_rule("nothing at all", category="strike"))
    text = "The assembly of the drivers of Gao ended on Wednesday {}, and they go to work."
    quiet = match(rules, reading(text.format("without calling a strike"), title="Drivers of Gao meet"))
    assert alerts(quiet) == []
    assert {one.stopped.gate for one in quiet if one.stopped} == {"plan"}
    loud = match(rules, reading(text.format("with a strike"), title="Drivers of Gao meet"))
    assert alerts(loud) == ["strike"]


def test_of_what_is_denied_nothing_is_left_and_the_others_are_so_much_likelier() -> None:
    left = weighed(kidnapping=0.6, riot=0.3, arson=0.1).without({"kidnapping"})
    assert left.likely == pytest.approx({"kidnapping": 0.0, "riot": 0.75, "arson": 0.25})
    assert weighed(kidnapping=1.0).without({"kidnapping"}).likely == {"kidnapping": 1.0}


def news(likely: float) -> About:
    return About(GateResult("about", True, ""), likely)


@pytest.mark.parametrize(
    ("kind", "about", "quiet"),
    [
        ("arson", 0.45, True),
        ("arson", 0.65, False),
        ("riot", 0.45, False),
        ("curfew", 0.45, False),
        ("shelter_in_place", 0.45, False),
        ("a kind of one's own", 0.45, False),
    ],
)
def test_what_is_hardly_news_and_hardly_of_its_kind_stays_quiet(kind: str, about: float, quiet: bool) -> None:
    kinds = weighed(arson=0.1, curfew=0.02, shelter_in_place=0.02, riot=0.4, shooting=0.46)
    gate = held_to_news(Verdict(kind), kinds, news(about)).gate
    assert (gate is not None and not gate.passed) is quiet
    assert gate is None or "arson by 10% only, and like news by 45%" in gate.why


def test_where_news_is_not_asked_or_the_kind_is_stopped_already_the_verdict_stays() -> None:
    stopped = Verdict("arson", GateResult("kind", False, "it reads rather like a riot"))
    kinds = weighed(arson=0.1, riot=0.9)
    assert held_to_news(Verdict("arson"), kinds, None).gate is None
    assert held_to_news(stopped, kinds, news(0.45)) is stopped


@pytest.mark.parametrize(("about", "kinds"), [(0.45, []), (0.9, ["arson"])])
def test_a_rule_alone_does_not_make_news_of_what_reads_like_little(
    about: float, kinds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rules.match.about_of", lambda story: news(about))
    monkeypatch.setattr("rules.match.kinds_of", lambda story, denied: weighed(arson=0.2, shooting=0.3, riot=0.25))
    ours = one_rule("torches", category="arson")
    ours = replace(ours, rules=tuple(replace(rule, source="rules/packs/some.en.yaml:1") for rule in ours.rules))
    found = match(
        ours, reading("Neighbours with torches combed the hill of Gao on Wednesday.", title="Girl found in Gao")
    )
    assert [finding.category for finding in found if finding.stopped is None] == kinds
