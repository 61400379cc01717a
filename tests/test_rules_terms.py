"""Terms as editors write them, against words as articles write them."""

from __future__ import annotations

import pytest
from counting import calls

from rules.grammar import parse_term
from rules.lint import term_problem
from rules.scan import has_rule_word, may_matter
from rules.terms import Lexicon, Slots
from rules.words import forms, words_of
from tests.fakes_matching import one_rule, shipped


def found(term: str, text: str, language: str = "en") -> list[str]:
    words = words_of(text, language)
    lexicon = Lexicon([term])
    hits = lexicon.find(words) | lexicon.find_patterns(text, words, 0)
    return [text[hit.start : hit.end] for hit in hits.get(term, [])]


@pytest.mark.parametrize(
    ("term", "text", "language", "said"),
    [
        ("bomb", "Two bombs were found", "en", ["bombs"]),
        ("kill", "it killed and was killing", "en", ["killed", "killing"]),
        ("bomb", "a bombastic speech", "en", []),
        ("car bomb", "Car-bombs in town", "en", ["Car-bombs"]),
        ('"opened fire"', "They OPENED FIRE today", "en", ["OPENED FIRE"]),
        ('"opened fire"', "They open fire today", "en", []),
        ('"shot" dead', "was shot dead, they shoot dead", "en", ["shot dead"]),
        ("/Bomb/", "a bomb in BOMBAY", "en", ["bomb", "BOMB"]),
        ("explo*", "explosive explosions, no exposure", "en", ["explosive", "explosions"]),
        ("kill <words> people", "killed at least four people", "en", ["killed at least four people"]),
        ("kill <words> people", "killed one two three four five six people", "en", []),
        ("/gun(fire|shots?)/", "gunshots, then gunfire", "en", ["gunshots", "gunfire"]),
        ("explotar", "Explotó un coche", "es", ["Explotó"]),
        ("explotar", "exploto un coche", "es", ["exploto"]),
        ("hombre armado", "Hombres armados dispararon", "es", ["Hombres armados"]),
        ("secuestrar", "fueron secuestrados", "es", ["secuestrados"]),
        ("chofer", "choferes y fusiles", "es", ["choferes"]),
        ("vecina", "las vecinas de antes", "es", ["vecinas"]),
        ("lapiz", "trajo lápices, tras lo cual", "es", ["lápices"]),
        ("tra", "tras lo cual", "es", []),
        ("cancel", "the alert was cancelled", "en", ["cancelled"]),
    ],
)
def test_a_term_finds_its_words(term: str, text: str, language: str, said: list[str]) -> None:
    assert found(term, text, language) == said


def test_slots_stand_for_what_was_recognised() -> None:
    words = words_of("a blast in San Salvador killed twelve", "en")
    slots = Slots(place={3: 4}, number={6: 6}, date={})
    hits = Lexicon(["blast in <place>", "kill <number>"]).find(words, slots)
    assert {(h.first, h.last) for h in hits["blast in <place>"]} == {(1, 4)}
    assert {(h.first, h.last) for h in hits["kill <number>"]} == {(5, 6)}


def test_offsets_are_those_of_the_text_even_with_accents() -> None:
    assert found("explosion", "Más de una explosión aquí", "es") == ["explosión"]


@pytest.mark.parametrize(
    "bad", ["", "<place>", "<town> fire", "/(/", "/(?=x)/", "/café/", '"shot', '""', "b*d", "/x*/"]
)
def test_a_term_that_cannot_match_is_refused_with_a_reason(bad: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_term(bad)


def test_what_the_parser_refuses_the_checker_names_and_the_other_way_round() -> None:
    terms = [
        "bomb",
        '"shot" dead',
        "/Bomb/",
        "explo*",
        "bomb in <Place>",
        "",
        "<place>",
        "<plaec> hit",
        "b*d",
        '"shot',
        "/(/",
    ]
    for term in terms:
        try:
            parse_term(term)
            refused = False
        except ValueError:
            refused = True
        assert (term_problem(term) is not None) == refused, term


def test_forms_are_folded_and_bounded_to_letters() -> None:
    assert "apunalar" in forms("apuñaló", "es")
    assert {"llevar", "quedar", "encerrar"} <= forms("llevárselo", "es") | forms("quédense", "es") | forms(
        "encerrarse", "es"
    )
    assert forms("ak47", "en") == frozenset({"ak47"})


def test_the_cheap_gate_is_true_wherever_a_rule_could_match() -> None:
    rules = one_rule("blast in <place>", "/gun(fire)/")
    assert has_rule_word(rules, "A blast in Gao", "en")
    assert has_rule_word(one_rule("blast in <place>"), "A blast in Gao", None)
    assert has_rule_word(one_rule("blast"), "Two blasts", "fr"), "a feed may be wrong about its language"


def test_the_cheap_gate_is_true_for_every_example_that_must_alert() -> None:
    rules = shipped()
    silent = [
        example.text
        for rule in rules.rules
        for example in rule.examples
        if example.alert and not has_rule_word(rules, f"{example.title}\n{example.text}", rule.language)
    ]
    assert silent == []


def test_the_cheap_gate_lets_no_harmless_text_through() -> None:
    rules = shipped()
    harmless = (
        "The orchestra opens its season with a symphony and a new violin concerto.",
        "Bakers in the valley have revived an old recipe for walnut bread.",
        "La biblioteca amplía su horario y estrena una sala de lectura para niños.",
    )
    assert not [text for text in harmless if has_rule_word(rules, text, None)]


@pytest.mark.parametrize(
    ("term", "start"), [("in the back", "back"), ("the road to", "road"), ("por la frente", "frente")]
)
def test_a_term_of_frequent_words_is_looked_for_where_the_longest_of_them_stands(term: str, start: str) -> None:
    parsed = parse_term(term)
    assert parsed.pieces[parsed.anchor].text == start


def test_the_cheap_gate_does_little_work() -> None:
    rules = shipped()
    text = "The gardener planted tomatoes beside the greenhouse and painted the fence green. " * 25
    has_rule_word(rules, text, "en")
    assert calls(lambda: has_rule_word(rules, text, "en")) < 300, "bench.events holds it to 2,000 articles a second"


def test_a_teaser_may_matter_by_one_word_of_harm() -> None:
    rules = shipped()
    assert may_matter(rules, "Bomb at market", "en")
    assert may_matter(rules, "Varios muertos en la capital", "es")
    assert not may_matter(rules, "New recipe for walnut bread", "en")
    assert not may_matter(rules, "Nueva sala de lectura", None)
