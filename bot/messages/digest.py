"""A day's lesser alerts in one message."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.incidents import Incident
from bot.messages.deliveries import DIGEST_PRIORITY, Composer
from bot.messages.event import category_name
from bot.messages.places import region_name, where
from bot.messages.render import SIGNS
from bot.messages.text import Line, Span, parts_of
from bot.messages.when import age
from bot.outbox import Delivery
from bot.schedule import sound
from bot.subscriptions import Chat, RegionMatch, Subscription, alerts_for
from rules.rule import Category, Severity

LIVES = timedelta(hours=20)
MOST = 30


def digest_for(
    chat: Chat,
    subscriptions: Iterable[Subscription],
    incidents: Iterable[Incident],
    composer: Composer,
    now: datetime,
    tz: ZoneInfo,
) -> Delivery | None:
    """What waited for the digest, the gravest first; None when nothing did.

    `incidents` are those since the last digest. Whether one waited is decided as it was when it
    came, by `schedule.sound`.
    """
    mine = list(subscriptions)
    waited: list[tuple[Incident, RegionMatch]] = []
    for incident in incidents:
        for alert in alerts_for(incident, mine, incident.updated):
            if sound(alert, chat, incident.updated, tz).held:
                waited.append((incident, alert.matches[0]))
                break
    if not waited:
        return None
    wording = composer.wording(chat.language)
    waited.sort(key=lambda pair: (-pair[1].part.severity, -pair[0].updated.timestamp()))
    lines: list[Line] = [wording.line("digest_message.title", n=len(waited))]
    for incident, match in waited[:MOST]:
        lines += [(), _row(incident, match, composer.categories, chat, composer, now)]
    if len(waited) > MOST:
        lines += [(), wording.line("digest_message.more", n=len(waited) - MOST)]
    lines += [(), (Span(wording.text("alert.footer"), italic=True),)]
    return Delivery(
        id=0,
        chat_id=chat.id,
        kind="digest",
        parts=parts_of(lines),
        severity=max(match.part.severity for _, match in waited),
        priority=DIGEST_PRIORITY,
        created=now,
        due=now,
        expires=now + LIVES,
        silent=all(match.part.severity is Severity.NOTICE for _, match in waited),
    )


def _row(
    incident: Incident,
    match: RegionMatch,
    categories: Mapping[str, Category],
    chat: Chat,
    composer: Composer,
    now: datetime,
) -> Line:
    wording = composer.wording(chat.language)
    source = incident.sources[0]
    link = source.url if source.url and source.url.startswith(("http://", "https://")) else None
    return wording.line(
        "digest_message.row",
        sign=SIGNS[match.part.severity],
        kind=category_name(match.part.category, wording.language, categories),
        where=where(match.part, wording),
        region=region_name(match.subscription.region, match.subscription.label, wording),
        age=age(source.published or incident.opened, now, wording),
        publisher=Span(source.publisher or wording.text("alert.unnamed_source"), url=link),
    )
