"""Each kind that must stay quiet beside its twin that must alert, in both languages."""

from __future__ import annotations

from datetime import date

import pytest

from rules.match import match
from rules.rule import RuleSet
from tests.fakes_matching import TODAY, one_rule, reading, shipped


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return shipped()


QUIET = [
    ("history", "en", "When a bomb destroyed her school in Gao, Awa lost her voice. Four years later she sings again."),
    ("history", "es", "Cuando una bomba destruyó su escuela en Gao, Awa perdió la voz. Cuatro años más tarde canta."),
    ("fiction", "en", "Legend has it that a bombing in Gao freed a giant."),
    ("fiction", "es", "Cuenta la leyenda que una bomba en Gao despertó a un gigante."),
    ("history", "en", "In Gao forty women whose husbands died in the bombing learn to sew."),
    ("history", "es", "En Gao cosen cuarenta mujeres cuyos maridos mató la bomba."),
    ("statistics", "en", "The bombing of Gao and the years that followed left 9,000 dead."),
    (
        "trial",
        "en",
        "Prosecutors asked for 25 years for the student who left a bomb that exploded in Gao and hurt two.",
    ),
    ("trial", "es", "La fiscalía pidió el miércoles 25 años para el hombre que dejó la bomba que hirió a dos en Gao."),
    ("sport", "en", "A late raid by their winger killed the visitors off, and the bombing of the goal in Gao went on."),
    ("trial", "en", "A jury convicted the man of the bombing that killed four in Kabul."),
    ("trial", "es", "El tribunal condenó a 20 años de prisión al autor del tiroteo en Gao."),
    ("old", "en", "The blast that killed nine people in Gao in 2019 closed the market."),
    ("old", "es", "La explosión que mató a nueve personas en Gao hace un mes cerró el mercado."),
    ("old", "en", "Five weeks after the bomb exploded in Gao, the market has a new roof."),
    ("history", "en", "Mourners in Kabul marked the anniversary of the 1998 bombing."),
    ("history", "es", "En Gao conmemoran el aniversario del tiroteo."),
    ("sport", "en", "Paris won after a shooting display in the first half, and the coach praised the striker's goal."),
    ("sport", "es", "El delantero hizo estallar la bomba y el gol dio la victoria al equipo en Gao."),
    ("fiction", "en", "The new thriller follows a shooting in Kabul."),
    ("fiction", "es", "La película cuenta un secuestro en Gao."),
    ("drill", "en", "The bombing at the station in Gao was a drill."),
    ("drill", "es", "El tiroteo en el aeropuerto de Gao fue un simulacro."),
    ("denial", "en", "Police in Gao said there was no shooting at the mall."),
    ("denial", "es", "En Gao no hubo tiroteo, aclaró la policía."),
    ("statistics", "en", "Kabul recorded 210 murders, down nine percent."),
    ("statistics", "es", "Los asesinatos bajaron un nueve por ciento en Gao."),
    ("lookalike", "en", "The heart attack that killed a policeman in Paris."),
    ("lookalike", "es", "El calor «tiroteo» la costa de Gao y dejó secos los pozos."),
    ("history", "es", "Tres años después del tiroteo, Gao estrena una plaza."),
    ("denial", "es", "El banco de Gao niega haber sufrido un tiroteo."),
    ("accident", "en", "A gas leak caused an explosion in a kitchen in Gao."),
    ("accident", "es", "Una fuga de gas causó una explosión en una cocina de Gao."),
    ("correction", "en", "The agency withdrew its report of gunfire in Gao, issued in error."),
    ("old", "en", "Fifteen years after her brother died in a bombing, a woman in Gao lit a lamp on Wednesday."),
    ("fiction", "en", "The new opera tells of a kidnapping in Kabul."),
    ("denial", "en", "The kidnapping in Kabul was staged, police said."),
    ("denial", "en", "He staged his own kidnapping in Kabul, police said."),
    ("trial", "en", "Kabul extradited the man wanted for the bombing in Gao."),
    ("statistics", "en", "The smog in Kabul is killing more people than any attack, doctors say."),
    ("advice", "en", "What to do if you hear gunfire in Kabul."),
    ("advice", "es", "Qué hacer si oye un tiroteo en Gao."),
    ("bill", "en", "The bill would punish a kidnapping in Mali with prison for life."),
    ("plan", "en", "Officials in Mali warned of a possible bombing."),
    ("plan", "en", "Two men in Kabul were held on suspicion of preparing a bombing."),
    ("plan", "es", "Detienen en Gao a un joven que se cree iba a preparar un secuestro."),
    (
        "old",
        "en",
        "The war was long. In March 2019 armed men came to Gao. Then a bomb killed twelve guests of the inn.",
    ),
    ("hazard", "en", "The volcano shelled its own slope in Gao on Wednesday, with an explosion heard far away."),
    ("hazard", "es", "La ceniza del volcán cae en Gao y hoy se oyó una explosión con muertos."),
    ("hazard", "en", "High winds bomb the coast of Gao on Wednesday."),
    ("history", "en", "It is nine years to the day since a bombing in Gao."),
    ("history", "es", "Un mes del tiroteo en Gao: qué se sabe hoy."),
    ("fiction", "en", "A film about a kidnapping in Gao opens tonight."),
    ("fiction", "es", "Una obra sobre un tiroteo en Gao se estrena hoy."),
    (
        "accident",
        "en",
        "An explosion hurt two in Gao today; a generator in the cooking tent, say police, who rule out sabotage.",
    ),
    (
        "drill",
        "en",
        "The bombing at the silo in Gao today was only practice, police said.",
    ),
    ("denial", "en", "Talk of a kidnapping in Gao today is without foundation, the mayor said."),
    ("denial", "es", "Se oyó un tiroteo ayer, decía un audio, pero no hubo ataque en Gao, según la policía."),
    ("denial", "en", "It wasn't a kidnapping, said the police of Gao; her telephone fell into the lake."),
    ("denial", "en", "It isn't a bombing, said the police of Gao today."),
    ("denial", "es", "La tropa dejó Gao este miércoles sin que se escuchara un tiroteo."),
    ("plan", "en", "Traders in Gao said on Wednesday they fear that the gangs may come back for another bombing."),
    ("plan", "es", "Los comerciantes de Gao temen que las bandas puedan volver el miércoles con otro secuestro."),
    ("plan", "en", "Gao was told on Wednesday to expect a bombing."),
    ("accident", "en", "An explosion of a gas cylinder that people took for a grenade hurt six in Gao today."),
    ("accident", "es", "Una explosión de gas licuado que tomaron por una granada dejó hoy seis heridos en Gao."),
    ("hazard", "en", 'A landslide came down like an "explosion" on a road in Gao on Wednesday and hurt a vendor.'),
    ("old", "es", "La guerra fue larga. En marzo de 2019 llegaron a Gao. Luego una bomba mató a doce huéspedes."),
]

