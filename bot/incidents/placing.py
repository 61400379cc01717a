"""Where a report that joins an incident is about, when its own text says so badly."""

from __future__ import annotations

from dataclasses import replace

from bot.incidents.growing import holds
from bot.incidents.incident import Incident, Part
from bot.incidents.lexicon import DEEDS, NOTIONS
from bot.incidents.nearness import toponym
from bot.incidents.report import Report
from extract.text import fold


def settled(report: Report, incident: Incident) -> Report:
    """With the parts that were only guessed to lie elsewhere put where the incident is.

    A place is guessed where the text does not name it for itself: it stood in the dateline, is the country of
    somebody's passport, or is a street or a thing that some town is called like ("Blackstone Avenue", a grenade). What
    a text names stays: there it spreads to.
    """
    home = _home(report, incident)
    moved = {id(part): _moved(part, home) for part in report.parts if _guessed(part, report, incident)}
    if not moved:
        return report
    parts = tuple(moved.get(id(part), part) for part in report.parts)
    return replace(report, main=moved.get(id(report.main), report.main), parts=parts, country=incident.country)


def _home(report: Report, incident: Incident) -> Part:
    """The part of the incident whose place the report names, or else its head."""
    said = report.content.toponyms | report.content.names
    return next((part for part in incident.parts if toponym(part.place) in said), incident.head)


def _guessed(part: Part, report: Report, incident: Incident) -> bool:
    if part.place.country is None:
        return True
    if any(
        one.place.geonameid == part.place.geonameid or holds(one.place, part.place) or holds(part.place, one.place)
        for one in incident.parts
    ):
        return False
    return toponym(part.place) not in report.content.toponyms or _called_like_a_town(part, report, incident)


def _called_like_a_town(part: Part, report: Report, incident: Incident) -> bool:
    """Where the text names the incident's own place too: there that street is, and not in the town of its name."""
    said = report.content.toponyms | report.content.names
    if part.place.kind not in ("city", "admin2") or not any(toponym(one.place) in said for one in incident.parts):
        return False
    words = fold(part.place.name).split()
    return all(word in report.content.sites or word in NOTIONS or word in DEEDS for word in words)


def _moved(part: Part, home: Part) -> Part:
    return replace(part, place=home.place, parents=home.parents, called=home.called, runners_up=())
