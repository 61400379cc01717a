"""What is denied, mistaken for something else or only feared stays quiet, and its twin that did happen alerts."""

from __future__ import annotations

import numpy as np
import pytest

from rules.kind_of import Kinds, Model
from rules.match import match
from rules.rule import RuleSet
from tests.fakes_matching import reading, shipped

QUIET = [
    ("mistaken", "en", "Ferry sinks off Gao", "The crack that people in Gao took for gunfire on Wednesday was a chain."),
    ("mistaken", "en", "Hill slides in Gao", "The noise was taken for a heavy bombardment in Gao this morning."),
    ("mistaken", "en", "Hole in a street", "People ran out in Gao today in the belief that a bomb had exploded and killed."),
    ("mistaken", "es", "Se hunde una calle", "En Gao confundieron hoy el estruendo con un tiroteo."),
    ("mistaken", "es", "Truena en Gao", "El ruido fue tomado por una explosión con muertos este miércoles en Gao."),
    ("headline", "en", "No gunmen at the dance, police say", "Men with guns opened fire in Gao last night, a voice note said."),
    ("headline", "en", "Police deny shoot-out at mall", "A shootout at a mall in Gao was told of in videos on Wednesday."),
    ("headline", "en", "No infiltration in Gao", "Gao was told to lock its doors on Wednesday; police told residents to stay indoors."),
    ("headline", "es", "No hubo ataque en Gao, dice el alcalde", "Un audio hablaba ayer de un tiroteo en Gao."),
    ("headline", "es", "Desmienten secuestro en Gao", "La cadena hablaba de un secuestro de una joven ayer en Gao."),
    ("headline", "en", "Gao 'stabbing' did not take place", "Screenshots said that a boy had been stabbed in Gao on Tuesday."),
    ("headline", "es", "El tiroteo de Gao nunca ocurrió", "Una cadena hablaba de un tiroteo ayer en Gao."),
    ("none of it", "en", "Bulletin on Gao", "Messages claimed that hooded men had shot two farmers in Gao today. Our team was there. Nothing of the kind took place."),
    ("none of it", "es", "Boletín sobre Gao", "Un audio dice que hombres armados mataron a tiros a una mujer ayer en Gao. El alcalde recorrió el barrio. Nada de eso ocurrió."),
    ("found", "en", "Hikers back", "The two hikers feared kidnapped in Gao lost their way and were found on Wednesday."),
    ("found", "en", "Girl back with mother", "The girl for whom a kidnapping alert was out in Gao was found asleep today."),
    ("found", "en", "Couple found safe", "The couple from Gao who were feared taken lost their way. They had been kidnapped in Gao by armed men on Wednesday, wrote a daughter."),
    ("found", "es", "Ubican ilesa a la joven", "La joven de Gao, reportada como secuestrada el martes, durmió en casa de una amiga."),
    ("found", "es", "Vuelven los excursionistas", "Daban por secuestrados ayer en Gao a los tres jóvenes; se habían perdido."),
]  # fmt: skip  # a table or a paragraph of words, not one a line
LOUD = [
    ("en", "Driver found alive and well", "Gunmen opened fire on a bus in Gao on Wednesday; its driver, feared dead, was found alive and well."),
    ("en", "Shooting in Gao: the march did not take place", "Gunmen opened fire on a march in Gao on Wednesday."),
    ("en", "Gao attack was no robbery", "Gunmen opened fire on a shop in Gao on Wednesday and killed two. They took money, it was said; nothing of the kind, says the owner."),
    ("es", "Tiroteo en Gao: el baile no tuvo lugar", "Hombres armados abrieron fuego ayer en Gao."),
    ("en", "Shots at a ferry in Gao", "Gunmen opened fire on a ferry in Gao on Wednesday."),
    ("en", "No arrests after shooting in Gao", "Gunmen opened fire at a dance in Gao last night."),
    ("en", "No one claims attack on Gao", "A bomb exploded in Gao on Wednesday and killed four."),
    ("en", "No gunmen in uniform, says the mayor", "Gunmen opened fire on a mall in Gao on Wednesday and killed three."),
    ("en", "Police mistook them for rebels", "Soldiers mistook a bus in Gao for the rebels and opened fire today."),
    ("en", "Two hikers missing", "Two hikers were kidnapped by armed men in Gao on Wednesday, and are feared far away."),
    ("en", "Driver walks into police station", "A driver was kidnapped in Gao on Wednesday, his firm said."),
    ("en", "Police do not rule out attack", "A bomb exploded in Gao on Wednesday."),
    ("es", "Tiroteo en Gao sin detenidos", "Hombres armados abrieron fuego ayer en Gao."),
    ("es", "No descartan un ataque en Gao", "Una bomba explotó ayer en Gao."),
    ("es", "Dos excursionistas en manos de rebeldes", "Hombres armados secuestraron ayer en Gao a dos excursionistas."),
    ("es", "Nadie reivindica el ataque", "Una bomba estalló ayer en Gao y mató a cuatro."),
]  # fmt: skip  # a table or a paragraph of words, not one a line

