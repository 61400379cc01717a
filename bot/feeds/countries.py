"""Country names as governments write them -> ISO 3166-1 alpha-2."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError

# Names that CLDR does not carry, as foreign ministries use them.
_ALSO = {
    "en": {
        "burma": "MM", "czech republic": "CZ", "turkey": "TR", "ivory coast": "CI", "cote d ivoire": "CI",
        "democratic republic of the congo": "CD", "democratic republic of congo": "CD", "dr congo": "CD",
        "republic of the congo": "CG", "congo": "CG", "the gambia": "GM", "the bahamas": "BS", "bahamas": "BS",
        "macau": "MO", "hong kong": "HK", "palestine": "PS", "the occupied palestinian territories": "PS",
        "occupied palestinian territories": "PS", "west bank": "PS", "gaza": "PS", "the west bank": "PS",
        "the united states": "US", "usa": "US", "united states of america": "US", "uk": "GB", "great britain": "GB",
        "north korea": "KP", "democratic people s republic of korea": "KP", "south korea": "KR", "korea": "KR",
        "russian federation": "RU", "syria": "SY", "swaziland": "SZ", "east timor": "TL", "micronesia": "FM",
        "federated states of micronesia": "FM", "st kitts and nevis": "KN", "st lucia": "LC", "st vincent": "VC",
        "vatican city": "VA", "holy see": "VA", "the kyrgyz republic": "KG", "kyrgyz republic": "KG",
        "cape verde": "CV", "sint maarten": "SX", "saint vincent and the grenadines": "VC", "antigua and barbuda": "AG",
        "trinidad and tobago": "TT", "sao tome and principe": "ST", "bosnia and herzegovina": "BA",
        "mainland china": "CN", "macedonia": "MK", "laos": "LA", "brunei darussalam": "BN", "falkland islands": "FK",
    },
    "de": {"demokratische republik kongo": "CD", "republik kongo": "CG", "palastinensische gebiete": "PS",
           "russische foderation": "RU", "turkei": "TR", "demokratische volksrepublik korea": "KP"},
    "ja": {"米国": "US", "英国": "GB", "韓国": "KR", "北朝鮮": "KP", "コンゴ民主共和国": "CD"},
}  # fmt: skip  # a table or a paragraph of words, not one a line


def country_codes(name: str, language: str = "en") -> tuple[str, ...]:
    """The countries a name stands for; several for "Israel, the West Bank and Gaza"; empty = not one we know."""
    names = _names(language)
    name = re.split(r"\s[-–—]\s", name)[0]  # "… - See Summaries"
    whole = _folded(re.sub(r"\(.*?\)", " ", name))
    inside = [_folded(part) for part in re.findall(r"\((.*?)\)", name)]
    for candidate in (_folded(name), whole, re.sub(r"^(?:the|la|el|los|las) ", "", whole), *inside):
        if candidate in names:
            return (names[candidate],)
    parts = [part for part in re.split(r",| and (?:the )?| & | y |、", whole_text(name)) if part.strip()]
    if len(parts) < 2:
        return ()
    codes = [names.get(_folded(part)) or names.get(_folded(re.sub(r"^\s*the ", "", part))) for part in parts]
    return tuple(dict.fromkeys(code for code in codes if code))


def whole_text(name: str) -> str:
    return re.sub(r"\(.*?\)", " ", name).casefold()


@cache
def language_code(name: str) -> str | None:
    """ "Spanish" -> "es"."""
    for code, written in Locale("en").languages.items():
        if written.casefold() == name.strip().casefold() and len(code) == 2:
            return str(code)
    return None


@cache
def _names(language: str) -> dict[str, str]:
    try:
        territories = dict(Locale.parse(language).territories)
    except (UnknownLocaleError, ValueError):
        territories = {}
    known = {
        _folded(str(name)): str(code)
        for code, name in territories.items()
        if len(str(code)) == 2 and str(code) not in ("EU", "EZ", "UN", "ZZ", "XA", "XB")
    }
    return known | _ALSO.get(language, {})


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.casefold().replace("&", " and ").replace("ß", "ss"))
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", letters))
