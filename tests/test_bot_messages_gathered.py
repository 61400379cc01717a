"""Many alerts owed at once become one message that loses none of their urgency."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.messages.gathered import gathered
from bot.messages.load import load_wordings
from bot.outbox import Delivery, MessagePart
from rules.rule import Severity

NOW = datetime(2026, 5, 14, tzinfo=UTC)
WORDINGS = load_wordings()
ALERT = Delivery(
    7, 1, "alert", (MessagePart("<b>x</b>", "🟠 SERIOUS · Shooting · Kano\n\nmore"),), Severity.SERIOUS, 22, NOW, NOW,
    NOW + timedelta(hours=12), incident_id=3, silent=True,
)  # fmt: skip
DANGER = replace(
    ALERT, id=8, parts=(MessagePart("", "🔴 DANGER · Explosion · Jos <A&B>"),), severity=Severity.DANGER, priority=12,
    expires=NOW + timedelta(hours=24), silent=False,
)  # fmt: skip


def test_each_is_named_by_its_first_line_and_nothing_else() -> None:
    message = gathered([DANGER, ALERT], NOW, WORDINGS["en"])
    assert "2 alerts" in message.parts[0].plain
    assert "Shooting · Kano" in message.parts[0].plain
    assert "more" not in message.parts[0].plain.split("Kano")[1].splitlines()[0]


def test_it_is_as_urgent_loud_and_long_lived_as_the_gravest() -> None:
    message = gathered([ALERT, DANGER], NOW, WORDINGS["es"])
    assert (message.severity, message.priority, message.silent) == (Severity.DANGER, 12, False)
    assert message.expires == DANGER.expires


def test_only_quiet_alerts_make_a_quiet_message() -> None:
    assert gathered([ALERT, ALERT], NOW, WORDINGS["en"]).silent


def test_what_a_headline_holds_is_escaped_once() -> None:
    assert "&lt;A&amp;B&gt;" in gathered([DANGER], NOW, WORDINGS["en"]).parts[0].html


def test_it_is_not_gathered_again() -> None:
    message = gathered([ALERT, DANGER], NOW, WORDINGS["en"])
    assert (message.kind, message.collapsible, message.buttons) == ("digest", False, ())
