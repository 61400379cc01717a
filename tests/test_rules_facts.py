"""How many, by whom, where exactly, who warns; and how grave that makes it."""

from __future__ import annotations

import pytest

from rules.cues import shipped as shipped_cues
from rules.match import Facts, match
from rules.rule import Raise, Rule, RuleSet, Severity
from tests.fakes_matching import one_rule, reading, shipped

ANY = one_rule("bomb", "blast", "attack", "kidnap", "gunman", "gunmen", "strike")
CUALQUIERA = one_rule("bomba", "ataque", "secuestrar", "tiroteo", language="es")


def facts(text: str, language: str = "en") -> Facts:
    findings = match(ANY if language == "en" else CUALQUIERA, reading(text, language=language))
    assert findings, "the rule must match for its facts to be read"
    return findings[0].facts


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("A bomb killed four people and wounded six in Gao.", 4, 6),
        ("Five people were killed and 12 wounded in the attack.", 5, 12),
        ("At least seven died in the blast.", 7, None),
        ("The attack left 13 people, including 4 children, dead.", 13, None),
        ("Three gunmen killed a policeman.", 1, None),
        ("The gunmen, some thirty, killed two guards with a bomb.", 2, None),
        ("The blast injured dozens.", None, 24),
        ("The bomb went off at 10:30 near highway 9.", None, None),
        ("A bomb killed two men aged 22 and 30.", 2, None),
        ("A gunman wounded a man of 34 in Gao.", None, 1),
        ("A nurse, 41, was killed by a bomb in Gao.", 1, None),
        ("Two dead, 400 evacuated after a blast in Gao.", 2, None),
        ("A bomb killed four people and 1,200 residents were evacuated.", 4, None),
        ("Nine farmers were killed in the attack and scores of houses razed.", 9, None),
        ("Gunmen on 40 motorcycles killed a guard.", 1, None),
        ("Forty families fled the attack after two men were shot dead.", 2, None),
        ("Nobody was killed by the bomb but six were injured.", None, 6),
        ("A man was stabbed to death in the attack and two others were wounded.", 1, 2),
        ("A father and his two sons were killed by a bomb.", 3, None),
        ("A policeman and two gunmen were killed.", 3, None),
        ("Police detained 120 people after one officer was hurt in the attack.", None, 1),
        ("A bomb killed 18 people and some 4,000 people sought shelter at a UN base.", 18, None),
        ("The attack left 18 dead and 4,000 people took refuge in a school.", 18, None),
        ("Twelve people were killed in the attack, which forced 3,000 from their homes.", 12, None),
        ("Gunmen killed seven people and 40 are still missing after the attack.", 7, None),
        ("Ten people were killed in the attack, and 600 slept in churches.", 10, None),
        ("Three people were hurt by a bomb and 250 passengers were trapped.", None, 3),
        ("Seven people were killed and 40 wounded, some missing limbs, in the attack.", 7, 40),
        ("Police stopped the attack after three people were stabbed.", None, 3),
    ],
)
def test_the_dead_and_the_hurt_are_counted(text: str, dead: int | None, hurt: int | None) -> None:
    assert (facts(text).dead, facts(text).hurt) == (dead, hurt)


@pytest.mark.parametrize(
    ("text", "dead", "hurt"),
    [
        ("Una bomba dejó tres muertos y cinco heridos.", 3, 5),
        ("El ataque mató a doce personas.", 12, None),
        ("Un tiroteo dejó un muerto.", 1, None),
        ("Una bomba dejó 18 muertos y unas 4.000 personas se refugiaron en una base de la ONU.", 18, None),
        ("El ataque causó 18 muertos y dejó a 4.000 personas sin hogar.", 18, None),
        ("El ataque dejó siete muertos y 40 desaparecidos.", 7, None),
        ("Dos personas murieron en el ataque y 900 turistas quedaron atrapados.", 2, None),
        ("Diez personas murieron en el ataque y 600 personas durmieron en iglesias.", 10, None),
        ("El ataque dejó 20 heridos y 7.000 afectados.", None, 20),
        ("El ataque dejó 3 muertos y 12 heridos entre quienes dormían.", 3, 12),
        ("Los atacantes, unos treinta, mataron a dos guardias con una bomba.", 2, None),
        ("Un hombre de 34 quedó herido en un tiroteo en Gao.", None, 1),
        ("La bomba estalló sin causar víctimas.", None, None),
        ("Dos muertos y 400 evacuados por una bomba en Gao.", 2, None),
        ("Cuarenta familias huyeron del ataque tras la muerte de dos hombres.", 2, None),
        ("El ataque no dejó muertos, pero seis personas resultaron heridas.", None, 6),
        ("Mueren nueve campesinos en un ataque y arden veinte casas.", 9, None),
        ("Doce heridos, tres de ellos graves, y un muerto en un tiroteo.", 1, 12),
        ("Un policía y dos agresores murieron en un tiroteo.", 3, None),
        ("Detienen a 120 personas por el ataque; un agente resultó herido.", None, 1),
    ],
)
def test_spanish_counts(text: str, dead: int | None, hurt: int | None) -> None:
    assert (facts(text, "es").dead, facts(text, "es").hurt) == (dead, hurt)


