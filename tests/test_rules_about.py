"""What headline and lead are about: matches and prices stay quiet, the same words of a real event do not."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from extract.article import Article
from extract.read import Tools, read
from rules.about import Model, judge, probability, shipped
from rules.match import match
from rules.pieces import OPENING, PIECES, WORDS, seen
from rules.rule import RuleSet

MODEL = Model(
    0.0,
    {
        PIECES: {" sho": (1.0, 1.0), "goal": (1.0, -4.0)},
        OPENING: {"riker": (1.0, -3.0)},
        WORDS: {"shot": (1.0, 1.0)},
    },
    least=0.3,
)


def test_unknown_words_leave_it_at_the_bias() -> None:
    assert probability(seen("Xyzzy", "plugh"), MODEL) == 0.5


def test_a_form_nobody_has_seen_speaks_by_the_pieces_it_shares() -> None:
    assert probability(seen("", "He left early"), MODEL) == 0.5
    assert probability(seen("", "They shoot"), MODEL) > 0.5
    assert probability(seen("", "A goalkeeper"), MODEL) < 0.5


def test_the_reason_names_the_words_that_spoke_against_it() -> None:
    result = judge(
        "Striker shot late goal", "He shot again while everybody else watched from far behind there.", "en", MODEL
    )
    assert result is not None
    assert not result.gate.passed
    assert result.gate.gate == "about"
    assert result.gate.why.startswith("it reads like something else than violence (“goal”, “Striker”")


def test_few_words_a_long_text_without_a_headline_or_another_language_tell_nothing() -> None:
    assert judge("", "Striker shot a late goal.", "en", MODEL) is None
    assert judge("", "The striker shot a late goal while everybody watched from afar. " * 9, "en", MODEL) is None
    assert judge("Goal", "Goal.", "fr", WORDS) is None


def test_a_short_text_without_a_headline_is_read_as_headline_and_lead() -> None:
    game = (
        "The latest first-person shooter has outsold every rival on consoles since its launch in autumn, "
        "with four million copies of the game gone in a week, its publisher said."
    )
    bomb = (
        "At least nine people were killed and thirty wounded when a bomb hidden in a cart exploded near the cattle "
        "market early on Tuesday, police said."
    )
    about_game, about_bomb = judge("", game, "en"), judge("", bomb, "en")
    assert about_game is not None
    assert about_bomb is not None
    assert not about_game.gate.passed
    assert about_bomb.gate.passed


def test_a_bare_headline_says_too_little_to_be_stopped_by() -> None:
    assert judge("Late goal by striker", "", "en", MODEL) is None


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Gunmen kill six at bar in Celaya", "Armed men opened fire on customers on Monday night, police said.", "en"),
        ("Blast near Nairobi bus station", "At least two people died when a bomb exploded on Tuesday morning.", "en"),
        ("Embassy tells citizens to stay indoors", "The embassy warned of clashes in the capital on Friday.", "en"),
        ("Balacera deja tres muertos en Reynosa", "Hombres armados dispararon contra un taller este lunes.", "es"),
        ("Secuestran a cuatro trabajadores en Arauca", "Un grupo armado se los llevó la noche del domingo.", "es"),
        ("Queman autobuses en Culiacán", "Sujetos armados bloquearon la carretera este martes.", "es"),
    ],
)
def test_news_of_violence_passes(title: str, text: str, language: str) -> None:
    result = judge(title, text, language)
    assert result is None or result.gate.passed, result


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        ("Striker shoots champions into final", "A late rocket from the edge of the box settled the match.", "en"),
        ("Phone makers at war over prices", "Shares exploded after the company attacked its rivals.", "en"),
        ("Review: a bloody heist thriller", "The film opens with a massacre in a bank. Four stars.", "en"),
        (
            "El delantero fusila al portero en el clásico",
            "El equipo local bombardeó el área en la segunda mitad.",
            "es",
        ),
        ("Se disparan los precios de la vivienda", "La guerra por los alquileres estalló este año.", "es"),
        ("Estrenan serie sobre un secuestro", "La ficción recrea el asalto y los disparos. Estreno el viernes.", "es"),
    ],
)
def test_the_words_of_violence_about_something_else_do_not(title: str, text: str, language: str) -> None:
    result = judge(title, text, language)
    assert result is not None
    assert not result.gate.passed, result.gate.why


def test_the_shipped_weights_are_small_and_say_where_they_come_from() -> None:
    path = Path(__file__).parents[1] / "rules" / "about.json"
    assert path.stat().st_size < 3_000_000
    assert "train_about" in json.loads(path.read_text(encoding="utf-8"))["made by"]
    assert 0 < shipped().least < 0.5


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        (
            "Shelling kills 8 in Rosario",
            "Artillery shells hit homes in Rosario, Argentina, and killed 8 residents.",
            "en",
        ),
        (
            "Ataque con granada deja 3 muertos en Rosario",
            "Desconocidos lanzaron una granada contra una casa en Rosario, Argentina, y mataron a 3 vecinos.",
            "es",
        ),
        (
            "Mob lynches 11 in riot in Asunción",
            "Rioters looted shops in Asunción, Paraguay and lynched 11 traders, a doctor told us.",
            "en",
        ),
        (
            "Turba lincha a 11 en disturbios en Asunción",
            "Una turba saqueó tiendas en Asunción, Paraguay, y linchó a 11 comerciantes, nos contó un médico.",
            "es",
        ),
    ],
)
def test_what_headline_and_lead_tell_with_its_dead_is_news_whatever_its_other_words(
    title: str, text: str, language: str, tools: Tools, builtin_rules: RuleSet
) -> None:
    article = Article("a", title, text, language=language, published=datetime(2026, 5, 14, tzinfo=UTC))
    assert any(found.stopped is None for found in match(builtin_rules, read(article, tools)))


@pytest.mark.parametrize(
    ("title", "text", "language"),
    [
        (
            "Foxes massacre 40 hens",
            "Foxes massacred 40 hens on a farm near Exeter, England, and left 40 dead in the yard; the vet blamed a broken fence and the farmer will mend the gate.",
            "en",
        ),
        (
            "Vampiros ejecutan a doce terneros",
            "Los murciélagos ejecutaron a doce terneros en una finca de Tucumán, Argentina; el veterinario los halló muertos y vacunará al resto del rebaño contra la rabia.",
            "es",
        ),
        (
            "School reopens after siege",
            "The school in Taiz, Yemen, reopened on Sunday with new desks, two years after the siege closed it; the head thanked the donors for the books, the ovens and the football pitch.",
            "en",
        ),
        (
            "Reabre la carretera a Tumaco",
            "La carretera a Tumaco, Colombia, reabrió este miércoles con asfalto nuevo, un año después de los combates que la cerraron; la ministra agradeció a los ingenieros la inversión de ocho millones.",
            "es",
        ),
    ],
)
def test_neither_a_count_nor_an_order_speaks_for_itself_where_the_article_reads_like_something_else_altogether(
    title: str, text: str, language: str, tools: Tools, builtin_rules: RuleSet
) -> None:
    article = Article("a", title, text, language=language, published=datetime(2026, 5, 14, tzinfo=UTC))
    stopped = [found.stopped.gate for found in match(builtin_rules, read(article, tools)) if found.stopped]
    assert "about" in stopped
    assert not any(found.stopped is None for found in match(builtin_rules, read(article, tools)))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Sniper kills 8 in new film",
            "In the film, which opens on Friday, a sniper kills 8 people in Rosario, Argentina.",
        ),
        (
            "Cold shelled 8 in five minutes",
            "Rosario shelled the keeper of Córdoba, Argentina, with 8 shots in five minutes.",
        ),
    ],
)
def test_a_count_in_a_film_or_a_match_makes_no_news(
    title: str, text: str, tools: Tools, builtin_rules: RuleSet
) -> None:
    article = Article("a", title, text, language="en", published=datetime(2026, 5, 14, tzinfo=UTC))
    assert not any(found.stopped is None for found in match(builtin_rules, read(article, tools)))
