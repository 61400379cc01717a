"""Why a name was read as it was, in a sentence a reader of alerts understands."""

from __future__ import annotations

from extract.locate.links import contains
from extract.locate.resolve import Found


def reason(found: Found) -> str:
    span, choice = found.span, found.choice
    if choice is None:
        return (
            f"no place called {span.text} is known"
            if not span.candidates
            else "no place of that name fits the rest of the text"
        )
    place = choice.place
    if span.demonym:
        return f"{span.text} says whose, not where"
    if choice.via == "slip":
        return f"{span.text} is one slip of the pen from {place.name}, which lies in {span.parent.text if span.parent else 'the place named behind it'}"
    parent = span.parent
    if parent is not None and any(contains(each.place, place) for each in parent.candidates):
        return f"{parent.text} stands right behind it"
    if len(span.candidates) == 1:
        return "the only place of that name that is known"
    return "the likeliest of that name beside the other places of the text"
