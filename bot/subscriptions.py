"""Who is told about an incident, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.incidents import Incident, Part
from bot.incidents.changes import Change, new_since
from bot.incidents.ending import Cleared
from bot.incidents.voices import voices
from bot.regions import Containment, Region
from extract.text import fold
from rules.rule import Severity

ChatKind = Literal["private", "group", "supergroup", "channel"]
Wake = Literal["rules", "always", "never"]
ALL_CLEAR = "all_clear"
ENOUGH = 2  # independent publishers, for those who ask for confirmation


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
    muted_to: Severity = Severity.DANGER  # `muted_until` holds up to this; what is graver is told all the same
    two_sources: bool = False  # below danger, hear only what two independent publishers or an official one tell


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """A subscription, the part of the incident that concerns it, and why."""

    subscription: Subscription
    part: Part
    why: str
    distance_km: float | None = None
    countrywide: bool = False  # the report names only the country: "somewhere in Mexico"


Withholding = Literal[
    "elsewhere",
    "wider_area",
    "no_wider_area",
    "not_begun",
    "over",
    "muted",
    "official_only",
    "kind",
    "severity",
    "unconfirmed",
    "word",
]


@dataclass(frozen=True, slots=True)
class Withheld:
    """Which setting of a subscription let nothing of an incident through; `word` is the muted one."""

    subscription: Subscription
    reason: Withholding
    word: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """One revision of an incident for one chat, naming each of its regions that matched.

    `changes` are those that concern it; `update` = how often the chat was told of the incident before;
    it is the number of this update for whoever reads it there.
    """

    incident: Incident
    chat_id: int
    thread_id: int | None
    matches: tuple[RegionMatch, ...]
    changes: tuple[Change, ...] = ()
    update: int = 0

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
    timezone: str | None = None  # set by the person; None = that of the first region
    admitted: bool = False  # may use the bot (always true with access: open)
    active: bool = True  # False = stopped, blocked or gone; keeps its subscriptions
    title: str = ""
    quiet: QuietHours | None = None
    digest_hour: int | None = None  # local hour; lesser alerts wait for it
    digest_sent: datetime | None = None
    muted_until: datetime | None = None
    muted_to: Severity = Severity.DANGER  # what is graver is told all the same
    muted_incidents: tuple[tuple[int, datetime], ...] = ()  # (incident id, until)
    nationality: str | None = None  # ISO 3166-1 alpha-2, only for the embassy's line
    roll_call: bool = False  # groups: offer "I'm safe"
    banned: bool = False  # by an admin of the bot
    fetches: tuple[datetime, ...] = ()  # of pages asked for within the last hour
    home_zone: str | None = None  # that of the first region, kept for whoever knows only one of them


def alerts_for(incident: Incident, subscriptions: Iterable[Subscription], now: datetime) -> list[Alert]:
    """Who is to be told: one alert per chat and topic, naming each of its regions that matched.

    A trial incident concerns nobody. Alerts come in the order in which the chats first appear.
    """
    if incident.trial:
        return []
    by_chat: dict[tuple[int, int | None], list[RegionMatch]] = {}
    words = _Words(incident)
    for subscription in subscriptions:
        match = decide(incident, subscription, now, words)
        if isinstance(match, RegionMatch):
            by_chat.setdefault((subscription.chat_id, subscription.thread_id), []).append(match)
    return [
        Alert(incident, chat, thread, tuple(sorted(matches, key=_rank))) for (chat, thread), matches in by_chat.items()
    ]


def updates_for(
    before: Incident, after: Incident, changes: Sequence[Change], subscriptions: Iterable[Subscription], now: datetime
) -> list[Alert]:
    """Who is to be told that an incident changed: those whom a change concerns, and those whom the
    incident concerns only now (it was too slight, elsewhere or told by too few). Nobody else.
    """
    if after.trial:
        return []
    by_chat: dict[tuple[int, int | None], Alert] = {}
    for subscription in subscriptions:
        match = concerns(after, subscription, now)
        if match is None:
            continue
        mine = tuple(change for change in changes if _concerned(change, after, subscription, now))
        if not mine and concerns(before, subscription, now) is not None:
            continue
        # An update is headed by what is new: the shots in the next town, not the gravest part of all.
        fresh = [found for change in mine if (found := _by_part(change, after, subscription, now)) is not None]
        match = min(fresh, key=_rank, default=match)
        key = (subscription.chat_id, subscription.thread_id)
        known = by_chat.get(key) or Alert(after, *key, ())
        by_chat[key] = replace(
            known,
            matches=tuple(sorted((*known.matches, match), key=_rank)),
            changes=tuple(change for change in changes if change in known.changes or change in mine),
        )
    return list(by_chat.values())


def handed_on(alert: Alert, since: int | None, now: datetime) -> Alert:
    """With the new places of earlier revisions, from `since` on, that the chat has not been sent yet; None = it was.

    Headed by the gravest of all that is new to it.
    """
    if since is None or not alert.changes:
        return alert
    changes = list(alert.changes)
    best = {match.subscription.id: match for match in alert.matches}
    for change in new_since(alert.incident, since):
        for match in alert.matches:
            fresh = _by_part(change, alert.incident, match.subscription, now)
            if fresh is not None:
                best[match.subscription.id] = min(best[match.subscription.id], fresh, key=_rank)
                changes.append(change)
    return replace(alert, matches=tuple(sorted(best.values(), key=_rank)), changes=tuple(dict.fromkeys(changes)))


def ends_for(
    before: Incident,
    after: Incident,
    clear: Cleared,
    changes: tuple[Change, ...],
    subscriptions: Iterable[Subscription],
    now: datetime,
) -> list[Alert]:
    """Who is to hear that it is over, there where it is: those whom it concerned. (Whoever was not warned
    is left out once it is known who was.)"""
    by_chat: dict[tuple[int, int | None], Alert] = {}
    for subscription in subscriptions:
        match = concerns(before, subscription, now)
        place, region = clear.part.place, subscription.region
        if match is None or not (clear.whole or region.contains(place) or region.around(place)):
            continue
        key = (subscription.chat_id, subscription.thread_id)
        known = by_chat.get(key) or Alert(after, *key, (), changes)
        by_chat[key] = replace(known, matches=(*known.matches, replace(match, part=clear.part)))
    return list(by_chat.values())


def _concerned(change: Change, after: Incident, subscription: Subscription, now: datetime) -> bool:
    return change.part is None or _by_part(change, after, subscription, now) is not None


def _by_part(change: Change, after: Incident, subscription: Subscription, now: datetime) -> RegionMatch | None:
    """How the part that changed concerns the subscription by itself."""
    return None if change.part is None else concerns(replace(after, parts=(change.part,)), subscription, now)


def concerns(incident: Incident, subscription: Subscription, now: datetime) -> RegionMatch | None:
    """The severest part of the incident that this subscription asked for, the nearest among equals."""
    match = decide(incident, subscription, now)
    return match if isinstance(match, RegionMatch) else None


def decide(
    incident: Incident, subscription: Subscription, now: datetime, words: _Words | None = None
) -> RegionMatch | Withheld:
    """What of the incident the subscription asked for, or which of its settings held it back.

    The place comes first: who follows another place need not hear that he muted it too.
    """
    here = [match for part in incident.parts if (match := _match(part, subscription)) is not None]
    if not here:
        return Withheld(subscription, "elsewhere")
    # A report that names only the wider area may be next door or a day's drive away: worth telling
    # only when it is grave, or when an authority says it.
    told = [match for match in here if not match.countrywide or _grave(match.part, incident)]
    if not told:
        return Withheld(subscription, "wider_area")
    told = [match for match in told if not match.countrywide or subscription.countrywide]
    if not told:
        return Withheld(subscription, "no_wider_area")
    idle = _idle(subscription, now)
    if idle == "muted":
        told = [match for match in told if match.part.severity > subscription.muted_to]
    if idle is not None and not (idle == "muted" and told):
        return Withheld(subscription, idle)
    if subscription.official_only and not incident.official:
        return Withheld(subscription, "official_only")
    of_kind = [match for match in told if _ends(match.part, incident) or _kind(match.part, subscription)]
    if not of_kind:
        return Withheld(subscription, "kind")
    grave = [match for match in of_kind if _ends(match.part, incident) or match.part.severity >= subscription.least]
    if not grave:
        return Withheld(subscription, "severity")
    if subscription.two_sources and not incident.official and voices(incident.sources) < ENOUGH:
        grave = [match for match in grave if match.part.severity is Severity.DANGER]
        if not grave:
            return Withheld(subscription, "unconfirmed")
    word = _muted_word(subscription, words or _Words(incident))
    return Withheld(subscription, "word", word) if word else min(grave, key=_rank)


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


def _idle(subscription: Subscription, now: datetime) -> Withholding | None:
    if subscription.starts is not None and now < subscription.starts:
        return "not_begun"
    if subscription.until is not None and now >= subscription.until:
        return "over"
    return "muted" if subscription.muted_until is not None and now < subscription.muted_until else None


def _ends(part: Part, incident: Incident) -> bool:
    """An all-clear ends what was told before: whoever was warned is to hear it, whatever he filters."""
    return part.category == ALL_CLEAR and incident.revision > 1


def _kind(part: Part, subscription: Subscription) -> bool:
    return not subscription.categories or part.category in subscription.categories


def _grave(part: Part, incident: Incident) -> bool:
    return part.severity is Severity.DANGER or incident.official


def _muted_word(subscription: Subscription, words: _Words) -> str | None:
    return next((word for word in subscription.mute_words if f" {fold(word)} " in words.text), None)


def _match(part: Part, subscription: Subscription) -> RegionMatch | None:
    region = subscription.region
    radius = next((km for category, km in subscription.radii if category == part.category), None)
    inside: Containment | None = region.contains(part.place, radius)
    if inside is not None:
        return RegionMatch(subscription, part, inside.why, inside.distance_km)
    if region.around(part.place):
        return RegionMatch(subscription, part, f"somewhere in {part.place.name}", None, countrywide=True)
    return None


_EXACTNESS = {"circle": 0, "city": 0, "admin2": 1, "admin1": 2, "country": 3}


def _rank(match: RegionMatch) -> tuple[int, bool, int, float]:
    """The severest first, then what is surely inside, then the most exact region, then the nearest."""
    region = match.subscription.region
    return -match.part.severity, match.countrywide, _EXACTNESS[region.kind], match.distance_km or 0.0