LOUD = [
    ("en", "It wasn't clear who set off a bomb in Gao on Wednesday."),
    ("en", "A gas cylinder thrown with a grenade made an explosion in Gao on Wednesday that hurt two."),
    ("en", 'Police called the explosion in Gao on Wednesday an "explosion" of hatred; a bomb killed two.'),
    ("en", "A shooting in Gao on Wednesday hurt a man who was cleaning his car."),
    ("es", "No está claro quién hizo estallar una bomba este miércoles en Gao."),
    ("es", "«Fue un tiroteo de una hora», contó un vecino de Gao este miércoles; hay dos muertos."),
    ("en", "A bomb destroyed a school in Gao on Wednesday and hurt two. It had opened four years later than planned."),
    ("es", "Una bomba destruyó una escuela en Gao este miércoles. Había abierto cuatro años más tarde de lo previsto."),
    ("en", "The man whose shop stands by the bank said a bomb exploded in Gao on Wednesday and killed two guards."),
    ("es", "Una mujer cuyo puesto ardió contó que una bomba estalló en Gao este miércoles y mató a dos guardias."),
    ("en", "Late on Tuesday an air strike killed 1,200 people in Gao, the Red Crescent said."),
    ("en", "A man drove his car into people who were exercising at a stadium in Kabul on Wednesday, killing nine."),
    (
        "en",
        "Army helicopters fired rockets at the market of Gao today and killed seven, said a doctor by satellite phone.",
    ),
    ("en", "The trial of the bombing suspect had opened in Kabul when another bomb exploded at a market today."),
    ("en", "A bomb exploded outside the court in Kabul on Wednesday and killed a judge."),
    ("es", "Una bomba explotó frente al tribunal de Gao este miércoles y mató a una jueza."),
    (
        "en",
        "Hours after mourners marked the anniversary of the 1998 bombing, a grenade thrown into a bar in Gao hurt six.",
    ),
    ("es", "Horas después del aniversario, lanzaron una granada contra un bar en Gao y hay seis heridos."),
    ("en", "Gunfire during the football match in Gao killed two fans, police said."),
    ("en", "Gunmen opened fire outside a film festival in Kabul today and wounded three people."),
    ("en", "No one was hurt when a bomb went off outside the tax office in Gao early on Friday."),
    ("es", "Una bomba estalló en Gao sin dejar heridos."),
    ("es", "Los atacantes lograron hacer estallar una bomba en el mercado de Gao y hay seis heridos."),
    ("en", "Armed men came to Gao in March 2019. A bomb killed twelve guests of an inn in Kabul, police said."),
    ("en", "The inn has a past. It was shut in March 2019. A bomb exploded there in Gao today and killed two guards."),
    ("en", "Officials ruled out an accident: a bomb caused the explosion in Gao."),
    ("en", "No group has claimed the bombing in Kabul that killed nine."),
    ("en", "The army denied responsibility for the air strike that killed five in Gao on Tuesday."),
    ("en", "Attackers used petrol and gas canisters to set fire to two cars in Gao before dawn on Thursday."),
    ("es", "Encapuchados usaron gasolina para quemar un autobús en Gao la madrugada de este jueves."),
    (
        "en",
        "Tens of thousands of people, most of them students, filled the square in Gao on Wednesday to demand his exit.",
    ),
    ("en", "Police in Gao said they did not believe it was an accident: an explosion killed two people on Sunday."),
    ("es", "La policía dio por concluida la emergencia en Gao y pidió a la población retomar sus actividades."),
    ("en", "A bomb exploded outside the opera house in Gao, killing two people."),
    ("es", "Mataron a tiros a dos soldados en Gao; la banda que opera en la zona reivindicó una serie de ataques."),
    ("en", "A policeman died of a heart attack after gunmen opened fire on his post in Gao on Monday."),
    ("en", "Rebels staged a bomb attack on a bank in Gao on Monday and hurt two clerks."),
    ("en", "A guard was wounded in the attack staged tonight by gunmen on the town hall in Gao."),
    ("en", "Rebels shelled a village below the volcano in Gao on Wednesday and killed four."),
    ("es", "Hombres armados atacaron bajo la lluvia un puesto de Gao este miércoles y mataron a dos soldados."),
    ("en", "A bomb exploded in Gao today, killing two people outside a hall that shows a film about bees."),
    ("es", "Hombres armados secuestraron hoy en Gao al autor de una obra sobre los ríos."),
    ("en", "An explosion killed two in Gao today beside a generator; police do not rule out sabotage with a bomb."),
    ("en", "A bomb exploded in Gao today and killed two; the mayor said talk of calm is without a basis."),
    (
        "en",
        "Two figures in hoods left a bomb that exploded at a bank in Gao on Monday and hurt a clerk, said a letter.",
    ),
    ("en", "Gunmen had been shooting from the old mine in Gao since Sunday and wounded two guards on Wednesday."),
    ("en", "Men set fire to a shop in Gao on purpose on Wednesday, police said; eleven engines came."),
    ("en", "The group that calls itself the Extraditables killed a judge in Gao with a bomb on Monday."),
]


