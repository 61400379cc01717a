"""The fuse: when one rule or one feed is about to wake very many people, somebody may look first.

A slip in a rule reaches everybody at once. So beyond a number of chats alerts wait a few minutes
for an admin's word, and go by themselves when it does not come: a real attack must not wait for ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.incidents import Incident
from bot.incidents.reason import Reason
from bot.incidents.voices import voices
from bot.outbox import Delivery


@dataclass(frozen=True, slots=True)
class Fuse:
    """More than `chats` within `minutes` by one rule or feed wait `hold_minutes`; so do more than `fresh_chats`
    of the first alert of a rule that was changed within `fresh_hours`."""

    chats: int = 200
    minutes: float = 10
    hold_minutes: float = 10
    fresh_chats: int = 20
    fresh_hours: float = 24


@dataclass(frozen=True, slots=True)
class Held:
    """Alerts that wait, until when and why."""

    until: datetime
    why: Reason


def held(
    incident: Incident,
    *,
    chats: int,
    lately: int,
    rule_changed: datetime | None,
    since_change: int,
    now: datetime,
    fuse: Fuse,
) -> Held | None:
    """Whether the incident's alerts must wait; None = they go.

    `chats` are owed this alert now, `lately` were owed one by the same rule or feed within `fuse.minutes`,
    `since_change` by the rule since it was changed. Two publishers or an official source confirm enough.
    """
    if incident.official or voices(incident.sources) > 1:
        return None
    until = now + timedelta(minutes=fuse.hold_minutes)
    rule = incident.head.rule
    if chats + lately > fuse.chats:
        return Held(until, Reason("fuse.many", {"n": chats + lately, "minutes": f"{fuse.minutes:g}", "rule": rule}))
    fresh = rule_changed is not None and now - rule_changed < timedelta(hours=fuse.fresh_hours)
    if fresh and not since_change and chats > fuse.fresh_chats:
        return Held(until, Reason("fuse.changed_rule", {"n": chats, "rule": rule}))
    return None


def wait_for(hold: Held, why: str, deliveries: Iterable[Delivery]) -> list[Delivery]:
    """The deliveries as they are to be enqueued; held ones keep as long to live as they had. `why`: for the log."""
    return [
        replace(one, due=hold.until, expires=one.expires + (hold.until - one.due), held=True, why=why)
        if one.due < hold.until
        else one
        for one in deliveries
    ]