NOT_GONE_OFF = [
    ("en", "Find in Gao", "A bomb planted at a market in Gao was found on Wednesday. It was made safe by noon."),
    ("en", "Call empties school in Gao", "A caller said that a bomb planted in a school in Gao would go off at noon today."),
    ("en", "Bomb fails in Gao", "A car bomb left at a hotel in Gao on Wednesday failed to explode, and police towed it."),
    ("en", "Alert in Gao", "Police in Gao warned today of an attempt to cause explosions in markets."),
    ("es", "Hallan bomba en Gao", "Una bomba colocada en un mercado de Gao fue vista este miércoles. La policía la desactivó."),
    ("es", "Vacían un mercado en Gao", "Un hombre llamó hoy y dijo haber dejado dinamita en un mercado de Gao."),
    ("es", "Susto en Gao", "Una granada lanzada este miércoles a una casa de Gao no llegó a explotar."),
]  # fmt: skip  # a table or a paragraph of words, not one a line
GONE_OFF = [
    ("en", "Blast in Gao", "A bomb exploded in Gao on Wednesday, and sappers made safe a second one."),
    ("en", "Bomb kills two in Gao", "A bomb planted at a market in Gao killed two people today. A second one was defused."),
    ("en", "Grenade hurts four in Gao", "A grenade thrown into a bar in Gao hurt four people today; another did not go off."),
    ("es", "Explosión en Gao", "Una bomba estalló este miércoles en Gao y otra fue desactivada."),
    ("es", "Granada deja cuatro heridos en Gao", "Una granada lanzada hoy a una casa de Gao hirió a cuatro personas; otra quedó sin estallar."),
]  # fmt: skip  # a table or a paragraph of words, not one a line


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return shipped()


@pytest.mark.parametrize(("sort", "language", "title", "text"), QUIET)
def test_what_did_not_happen_stays_quiet(sort: str, language: str, title: str, text: str, rules: RuleSet) -> None:
    found = match(rules, reading(text, title=title, language=language), weigh=False)
    assert found, "nothing was heard at all"
    assert {finding.stopped.gate if finding.stopped else "none" for finding in found} == {"denial"}


@pytest.mark.parametrize(("language", "title", "text"), LOUD)
def test_what_did_happen_alerts(language: str, title: str, text: str, rules: RuleSet) -> None:
    found = match(rules, reading(text, title=title, language=language), weigh=False)
    assert [finding for finding in found if finding.stopped is None], [one.stopped for one in found]


def test_the_reason_names_the_words_that_take_it_back(rules: RuleSet) -> None:
    text = "Gunmen opened fire in Gao last night, a voice note said."
    found = match(rules, reading(text, title="No gunmen at the dance, police say"), weigh=False)
    assert found[0].stopped is not None
    assert found[0].stopped.why == "“No”, says the headline: it did not happen"


@pytest.mark.parametrize(("language", "title", "text"), NOT_GONE_OFF)
def test_a_bomb_that_did_not_go_off_is_no_explosion(language: str, title: str, text: str, rules: RuleSet) -> None:
    found = match(rules, reading(text, title=title, language=language), weigh=False)
    told = {finding.category: finding.stopped for finding in found}
    assert "explosion" in told, "nothing was heard at all"
    assert told["explosion"] is not None
    assert told["explosion"].gate == "denial"


@pytest.mark.parametrize(("language", "title", "text"), GONE_OFF)
def test_a_bomb_that_went_off_beside_one_that_did_not_is_one(
    language: str, title: str, text: str, rules: RuleSet
) -> None:
    found = match(rules, reading(text, title=title, language=language), weigh=False)
    assert "explosion" in {finding.category for finding in found if finding.stopped is None}


@pytest.mark.parametrize(("text", "kinds"), [(" and did not go off", ["threat"]), ("", ["explosion"])])
def test_no_article_is_told_as_a_kind_that_is_denied_in_it(
    text: str, kinds: list[str], rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    likely = {"explosion": 0.9, "threat": 0.05}
    model = Model(("explosion", "threat"), np.zeros(2), {}, np.zeros((0, 2)))
    monkeypatch.setattr("rules.match.kinds_of", lambda story, denied: Kinds("", "", likely, model).without(denied))
    text = f"Police in Gao saw a suspicious package on Wednesday. A bomb was planted in a hall{text}, they said."
    found = match(rules, reading(text, title="Market in Gao is empty"))
    assert [finding.category for finding in found if finding.stopped is None] == kinds