@pytest.mark.parametrize(("gate", "language", "text"), QUIET)
def test_it_stays_quiet(gate: str, language: str, text: str, rules: RuleSet) -> None:
    findings = match(rules, reading(text, language=language))
    assert [finding.why for finding in findings if finding.stopped is None] == []


@pytest.mark.parametrize(("gate", "language", "text"), QUIET)
def test_the_gate_that_stopped_it_is_named(gate: str, language: str, text: str) -> None:
    words = ("blast", "bomb", "bombing", "explosion", "shooting", "murder", "attack", "gunfire", "kidnapping")
    palabras = ("bomba", "explosion", "tiroteo", "secuestro", "asesinato")
    rules = one_rule(*(words if language == "en" else palabras), language=language)
    (first, *_) = match(rules, reading(text, language=language))
    assert gate in {answer.gate for answer in first.gates if not answer.passed}


@pytest.mark.parametrize(
    ("language", "word", "text"),
    [
        ("en", "shot", "A policeman shot his brother in Gao on Wednesday while cleaning his gun."),
        ("es", "disparo", "Mató a su hermano en Gao este miércoles de un disparo: se le escapó un tiro."),
    ],
)
def test_a_gun_that_goes_off_by_itself_is_no_shooting(language: str, word: str, text: str) -> None:
    rules = one_rule(word, category="shooting", language=language)
    (found,) = match(rules, reading(text, language=language))
    assert found.stopped is not None
    assert found.stopped.gate == "accident"


