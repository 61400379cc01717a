"""Whether a bot that runs unattended still does its work: judged from its database alone.

A program that hangs, or that nobody restarted, cannot say so itself, and silence would look like calm.
So another program asks: `tocsin health`, from cron, systemd, a container or a monitoring service.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.feeds.feed import Feed, FeedState
from bot.sending import ALERTS_PAUSED
from bot.telling import PAUSED

# Kept values: the first is written when the bot starts, the others once a minute.
STARTED_AT, TICKED_AT, HEARD_AT = "started_at", "ticked_at", "heard_at"
QUIET_FOR = timedelta(minutes=5)  # the tick comes once a minute: five in a row were missed
UNHEARD_FOR = timedelta(minutes=5)  # a long poll ends after 25 s at the latest
UNSENT_FOR = timedelta(minutes=5)  # of an alert; a full broadcast to 10,000 chats takes 5 min 42 s, its first part none
LATE_FOR = timedelta(minutes=15)  # past the moment a feed's look was due
LEAST_FREE_MB = 200.0  # room for the log of a busy database (WAL) and for a backup beside it
MOST_FEEDS_NAMED = 3


@dataclass(frozen=True, slots=True)
class Signs:
    """What the database tells of the bot. Times are aware; None = never, or nothing of the kind.

    `owed_since`: when the alert that waits longest fell due. `halted`: why alerts are paused by the
    bot itself; `paused`: whether an admin paused them.
    """

    started: datetime | None = None
    ticked: datetime | None = None
    heard: datetime | None = None
    owed_since: datetime | None = None
    halted: str | None = None
    paused: bool = False
    feeds: Mapping[str, FeedState] = field(default_factory=dict)
    free_mb: float | None = None  # on the database's disk


def signs_in(
    kept: Mapping[str, str], owed_since: datetime | None, states: Sequence[FeedState], free_mb: float | None = None
) -> Signs:
    """The signs among the database's small values and what it remembers of feeds."""

    def when(name: str) -> datetime | None:
        return datetime.fromisoformat(kept[name]) if name in kept else None

    return Signs(
        started=when(STARTED_AT),
        ticked=when(TICKED_AT),
        heard=when(HEARD_AT),
        owed_since=owed_since,
        halted=kept.get(ALERTS_PAUSED),
        paused=PAUSED in kept,
        feeds={state.url: state for state in states},
        free_mb=free_mb,
    )


def troubles(signs: Signs, configured: Sequence[Feed], now: datetime) -> tuple[str, ...]:
    """What an operator should look at, the gravest first, a line each; empty = all is well."""
    if signs.ticked is None:
        return ("The bot has not run on this database yet.",)
    if now - signs.ticked > QUIET_FOR:
        return (f"The bot does not run: it last said so {_ago(signs.ticked, now)}.",)
    found = []
    if signs.halted:
        found.append(f"Alerts are paused by the bot itself: {signs.halted}")
    heard = max((moment for moment in (signs.heard, signs.started) if moment is not None), default=signs.ticked)
    if now - heard > UNHEARD_FOR:
        found.append(f"Telegram has not answered for {_span(now - heard)}.")
    if signs.owed_since and not signs.paused and not signs.halted and now - signs.owed_since > UNSENT_FOR:
        found.append(f"An alert has been waiting to be sent for {_span(now - signs.owed_since)}.")
    if signs.free_mb is not None and signs.free_mb < LEAST_FREE_MB:
        found.append(f"The disk is nearly full: {signs.free_mb:.0f} MB are left for the database.")
    return (*found, *_of_feeds(configured, signs.feeds, now))


def _of_feeds(configured: Sequence[Feed], states: Mapping[str, FeedState], now: datetime) -> list[str]:
    looked = [(feed, states[feed.url]) for feed in configured if feed.url in states]
    late = [feed for feed, state in looked if state.next_look is not None and now - state.next_look > LATE_FOR]
    broken = [feed for feed, state in looked if state.told_down]
    found = []
    if late:
        found.append(f"{len(late)} of {len(configured)} feeds are not looked at in time: {_names(late)}.")
    if broken:
        found.append(f"{len(broken)} of {len(configured)} feeds do not work: {_names(broken)}. /feeds says why.")
    if not configured:
        found.append("No feeds are configured: nothing is read.")
    return found


def _names(feeds: Sequence[Feed]) -> str:
    named = ", ".join(feed.name for feed in feeds[:MOST_FEEDS_NAMED])
    more = len(feeds) - MOST_FEEDS_NAMED
    return f"{named} and {more} more" if more > 0 else named


def _ago(moment: datetime, now: datetime) -> str:
    return f"{_span(now - moment)} ago"


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"