def test_the_taken_the_takers_and_the_site_are_named() -> None:
    told = facts("Armed men kidnapped eight pupils from a school in Gao.")
    assert (told.kidnapped, told.by, told.where) == (8, "Armed men", "school")


def test_days_and_streets_count_nobody_taken() -> None:
    assert facts("Gunmen held a driver for two days on 5th street.").kidnapped is None
    assert facts("Un secuestro de dos días en un garaje.", "es").kidnapped is None
    assert (
        facts("Hombres armados lo iban a secuestrar; se llevaron a 30 alumnos y a dos maestros.", "es").kidnapped == 30
    )


def test_nobody_hurt_and_still_going_on_are_told() -> None:
    assert facts("No one was hurt when a bomb went off.").nobody_hurt
    assert facts("The attack is still going on.").ongoing
    assert not facts("The attack was brief.").ongoing


def test_an_official_warning_in_the_news_names_who_warns() -> None:
    (finding,) = match(shipped(), reading("The Canadian Embassy in Gao issued a security alert today."))
    assert finding.category == "official_alert"
    assert finding.facts.reported_by == "The Canadian Embassy"


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("A bomb went off in Gao.", Severity.SERIOUS),
        ("A bomb killed four people in Gao.", Severity.DANGER),
        ("A bomb wounded eleven people in Gao.", Severity.DANGER),
        ("No one was hurt when a bomb went off in Gao.", Severity.CAUTION),
    ],
)
def test_facts_make_it_graver_or_less_grave(text: str, severity: Severity) -> None:
    assert match(ANY, reading(text))[0].severity is severity


def test_an_official_source_makes_it_graver() -> None:
    assert match(ANY, reading("A bomb went off in Gao.", official=True))[0].severity is Severity.DANGER


def test_a_rule_raises_by_what_it_names() -> None:
    rule = Rule("r", "protest", "en", ("march",), severity=Severity.NOTICE, raise_to=(Raise(Severity.SERIOUS, dead=2),))
    rules = RuleSet((rule,), {}, "1", shipped_cues())
    assert match(rules, reading("The march ended; two people were killed."))[0].severity is Severity.SERIOUS
    assert match(rules, reading("The march ended; one person was killed."))[0].severity is Severity.NOTICE


@pytest.mark.parametrize(
    ("text", "language", "dead"),
    [
        ("Gunmen killed seven officers in Mastung, hours after a bombing in Quetta left 13 dead.", "en", 7),
        ("Two people died in a drone strike, two days after a missile attack on a house killed eight.", "en", 2),
        ("Three were killed in the first strike on the city since drones killed seven on Wednesday.", "en", 3),
        ("Un ataque mató a siete agentes. Horas antes, un atentado en Quetta dejó trece muertos.", "es", 7),
        ("Dos policías murieron, seis horas después de que una bomba matara a nueve personas.", "es", 2),
        ("The market opened again two days after a bomb attack there killed 24 people.", "en", 24),
        ("Hours after the attack the toll rose to 24 dead.", "en", 24),
        ("Horas después del ataque, la cifra subió a 24 muertos.", "es", 24),
    ],
)
def test_the_dead_of_another_event_that_it_reminds_of_are_not_counted(text: str, language: str, dead: int) -> None:
    assert facts(text, language).dead == dead
