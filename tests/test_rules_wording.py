"""How an article is worded: names are no words, a text without a tagger has no wording, and the reason names words."""

from datetime import UTC, datetime

import numpy as np
import pytest
from fakes_matching import reading

from bench.fitting import fit_words
from extract.article import Article
from extract.read import Extraction, Tools, read
from rules import wording
from rules.match import match
from rules.rule import RuleSet
from rules.wording import REPORT, Wording, grams, read_wording

TALK = (
    "The president said that dialogue is the only solution to the conflict. Our country needs peace, he told the assembly. "
    "We cannot accept that bombs and murder be the answer to political problems. The bombing of power lines in Peru "
    "must end, and the government wants to negotiate with all sectors."
)
REPORT_TEXT = (
    "A bomb exploded outside a bank in Lima, Peru, last night. Two guards were wounded and windows were shattered. "
    "Police said that unidentified men had left the bomb in a parked car. No group has claimed responsibility."
)


def _read(text: str, tools: Tools, language: str = "en") -> Extraction:
    return read(Article("a", "", text, language=language, published=datetime(2026, 5, 14, tzinfo=UTC)), tools)


def test_names_and_numbers_count_as_such_whichever_they_are(tools: Tools) -> None:
    one = grams(_read("Police arrested Marta Quispe and 12 men in Arequipa, Peru.", tools))
    assert not {word for pair in one for word in pair.split()} & {"marta", "quispe", "12", "arequipa", "peru"}
    assert one["police arrest"] == 1
    assert one["# man"] == 1


def test_a_text_that_no_tagger_has_read_has_no_wording() -> None:
    models = wording.shipped("en")
    assert models is not None
    assert read_wording(reading("A bomb went off in Gao."), models) is None


def test_a_language_without_models_is_weighed_without_its_wording(tools: Tools, builtin_rules: RuleSet) -> None:
    assert wording.shipped("es") is None
    text = "Una bomba estalló en un mercado de Quetta, Pakistán, el miércoles. " + "La policía cerró las calles. " * 4
    (finding,) = [f for f in match(builtin_rules, _read(text, tools, "es")) if f.category == "explosion"]
    assert "words such as" not in finding.gates[-1].why


def test_a_report_is_worded_more_like_one_than_talk_is(tools: Tools) -> None:
    models = wording.shipped("en")
    assert models is not None
    report, talk = (read_wording(_read(text, tools), models) for text in (REPORT_TEXT, TALK))
    assert report is not None
    assert talk is not None
    assert report.odds[REPORT] > talk.odds[REPORT] + 1
    assert all(0 <= value <= 1 for value in report.signs("explosion", models.kinds).values())


def test_the_reason_names_words_that_spoke_against_it(tools: Tools, builtin_rules: RuleSet) -> None:
    stopped = [f for f in match(builtin_rules, _read(TALK, tools)) if f.stopped and f.stopped.gate == "doubt"]
    assert stopped
    assert all("by words such as “" in f.stopped.why for f in stopped if f.stopped)


def test_an_unknown_word_says_nothing(tools: Tools) -> None:
    models = Wording((REPORT,), (0.0,), {"bomb": (1.0, 2.0), "dialogue": (1.0, -2.0)}, {})
    read_as = read_wording(_read("A bomb went off near the quay.", tools), models)
    assert read_as is not None
    assert read_as.odds == {REPORT: 2.0}
    assert read_wording(_read("The sea was calm near the quay.", tools), models) is None


def test_words_are_fitted_to_what_they_tell() -> None:
    rows = [{"bomb": 1.0}, {"talk": 1.0}, {"bomb": 0.8, "sea": 0.6}, {"talk": 0.8, "sea": 0.6}]
    weights, bias = fit_words(rows, ["bomb", "sea", "talk"], np.array([1.0, 0.0, 1.0, 0.0]), np.ones(4), 0.1)
    assert weights[0] > 1 > -1 > weights[2]
    assert weights[1] == pytest.approx(0, abs=0.01)
    assert bias == pytest.approx(0, abs=0.01)
