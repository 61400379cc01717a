"""The weighing in two steps: how likely each finding is, then whether the article reports anything at all."""

from datetime import UTC, datetime

import pytest

from extract.article import Article
from extract.read import Tools, read
from rules.doubt import FAR, Whole, probability, shipped_whole, spoken_for, whole_signs
from rules.finding import Finding
from rules.match import match, material
from rules.rule import NO_CUES, RuleSet
from rules.story import tell
from rules.terms import Lexicon
from rules.weighing import in_the_whole
from rules.wording import REPORT

NEUTRAL = {REPORT: 0.0, "attack": 0.0}
USUAL = shipped_whole().usual

STRIKE_TOLD = (
    "Bus drivers in Rosario, Argentina, began a 48-hour strike on Thursday. No bus has left the terminal since midnight. "
    "Hundreds of passengers were waiting outside. The union said the strike would go on until wages are paid. "
    "Police closed two streets beside the terminal."
)
STRIKE_TALKED_OF = (
    "The minister of labour of Argentina told the assembly that dialogue is the only way to solve the problems of our "
    "country. We respect the right to a general strike, he said, but democracy demands responsibility from all sectors. "
    "The president has always wanted peace and social justice. Political parties must support the proposal. "
    "Our people cannot accept violence as an answer, the minister added."
)

CLASH_TALKED_OF = (
    "The president said that dialogue is the only solution to the conflict. Our country needs peace, he told the assembly. "
    "Armed clashes between rebels and troops in Peru and the kidnapping of mayors must end, he said. "
    "The government wants to negotiate with all sectors, and democracy demands responsibility from all political parties."
)


def _found(text: str, tools: Tools, rules: RuleSet, title: str = "") -> tuple[Finding, ...]:
    article = Article("a", title, text, language="en", published=datetime(2026, 5, 14, tzinfo=UTC))
    return match(rules, read(article, tools))


def test_nothing_is_weighed_where_nothing_alerts(tools: Tools) -> None:
    article = Article("a", "", STRIKE_TOLD, language="en", published=datetime(2026, 5, 14, tzinfo=UTC))
    story = tell(read(article, tools), Lexicon(()), NO_CUES)
    assert in_the_whole([], [], story, weigh=True) == []
    assert story.memo == {}


def test_the_likeliest_finding_and_the_wording_both_speak_for_an_article() -> None:
    weights = shipped_whole()
    plain = probability(whole_signs(0.5, NEUTRAL, 0.0, USUAL), weights)
    assert probability(whole_signs(0.9, NEUTRAL, 0.0, USUAL), weights) > plain
    assert probability(whole_signs(0.5, {REPORT: 2.0, "attack": 0.0}, 0.0, USUAL), weights) > plain


def test_an_article_worded_like_talk_is_doubted_however_likely_its_finding() -> None:
    weights = shipped_whole()
    assert probability(whole_signs(0.6, {REPORT: -3.0, "attack": -3.0}, 0.0, USUAL), weights) < weights.least


def test_an_article_worded_like_a_report_is_believed_with_a_middling_finding() -> None:
    weights = shipped_whole()
    assert probability(whole_signs(0.4, {REPORT: 2.0, "attack": 2.0}, 0.0, USUAL), weights) >= weights.least


def test_a_sentence_that_tells_it_plainly_speaks_for_an_article_and_none_against() -> None:
    weights = shipped_whole()
    plain, middling, none = (probability(whole_signs(0.5, NEUTRAL, odds, USUAL), weights) for odds in (2.0, 0.0, -2.0))
    assert plain > middling > none


@pytest.mark.parametrize("likely", [0.0, 1.0])
def test_no_sign_of_an_article_says_more_than_so_much(likely: float) -> None:
    found = whole_signs(likely, {REPORT: 40.0, "attack": -40.0}, 0.0, USUAL)
    assert all(abs(value) <= FAR for value in found.values())
    assert 0 < probability(found, Whole(0.0, dict.fromkeys(found, 1.0), 0.5, {})) < 1


def test_an_article_that_names_whom_it_struck_is_likelier_than_one_that_names_nobody() -> None:
    weights = shipped_whole()
    nobody = dict.fromkeys(USUAL, 0.0)
    whom = USUAL | {"people by their trade": 0.4, "women, children and families": 0.3}
    none, usual, many = (
        probability(whole_signs(0.5, NEUTRAL, 0.0, spoken), weights) for spoken in (nobody, USUAL, whom)
    )
    assert none < usual < many


def test_the_reason_names_what_an_article_speaks_much_or_little_of() -> None:
    weights = Whole(0.0, {"speaks of people": 2.0, "speaks of things": 1.0}, 0.5, {"people": 0.4, "things": 0.4})
    assert spoken_for({"people": 0.1, "things": 0.1}, weights, passed=False) == "little of people"
    assert spoken_for({"people": 0.5, "things": 0.9}, weights, passed=True) == "much of things"


