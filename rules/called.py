"""A place under the name its article calls it by: "Mekelle", where the gazetteer has "Mek'ele"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import overload

from extract.locate import Mention
from extract.places import Place
from extract.text import fold

_NAMED = frozenset({"name", "alias"})  # no part ("Aden Mall"), slip or short form


@overload
def as_called(place: Place, mentions: Iterable[Mention]) -> Place: ...
@overload
def as_called(place: Place | None, mentions: Iterable[Mention]) -> Place | None: ...
def as_called(place: Place | None, mentions: Iterable[Mention]) -> Place | None:
    """With the fullest name of it that stands among `mentions`; countries, and what stands in capitals alone, keep
    the gazetteer's. So does a division of which a word is left out: "Kashmir" is called "Jammu and Kashmir"."""
    if place is None or place.kind == "country":
        return place
    names = [
        " ".join(mention.text.split())
        for mention in mentions
        if mention.place is not None
        and mention.place.geonameid == place.geonameid
        and mention.via in _NAMED
        and not mention.text.isupper()
    ]
    name = max(names, key=len, default=place.name)
    if place.kind == "admin1" and set(fold(name).split()) <= set(fold(place.name).split()):
        return place
    return place if name == place.name else replace(place, name=name)
