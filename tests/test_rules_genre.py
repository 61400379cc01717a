"""What a whole article is about keeps its sentences quiet, and real violence in such an article still alerts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from extract.article import Article
from extract.read import Tools, read
from rules.groups import Group, without_repeats
from rules.match import match
from rules.rule import RuleSet

DAY = datetime(2026, 5, 14, tzinfo=UTC)

QUIET = {
    "a match report": (
        "Tigers win overtime shootout in Denver",
        "The guard scored forty points on Sunday night. The visitors were ambushed early and never hit back. "
        "The barrage from long range killed off the game in Denver.",
    ),
    "a film review": (
        "New thriller set in Nairobi hits cinemas",
        "The film opened on Friday to full houses. Gunmen storm a bank in Nairobi and take hostages. "
        "A bomb goes off in the last scene.",
    ),
    "a price war": (
        "Airlines open a price war over Madrid",
        "Two carriers opened fire on each other's margins on Monday, analysts said. The blast of discounts hit shares in Madrid.",
    ),
    "a drill": (
        "Port of Rotterdam to hold attack drill on Thursday",
        "The exercise will last all morning. Actors will play gunmen who attack a ferry in Rotterdam, and a bomb will explode.",
    ),
    "yearly figures": (
        "Murders in Medellín fell last year, figures show",
        "The city counted fewer killings than in any year since 1990. Shootings in the north of Medellín fell by a third.",
    ),
    "un partido": (
        "El portero da el título al equipo en la tanda de penales",
        "El delantero fusiló al portero en Rosario. El ataque final llegó el domingo y el estadio explotó en Rosario.",
    ),
    "una película": (
        "Se estrena la película sobre el asalto al banco de Quito",
        "El filme llegó el viernes a los cines. Hombres armados toman rehenes en Quito y estalla una bomba en la última escena.",
    ),
    "una guerra de precios": (
        "Estalla la guerra de precios entre supermercados de Lima",
        "Los analistas ven rebajas todo el mes. Las cadenas abrieron fuego el lunes en Lima con descuentos.",
    ),
    "un aniversario": (
        "Recuerdan en Guadalajara las explosiones del 22 de abril de 1992",
        "La ciudad presenta un monumento a las víctimas del 22 de abril de 1992. Aquel día estallaron los colectores "
        "en Guadalajara y murieron más de doscientas personas.",
    ),
    "an order from the archives": (
        "From the archives: the night a gunman held a street",
        "It was a warm evening. By midnight forty families in Leeds had been told by police to stay indoors. "
        "Our reporter spent nine hours behind a freezer.",
    ),
    "una guía de viaje": (
        "La guía de Exteriores, país por país",
        "Conviene abrirla antes de hacer la maleta. En Ecuador rige el estado de excepción y conviene no caminar "
        "de noche por Guayaquil.",
    ),
    "un preso que sale": (
        "Regresa a Maracaibo un reportero tras catorce meses preso",
        "El reportero fue liberado tras catorce meses en una prisión. Llegó el miércoles a Maracaibo entre abrazos.",
    ),
    "a day of remembrance": (
        "Oslo rings bells for the dead of the island",
        "Church bells rang in Oslo on Wednesday for the 77 people killed by a bomb and by shots. The king laid a wreath.",
    ),
    "un día de recuerdo": (
        "Campanas en Madrid por los muertos de los trenes",
        "Las campanas sonaron este miércoles en Madrid por los muertos de las bombas. Hubo un minuto de silencio.",
    ),
    "a prize": (
        "Hostage drama wins in Venice",
        "A drama about a bank siege in which gunmen hold eleven people won the main prize in Venice.",
    ),
    "un ejercicio": (
        "Encapuchados asaltan un ferry en Vigo, pero es un ejercicio",
        "Encapuchados asaltaron un ferry en Vigo el miércoles y tomaron rehenes, todos estudiantes voluntarios.",
    ),
}
LOUD = {
    "a bomb at a day of remembrance": (
        "Bomb kills four at vigil in Kabul",
        "A bomb exploded at a vigil in Kabul on Wednesday and killed four mourners, police said. Others were hurt.",
    ),
    "shots at a match": (
        "Match in Guayaquil abandoned after gunfire",
        "The league match in Guayaquil, Ecuador, was in its second half on Sunday when gunmen opened fire in the stands. "
        "Two fans were killed and five wounded, police said.",
    ),
    "a bomb beside a court": (
        "Trial halted in Peshawar",
        "The trial of a bombing suspect had resumed in Peshawar, Pakistan, on Wednesday when another bomb exploded at a "
        "market nearby, killing six people, police said.",
    ),
    "an attack at a film's first night": (
        "Gunmen attack cinema in Lagos",
        "Gunmen stormed the premiere of a film in Lagos, Nigeria, on Tuesday night and killed three people, police said.",
    ),
    "a drill that turned real": (
        "Bomb kills three near barracks in Gao",
        "Hours after a drill at the base in Gao, Mali, a bomb exploded at its gate on Wednesday and killed three soldiers.",
    ),
    "disparos en un estadio": (
        "Balacera en el estadio de Barranquilla",
        "El partido de fútbol terminaba el domingo en Barranquilla, Colombia, cuando sicarios dispararon contra la tribuna "
        "y mataron a dos aficionados, informó la policía.",
    ),
    "una bomba junto al tribunal": (
        "Estalla una bomba frente al tribunal de Cúcuta",
        "Un coche bomba estalló este miércoles frente al tribunal de Cúcuta, Colombia, y dejó cuatro muertos, según la policía.",
    ),
}


def alerts(title: str, text: str, tools: Tools, rules: RuleSet) -> list[str]:
    extraction = read(Article("a", title, text, published=DAY), tools)
    return [f"{f.category}: {f.why}" for f in match(rules, extraction) if f.stopped is None]


@pytest.mark.parametrize("kind", QUIET)
def test_an_article_of_another_kind_stays_quiet(kind: str, tools: Tools, builtin_rules: RuleSet) -> None:
    assert alerts(*QUIET[kind], tools, builtin_rules) == []


@pytest.mark.parametrize("kind", LOUD)
def test_violence_in_such_an_article_alerts(kind: str, tools: Tools, builtin_rules: RuleSet) -> None:
    assert alerts(*LOUD[kind], tools, builtin_rules)


def alerting(title: str, text: str, tools: Tools, rules: RuleSet) -> list[str]:
    """What rules and gates let alert, without what is weighed."""
    article = Article("x", title, text, language="en", published=DAY)
    return [f.category for f in match(rules, read(article, tools), weigh=False) if f.stopped is None]


BODY = "Ministers of both countries spoke of trade and fish. They met in Oslo for the third time. "


def test_violence_far_below_a_peaceful_headline_is_background(tools: Tools, builtin_rules: RuleSet) -> None:
    text = BODY + "Gunmen shot dead two guards at the port of Mombasa, Kenya."
    article = Article("x", "Fish treaty signed", text, language="en", published=DAY)
    found = match(builtin_rules, read(article, tools), weigh=False)
    assert [finding.stopped.gate for finding in found if finding.stopped] == ["background"]
    assert alerting("", text, tools, builtin_rules) == ["shooting"]  # a bare text may begin anywhere


def test_a_fresh_day_makes_it_news_wherever_it_stands(tools: Tools, builtin_rules: RuleSet) -> None:
    text = BODY + "Gunmen shot dead two guards at the port of Mombasa, Kenya, on Wednesday."
    assert alerting("Fish treaty signed", text, tools, builtin_rules) == ["shooting"]


def test_a_second_event_below_a_violent_headline_is_told(tools: Tools, builtin_rules: RuleSet) -> None:
    text = BODY + "Gunmen shot dead two guards at the port of Mombasa, Kenya."
    assert "shooting" in alerting("Car bomb kills nine in Quetta, Pakistan", text, tools, builtin_rules)


def told_in_spanish(title: str, text: str, tools: Tools, rules: RuleSet) -> list[str]:
    article = Article("x", title, text, language="es", published=DAY)
    return [f.category for f in match(rules, read(article, tools), weigh=False) if f.stopped is None]


def test_a_robbery_in_the_headline_stays_one_though_shots_are_heard_far_below(
    tools: Tools, builtin_rules: RuleSet
) -> None:
    text = (
        "Una banda asaltó el miércoles un camión blindado en Luque, Paraguay, y huyó con el botín. "
        "Un guardia resultó con una pierna rota. Los vecinos oyeron el tiroteo desde los techos de Luque."
    )
    assert "violent_crime" in told_in_spanish("Asaltan un blindado en Luque", text, tools, builtin_rules)


def test_shots_in_the_lead_say_more_than_the_robbery(tools: Tools, builtin_rules: RuleSet) -> None:
    text = "Una banda asaltó el miércoles un banco en Luque, Paraguay, y en el tiroteo murieron dos guardias."
    assert told_in_spanish("Asaltan un banco en Luque", text, tools, builtin_rules) == ["shooting"]


def test_an_attacker_shot_by_police_makes_no_clash_beside_what_he_did(tools: Tools, builtin_rules: RuleSet) -> None:
    ended = "El conductor fue abatido por la policía en Lyon, Francia, el miércoles."
    rammed = "Un hombre arrolló a doce personas con una furgoneta en Lyon, Francia, el miércoles. "
    found = told_in_spanish("Atropella a la multitud en Lyon", rammed + ended, tools, builtin_rules)
    assert found == ["vehicle_attack"]
    assert told_in_spanish("Operación en Lyon", ended, tools, builtin_rules) == ["armed_clash"]


def test_a_general_kind_stays_where_the_concrete_one_is_doubted(tools: Tools, builtin_rules: RuleSet) -> None:
    """ "An exchange of fire", said in passing, must not take the attack with it."""
    text = (
        "At least seven policemen were killed and three hurt when heavily armed militants attacked a check post in the "
        "Shahbaz Khel area late Wednesday night, officials said. According to the officer, the attackers used rockets, "
        "and the exchange of fire went on for two hours. Help was held up on the way. A search was begun in the area. "
        "The minister expressed grief and ordered a report."
    )
    found = match(builtin_rules, read(Article("x", "", text, language="en", published=DAY), tools))
    assert {f.category for f in found if f.stopped is None} & {"armed_attack", "shooting"}
    attack, shooting = Group("armed_attack", None, []), Group("shooting", None, [])
    assert without_repeats([attack, shooting], alive=[attack]) == [attack, shooting]
    assert without_repeats([attack, shooting], alive=[attack, shooting]) == [shooting]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Rebels blew up the town hall of Trujillo, Peru, on Wednesday night. Before they left Trujillo they murdered the "
            "mayor and his wife.",
            "en",
        ),
        (
            "Hombres armados hicieron estallar una bomba en la alcaldía de Trujillo, Perú, el miércoles. Antes de huir de "
            "Trujillo asesinaron al alcalde y a su esposa.",
            "es",
        ),
    ],
)
def test_a_murder_beside_a_bomb_is_a_deed_of_its_own(
    text: str, language: str, tools: Tools, builtin_rules: RuleSet
) -> None:
    for title in ("", "Bomba en Trujillo, Perú" if language == "es" else "Bomb in Trujillo, Peru"):
        found = match(builtin_rules, read(Article("x", title, text, language=language, published=DAY), tools))
        assert {f.category for f in found if f.stopped is None} == {"explosion", "armed_attack"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "A bomb went off in a market in Trujillo, Peru, on Wednesday. The attack in Trujillo killed four people.",
            "en",
        ),
        (
            "Una bomba estalló en un mercado de Trujillo, Perú, el miércoles. El ataque en Trujillo mató a cuatro "
            "personas.",
            "es",
        ),
    ],
)
def test_the_attack_told_again_is_the_bomb(text: str, language: str, tools: Tools, builtin_rules: RuleSet) -> None:
    found = match(builtin_rules, read(Article("x", "", text, language=language, published=DAY), tools))
    assert {f.category for f in found if f.stopped is None} == {"explosion"}


def test_a_gas_canister_set_off_by_a_masked_man_is_no_accident(tools: Tools, builtin_rules: RuleSet) -> None:
    title = "Explosion outside a temple in Lyon, France; anti-terror prosecutors take over"
    text = "A gas canister in a parked car exploded outside a temple in Lyon early on Thursday. It damaged a door."
    assert "explosion" in alerting(title, text, tools, builtin_rules)
    plain = "Explosion in a bakery in Lyon, France"
    assert alerting(plain, text.replace("parked car", "kitchen"), tools, builtin_rules) == []


def test_a_headline_that_names_a_day_long_past_makes_its_article_look_back(
    tools: Tools, builtin_rules: RuleSet
) -> None:
    text = "Hearings in the case began on Monday. Militants killed eight guards in the assault on the port of Pemba."
    assert alerting("Court hears firm over 2021 port attack", text, tools, builtin_rules) == []
    assert "armed_attack" in alerting("Militants kill eight in port attack", text[38:], tools, builtin_rules)


def test_the_day_on_which_it_is_told_does_not_make_an_old_event_new(tools: Tools, builtin_rules: RuleSet) -> None:
    text = (
        "Workers laid flowers in Izmir, Turkey, on Wednesday for the victims of 1977, when gunmen fired into the crowd."
    )
    assert alerting("", text, tools, builtin_rules) == []
    fresh = "Gunmen fired into the crowd in Izmir, Turkey, on Wednesday, on a square where people had died in 1977."
    assert alerting("", fresh, tools, builtin_rules) == ["shooting"]


def test_what_the_police_do_not_rule_out_is_not_denied(tools: Tools, builtin_rules: RuleSet) -> None:
    article = Article(
        "x", "", "Un coche arrolla a varios peatones en Valladolid, España; la policía no descarta un acto deliberado.",
        language="es", published=DAY,
    )  # fmt: skip  # a table or a paragraph of words, not one a line
    found = match(builtin_rules, read(article, tools))
    assert [finding.category for finding in found if finding.stopped is None] == ["vehicle_attack"]
    denied = Article("y", "", article.text.replace("no descarta", "descarta"), language="es", published=DAY)
    assert [f.stopped.gate for f in match(builtin_rules, read(denied, tools)) if f.stopped] == ["denial"]