def test_the_reason_is_silent_of_what_hardly_moved_the_article() -> None:
    weights = Whole(0.0, {"speaks of people": 2.0}, 0.5, {"people": 0.4})
    assert spoken_for({"people": 0.35}, weights, passed=False) == ""
    assert spoken_for({}, weights, passed=True) == ""


def test_a_finding_knows_whom_its_own_sentences_speak_of_and_no_others(tools: Tools, builtin_rules: RuleSet) -> None:
    shot, resigned = "Gunmen shot dead a {} near Trujillo, Peru, on Tuesday.", "A {} resigned in Lima the day before."

    def told_of_trades(victim: str, other: str) -> float:
        text = f"{shot.format(victim)} {resigned.format(other)}"
        article = Article("a", "", text, language="en", published=datetime(2026, 5, 14, tzinfo=UTC))
        found = material(builtin_rules, read(article, tools)).candidates
        return max(one.signs["told of people by their trade"] for one in found)

    assert told_of_trades("judge", "commander") > 0
    assert told_of_trades("commander", "judge") == 0


def test_of_the_models_of_kinds_the_surest_speaks() -> None:
    assert whole_signs(0.5, {REPORT: 0.0, "attack": -1.0, "arson": 1.5}, 0.0, USUAL)["worded like any one kind"] == 1.5
    assert whole_signs(0.5, {REPORT: 0.7}, 0.0, USUAL)["worded like any one kind"] == 0.7


def test_a_strike_that_is_told_alerts_and_one_that_is_talked_of_does_not(tools: Tools, builtin_rules: RuleSet) -> None:
    told = [f for f in _found(STRIKE_TOLD, tools, builtin_rules) if f.category == "strike"]
    assert [f.stopped for f in told] == [None]
    talked = [f for f in _found(STRIKE_TALKED_OF, tools, builtin_rules) if f.category == "strike"]
    assert talked
    assert all(f.stopped for f in talked)


def test_what_is_told_in_one_breath_with_a_clash_is_weighed_all_the_same(tools: Tools, builtin_rules: RuleSet) -> None:
    taken = [f for f in _found(CLASH_TALKED_OF, tools, builtin_rules) if f.category == "kidnapping"]
    assert taken
    assert all("doubt" in {gate.gate for gate in f.gates} for f in taken)
    assert all(f.stopped for f in taken)


def test_what_is_told_in_one_breath_with_a_curfew_is_not_doubted(tools: Tools, builtin_rules: RuleSet) -> None:
    text = (
        "The president said that dialogue is the only solution. Our country needs peace, he told the assembly. "
        "Police imposed a curfew in Arequipa, Peru, from 8 p.m. after gunmen murdered the mayor. "
        "The government wants to negotiate with all sectors."
    )
    found = [f for f in _found(text, tools, builtin_rules) if f.stopped is None]
    assert {"curfew"} < {f.category for f in found}
    assert all(gate.gate != "doubt" for f in found for gate in f.gates)


BLAST = "Car bomb kills nine at a market in Quetta, Pakistan"
BLAST_LEAD = "A car bomb exploded at a market in Quetta on Wednesday, killing nine people, police said. "


def test_far_below_a_violent_headline_talk_of_another_kind_is_doubted(tools: Tools, builtin_rules: RuleSet) -> None:
    text = (
        BLAST_LEAD + "Hospitals asked for blood. The government wants dialogue with all parties. "
        "The province has known kidnappings for years, and political parties say they will negotiate about kidnappings."
    )
    found = _found(text, tools, builtin_rules, BLAST)
    assert [f.category for f in found if f.stopped is None and f.category != "terrorism"] == ["explosion"]


def test_what_headline_and_lead_surely_tell_is_not_doubted(tools: Tools, builtin_rules: RuleSet) -> None:
    text = BLAST_LEAD + "Hospitals asked for blood. The market was closed. The minister spoke of peace and dialogue."
    (finding,) = [f for f in _found(text, tools, builtin_rules, BLAST) if f.category == "explosion"]
    assert finding.stopped is None
    assert "doubt" not in {gate.gate for gate in finding.gates}


def test_a_second_event_told_as_one_far_below_a_violent_headline_alerts(tools: Tools, builtin_rules: RuleSet) -> None:
    text = (
        BLAST_LEAD + "Hospitals asked for blood. The market was closed. Hours later, on Wednesday night, gunmen on "
        "motorcycles shot dead two policemen at a checkpoint in Mastung, Pakistan. Two others were wounded."
    )
    alerting = {f.category for f in _found(text, tools, builtin_rules, BLAST) if f.stopped is None}
    assert {"explosion", "shooting"} <= alerting


def test_a_victim_told_of_in_a_relative_clause_is_no_portrait(tools: Tools, builtin_rules: RuleSet) -> None:
    text = "A shopkeeper who was closing his shop was shot dead by two gunmen in Lima, Peru."
    assert any(f.stopped is None for f in _found(text, tools, builtin_rules))
