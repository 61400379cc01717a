"""Conditions, findings and their merging; near misses; what needs no rule."""

from __future__ import annotations

from counting import calls

from rules.cues import shipped as shipped_cues
from rules.match import explain, match
from rules.rule import NO_CUES, Near, Rule, RuleSet
from rules.story import tell
from rules.terms import Lexicon
from tests.fakes_matching import TODAY, one_rule, reading


def test_all_of_and_none_of_hold_within_the_sentence() -> None:
    rules = one_rule("bomb", all_of=("market",), none_of=("theatre",))
    assert match(rules, reading("A bomb hit the market."))
    assert not match(rules, reading("A bomb went off. The market was shut."))
    assert not match(rules, reading("A bomb hit the market by the theatre."))


def test_near_counts_words_or_asks_for_the_title_or_the_lead() -> None:
    close = one_rule("bomb", near=(Near(("killed",), 3),))
    assert match(close, reading("The bomb that killed four was small."))
    assert not match(close, reading("The bomb lay in the street for hours until it killed four."))
    titled = one_rule("bomb", near=(Near(("terror",), "title"),))
    assert match(titled, reading("A bomb went off.", title="Terror in town"))
    assert not match(titled, reading("A bomb spread terror."))
    lead = one_rule("bomb", near=(Near(("terror",), "lead"),))
    assert match(lead, reading("It was terror. A bomb went off. It was night."))
    assert match(lead, reading("It was night. A bomb went off.", title="Terror in town"))
    assert not match(lead, reading("It was day. It was night. A bomb spread terror."))
    # a word far below is no part of what the lead tells
    assert not match(lead, reading("It was terror. It was night. A bomb went off."))


def test_a_word_is_not_near_itself() -> None:
    assert not match(one_rule("bomb", near=(Near(("bomb",), "sentence"),)), reading("A bomb went off."))


def test_only_from_reads_official_sources_or_publishers_by_name() -> None:
    official = one_rule("warning", only_from=("official",))
    assert match(official, reading("A warning was issued.", official=True))
    assert not match(official, reading("A warning was issued."))
    named = one_rule("warning", only_from=("La Gaceta",))
    assert match(named, reading("A warning was issued.", publisher="la gaceta"))


def test_one_finding_for_each_category_and_place() -> None:
    rules = one_rule("bomb")
    text = "A bomb went off in Gao. The bomb in Gao killed four. Another bomb exploded in Kabul."
    assert [f.place.name for f in match(rules, reading(text)) if f.place] == ["Gao", "Kabul"]
    assert len(match(rules, reading(text))[0].evidence) == 2


def test_a_concrete_kind_takes_the_place_of_a_general_one() -> None:
    rules = RuleSet(
        (Rule("general", "armed_attack", "en", ("attack",)), Rule("concrete", "shooting", "en", ("shooting",))), {}, "1"
    )
    assert [f.category for f in match(rules, reading("The attack, a shooting, killed four."))] == ["shooting"]
    assert [f.category for f in match(rules, reading("The attack killed four."))] == ["armed_attack"]


def test_shots_of_two_sides_are_the_clash_told_beside_them_and_shots_of_one_are_not() -> None:
    clash = "Soldiers and gunmen fought a clash in Gao on Wednesday."
    shots = Rule("shots", "shooting", "en", ("gun battle", "opened fire"))
    rules = RuleSet((Rule("clash", "armed_clash", "en", ("clash",)), shots), {}, "1", shipped_cues())

    def told(text: str) -> list[str]:
        return sorted(one.category for one in match(rules, reading(text), weigh=False) if one.stopped is None)

    assert told(f"{clash} The gun battle in Gao lasted an hour.") == ["armed_clash"]
    assert told(f"{clash} A man opened fire on a wedding in Gao.") == ["armed_clash", "shooting"]


def test_a_rule_that_speaks_alone_gives_way_where_another_alerts_for_the_same_country() -> None:
    wide = Rule("wide", "shooting", "en", ("fell",), speaks="if_alone")
    rules = RuleSet((wide, Rule("firm", "explosion", "en", ("bomb",))), {}, "1", shipped_cues())
    assert [f.rule for f in match(rules, reading("A guard fell in Gao."))] == ["wide"]
    assert [f.rule for f in match(rules, reading("A bomb went off in Gao. A guard fell in Gao."))] == ["firm"]
    abroad = match(rules, reading("A bomb went off in Gao. A guard fell in Kabul."))
    assert {f.rule for f in abroad} == {"wide", "firm"}


def test_what_a_rule_that_speaks_alone_hears_explains_nothing_a_firm_one_tells() -> None:
    wide = Rule("wide", "shooting", "en", ("fell",), speaks="if_alone")
    rules = RuleSet((wide, Rule("firm", "armed_attack", "en", ("attack",))), {}, "1", shipped_cues())
    assert [f.rule for f in match(rules, reading("Two fell in the attack in Gao."))] == ["firm"]


def test_rules_that_are_off_are_skipped_and_those_on_trial_are_marked() -> None:
    off = RuleSet((Rule("r", "explosion", "en", ("bomb",), status="off"),), {}, "1", shipped_cues())
    trial = RuleSet((Rule("r", "explosion", "en", ("bomb",), status="trial"),), {}, "1", shipped_cues())
    assert match(off, reading("A bomb went off.")) == ()
    assert match(trial, reading("A bomb went off."))[0].trial


