"""Which sentence tells of an event most plainly: names are no words, an article goes by its plainest sentence."""

from datetime import UTC, datetime

import pytest
from fakes_matching import reading

from bench.train_plainest import fit_plainest
from extract.article import Article
from extract.read import Tools, read
from rules.match import material
from rules.plainest import Clues, Plainness, Sentences, plainness, pooled, shipped
from rules.rule import RuleSet

REPORTED = "Gunmen on motorcycles shot dead two farmers near Trujillo, Peru, on Tuesday night."
TALKED_OF = "The senator told the assembly that dialogue is the only answer to murder and kidnapping."
BACKGROUND = "The talks between the government and the unions will be resumed next month."


def _clues(text: str, tools: Tools, rules: RuleSet, language: str = "en") -> tuple[Clues, ...]:
    article = Article("a", "", text, language=language, published=datetime(2026, 5, 14, tzinfo=UTC))
    return material(rules, read(article, tools)).sentences


def _plainness(text: str, tools: Tools, rules: RuleSet) -> Plainness:
    weights = shipped("en")
    assert weights is not None
    found = plainness(_clues(text, tools, rules), weights)
    assert found is not None
    return found


def test_names_numbers_and_days_count_as_such_whichever_they_are(tools: Tools, builtin_rules: RuleSet) -> None:
    (found,) = _clues("Police arrested Marta Quispe and 12 men in Arequipa, Peru, on Tuesday.", tools, builtin_rules)
    words = {word for clue in found for word in clue.split()}
    assert not words & {"marta", "quispe", "12", "arequipa", "peru", "tuesday"}
    assert {"^place", "#", "@fresh"} <= words


def test_what_rules_and_cues_find_counts_and_how_it_stands_together(tools: Tools, builtin_rules: RuleSet) -> None:
    (found,) = _clues(REPORTED, tools, builtin_rules)
    assert "rule shooting" in found
    assert "@fresh + rule shooting" in found


def test_a_sentence_hears_its_neighbours_more_softly(tools: Tools, builtin_rules: RuleSet) -> None:
    _, found = _clues(f"{REPORTED} {BACKGROUND}", tools, builtin_rules)
    assert 0 < found["~rule shooting"] < 1
    assert "rule shooting" not in found


def test_of_its_neighbours_words_a_sentence_hears_nothing(tools: Tools, builtin_rules: RuleSet) -> None:
    first, last = _clues(f"{REPORTED} {BACKGROUND}", tools, builtin_rules)
    assert "resume" in last
    assert not any(clue.startswith("~") and "resume" in clue for clue in first)


def test_a_report_is_plainer_than_talk_and_talk_plainer_than_none(tools: Tools, builtin_rules: RuleSet) -> None:
    reported, talked_of = (_plainness(text, tools, builtin_rules).odds for text in (REPORTED, TALKED_OF))
    assert reported > 0 > talked_of


def test_one_plain_sentence_carries_a_long_article(tools: Tools, builtin_rules: RuleSet) -> None:
    quiet = " ".join([BACKGROUND] * 5)
    with_it, without = (_plainness(text, tools, builtin_rules) for text in (f"{quiet} {REPORTED} {quiet}", quiet))
    assert with_it.odds > without.odds + 1
    assert max(range(len(with_it.of)), key=with_it.of.__getitem__) == 5


def test_a_finding_in_the_plainest_sentence_is_surer_than_one_elsewhere() -> None:
    found = Plainness(2.0, (2.0, -1.0))
    here, elsewhere = found.signs([0]), found.signs([1])
    assert all(here[name] > elsewhere[name] for name in here)
    assert all(0 <= value <= 1 for value in (*here.values(), *elsewhere.values()))


def test_more_quiet_sentences_make_no_article_plainer() -> None:
    assert pooled([-1.0] * 40) < pooled([-1.0] * 4) + 1
    assert pooled([3.0, *[-1.0] * 40]) == pytest.approx(3.0, abs=1.5)


def test_a_text_that_no_tagger_has_read_says_nothing(builtin_rules: RuleSet) -> None:
    assert material(builtin_rules, reading("A bomb went off in Gao.")).sentences == ()
    assert plainness((), Sentences(0.0, {})) is None


def test_a_language_without_weights_is_weighed_without(tools: Tools, builtin_rules: RuleSet) -> None:
    assert shipped("es") is None
    assert _clues("Una bomba estalló en un mercado de Quetta, Pakistán.", tools, builtin_rules, "es") == ()


def test_what_sentence_it_was_is_learnt_from_labels_of_whole_articles() -> None:
    quiet: Clues = {"talk": 1.0, "say": 1.0}
    plain: Clues = {"bomb": 1.0, "say": 1.0}
    articles = [[quiet, plain, quiet], [quiet, quiet, quiet]] * 16
    model = fit_plainest(articles, [1.0, 0.0] * 16)
    assert model.of["bomb"][1] > 0.2 > model.of["talk"][1]
    told, talked_of = (plainness(article, model) for article in articles[:2])
    assert told is not None
    assert talked_of is not None
    assert told.odds > talked_of.odds
