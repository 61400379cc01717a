"""Word to those who were warned that it was wrong, in answer to the warning itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.incidents import Incident
from bot.messages.deliveries import NOTICE_PRIORITY, Composer
from bot.messages.places import where
from bot.messages.render import category_name
from bot.messages.text import parts_of
from bot.outbox import Delivery
from bot.subscriptions import Chat
from rules.rule import Severity

LIVES = timedelta(days=2)


def correction(
    incident: Incident,
    chat: Chat,
    thread_id: int | None,
    reply_to: int | None,
    reason: str,
    composer: Composer,
    now: datetime,
) -> Delivery:
    """`reason` is a sentence in the reader's language."""
    wording = composer.wording(chat.language)
    kind = category_name(incident.head.category, wording.language, composer.categories)
    lines = wording.lines("incident.correction", kind=kind, where=where(incident.head, wording), reason=reason)
    return Delivery(
        id=0,
        chat_id=chat.id,
        kind="notice",
        parts=parts_of(lines),
        severity=incident.severity,
        priority=NOTICE_PRIORITY,
        created=now,
        due=now,
        expires=now + LIVES,
        thread_id=thread_id,
        reply_to=reply_to,
        silent=incident.severity < Severity.SERIOUS,
        incident_id=incident.id,
    )
