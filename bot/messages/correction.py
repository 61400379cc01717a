"""Word to those who were warned that it was wrong, in answer to the warning itself."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.incidents import Incident
from bot.messages.deliveries import Composer
from bot.messages.notices import named_by, notice
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
    about = named_by(incident, wording, composer.categories)
    return notice(
        chat.id,
        wording.lines("incident.correction", reason=reason, **about),
        now,
        severity=incident.severity,
        expires=now + LIVES,
        thread_id=thread_id,
        reply_to=reply_to,
        silent=incident.severity < Severity.SERIOUS,
        incident_id=incident.id,
        revision=incident.revision,
    )
