"""What people type around a name: flags, "near", "the city of", an article that is no part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.gazetteer.names import key

# 🇲🇽 is two of these letters; 🏴󠁧󠁢󠁳󠁣󠁴󠁿 is a black flag with the tagged letters of a code and an end sign.
_FLAG = re.compile("([\U0001f1e6-\U0001f1ff])([\U0001f1e6-\U0001f1ff])")
_FLAG_OF_DIVISION = re.compile("\U0001f3f4([\U000e0061-\U000e007a]{4,6})\U000e007f")

_BEFORE = """
airport of|the airport of|aeropuerto de|el aeropuerto de|near|nearby|near to|close to|around|outside|outside of|in|at
from|to|downtown|central|greater|metropolitan|the city of
city of|the town of|town of|the village of|village of|the island of|island of|isle of|the state of|state of|province of
north of|south of|east of|west of|northern|southern|eastern|western|anywhere in|somewhere in|all of|the whole of
i am in|i live in|im in|i m in|live in|living in|what about|alerts for|news from|follow|subscribe
cerca de|cerca|alrededor de|alrededores de|los alrededores de|fuera de|en|desde|hasta|centro de|el centro de
ciudad de|la ciudad de|pueblo de|el pueblo de|isla de|la isla de|el estado de|estado de|provincia de|la provincia de
zona de|la zona de|area de|el area de|region de|la region de|norte de|el norte de|sur de|el sur de|al norte de
al sur de|este de|oeste de|zona metropolitana de|area metropolitana de|gran|todo|toda|vivo en|estoy en|seguir|alertas de
puerto de|junto a|por|municipio de|departamento de|distrito de|canton de|capital de|la capital de
"""
_ARTICLES = "the|la|el|los|las|le|les|il|lo|al|o|os|as|a|der|die|das|den"
_AFTER = """
city|town|village|area|metro|metro area|metropolitan area|downtown|island|islands|isla|centro|ciudad|capital|please
region|zona|zona metropolitana|urbano|airport|international airport|aeropuerto
and surroundings|y alrededores|surroundings|municipality|district|proper|city centre
"""
# What names no quarter but a part that every city has: "Centro, CDMX", "Zona 10, Guatemala", "old town, Lviv".
_PART_OF_CITY = re.compile(
    r"(?:the |el |la )?(?:centro|centre|center|downtown|city cent(?:er|re)|old (?:town|city)|airport|aeropuerto"
    r"|international airport|aeropuerto internacional|centro historico|casco (?:antiguo|historico|viejo)|ciudad vieja"
    r"|north|south|east|west|norte|sur|este|oeste|suburbs|afueras|zona (?:norte|sur|este|oeste|centro)"
    r"|(?:zona|zone|sector|comuna|distrito|district|ward|block|phase|fase|barrio|quartier) \d{1,3}"
    r"|\d{1,2}(?:st|nd|rd|th|er|eme|e) (?:arrondissement|district))"
)
_WHERE_BEHIND = frozenset(
    ("airport", "international airport", "aeropuerto", "downtown", "city centre", "and surroundings", "y alrededores")
)
_FIRST_WORDS = tuple(f"{words} " for words in (_BEFORE.replace("\n", "|") + _ARTICLES).strip("|").split("|"))
_LAST_WORDS = tuple(f" {words}" for words in _AFTER.replace("\n", "|").strip("|").split("|"))


def flags(query: str) -> tuple[str, list[str]]:
    """The query without its flags, and the code of each: "Toledo 🇪🇸" -> ("Toledo", ["ES"]); Scotland's is "GB.SCT"."""
    codes: list[str] = []

    def country(found: re.Match[str]) -> str:
        codes.append("".join(chr(ord(letter) - 0x1F1E6 + ord("A")) for letter in found.groups()))
        return " "

    def division(found: re.Match[str]) -> str:
        letters = "".join(chr(ord(letter) - 0xE0000) for letter in found[1]).upper()
        codes.append(f"{letters[:2]}.{letters[2:]}")
        return " "

    return _FLAG.sub(country, _FLAG_OF_DIVISION.sub(division, query)), codes


def without_part_of_city(query: str) -> str:
    """What stands behind a word for a part of any city: "Centro, CDMX" -> "CDMX"; "" where no such word opens it."""
    first, _, rest = query.partition(",")
    return rest.strip() if _PART_OF_CITY.fullmatch(key(first)) else ""


def is_article(name_key: str, rest: str) -> bool:
    """Whether all that was taken off is an article."""
    return name_key.removesuffix(f" {rest}") in _ARTICLES.split("|")


def says_where(name_key: str, rest: str) -> bool:
    """Whether what was taken off says where about the place, and is no part of another name as in "Victoria Island"."""
    before, _, behind = f" {name_key} ".partition(f" {rest} ")
    return not behind.strip() or (not before.strip() and behind.strip() in _WHERE_BEHIND)


def without_words_around(name_key: str) -> Iterator[str]:
    """Keys left when what is said around a name is taken off either end, the fewest words first."""
    seen = {name_key}
    waiting = [name_key]
    while waiting:
        longer = waiting.pop(0)
        for words in _FIRST_WORDS:
            if longer.startswith(words) and (rest := longer[len(words) :]) not in seen:
                seen.add(rest)
                waiting.append(rest)
                yield rest
        for words in _LAST_WORDS:
            if longer.endswith(words) and (rest := longer[: -len(words)]) not in seen:
                seen.add(rest)
                waiting.append(rest)
                yield rest
