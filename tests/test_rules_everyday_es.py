"""What Spanish papers fear, deny, quote or give as a cause, beside what they report."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extract.article import Article
from extract.read import Tools, read
from rules.match import match
from rules.rule import RuleSet

READ_ON = datetime(2026, 5, 14, 12, tzinfo=UTC)  # a Thursday

TOLD = {
    "a curfew, and not the robberies that brought it": (
        "Toque de queda nocturno en Tela, Honduras",
        "La alcaldía anunció un toque de queda de ocho a cinco desde hoy. Lo justificó por los asaltos a mano armada a comerciantes.",
        {"curfew"},
    ),
    "a march in peace": (
        "Miles marchan en Quito por el agua",
        "Unas 2.500 personas marcharon este jueves hasta la plaza Grande de Quito, Ecuador, contra la minería, sin incidentes.",
        {"protest"},
    ),
    "a march about a price": (
        "Campesinos marchan en Caaguazú, Paraguay, por el precio de la mandioca",
        "Tres mil productores marcharon este jueves hasta la plaza y pidieron un precio justo.",
        {"protest"},
    ),
    "a warning of attacks, and not the attacks": (
        "Alerta de la embajada de España en Bamako, Malí",
        "La embajada pidió hoy a sus ciudadanos evitar los hoteles por posibles tiroteos.",
        {"official_alert"},
    ),
}
QUIET = {
    "a headline that denies": (
        "El gobierno descarta un atentado en Rosario, Argentina",
        "El ministerio explicó el ruido de este jueves. Explotó un transformador junto a una casa, sin bomba alguna.",
    ),
    "a word within guillemets": (
        "La bacteria que «asesina» palomas en Cuenca, Ecuador",
        "Esta mañana amanecieron cuarenta palomas muertas en la plaza.",
    ),
    "a conference on violence": (
        "Jornada sobre la bala perdida en Lima, Perú",
        "Especialistas hablaron ayer de víctimas. “Cada tiroteo tiene dueño”, dijo la médica.",
    ),
    "a rifle by its name": (
        "Detienen en Jaca, España, a un hombre que vendía fusiles de asalto",
        "La policía detuvo este jueves a un hombre por la venta ilegal de fusiles de asalto.",
    ),
}


def categories(title: str, text: str, tools: Tools, rules: RuleSet) -> set[str]:
    reading = read(Article("everyday", title, text, language="es", published=READ_ON), tools)
    return {finding.category for finding in match(rules, reading, weigh=False) if finding.stopped is None}


@pytest.mark.parametrize("case", TOLD)
def test_only_what_is_the_news_is_told(case: str, tools: Tools, builtin_rules: RuleSet) -> None:
    title, text, expected = TOLD[case]
    assert categories(title, text, tools, builtin_rules) == expected


@pytest.mark.parametrize("case", QUIET)
def test_what_did_not_happen_stays_quiet(case: str, tools: Tools, builtin_rules: RuleSet) -> None:
    title, text = QUIET[case]
    assert categories(title, text, tools, builtin_rules) == set()