def test_a_live_rule_speaks_for_a_finding_that_a_trial_rule_shares() -> None:
    trial = Rule("a", "explosion", "en", ("bomb",), status="trial")
    live = Rule("b", "explosion", "en", ("blast",))
    (finding,) = match(
        RuleSet((trial, live), {}, "1", shipped_cues()), reading("A bomb: the blast killed four in Gao.")
    )
    assert (finding.rule, finding.trial) == ("b", False)


def test_a_finding_carries_what_its_rule_says_to_do() -> None:
    rule = Rule("r", "explosion", "en", ("bomb",), actions={"en": ("Lie down.",)})
    [finding] = match(RuleSet((rule,), {}, "1", shipped_cues()), reading("A bomb went off."))
    assert finding.actions == (("en", ("Lie down.",)),)
    assert match(one_rule("bomb"), reading("A bomb went off."))[0].actions == ()


def test_rules_without_a_word_in_the_article_cost_it_nothing() -> None:
    few = (Rule("heard", "explosion", "en", ("bomb",)),)
    many = few + tuple(Rule(f"r{n}", "shooting", "en", (f"unheard{n}",), none_of=("film",)) for n in range(300))
    news = reading("A bomb went off in Gao. Four people died. The army sealed off the market.")
    alone, among = (RuleSet(rules, {}, "1", shipped_cues()) for rules in (few, many))
    assert match(alone, news) == match(among, news)
    assert calls(lambda: match(among, news)) == calls(lambda: match(alone, news))


def test_terms_that_begin_at_one_place_keep_the_order_of_their_list() -> None:
    line = tell(reading("A car bomb went off."), Lexicon(("bomb", "car", "car bomb")), NO_CUES).lines[0]
    assert [hit.term for hit in line.all_hits(("car bomb", "bomb", "car"))] == ["car bomb", "car", "bomb"]
    assert [hit.term for hit in line.all_hits(("car", "bomb", "car bomb"))] == ["car", "car bomb", "bomb"]
    assert line.first_hit(("gun", "film")) is None


def test_a_language_without_rules_gives_nothing() -> None:
    assert match(one_rule("bomb"), reading("Une bombe en Gao", language="fr")) == ()


def test_an_empty_article_gives_nothing() -> None:
    assert match(one_rule("bomb"), reading("")) == ()
    assert explain(one_rule("bomb"), reading("")) == ()


def test_the_event_has_the_day_its_sentence_gives() -> None:
    (finding,) = match(one_rule("bomb"), reading("A bomb went off in Gao on Tuesday."))
    assert finding.event_date is not None
    assert (TODAY - finding.event_date).days == 2


def test_explain_says_which_condition_was_missing() -> None:
    rules = one_rule("bomb", all_of=("market",), none_of=("theatre",))
    (miss,) = explain(rules, reading("A bomb went off."))
    assert "market" in miss.missing
    (miss,) = explain(rules, reading("A bomb hit the market by the theatre."))
    assert "theatre" in miss.missing
    assert explain(rules, reading("Nothing happened.")) == ()
    assert explain(rules, reading("A bomb hit the market.")) == ()


def test_talk_of_violence_can_be_weighed_away_and_the_weighing_left_out() -> None:
    talk = (
        "We must speak of attacks in Mali. Our policy has been one of dialogue with France. "
        "Attacks, kidnappings and bombs are a problem of democracy, and we reject them. "
        "The government of France knows our proposal. Bombs harm the negotiations, we think, and our congress agrees."
    )
    rules = one_rule("bomb")
    assert all(finding.stopped for finding in match(rules, reading(talk)))
    assert all(f.stopped.gate == "doubt" for f in match(rules, reading(talk)) if f.stopped)
    assert any(finding.stopped is None for finding in match(rules, reading(talk), weigh=False))


def test_a_report_passes_the_weighing() -> None:
    report = (
        "A bomb exploded at a market in Gao on Wednesday. Four people were killed and nine wounded. "
        "The bomb had been left in a van in Gao. Police closed the roads. Hospitals in Mali asked for blood."
    )
    (finding,) = match(one_rule("bomb"), reading(report))
    assert finding.stopped is None
    assert (
        finding.gates[-1].gate == "about"
    )  # so short a text is read as headline and lead; sure of it, doubt is not asked
    (told_long,) = match(one_rule("bomb"), reading(report + " The wind was cold and the roofs were bare." * 10))
    assert told_long.stopped is None
    assert told_long.gates[-1].gate == "doubt"


def test_a_headline_is_not_silenced_by_what_is_told_of_other_years_far_below() -> None:
    text = (
        "The roll call took hours. Parents stood at the gate in Gao. Some wept. "
        "Mali has known this before: a bomb killed nine in 2014."
    )
    told = match(one_rule("bomb"), reading(text, title="Bomb at school in Gao"), weigh=False)
    assert any(finding.stopped is None for finding in told)
    old = "A bomb killed nine in 2014. Parents stood at the gate in Gao. Some wept."
    told = match(one_rule("bomb"), reading(old, title="Bomb at school in Gao"), weigh=False)
    assert all(finding.stopped for finding in told)
