"""What the tests of messages render: one grave incident of several parts, and who composes and asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from fakes_people import CATEGORIES, MEXICO, TAPALPA, WORDINGS, incident, part, subscription

from bot.messages.deliveries import Composer
from bot.regions import region_from_place
from bot.subscriptions import Subscription
from rules.match import Facts
from rules.rule import Severity

TZ = ZoneInfo("America/Mexico_City")
COMPOSER = Composer(WORDINGS, CATEGORIES, lambda country: ("911",))
BIG = incident(
    part(TAPALPA, severity=Severity.DANGER, facts=Facts(dead=3, hurt=10, ongoing=True, where="a petrol station")),
    part(MEXICO, "explosion"),
    part(MEXICO, "official_alert", facts=Facts(reported_by="the U.S. Embassy")),
)


def asked(place: Any, radius: float | None = None, number: int = 1, **changes: Any) -> Subscription:
    return subscription(1, region_from_place(place, radius), number, **changes)


@dataclass(frozen=True)
class MinistryLine:
    ministry: str = "Ministry of Foreign Affairs"
    phone: str | None = "+34 000 000 000"
    url: str = "https://ministry.example/"
    checked: date = date(2026, 1, 5)
