"""What notices and posts tell in plain words, and words of gates that only look as if they denied it."""

from __future__ import annotations

import pytest

from rules.match import match
from rules.rule import RuleSet
from tests.fakes_matching import reading

TOLD = [
    ("threat", "en", "Grenade left at bus yard in Gao", "Dispatchers found a grenade tucked in a sack at the terminal in Gao last night, its pin still in; a technician carried it off."),
    ("threat", "en", "Bomb under school in Gao", "Deminers fenced off a school in Gao on Wednesday after children struck an unexploded aircraft bomb."),
    ("all_clear", "en", "Gao terminal safe", "Police have declared the bus terminal in Gao safe after a search for explosives; the evacuated passengers may go home."),
    ("all_clear", "es", "Pueden volver a casa en Gao", "La policía declaró segura anoche la plaza de Gao, de la que la gente salió por un artefacto; ya pueden volver."),
    ("blockade", "en", "Trawlermen chain harbour of Gao", "Trawlermen strung rope and chains across the harbour entrance of Gao on Wednesday; no boat gets in."),
    ("blockade", "es", "No pasa ni un camión en Gao", "Los transportistas cruzaron acoplados y troncos sobre la ruta 7 en Gao el miércoles."),
    ("violent_protest", "en", "Gas at the gate of Gao", "Gendarmes fired gas on Wednesday at farmers who hurled cobbles at the doors of the port in Gao; two are hurt."),
    ("shooting", "en", "Man shot at well", "Two men on a motorcycle shot the president of the well committee in Gao on Wednesday; he died."),
    ("cbrn", "en", "Poison in the well of Gao", "Persons unknown emptied drums of pesticide into a well in Gao on Wednesday; six people died in hospital."),
    ("cbrn", "es", "Veneno en el acueducto de Gao", "Alguien echó plaguicida al tanque del acueducto de Gao el miércoles; hay noventa personas en el hospital."),
    ("vehicle_attack", "es", "Se tiró contra la gente en Gao", "Un hombre arrancó su camioneta y se tiró contra la gente de la plaza de Gao el miércoles; hay nueve heridos."),
]  # fmt: skip  # a table or a paragraph of words, not one a line
QUIET = [
    ("threat", "en", "Suitcase at terminal in Gao", "Dispatchers found a suitcase tucked under a bench at the terminal in Gao last night and look for its owner."),
    ("all_clear", "en", "Soldiers go home from Gao", "Four hundred men who had handed in their rifles left Gao today and go home; the ferries are full."),
    ("all_clear", "en", "Street of Gao opens", "A street in Gao that was dug up for pipes may open on Wednesday; people of the quarter are glad."),
    ("blockade", "en", "Lorry breaks down at gate of Gao", "A lorry with tyres for the port broke down in the gate of Gao on Wednesday and held up drivers."),
    ("blockade", "es", "Un camión volcado en Gao", "Un camión volcó el miércoles y cerró la ruta 7 en Gao; los choferes esperan y no pasa ni un auto."),
    ("shooting", "en", "Bride shot on bridge", "A photographer shot the bride and two guests on the bridge of Gao on Wednesday; police watched."),
    ("cbrn", "en", "Ammonia in Gao", "Ammonia came from a worn valve of a tank in Gao on Wednesday; eleven workers were treated. It was an accident."),
    ("vehicle_attack", "es", "Bus sin frenos en Gao", "Un bus sin frenos se fue contra los puestos de la feria de Gao el miércoles; hay cuatro heridos."),
]  # fmt: skip  # a table or a paragraph of words, not one a line
GATES = [
    ("plan", "en", "A banned group set off a bomb in Gao on Wednesday and killed two.", "The council of Gao wants to ban explosions."),
    ("plan", "en", "The march ended in gunfire in Gao on Wednesday; two died.", "Police promised to end gunfire in Gao."),
    ("accident", "en", "Drones set off explosions at a refinery in Gao on Wednesday.", "An explosion hit a refinery unit in Gao on Wednesday."),
    ("accident", "es", "Una bomba explotó ayer en Gao entre buses y las llantas ardieron.", "Una explosión dejó ayer en Gao dos heridos y daños en una casa. Explotó la llanta de un bus."),
    ("history", "es", "Los veteranos militares dispararon contra la policía ayer en Gao.", "Los veteranos de la guerra recuerdan el tiroteo de Gao."),
    ("statistics", "es", "Documentamos que ayer hubo un tiroteo en Gao con dos heridos.", "El informe documentó los tiroteos de Gao."),
    ("sport", "es", "Una bomba hirió ayer en Gao al portero de una discoteca y rompió tantas ventanas.", "El portero de Gao evitó dos tantos ayer y la defensa aguantó el bombardeo sobre su casa."),
]  # fmt: skip  # a table or a paragraph of words, not one a line


def told(title: str, text: str, language: str, rules: RuleSet) -> set[str]:
    found = match(rules, reading(text, title=title, language=language), weigh=False)
    return {finding.category for finding in found if finding.stopped is None}


@pytest.mark.parametrize(("kind", "language", "title", "text"), TOLD)
def test_a_notice_in_plain_words_is_told(
    kind: str, language: str, title: str, text: str, builtin_rules: RuleSet
) -> None:
    assert kind in told(title, text, language, builtin_rules)


@pytest.mark.parametrize(("kind", "language", "title", "text"), QUIET)
def test_its_harmless_twin_is_not(kind: str, language: str, title: str, text: str, builtin_rules: RuleSet) -> None:
    assert kind not in told(title, text, language, builtin_rules)


@pytest.mark.parametrize(("gate", "language", "loud", "quiet"), GATES)
def test_a_word_beside_a_deed_opens_a_gate_only_where_it_says_so(
    gate: str, language: str, loud: str, quiet: str, builtin_rules: RuleSet
) -> None:
    def stopped(text: str) -> set[str]:
        found = match(builtin_rules, reading(text, language=language), weigh=False)
        return {finding.stopped.gate for finding in found if finding.stopped}

    assert gate not in stopped(loud)
    assert gate in stopped(quiet)