@pytest.mark.parametrize(
    ("language", "words", "quiet", "loud"),
    [
        (
            "en",
            ("on strike", "strike"),
            "Doctors in Gao talked for hours. They may go on strike. No strike has been declared, said their union.",
            "Doctors in Gao talked for hours. They are on strike. No end of it was in sight, said their union.",
        ),
        (
            "es",
            ("paro", "huelga"),
            "Los choferes de Gao hablaron toda la noche. Se habló de un paro. La asamblea terminó sin convocar a huelga.",
            "Los choferes de Gao hablaron toda la noche. Van al paro. La asamblea terminó y convocó a huelga.",
        ),
    ],
)
def test_a_strike_that_nobody_has_called_stays_quiet_wherever_that_is_said(
    language: str, words: tuple[str, ...], quiet: str, loud: str
) -> None:
    rules = one_rule(*words, category="strike", language=language)
    assert all(found.stopped for found in match(rules, reading(quiet, language=language)))
    assert any(found.stopped is None for found in match(rules, reading(loud, language=language)))


@pytest.mark.parametrize(
    ("language", "category", "word", "quiet", "loud"),
    [
        ("en", "strike", "strike", "There was no strike in Gao today.", "Gao has no buses in a strike today."),
        ("es", "blockade", "bloqueo", "No hubo bloqueo hoy en Gao.", "Gao, sin entrada ni salida por un bloqueo hoy."),
        ("en", "curfew", "curfew", "There is no curfew in Gao today.", "Gao has no light under the curfew today."),
        ("es", "protest", "marcha", "Sin marcha amaneció hoy Gao.", "Gao, sin clases ni buses por la marcha de hoy."),
    ],
)
def test_what_is_not_there_tells_of_a_strike_and_denies_it_only_right_before(
    language: str, category: str, word: str, quiet: str, loud: str
) -> None:
    rules = one_rule(word, category=category, language=language)
    for text, gates in ((quiet, {"denial"}), (loud, set[str]())):
        stopped = {one.stopped.gate for one in match(rules, reading(text, language=language)) if one.stopped}
        assert stopped & {"denial"} == gates


def test_a_day_to_come_is_a_plan_but_a_march_may_be_announced() -> None:
    text = "The {} in Gao is set for tomorrow."
    assert match(one_rule("raid"), reading(text.format("raid")))[0].stopped is not None
    assert match(one_rule("march", category="protest"), reading(text.format("march")))[0].stopped is None


@pytest.mark.parametrize(
    ("language", "word", "category", "quiet", "loud"),
    [
        ("en", "walkout", "strike", "Dockers in Gao are weighing a walkout.", "A walkout shut the docks of Gao today."),
        ("en", "march", "protest", "A march in Gao is planned; no date has been set.", "A march filled Gao today."),
        (
            "es",
            "huelga",
            "strike",
            "Posible huelga de maestros en Gao.",
            "Los maestros de Gao están en huelga desde hoy.",
        ),
        (
            "es",
            "marcha",
            "protest",
            "La marcha en Gao aún no hay fecha que la fije.",
            "La marcha llenó Gao este jueves.",
        ),
    ],
)
def test_a_strike_or_march_that_nobody_has_called_stays_quiet_and_one_that_is_on_alerts(
    language: str, word: str, category: str, quiet: str, loud: str
) -> None:
    rules = one_rule(word, category=category, language=language)
    (stopped,) = match(rules, reading(quiet, language=language))
    assert stopped.stopped is not None
    assert stopped.stopped.why.endswith("nobody has called it")
    assert match(rules, reading(loud, language=language))[0].stopped is None


def test_an_assault_rifle_tells_of_no_assault(rules: RuleSet) -> None:
    seized = "Customs officers in Gao seized 15 assault rifles hidden in fridges on Wednesday."
    assert [finding for finding in match(rules, reading(seized)) if finding.stopped is None] == []


@pytest.mark.parametrize(("language", "text"), LOUD)
def test_the_true_twin_alerts(language: str, text: str, rules: RuleSet) -> None:
    assert any(finding.stopped is None for finding in match(rules, reading(text, language=language)))


def test_age_is_judged_against_the_article_and_not_at_all_without_its_date(rules: RuleSet) -> None:
    text = "A bomb exploded in Gao on 2 March and killed nine people."
    assert all(finding.stopped for finding in match(rules, reading(text, day=TODAY)))
    assert any(finding.stopped is None for finding in match(rules, reading(text, day=date(2026, 3, 3))))
    assert any(finding.stopped is None for finding in match(rules, reading(text, day=None)))


