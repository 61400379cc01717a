"""/nationality: whose ministry's line an alert abroad shall carry."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.finding import Choice, Found, find
from bot.commands.hours import OFF
from bot.commands.response import Response, answered, say
from bot.commands.visit import Visit
from bot.messages.places import country_name
from bot.messages.text import cut
from extract.text import fold

MOST_WORDS = 8


def nationality(visit: Visit) -> Response:
    """/nationality Spain | German | "soy mexicana" | none"""
    typed = visit.request.argument.strip()
    if typed.lower() in OFF:
        visit.save(replace(visit.chat, nationality=None))
        return answered(say(visit.line("nationality.off")))
    if not typed:
        return answered(say(visit.line("nationality.which")))
    code = nation_of(typed, visit)
    if code is None:
        return answered(say(visit.line("nationality.how", typed=cut(typed, 40))))
    visit.save(replace(visit.chat, nationality=code))
    known = visit.desk.composer().consular(code, code) is not None
    key = "nationality.done" if known else "nationality.no_line"
    return answered(say(visit.line(key, place=country_name(code, visit.wording))))


def nation_of(typed: str, visit: Visit) -> str | None:
    """The country a person names, or belongs to: "Spain", "🇪🇸", "española", "I am from Spain"."""
    words = typed.strip(" .,!").split()[:MOST_WORDS]
    for start in range(len(words)):
        rest = " ".join(words[start:])
        code = visit.desk.nationalities.get(fold(rest)) or _country(rest, visit)
        if code is not None:
            return code
    return None


def _country(typed: str, visit: Visit) -> str | None:
    match find(typed, visit.desk.gazetteer):
        case Found(place):
            places = (place,)
        case Choice(places, guess=False):
            pass  # Georgia the country and Georgia the state
        case _:
            return None
    return next((place.country for place in places if place.kind == "country"), None)
