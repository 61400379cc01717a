"""When to make a sound, when to wait: quiet hours, waking, digests, trips. Pure decisions with reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from bot.subscriptions import Alert, Chat, QuietHours, RegionMatch, Subscription
from rules.rule import Severity

MORNING = time(7, 0)
MANY_DEAD = 10
MANY_HURT = 30


SoundReason = Literal[
    "always", "near", "official", "many_victims", "quiet_hours", "notice", "whole_country", "never", "digest", "by_day"
]


@dataclass(frozen=True, slots=True)
class Sound:
    """Whether a message may make a sound. `held` = it waits for the digest instead of going out now."""

    loud: bool
    why: SoundReason
    held: bool = False


@lru_cache(maxsize=700)
def zone(name: str | None) -> ZoneInfo:
    """The IANA zone of that name; UTC where it is unknown or not set."""
    try:
        return ZoneInfo(name or "UTC")
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")


def zone_of(chat: Chat, subscriptions: Iterable[Subscription]) -> ZoneInfo:
    """The person's own choice, else that of his first region; of these regions where that is not known yet."""
    return zone(chat.timezone or chat.home_zone or home_zone(subscriptions))


def home_zone(subscriptions: Iterable[Subscription]) -> str | None:
    """Of the first region that has one; of a trip only where nothing is followed for good."""
    regions = [subscription for subscription in subscriptions if subscription.region.timezone]
    first = next((one for one in regions if not one.trip), None) or next(iter(regions), None)
    return first.region.timezone if first else None


def in_quiet_hours(quiet: QuietHours | None, now: datetime, tz: ZoneInfo) -> bool:
    """By the clock on the wall there, so that a change to summer time moves nothing."""
    if quiet is None or quiet.start == quiet.end:
        return False
    local = now.astimezone(tz)
    minute = local.hour * 60 + local.minute
    if quiet.start < quiet.end:
        return quiet.start <= minute < quiet.end
    return minute >= quiet.start or minute < quiet.end


def next_at(now: datetime, tz: ZoneInfo, clock: time) -> datetime:
    """The next time the clock there shows `clock`, in UTC; an hour the clock skips counts as the one after."""
    local = now.astimezone(tz)
    for days in (0, 1):
        when = datetime.combine(local.date() + timedelta(days=days), clock, tzinfo=tz).astimezone(ZoneInfo("UTC"))
        if when > now:
            return when
    return datetime.combine(local.date() + timedelta(days=2), clock, tzinfo=tz).astimezone(ZoneInfo("UTC"))


def morning_after(now: datetime, chat: Chat, tz: ZoneInfo) -> datetime:
    """The end of the quiet hours where they are set, else seven o'clock."""
    clock = time(chat.quiet.end // 60 % 24, chat.quiet.end % 60) if chat.quiet else MORNING
    return next_at(now, tz, clock)


def sound(alert: Alert, chat: Chat, now: datetime, tz: ZoneInfo) -> Sound:
    """May this alert make a sound now?

    Danger wakes when it is near (inside a circle, a city or a division that was asked for), official,
    or cost many lives. A country's local incidents come without a sound unless the person wants them.
    """
    wakes = next((reason for match in alert.matches if (reason := _wakes(alert, match))), None)
    if wakes:
        return Sound(True, wakes)
    if in_quiet_hours(chat.quiet, now, tz):
        return _lesser(alert, chat, "quiet_hours")
    if alert.severity is Severity.NOTICE:
        return _lesser(alert, chat, "notice")
    if not any(_heard_by_day(alert, match) for match in alert.matches):
        never = all(match.subscription.wake == "never" for match in alert.matches)
        return _lesser(alert, chat, "never" if never else "whole_country")
    if alert.severity is Severity.CAUTION and chat.digest_hour is not None:
        return Sound(False, "digest", held=True)
    return Sound(True, "by_day")


def _lesser(alert: Alert, chat: Chat, why: SoundReason) -> Sound:
    held = chat.digest_hour is not None and alert.severity <= Severity.CAUTION
    return Sound(False, "digest" if held else why, held)


def _wakes(alert: Alert, match: RegionMatch) -> SoundReason | None:
    wake = match.subscription.wake
    if match.part.severity is not Severity.DANGER or wake == "never":
        return None
    if wake == "always":
        return "always"
    if not match.countrywide and match.subscription.region.kind != "country":
        return "near"
    if alert.incident.official:
        return "official"
    facts = match.part.facts
    if (facts.dead or 0) >= MANY_DEAD or (facts.hurt or 0) >= MANY_HURT:
        return "many_victims"
    return None


def _heard_by_day(alert: Alert, match: RegionMatch) -> bool:
    subscription = match.subscription
    if subscription.wake == "never":
        return False
    near = not match.countrywide and subscription.region.kind != "country"
    return subscription.wake == "always" or near or alert.incident.official


Mute = Literal["everything", "incident"]


def muted(alert: Alert, chat: Chat, now: datetime) -> Mute | None:
    """What is muted, so that the chat hears nothing of this incident; None when it does.

    A mute holds for what was known when it was set: something graver is told all the same.
    """
    if chat.muted_until is not None and now < chat.muted_until and alert.severity <= chat.muted_to:
        return "everything"
    graver = any(change.kind == "severity" for change in alert.changes)
    numbers = (alert.incident.id, *alert.incident.absorbed)
    if not graver and any(number in numbers and now < until for number, until in chat.muted_incidents):
        return "incident"
    return None


def digest_due(chat: Chat, now: datetime, tz: ZoneInfo) -> bool:
    """Once a local day, at the chosen hour or as soon after it as somebody looks."""
    if chat.digest_hour is None:
        return False
    local = now.astimezone(tz)
    if local.hour < chat.digest_hour:
        return False
    return chat.digest_sent is None or chat.digest_sent.astimezone(tz).date() < local.date()


def trip_over(subscription: Subscription, now: datetime) -> bool:
    return subscription.trip and subscription.until is not None and now >= subscription.until
