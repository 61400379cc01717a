"""Who is told about an incident, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.incidents import Incident, Part
from bot.regions import Region
from rules.rule import Severity

ChatKind = Literal["private", "group", "supergroup", "channel"]
Wake = Literal["rules", "always", "never"]


@dataclass(frozen=True, slots=True)
class Subscription:
    """One region of one chat. `categories` empty = all. Times are aware, UTC."""

    id: int
    chat_id: int
    region: Region
    thread_id: int | None = None
    label: str | None = None
    categories: frozenset[str] = frozenset()
    least: Severity = Severity.NOTICE
    official_only: bool = False
    countrywide: bool = True  # hear of reports that name only the country
    mute_words: tuple[str, ...] = ()
    starts: datetime | None = None
    until: datetime | None = None
    muted_until: datetime | None = None
    radii: tuple[tuple[str, float], ...] = ()  # (category, km) where it differs from the region's own
    wake: Wake = "rules"  # may its alerts make a sound: as schedule decides, always, never
    trip: bool = False  # erased, region and all, once `until` has passed
    live_message: int | None = None  # the shared live location that moves this region


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """A subscription, the part of the incident that concerns it, and why."""

    subscription: Subscription
    part: Part
    why: str
    distance_km: float | None = None
    countrywide: bool = False  # the report names only the country: "somewhere in Mexico"


@dataclass(frozen=True, slots=True)
class Alert:
    """One revision of an incident for one chat, naming each of its regions that matched."""

    incident: Incident
    chat_id: int
    thread_id: int | None
    matches: tuple[RegionMatch, ...]

    @property
    def severity(self) -> Severity:
        return max(match.part.severity for match in self.matches)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` to `end`, minutes since local midnight; past midnight when `end` is not later."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chat:
    """A person, group or channel that has written to the bot. `language` is for interface and alerts."""

    id: int
    kind: ChatKind
    language: str = "en"
    timezone: str | None = None  # set by the person; None = that of the region
    admitted: bool = False  # may use the bot (always true with access: open)
    active: bool = True  # False = stopped, blocked or gone; keeps its subscriptions
    title: str = ""
    quiet: QuietHours | None = None
    digest_hour: int | None = None  # local hour; lesser alerts wait for it
    digest_sent: datetime | None = None
    muted_until: datetime | None = None
    muted_incidents: tuple[tuple[int, datetime], ...] = ()  # (incident id, until)
    nationality: str | None = None  # ISO 3166-1 alpha-2, only for the embassy's line
    roll_call: bool = False  # groups: offer "I'm safe"
    banned: bool = False  # by an admin of the bot
    fetches: tuple[datetime, ...] = ()  # of pages asked for within the last hour
