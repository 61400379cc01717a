"""Places and languages under the names a reader knows them by."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from bot.incidents import Part
from bot.messages.wording import Wording
from bot.regions import Region
from extract.places import Place


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def country_name(code: str, language: str) -> str:
    """By CLDR: "México" for MX in Spanish; the code itself where CLDR has none."""
    return str(_locale(language).territories.get(code, code))


def language_name(code: str, language: str) -> str:
    return str(_locale(language).languages.get(code, code))


def name_of(place: Place, language: str) -> str:
    return country_name(place.country, language) if place.kind == "country" and place.country else place.name


def path(place: Place, parents: tuple[Place, ...], language: str, *, country: bool = True) -> str:
    """ "Tapalpa, Jalisco, Mexico": districts are left out, and so is a name that would stand twice."""
    names = [name_of(place, language)]
    for parent in parents:
        if parent.kind in ("admin1", "country") and (country or parent.kind != "country"):
            name = name_of(parent, language)
            if name not in names:
                names.append(name)
    return ", ".join(names)


def where(part: Part, wording: Wording, *, country: bool = False) -> str:
    """ "in Tapalpa, Jalisco", or "somewhere in Mexico" when no closer place is known."""
    if part.place.kind == "country":
        return wording.text("place.somewhere", place=name_of(part.place, wording.language))
    return wording.text("place.in", place=path(part.place, part.parents, wording.language, country=country))


def headline_place(part: Part, wording: Wording) -> str:
    """The place for the first line: as short as still tells."""
    if part.place.kind == "country":
        return wording.text("place.somewhere", place=name_of(part.place, wording.language))
    with_country = part.place.kind == "admin1"
    return path(part.place, part.parents, wording.language, country=with_country)


def region_name(region: Region, label: str | None, wording: Wording) -> str:
    """ "Mum (Guadalajara)", "Guadalajara", "Mexico" in the reader's language."""
    name = region.name
    if region.kind == "country" and region.country:
        name = country_name(region.country, wording.language)
    elif region.kind == "circle" and not name:
        name = wording.text("place.your_location")
    return f"{label} ({name})" if label and label != name else name


def listed(names: Sequence[str], wording: Wording) -> str:
    """ "A", "A, B and C", "A, B, C and 2 more"."""
    if len(names) > 3:
        return wording.text("list.more", first=", ".join(names[:3]), n=len(names) - 3)
    return wording.text("list.and", first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]
