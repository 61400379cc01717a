"""Alerts -> deliveries: rendered for their reader, with urgency, sound and time to live."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.messages.buttons import alert_buttons
from bot.messages.changes import changes_said
from bot.messages.render import Consular, Help, render_alert
from bot.messages.text import Line
from bot.messages.when import direction, kilometres
from bot.messages.wording import FALLBACK, Wording
from bot.outbox import Button, Delivery, MessagePart, Warned
from bot.schedule import muted, sound, zone_of
from bot.subscriptions import ALL_CLEAR, Alert, Chat, RegionMatch
from rules.rule import Category, Severity

REPLY_PRIORITY = 0
NOTICE_PRIORITY = 5
DIGEST_PRIORITY = 60
_BY_SEVERITY = {Severity.DANGER: 10, Severity.SERIOUS: 20, Severity.CAUTION: 30, Severity.NOTICE: 40}
# A channel's one message reaches many, a group's several: they go before direct chats.
_BY_KIND = {"channel": 0, "supergroup": 1, "group": 1, "private": 2}
_LIVES = {
    Severity.DANGER: timedelta(hours=24),
    Severity.SERIOUS: timedelta(hours=12),
    Severity.CAUTION: timedelta(hours=6),
    Severity.NOTICE: timedelta(hours=3),
}
Rendered = dict[Hashable, tuple[tuple[MessagePart, ...], tuple[tuple[Button, ...], ...]]]
_LASTING = frozenset({"official_alert", "curfew", "shelter_in_place", "coup", "all_clear"})


@dataclass(frozen=True, slots=True)
class Composer:
    """What is needed to put any message into words."""

    wordings: Mapping[str, Wording]
    categories: Mapping[str, Category]
    emergency: Callable[[str], tuple[str, ...]] = lambda country: ()
    consular: Callable[[str, str], Consular | None] = lambda nationality, country: None

    def wording(self, language: str) -> Wording:
        return self.wordings.get(language) or self.wordings[FALLBACK]

    def help(self, country: str, nationality: str | None) -> Help:
        line = self.consular(nationality, country) if nationality else None
        return Help(self.emergency(country), line)


def deliveries_for(
    alerts: Iterable[Alert],
    chats: Mapping[int, Chat],
    composer: Composer,
    now: datetime,
    *,
    told: Mapping[tuple[int, int | None], Warned] | None = None,
    changes: Callable[[Wording], tuple[Line, ...]] = lambda wording: (),
    rendered: Rendered | None = None,
    feed: str = "",
) -> list[Delivery]:
    """What is owed for these alerts. Chats that are unknown, inactive or muted, and alerts that wait
    for a digest, owe nothing. `told` holds the (chat, topic) pairs that heard of the incident before: an
    update answers the first message and has the number of those that this reader had; an end is told to nobody else.

    Those who read the same share one rendering: it takes a millisecond, and a country may have many readers.
    `rendered` keeps them for the next call about the same incidents. `feed` is the one that brought the news.
    """
    owed = []
    rendered = {} if rendered is None else rendered
    for alert in alerts:
        chat = chats.get(alert.chat_id)
        if chat is None or not chat.active or chat.banned or muted(alert, chat, now):
            continue
        heard = (told or {}).get((alert.chat_id, alert.thread_id))
        if heard:
            alert = replace(alert, update=heard.alerts)
        if not alert.update and alert.incident.revision > 1 and alert.matches[0].part.category == ALL_CLEAR:
            continue  # never warned of it, so nothing to take back
        tz = zone_of(chat, (match.subscription for match in alert.matches))
        how = sound(alert, chat, now, tz)
        if how.held:
            continue
        wording = composer.wording(chat.language)
        roll_call = chat.roll_call and chat.kind in ("group", "supergroup")
        answers = chat.kind != "channel"
        reader = (wording.language, tz.key, chat.nationality, roll_call, answers, *_what_is_read(alert))
        if reader not in rendered:
            help_ = composer.help(alert.incident.country, chat.nationality)
            news = changes_said(alert, wording, composer.categories) if alert.update else ()
            rendered[reader] = (
                render_alert(alert, wording, now, tz, composer.categories, help_, (*changes(wording), *news)),
                alert_buttons(alert, wording, roll_call=roll_call, answers=answers),
            )
        parts, buttons = rendered[reader]
        owed.append(
            Delivery(
                id=0,
                chat_id=alert.chat_id,
                kind="alert",
                parts=parts,
                severity=alert.severity,
                priority=priority(alert.severity, chat),
                created=now,
                due=now,
                expires=now + time_to_live(alert),
                thread_id=alert.thread_id,
                buttons=buttons,
                reply_to=heard.first if heard else None,
                silent=not how.loud,
                incident_id=alert.incident.id,
                revision=alert.incident.revision,
                region_key=alert.matches[0].subscription.region.key,
                repeat_mark=wording.text("alert.repeat"),
                rule=alert.incident.head.rule if feed else "",
                feed=feed,
            )
        )
    return owed


def _what_is_read(alert: Alert) -> Iterator[Hashable]:
    """All that tells the text of one alert from that of another to the same sort of reader."""
    yield alert.update, alert.changes
    yield id(alert.incident)  # the caller holds it, so no other takes its place
    for match in alert.matches:
        yield id(match.part), match.subscription.label, match.countrywide
        yield from _how_it_lies(match)


def _how_it_lies(match: RegionMatch) -> Iterator[Hashable]:
    """What a reader is told of his region: its name, and from where and how far in whole kilometres. Thousands
    have a point of their own in a large city, and a few dozen texts serve them all."""
    region, away = match.subscription.region, match.distance_km
    yield region.kind, region.name, region.country, region.timezone
    if away is not None and region.lat is not None and region.lon is not None:
        place = match.part.place
        yield away < 1, kilometres(away), direction(region.lat, region.lon, place.lat, place.lon)
    else:
        yield away


def priority(severity: Severity, chat: Chat) -> int:
    return _BY_SEVERITY[severity] + _BY_KIND[chat.kind]


def time_to_live(alert: Alert) -> timedelta:
    """How long it is still worth sending: what an authority ordered stays true for a day."""
    if any(match.part.category in _LASTING for match in alert.matches):
        return _LIVES[Severity.DANGER]
    return _LIVES[alert.severity]