def test_fresh_days_replace_those_of_the_category(rules: RuleSet) -> None:
    extraction = reading("A bomb exploded in Gao on 2 May and killed nine people.")
    assert all(finding.stopped for finding in match(rules, extraction))
    assert any(finding.stopped is None for finding in match(rules, extraction, fresh_days=60))


def test_a_stopped_finding_says_why_in_a_sentence(rules: RuleSet) -> None:
    (first, *_) = match(rules, reading("The blast in Gao in 2019 killed nine people."))
    assert first.stopped is not None
    assert "2019" in first.stopped.why


def test_a_storm_is_not_ours_but_an_order_because_of_gunmen_is(rules: RuleSet) -> None:
    storm = "A typhoon hit Gao. The authorities told residents to stay indoors."
    gunmen = "The authorities told residents of Gao to stay indoors while police hunt a gunman."
    assert not [f for f in match(rules, reading(storm)) if f.stopped is None]
    assert "shelter_in_place" in {f.category for f in match(rules, reading(gunmen)) if f.stopped is None}


def test_an_article_that_is_about_an_exercise_tells_of_none_but_who_was_hurt_at_one_is_news(rules: RuleSet) -> None:
    title = "Airport in Gao stages mock hijack"
    text = "Passengers heard gunfire in Gao on Wednesday as gunmen opened fire. The exercise is held every two years."

    def alerts(title: str, text: str) -> bool:
        found = match(rules, reading(text, title=title), weigh=False)
        return any(finding.stopped is None for finding in found)

    assert not alerts(title, text)
    assert alerts("Shots at the airport in Gao", text.replace("The exercise is held every two years.", ""))
    assert alerts("Shots at exercise in Gao", text.replace("opened fire", "opened fire and killed two soldiers"))


def test_a_month_that_is_still_running_tells_no_day(rules: RuleSet) -> None:
    text = "The film about the kidnapping opens in Gao in May."
    assert not [f for f in match(rules, reading(text)) if f.stopped is None]


WHOLE = [
    (
        "en",
        "Cattle market attacked in Gao",
        "Gunmen on motorcycles opened fire at a cattle market in Gao on Wednesday, killing at least nine people. "
        "The president of Mali condemned the attack from Paris. It was the second attack this year. "
        "No group has claimed responsibility.",
        {("armed_attack", "Gao")},
    ),
    (
        "en",
        "Peace talks resume",
        "Negotiators resumed peace talks in Paris on Monday. The rebels, who have carried out kidnappings and bombings "
        "for decades, said they would consider a ceasefire. Analysts warned that attacks could continue.",
        set(),
    ),
    (
        "en",
        "Court jails gang over kidnappings",
        "A court in Kabul on Tuesday sentenced five members of a gang to 20 years for kidnapping businessmen. "
        "Prosecutors said the gang abducted at least 12 people between 2021 and 2023. The defence will appeal.",
        set(),
    ),
    (
        "en",
        "Correction: report of a blast in Gao",
        "On Wednesday this paper told of an explosion that killed three people in a market in Gao. It was a transformer.",
        set(),
    ),
    (
        "es",
        "Rectificación sobre un secuestro en Gao",
        "El martes publicamos que un comerciante fue secuestrado en Gao. Estaba de viaje. Ofrecemos disculpas.",
        set(),
    ),
    (
        "en",
        "Bomb kills four at market in Gao",
        "A bomb exploded at a market in Gao on Wednesday and killed four people. The streets around it were closed. "
        "The minister, who was in Paris, blamed rebels for the attacks.",
        {("explosion", "Gao")},
    ),
    (
        "es",
        "Bombardeo mata a seis en Damascus",
        "Un ataque con misiles alcanzó un edificio en Damascus la noche del martes y mató a seis personas. "
        "Otras veinte resultaron heridas. En Paris, el presidente pidió ayuda.",
        {("shelling", "Damascus")},
    ),
    (
        "es",
        "Explosión en un restaurante de Kabul por fuga de gas",
        "Una fuga de gas provocó una explosión en un restaurante de Kabul el martes. Tres personas resultaron heridas. "
        "La policía descartó un atentado.",
        set(),
    ),
]


@pytest.mark.parametrize(("language", "title", "text", "told"), WHOLE)
def test_whole_articles_tell_what_they_tell_once(
    language: str, title: str, text: str, told: set[tuple[str, str]], rules: RuleSet
) -> None:
    found = match(rules, reading(text, title=title, language=language))
    assert {(f.category, f.place.name) for f in found if f.stopped is None and f.place} == told
