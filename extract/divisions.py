"""What kind of division a name says it is, and the name without it: "Donetsk Oblast", "Estado de Jalisco"."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from extract.text import fold

# Words that say what kind of division a name is. Taken off one end they leave the bare name, which must then be a
# division: "Donetsk Oblast", "Estado de Jalisco", "municipio de Juárez", "Rapides Parish".
_HEADS = """
estado de|estado do|estado da|estado libre y soberano de|provincia de|provincia del|provincia di|province of
province de|province du|departamento de|departamento del|departement de|departement du|departement de la
department of|municipio de|municipio|municipality of|state of|region of|region de|region del|region|district of
distrito de|county of|condado de|governorate of|comunidad de|comunidad autonoma de|principado de|republic of
autonomous region of|canton of|canton de|kanton|oblast|gmina|powiat|okres|comarca de|partido de|delegacion|alcaldia
commune of|land|wilayat|muhafazat|ostan e|shahrestan e|gemeente|amphoe|changwat|kabupaten|kota|provinsi|judetul
cercle de|prefecture of|prefecture de|republica de|kingdom of|reino de|the
"""
_TAILS = """
province|state|county|parish|district|region|oblast|raion|rayon|krai|kray|republic|governorate|department|prefecture
municipality|territory|division|voivodeship|canton|borough|census area|city and borough|commune|emirate|township
district municipality|autonomous okrug|autonomous region|autonomous republic|autonomous oblast|autonomous prefecture
special region|regency|local government area|lga|co|cty|twp
kommun|kommune|lan|ili|sheng|shi|xian|ken|fu|to|do|vald|obcina|opcina|область|район|край
провинция|محافظه|ولايه
"""
_HEAD_WORDS = tuple(f"{words} " for words in _HEADS.replace("\n", "|").strip("|").split("|"))
_TAIL_WORDS = tuple(f" {words}" for words in _TAILS.replace("\n", "|").strip("|").split("|"))
_ONE_WORD = 0.75  # of the letters, in one order: Zaporizhzhya and Zaporizhzhia; Rosa and Cruz have one of four
_TAIL_SIGNS = ("省", "市", "県", "州", "府", "道")  # 広島県: written without a gap


def bare(name_key: str) -> Iterator[str]:
    """Keys left when one word for the kind of division is taken off either end."""
    if name_key.startswith(_HEAD_WORDS):
        for head in _HEAD_WORDS:
            if name_key.startswith(head):
                yield name_key[len(head) :]
    if name_key.endswith(_TAIL_WORDS):
        for tail in _TAIL_WORDS:
            if name_key.endswith(tail):
                yield name_key[: -len(tail)]
    if len(name_key) > 2 and name_key.endswith(_TAIL_SIGNS):
        yield name_key[:-1]


def plain_names(name: str) -> frozenset[str]:
    """The name, folded and without signs, with and without the word for its kind."""
    folded = " ".join("".join(char if char.isalnum() else " " for char in fold(name)).split())
    return frozenset((folded, *bare(folded)))


@lru_cache(maxsize=4096)
def go_by_one_name(city: str, division: str) -> bool:
    """Whether a city and the division around it are called the same, as differently as the two may be spelt: "Lima" and
    "Lima Province", "Cusco" and "Cuzco Department"."""
    return any(_spells(one, other) for one in plain_names(city) for other in plain_names(division))


def _spells(one: str, other: str) -> bool:
    if one == other:
        return True
    words, others = one.split(), other.split()
    return len(words) == len(others) and all(
        word == with_ or SequenceMatcher(None, word, with_, autojunk=False).ratio() >= _ONE_WORD
        for word, with_ in zip(words, others, strict=True)
    )
