"""Clauses of an article that only remind of another event: "hours after a bombing that killed 13", "Horas antes, un
atentado …".

Its numbers, names and places are not those of the event that is told. Where the text says "the attack" it speaks of its
own event, and nothing is taken away.
"""

from __future__ import annotations

import re
from functools import lru_cache

from extract.text import fold

_DEED_EN = (
    r"(?:attacks?|bomb(?:ing)?s?|blasts?|explosions?|shootings?|ambush(?:es)?|raids?|massacres?|stabbings?|assaults?|"
    r"grenades?|strikes?|killings?|clash(?:es)?|drones?|missiles?|gunm[ae]n|murders?|riots?|kidnappings?|abductions?)"
)
_DEED_ES = (
    r"(?:ataques?|atentados?|bombas?|motobomba|coche bomba|explosion(?:es)?|tiroteos?|balaceras?|emboscadas?|masacres?|"
    r"matanzas?|asaltos?|granadas?|crimen(?:es)?|asesinatos?|enfrentamientos?|drones?|misil(?:es)?|secuestros?|motin)"
)
_SPAN_EN = r"(?:minutes?|hours?|days?|weeks?|months?|nights?)"
_SPAN_ES = r"(?:minutos?|horas?|dias?|semanas?|meses|noches?)"
_CLAUSE = r"[^,;:.()]*"
_REST = r"[^.]*"
_AGAIN = (
    rf"\b(?:\w+ )?{_SPAN_EN} (?:after|before) (?:an?|another|two|three|four|several)\b(?: [\w-]+){{0,4}}? "
    rf"{_DEED_EN}\b{_CLAUSE}",
    rf"\b(?:{_SPAN_EN} (?:earlier|before)|earlier (?:that|the same|this|in the) (?:day|week|month|evening|night)),? "
    rf"(?:an?|another)\b(?: [\w-]+){{0,4}}? {_DEED_EN}\b{_REST}",
    rf"\bsince (?:an?|another|two|three|several)?(?: ?[\w-]+){{0,3}}? ?{_DEED_EN} "
    rf"(?:killed|left|wounded|struck|hit)\b{_CLAUSE}",
    rf"\b(?:comes?|came) (?:\w+ ){{0,3}}?after (?:an?|another|two|three)\b(?: [\w-]+){{0,4}}? {_DEED_EN}\b{_REST}",
    rf"\b(?:\w+ )?{_SPAN_ES} despues de (?:que )?(?:un[ao]?|otr[ao]|dos|tres)\b(?: \w+){{0,3}}? {_DEED_ES}\b{_CLAUSE}",
    rf"\b(?:\w+ )?{_SPAN_ES} antes,? (?:un[ao]?|otr[ao])\b(?: \w+){{0,3}}? {_DEED_ES}\b{_REST}",
    rf"\ba (?:\w+ )?{_SPAN_ES} de (?:un[ao]?|otr[ao])\b(?: \w+){{0,3}}? {_DEED_ES}\b{_CLAUSE}",
    rf"\bdesde que (?:un[ao]?s?|otr[ao]s?|dos|tres)\b(?: \w+){{0,3}}? {_DEED_ES}\b{_CLAUSE}",
)
_REMINDS = re.compile("|".join(f"(?:{one})" for one in _AGAIN))


@lru_cache(maxsize=2048)
def reminders(text: str) -> tuple[tuple[int, int], ...]:
    """(first, last) of each such clause in a sentence."""
    return tuple(found.span() for found in _REMINDS.finditer(fold(text)))


def reminds(text: str, at: int) -> bool:
    """Whether this offset of a sentence stands in such a clause."""
    return any(first <= at < last for first, last in reminders(text))
