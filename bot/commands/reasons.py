"""Why and why not, in words: the rule and its words, the place, the gate, and what a person's settings did."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.commands.following import named
from bot.commands.visit import Visit
from bot.incidents import Incident, Part
from bot.messages.because import because
from bot.messages.event import category_name
from bot.messages.places import path, where
from bot.messages.text import Line, Span, cut
from bot.messages.when import moment
from bot.schedule import muted, sound, zone_of
from bot.subscriptions import Alert, RegionMatch, Withheld, alerts_for, decide

MOST_PARTS = 6
MOST_OTHERS = 4
_QUOTED = re.compile("“([^”]+)”")


def of_parts(visit: Visit, incident: Incident) -> list[Line]:
    """What each part rests on: kind and place, rule and version and words, and where else it might have been."""
    lines: list[Line] = []
    for part in incident.parts[:MOST_PARTS]:
        kind = category_name(part.category, visit.language, visit.desk.categories)
        lines += [(), visit.line("why.part", kind=kind, where=where(part, visit.wording, country=True))]
        lines += [_rule(visit, part), *_others(visit, part)]
    return lines


def _rule(visit: Visit, part: Part) -> Line:
    if part.rule.startswith("source:"):
        return visit.line("why.by_source")
    if not part.words:
        return visit.line("why.rule", rule=part.rule, why=cut(part.why, 400))
    words = _quoted(visit, part.words)
    if not part.rule_version:
        return visit.line("why.words", rule=part.rule, words=words)
    return visit.line("why.words_of_version", rule=part.rule, version=part.rule_version, words=words)


def _quoted(visit: Visit, words: Iterable[str]) -> str:
    return ", ".join(visit.text("list.quoted", text=word) for word in words)


def _others(visit: Visit, part: Part) -> list[Line]:
    parents = visit.desk.gazetteer.parents
    places = [path(place, parents(place), visit.wording) for place in part.runners_up[:MOST_OTHERS]]
    return [visit.line("why.runners_up", places="; ".join(places))] if places else []


def of_sources(visit: Visit, incident: Incident) -> list[Line]:
    """Who told it, and why each but the first was taken for the same event."""
    lines: list[Line] = []
    joined = of_joining(visit, incident)
    for source in incident.sources[:MOST_PARTS]:
        link = source.url if source.url and source.url.startswith("http") else None
        publisher = Span(source.publisher or visit.text("alert.unnamed_source"), url=link)
        key = "why.official_source" if source.official else "why.source"
        published = moment(source.published or incident.opened, visit.tz, visit.language)
        lines.append(visit.line(key, publisher=publisher, when=published))
        if source.article_key in joined:
            lines.append(joined[source.article_key])
    return lines


def of_joining(visit: Visit, incident: Incident) -> dict[str, Line]:
    """By article: why its report was taken for the same event; those that opened it are left out."""
    return {
        report.source.article_key: visit.line("why.joined", why=cut(because(report.why, visit.wording), 200))
        for report in visit.desk.store.reports(incident.id)
        if report.joined
    }


def stopped(visit: Visit, gate: str, why: str) -> Line:
    """A gate's sentence in the reader's language, with the words of the article that it stood on."""
    key = f"gate.{gate}"
    if not visit.wording.has(key):
        return (Span(cut(why, 300)),)
    words = _quoted(visit, _QUOTED.findall(why))
    sentence = visit.line(key)
    return (*sentence, *visit.line("why.because_of", words=cut(words, 200))) if words else sentence


def matches(visit: Visit, incident: Incident) -> tuple[RegionMatch, ...]:
    """The person's regions that the incident concerns, also when it was taken back since."""
    alerts = alerts_for(replace(incident, trial=False), visit.subscriptions, visit.now)
    return tuple(match for alert in alerts for match in alert.matches)


def of_matches(visit: Visit, found: Iterable[RegionMatch]) -> list[Line]:
    """Which of the person's regions let it through."""
    lines = []
    for match in found:
        region, name = match.subscription.region, named(visit, match.subscription, in_text=True)
        if match.countrywide:
            lines.append(visit.line("why.countrywide", region=name))
        elif match.distance_km is not None and match.distance_km < 1:
            lines.append(visit.line("why.right_there", region=name))
        elif match.distance_km is not None and region.radius_km is not None:
            far, radius = f"{match.distance_km:.0f}", f"{region.radius_km:g}"
            lines.append(visit.line("why.distance", region=name, km=far, radius=radius))
        else:
            lines.append(visit.line("why.inside", region=name))
    return lines


def of_settings(visit: Visit, incident: Incident) -> list[Line]:
    """What each region and the chat's own settings make of it: let through, held back, heard or silent."""
    mine = visit.subscriptions
    if not mine:
        return [visit.line("held_by.no_region")]
    decided = [decide(incident, one, visit.now) for one in mine]
    let = tuple(one for one in decided if isinstance(one, RegionMatch))
    lines = of_matches(visit, let) + [_held_back(visit, one) for one in decided if isinstance(one, Withheld)]
    return [*lines, *(of_sound(visit, incident, let) if let else ())]


def _held_back(visit: Visit, one: Withheld) -> Line:
    asked = one.subscription
    until = asked.starts if one.reason == "not_begun" else asked.muted_until
    return visit.line(
        f"held_by.{one.reason}",
        region=named(visit, asked),
        severity=visit.text(f"severity.{asked.least.word}"),
        word=one.word,
        when=moment(until, visit.tz, visit.language) if until else "",
    )


def of_sound(visit: Visit, incident: Incident, let: tuple[RegionMatch, ...]) -> list[Line]:
    """Whether it makes a sound, waits or is muted, and which setting decides so."""
    chat = visit.chat
    if not chat.active:
        return [visit.line("settings.stopped")]
    alert = Alert(incident, chat.id, None, let)
    mute = muted(alert, chat, visit.now)
    if mute is not None:
        return [visit.line(f"muted.{mute}")]
    return [visit.line(f"sound.{sound(alert, chat, visit.now, zone_of(chat, visit.subscriptions)).why}")]
