"""Who is told about an incident, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.incidents import Incident, Part
from bot.regions import Containment, Region
from extract.text import fold
from rules.rule import Severity

ChatKind = Literal["private", "group", "supergroup", "channel"]
Wake = Literal["rules", "always", "never"]
ALL_CLEAR = "all_clear"


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


def alerts_for(incident: Incident, subscriptions: Iterable[Subscription], now: datetime) -> list[Alert]:
    """Who is to be told: one alert per chat and topic, naming each of its regions that matched.

    A trial incident concerns nobody. Alerts come in the order in which the chats first appear.
    """
    if incident.trial:
        return []
    by_chat: dict[tuple[int, int | None], list[RegionMatch]] = {}
    words = _Words(incident)
    for subscription in subscriptions:
        match = concerns(incident, subscription, now, words)
        if match is not None:
            by_chat.setdefault((subscription.chat_id, subscription.thread_id), []).append(match)
    return [
        Alert(incident, chat, thread, tuple(sorted(matches, key=_rank))) for (chat, thread), matches in by_chat.items()
    ]


def concerns(
    incident: Incident, subscription: Subscription, now: datetime, words: _Words | None = None
) -> RegionMatch | None:
    """The severest part of the incident that this subscription asked for, the nearest among equals."""
    if not _listening(subscription, now) or (subscription.official_only and not incident.official):
        return None
    best: RegionMatch | None = None
    for part in _wanted(incident, subscription):
        match = _match(incident, part, subscription)
        if match is not None and (best is None or _rank(match) < _rank(best)):
            best = match
    if best is not None and subscription.mute_words:
        text = (words or _Words(incident)).text
        if any(f" {fold(word)} " in text for word in subscription.mute_words):
            return None
    return best


class _Words:
    """The headlines of an incident as plain words, cut up once however many subscriptions ask."""

    def __init__(self, incident: Incident) -> None:
        self._titles = [source.title for source in incident.sources]
        self._text: str | None = None

    @property
    def text(self) -> str:
        if self._text is None:
            folded = fold(" ".join(self._titles))
            self._text = f" {' '.join(''.join(c if c.isalnum() else ' ' for c in folded).split())} "
        return self._text


def _listening(subscription: Subscription, now: datetime) -> bool:
    if subscription.starts is not None and now < subscription.starts:
        return False
    if subscription.until is not None and now >= subscription.until:
        return False
    return subscription.muted_until is None or now >= subscription.muted_until


def _wanted(incident: Incident, subscription: Subscription) -> Iterator[Part]:
    for part in incident.parts:
        # An all-clear ends what was told before: whoever was warned is to hear it, whatever he filters.
        ends = part.category == ALL_CLEAR and incident.revision > 1
        kind = not subscription.categories or part.category in subscription.categories
        if ends or (kind and part.severity >= subscription.least):
            yield part


def _match(incident: Incident, part: Part, subscription: Subscription) -> RegionMatch | None:
    region = subscription.region
    radius = next((km for category, km in subscription.radii if category == part.category), None)
    inside: Containment | None = region.contains(part.place, radius)
    if inside is not None:
        return RegionMatch(subscription, part, inside.why, inside.distance_km)
    # A report that names only the wider area may be next door or a day's drive away: worth telling
    # only when it is grave, or when an authority says it.
    grave = part.severity is Severity.DANGER or incident.official
    if grave and subscription.countrywide and region.around(part.place):
        return RegionMatch(subscription, part, f"somewhere in {part.place.name}", None, countrywide=True)
    return None


_EXACTNESS = {"circle": 0, "city": 0, "admin2": 1, "admin1": 2, "country": 3}


def _rank(match: RegionMatch) -> tuple[int, bool, int, float]:
    """The severest first, then what is surely inside, then the most exact region, then the nearest."""
    region = match.subscription.region
    return -match.part.severity, match.countrywide, _EXACTNESS[region.kind], match.distance_km or 0.0
