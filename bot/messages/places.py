"""Places and languages under the names a reader knows them by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from babel import Locale, UnknownLocaleError

from bot.incidents import Part
from bot.messages.wording import Wording
from bot.regions import Region
from extract.places import Place
from rules.finding import WHOLE

WARNING = "official_alert"
_NEAR = ("near ", "cerca de ")  # up to version 0.1 a location was kept as its sender's language named it
_KIND = re.compile(r" \([^()]*\)\Z")


@lru_cache(maxsize=16)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale.parse("en")


def country_name(code: str, wording: Wording, *, in_text: bool = False) -> str:
    """By CLDR, "México" for MX in Spanish, but for the few the wording names itself; the code where nobody does.

    `in_text`: as it stands within a sentence, "the United States".
    """
    for key in (f"country_in_text.{code.lower()}",) * in_text + (f"country.{code.lower()}",):
        if wording.has(key):
            return wording.text(key)
    return str(_locale(wording.language).territories.get(code, code))


def language_name(code: str, language: str) -> str:
    return str(_locale(language).languages.get(code, code))


@lru_cache(maxsize=16)
def _great_cities(language: str) -> dict[tuple[str, str], str]:
    """CLDR names the city each time zone is called after: "Mexico City" is "Ciudad de México"."""
    english, theirs = _locale("en").time_zones, _locale(language).time_zones
    return {
        (zone, english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")): str(about["city"])
        for zone, about in theirs.items()
        if about.get("city")
    }


def name_of(place: Place, wording: Wording, *, in_text: bool = False) -> str:
    if place.kind == "country" and place.country:
        return country_name(place.country, wording, in_text=in_text)
    if place.kind == "admin1":
        return _division_name(place.name, place.admin1, place.timezone, wording)
    return _great_cities(wording.language).get((place.timezone or "", place.name), place.name)


def _division_name(name: str, code: str | None, timezone: str | None, wording: Wording) -> str:
    """ "Cataluña"; "Cauca (departamento)" where English says "Cauca Department"."""
    own = wording.divisions.get(code or "")
    if own is not None:
        return own
    name = _great_cities(wording.language).get((timezone or "", name), name)
    bare, _, kind = name.rpartition(" ")
    return f"{bare} ({wording.division_kinds[kind]})" if bare and kind in wording.division_kinds else name


def _as_holder(name: str) -> str:
    """Behind a place that lies in it the kind need not be told: "Popayán, Cauca"."""
    return _KIND.sub("", name)


def called(part: Part, wording: Wording, *, in_text: bool = False) -> str:
    """A town under the name its article gives it, for readers of that language: "Mekelle", not "Mek'ele"; for all
    readers where no gazetteer has another."""
    language, name = part.called
    if is_unlisted(part) or (name and language == wording.language and part.place.kind in ("city", "admin2")):
        return name
    return name_of(part.place, wording, in_text=in_text)


def is_unlisted(part: Part) -> bool:
    """Whether its article names a place in the country (or region) that no gazetteer has."""
    return bool(part.called[1]) and part.place.kind in WHOLE


def path_of(part: Part, wording: Wording, *, country: bool = True, in_text: bool = False) -> str:
    """As `path`, with the place as it is called; a name that no gazetteer has never without its country."""
    name = called(part, wording, in_text=in_text)
    if is_unlisted(part):
        return f"{name}, {name_of(part.place, wording)}"
    return path(part.place, part.parents, wording, country=country, in_text=in_text, name=name)


def path(
    place: Place,
    parents: tuple[Place, ...],
    wording: Wording,
    *,
    country: bool = True,
    in_text: bool = False,
    name: str = "",
) -> str:
    """ "Tapalpa, Jalisco, Mexico", "Woolwich, London, United Kingdom".

    Districts are left out, the division too behind a city, and so is a name that would stand twice.
    """
    names = [name or name_of(place, wording, in_text=in_text)]
    told = {"city" if any(parent.kind == "city" for parent in parents) else "admin1"}
    if country:
        told.add("country")
    for parent in parents:
        if parent.kind in told:
            holder = _as_holder(name_of(parent, wording))
            if holder not in names:
                names.append(holder)
    return ", ".join(names)


def where(part: Part, wording: Wording, *, country: bool = False) -> str:
    """ "in Tapalpa, Jalisco", or "somewhere in Mexico" when no closer place is known; a warning is "for Mexico"."""
    if part.category == WARNING:
        named = path_of(part, wording, country=country, in_text=True)
        return wording.text("place.for", place=named)
    if part.place.kind == "country" and not is_unlisted(part):
        return wording.text("place.somewhere", place=name_of(part.place, wording, in_text=True))
    return wording.text("place.in", place=path_of(part, wording, country=country))


def headline_place(part: Part, wording: Wording) -> str:
    """The place for the first line: as short as still tells."""
    if is_unlisted(part):
        return path_of(part, wording)
    if part.category == WARNING and part.place.kind == "country":
        return name_of(part.place, wording)  # all of it is meant, not somewhere in it
    if part.place.kind == "country":
        return wording.text("place.somewhere", place=name_of(part.place, wording, in_text=True))
    with_country = part.place.kind == "admin1"
    return path_of(part, wording, country=with_country)


def region_name(region: Region, label: str | None, wording: Wording, *, in_text: bool = False) -> str:
    """ "Mum (Guadalajara)", "Guadalajara", "Mexico" in the reader's language."""
    name = region.name
    if region.kind == "country" and region.country:
        name = country_name(region.country, wording, in_text=in_text and not label)
    elif region.kind == "admin1":
        name = _division_name(name, region.admin1, region.timezone, wording)
    elif region.kind == "city":
        name = _great_cities(wording.language).get((region.timezone or "", name), name)
    elif region.kind == "circle":
        here = wording.text("place.your_location")
        near = name if not name or name.startswith(_NEAR) else wording.text("location.near", place=name)
        name = near if label else f"{here} ({near})" if in_text and near else near or here
    return f"{label} ({name})" if label and label != name else name


def listed(names: Sequence[str], wording: Wording) -> str:
    """ "A", "A, B and C", "A, B, C and 2 more"."""
    if len(names) > 3:
        return wording.text("list.more", first=", ".join(names[:3]), n=len(names) - 3)
    return wording.text("list.and", first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]
