"""Why a name was read as it was, in a sentence a reader of alerts understands."""

from __future__ import annotations

from extract.locate.found import Found
from extract.locate.links import contains
from extract.places import Place

SURE = 0.9  # the share of the chances above which the runners-up are not worth a word


def reason(found: Found) -> str:
    span, choice = found.span, found.choice
    if span.metonym:
        return f"{span.text} stands for a government; nothing is said to happen there"
    if choice is None and span.quarter:
        return f"{span.text} is a part of a city here, and no place of that name lies beside one that the text names"
    if choice is None:
        if span.candidates:
            return f"several places are called {span.text} and the rest of the text does not say which"
        return f"no place called {span.text} is known"
    place = choice.place
    if span.demonym:
        return f"{span.text} says whose it is or who did it, not where"
    parent = span.parent
    if choice.via == "part":
        return f"{span.text} is not known by itself and is read as a part of {place.name}, or as something in it"
    if choice.via == "slip":
        where = parent.text if parent is not None else "the place named behind it"
        return f"{span.text} is one slip of the pen from {place.name}, which lies in {where}"
    if parent is not None and any(contains(each.place, place) for each in parent.candidates):
        return f"{place.name}, for {parent.text} stands right behind it"
    if len(span.candidates) == 1:
        return f"the only place called {span.text} that is known"
    return _beside_others(found, place)


def _beside_others(found: Found, place: Place) -> str:
    own = found.group
    likely = own.chances[own.best] if own is not None else 0.0
    told = {"country": "the country", "admin1": "the division", "admin2": "the division", "city": "the town"}
    kind = told.get(place.kind, "the region")
    home = f" in {place.country}" if place.country and place.kind != "country" else ""
    how = "by far the likeliest" if likely >= SURE else "the likeliest"
    count = len(found.span.candidates)
    return f"{kind} {place.name}{home}: {how} of {count} of that name beside the other names of the text"
