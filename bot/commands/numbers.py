"""The numbers of incidents and regions as people and buttons write them, and what they stand for."""

from __future__ import annotations

import re

from bot.commands.visit import Visit
from bot.incidents import Incident
from bot.subscriptions import Subscription

# ASCII alone: "²" is a digit to str.isdigit and none to int. No longer than the database can hold.
_NUMBER = re.compile(r"#?(-?[0-9]{1,18})\Z")


def number_in(text: str) -> int | None:
    """ "7", "#7" and, for groups, "-100123"; None for anything else."""
    found = _NUMBER.match(text)
    return int(found[1]) if found else None


def incident_of(visit: Visit, typed: str) -> Incident | None:
    """The incident of that number, or the one it was joined to since; None where there is none."""
    number = number_in(typed)
    found = visit.desk.store.incident(number) if number is not None else None
    while found is not None and found.part_of is not None:
        found = visit.desk.store.incident(found.part_of)
    return found


def region_of(visit: Visit, typed: str) -> Subscription | None:
    """The region of that number, if this chat follows it."""
    number = number_in(typed)
    return visit.desk.store.subscription(visit.chat.id, number) if number is not None else None
